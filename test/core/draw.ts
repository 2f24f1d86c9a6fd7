import fc from 'fast-check';
import { combinations } from '../../src/core/derived.ts';
import { sharesBelow } from '../../src/core/shares.ts';
import { type Node, no, yes } from '../../src/core/diagram.ts';
import {
  type Approach,
  approaches,
  approachOf,
  type Book,
  type Case,
  isRange,
  parseAnswers,
  type Possible,
  type Question,
  type Value,
  valuesOf,
} from '../../src/core/index.ts';

// Cases are drawn by equal numbers for each verdict, because cases drawn evenly hardly ever reach tuning: a random walk
// down the verdict's diagram that takes only turns from which the wanted approach can still be reached, then real answers
// for the values it passed. Everything follows from seeds of fast-check, so that a failure repeats.

/** Takes one of a list. */
export type Pick = <T>(list: readonly T[]) => T;

/** A complete case, and the approach it was drawn for. */
export interface Drawn {
  readonly answers: Case;
  readonly approach: Approach;
}

type NumberQuestion = Extract<Question, { kind: 'number' }>;

/** A chooser that repeats for the same seed. Its choices do not shrink: a smaller seed is no simpler case. */
export const picks: fc.Arbitrary<Pick> = fc.noShrink(fc.noBias(fc.integer())).map((seed) => {
  let state = seed;
  return (list) => list[Math.floor(nextShare() * list.length)]!;

  /** Mulberry32: a number in [0, 1). */
  function nextShare(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
});

/**
 * Draws complete cases of a rulebook, each approach equally often.
 * @param turns how the walk goes on: every possible turn equally often, or as often as the rulebook says people answer so.
 */
export function completeCases(book: Book, at: string, turns: 'evenly' | 'as likely' = 'evenly'): fc.Arbitrary<Drawn> {
  const ways = waysOf(book, at);
  return fc
    .tuple(fc.noBias(fc.constantFrom(...approaches)), picks)
    .map(([approach, pick]) => ({
      approach,
      answers: answersOf(book, at, ways, walkTo(book, ways, approach, turns, pick), pick),
    }))
    .filter(({ approach, answers }) => approachOf(book, answers, at) === approach);
}

/** Complete cases with one number moved to an edge of a band or just below it; the approach may be another one. */
export function edgeCases(book: Book, at: string): fc.Arbitrary<Case> {
  return fc.tuple(completeCases(book, at), picks).map(([{ answers }, pick]) => pick(neighbours(book, answers)));
}

/** Complete and partial cases: some answers dropped, widened to several values or to a range. */
export function anyCases(book: Book, at: string): fc.Arbitrary<{ readonly answers: Case; readonly hidden: Drawn }> {
  return fc
    .tuple(completeCases(book, at), picks, fc.noBias(fc.integer({ min: 0, max: 12 })))
    .map(([hidden, pick, dropped]) => ({ hidden, answers: widened(book, hidden.answers, pick, dropped) }));
}

/** A complete case with each banded number at every edge and just below it. */
export function neighbours(book: Book, answers: Case): readonly Case[] {
  return book.levels.flatMap(({ id, bounds }) => {
    const question = book.rulebook.questions[id];
    if (question?.kind !== 'number') return [];
    return bounds.flatMap((bound) => [bound, justBelow(question, bound)].map((value) => ({ ...answers, [id]: value })));
  });
}

/** The number next to a bound on its lower side. */
export function justBelow({ integer }: NumberQuestion, bound: number): number {
  return integer ? bound - 1 : bound - Math.abs(bound) * Number.EPSILON;
}

/**
 * Leaves more possible than before: of about `dropped` in twelve questions nothing is known, others take several values
 * or a range.
 */
export function widened(book: Book, answers: Case, pick: Pick, dropped: number): Case {
  const kept = Object.entries(answers).flatMap(([id, possible]): readonly (readonly [string, Possible])[] => {
    const question = book.rulebook.questions[id];
    if (question === undefined || pick(twelve) < dropped) return [];
    return [[id, pick(twelve) < 4 ? wider(question, possible, pick) : possible]];
  });
  const read = parseAnswers(book.rulebook, Object.fromEntries(kept));
  if (!read.ok)
    throw new Error(`drew answers that cannot be read: ${read.problems.map(({ message }) => message).join(', ')}`);
  return read.answers;
}

const twelve = Array.from({ length: 12 }, (_, index) => index);

function wider(question: Question, possible: Possible, pick: Pick): Possible {
  const values = valuesOf(possible);
  if (question.kind !== 'number') return [...new Set<Value>([...values, pick(optionsIn(question))])];
  const factor = pick([1.001, 1.5, 10, 1e4]);
  const stretched = values.map((value) => {
    const { low, high } = isRange(value) ? value : { low: Number(value), high: Number(value) };
    return { low: Math.max(question.min, low / factor), high: Math.min(question.max, high * factor) };
  });
  return pick([stretched, [...values, ...stretched], [...values, question.usual]]);
}

export function optionsIn(question: Exclude<Question, { kind: 'number' }>): readonly string[] {
  return question.kind === 'choice' ? Object.keys(question.options) : ['no', 'yes'];
}

// --- From a walk to answers ---

/** How derived values come about, and the verdict on what can come about. */
interface Ways {
  /** The verdict; `no` where derived values contradict the numbers they are computed from. */
  readonly verdict: Node;
  /** For every node of it, how likely each approach is from there. */
  readonly shares: ReadonlyMap<Node, readonly number[]>;
  /** Numbers for the inputs of a derived question, by the level values they give. */
  readonly tuples: ReadonlyMap<string, readonly Readonly<Record<string, number>>[]>;
}

function waysOf(book: Book, at: string): Ways {
  const { real, tuples } = realAssignments(book, at);
  const verdict = book.diagram.ite(real, book.verdict, no);
  return {
    verdict,
    tuples,
    shares: sharesBelow(
      book,
      verdict,
      book.levels.map(({ full }) => full),
    ),
  };
}

/** The assignments of levels that answers can produce, with numbers that do; where derived questions share an input, some more. */
export function realAssignments(book: Book, at: string): { readonly real: Node; readonly tuples: Ways['tuples'] } {
  const { diagram, levels, levelAt } = book;
  const tuples = new Map<string, Readonly<Record<string, number>>[]>();
  const parts = book.derivedAt(at).map((derived) => {
    const level = levelAt.get(derived.id)!;
    const banded = derived.inputs.flatMap(({ id }) => levelAt.get(id) ?? []);
    const found = new Set<Node>();
    for (const numbers of combinations(derived.inputs.map(({ question, id }) => pointsOf(book, id, question)))) {
      const given = Object.fromEntries(derived.inputs.map(({ id }, index) => [id, numbers[index]!]));
      const value = derived.compute(numbers);
      const bands = banded.map((index) => bandAt(levels[index]!.bounds, given[levels[index]!.id]!));
      const key = keyOf(derived.id, value, bands);
      const known = tuples.get(key);
      if (known === undefined) tuples.set(key, [given]);
      else known.push(given);
      if (known !== undefined) continue;
      found.add(
        diagram.and([
          diagram.among(level, 1 << value),
          ...banded.map((index, place) => diagram.among(index, 1 << bands[place]!)),
        ]),
      );
    }
    return diagram.or([...found]);
  });
  return { real: diagram.ite(diagram.and(parts), yes, no), tuples };
}

/** Both ends of every band and numbers inside; without bands, steps from end to end and every threshold. */
function pointsOf(book: Book, id: string, question: NumberQuestion): readonly number[] {
  const bounds = book.levels[book.levelAt.get(id) ?? -1]?.bounds ?? [];
  const { min, max } = question;
  if (question.unnamed !== undefined)
    return [0, 3, 4, 5, 6].map((power) => Math.floor(5 * 10 ** (power - 0.5))).concat(min, 40_000, max);
  if (bounds.length === 0) {
    const shares = Array.from({ length: 21 }, (_, step) => min + ((max - min) * step) / 20);
    const thresholds = Object.values(book.rulebook.thresholds).map(({ value }) => value);
    return [...shares, ...thresholds.filter((one) => one > min && one < max)];
  }
  const edges = [min, ...bounds, max];
  return edges.slice(1).flatMap((high, index) => {
    const low = edges[index]!;
    const inside = Array.from({ length: 6 }, (_, step) => Math.max(low, 1) * (high / Math.max(low, 1)) ** (step / 6));
    const all = [low, ...inside.slice(1), high === max ? max : justBelow(question, high)];
    return question.integer ? all.map(Math.floor) : all;
  });
}

function bandAt(bounds: readonly number[], value: number): number {
  return bounds.filter((bound) => value >= bound).length;
}

function keyOf(derived: string, value: number, bands: readonly number[]): string {
  return [derived, value, ...bands].join(' ');
}

/** One value per level that leads to an approach. */
function walkTo(
  book: Book,
  { verdict, shares }: Ways,
  approach: Approach,
  turns: 'evenly' | 'as likely',
  pick: Pick,
): readonly number[] {
  const { diagram } = book;
  const end = approaches.indexOf(approach);
  let node = verdict;
  return book.levels.map(({ values, likely }, level) => {
    const weight = (value: number): number => (turns === 'evenly' ? 1 : likely[value]!);
    if (diagram.levelOf(node) !== level) return weighted([...values.keys()], weight, pick);
    const kids = diagram.kidsOf(node);
    const share = (value: number): number => shares.get(kids[value]!)?.[end] ?? 0;
    const value = weighted(
      [...values.keys()],
      (one) => (turns === 'evenly' ? Math.sign(share(one)) : weight(one) * share(one)),
      pick,
    );
    node = kids[value]!;
    return value;
  });
}

const thousand = Array.from({ length: 1000 }, (_, index) => (index + 0.5) / 1000);

/** One value, as often as its weight says. */
function weighted(values: readonly number[], weight: (value: number) => number, pick: Pick): number {
  let left = pick(thousand) * values.reduce((sum, value) => sum + weight(value), 0);
  return values.find((value) => (left -= weight(value)) < 0)!;
}

type Numbers = Readonly<Record<string, number>>;

/** Numbers that agree with those fixed before, by the list and what of it was fixed: there are thousands in a list. */
const fittingLists = new WeakMap<readonly Numbers[], Map<string, readonly Numbers[]>>();

function fittingIn(all: readonly Numbers[], fixed: Numbers): readonly Numbers[] {
  const shared = Object.keys(all[0] ?? {}).filter((id) => Object.hasOwn(fixed, id));
  if (shared.length === 0) return all;
  const lists = fittingLists.get(all) ?? new Map<string, readonly Numbers[]>();
  fittingLists.set(all, lists);
  const key = shared.map((id) => fixed[id]).join(' ');
  const known = lists.get(key) ?? all.filter((one) => shared.every((id) => one[id] === fixed[id]));
  lists.set(key, known);
  return known;
}

function answersOf(book: Book, at: string, { tuples }: Ways, walk: readonly number[], pick: Pick): Case {
  // What one derived question has fixed holds for the next; where that is impossible the case comes out elsewhere.
  const computed: Record<string, number> = {};
  for (const derived of book.derivedAt(at)) {
    const bands = derived.inputs.flatMap(({ id }) => book.levelAt.get(id) ?? []).map((level) => walk[level]!);
    const all = tuples.get(keyOf(derived.id, walk[book.levelAt.get(derived.id)!]!, bands)) ?? [];
    const fitting = fittingIn(all, computed);
    Object.assign(computed, fitting.length > 0 ? pick(fitting) : {});
  }
  const plain = Object.entries(book.rulebook.questions).map(([id, question]) => {
    const level = book.levels[book.levelAt.get(id) ?? -1];
    if (level === undefined) return [id, question.usual] as const;
    const value = walk[book.levelAt.get(id)!]!;
    return [
      id,
      question.kind === 'number' ? numberIn(question, level.bounds, value, pick) : level.values[value]!,
    ] as const;
  });
  return { ...Object.fromEntries(plain), ...computed };
}

/** An end of the band, or a number inside. */
function numberIn(question: NumberQuestion, bounds: readonly number[], band: number, pick: Pick): number {
  const low = bounds[band - 1] ?? question.min;
  const high = bounds[band] ?? question.max;
  const inside = low + (high - low) * pick([0.001, 0.1, 0.3, 0.5, 0.9]);
  return pick([
    low,
    question.integer ? Math.floor(inside) : inside,
    bounds[band] === undefined ? high : justBelow(question, high),
  ]);
}
