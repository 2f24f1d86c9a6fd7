import { type Book, compile, type Places, rulebookSchema, type Rulebook } from '../core/index.ts';
import type { Store } from './ports.ts';

/** A rulebook ready to decide with, and the content hashes that name its rules and its prices for ever. */
export interface NamedBook {
  readonly book: Book;
  readonly rulebook: string;
  readonly prices: string;
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
  of(rulebook: string, prices: string): Promise<Book>;
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

/** A rulebook by the hashes of its rules and of its prices. @throws when the store does not hold these contents. */
export type StoredBooks = Books['of'];

/** Compiles the rulebooks of earlier decisions on demand, each once. */
export function storedBooks(store: Pick<Store, 'content'>, current?: NamedBook): StoredBooks {
  const compiled = new Map<string, Promise<Book>>();
  if (current !== undefined) compiled.set(`${current.rulebook} ${current.prices}`, Promise.resolve(current.book));

  async function read(rules: string, prices: string): Promise<Book> {
    const [a, b] = await Promise.all([store.content(rules), store.content(prices)]);
    if (a === undefined || b === undefined)
      throw new Error(`the store holds no rulebook ${rules} with prices ${prices}`);
    const merged: unknown = { ...asObject(JSON.parse(a)), ...asObject(JSON.parse(b)) };
    return compile(rulebookSchema.parse(merged));
  }

  return (rules, prices) => {
    const key = `${rules} ${prices}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const fresh = read(rules, prices);
    compiled.set(key, fresh);
    fresh.catch(() => compiled.delete(key));
    return fresh;
  };
}

function asObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('stored rulebook content is not an object');
  return value;
}
