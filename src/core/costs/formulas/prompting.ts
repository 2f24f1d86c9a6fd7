import { secondsPerHour, tokensUsd } from './units.ts';

/** $ for one query of a prompted model: `κ · [tokensIn · p_in + O · p_out]`. Tokens per call, prices in $ per 1M tokens. */
export const queryUsd = (q: {
  readonly callsPerQuery: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly inputPrice: number;
  readonly outputPrice: number;
}): number => q.callsPerQuery * (tokensUsd(q.inputTokens, q.inputPrice) + tokensUsd(q.outputTokens, q.outputPrice));

/** $ for one query on a cached prefix: `κ · P · (h · p_cr + (1 − h) · p_cw)`. Tokens, $ per 1M tokens, hit rate 0 to 1. */
export const cachedPrefixUsd = (q: {
  readonly callsPerQuery: number;
  readonly prefixTokens: number;
  readonly hitRate: number;
  readonly readPrice: number;
  readonly writePrice: number;
}): number => q.callsPerQuery * tokensUsd(q.prefixTokens, q.hitRate * q.readPrice + (1 - q.hitRate) * q.writePrice);

/** Queries that arrive within one lifetime of the cache: `λτ` with `λ = N / (A · 3600)`; lifetime in seconds. */
export const arrivalsPerLifetime = (q: {
  readonly queriesPerDay: number;
  readonly activeHoursPerDay: number;
  readonly lifetimeSeconds: number;
}): number => (q.queriesPerDay * q.lifetimeSeconds) / (q.activeHoursPerDay * secondsPerHour);

/** Share of queries that find the prefix cached when each hit restarts its lifetime: `1 − e^(−λτ)`. */
export const hitRate = (arrivals: number): number => 1 - Math.exp(-arrivals);

/** The share when the lifetime counts from the write: `λτ / (1 + λτ)`. */
export const hitRateFromWrite = (arrivals: number): number => arrivals / (1 + arrivals);

/** $ a month for edits of the knowledge, each of which writes the prefix again: `upd · P · (p_cw − p_cr)`. */
export const cacheRewritesUsd = (q: {
  readonly updatesPerMonth: number;
  readonly prefixTokens: number;
  readonly readPrice: number;
  readonly writePrice: number;
}): number => q.updatesPerMonth * tokensUsd(q.prefixTokens, q.writePrice - q.readPrice);

/** $ a month to keep the prefix stored: `P · p_store · A · D`; price in $ per 1M tokens and hour, hours a day. */
export const cacheStorageUsd = (q: {
  readonly prefixTokens: number;
  readonly usdPerMtokHour: number;
  readonly activeHoursPerDay: number;
  readonly daysPerMonth: number;
}): number => tokensUsd(q.prefixTokens, q.usdPerMtokHour) * q.activeHoursPerDay * q.daysPerMonth;

/** Share of the input price saved on a cached prefix; `read` and `write` are multiples of the input price. May be negative. */
export const cacheSaving = (q: { readonly hitRate: number; readonly read: number; readonly write: number }): number =>
  1 - (q.hitRate * q.read + (1 - q.hitRate) * q.write);

/** Hit rate above which caching is cheaper than sending the prefix again: `(w − 1) / (w − r)`. Multiples of the input price. */
export const cachingPaysAbove = ({ read, write }: { readonly read: number; readonly write: number }): number =>
  (write - 1) / (write - read);

/** Reads that repay one cache write: `(w − 1) / (1 − r)`. Multiples of the input price. */
export const readsToRepayWrite = ({ read, write }: { readonly read: number; readonly write: number }): number =>
  (write - 1) / (1 - read);

/** $ an hour to keep a cache warm by an empty request per lifetime: `3600 / τ · P · p_cr`. Lifetime in seconds. */
export const keepAliveUsdPerHour = (q: {
  readonly lifetimeSeconds: number;
  readonly prefixTokens: number;
  readonly readPrice: number;
}): number => (secondsPerHour / q.lifetimeSeconds) * tokensUsd(q.prefixTokens, q.readPrice);

/**
 * `x (r + e^(−x) (w − r))`, the cost of a cached prefix against arrivals per lifetime x, has a hump: past its top more traffic
 * saves writes faster than it adds reads. This is the x at the bottom behind the hump, 0 when there is none.
 */
export function steadyArrivals({ read, write }: { readonly read: number; readonly write: number }): number {
  const slope = (x: number): number => read + Math.exp(-x) * (1 - x) * (write - read);
  let below = 2;
  let above = 60;
  if (slope(below) >= 0) return 0;
  for (let step = 0; step < 60; step += 1) {
    const x = (below + above) / 2;
    if (slope(x) < 0) below = x;
    else above = x;
  }
  return above;
}

/** Whether a request and its answer fit a model: `K + S + U + O ≤ window`, and its input what the model reads. Tokens. */
export const fitsWindow = (q: {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly maxInput: number;
  readonly window: number;
}): boolean => q.inputTokens <= q.maxInput && q.inputTokens + q.outputTokens <= q.window;

/** The price a whole request pays: `p`, or `multiple · p` where its input is longer than the tier. Tokens, $ per 1M tokens. */
export const pricePaid = (q: {
  readonly inputTokens: number;
  readonly tierAbove: number;
  readonly price: number;
  readonly multiple: number;
}): number => q.price * (q.inputTokens > q.tierAbove ? q.multiple : 1);
