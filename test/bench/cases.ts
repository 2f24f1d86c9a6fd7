import fc from 'fast-check';
import { derivedMask } from '../../src/core/derived.ts';
import { lowest } from '../../src/core/diagram.ts';
import { approaches, type Book, type Case, parseAnswers } from '../../src/core/index.ts';
import { completeCases } from '../core/draw.ts';

/** Raw answers as JSON gives them. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface BenchCase {
  /** As our core reads it. */
  readonly answers: Case;
  /** As the peers get it: raw answers, and the derived values computed beforehand. */
  readonly facts: Facts;
  /** `answers` with the derived values given, so that our walk has nothing to compute either. */
  readonly given: Case;
}

/** Complete cases, `each` per approach, in an order drawn from the seed. */
export function drawCases(
  book: Book,
  at: string,
  { each, seed }: { each: number; seed: number },
): readonly BenchCase[] {
  const left = new Map(approaches.map((approach) => [approach, each]));
  const drawn = fc.sample(completeCases(book, at), { seed, numRuns: each * approaches.length * 2 });
  const taken = drawn.filter(({ approach }) => {
    const more = left.get(approach) ?? 0;
    left.set(approach, more - 1);
    return more > 0;
  });
  if (taken.length < each * approaches.length) throw new Error('too few cases drawn for an approach');
  return taken.map(({ answers }) => benchCase(book, rawOf(book, answers), at));
}

function benchCase(book: Book, raw: Facts, at: string): BenchCase {
  const parsed = parseAnswers(book.rulebook, raw);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems[0]));
  const { answers } = parsed;
  const derived = derivedValues(book, answers, at);
  return { answers, facts: { ...raw, ...derived }, given: { ...answers, ...derived } };
}

/** yes/no as the booleans they are in JSON. */
function rawOf(book: Book, answers: Case): Facts {
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => {
      if (book.rulebook.questions[id]?.kind === 'yes_no') return [id, value === 'yes'];
      if (typeof value === 'object') throw new Error(`${id} is open in a complete case`);
      return [id, value];
    }),
  );
}

/** The derived values of a complete case, as an engine that cannot compute them is given them. */
export function derivedValues(book: Book, answers: Case, at: string): Record<string, string> {
  return Object.fromEntries(
    book.derivedAt(at).map((derived) => {
      const mask = derivedMask(derived, derived.values.length, answers);
      return [derived.id, derived.values[lowest(mask)] ?? ''];
    }),
  );
}

/** A case with about `share` of its answers left open; the same ones in each run. */
export function partOf(answers: Case, share: number): Case {
  return Object.fromEntries(Object.entries(answers).filter((_, index) => ((index * 7) % 10) / 10 >= share));
}
