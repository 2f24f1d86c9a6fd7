import type { ChatModel, Market } from '../market.ts';
import type { ChatNumbers, ChatOption, CostOption, Numbers } from '../numbers.ts';
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
  readonly lines: readonly LineRule<F>[];
  /** Lines for this kind of market only. */
  readonly applies?: (line: LineRule<F>, market: Market) => boolean;
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
  /** Computes all facts for so many queries a day. */
  compute(n: Numbers, queriesPerDay: number): void;
  /** Computes only those that change with the volume. */
  volume(n: Numbers, queriesPerDay: number): void;
  /** $ of a line, by its place in `lines`, for the facts computed last. */
  amount(line: number, n: Numbers): number;
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
        compute: (n, queriesPerDay) => {
          option.compute(n, market, facts);
          option.volume?.(n, market, queriesPerDay, facts);
        },
        volume: (n, queriesPerDay) => option.volume?.(n, market, queriesPerDay, facts),
        amount: (line, n) => rules[line]?.(n, facts) ?? 0,
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

export const requestFacts = (): RequestFacts => ({
  fits: 1,
  input_tokens: 0,
  output_tokens: 0,
  input_price_paid: 0,
  output_price_paid: 0,
});

/** The whole request is billed at the higher tier as soon as its input is longer. */
export function computeRequest(
  chat: ChatModel,
  prices: ChatNumbers,
  inputTokens: number,
  outputTokens: number,
  f: RequestFacts,
): void {
  const dear = inputTokens > chat.tierAbove;
  f.fits = inputTokens <= chat.maxInput && inputTokens + outputTokens <= chat.window ? 1 : 0;
  f.input_tokens = inputTokens;
  f.output_tokens = outputTokens;
  f.input_price_paid = prices.input * (dear ? chat.tierInput : 1);
  f.output_price_paid = prices.output * (dear ? chat.tierOutput : 1);
}

/** Facts of a prefix that is the same in every request. */
export type PrefixFacts = RequestFacts & {
  prefix_tokens: number;
  hit_rate: number;
  read_price_paid: number;
  write_price_paid: number;
  /** 1 if caching is on: it is off where it would cost more. */
  caching: number;
  prefix_usd_per_query: number;
  /** $ a month. */
  cache_rewrites: number;
  cache_storage: number;
};

export const prefixFacts = (): PrefixFacts => ({
  ...requestFacts(),
  prefix_tokens: 0,
  hit_rate: 0,
  read_price_paid: 0,
  write_price_paid: 0,
  caching: 0,
  prefix_usd_per_query: 0,
  cache_rewrites: 0,
  cache_storage: 0,
});

/** The cheaper way to send a prefix with every call: anew each time, or cached. Never falls when traffic rises. */
export function computePrefix(
  n: Numbers,
  market: Market,
  queriesPerDay: number,
  option: ChatOption,
  updatesPerMonth: number,
  f: PrefixFacts,
): void {
  const chat = market.chat[option];
  const { input, cache_read, cache_write } = n.models[option];
  const multiple = input > 0 ? f.input_price_paid / input : 1;
  const readPrice = cache_read * multiple;
  const writePrice = cache_write * multiple;
  const activeHoursPerDay = Math.min(24, Math.max(0.1, n.workload.active_hours_per_day));
  const { calls_per_query: callsPerQuery } = n.workload;
  const arrivals = arrivalsPerLifetime({ queriesPerDay, activeHoursPerDay, lifetimeSeconds: n.cache.ttl_seconds });
  const queries = queriesPerDay * daysPerMonth;
  const tokens = f.prefix_tokens;

  f.hit_rate = market.hitRateGiven ? n.cache.hit_rate : hitRate(arrivals);
  f.read_price_paid = readPrice;
  f.write_price_paid = writePrice;
  const anew = callsPerQuery * tokensUsd(tokens, f.input_price_paid);
  f.caching = 0;
  f.prefix_usd_per_query = anew;
  f.cache_rewrites = 0;
  f.cache_storage = 0;
  if (tokens < chat.cacheMinimum) return;

  let cached = cachedPrefixUsd({ callsPerQuery, prefixTokens: tokens, hitRate: f.hit_rate, readPrice, writePrice });
  // Few queries: a few empty ones that keep the cache warm can cost less than writing it again and again.
  if (!market.hitRateGiven && arrivals < chat.steady) {
    const lifetimes = (activeHoursPerDay * secondsPerHour * daysPerMonth) / n.cache.ttl_seconds;
    const warm = (callsPerQuery * tokensUsd(tokens, chat.steadyUsd * multiple) * lifetimes) / queries;
    if (warm < cached) cached = warm;
  }
  const rewrites = cacheRewritesUsd({ updatesPerMonth, prefixTokens: tokens, readPrice, writePrice });
  const storage = cacheStorageUsd({
    prefixTokens: tokens,
    usdPerMtokHour: n.cache.storage_usd_per_mtok_hour,
    activeHoursPerDay,
    daysPerMonth,
  });
  if (cached * queries + rewrites + storage >= anew * queries) return;
  f.caching = 1;
  f.prefix_usd_per_query = cached;
  f.cache_rewrites = rewrites;
  f.cache_storage = storage;
}
