import { type Book, compile, type Places, rulebookSchema, type Rulebook } from '../core/index.ts';
import type { Revision, Store } from './ports.ts';

/** The rules and prices that something was decided by, as content hashes, which name them for ever. */
export type BookName = Pick<Revision, 'rulebook' | 'prices'>;

/** A rulebook ready to decide with, and its name. */
export interface NamedBook extends BookName {
  readonly book: Book;
}

/** The canonical texts of a rulebook: everything that decides but the prices, and the prices with the cost assumptions. */
export function contentsOf(rulebook: Rulebook): { readonly rules: string; readonly prices: string } {
  const { prices, costs, lessons: _, faq: __, ...rules } = rulebook;
  return { rules: JSON.stringify(rules), prices: JSON.stringify({ prices, costs }) };
}

/** The current rulebook and, from the store, every rulebook a decision was ever made with. */
export interface Books {
  readonly current: NamedBook;
  /** Where its rules are written; nothing of those it does not have. */
  readonly places: Places;
  /** @throws when the store does not hold these contents. */
  of(name: BookName): Promise<Book>;
}

/** Stores the contents of the current rulebook and compiles earlier ones on demand, each once. */
export async function openBooks(
  store: Store,
  rulebook: Rulebook,
  hash: (text: string) => string,
  places: Places = { rules: {}, thresholds: {} },
): Promise<Books> {
  const texts = contentsOf(rulebook);
  const current: NamedBook = {
    book: compile(rulebook),
    rulebook: hash(texts.rules),
    prices: hash(texts.prices),
  };
  await store.keepContents([
    { hash: current.rulebook, body: texts.rules },
    { hash: current.prices, body: texts.prices },
  ]);
  return { current, places, of: storedBooks(store, current) };
}

/** A rulebook by its name. @throws when the store does not hold these contents. */
export type StoredBooks = Books['of'];

/** Compiles the rulebooks of earlier decisions on demand, each once. */
export function storedBooks(store: Pick<Store, 'content'>, current?: NamedBook): StoredBooks {
  const compiled = new Map<string, Promise<Book>>();
  if (current !== undefined) compiled.set(`${current.rulebook} ${current.prices}`, Promise.resolve(current.book));

  async function read({ rulebook, prices }: BookName): Promise<Book> {
    const [a, b] = await Promise.all([store.content(rulebook), store.content(prices)]);
    if (a === undefined || b === undefined)
      throw new Error(`the store holds no rulebook ${rulebook} with prices ${prices}`);
    const merged: unknown = { ...asObject(JSON.parse(a)), ...asObject(JSON.parse(b)) };
    return compile(rulebookSchema.parse(merged));
  }

  return ({ rulebook, prices }) => {
    const key = `${rulebook} ${prices}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const fresh = read({ rulebook, prices });
    compiled.set(key, fresh);
    fresh.catch(() => compiled.delete(key));
    return fresh;
  };
}

function asObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('stored rulebook content is not an object');
  return value;
}
