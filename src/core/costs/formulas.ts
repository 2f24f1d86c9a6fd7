/**
 * Small formulas of the cost model, one line of arithmetic each. Dollars and tokens are plain numbers, prices are
 * $ per 1M tokens unless said otherwise, months have `daysPerMonth` days. Nothing is rounded.
 */

const million = 1e6;
const secondsPerHour = 3600;
const secondsPerDay = 86_400;
const daysPerWeek = 7;

/** $ for `tokens` at `price` $/1M. */
export const tokensUsd = (tokens: number, price: number): number => (tokens * price) / million;

/** $ a day for `tokens` in each of `queriesPerDay` queries. Source s1#cost. */
export const tokensUsdPerDay = (tokens: number, queriesPerDay: number, price: number): number =>
  tokensUsd(tokens * queriesPerDay, price);

/** $ a month for `tokens` in each of `queriesPerDay` queries. Source s1#cost. */
export const tokensUsdPerMonth = (tokens: number, queriesPerDay: number, price: number, daysPerMonth: number): number =>
  tokensUsdPerDay(tokens, queriesPerDay, price) * daysPerMonth;

/** Share of queries that find the prefix still cached when each hit restarts its lifetime: `1 − e^(−λτ)`, λ in 1/s. */
export const hitRate = (queriesPerDay: number, activeHours: number, lifetimeSeconds: number): number =>
  1 - Math.exp((-queriesPerDay * lifetimeSeconds) / (activeHours * secondsPerHour));

/** The share when the lifetime counts from the write: `λτ / (1 + λτ)`. */
export function hitRateFromWrite(queriesPerDay: number, activeHours: number, lifetimeSeconds: number): number {
  const expected = (queriesPerDay * lifetimeSeconds) / (activeHours * secondsPerHour);
  return expected / (1 + expected);
}

/** Share of the input price saved on a cached prefix; `read` and `write` are multiples of the input price. May be negative. */
export const cacheSaving = (hits: number, read: number, write: number): number =>
  1 - (hits * read + (1 - hits) * write);

/** Hit rate above which caching is cheaper than sending the prefix again. `read` and `write` as multiples of the input price. */
export const cachingPaysAbove = (read: number, write: number): number => (write - 1) / (write - read);

/** Reads that repay one cache write. */
export const readsToRepayWrite = (read: number, write: number): number => (write - 1) / (1 - read);

/**
 * Knowledge size in tokens at which a cached long context costs as much per query as retrieval.
 * `rerankUsd` is $ per query, `read` a multiple of the input price.
 */
export const indifferentKnowledgeTokens = (
  systemTokens: number,
  retrievedTokens: number,
  rerankUsd: number,
  price: number,
  read: number,
): number => (systemTokens + retrievedTokens + (rerankUsd * million) / price) / read - systemTokens;

/** Passages of `chunkTokens` that share `overlapTokens` with the one before. No knowledge, no passages. */
export const chunks = (knowledgeTokens: number, chunkTokens: number, overlapTokens: number): number =>
  knowledgeTokens <= 0
    ? 0
    : Math.max(1, Math.ceil((knowledgeTokens - overlapTokens) / Math.max(1, chunkTokens - overlapTokens)));

/** Tokens billed for one training run: examples × length × passes, and a share on top for validation. */
export const trainingTokens = (
  examples: number,
  tokensPerExample: number,
  epochs: number,
  validationShare: number,
): number => examples * tokensPerExample * epochs * (1 + validationShare);

export interface Serving {
  readonly queriesPerDay: number;
  /** Busiest minute against the average over 24 hours. */
  readonly peakFactor: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prefillTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
  /** Share of the capacity that can be used, above 0. */
  readonly utilisation: number;
  readonly least: number;
}

/** Copies of a model needed at the busiest minute. */
export function replicas(s: Serving): number {
  const perSecond = (s.queriesPerDay * s.peakFactor) / secondsPerDay;
  const seconds = s.inputTokens / s.prefillTokensPerSecond + s.outputTokens / s.decodeTokensPerSecond;
  return Math.max(s.least, Math.ceil((perSecond * seconds) / s.utilisation));
}

/** $ per 1M tokens on a card of your own at `perHour` $/h. */
export const ownGpuUsdPerMillion = (perHour: number, tokensPerSecond: number, utilisation: number): number =>
  (perHour / (tokensPerSecond * utilisation * secondsPerHour)) * million;

/** Weeks until `upfrontUsd` is paid back by `savedPerMonth` $; undefined: never. */
export const paybackWeeks = (upfrontUsd: number, savedPerMonth: number, daysPerMonth: number): number | undefined =>
  savedPerMonth > 0 ? ((upfrontUsd / savedPerMonth) * daysPerMonth) / daysPerWeek : undefined;

/** Queries a day at which `upfrontUsd` is paid back in `weeks`; `fixedPerMonth` is the extra fixed cost, `savedPerQuery` in $. */
export const queriesToPayBack = (
  upfrontUsd: number,
  weeks: number,
  fixedPerMonth: number,
  savedPerQuery: number,
  daysPerMonth: number,
): number | undefined =>
  savedPerQuery > 0
    ? ((upfrontUsd * daysPerMonth) / (weeks * daysPerWeek) + fixedPerMonth) / (daysPerMonth * savedPerQuery)
    : undefined;
