import type { Estimate } from './estimate.ts';
import type { CostBook } from './types.ts';

/** An estimate with whether nobody gave it. */
export interface Given extends Estimate {
  readonly assumed?: boolean;
}

/**
 * An estimate marked as assumed or not. Written out, here and wherever numbers are copied: V8 describes an object anew that numbers are
 * spread into, which takes fifty times as long and keeps what it refers to until a full collection.
 */
export const marked = ({ p10, p50, p90 }: Estimate, assumed: boolean): Given => ({ p10, p50, p90, assumed });

/** What is wrong with one number or choice, by its path. */
export interface CostProblem {
  readonly path: string;
  readonly message: string;
}

/** What `rules/costs.yml` says of a number nobody gave. @throws when it lacks it, which `checkCosts` reports first */
export function usualOf(book: CostBook, id: string): Estimate {
  const found = book.costs[id];
  if (found === undefined) throw new Error(`costs.yml lacks ${id}: write it with says, unit, p10, p50, p90, source`);
  const { p10, p50, p90 } = found;
  return { p10, p50, p90 };
}
