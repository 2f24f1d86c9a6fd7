import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Case } from '../../src/core/case.ts';
import { costInputs, givenIn } from '../../src/core/costs/contract.ts';
import type { CostOption } from '../../src/core/costs/numbers.ts';
import { cheapestOf, price, scenarioOf } from '../../src/core/costs/price.ts';
import { report, type CostReport, type ReportOption } from '../../src/core/costs/report.ts';
import { resolve, type Scenario } from '../../src/core/costs/scenario.ts';
import { costAssumptions, priceRows } from '../../src/core/costs/schema.ts';
import type { CostBook, CostLine, Costs, OptionCost } from '../../src/core/costs/types.ts';

const read = (file: string): unknown => parse(readFileSync(new URL(`../../rules/${file}`, import.meta.url), 'utf8'));

/** The costs and prices that ship. */
export const book: CostBook = {
  costs: z.object({ costs: costAssumptions }).parse(read('costs.yml')).costs,
  prices: z.object({ prices: priceRows }).parse(read('prices.yml')).prices,
};

export const at = '2026-11-21';

/** The book with other P50s, which are certain. */
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
  price(from, scenarioOf(from, answers, day));

/** A workload in numbers, as `rag-or-ft costs --inputs` reads it. @throws with what is wrong */
export function scenarioIn(inputs: unknown, from: CostBook = book): Scenario {
  const read = costInputs.parse(inputs);
  // What is known of a book is kept with it: a copy is looked at anew.
  const resolved = resolve({ ...from }, givenIn(read), {
    start: read.start ?? at,
    seed: read.seed,
    cashOnly: read.cash_only,
    models: read.models,
    database: read.rag?.vector_db?.product,
    baseShutdown: read.tuning?.base_shutdown,
  });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return cheapestOf(resolved);
}

export const pricesIn = (inputs: unknown, from: CostBook = book): Costs => price(from, scenarioIn(inputs, from));

export const reportIn = (inputs: unknown, from: CostBook = book): CostReport => report(from, scenarioIn(inputs, from));

export function option(costs: Costs, approach: CostOption): OptionCost {
  const found = costs.options.find(({ option }) => option === approach);
  if (found === undefined) throw new Error(`no ${approach}`);
  return found;
}

/** An option of a report that can be had. */
export function reported({ options }: CostReport, approach: CostOption): ReportOption {
  const found = options[approach];
  if (found === undefined || 'unavailable' in found) throw new Error(`no ${approach}: ${found?.unavailable ?? ''}`);
  return found;
}

export function line(cost: OptionCost, id: string): CostLine {
  const found = cost.lines.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${cost.option} has no line ${id}`);
  return found;
}
