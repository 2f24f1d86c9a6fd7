import { terminalOf, type Book } from './compile.ts';
import { type Mask, type Node, terminals } from './diagram.ts';
import type { Level } from './levels.ts';
import { approaches } from './rulebook.ts';

/** Probability of each approach below a node, in ladder order. */
export function endShares(book: Book, left: Node, masks: readonly Mask[]): readonly number[] {
  return sharesBelow(book, left, masks).get(left) ?? [];
}

/** For every node of a function and its ends: the probability of each approach, in ladder order. */
export function sharesBelow(book: Book, left: Node, masks: readonly Mask[]): ReadonlyMap<Node, readonly number[]> {
  const { diagram } = book;
  const below = new Map<Node, readonly number[]>(endsAlone);
  for (const node of diagram.nodesOf(left).toReversed()) {
    const level = diagram.levelOf(node);
    const weights = weightsOf(book.levels[level], masks[level] ?? 0);
    const shares = approaches.map(() => 0);
    for (const [value, kid] of diagram.kidsOf(node).entries()) {
      const weight = weights[value] ?? 0;
      if (weight === 0) continue;
      for (const [index, share] of (below.get(kid) ?? []).entries())
        shares[index] = (shares[index] ?? 0) + weight * share;
    }
    below.set(node, shares);
  }
  return below;
}

/** Each terminal with the whole share on its own approach. */
const endsAlone: readonly (readonly [Node, readonly number[]])[] = Array.from({ length: terminals }, (_, end) => [
  end,
  approaches.map((_, index) => (end === terminalOf(index) ? 1 : 0)),
]);

/** How likely each value of a level is among those that remain; the others weigh nothing. */
export function weightsOf(level: Level | undefined, mask: Mask): readonly number[] {
  const likely = level?.likely ?? [];
  const sum = likely.reduce((total, one, value) => total + ((mask >> value) & 1 ? one : 0), 0);
  return likely.map((one, value) => ((mask >> value) & 1 ? one / sum : 0));
}
