import type { Rulebook } from '../rulebook.ts';
import type { Currency } from './money.ts';
import type { CostOption } from './numbers.ts';

/** What pricing needs of a rulebook. */
export type CostBook = Pick<Rulebook, 'costs' | 'prices'>;

/** One line of a price. */
export interface CostLine {
  readonly id: string;
  readonly label: string;
  /** $ once, $ per month, or $ for each retraining. */
  readonly usd: number;
  readonly per: 'once' | 'month' | 'retrain';
  /** $ for one query, where the line follows the queries. */
  readonly usdPerQuery?: number;
  /** People's time, or something bought. */
  readonly bearer: 'people' | 'bill';
  /** Nobody answered a question that drives this line. */
  readonly assumed: boolean;
  /** What is computed, in symbols of the inputs. */
  readonly formula: string;
  /** Paths of the numbers it is made of. */
  readonly inputs: readonly string[];
}

/** The price of one option at P50. When `unavailable` is there it has no lines, and its zeros are not a price. */
export interface OptionCost<Id extends CostOption = CostOption> {
  readonly option: Id;
  /** The model it is priced with, as shown: id and, where it matters, who serves it. */
  readonly model: string;
  /** The day the price row of that model was read, YYYY-MM-DD; undefined where somebody gave its prices or there are none. */
  readonly asOf?: string | undefined;
  readonly lines: readonly CostLine[];
  /** $ once: the sum of the lines paid once. */
  readonly setup: number;
  /** $ in the first month: the sum of the monthly lines, of which `fixed` do not follow each query. */
  readonly monthly: number;
  readonly fixed: number;
  readonly variable: number;
  /** $ for one more query. */
  readonly perQuery: number;
  /** Running $ per 1,000 queries; undefined when there is no traffic. */
  readonly per1000: number | undefined;
  /** $ per 1,000 queries with everything paid over the horizon. */
  readonly per1000AllIn: number | undefined;
  /** $ over the horizon: setup, all months and the retrains. */
  readonly total: number;
  /** Intermediate results by name. */
  readonly terms: Readonly<Record<string, number>>;
  /** Why it cannot be had: "does not fit …". */
  readonly unavailable?: string;
}

/** One number the prices rest on. */
export interface CostInput {
  /** Its path, as in the input of `rag-or-ft costs --inputs`. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  /** One time in ten it is below, one time in ten above. */
  readonly low: number;
  readonly high: number;
  readonly assumed: boolean;
  /** Who says so, when it is assumed; empty when the team said it. */
  readonly source: readonly string[];
  /** For a list price: whose it is and the day it was read, YYYY-MM-DD. */
  readonly price?: { readonly row: string; readonly asOf: string } | undefined;
}

/** Something that stops or changes its price within the horizon. */
export interface CostEvent {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly text: string;
}

/** Every option priced for one workload. */
export interface Costs {
  readonly horizonMonths: number;
  /** The earliest day a price row of the models was read, YYYY-MM-DD; that of the rule file where somebody gave all prices. */
  readonly asOf: string;
  /** The day the prices are for, YYYY-MM-DD: decides which rows hold and what has stopped. */
  readonly at: string;
  /** People cost nothing here. */
  readonly cashOnly: boolean;
  /** What draws start from: the same seed gives the same draws. */
  readonly seed: number;
  /** What prices are shown in; dollars when undefined. */
  readonly currency?: Currency | undefined;
  /** What is paid today for what is to be replaced, $ a month. */
  readonly todayUsd?: number | undefined;
  /** The model the team chose, where no price row holds for it any more: the usual one stands in. */
  readonly modelGone?: string | undefined;
  /** In ladder order, the small classifier last. */
  readonly options: readonly OptionCost[];
  readonly inputs: readonly CostInput[];
  /** Earliest first. */
  readonly events: readonly CostEvent[];
}
