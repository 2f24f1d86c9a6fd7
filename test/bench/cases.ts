import { type Approach, approaches, approachOf, type Book, type Case, parseAnswers } from '../../src/core/index.ts';
import { terminalOf } from '../../src/core/compile.ts';
import { derivedMask } from '../../src/core/derived.ts';
import { lowest, type Node, terminals } from '../../src/core/diagram.ts';

/** Raw answers as JSON gives them. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface DrawnCase {
  /** As our core reads it. */
  readonly answers: Case;
  /** As the peers get it: raw answers, and the derived values computed beforehand. */
  readonly facts: Facts;
  /** `answers` with the derived values given, so that our walk has nothing to compute either. */
  readonly given: Case;
}

/** Random numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Complete cases, equal numbers per approach, shuffled. Half of the banded numbers lie exactly on a threshold. */
export function drawCases(book: Book, at: string, { each, seed }: { each: number; seed: number }): readonly DrawnCase[] {
  const random = randomFrom(seed);
  const cases = approaches.flatMap((approach) => {
    const chance = chancesOf(book, approach);
    return Array.from({ length: each }, () => drawOne(book, at, approach, chance, random));
  });
  for (let last = cases.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [cases[last], cases[other]] = [cases[other]!, cases[last]!];
  }
  return cases;
}

function drawOne(
  book: Book,
  at: string,
  approach: Approach,
  chance: (node: Node) => number,
  random: () => number,
): DrawnCase {
  for (let attempt = 0; attempt < 10_000; attempt += 1) {
    const raw = rawFrom(book, walkTo(book, chance, random), random);
    const parsed = parseAnswers(book.rulebook, raw);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems[0]));
    // Derived values follow from the numbers drawn, so the walk may have gone elsewhere.
    if (approachOf(book, parsed.answers, at) !== approach) continue;
    const derived = derivedValues(book, parsed.answers, at);
    return { answers: parsed.answers, facts: { ...raw, ...derived }, given: { ...parsed.answers, ...derived } };
  }
  throw new Error(`no case drawn for ${approach}`);
}

/** The probability of each node to end in an approach, all values being equally likely. */
function chancesOf(book: Book, approach: Approach): (node: Node) => number {
  const end = terminalOf(approaches.indexOf(approach));
  const known = new Map<Node, number>();
  const chance = (node: Node): number => {
    if (node < terminals) return node === end ? 1 : 0;
    const before = known.get(node);
    if (before !== undefined) return before;
    const kids = book.diagram.kidsOf(node);
    const mean = kids.reduce((sum, kid) => sum + chance(kid), 0) / kids.length;
    known.set(node, mean);
    return mean;
  };
  return chance;
}

/** One value per level on a path to an approach, weighted by how many cases lie below; levels not on it at random. */
function walkTo(book: Book, chance: (node: Node) => number, random: () => number): readonly number[] {
  const values = book.levels.map(({ values }) => Math.floor(random() * values.length));
  let node = book.verdict;
  while (node >= terminals) {
    const kids = book.diagram.kidsOf(node);
    let rest = random() * kids.reduce((sum, kid) => sum + chance(kid), 0);
    const last = kids.findLastIndex((kid) => chance(kid) > 0);
    const found = kids.findIndex((kid) => (rest -= chance(kid)) < 0);
    const value = found === -1 ? last : found;
    values[book.diagram.levelOf(node)] = value;
    node = kids[value] ?? 0;
  }
  return values;
}

/** Answers to every question that lie in these values. */
function rawFrom(book: Book, values: readonly number[], random: () => number): Facts {
  return Object.fromEntries(
    Object.entries(book.rulebook.questions).map(([id, question]) => {
      const index = book.levelAt.get(id);
      const level = index === undefined ? undefined : book.levels[index];
      const value = index === undefined ? 0 : (values[index] ?? 0);
      if (question.kind === 'yes_no') return [id, level?.values[value] === 'yes'];
      if (question.kind === 'choice') return [id, level?.values[value] ?? question.usual];
      const low = level?.bounds[value - 1] ?? question.min;
      const high = level?.bounds[value] ?? question.max;
      return [id, numberIn(low, high, level !== undefined, question.integer, random)];
    }),
  );
}

/** A number in [low, high); what spans decades is spread over them. */
function numberIn(low: number, high: number, banded: boolean, integer: boolean, random: () => number): number {
  if (banded && random() < 0.5) return low;
  const from = Math.max(low, 1);
  const drawn = high > 1000 ? from * (high / from) ** random() : low + (high - low) * random();
  return integer ? Math.max(Math.ceil(low), Math.floor(drawn)) : drawn;
}

/** The derived values of a complete case, as an engine that cannot compute them is given them. */
export function derivedValues(book: Book, answers: Case, at: string): Record<string, string> {
  return Object.fromEntries(
    book.derivedAt(at).map((derived) => {
      const level = book.levels[book.levelAt.get(derived.id) ?? -1];
      const mask = derivedMask(derived, level?.values.length ?? 0, answers);
      return [derived.id, level?.values[lowest(mask)] ?? ''];
    }),
  );
}
