import type { VectorDatabaseRow } from './schema.ts';
import type { ChatNumbers, ChatOption } from './numbers.ts';

/** What every price row says of itself. */
export interface DatedRow {
  readonly id: string;
  /** The day it was read, YYYY-MM-DD. */
  readonly as_of: string;
  readonly source: string;
}

/** What is certain about the chat model of one option. Tokens. */
export interface ChatModel {
  /** As shown: id and, where it matters, who serves it. */
  readonly id: string;
  /** The price row that holds at the start; undefined where somebody gave the prices. */
  readonly row: DatedRow | undefined;
  readonly window: number;
  readonly maxInput: number;
  /** Above so many input tokens the whole request costs these multiples. Infinity without a tier. */
  readonly tierAbove: number;
  readonly tierInput: number;
  readonly tierOutput: number;
  /** Shortest prefix that is cached; Infinity where nothing is. */
  readonly cacheMinimum: number;
  /** Arrivals per lifetime of the cache from which on more traffic always costs more, and the hit rate there. */
  readonly steady: number;
  readonly steadyHitRate: number;
  /** $ per 1M cached tokens and hour; undefined where the number of the workload holds. */
  readonly storage: number | undefined;
  /** The prices of each month where they change within the horizon. */
  readonly schedule: readonly ChatNumbers[] | undefined;
  /** Why it cannot be had at all. */
  readonly gone: string | undefined;
}

/** What is certain about a workload: models, places and kinds of billing. Numbers that may be uncertain are in `Numbers`. */
export interface Market {
  readonly chat: Readonly<Record<ChatOption, ChatModel>>;
  /** Somebody said how often the cache is hit; else it follows from the arrivals. */
  readonly hitRateGiven: boolean;
  /** Undefined where somebody gave its price a month. */
  readonly database: VectorDatabaseRow | undefined;
  readonly training: 'tokens' | 'gpu';
  readonly serving: 'hosted' | 'gpu';
  /** The row training is paid by. */
  readonly trained: DatedRow | undefined;
  /** The row of the cards a tuned model is served on, where it names some. */
  readonly cards: DatedRow | undefined;
  /** Months from the start to the day the tuned base model stops; Infinity without one. */
  readonly shutdownMonth: number;
}
