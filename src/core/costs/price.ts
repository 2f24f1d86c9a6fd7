import { per1000AllIn, per1000Running, queriesInMonth } from './formulas/totals.ts';
import { type Kernel, kernelsOn } from './kernel.ts';
import { count, type Currency } from './money.ts';
import { leaves, type Numbers } from './numbers.ts';
import { modelPriceDay, priceRowOf, priceWords } from './price-rows.ts';
import type { Case } from '../case.ts';
import type { Estimate } from './estimate.ts';
import type { Given } from './given.ts';
import { middleOf, resolve, type Scenario } from './scenario.ts';
import type { CostBook, CostInput, CostLine, Costs, OptionCost } from './types.ts';
import { answeredNumbers, givenBy } from './workload.ts';

/** Prices every option at the middle (P50) of every number. $ throughout, not rounded. Cost model, section 2. */
export function price(book: CostBook, scenario: Scenario): Costs {
  const n = ownMiddle(scenario);
  const options = kernelsOn(scenario.market).map((kernel) => optionCost(book, scenario, n, kernel));
  const days = options.flatMap(({ asOf }) => asOf ?? []).toSorted((a, b) => a.localeCompare(b));
  return {
    horizonMonths: scenario.months,
    asOf: days[0] ?? book.prices.as_of,
    at: scenario.start,
    cashOnly: scenario.cashOnly,
    options,
    inputs: inputsOf(book, scenario),
    events: scenario.events,
  };
}

/** What a team says about costs beside its answers. */
export interface CostChoices {
  /** Numbers by path, in place of what is assumed or follows from the answers. */
  readonly numbers?: Readonly<Record<string, Estimate>> | undefined;
  /** Id of a price row: the chat model of prompt, long context and RAG. */
  readonly model?: string | undefined;
  readonly cashOnly?: boolean | undefined;
  /** What is paid today for what is to be replaced, $ a month. */
  readonly todayUsd?: number | undefined;
  readonly currency?: Currency | undefined;
}

/** The scenario of a case. `at` (YYYY-MM-DD) decides which price rows hold and what has stopped. */
export function scenarioOf(book: CostBook, answers: Case, at: string, choices: CostChoices = {}): Scenario {
  const { numbers = {}, cashOnly } = choices;
  // A model that was taken off the list since is no reason to show nothing.
  const model = book.prices.models.some(({ id }) => id === choices.model) ? choices.model : undefined;
  const given = new Map<string, Given>([...givenBy(book, answers), ...Object.entries(numbers)]);
  const models = { prompt: model, 'long-context': model, rag: model };
  const resolved = resolve(book, given, { start: at, cashOnly, models });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return cheapestOf(resolved.scenarios);
}

/** Of scenarios that differ in the place to tune and the lifetime of the cache the one whose options are the cheapest. */
export function cheapestOf(scenarios: readonly Scenario[]): Scenario {
  const ranked = scenarios.map((scenario) => ({ scenario, usd: leastTotals(scenario) }));
  const best = ranked.toSorted((a, b) => a.usd - b.usd)[0]?.scenario;
  if (best === undefined) throw new Error('there is no scenario');
  return best;
}

/** What the choice is about: caching everything, and tuning. */
function leastTotals(scenario: Scenario): number {
  const { market } = scenario;
  const n = ownMiddle(scenario);
  return kernelsOn(market, ['long-context', 'fine-tune']).reduce((sum, kernel) => sum + kernel.total(n), 0);
}

/** A price that changes within the horizon is written into the numbers month by month: then they are copied first. */
function ownMiddle(scenario: Scenario): Numbers {
  const changes = Object.values(scenario.market.chat).some(({ schedule }) => schedule !== undefined);
  return changes ? middleOf(scenario) : scenario.middle;
}

function optionCost(book: CostBook, scenario: Scenario, n: Numbers, kernel: Kernel): OptionCost {
  const { market } = scenario;
  const total = kernel.total(n);
  kernel.month(n, 0);
  const { id, machine } = kernel;
  const chat = id === 'classifier' ? undefined : market.chat[id];
  const model = chat?.id ?? 'an encoder of your own';
  const terms = { ...machine.facts };
  if (kernel.available === 0)
    return unavailable(kernel, model, chat?.gone ?? tooLong(kernel, model, chat?.maxInput), terms);

  const lines = linesOf(scenario, n, kernel);
  const months = Array.from({ length: scenario.months }, (_, month) => month);
  const { queries_per_day: queriesPerDay, growth_per_month: growthPerMonth } = n.workload;
  const queries = months.reduce((sum, month) => sum + queriesInMonth({ queriesPerDay, growthPerMonth, month }), 0);
  const variable = kernel.queries * kernel.perQuery;
  const monthlyUsd = kernel.fixed + variable;
  return {
    approach: id,
    model,
    asOf: modelPriceDay(book, scenario, id),
    lines,
    setup: kernel.setup,
    monthly: monthlyUsd,
    fixed: kernel.fixed,
    variable,
    perQuery: kernel.perQuery,
    per1000: per1000Running({ monthlyUsd, queriesPerMonth: kernel.queries }),
    per1000AllIn: per1000AllIn({ totalUsd: total, queries }),
    total,
    terms,
  };
}

function linesOf({ estimates }: Scenario, n: Numbers, { machine, queries }: Kernel): readonly CostLine[] {
  return machine.lines.map(({ id, label, per, people, formula, inputs: own }, place) => {
    const inputs = per === 'query' ? [...new Set([...own, 'workload.queries_per_day'])] : own;
    const usd = machine.amount(place, n);
    return {
      id,
      label,
      usd: per === 'query' ? usd * queries : usd,
      per: per === 'query' ? 'month' : per,
      ...(per === 'query' && { usdPerQuery: usd }),
      bearer: people === true ? 'people' : 'bill',
      assumed: inputs.some((path) => answeredNumbers.has(path) && estimates.get(path)?.assumed === true),
      formula,
      inputs,
    };
  });
}

/** "1,200,000 tokens do not fit gpt-6.1-terra, which reads 922,000 at most" */
const tooLong = ({ machine }: Kernel, model: string, most = 0): string =>
  `${count(machine.facts['input_tokens'] ?? 0)} tokens do not fit ${model}, which reads ${count(most)} at most`;

const unavailable = (
  { id }: Kernel,
  model: string,
  reason: string,
  terms: Readonly<Record<string, number>>,
): OptionCost => ({
  approach: id,
  model,
  lines: [],
  setup: 0,
  monthly: 0,
  fixed: 0,
  variable: 0,
  perQuery: 0,
  per1000: undefined,
  per1000AllIn: undefined,
  total: 0,
  terms,
  unavailable: reason,
});

/** The numbers that were used, in the order in which they stand in a workload: assumptions and list prices. */
function inputsOf(book: CostBook, scenario: Scenario): readonly CostInput[] {
  const { estimates } = scenario;
  return leaves.flatMap(({ path, usual }) => {
    const said = usual === undefined ? undefined : book.costs[usual];
    const one = estimates.get(path);
    if (one === undefined) return [];
    const range = { id: path, value: one.p50, low: one.p10, high: one.p90 };
    const assumed = one.assumed === true;
    if (said !== undefined) {
      return [{ ...range, label: said.says, unit: said.unit, assumed, source: assumed ? said.source : [] }];
    }
    const row = priceRowOf(book, scenario, path);
    if (row === undefined) return [];
    const price = { row: row.id, asOf: row.as_of };
    return [{ ...range, ...priceWords(path), assumed: false, source: assumed ? [row.source] : [], price }];
  });
}
