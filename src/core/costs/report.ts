import { per1000Marginal } from './formulas/totals.ts';
import { breakEvens } from './break-even.ts';
import type { CostOption } from './numbers.ts';
import { price } from './price.ts';
import type { Scenario } from './scenario.ts';
import { breakEvenRange, cheapestShares, type CostRange, totalRange, simulating } from './simulate.ts';
import { atOnce, type Steps } from '../steps.ts';
import { tornado } from './tornado.ts';
import type { CostBook, CostEvent, CostLine, OptionCost } from './types.ts';

/** One line as JSON: $ once, a month or for each retraining. */
interface ReportLine {
  readonly id: string;
  readonly label: string;
  readonly usd: number;
  readonly usd_per_query?: number;
  readonly bearer: CostLine['bearer'];
  readonly assumed: boolean;
  readonly formula: string;
  readonly inputs: readonly string[];
}

/** One option as JSON, at P50 but for `total`, which is the range over the draws. */
export interface ReportOption {
  readonly setup: { readonly total: number; readonly lines: readonly ReportLine[] };
  readonly monthly: {
    readonly total: number;
    readonly fixed: number;
    readonly variable: number;
    readonly lines: readonly ReportLine[];
  };
  readonly retrain: { readonly total: number; readonly lines: readonly ReportLine[] };
  readonly usd_per_query: number;
  readonly per_1000: { readonly marginal: number; readonly running: number | null; readonly all_in: number | null };
  readonly total: CostRange;
  readonly cheapest_share: number;
  readonly terms: Readonly<Record<string, number>>;
}

/** Everything `rag-or-ft costs --inputs --json` prints for one input; JSON has no undefined, so "never" and "none" are null. */
export interface CostReport {
  readonly options: Readonly<
    Record<string, ReportOption | { readonly unavailable: string; readonly terms: Readonly<Record<string, number>> }>
  >;
  readonly break_even: readonly {
    readonly from: CostOption;
    readonly to: CostOption;
    readonly month: number | null;
    readonly queries_per_day: number | null;
    readonly range: Readonly<Record<'p10' | 'p50' | 'p90', number | null>> & { readonly never: number };
  }[];
  readonly tornado: readonly {
    readonly input: string;
    readonly low: number;
    readonly high: number;
    readonly flips_at: number | null;
  }[];
  readonly events: readonly CostEvent[];
  readonly prices: {
    /** The earliest of `dates`. */
    readonly as_of: string;
    readonly models: Readonly<Record<string, string>>;
    /** The day the price row of each model was read, for options priced by one. */
    readonly dates: Readonly<Record<string, string>>;
    /** The same for each number that is a list price, with the row it is from. */
    readonly rows: Readonly<Record<string, { readonly row: string; readonly as_of: string }>>;
  };
  readonly seed: number;
}

/** Prices one scenario completely: P50 with every line, ranges over seeded draws, break-even, and what moves it most. */
export const report = (book: CostBook, scenario: Scenario): CostReport => atOnce(reporting(book, scenario));

/** {@link report} in slices of some milliseconds. */
export function* reporting(book: CostBook, scenario: Scenario): Steps<CostReport> {
  const costs = price(book, scenario);
  const there = costs.options.filter(({ unavailable }) => unavailable === undefined);
  const simulation = yield* simulating(scenario);
  const shares = cheapestShares(simulation);
  const cheapest = there.toSorted((a, b) => a.total - b.total)[0]?.option;
  const ids = there.map(({ option }) => option);
  const breakEven: CostReport['break_even'][number][] = [];
  for (const { from, to, month, queriesPerDay } of breakEvens(scenario)) {
    yield;
    const { p10, p50, p90, never } = breakEvenRange(simulation, from, to);
    const range = { p10: p10 ?? null, p50: p50 ?? null, p90: p90 ?? null, never };
    breakEven.push({ from, to, month: month ?? null, queries_per_day: queriesPerDay ?? null, range });
  }
  yield;
  return {
    options: Object.fromEntries(
      costs.options.map((cost) => {
        const total = totalRange(simulation, cost.option);
        const { option, terms, unavailable = 'it fits the model in no draw' } = cost;
        if (cost.unavailable !== undefined || total === undefined) return [option, { unavailable, terms }];
        return [option, { ...priced(cost), total, cheapest_share: shares.get(option) ?? 0, terms }];
      }),
    ),
    break_even: breakEven,
    tornado: (cheapest === undefined ? [] : tornado(scenario, cheapest, ids)).map(({ input, low, high, flipsAt }) => ({
      input,
      low,
      high,
      flips_at: flipsAt ?? null,
    })),
    events: costs.events,
    prices: {
      as_of: costs.asOf,
      models: Object.fromEntries(costs.options.map(({ option, model }) => [option, model])),
      dates: Object.fromEntries(there.flatMap(({ option, asOf }) => (asOf === undefined ? [] : [[option, asOf]]))),
      rows: Object.fromEntries(
        costs.inputs.flatMap(({ id, price: from }) =>
          from === undefined ? [] : [[id, { row: from.row, as_of: from.asOf }]],
        ),
      ),
    },
    seed: scenario.seed,
  };
}

function priced(cost: OptionCost): Omit<ReportOption, 'total' | 'cheapest_share' | 'terms'> {
  const { setup, monthly, fixed, variable, perQuery, per1000, per1000AllIn, lines } = cost;
  const of = (per: CostLine['per']): readonly ReportLine[] => lines.filter((line) => line.per === per).map(lineOf);
  const retrain = of('retrain');
  return {
    setup: { total: setup, lines: of('once') },
    monthly: { total: monthly, fixed, variable, lines: of('month') },
    retrain: { total: retrain.reduce((sum, line) => sum + line.usd, 0), lines: retrain },
    usd_per_query: perQuery,
    per_1000: { marginal: per1000Marginal(perQuery), running: per1000 ?? null, all_in: per1000AllIn ?? null },
  };
}

const lineOf = ({ id, label, usd, usdPerQuery, bearer, assumed, formula, inputs }: CostLine): ReportLine => ({
  id,
  label,
  usd,
  ...(usdPerQuery !== undefined && { usd_per_query: usdPerQuery }),
  bearer,
  assumed,
  formula,
  inputs,
});
