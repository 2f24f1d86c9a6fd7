import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakEvenMonth, breakEvenQueriesPerDay } from '../../src/core/costs/formulas/totals.ts';
import { kernelsOn } from '../../src/core/costs/kernel.ts';
import { fill, leaves, numbersOf, placeOf, valuesOf } from '../../src/core/costs/numbers.ts';
import { cheapestShares, simulate } from '../../src/core/costs/simulate.ts';
import { pricesIn, reported, reportIn, scenarioIn } from './costs-book.ts';
import { inputs, texts, upTo } from './costs-draw.ts';
import { priceByText } from './costs-text.ts';

const names = ['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid', 'classifier'] as const;

const near = (found: number, wanted: number): boolean =>
  Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));

/** Queries a day from which tuning costs no more than long context. */
const tuningFrom = (given: unknown): number =>
  reportIn(given).break_even.find(({ from, to }) => from === 'long-context' && to === 'fine-tune')!.queries_per_day!;

const totalsOf = (given: unknown, option: (typeof names)[number]): readonly number[] => {
  const simulation = simulate(scenarioIn(given), 300);
  const at = simulation.options.indexOf(option);
  return Array.from(
    { length: simulation.draws },
    (_, draw) => simulation.totals[draw * simulation.options.length + at]!,
  );
};

describe('every number', () => {
  it('has a place of its own, and is written there and read from there by its path', () => {
    const paths = leaves.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const n = numbersOf(valuesOf(() => 0));
    fill(n, valuesOf(placeOf));
    const found = paths.map((path) => path.split('.').reduce<unknown>((node, key) => Object(node)[key], n));
    expect(found).toEqual(paths.map(placeOf));
    const pricesKept = numbersOf(valuesOf(() => -1));
    fill(pricesKept, valuesOf(placeOf), 0, false);
    expect(pricesKept.models.hybrid).toMatchObject({ input: -1, cache_write: -1 });
    expect(pricesKept.cache.ttl_seconds).toBe(placeOf('cache.ttl_seconds'));
  });
});

describe('prices at P50', () => {
  it('are what the text of the cost model says, for any workload that is given whole', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const costs = pricesIn(text);
        const expected = priceByText(text);
        for (const { option, setup, fixed, perQuery, total, monthly } of costs.options) {
          const wanted = expected[option];
          const queries = text.workload.queries_per_day * 30;
          expect.soft(near(setup, wanted.setup), `${option} setup ${setup} ${wanted.setup}`).toBe(true);
          expect.soft(near(fixed, wanted.fixed), `${option} fixed ${fixed} ${wanted.fixed}`).toBe(true);
          expect(near(perQuery, wanted.perQuery), `${option} per query ${perQuery} ${wanted.perQuery}`).toBe(true);
          expect(near(monthly, wanted.fixed + queries * wanted.perQuery)).toBe(true);
          expect(near(total, wanted.total), `${option} total ${total} ${wanted.total}`).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('are sums of the lines shown, and monthly is fixed and variable', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        for (const cost of pricesIn(given).options) {
          const sum = (per: string): number =>
            cost.lines.filter((line) => line.per === per).reduce((total, line) => total + line.usd, 0);
          expect(near(cost.setup, sum('once'))).toBe(true);
          expect(near(cost.monthly, sum('month'))).toBe(true);
          expect(near(cost.monthly, cost.fixed + cost.variable)).toBe(true);
        }
      }),
    );
  });

  it('add over the months, line by line, to the total that the draws are made with', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { middle: n, market, months } = scenarioIn(given);
        for (const kernel of kernelsOn(market)) {
          const paid = new Float64Array(months + 1);
          const total = kernel.total(n, paid);
          let sum = kernel.setup + kernel.retrains * kernel.retrainUsd;
          for (let month = 0; month < months; month += 1) {
            kernel.month(n, month);
            sum += kernel.fixed + kernel.queries * kernel.perQuery;
          }
          expect(near(total, sum)).toBe(true);
          expect(near(paid[months]!, total)).toBe(true);
          expect(paid[0]).toBe(kernel.setup);
        }
      }),
    );
  });

  it('never fall when volume rises', () => {
    fc.assert(
      fc.property(inputs, upTo(1e8), upTo(1e8), (given, one, other) => {
        const { middle: n, market } = scenarioIn(given);
        for (const kernel of kernelsOn(market)) {
          n.workload.queries_per_day = Math.min(one, other);
          const few = kernel.total(n);
          n.workload.queries_per_day = Math.max(one, other);
          expect(kernel.total(n)).toBeGreaterThanOrEqual(few * (1 - 1e-12));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never fall from one volume to the next over the whole range, at usual numbers', () => {
    const { middle: n, market } = scenarioIn({});
    const volumes = [0, ...Array.from({ length: 4000 }, (_, step) => 10 ** (-1 + (9 * step) / 4000))];
    for (const kernel of kernelsOn(market)) {
      const totals = volumes.map((volume) => {
        n.workload.queries_per_day = volume;
        return kernel.total(n);
      });
      const falls = totals.filter((total, at) => at > 0 && total < totals[at - 1]! * (1 - 1e-12));
      expect(falls).toEqual([]);
    }
  });

  it('are never dearer without people', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const [all, cash] = [pricesIn(given), pricesIn({ ...given, cash_only: true })];
        for (const [at, cost] of all.options.entries()) {
          const without = cash.options[at]!;
          expect(without.total).toBeLessThanOrEqual(cost.total);
          const people = without.lines.filter(({ bearer }) => bearer === 'people');
          expect(people.every(({ usd }) => usd === 0)).toBe(true);
        }
      }),
    );
  });

  it('per 1,000 queries are there exactly where there is traffic', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { options } = pricesIn(given);
        const queries = scenarioIn(given).middle.workload.queries_per_day;
        for (const { per1000, per1000AllIn, monthly, unavailable } of options) {
          const none = queries === 0 || unavailable !== undefined;
          expect([per1000 === undefined, per1000AllIn === undefined]).toEqual([none, none]);
          expect(none || near(per1000!, (1000 * monthly) / (queries * 30))).toBe(true);
        }
      }),
    );
  });
});

describe('break-even', () => {
  it('is the closed form where nothing grows and no price changes', () => {
    const steady = texts.map((text) => ({
      ...text,
      workload: { ...text.workload, growth_per_month: 0, queries_per_day: 1 + text.workload.queries_per_day },
      cache: { ...text.cache, storage_usd_per_mtok_hour: 0 },
      corpus: { ...text.corpus, updates_per_month: 0 },
      rag: { ...text.rag, vector_db: { usd_per_month: 100 } },
      tuning: { ...text.tuning, serving: { hosting_usd_per_hour: 1.7 }, refresh_months: 0 },
      classifier: { ...text.classifier, items_per_second: 1e12 },
    }));
    fc.assert(
      fc.property(steady, (text) => {
        const costs = new Map(pricesIn(text).options.map((cost) => [cost.option, cost]));
        for (const { from, to, month, queries_per_day } of reportIn(text).break_even) {
          const [a, b] = [costs.get(from)!, costs.get(to)!];
          const closed = breakEvenMonth(
            { setupUsd: a.setup, monthlyUsd: a.monthly },
            { setupUsd: b.setup, monthlyUsd: b.monthly },
          );
          // What differs by less than rounding breaks even at any month.
          if (Math.abs(a.monthly - b.monthly) < 1e-6 * a.monthly || Math.abs(a.setup - b.setup) < 1e-9 * a.setup)
            continue;
          expect(month === null).toBe(closed === undefined);
          expect(Math.abs((month ?? 0) - (closed ?? 0))).toBeLessThan(1e-6 * Math.max(1, closed ?? 0));
          const volume = breakEvenQueriesPerDay(
            { setupUsd: a.setup, fixedUsd: a.fixed, usdPerQuery: a.perQuery },
            { setupUsd: b.setup, fixedUsd: b.fixed, usdPerQuery: b.perQuery },
            text.horizon_months,
          );
          const within = volume !== undefined && (volume === 0 || (volume > 1e-6 && volume < 1e8));
          expect(!within || Math.abs(queries_per_day! - volume) <= 1e-6 * volume).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is never for what starts level and costs more each month and with each query', () => {
    const { break_even } = reportIn({
      cash_only: true,
      corpus: { tokens: 10_000 },
      workload: { growth_per_month: 0, tokens: { few_shot: 0 } },
      models: { prompt: { input: 1, output: 5 }, 'long-context': { input: 1, output: 5 } },
    });
    const between = (one: string, other: string) => break_even.find(({ from, to }) => from === one && to === other);
    expect(between('prompt', 'long-context')).toMatchObject({ month: null, queries_per_day: null });
    expect(between('prompt', 'long-context')?.range).toMatchObject({ p10: null, never: 1 });
    expect(between('long-context', 'prompt')).toMatchObject({ month: 0, queries_per_day: 0, range: { p90: 0 } });
  });

  it('at any volume is for who is ahead at all of them, at none for who is ahead with few queries alone', () => {
    const given = {
      workload: { growth_per_month: 0 },
      corpus: { tokens: 100_000 },
      models: { 'long-context': { input: 1, output: 5 }, rag: { input: 1, output: 5 } },
    };
    const { break_even } = reportIn(given);
    const between = (one: string, other: string) => break_even.find(({ from, to }) => from === one && to === other);
    expect(between('long-context', 'rag')!.queries_per_day).toBeGreaterThan(0);
    expect(between('rag', 'long-context')!.queries_per_day).toBeNull();
  });

  it('counts a retrain as an even cost, the one a shutdown forces included', () => {
    const base = {
      cash_only: true,
      start: '2026-12-01',
      tuning: { refresh_months: 0, examples: 4000, usd_per_example: 3 },
    };
    const forced = { ...base, tuning: { ...base.tuning, base_shutdown: '2027-06-01' } };
    expect(tuningFrom(forced)).toBeGreaterThan(tuningFrom(base) * 1.05);
  });
});

describe('a report', () => {
  it('holds nothing JSON cannot say, and reads back as it was', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const report = reportIn(given);
        const faults: string[] = [];
        const look = (node: unknown, path: string): void => {
          if (node === undefined || (typeof node === 'number' && (!Number.isFinite(node) || Object.is(node, -0))))
            faults.push(`${path} ${String(node)}`);
          else if (typeof node === 'object' && node !== null)
            for (const [key, value] of Object.entries(node)) look(value, `${path}.${key}`);
        };
        look(report, '');
        expect(faults).toEqual([]);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
      { numRuns: 15 },
    );
  });

  it('is the same to the byte for the same input', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        expect(JSON.stringify(reportIn(given))).toBe(JSON.stringify(reportIn(structuredClone(given))));
      }),
      { numRuns: 8 },
    );
  });

  it('has P10 ≤ P50 ≤ P90 and shares that add up to 1', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const priced = Object.values(reportIn(given).options).filter((one) => 'total' in one);
        for (const { total } of priced) {
          expect(total.p10).toBeLessThanOrEqual(total.p50);
          expect(total.p50).toBeLessThanOrEqual(total.p90);
        }
        expect(priced.reduce((sum, one) => sum + one.cheapest_share, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 15 },
    );
  });

  it('without an uncertain number has one value for P10, P50 and P90, the total of the prices', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const report = reportIn(text);
        for (const { option, total, unavailable } of pricesIn(text).options) {
          if (unavailable !== undefined) continue;
          const { total: range } = reported(report, option);
          expect(range.p10).toBe(range.p90);
          expect(near(range.p50, total)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('draws', () => {
  it('repeat with the seed, and not with another', () => {
    const [seeded, again, other] = [7, 7, 8].map((seed) => totalsOf({ seed }, 'rag'));
    expect(again).toEqual(seeded);
    expect(other).not.toEqual(seeded);
  });

  it.each([
    ['the classifier’s labels', 'rag', { classifier: { labels: 9999 } }],
    ['what tuning costs', 'rag', { tuning: { examples: { p10: 1, p50: 10, p90: 20 }, runs: 1 } }],
    [
      'a reranker and the weeks of RAG',
      'fine-tune',
      { rag: { rerank_usd_per_query: 0.5 }, people: { weeks: { rag: 100 } } },
    ],
    ['passages', 'long-context', { workload: { tokens: { retrieved: { p10: 1, p50: 2, p90: 3 } } } }],
    ['the knowledge', 'fine-tune', { corpus: { tokens: 5 } }],
  ] as const)('of an option do not change with %s when it has no part in it (%s)', (_, option, given) => {
    expect(totalsOf(given, option)).toEqual(totalsOf({}, option));
  });

  it('share the numbers that options share: what both pay alike cancels out', () => {
    const same = { input: 1, output: 5 };
    const free = { usd_per_month: 0 };
    const scenario = scenarioIn({
      models: { rag: same, prompt: same },
      people: { weeks: { prompt: 1, rag: 1 }, upkeep_days_per_month: { prompt: 1, rag: 1 } },
      workload: { tokens: { few_shot: 0, retrieved: 0 } },
      rag: { vector_db: free, orchestration_usd_per_month: 0, embed_usd_per_mtok: 0, rerank_usd_per_query: 0 },
    });
    const { totals, options, draws } = simulate(scenario, 500);
    expect(scenario.uncertain.length).toBeGreaterThan(20);
    for (let draw = 0; draw < draws; draw += 1) {
      const of = (option: (typeof names)[number]) => totals[draw * options.length + options.indexOf(option)]!;
      expect(near(of('prompt') / of('rag'), 1)).toBe(true);
    }
  });

  it('give the shares of those among whom one chooses, and they add up to 1', () => {
    const simulation = simulate(scenarioIn({}), 2000);
    const among = ['prompt', 'fine-tune'] as const;
    const shares = cheapestShares(simulation, among);
    expect([...shares].filter(([option, share]) => share > 0 && !among.some((one) => one === option))).toEqual([]);
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});
