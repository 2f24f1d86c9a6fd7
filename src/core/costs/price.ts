import { per1000AllIn, per1000Running, queriesInMonth } from './formulas/totals.ts';
import { type Kernel, kernelsOn } from './kernel.ts';
import { count, type Currency } from './money.ts';
import { type CostOption, leaves, type Numbers } from './numbers.ts';
import { modelPriceDay, priceRowOf, priceWords } from './price-rows.ts';
import type { Case } from '../case.ts';
import type { Estimate } from './estimate.ts';
import type { Given } from './given.ts';
import { addLater } from '../later.ts';
import type { Facts } from './options/option.ts';
import { conflicts, middleOf, resolve, type Scenario, type Ways } from './scenario.ts';
import type { CostBook, CostInput, CostLine, Costs, OptionCost } from './types.ts';
import { answeredNumbers, givenBy } from './workload.ts';

/** What is shown with prices beside them, and of which options. */
export interface Beside extends Pick<Costs, 'currency' | 'todayUsd' | 'modelGone'> {
  readonly without?: CostOption | undefined;
}

/**
 * Prices every option at the middle (P50) of every number. $ throughout, not rounded. Cost model, section 2. Lines, inputs and events
 * are computed when they are first read: an answer is shown before anybody asks what its prices are made of.
 */
export function price(book: CostBook, scenario: Scenario, beside: Beside = {}): Costs {
  const n = ownMiddle(scenario);
  const kernels = kernelsOn(scenario.market).filter(({ id }) => id !== beside.without);
  const queries = queriesOver(scenario.months, n);
  const options = kernels.map((kernel) => optionCost(book, scenario, n, { kernel, queries }));
  const costs = {
    horizonMonths: scenario.months,
    asOf: options.reduce((first: string | undefined, one) => earlier(first, one), undefined) ?? book.prices.as_of,
    at: scenario.start,
    cashOnly: scenario.cashOnly,
    seed: scenario.seed,
    currency: beside.currency,
    todayUsd: beside.todayUsd,
    modelGone: beside.modelGone,
    options,
  };
  addLater(costs, { inputs: () => inputsOf(book, scenario), events: () => scenario.events });
  return costs;
}

/** The earlier of two days by which something is paid. */
const earlier = (first: string | undefined, { asOf, unavailable: why }: OptionCost): string | undefined =>
  why === undefined && asOf !== undefined && (first === undefined || asOf < first) ? asOf : first;

/** Queries of all months. */
function queriesOver(months: number, { workload }: Numbers): number {
  const { queries_per_day: queriesPerDay, growth_per_month: growthPerMonth } = workload;
  let queries = 0;
  for (let month = 0; month < months; month += 1) queries += queriesInMonth({ queriesPerDay, growthPerMonth, month });
  return queries;
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
  // So is a number that does not go with another, kept from before such were refused: the usual one stands in.
  for (const { path } of conflicts(book, given)) given.delete(path);
  const models = { prompt: model, 'long-context': model, rag: model };
  const resolved = resolve(book, given, { start: at, cashOnly, models });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return cheapestOf(resolved);
}

/**
 * Of the ways to buy the one whose options are the cheapest: the lifetime of the cache matters to whoever caches everything, the place
 * to tune to whoever tunes, neither to the other.
 */
export function cheapestOf({ lifetimes, places, at }: Ways): Scenario {
  const [[firstLifetime], [firstPlace]] = [lifetimes, places];
  const first = at(firstLifetime, firstPlace);
  const lifetime = cheapest(lifetimes, (one) =>
    totalOf(one === firstLifetime ? first : at(one, firstPlace), 'long-context'),
  );
  const place = cheapest(places, (one) => totalOf(one === firstPlace ? first : at(firstLifetime, one), 'fine-tune'));
  return lifetime === firstLifetime && place === firstPlace ? first : at(lifetime, place);
}

/** The first of those that cost least; the only one there is without asking. */
function cheapest<One>(all: readonly [One, ...One[]], usdOf: (one: One) => number): One {
  let [best] = all;
  if (all.length === 1) return best;
  let least = usdOf(best);
  for (const one of all.slice(1)) {
    const usd = usdOf(one);
    if (usd >= least) continue;
    least = usd;
    best = one;
  }
  return best;
}

function totalOf(scenario: Scenario, option: CostOption): number {
  const n = ownMiddle(scenario);
  return kernelsOn(scenario.market, [option]).reduce((sum, kernel) => sum + kernel.total(n), 0);
}

/** A price that changes within the horizon is written into the numbers month by month: then they are copied first. */
function ownMiddle(scenario: Scenario): Numbers {
  const changes = Object.values(scenario.market.chat).some(({ schedule }) => schedule !== undefined);
  return changes ? middleOf(scenario) : scenario.middle;
}

function optionCost(
  book: CostBook,
  scenario: Scenario,
  n: Numbers,
  { kernel, queries }: { readonly kernel: Kernel; readonly queries: number },
): OptionCost {
  const { market } = scenario;
  const totalUsd = kernel.total(n);
  kernel.month(n, 0);
  const { id, machine } = kernel;
  const chat = id === 'classifier' ? undefined : market.chat[id];
  const model = chat?.id ?? 'an encoder of your own';
  if (kernel.available === 0) {
    const terms = termsOf(machine.facts);
    return unavailable(kernel, model, chat?.gone ?? tooLong(kernel, model, chat?.maxInput), terms, chat?.row?.as_of);
  }
  const variable = kernel.queries * kernel.perQuery;
  const monthlyUsd = kernel.fixed + variable;
  const cost = {
    option: id,
    model,
    asOf: modelPriceDay(book, scenario, id),
    setup: kernel.setup,
    monthly: monthlyUsd,
    fixed: kernel.fixed,
    variable,
    perQuery: kernel.perQuery,
    per1000: per1000Running({ monthlyUsd, queriesPerMonth: kernel.queries }),
    per1000AllIn: per1000AllIn({ totalUsd, queries }),
    total: totalUsd,
  };
  addLater(cost, {
    lines: () => {
      kernel.month(n, 0);
      return linesOf(scenario, n, kernel);
    },
    terms: () => {
      kernel.month(n, 0);
      return termsOf(machine.facts);
    },
  });
  return cost;
}

const termsOf = (facts: Facts): Facts => Object.fromEntries(Object.entries(facts));

function linesOf({ estimates }: Scenario, n: Numbers, { machine, queries }: Kernel): readonly CostLine[] {
  return machine.lines.map(({ id, label, per, people, formula, inputs: own }, place) => {
    const inputs = per === 'query' ? [...new Set([...own, 'workload.queries_per_day'])] : own;
    const usd = machine.amount(place, n);
    const bearer = people === true ? 'people' : 'bill';
    const assumed = inputs.some((path) => answeredNumbers.has(path) && estimates.get(path)?.assumed === true);
    return per === 'query'
      ? { id, label, usd: usd * queries, per: 'month', usdPerQuery: usd, bearer, assumed, formula, inputs }
      : { id, label, usd, per, bearer, assumed, formula, inputs };
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
  asOf: string | undefined,
): OptionCost => ({
  option: id,
  model,
  asOf,
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

/** What a number is called, and its unit, whatever it is; undefined for what is none. */
export function numberAsked(
  book: Pick<CostBook, 'costs'>,
  path: string,
): Pick<CostInput, 'id' | 'label' | 'unit'> | undefined {
  const found = leaves.find((leaf) => leaf.path === path);
  if (found === undefined) return undefined;
  const said = found.usual === undefined ? undefined : book.costs[found.usual];
  if (said !== undefined) return { id: path, label: said.says, unit: said.unit };
  const { label, unit } = priceWords(path);
  const [group, option] = path.split('.');
  return { id: path, label: group === 'models' ? `${label} for ${option ?? ''}` : label, unit };
}

/** The numbers that were used, in the order in which they stand in a workload: assumptions and list prices. */
function inputsOf(book: CostBook, scenario: Scenario): readonly CostInput[] {
  const { estimates } = scenario;
  return leaves.flatMap(({ path, usual }) => {
    const said = usual === undefined ? undefined : book.costs[usual];
    const one = estimates.get(path);
    if (one === undefined) return [];
    const { p10: low, p50: value, p90: high, assumed = false } = one;
    if (said !== undefined) {
      const source = assumed ? said.source : [];
      return [{ id: path, label: said.says, unit: said.unit, value, low, high, assumed, source }];
    }
    const row = priceRowOf(book, scenario, path);
    if (row === undefined) {
      const asked = numberAsked(book, path);
      // Nobody gave it and no row names it: no line is made of it here.
      return assumed || asked === undefined ? [] : [{ ...asked, value, low, high, assumed, source: [] }];
    }
    const { label, unit } = priceWords(path);
    const price = { row: row.id, asOf: row.as_of };
    return [{ id: path, label, unit, value, low, high, assumed: false, source: [row.source], price }];
  });
}
