import { chatOf, fits, inputMultiple, outputMultiple, prefixUsd } from './chat.ts';
import { databaseUsd, ingestUsd, passages } from './retrieval.ts';
import { modelFor, stopped } from './rows.ts';
import { indexOf, rerankUsd, settingOf } from './setting.ts';
import type { CostBook } from './types.ts';
import { activeHours, middle, workloadOf } from './workload.ts';

/** Values of the derived question `long_context_cost`. */
export type LongContextCost = 'cheaper' | 'close' | 'dearer';

/** How long context compares with RAG, both $ over the horizon. Close: within the share `within` of the RAG total. */
export const compareTotals = (longContext: number, rag: number, within: number): LongContextCost =>
  Math.abs(longContext - rag) <= within * rag ? 'close' : longContext < rag ? 'cheaper' : 'dearer';

/**
 * Compares the totals of long context and RAG over the horizon, setup included, with every other input at its P50.
 * Compiled for the rules: allocates nothing per call and agrees with `price`. Takes tokens, queries per day and active
 * hours per day. `dearer` when the knowledge does not fit the model. How near is close: `close_within` in costs.yml.
 *
 * With one query a day or more, and more tokens than the shortest cached prefix, it never moves back towards `cheaper`
 * when tokens rise: bisect on tokens. It is not monotone in queries (a cold cache makes long context dear, a warm one
 * may make it cheaper again) nor in active hours (longer days spread the queries, shorter nights keep the cache): scan
 * on those.
 */
export function longContextCost(
  book: CostBook,
  at: string,
): (knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number) => LongContextCost {
  const share = longContextShare(book, at);
  const within = middle(book, 'close_within');
  return (knowledgeTokens, queriesPerDay, hoursPerDay) =>
    compareTotals(share(knowledgeTokens, queriesPerDay, hoursPerDay), 1, within);
}

/** The total of long context as a share of the RAG total; infinite when the knowledge does not fit, 0 when RAG cannot be had. */
export function longContextShare(
  book: CostBook,
  at: string,
): (knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number) => number {
  const setting = settingOf(book, workloadOf(book, {}), at);
  const { of, weeksUsd, daysUsd } = setting;
  const longRow = modelFor(book, 'long_context', at);
  const ragRow = modelFor(book, 'rag', at);
  const long = chatOf(longRow);
  const rag = chatOf(ragRow);
  const index = indexOf(setting);

  const months = of('horizon_months');
  const days = of('days_per_month');
  const { callsPerQuery } = setting.traffic;
  const system = of('system_tokens');
  const user = of('user_tokens');
  const output = of('output_tokens');
  const evaluation = of('evaluation_usd');

  const longFixed = weeksUsd('weeks_long_context') + evaluation + months * daysUsd('upkeep_days_long_context');
  const longInput = (callsPerQuery * user * long.input) / 1e6;
  const longOutput = (callsPerQuery * output * long.output) / 1e6;
  const longStopped = stopped(longRow, at) !== undefined;

  const ragRest = of('retrieved_tokens') + user;
  const ragTokens = system + ragRest;
  const ragMultiple = inputMultiple(rag, ragTokens);
  const ragGone = stopped(ragRow, at) !== undefined || !fits(rag, ragTokens, output);
  const ragPerQuery =
    (callsPerQuery * (ragRest * rag.input * ragMultiple + output * rag.output * outputMultiple(rag, ragTokens))) / 1e6 +
    (user * index.embedding) / 1e6 +
    rerankUsd(setting);
  const ragMonth = daysUsd('upkeep_days_rag') + of('orchestration_usd_month');
  const ragFixed = weeksUsd('weeks_rag') + evaluation + months * ragMonth;
  const ingests = 1 + months * index.changeShare;

  // Filled in anew by each call, so that a call allocates nothing.
  const traffic = { ...setting.traffic };

  return (knowledgeTokens, queriesPerDay, hoursPerDay) => {
    const prefix = knowledgeTokens + system;
    const tokens = prefix + user;
    if (longStopped || !fits(long, tokens, output)) return Number.POSITIVE_INFINITY;
    if (ragGone) return 0;
    const queries = queriesPerDay * days;
    traffic.queriesPerMonth = queries;
    traffic.activeSeconds = activeHours(hoursPerDay) * days * 3600;
    const multiple = inputMultiple(long, tokens);
    const longMonth =
      multiple * prefixUsd(long, prefix, traffic) +
      queries * (longInput * multiple + longOutput * outputMultiple(long, tokens));
    const count = passages(index, knowledgeTokens);
    const ragSystem = ragMultiple * prefixUsd(rag, system, traffic);
    const perMonth = queries * ragPerQuery + ragSystem + databaseUsd(index, count, queries);
    const ragTotal = ragFixed + ingests * ingestUsd(index, count) + months * perMonth;
    return (longFixed + months * longMonth) / ragTotal;
  };
}
