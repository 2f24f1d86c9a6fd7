import { type KnowledgeCosts, knowledgeCosts } from './budgets.ts';
import type { CostBook } from './types.ts';
import { usualOf } from './given.ts';

/** Values of the derived question `long_context_cost`. */
export type LongContextCost = 'cheaper' | 'close' | 'dearer';

/** How long context compares with RAG, both $ over the horizon. Close: within the share `within` of the RAG total. */
export const compareTotals = (longContext: number, rag: number, within: number): LongContextCost =>
  Math.abs(longContext - rag) <= within * rag ? 'close' : longContext < rag ? 'cheaper' : 'dearer';

/**
 * Compares the totals of long context and RAG over the horizon. Takes tokens, queries per day and active hours per day. `dearer` when
 * the knowledge does not fit the model. How near is close: `close_within` in costs.yml.
 *
 * It is not monotone in queries nor in active hours: scan on those.
 */
export function longContextCost(
  book: CostBook,
  at: string,
  costs = knowledgeCosts(book, at),
): (knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number) => LongContextCost {
  const within = usualOf(book, 'close_within').p50;
  return (knowledgeTokens, queriesPerDay, hoursPerDay) =>
    compareTotals(longContextShare(costs(knowledgeTokens, queriesPerDay, hoursPerDay)), 1, within);
}

/** The total of long context as a share of the RAG total; infinite when the knowledge does not fit, 0 when RAG cannot be had. */
export const longContextShare = ({ longContext, rag }: KnowledgeCosts): number =>
  longContext.total === Number.POSITIVE_INFINITY ? longContext.total : longContext.total / rag.total;
