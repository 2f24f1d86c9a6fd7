import { inputIds } from './inputs.ts';
import type { Workload } from './inputs.ts';
import { longContextCosts, promptCost, ragCost } from './prompted.ts';
import { eventsBetween } from './rows.ts';
import { settingOf } from './setting.ts';
import { fineTuneCost, hybridCost } from './tuned.ts';
import type { CostBook, CostInput, Costs } from './types.ts';

export type { ApproachCost, CostBook, CostEvent, CostInput, CostLine, Costs } from './types.ts';
export type { Workload } from './inputs.ts';
export { longContextCost } from './compare.ts';
export { workloadOf } from './workload.ts';

/**
 * Prices every approach for one workload, at the middle (P50) of what is assumed. $ throughout, not rounded; tokens
 * are billed per 1M. `at` (YYYY-MM-DD) decides which price rows hold and what has stopped. Cost model, section 2.
 */
export function price(book: CostBook, workload: Workload, at: string): Costs {
  const setting = settingOf(book, workload, at);
  return {
    horizonMonths: setting.of('horizon_months'),
    asOf: book.prices.as_of,
    at,
    options: [
      promptCost(setting),
      longContextCosts(setting),
      ragCost(setting),
      fineTuneCost(setting),
      hybridCost(setting),
    ],
    inputs: inputIds.map((id) => inputOf(book, workload, id)),
    events: eventsBetween(book, at, setting.end),
  };
}

function inputOf(book: CostBook, workload: Workload, id: CostInput['id']): CostInput {
  const said = book.costs[id];
  const { value, assumed } = workload[id];
  return {
    id,
    label: said?.says ?? id,
    unit: said?.unit ?? '',
    value,
    assumed,
    source: assumed ? (said?.source ?? []) : [],
  };
}
