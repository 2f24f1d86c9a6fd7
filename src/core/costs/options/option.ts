import type { ChatModel, Market } from '../market.ts';
import type { ChatNumbers, CostOption, Numbers } from '../numbers.ts';
import {
  arrivalsPerLifetime,
  cachedPrefixUsd,
  cacheRewritesUsd,
  cacheStorageUsd,
  hitRate,
} from '../formulas/prompting.ts';
import { daysPerMonth, secondsPerHour, tokensUsd } from '../formulas/units.ts';

/** Intermediate results of one option, by name: what its lines are computed from, and what is shown to whoever traces them. */
export type Facts = Record<string, number>;

/** When a line is paid: once, every month, with every query, or with every retraining. */
export type Per = 'once' | 'month' | 'query' | 'retrain';

/** One line of a price, before there are numbers. */
export interface LineRule<F extends Facts> {
  readonly id: string;
  readonly label: string;
  readonly per: Per;
  /** Work of people; hidden with `cash_only`. */
  readonly people?: boolean;
  /** What is computed, in symbols of the inputs. */
  readonly formula: string;
  /** Paths of the numbers it is made of. */
  readonly inputs: readonly string[];
  /** Changes with the number of queries even where it is not paid for each: it is computed anew for every month. */
  readonly byVolume?: boolean;
  /** $ per `per`. */
  readonly usd: (n: Numbers, f: F) => number;
}

/** One thing that can be bought: its intermediate results for so many queries a day, and its lines. */
export interface Option<F extends Facts = Facts> {
  readonly id: CostOption;
  /** A fresh set of facts, all 0. */
  readonly facts: () => F;
  /** What does not depend on how many queries there are. */
  readonly compute: (n: Numbers, market: Market, into: F) => void;
  /** What does. */
  readonly volume?: (n: Numbers, market: Market, queriesPerDay: number, into: F) => void;
  /**
   * The same for many months at once, without going through the lines: $ that the lines `byVolume` come to in each month. The facts
   * are those of the last month then.
   */
  readonly months?: (n: Numbers, market: Market, months: Months, facts: F) => void;
  readonly lines: readonly LineRule<F>[];
  /** What the lines that are not `byVolume` come to, added without going through them: ten thousand draws do it six times each. */
  readonly sums: (n: Numbers, market: Market, facts: F, into: Sums) => void;
  /** Lines for this kind of market only. */
  readonly applies?: (line: LineRule<F>, market: Market) => boolean;
}

/** $ of the lines that do not change with the volume, by when they are paid. */
export class Sums {
  once = Number.NaN;
  month = Number.NaN;
  query = Number.NaN;
  retrain = Number.NaN;
}

/** Months one after the other: queries a day in each, the share of them that finds a prefix cached, and $ that somebody made of them. */
export interface Months {
  readonly queriesPerDay: Float64Array;
  readonly hits: Float64Array;
  readonly usd: Float64Array;
  /** Only the first so many are filled in, and any after them are as the last of these: without growth one. */
  different: number;
}

/** Keeps the facts of an option and its lines together while options of all kinds stand in one list. */
export interface Priced {
  readonly id: CostOption;
  /** A machine that computes this option for a market; its facts are overwritten by each call. */
  readonly on: (market: Market) => Machine;
}

/** One option on one market. */
export interface Machine {
  readonly id: CostOption;
  readonly lines: readonly Omit<LineRule<Facts>, 'usd'>[];
  readonly facts: Facts;
  /** Computes the facts that do not depend on how many queries there are. */
  compute(n: Numbers): void;
  /** Computes those that do, for the rest of the facts computed last. */
  volume(n: Numbers, queriesPerDay: number): void;
  /** $ that the lines `byVolume` come to in each of some months, for the rest of the facts computed last. */
  months(n: Numbers, months: Months): void;
  /** $ of a line, by its place in `lines`, for the facts computed last. */
  amount(line: number, n: Numbers): number;
  /** Adds up the lines that are not `byVolume`, for the facts computed last. */
  sums(n: Numbers, into: Sums): void;
}

export function priced<F extends Facts>(option: Option<F>): Priced {
  return {
    id: option.id,
    on: (market) => {
      const facts = option.facts();
      const lines = option.lines.filter((line) => option.applies?.(line, market) ?? true);
      const rules = lines.map(({ usd }) => usd);
      return {
        id: option.id,
        lines,
        facts,
        compute: (n) => option.compute(n, market, facts),
        volume: (n, queriesPerDay) => option.volume?.(n, market, queriesPerDay, facts),
        months: (n, months) => option.months?.(n, market, months, facts),
        amount: (line, n) => rules[line]?.(n, facts) ?? 0,
        sums: (n, into) => option.sums(n, market, facts, into),
      };
    },
  };
}

/** Facts of a request to a chat model. `type`, not `interface`: it is a record of numbers. */
export type RequestFacts = {
  /** 1 if the request and its answer fit the model. */
  fits: number;
  input_tokens: number;
  output_tokens: number;
  input_price_paid: number;
  output_price_paid: number;
};

/**
 * The whole request is billed at the higher tier as soon as its input is longer. Comes after the facts have its tokens: they are
 * not handed over, since a number on its way to a function that is not inlined takes room each time.
 */
export function computeRequest(chat: ChatModel, prices: ChatNumbers, f: RequestFacts): void {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = f;
  const dear = inputTokens > chat.tierAbove;
  f.fits = inputTokens <= chat.maxInput && inputTokens + outputTokens <= chat.window ? 1 : 0;
  f.input_price_paid = prices.input * (dear ? chat.tierInput : 1);
  f.output_price_paid = prices.output * (dear ? chat.tierOutput : 1);
}

/** Facts of a prefix that is the same in every request. */
export type PrefixFacts = RequestFacts & {
  prefix_tokens: number;
  read_price_paid: number;
  write_price_paid: number;
  /** Queries within one lifetime of the cache, for each query a day: λτ / N. */
  arrivals_per_daily_query: number;
  /** $ for the prefix of one query: sent anew, found in the cache, written to it. */
  uncached_usd_per_query: number;
  hit_usd_per_query: number;
  miss_usd_per_query: number;
  /** Arrivals from which on more traffic always costs more, and $ a month for so many. */
  steady_arrivals: number;
  steady_usd: number;
  /** $ a month, while caching is on. */
  rewrites_usd: number;
  storage_usd: number;
  hit_rate: number;
  /** 1 if caching is on: it is off where it would cost more. */
  caching: number;
  /** 1 if empty requests keep the cache warm: then more is read and less written than `hit_rate` says. */
  kept_warm: number;
  prefix_usd_per_query: number;
  /** $ a month. */
  cache_rewrites: number;
  cache_storage: number;
};

// Written out whole: an object put together from parts is slow to read ten thousand times.
export const prefixFacts = (): PrefixFacts => ({
  fits: 1,
  input_tokens: 0,
  output_tokens: 0,
  input_price_paid: 0,
  output_price_paid: 0,
  prefix_tokens: 0,
  read_price_paid: 0,
  write_price_paid: 0,
  arrivals_per_daily_query: 0,
  uncached_usd_per_query: 0,
  hit_usd_per_query: 0,
  miss_usd_per_query: 0,
  steady_arrivals: 0,
  steady_usd: 0,
  rewrites_usd: 0,
  storage_usd: 0,
  hit_rate: 0,
  caching: 0,
  kept_warm: 0,
  prefix_usd_per_query: 0,
  cache_rewrites: 0,
  cache_storage: 0,
});

/** What a cached prefix costs whatever the traffic. Comes after `computeRequest`, which knows the tier. */
export function computePrefix(
  n: Numbers,
  chat: ChatModel,
  { cache_read, cache_write }: ChatNumbers,
  updatesPerMonth: number,
  f: PrefixFacts,
): void {
  const prefixTokens = f.prefix_tokens;
  const multiple = f.input_tokens > chat.tierAbove ? chat.tierInput : 1;
  const readPrice = cache_read * multiple;
  const writePrice = cache_write * multiple;
  const activeHoursPerDay = activeHours(n);
  const callsPerQuery = n.workload.calls_per_query;
  f.read_price_paid = readPrice;
  f.write_price_paid = writePrice;
  f.arrivals_per_daily_query = arrivalsPerDailyQuery(n);
  f.uncached_usd_per_query = callsPerQuery * tokensUsd(prefixTokens, f.input_price_paid);
  f.hit_usd_per_query = cachedPrefixUsd({ callsPerQuery, prefixTokens, hitRate: 1, readPrice, writePrice });
  f.miss_usd_per_query = cachedPrefixUsd({ callsPerQuery, prefixTokens, hitRate: 0, readPrice, writePrice });
  f.rewrites_usd = Math.max(0, cacheRewritesUsd({ updatesPerMonth, prefixTokens, readPrice, writePrice }));
  f.storage_usd = cacheStorageUsd({
    prefixTokens,
    usdPerMtokHour: chat.storage ?? n.cache.storage_usd_per_mtok_hour,
    activeHoursPerDay,
    daysPerMonth,
  });
  const lifetimes = (activeHoursPerDay * secondsPerHour * daysPerMonth) / n.cache.ttl_seconds;
  f.steady_arrivals = chat.steady;
  f.steady_usd = lifetimes * chat.steady * between(chat.steadyHitRate, f);
}

/** Queries within one lifetime of the cache, for each query a day. */
export const arrivalsPerDailyQuery = (n: Numbers): number =>
  arrivalsPerLifetime({ queriesPerDay: 1, activeHoursPerDay: activeHours(n), lifetimeSeconds: n.cache.ttl_seconds });

/** $ for the prefix of one query that is a hit so often. */
const between = (hits: number, f: PrefixFacts): number =>
  hits * f.hit_usd_per_query + (1 - hits) * f.miss_usd_per_query;

const activeHours = (n: Numbers): number => Math.min(24, Math.max(0.1, n.workload.active_hours_per_day));

/** The cheaper way to send a prefix with every call: anew each time, or cached. Never falls when traffic rises. */
export function computeHits(n: Numbers, market: Market, chat: ChatModel, queriesPerDay: number, f: PrefixFacts): void {
  const arrivals = queriesPerDay * f.arrivals_per_daily_query;
  const queries = queriesPerDay * daysPerMonth;
  f.hit_rate = market.hitRateGiven ? n.cache.hit_rate : hitRate(arrivals);
  let cached = queries * between(f.hit_rate, f);
  // Few queries: a few empty ones that keep the cache warm can cost less than writing it again and again.
  const warm = !market.hitRateGiven && arrivals < f.steady_arrivals && f.steady_usd < cached;
  if (warm) cached = f.steady_usd;
  const kept = f.rewrites_usd + f.storage_usd;
  const caching = f.prefix_tokens >= chat.cacheMinimum && cached + kept < f.uncached_usd_per_query * queries;
  f.caching = caching ? 1 : 0;
  f.kept_warm = caching && warm ? 1 : 0;
  f.prefix_usd_per_query = caching ? cached / queries : f.uncached_usd_per_query;
  f.cache_rewrites = caching ? f.rewrites_usd : 0;
  f.cache_storage = caching ? f.storage_usd : 0;
}

/** What `computeHits` finds, in $ for each month. */
export function prefixMonths(market: Market, chat: ChatModel, months: Months, f: PrefixFacts): void {
  const { queriesPerDay, hits: shares, usd, different } = months;
  const steady = market.hitRateGiven ? 0 : f.steady_arrivals;
  const kept = f.rewrites_usd + f.storage_usd;
  const cacheable = f.prefix_tokens >= chat.cacheMinimum;
  const { arrivals_per_daily_query: each, hit_usd_per_query: hit, miss_usd_per_query: miss, steady_usd: warm } = f;
  const uncached = f.uncached_usd_per_query;
  for (let month = 0; month < different; month += 1) {
    const perDay = queriesPerDay[month] ?? 0;
    const queries = perDay * daysPerMonth;
    usd[month] = queries * uncached;
    if (!cacheable) continue;
    const hits = shares[month] ?? 0;
    const cached = queries * (hits * hit + (1 - hits) * miss);
    usd[month] = Math.min(queries * uncached, kept + (perDay * each < steady ? Math.min(cached, warm) : cached));
  }
}
