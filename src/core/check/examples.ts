import type { Book } from '../compile.ts';
import { combinations, type Derived, type DerivedInput } from '../derived.ts';
import { type Diagram, no, type Node, yes } from '../diagram.ts';
import { bandOf } from '../levels.ts';

/** One value per level, or `undefined` where any will do. */
export type Path = readonly (number | undefined)[];

/** Derived levels are free in the diagram, but computed: a date for them. Prices barely move what is reachable. */
const anyDate = '2026-11-20';

/** The real assignments of each table, worked out once. */
const realIn = new WeakMap<Diagram, Node>();

/** A path to `end` that answers can produce, since derived values follow from numbers; undefined when there is none. */
export function exampleOf(book: Book, node: Node, end: Node): Path | undefined {
  // Which assignments are real takes most of the time of a check, and sound rules seldom need it.
  if (!book.diagram.ends(node).has(end)) return undefined;
  const [path] = book.diagram.paths(book.diagram.ite(realOf(book), node, no), end);
  return path;
}

/** Holds for the assignments of levels that answers can produce; made once for each table. */
export function realOf(book: Book): Node {
  const real = realIn.get(book.diagram) ?? realAssignments(book);
  realIn.set(book.diagram, real);
  return real;
}

/** Holds for the assignments of levels that numbers can produce; where derived questions share an input, for some more. */
function realAssignments(book: Book): Node {
  return book.diagram.and(book.derivedAt(anyDate).map((derived) => realFor(book, derived)));
}

function realFor(book: Book, derived: Derived): Node {
  const { diagram, levelAt } = book;
  const level = levelAt.get(derived.id);
  if (level === undefined) return yes;
  const banded = derived.inputs.flatMap(({ id }, place) => {
    const at = levelAt.get(id);
    return at === undefined ? [] : [{ place, at, bounds: book.levels[at]?.bounds ?? [] }];
  });
  // The lowest and the highest value found for each choice of bands: what lies between is possible too.
  const found = new Map<string, { readonly bands: readonly number[]; low: number; high: number }>();
  for (const numbers of combinations(derived.inputs.map((input) => pointsOf(book, input)))) {
    const bands = banded.map(({ place, bounds }) => bandOf(bounds, numbers[place] ?? 0));
    const value = derived.compute(numbers);
    const key = bands.join(' ');
    const range = found.get(key);
    if (range === undefined) found.set(key, { bands, low: value, high: value });
    else [range.low, range.high] = [Math.min(range.low, value), Math.max(range.high, value)];
  }
  return diagram.or(
    [...found.values()].map(({ bands, low, high }) =>
      diagram.and([
        diagram.among(level, (2 ** (high - low + 1) - 1) << low),
        ...banded.map(({ at }, index) => diagram.among(at, 1 << (bands[index] ?? 0))),
      ]),
    ),
  );
}

/** Points of an input: limits, both sides of every bound, and a thinned grid where the ends do not tell all. */
function pointsOf(book: Book, { id, question, grid, steady }: DerivedInput): readonly number[] {
  const bounds = book.levels[book.levelAt.get(id) ?? -1]?.bounds ?? [];
  return [
    question.min,
    ...(steady ? [] : grid.filter((_, step) => step % 2 === 0)),
    question.max,
    ...bounds,
    ...bounds.map((one) => one * 0.999),
  ];
}

/** "gap: knowledge, needs_citations: yes": the answers of a path. */
export function pathText(book: Book, path: Path): string {
  const parts = path.flatMap((value, index) => {
    const level = book.levels[index];
    return value === undefined || level === undefined ? [] : [`${level.id}: ${level.values[value]}`];
  });
  return parts.length === 0 ? 'any answers' : parts.join(', ');
}

/** A path as one value per level, the first where any will do. */
export function valuesOn(path: Path): readonly number[] {
  return path.map((value) => value ?? 0);
}
