import { usd } from './costs/money.ts';
import type { OptionCost } from './costs/types.ts';
import { priceDays } from './costs/words.ts';
import type { Explanation } from './explanation.ts';
import type { Approach } from './rulebook.ts';
import { labelOf } from './words.ts';

/** The gap that was found. */
export function gapText({ answers }: Explanation): string {
  return answers.find(({ question }) => question === 'gap')?.value ?? 'not known yet: audit failures first';
}

/** A column of the table of costs: its head, and what it says of an option that can be had. */
type Column = readonly [head: string, cell: (cost: OptionCost) => string];

/** $ per 1,000 queries. */
export const perThousand: Column = [
  'Per 1,000 queries',
  ({ per1000 }) => (per1000 === undefined ? 'no traffic' : usd(per1000)),
];

/** Every option with its price at P50, under a title: setup, a month, columns of one's own, the whole horizon. */
export function costTrajectory(
  { approach, costs }: Explanation,
  names: { readonly approaches: Readonly<Record<Approach, { readonly label: string }>> },
  head: string,
  own: readonly Column[] = [],
): readonly string[] {
  const columns: readonly Column[] = [
    ['Setup', ({ setup }) => usd(setup)],
    ['Per month', ({ monthly }) => usd(monthly)],
    ...own,
    [`${costs.horizonMonths} months`, ({ total }) => usd(total)],
  ];
  return [
    `## Cost trajectory (prices of ${priceDays(costs)})`,
    row([head, ...columns.map(([title]) => title)]),
    `|---|${'---:|'.repeat(columns.length)}`,
    ...costs.options.map((cost) => {
      const label = labelOf(names, cost.option);
      const name = cost.option === approach ? `**${label}**` : label;
      if (cost.unavailable !== undefined) return row([name, cost.unavailable, ...columns.slice(1).map(() => '')]);
      return row([name, ...columns.map(([, cell]) => cell(cost))]);
    }),
  ];
}

const row = (cells: readonly string[]): string =>
  `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;

/** What it can be computed again from, by content hashes. */
export function recomputable({ rulebook, prices }: { readonly rulebook: string; readonly prices: string }): string {
  return `Recomputable from rulebook ${rulebook.slice(0, 12)} and prices ${prices.slice(0, 12)}.`;
}
