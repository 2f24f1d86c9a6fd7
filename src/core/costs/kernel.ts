import { hitRate } from './formulas/prompting.ts';
import { daysPerMonth } from './formulas/units.ts';
import type { Market } from './market.ts';
import { type CostOption, type Numbers } from './numbers.ts';
import { pricedOptions } from './options/index.ts';
import { arrivalsPerDailyQuery, type Machine, type Months, type Per, Sums } from './options/option.ts';

/** Computes totals of one option again and again without making anything. */
export interface Kernel {
  readonly id: CostOption;
  readonly machine: Machine;
  /** $ once. */
  setup: number;
  /** Of the month computed last by `month`: $ that do not follow each query, $ per query, queries. */
  fixed: number;
  perQuery: number;
  queries: number;
  /** $ for one retraining, and how many fall into the horizon. */
  retrainUsd: number;
  retrains: number;
  /** $ in the first month; of the total computed last. */
  firstMonth: number;
  /** $ a month from the last month of the horizon on, with retrains as an even cost; of the total computed last. */
  onwards: number;
  /** 0 when a request does not fit the model or the model cannot be had. */
  available: number;
  /** Computes one month, counted from 0, line by line. */
  month(n: Numbers, month: number): void;
  /**
   * $ over the horizon. With `into` also what was paid by the end of each month, setup first, from `offset` on. `months` where the
   * traffic of these numbers is known already.
   */
  total(n: Numbers, into?: Float64Array, offset?: number, months?: Months): number;
}

/** The kernels of options on a market, all of them unless said. */
export function kernelsOn(market: Market, among?: readonly CostOption[]): readonly Kernel[] {
  const traffic = new Traffic(market);
  const wanted = among === undefined ? pricedOptions : pricedOptions.filter(({ id }) => among.includes(id));
  return wanted.map((option) => kernel(option.on(market), market, traffic));
}

/** The queries of each month and how many of them find a prefix cached, which are the same for all options. */
export class Traffic {
  months = monthsFor(0);
  #growth = Number.NaN;
  #arrivals = Number.NaN;
  readonly #hitRateGiven: boolean;

  constructor({ hitRateGiven }: Market) {
    this.#hitRateGiven = hitRateGiven;
  }

  follow(n: Numbers): Months {
    const { queries_per_day: first, growth_per_month: growth } = n.workload;
    const count = Math.ceil(n.horizon_months);
    const arrivals = this.#hitRateGiven ? n.cache.hit_rate : arrivalsPerDailyQuery(n);
    if (this.months.usd.length !== count) this.months = monthsFor(count);
    else if (this.months.queriesPerDay[0] === first && this.#growth === growth && this.#arrivals === arrivals)
      return this.months;
    const { queriesPerDay, hits } = this.months;
    this.#growth = growth;
    this.#arrivals = arrivals;
    this.months.different = growth === 0 ? Math.min(1, count) : count;
    let perDay = first;
    for (let month = 0; month < this.months.different; month += 1) {
      queriesPerDay[month] = perDay;
      hits[month] = this.#hitRateGiven ? arrivals : hitRate(perDay * arrivals);
      perDay *= 1 + growth;
    }
    return this.months;
  }
}

const monthsFor = (count: number): Months => ({
  queriesPerDay: new Float64Array(count),
  hits: new Float64Array(count),
  usd: new Float64Array(count),
  different: count,
});

function kernel(machine: Machine, market: Market, traffic: Traffic): Kernel {
  const { id, lines, facts } = machine;
  const byVolume = (per: Per): readonly number[] =>
    lines.flatMap((line, place) => (line.per === per && line.byVolume === true ? [place] : []));
  const [fixedByVolume, eachByVolume] = [byVolume('month'), byVolume('query')];
  const sums = new Sums();
  const chat = id === 'classifier' ? undefined : market.chat[id];
  const schedule = chat?.schedule;
  const [requests, retrains] = ['fits' in facts, 'retrains' in facts];
  const gone = chat?.gone !== undefined;

  const compute = (n: Numbers, month: number): void => {
    const prices = schedule?.[month];
    if (prices !== undefined && id !== 'classifier') {
      const model = n.models[id];
      model.input = prices.input;
      model.output = prices.output;
      model.cache_read = prices.cache_read;
      model.cache_write = prices.cache_write;
    }
    machine.compute(n);
    machine.sums(n, sums);
    it.setup = sums.once;
    it.retrainUsd = sums.retrain;
    if (retrains) it.retrains = facts['retrains'] ?? 0;
    if (requests) it.available = gone || facts['fits'] === 0 ? 0 : 1;
  };

  const amounts = (which: readonly number[], n: Numbers): number =>
    which.reduce((usd, place) => usd + machine.amount(place, n), 0);

  const it: Kernel = {
    id,
    machine,
    setup: 0,
    fixed: 0,
    perQuery: 0,
    queries: 0,
    retrainUsd: 0,
    retrains: 0,
    firstMonth: 0,
    onwards: 0,
    available: 1,
    month(n, month) {
      const queriesPerDay = n.workload.queries_per_day * (1 + n.workload.growth_per_month) ** month;
      compute(n, month);
      machine.volume(n, queriesPerDay);
      it.fixed = sums.month + amounts(fixedByVolume, n);
      it.perQuery = sums.query + amounts(eachByVolume, n);
      it.queries = queriesPerDay * daysPerMonth;
    },
    total(n, into, offset = 0, months = traffic.follow(n)) {
      const { queriesPerDay, usd, different } = months;
      let running = 0;
      let last = 0;
      if (schedule === undefined) {
        compute(n, 0);
        machine.months(n, months);
        const fixed = sums.month;
        const perDay = sums.query * daysPerMonth;
        const { setup } = it;
        for (let month = 0; month < usd.length; month += 1) {
          if (month < different) last = fixed + (usd[month] ?? 0) + (queriesPerDay[month] ?? 0) * perDay;
          if (month === 0) it.firstMonth = last;
          running += last;
          if (into !== undefined) into[offset + month + 1] = setup + running;
        }
      } else {
        for (let month = 0; month < usd.length; month += 1) {
          it.month(n, month);
          last = it.fixed + it.queries * it.perQuery;
          if (month === 0) it.firstMonth = last;
          running += last;
          if (into !== undefined) into[offset + month + 1] = it.setup + running;
        }
      }
      it.onwards = last + evenly(it, n);
      if (into !== undefined) {
        into[offset] = it.setup;
        if (it.retrains > 0) addRetrains(it, n, market, into, offset);
      }
      return it.setup + running + it.retrains * it.retrainUsd;
    },
  };
  return it;
}

/**
 * Retrains as an even monthly cost, `c / τ`, as the closed forms take them: their dates are plans, not promises. Never less than
 * what falls into the horizon, where a base model that stops forces one.
 */
export function evenly({ retrainUsd, retrains }: Kernel, n: Numbers): number {
  if (retrainUsd === 0) return 0;
  const { refresh_months: every } = n.tuning;
  return retrainUsd * Math.max(every > 0 ? 1 / every : 0, retrains / n.horizon_months);
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
