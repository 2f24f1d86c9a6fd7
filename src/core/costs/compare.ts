import { kernelsOn } from './kernel.ts';
import type { Numbers } from './numbers.ts';
import { resolve } from './scenario.ts';
import type { CostBook } from './types.ts';
import { usualOf } from './given.ts';

/** Values of the derived question `long_context_cost`. */
export type LongContextCost = 'cheaper' | 'close' | 'dearer';

/** How long context compares with RAG, both $ over the horizon. Close: within the share `within` of the RAG total. */
export const compareTotals = (longContext: number, rag: number, within: number): LongContextCost =>
  Math.abs(longContext - rag) <= within * rag ? 'close' : longContext < rag ? 'cheaper' : 'dearer';

/**
 * Compares the totals of long context and RAG over the horizon, setup included, with every other number at its P50. Takes tokens,
 * queries per day and active hours per day. `dearer` when the knowledge does not fit the model. How near is close: `close_within`
 * in costs.yml.
 *
 * It is not monotone in queries (a cold cache makes long context dear, a warm one may make it cheaper again) nor in active hours:
 * scan on those.
 */
export function longContextCost(
  book: CostBook,
  at: string,
): (knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number) => LongContextCost {
  const share = longContextShare(book, at);
  const within = usualOf(book, 'close_within').p50;
  return (knowledgeTokens, queriesPerDay, hoursPerDay) =>
    compareTotals(share(knowledgeTokens, queriesPerDay, hoursPerDay), 1, within);
}

/** The total of long context as a share of the RAG total; infinite when the knowledge does not fit, 0 when RAG cannot be had. */
export function longContextShare(
  book: CostBook,
  at: string,
): (knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number) => number {
  const resolved = resolve(book, new Map(), { start: at });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join('; '));
  // Each lifetime of the cache that is sold may be the cheapest for some traffic; places to tune do not matter here.
  const [place] = resolved.places;
  const scenarios = resolved.lifetimes.map((lifetime) => {
    const { middle, market } = resolved.at(lifetime, place);
    const [longContext, rag] = kernelsOn(market, ['long-context', 'rag']);
    if (longContext === undefined || rag === undefined) throw new Error('an option is missing');
    return { middle, longContext, rag };
  });
  const [first] = scenarios;
  if (first === undefined) throw new Error('nothing was filled in');
  return (knowledgeTokens, queriesPerDay, hoursPerDay) => {
    let least = Number.POSITIVE_INFINITY;
    for (const { middle, longContext } of scenarios) {
      const usd = longContext.total(fill(middle, knowledgeTokens, queriesPerDay, hoursPerDay));
      if (longContext.available === 0) return Number.POSITIVE_INFINITY;
      least = Math.min(least, usd);
    }
    // Retrieval caches nothing: it costs the same whatever the lifetime.
    const usd = first.rag.total(first.middle);
    return first.rag.available === 0 ? 0 : least / usd;
  };
}

function fill(n: Numbers, knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number): Numbers {
  n.corpus.tokens = knowledgeTokens;
  n.workload.queries_per_day = queriesPerDay;
  n.workload.active_hours_per_day = hoursPerDay;
  return n;
}
