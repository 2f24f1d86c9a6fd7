import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { outlookOf, rivalsOf } from '../../src/core/costs/outlook.ts';
import type { Scenario } from '../../src/core/costs/scenario.ts';
import { cheapestShares, simulate, type Simulation } from '../../src/core/costs/simulate.ts';
import { book, pricesIn, option, reportIn, scenarioIn } from './costs-book.ts';
import { texts } from './costs-draw.ts';

/** RAG costs a setup of $6,000 once and $300 a month; nothing is uncertain. */
const steady = {
  cash_only: false,
  horizon_months: 12,
  workload: {
    queries_per_day: 0,
    growth_per_month: 0,
    calls_per_query: 1,
    tokens: { system: 0, few_shot: 0, user: 0, retrieved: 1000, output: 0, system_after_tuning: 0 },
  },
  corpus: { tokens: 0, updates_per_month: 0 },
  rag: {
    embed_usd_per_mtok: 0,
    rerank_usd_per_query: 0,
    orchestration_usd_per_month: 300,
    vector_db: { usd_per_month: 0 },
  },
  models: { rag: { input: 1, output: 1 } },
  tuning: { evaluation_usd: 0 },
  people: {
    usd_per_week: 1000,
    weeks: { rag: 6, prompt: 0, 'long-context': 0, 'fine-tune': 0, hybrid: 0, classifier: 0 },
    upkeep_days_per_month: { rag: 0, prompt: 0, 'long-context': 0, 'fine-tune': 0, hybrid: 0, classifier: 0 },
  },
} as const;
const withoutSetup = { ...steady, people: { ...steady.people, weeks: { ...steady.people.weeks, rag: 0 } } };

const paybackOf = (given: unknown, todayUsd: number): number | undefined => {
  const scenario = scenarioIn(given);
  const asked = { recommended: 'rag', shown: ['rag', 'prompt'], todayUsd } as const;
  return outlookOf(book, scenario, simulate(scenario, 200), asked).payback!.month;
};

describe('payback against what is paid today', () => {
  it.each<[string, unknown, number, number | undefined]>([
    ['is setup over savings', steady, 1300, 6],
    ['lies between the ends of months', steady, 2700, 2.5],
    ['falls on the last month', steady, 800, 12],
    ['goes on beyond the horizon as the last month', steady, 500, 30],
    ['is never where as much is paid as today', steady, 300, undefined],
    ['is never where more is paid than today', steady, 100, undefined],
    ['is at once where nothing has to be set up', withoutSetup, 400, 0],
    ['is at once where nothing changes at all', withoutSetup, 300, 0],
  ])('%s', (_, given, todayUsd, month) => {
    const found = paybackOf(given, todayUsd);
    expect(found === undefined ? undefined : Number(found.toFixed(9))).toBe(month);
  });

  it('is where as much has been paid as today’s bills come to, for any workload', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, tenths) => {
        const rag = option(pricesIn(text), 'rag');
        const todayUsd = (rag.total / text.horizon_months) * (tenths / 10);
        const scenario = scenarioIn(text);
        const { options, payback, months } = outlookOf(book, scenario, simulate(scenario, 1), {
          recommended: 'rag',
          shown: ['rag'],
          todayUsd,
        });
        const paid = options[0]!.paid.map(({ p50 }) => p50);
        const month = payback!.month;
        if (month === undefined || month === 0 || month > months) return;
        const [before, after] = [paid[Math.floor(month)]!, paid[Math.ceil(month)]!];
        const then = before + (after - before) * (month - Math.floor(month));
        expect(Math.abs(then / (month * todayUsd) - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('is not known where the recommended option cannot be had, nor said where nobody said what is paid', () => {
    const given = {
      ...steady,
      models: { 'long-context': { input: 1, output: 1, context_window: 10 } },
      corpus: { tokens: 1e6 },
    };
    const scenario = scenarioIn(given);
    const asked = { recommended: 'long-context', shown: ['rag', 'long-context'] } as const;
    const of = (todayUsd?: number) => outlookOf(book, scenario, simulate(scenario, 50), { ...asked, todayUsd });
    expect(of(1000).payback).toEqual({ todayUsd: 1000, month: undefined });
    expect(of().payback).toBeUndefined();
    expect(of().options.map((one) => one.option)).toEqual(['rag']);
  });
});

describe('an outlook', () => {
  let scenario: Scenario;
  let simulation: Simulation;
  beforeAll(() => {
    scenario = scenarioIn({});
    simulation = simulate(scenario, 300);
  });
  const shown = ['prompt', 'rag', 'long-context', 'fine-tune'] as const;

  it('counts as rivals what does the same job, and gives shares to no others', () => {
    expect(rivalsOf('rag')).toEqual(['long-context', 'rag', 'hybrid']);
    expect(rivalsOf('prompt')).toEqual(['prompt', 'fine-tune', 'classifier']);
    const { options } = outlookOf(book, scenario, simulation, { recommended: 'rag', shown });
    const share = (option: string) => options.find((one) => one.option === option)!.cheapestShare;
    expect([share('prompt'), share('fine-tune')]).toEqual([0, 0]);
    expect(share('rag') + share('long-context')).toBeCloseTo(1, 9);
  });

  it('tells of every other option when the recommended one has overtaken it, and of itself nothing', () => {
    const { options } = outlookOf(book, scenario, simulation, { recommended: 'rag', shown });
    const { break_even } = reportIn({});
    for (const { option, overtaken } of options) {
      const even = break_even.find(({ from, to }) => from === option && to === 'rag');
      expect(overtaken?.month ?? null).toBe(even?.month ?? null);
      expect(overtaken === undefined).toBe(option === 'rag');
    }
  });

  it('names the numbers that move it most by their words and units, eight at most', () => {
    const { swings } = outlookOf(book, scenario, simulation, { recommended: 'rag', shown });
    expect(swings).toHaveLength(8);
    for (const { label, unit } of swings) expect([label, unit]).not.toContain('');
  });
});

const price = { input: 1, output: 5 };
/** A prompt and long context cost the same. */
const alike = {
  cash_only: true,
  corpus: { tokens: 0 },
  workload: { growth_per_month: 0, tokens: { few_shot: 0 } },
  models: { prompt: price, 'long-context': price },
};

describe('the share of draws in which an option is the cheapest', () => {
  it('goes to the lower rung where two cost alike, and to nobody where nobody may be had', () => {
    const same = simulate(scenarioIn(alike), 100);
    const among = cheapestShares(same, ['long-context', 'prompt']);
    expect([among.get('prompt'), among.get('long-context')]).toEqual([1, 0]);
    expect([...cheapestShares(same, []).values()]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

const given = (queries_per_day: number) => ({
  workload: { queries_per_day, growth_per_month: 0 },
  tuning: { refresh_months: 0 },
});

describe('the volume from which an option costs no more', () => {
  it('is none for who is ahead with few queries and behind with many', () => {
    const { break_even } = reportIn({ corpus: { tokens: 100_000 }, workload: { growth_per_month: 0 } });
    const between = (one: string, other: string) => break_even.find(({ from, to }) => from === one && to === other)!;
    expect(between('long-context', 'rag').queries_per_day).toBeGreaterThan(0);
    expect(between('rag', 'long-context').queries_per_day).toBeNull();
    expect(between('rag', 'prompt').queries_per_day).toBe(0);
    expect(between('prompt', 'rag').queries_per_day).toBeNull();
  });

  it('is any where two cost alike', () => {
    const { break_even } = reportIn(alike);
    const between = (one: string, other: string) => break_even.find(({ from, to }) => from === one && to === other)!;
    expect(between('prompt', 'long-context')).toMatchObject({ month: 0, queries_per_day: 0 });
    expect(between('long-context', 'prompt')).toMatchObject({ month: 0, queries_per_day: 0 });
  });

  it('is where the totals cross', () => {
    const found = reportIn(given(1000)).break_even.filter(({ queries_per_day: from }) => from !== null && from > 0);
    expect(found.length).toBeGreaterThan(4);
    for (const { from, to, queries_per_day } of found) {
      const gap = (share: number): number => {
        const costs = pricesIn(given(queries_per_day! * share));
        return option(costs, to).total - option(costs, from).total;
      };
      expect(gap(1 - 1e-6)).toBeGreaterThan(0);
      expect(gap(1 + 1e-6)).toBeLessThanOrEqual(0);
    }
  });
});
