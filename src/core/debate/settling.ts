import type { Case, Value } from '../case.ts';
import { approachAt, type Book } from '../compile.ts';
import { gapOpen, gapQuestion, masksOf } from '../decide.ts';
import { completed } from '../usual.ts';
import { combinations } from '../derived.ts';
import { type Mask, type Node, terminals } from '../diagram.ts';
import { answerTo, isRange, type Level, rangeOf, valuesOf } from '../levels.ts';
import { type Approach, tuning } from '../rulebook.ts';

/** The fewest questions to find out, and whether fewer were ruled out. */
export interface Settling {
  readonly questions: readonly string[];
  /** False above {@link exactUpTo} questions: none of those named can be left out, but a smaller other set may exist. */
  readonly exact: boolean;
}

/** Up to so many questions that matter every subset is looked at. */
export const exactUpTo = 12;
/** So many ways to answer the questions that computed values depend on are told apart. */
const mostWays = 2_048;

/**
 * What the verdict still depends on once everything nobody answered takes its usual value. `ways` are the ways to answer those
 * questions that feed computed values; each leaves a function of the other open questions. Values that leave the same
 * functions, whatever the others are, count as one.
 */
interface Rest {
  readonly book: Book;
  readonly feeding: readonly string[];
  /** Per way which value each of `feeding` takes, as its place among those told apart. */
  readonly ways: readonly Way[];
  /** Questions with several values of their own, by level. */
  readonly free: ReadonlyMap<string, number>;
  readonly masks: readonly Mask[];
  /** While the gap is open nothing is tuned, so that a verdict which tunes is not one yet. */
  readonly gapIsOpen: boolean;
}

interface Way {
  readonly values: readonly number[];
  readonly node: Node;
}

/** The case with what nobody answered at its usual value; the gap alone stays open, since it decides whether anything is tuned. */
export function asUsual(book: Book, answers: Case): Case {
  const open = book.questions.filter((asked) => answerTo(asked, answers) === undefined);
  const usual = completed(book, {});
  const supposed = open.flatMap(({ id }) => (id === gapQuestion ? [] : [[id, usual[id] ?? 0] as const]));
  return { ...answers, ...Object.fromEntries(supposed) };
}

/**
 * The questions among `open` on which the verdict depends, alone or together with others of them, and the fewest whose answers
 * settle it, whatever they are.
 */
export function settlingOf(
  book: Book,
  answers: Case,
  open: readonly string[],
  at: string,
): { readonly pivotal: readonly string[]; readonly settling: Settling } {
  return book.diagram.scratch(() => {
    const rest = restOf(book, asUsual(book, answers), open, at);
    const pivotal = open.filter((id) => isPivotal(rest, id));
    return { pivotal, settling: fewest(rest, pivotal) };
  });
}

/** The approaches that remain when one question has this value and what nobody answered is as usual. */
export function leftWith(book: Book, answers: Case, question: string, value: Value, at: string): ReadonlySet<Approach> {
  return book.diagram.scratch(() => {
    const masks = masksOf(book, { ...asUsual(book, answers), [question]: value }, at);
    const ends = [...book.diagram.ends(book.diagram.narrow(book.verdict, masks))];
    return new Set(ends.flatMap((end) => approachAt(end) ?? []));
  });
}

function restOf(book: Book, supposed: Case, open: readonly string[], at: string): Rest {
  const { diagram } = book;
  const feeds = new Set(book.derivedAt(at).flatMap(({ inputs }) => inputs.map(({ id }) => id)));
  const feeding = open.filter((id) => feeds.has(id));
  const lists = bounded(feeding.map((id) => pointsOf(book, id, supposed, at)));
  const masks = masksOf(book, supposed, at);
  const left = diagram.narrow(book.verdict, masks);
  // Many ways leave the same values: each such set is narrowed to once.
  const known = new Map<string, Node>();
  const all = [...combinations(lists.map((list) => list.map((_, place) => place)))].map((values): Way => {
    const given = Object.fromEntries(feeding.map((id, place) => [id, lists[place]?.[values[place] ?? 0] ?? 0]));
    const own = masksOf(book, { ...supposed, ...given }, at);
    const key = own.join(',');
    const node = known.get(key) ?? diagram.narrow(left, own);
    known.set(key, node);
    return { values, node };
  });
  const ways = feeding.reduce<readonly Way[]>((some, _, place) => toldApart(some, place), all);
  const free = open.flatMap((id) => {
    const level = book.levelAt.get(id);
    return level === undefined || feeds.has(id) ? [] : [[id, level] as const];
  });
  return {
    book,
    feeding,
    ways,
    free: new Map(free),
    masks,
    gapIsOpen: gapOpen(supposed),
  };
}

/** The ways without values of one question that leave the same function as another value of it, whatever the others are. */
function toldApart(ways: readonly Way[], place: number): readonly Way[] {
  const leaves = new Map<number, string>();
  for (const { values, node } of ways) {
    const value = values[place] ?? 0;
    leaves.set(value, `${leaves.get(value) ?? ''} ${node}`);
  }
  const first = new Map([...leaves].toReversed().map(([value, nodes]) => [nodes, value]));
  const kept = new Set(first.values());
  return ways.filter(({ values }) => kept.has(values[place] ?? 0));
}

/** With too many ways to tell apart the longest lists keep every other value between their ends. */
function bounded(lists: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  let all = lists;
  while (all.reduce((product, list) => product * list.length, 1) > mostWays) {
    const longest = Math.max(...all.map((list) => list.length));
    if (longest <= 2) break;
    all = all.map((list) =>
      list.length < longest ? list : list.filter((_, place) => place % 2 === 0 || place === list.length - 1),
    );
  }
  return all;
}

/** The numbers a question may turn out to be: those given, and of ranges the ends, the thresholds and a grid between them. */
function pointsOf(book: Book, id: string, answers: Case, at: string): readonly Value[] {
  const bounds = book.levels[book.levelAt.get(id) ?? -1]?.bounds ?? [];
  const grid = book.derivedAt(at).flatMap(({ inputs }) => inputs.find((input) => input.id === id)?.grid ?? []);
  const points = valuesOf(answers[id] ?? []).flatMap((value) => {
    if (typeof value === 'string' || !isRange(value)) return [value];
    const { low, high } = rangeOf(value);
    return [low, ...[...bounds, ...grid].filter((point) => point > low && point < high), high];
  });
  return [...new Set(points)].sort((a, b) => Number(a) - Number(b));
}

/** The diagram makes equal functions the same node, so that two answers lead to the same exactly if their nodes are one. */
function isPivotal({ book, feeding, ways, free, gapIsOpen }: Rest, id: string): boolean {
  const { diagram } = book;
  if (id === gapQuestion && gapIsOpen && ways.some(({ node }) => [...diagram.ends(node)].some(tunes))) return true;
  const level = free.get(id);
  if (level !== undefined) return ways.some(({ node }) => diagram.support(node).includes(level));
  const place = feeding.indexOf(id);
  return place >= 0 && ways.some(({ values }) => values[place] !== ways[0]?.values[place]);
}

function fewest(rest: Rest, pivotal: readonly string[]): Settling {
  if (pivotal.length > exactUpTo) {
    const kept = pivotal.reduce<readonly string[]>((all, id) => {
      const without = all.filter((one) => one !== id);
      return settles(rest, without) ? without : all;
    }, pivotal);
    return { questions: kept, exact: false };
  }
  for (let size = 0; size < pivotal.length; size += 1) {
    const found = subsets(pivotal, size).find((some) => settles(rest, some));
    if (found !== undefined) return { questions: found, exact: true };
  }
  return { questions: pivotal, exact: true };
}

/** All choices of so many of a list, in its order. */
function subsets(list: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return list.flatMap((first, at) => subsets(list.slice(at + 1), size - 1).map((rest) => [first, ...rest]));
}

/** Whether one approach is left for every way to answer these questions, whatever the others turn out to be. */
function settles(rest: Rest, questions: readonly string[]): boolean {
  const { book, feeding, ways, free, masks } = rest;
  const gapKnown = !rest.gapIsOpen || questions.includes(gapQuestion);
  const groups = new Map<string, Set<Node>>();
  for (const { values, node } of ways) {
    const key = values.filter((_, place) => questions.includes(feeding[place] ?? '')).join(',');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, new Set([node]));
    else group.add(node);
  }
  const levels = questions.flatMap((id) => free.get(id) ?? []).sort((a, b) => a - b);
  const known = new Map<string, boolean>();

  function oneLeft(nodes: readonly Node[], place: number): boolean {
    const [first, ...others] = nodes;
    if (first === undefined) return true;
    if (others.length === 0 && first < terminals) return gapKnown || !tunes(first);
    const level = levels[place];
    if (level === undefined) return false;
    const key = `${place}:${nodes.join(',')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const all = valuesLeft(book.levels[level], masks[level] ?? 0).every((value) => {
      const fixed = nodes.map((node) => book.diagram.fix(node, level, value));
      return oneLeft(
        [...new Set(fixed)].sort((a, b) => a - b),
        place + 1,
      );
    });
    known.set(key, all);
    return all;
  }

  return [...groups.values()].every((nodes) =>
    oneLeft(
      [...nodes].sort((a, b) => a - b),
      0,
    ),
  );
}

const tunes = (end: Node): boolean => {
  const approach = approachAt(end);
  return approach !== undefined && tuning.has(approach);
};

function valuesLeft(level: Level | undefined, mask: Mask): readonly number[] {
  return (level?.values ?? []).flatMap((_, value) => ((mask >> value) & 1 ? [value] : []));
}
