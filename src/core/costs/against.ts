import type { Approach, Rulebook } from '../rulebook.ts';
import { labelOf } from '../words.ts';
import { moneyIn } from './money.ts';
import { rivalsOf } from './outlook.ts';
import type { Costs } from './types.ts';

/** Budgets that were named: $ to set up, $ a month. */
export interface Budgets {
  readonly upfrontUsd?: number | undefined;
  readonly monthlyUsd?: number | undefined;
}

/** From so many times the cheapest total on the money is said to speak against a verdict: closer than that no estimate is. */
const far = 1.5;

/**
 * One sentence when the prices at P50 speak against an approach: it is beyond a budget, or something that does the same job costs
 * far less over the horizon. Undefined when they do not.
 */
export function pricesAgainst(
  costs: Costs,
  approach: Approach,
  { upfrontUsd, monthlyUsd }: Budgets,
  rulebook: Pick<Rulebook, 'approaches'>,
): string | undefined {
  const usd = moneyIn(costs.currency);
  const there = costs.options.filter(({ unavailable }) => unavailable === undefined);
  const own = there.find(({ option }) => option === approach);
  if (own === undefined) return undefined;
  const beyond = [
    ...(upfrontUsd !== undefined && own.setup > upfrontUsd ? [`the budget of ${usd(upfrontUsd)} to set it up`] : []),
    ...(monthlyUsd !== undefined && own.monthly > monthlyUsd ? [`the budget of ${usd(monthlyUsd)} a month`] : []),
  ];
  if (beyond.length > 0) return `Money speaks against it: it is beyond ${beyond.join(' and ')}.`;
  const [cheapest] = there
    .filter(({ option }) => rivalsOf(approach).includes(option))
    .toSorted((a, b) => a.total - b.total);
  if (cheapest === undefined || cheapest.option === approach || own.total < far * cheapest.total) return undefined;
  return (
    `Money speaks against it: over ${costs.horizonMonths} months ${labelOf(rulebook, cheapest.option)} would cost ` +
    `${usd(cheapest.total)} instead of ${usd(own.total)}.`
  );
}
