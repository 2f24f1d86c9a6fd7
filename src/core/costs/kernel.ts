import { daysPerMonth } from './formulas/units.ts';
import type { Market } from './market.ts';
import { type CostOption, type Numbers } from './numbers.ts';
import { pricedOptions } from './options/index.ts';
import type { Machine } from './options/option.ts';

/** Computes totals of one option again and again without making anything. */
export interface Kernel {
  readonly id: CostOption;
  readonly machine: Machine;
  /** $ once. */
  setup: number;
  /** Of the month computed last: $ that do not follow each query, $ per query, queries. */
  fixed: number;
  perQuery: number;
  queries: number;
  /** $ for one retraining, and how many fall into the horizon. */
  retrainUsd: number;
  retrains: number;
  /** 0 when a request does not fit the model or the model cannot be had. */
  available: number;
  /** Computes one month, counted from 0. */
  month(n: Numbers, month: number): void;
  /** $ over the horizon; leaves the last month computed. With `into` also what was paid by the end of each month, setup first, from `offset` on. */
  total(n: Numbers, into?: Float64Array, offset?: number): number;
}

/** The kernels of all options on a market. */
export const kernelsOn = (market: Market): readonly Kernel[] =>
  pricedOptions.map((option) => kernel(option.on(market), market));

function kernel(machine: Machine, market: Market): Kernel {
  const { id, lines, facts } = machine;
  const places = lines.map((_, place) => place);
  const of = (per: string, byVolume: boolean): readonly number[] =>
    places.filter((place) => lines[place]?.per === per && (lines[place]?.byVolume ?? false) === byVolume);
  const [once, retrain] = [of('once', false), of('retrain', false)];
  const [fixed, fixedByVolume] = [of('month', false), of('month', true)];
  const [each, eachByVolume] = [of('query', false), of('query', true)];
  const chat = id === 'classifier' ? undefined : market.chat[id];
  const schedule = chat?.schedule;
  const gone = chat?.gone !== undefined;

  const sum = (which: readonly number[], n: Numbers): number => {
    let usd = 0;
    for (const place of which) usd += machine.amount(place, n);
    return usd;
  };
  const all = (n: Numbers, month: number, queriesPerDay: number): void => {
    const prices = schedule?.[month];
    if (prices !== undefined && id !== 'classifier') {
      const model = n.models[id];
      model.input = prices.input;
      model.output = prices.output;
      model.cache_read = prices.cache_read;
      model.cache_write = prices.cache_write;
    }
    machine.compute(n, queriesPerDay);
    it.setup = sum(once, n);
    it.retrainUsd = sum(retrain, n);
    it.steadyFixed = sum(fixed, n);
    it.steadyPerQuery = sum(each, n);
    it.retrains = facts['retrains'] ?? 0;
    it.available = gone || facts['fits'] === 0 ? 0 : 1;
  };
  const volume = (n: Numbers, queriesPerDay: number): void => {
    it.fixed = it.steadyFixed + sum(fixedByVolume, n);
    it.perQuery = it.steadyPerQuery + sum(eachByVolume, n);
    it.queries = queriesPerDay * daysPerMonth;
  };

  const it: Kernel & { steadyFixed: number; steadyPerQuery: number } = {
    id,
    machine,
    setup: 0,
    fixed: 0,
    perQuery: 0,
    queries: 0,
    retrainUsd: 0,
    retrains: 0,
    available: 1,
    steadyFixed: 0,
    steadyPerQuery: 0,
    month(n, month) {
      const queriesPerDay = n.workload.queries_per_day * (1 + n.workload.growth_per_month) ** month;
      all(n, month, queriesPerDay);
      volume(n, queriesPerDay);
    },
    total(n, into, offset = 0) {
      const months = n.horizon_months;
      const growth = 1 + n.workload.growth_per_month;
      let queriesPerDay = n.workload.queries_per_day;
      let running = 0;
      for (let month = 0; month < months; month += 1) {
        if (month === 0 || schedule !== undefined) {
          all(n, month, queriesPerDay);
          volume(n, queriesPerDay);
        } else if (growth !== 1) {
          queriesPerDay *= growth;
          machine.volume(n, queriesPerDay);
          volume(n, queriesPerDay);
        }
        running += it.fixed + it.queries * it.perQuery;
        if (into !== undefined) into[offset + month + 1] = it.setup + running;
        if (schedule !== undefined) queriesPerDay *= growth;
      }
      if (into !== undefined) {
        into[offset] = it.setup;
        if (it.retrains > 0) addRetrains(it, n, market, into, offset);
      }
      return it.setup + running + it.retrains * it.retrainUsd;
    },
  };
  return it;
}

/** Retrains are paid in the month they fall into. */
function addRetrains(it: Kernel, n: Numbers, market: Market, into: Float64Array, offset: number): void {
  const end = n.horizon_months;
  const every = n.tuning.refresh_months;
  let last = 0;
  for (let done = 0; done < it.retrains; done += 1) {
    const chosen = every > 0 ? last + every : Number.POSITIVE_INFINITY;
    last = last < market.shutdownMonth ? Math.min(chosen, market.shutdownMonth) : chosen;
    for (let month = Math.max(1, Math.ceil(last)); month <= end; month += 1) {
      into[offset + month] = (into[offset + month] ?? 0) + it.retrainUsd;
    }
  }
}
