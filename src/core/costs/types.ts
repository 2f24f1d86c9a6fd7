import type { Approach, Rulebook } from '../rulebook.ts';
import type { InputId } from './inputs.ts';

/** What pricing needs of a rulebook. */
export type CostBook = Pick<Rulebook, 'costs' | 'prices'>;

/** One line of a price. All lines of an approach add up to its totals. */
export interface CostLine {
  readonly id: string;
  readonly label: string;
  /** $ once, or $ per month. */
  readonly usd: number;
  readonly per: 'once' | 'month';
  /** Nobody answered a question that drives this line. */
  readonly assumed: boolean;
}

/** The price of one approach. When `unavailable` is there it has no lines, and its zeros are not a price. */
export interface ApproachCost {
  readonly approach: Approach;
  /** The model it is priced with, as shown: id and, where it matters, who serves it. */
  readonly model: string;
  readonly lines: readonly CostLine[];
  /** $ once: the sum of the lines paid once. */
  readonly setup: number;
  /** $ per month: the sum of the monthly lines, retraining spread over the months. */
  readonly monthly: number;
  /** Running $ per 1,000 queries; undefined when there is no traffic. */
  readonly per1000: number | undefined;
  /** $ over the horizon: setup and all months. */
  readonly total: number;
  /** Why it cannot be had: "does not fit …". */
  readonly unavailable?: string;
}

/** One number the prices rest on. */
export interface CostInput {
  readonly id: InputId;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly assumed: boolean;
  /** Who says so, when it is assumed; empty when the team said it. */
  readonly source: readonly string[];
}

/** Something that stops or changes its price within the horizon. */
export interface CostEvent {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly text: string;
}

/** Every approach priced for one workload. */
export interface Costs {
  readonly horizonMonths: number;
  /** The day the price rows were read, YYYY-MM-DD. */
  readonly asOf: string;
  /** The day the prices are for, YYYY-MM-DD: decides which rows hold and what has stopped. */
  readonly at: string;
  /** In ladder order. */
  readonly options: readonly ApproachCost[];
  readonly inputs: readonly CostInput[];
  /** Earliest first. */
  readonly events: readonly CostEvent[];
}
