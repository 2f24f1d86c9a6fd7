import type { ModelRow } from './schema.ts';

const secondsPerHour = 3600;
const secondsPerDay = 86_400;

/** One way to cache a prefix with a vendor. Prices in $ per 1M tokens. */
interface CacheWay {
  /** Seconds a prefix lives; each hit restarts it. */
  readonly seconds: number;
  readonly write: number;
  /** $ per 1M tokens and hour. */
  readonly storage: number;
  /** Queries per lifetime from which more traffic always costs more; below it, extra reads may be cheaper than new writes. */
  readonly steady: number;
  /** $ per 1M tokens and active second to keep the cache warm at that rate. */
  readonly warm: number;
}

/** A chat model made ready for fast pricing. Prices in $ per 1M tokens, sizes in tokens. */
export interface Chat {
  readonly id: string;
  readonly input: number;
  readonly output: number;
  readonly read: number;
  readonly ways: readonly CacheWay[];
  readonly cacheMinimum: number;
  readonly tierAbove: number;
  readonly tierInput: number;
  readonly tierOutput: number;
  readonly window: number;
  readonly maxInput: number;
}

/** How queries arrive. */
export interface Traffic {
  readonly queriesPerMonth: number;
  readonly callsPerQuery: number;
  /** Seconds a month in which queries arrive, above 0. */
  readonly activeSeconds: number;
  /** Days a month. */
  readonly days: number;
  /** Edits a month that empty the cache. */
  readonly changes: number;
}

/** Makes a price row ready. A row without cache prices has no way to cache. */
export function chatOf(row: ModelRow): Chat {
  const read = row.cache_read ?? row.input;
  return {
    id: row.id,
    input: row.input,
    output: row.output,
    read,
    ways: Object.entries(row.cache_write).map(([seconds, write]) => {
      const steady = steadyArrivals(read, write);
      const warm = (steady * missed(steady, read, write)) / Number(seconds);
      return { seconds: Number(seconds), write, storage: row.cache_storage_per_hour, steady, warm };
    }),
    cacheMinimum: row.cache_minimum,
    tierAbove: row.tier?.above ?? Number.POSITIVE_INFINITY,
    tierInput: row.tier?.input ?? 1,
    tierOutput: row.tier?.output ?? 1,
    window: row.context_window,
    maxInput: row.max_input ?? row.context_window,
  };
}

/** Whether a prompt and its answer, in tokens, fit the model. */
export const fits = (chat: Chat, inputTokens: number, outputTokens: number): boolean =>
  inputTokens <= chat.maxInput && inputTokens + outputTokens <= chat.window;

/** What the whole request costs more because of its length: a multiple of the input price. */
export const inputMultiple = (chat: Chat, inputTokens: number): number =>
  inputTokens > chat.tierAbove ? chat.tierInput : 1;

/** The same for output, decided by the length of the input too. */
export const outputMultiple = (chat: Chat, inputTokens: number): number =>
  inputTokens > chat.tierAbove ? chat.tierOutput : 1;

/**
 * $ a month for a prefix of `tokens` sent with every call, the cheapest way: sent anew each time, or cached with any
 * lifetime the vendor sells. Cached: `calls · (h · read + (1 − h) · write)`, a rewrite for every edit and for every night
 * longer than the lifetime, and storage. Never falls when traffic rises. Allocates nothing. At list price:
 * multiply by `inputMultiple`.
 */
export function prefixUsd(chat: Chat, tokens: number, traffic: Traffic): number {
  let least = traffic.queriesPerMonth * traffic.callsPerQuery * chat.input;
  if (tokens >= chat.cacheMinimum) {
    for (const way of chat.ways) least = Math.min(least, cachedUsd(chat, way, traffic));
  }
  return (least * tokens) / 1e6;
}

/** How the prefix is best sent, in words for people: "cached for 30 minutes, 98 % of queries find it". */
export function prefixWords(chat: Chat, tokens: number, traffic: Traffic): string {
  if (tokens < chat.cacheMinimum || chat.ways.length === 0) return 'not cached';
  let least = traffic.queriesPerMonth * traffic.callsPerQuery * chat.input;
  let words = 'caching off: it would cost more';
  for (const way of chat.ways) {
    const cached = cachedUsd(chat, way, traffic);
    if (cached >= least) continue;
    least = cached;
    words = `cached for ${lifetime(way.seconds)}, ${hits((traffic.queriesPerMonth * way.seconds) / traffic.activeSeconds)}`;
  }
  return words;
}

/** $ per 1M tokens read or written, at so many queries per cache lifetime: `h · read + (1 − h) · write`. */
const missed = (perLifetime: number, read: number, write: number): number =>
  read + Math.exp(-perLifetime) * (write - read);

/** $ a month per 1M tokens of a cached prefix. */
function cachedUsd(chat: Chat, way: CacheWay, traffic: Traffic): number {
  const { queriesPerMonth, callsPerQuery, activeSeconds, days, changes } = traffic;
  const perLifetime = (queriesPerMonth * way.seconds) / activeSeconds;
  let reads = queriesPerMonth * missed(perLifetime, chat.read, way.write);
  // Few queries: each may find the cache gone. Empty requests that keep it warm can cost less than the writes.
  if (perLifetime < way.steady) reads = Math.min(reads, way.warm * activeSeconds);
  const nights = days * secondsPerDay - activeSeconds > way.seconds * days ? days : 0;
  return (
    reads * callsPerQuery +
    (changes + nights) * (way.write - chat.read) +
    (way.storage * activeSeconds) / secondsPerHour
  );
}

/**
 * `x (r + e^(−x) (w − r))`, the cost of a cached prefix against arrivals per lifetime x, has a hump: past its top more
 * traffic saves writes faster than it adds reads. This is the x at the bottom behind the hump, 0 when there is none.
 */
function steadyArrivals(read: number, write: number): number {
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

function hits(perLifetime: number): string {
  const percent = Math.floor(100 * (1 - Math.exp(-perLifetime)));
  return percent >= 99 ? 'nearly every query finds it' : `${String(percent)} % of queries find it`;
}

function lifetime(seconds: number): string {
  if (seconds % 3600 !== 0) return `${String(Math.round(seconds / 60))} minutes`;
  return seconds === 3600 ? '1 hour' : `${String(seconds / 3600)} hours`;
}
