import type { Book } from '../compile.ts';
import { combinations, type Derived, type DerivedInput } from '../derived.ts';
import type { Node } from '../diagram.ts';
import { bandOf } from '../levels.ts';

/** One value per level, or `undefined` where any will do. */
export type Path = readonly (number | undefined)[];

/** Paths tried before an example is given up; each is cheap. */
const mostPaths = 5000;

/** Derived levels are free in the diagram, but computed: a date for them. Prices barely move what is reachable. */
const anyDate = '2026-11-20';

/**
 * A path to `end` that answers can really produce, since derived values follow from numbers. undefined when there is
 * none among the first thousands of paths.
 */
export function exampleOf(book: Book, node: Node, end: Node): Path | undefined {
  let tried = 0;
  for (const path of book.diagram.paths(node, end)) {
    if (isReal(book, path)) return path;
    tried += 1;
    if (tried >= mostPaths) return undefined;
  }
  return undefined;
}

function isReal(book: Book, path: Path): boolean {
  return book.derivedAt(anyDate).every((derived) => {
    const wanted = path[book.levelAt.get(derived.id) ?? -1];
    return wanted === undefined || reaches(book, derived, wanted, path);
  });
}

function reaches(book: Book, derived: Derived, wanted: number, path: Path): boolean {
  const choices = derived.inputs.map((input) => pointsIn(book, input, path));
  for (const numbers of combinations(choices)) if (derived.compute(numbers) === wanted) return true;
  return false;
}

/** Points of an input inside the band the path asks for: thinned grid, limits and both sides of every bound. */
function pointsIn(book: Book, { id, question, grid }: DerivedInput, path: Path): readonly number[] {
  const index = book.levelAt.get(id) ?? -1;
  const bounds = book.levels[index]?.bounds ?? [];
  const points = [
    question.min,
    ...grid.filter((_, step) => step % 4 === 0),
    question.max,
    ...bounds,
    ...bounds.map((one) => one * 0.999),
  ];
  const band = path[index];
  return band === undefined ? points : points.filter((point) => bandOf(bounds, point) === band);
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
