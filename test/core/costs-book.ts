import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { costAssumptions, priceRows } from '../../src/core/costs/schema.ts';
import type { Case } from '../../src/core/case.ts';
import { price, workloadOf } from '../../src/core/costs/price.ts';
import type { ApproachCost, CostBook, CostLine, Costs } from '../../src/core/costs/price.ts';
import type { Approach } from '../../src/core/rulebook.ts';

const read = (file: string): unknown => parse(readFileSync(new URL(`../../rules/${file}`, import.meta.url), 'utf8'));

/** The costs and prices that ship. */
export const book: CostBook = {
  costs: z.object({ costs: costAssumptions }).parse(read('costs.yml')).costs,
  prices: z.object({ prices: priceRows }).parse(read('prices.yml')).prices,
};

export const at = '2026-11-21';

/** The book with other P50s. */
export const assuming = (numbers: Readonly<Record<string, number>>, from: CostBook = book): CostBook => ({
  ...from,
  costs: {
    ...from.costs,
    ...Object.fromEntries(
      Object.entries(numbers).map(([id, n]) => [
        id,
        { says: id, unit: 'test', p10: n, p50: n, p90: n, source: ['ours'] },
      ]),
    ),
  },
});

/** The book with other price rows, read as they stand in a file. */
export const pricing = (rows: Readonly<Record<string, unknown>>, from: CostBook = book): CostBook => ({
  ...from,
  prices: priceRows.parse({ ...from.prices, ...rows }),
});

export const dated = { provider: 'test', as_of: '2026-11-20', source: 'ours' };

export const costsOf = (answers: Case, from: CostBook = book, day = at): Costs =>
  price(from, workloadOf(from, answers), day);

export function option(costs: Costs, approach: Approach): ApproachCost {
  const found = costs.options.find((one) => one.approach === approach);
  if (found === undefined) throw new Error(`no ${approach}`);
  return found;
}

export function line(cost: ApproachCost, id: string): CostLine {
  const found = cost.lines.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${cost.approach} has no line ${id}`);
  return found;
}
