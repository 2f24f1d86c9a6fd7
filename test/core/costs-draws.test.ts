import { beforeAll, describe, expect, it } from 'vitest';
import {
  certain,
  drawing,
  drawingInto,
  drawsOf,
  type Estimate,
  normals,
  quantile,
  type Spread,
  twoPiece,
  twoPieceShare,
  uniforms,
} from '../../src/core/costs/estimate.ts';
import type { Scenario } from '../../src/core/costs/scenario.ts';
import { breakEvenRange, cheapestShares, paidRanges, totalRange, simulate } from '../../src/core/costs/simulate.ts';
import { tornado } from '../../src/core/costs/tornado.ts';
import { option, pricesIn, reportIn, scenarioIn } from './costs-book.ts';

const z90 = 1.281_551_565_544_6;
const many = 200_000;

/** Many draws, sorted. */
function drawn(next: () => number, count = many): Float64Array {
  return Float64Array.from({ length: count }, next).sort();
}
const lognormal = (middle: number, s: number): Estimate => ({
  p10: middle * Math.exp(-s * z90),
  p50: middle,
  p90: middle * Math.exp(s * z90),
});
const of = (name: string, estimate: Estimate, spread: Spread = 'positive', seed = 1): (() => number) =>
  drawsOf({ estimate, spread, name }, seed);

const related = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / a.length;

describe('a drawn number', () => {
  it.each<[string, Estimate, Spread]>([
    ['skewed', { p10: 100, p50: 1000, p90: 20_000 }, 'positive'],
    ['skewed to the left', { p10: 1, p50: 3, p90: 4 }, 'positive'],
    ['with nothing as P10', { p10: 0, p50: 500, p90: 3000 }, 'positive'],
    ['a share', { p10: 0.15, p50: 0.3, p90: 0.6 }, 'share'],
    ['a share with an end at 1', { p10: 0.4, p50: 0.9, p90: 1 }, 'share'],
    ['growth', { p10: 0, p50: 0, p90: 0.08 }, 'growth'],
    ['shrinking', { p10: -0.3, p50: -0.1, p90: 0.05 }, 'growth'],
  ])('that is %s has the P10, P50 and P90 it was given', (_, estimate, spread) => {
    const values = drawn(of('x', estimate, spread));
    for (const [share, wanted] of [
      [0.1, estimate.p10],
      [0.5, estimate.p50],
      [0.9, estimate.p90],
    ] as const) {
      expect(Math.abs(quantile(values, share) - wanted)).toBeLessThan(
        0.03 * Math.max(Math.abs(wanted), estimate.p90 - estimate.p10),
      );
    }
  });

  it('at a score is middle × e^(s z), with the spread of its side', () => {
    const estimate = { p10: 100, p50: 1000, p90: 20_000 };
    for (const [score, value] of [
      [-z90, 100],
      [0, 1000],
      [z90, 20_000],
      [2 * z90, 400_000],
    ] as const) {
      expect(twoPiece(estimate, score) / value).toBeCloseTo(1, 9);
      expect(drawing(estimate, 'positive')(score) / value).toBeCloseTo(1, 9);
    }
  });

  it('that is a share stays within 0 and 1 however far out', () => {
    for (const estimate of [
      { p10: 0.1, p50: 0.5, p90: 0.99 },
      { p10: 0, p50: 0.5, p90: 1 },
    ])
      for (const score of [-8, -1, 0, 1, 8]) {
        expect(twoPieceShare(estimate, score)).toBeGreaterThanOrEqual(0);
        expect(twoPieceShare(estimate, score)).toBeLessThanOrEqual(1);
      }
  });

  it('is finite however wide its range', () => {
    for (const estimate of [
      { p10: 5e-324, p50: 1e12, p90: 1e12 },
      { p10: 0, p50: 5e-324, p90: 1e12 },
    ])
      for (const score of [-8, 0, 8]) expect(Number.isFinite(drawing(estimate, 'positive')(score))).toBe(true);
  });
});

it.each<Spread>(['positive', 'share', 'growth'])(
  'draws written into a list are those drawn one by one: %s',
  (spread) => {
    const named = { estimate: { p10: 0.1, p50: 0.3, p90: 0.8 }, spread, name: 'one' };
    const next = drawsOf(named, 7);
    const write = drawingInto(named, 7);
    const rows = new Float64Array(3 * 17);
    for (let time = 0; time < 4; time += 1) {
      write(rows, 1, 3);
      expect(rows.filter((_, at) => at % 3 === 1)).toEqual(Float64Array.from({ length: 17 }, next));
      expect(rows.filter((_, at) => at % 3 !== 1).every((one) => one === 0)).toBe(true);
    }
  },
);

describe('normal numbers', () => {
  it('have mean 0, deviation 1, and as much beyond 2 as they should', () => {
    const values = drawn(normals(uniforms(3)));
    const mean = values.reduce((sum, one) => sum + one, 0) / many;
    const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / many;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(values.filter((one) => one > 2).length / many / 0.02275).toBeCloseTo(1, 1);
  });

  it('of two names are not related, and one after the other neither', () => {
    const [one, other] = ['a', 'b'].map((name) => {
      const next = of(name, lognormal(1, 1));
      return Array.from({ length: 20_000 }, () => Math.log(next()));
    }) as [number[], number[]];
    expect(Math.abs(related(one, other))).toBeLessThan(0.03);
    expect(Math.abs(related(one, one.slice(1)))).toBeLessThan(0.03);
    expect(related(one, one)).toBeGreaterThan(0.95);
  });
});

describe('draws against closed forms, within 3 %', () => {
  const [a, b] = [
    { middle: 100, s: 0.6 },
    { middle: 160, s: 0.9 },
  ];
  const pair = (): readonly [() => number, () => number] => [
    of('a', lognormal(a.middle, a.s)),
    of('b', lognormal(b.middle, b.s)),
  ];

  it('the product of two lognormals is one', () => {
    const [x, y] = pair();
    const s = Math.hypot(a.s, b.s);
    const values = drawn(() => x() * y());
    for (const [share, z] of [
      [0.1, -z90],
      [0.5, 0],
      [0.9, z90],
    ] as const)
      expect(Math.abs(quantile(values, share) / (a.middle * b.middle * Math.exp(s * z)) - 1)).toBeLessThan(0.03);
  });

  it('the mean and the variance of a sum are the sums', () => {
    const [x, y] = pair();
    const values = drawn(() => x() + y());
    const mean = ({ middle, s }: typeof a): number => middle * Math.exp((s * s) / 2);
    const variance = (one: typeof a): number => mean(one) ** 2 * (Math.exp(one.s * one.s) - 1);
    const found = values.reduce((sum, one) => sum + one, 0) / many;
    const spread = values.reduce((sum, one) => sum + (one - found) ** 2, 0) / many;
    expect(Math.abs(found / (mean(a) + mean(b)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(Math.sqrt(spread / (variance(a) + variance(b))) - 1)).toBeLessThan(0.03);
  });

  it('one is less than another as often as the normal of their logarithms says', () => {
    const [x, y] = pair();
    let wins = 0;
    for (let draw = 0; draw < many; draw += 1) if (x() < y()) wins += 1;
    // Φ((ln 160 − ln 100) / √(0.6² + 0.9²)) = Φ(0.43452)
    expect(Math.abs(wins / many / 0.668_04 - 1)).toBeLessThan(0.03);
  });

  it('two numbers multiply to less than the ends of their ranges do', () => {
    const ranges = [
      { p10: 2, p50: 6, p90: 18 },
      { p10: 30, p50: 60, p90: 120 },
    ];
    const [x, y] = ranges.map((range, at) => of(String(at), range)) as [() => number, () => number];
    const values = drawn(() => x() * y());
    const s = Math.hypot(Math.log(3), Math.log(2));
    expect(Math.abs(quantile(values, 0.1) / (360 * Math.exp(-s)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(quantile(values, 0.9) / (360 * Math.exp(s)) - 1)).toBeLessThan(0.03);
    // Interval arithmetic would say 60 to 2,160; the draws say 98 to 1,320.
    expect(Math.abs(quantile(values, 0.1) / 98 - 1)).toBeLessThan(0.03);
    expect(Math.abs(quantile(values, 0.9) / 1320 - 1)).toBeLessThan(0.03);
  });

  it('the lines PremAI adds up by their ends come to 508 to 2,466 a month', () => {
    const lines = [
      [50, 500],
      [15, 70],
      [200, 2000],
      [50, 200],
    ].map(([low = 0, high = 0], at) => of(String(at), { p10: low, p50: Math.sqrt(low * high), p90: high }));
    const values = drawn(() => lines.reduce((sum, next) => sum + next(), 0));
    expect(Math.abs(quantile(values, 0.1) / 508 - 1)).toBeLessThan(0.03);
    expect(Math.abs(quantile(values, 0.9) / 2466 - 1)).toBeLessThan(0.03);
  });
});

/** Only what is given costs anything. */
const bare = {
  cash_only: true,
  tuning: { evaluation_usd: 0 },
  corpus: { tokens: 0 },
  workload: {
    queries_per_day: 1000,
    growth_per_month: 0,
    calls_per_query: 1,
    tokens: { system: 0, few_shot: 0, user: 0, retrieved: 1000, output: 0, system_after_tuning: 0 },
  },
  rag: {
    embed_usd_per_mtok: 0,
    rerank_usd_per_query: 0,
    orchestration_usd_per_month: 0,
    vector_db: { usd_per_month: 0 },
  },
  models: { prompt: { input: 1, output: 1 }, rag: { input: 1, output: 1 }, 'long-context': { input: 1, output: 1 } },
} as const;

describe('a simulation', () => {
  it('of one lognormal number has its quantiles, times the rest', () => {
    const given = { ...bare, workload: { ...bare.workload, queries_per_day: { p10: 200, p50: 1000, p90: 5000 } } };
    const range = totalRange(simulate(scenarioIn(given)), 'rag')!;
    const year = 0.001 * 30 * 12;
    for (const [found, wanted] of [
      [range.p10, 200],
      [range.p50, 1000],
      [range.p90, 5000],
    ] as const)
      expect(Math.abs(found / (wanted * year) - 1)).toBeLessThan(0.03);
  });

  it('says how often one option is cheaper than another as the closed form does', () => {
    const tokens = {
      ...bare.workload.tokens,
      few_shot: { p10: 500, p50: 900, p90: 1620 },
      retrieved: { p10: 400, p50: 1000, p90: 2500 },
    };
    const simulation = simulate(scenarioIn({ ...bare, workload: { ...bare.workload, tokens } }));
    const shares = cheapestShares(simulation, ['prompt', 'rag']);
    // Few-shot against retrieved tokens at one price: Φ(ln(1000 / 900) / √(s₁² + s₂²)), s = ln(P90 / P50) / 1.28155
    const s = [Math.log(1.8) / z90, Math.log(2.5) / z90];
    const z = Math.log(1000 / 900) / Math.hypot(s[0]!, s[1]!);
    const phi = 0.5 + z / Math.sqrt(2 * Math.PI) - z ** 3 / (6 * Math.sqrt(2 * Math.PI));
    expect(Math.abs(shares.get('prompt')! / phi - 1)).toBeLessThan(0.03);
  });

  it('pays setup first and comes to the totals at the end', () => {
    const scenario = scenarioIn({ workload: { queries_per_day: 500 } });
    const simulation = simulate(scenario, 400);
    const { options, paid, totals, months, draws } = simulation;
    for (let at = 0; at < draws * options.length; at += 1) {
      if (!Number.isFinite(totals[at])) continue;
      expect(paid[at * (months + 1) + months]! / totals[at]!).toBeCloseTo(1, 9);
      for (let month = 1; month <= months; month += 1)
        expect(paid[at * (months + 1) + month]).toBeGreaterThanOrEqual(paid[at * (months + 1) + month - 1]!);
    }
    expect(paidRanges(simulation, 'rag')).toHaveLength(13);
  });

  it('needs one draw where nothing is uncertain', () => {
    expect(simulate(scenarioIn(bare)).draws).toBeGreaterThan(1);
    const { draws, totals, options } = simulate({ ...scenarioIn(bare), uncertain: [] });
    expect(draws).toBe(1);
    expect(totals[options.indexOf('rag')]).toBeCloseTo(360, 9);
  });

  it('gives no range to an option that never fits', () => {
    const models = { 'long-context': { input: 1, output: 1, context_window: 1000 } };
    const simulation = simulate(scenarioIn({ corpus: { tokens: 1e6 }, models }), 100);
    expect(totalRange(simulation, 'long-context')).toBeUndefined();
    expect(cheapestShares(simulation).get('long-context')).toBe(0);
    expect(breakEvenRange(simulation, 'rag', 'long-context')).toEqual({
      p10: undefined,
      p50: undefined,
      p90: undefined,
      never: 1,
    });
  });
});

describe('the range of a break-even', () => {
  it('is that of setup over savings, within 3 %, beyond the horizon too', () => {
    // RAG pays $300 a month more, tuning pays W weeks at $1,000: months = W · 1000 / 300, lognormal.
    const given = {
      ...bare,
      cash_only: false,
      people: {
        usd_per_week: 1000,
        weeks: { rag: 0, 'fine-tune': lognormal(3, 0.5), prompt: 0, 'long-context': 0, hybrid: 0, classifier: 0 },
        upkeep_days_per_month: { rag: 0, 'fine-tune': 0, prompt: 0, 'long-context': 0, hybrid: 0, classifier: 0 },
        weeks_per_retrain: 0,
      },
      rag: { ...bare.rag, orchestration_usd_per_month: 270 },
      models: { ...bare.models, 'fine-tune': { input: 1, output: 1 } },
      tuning: {
        evaluation_usd: 0,
        examples: 0,
        runs: 0,
        refresh_months: 0,
        train_usd_per_mtok: 0,
        serving: { hosting_usd_per_hour: 0 },
      },
    };
    const { p10, p50, p90, never } = breakEvenRange(simulate(scenarioIn(given)), 'rag', 'fine-tune');
    for (const [found, weeks] of [
      [p10, lognormal(3, 0.5).p10],
      [p50, 3],
      [p90, lognormal(3, 0.5).p90],
    ] as const)
      expect(Math.abs(found! / ((weeks * 1000) / 300) - 1)).toBeLessThan(0.03);
    expect(p90).toBeGreaterThan(12);
    expect(never).toBe(0);
  });
});

describe('the tornado', () => {
  let scenario: Scenario;
  let swings: ReturnType<typeof tornado>;
  beforeAll(() => {
    scenario = scenarioIn({});
    swings = tornado(scenario, 'rag', ['prompt', 'rag', 'fine-tune']);
  });

  it('moves one number at a time to P10 and P90 and leaves the rest at P50, the farthest first', () => {
    for (const { input, low, high } of swings.slice(0, 6)) {
      const at = (end: 'p10' | 'p90'): number => {
        const keys = input.split('.');
        const value = scenario.estimates.get(input)![end];
        const tree = keys.reduceRight<unknown>((node, key) => ({ [key]: node }), value);
        return option(pricesIn(tree), 'rag').total;
      };
      expect([low, high]).toEqual([expect.closeTo(at('p10'), 6), expect.closeTo(at('p90'), 6)]);
    }
    const widths = swings.map(({ low, high }) => Math.abs(high - low));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });

  it('finds the value from which another option is the cheapest', () => {
    const among = ['rag', 'fine-tune'] as const;
    const found = tornado(scenarioIn({ workload: { queries_per_day: 20_000 } }), 'rag', among).filter(
      ({ flipsAt }) => flipsAt !== undefined,
    );
    expect(found.length).toBeGreaterThan(0);
    for (const { input, flipsAt } of found) {
      const winner = (value: number): string | undefined => {
        const tree = input.split('.').reduceRight<unknown>((node, key) => ({ [key]: node }), value);
        const { workload = {}, ...rest } = tree as Record<string, object>;
        const costs = pricesIn({ ...rest, workload: { queries_per_day: 20_000, ...workload } });
        return among.toSorted((a, b) => option(costs, a).total - option(costs, b).total)[0];
      };
      if (input.startsWith('people.weeks.') || input === 'tuning.examples') continue;
      expect(winner(flipsAt! * 0.999)).not.toBe(winner(flipsAt! * 1.001));
    }
  });

  it('leaves a certain number out', () => {
    const one = reportIn({ workload: { queries_per_day: 500 } });
    expect(one.tornado.map(({ input }) => input)).not.toContain('workload.queries_per_day');
    expect(certain(5)).toEqual({ p10: 5, p50: 5, p90: 5 });
  });
});

describe('a quantile', () => {
  it('lies between its neighbours, and is not lost beside an infinite one', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
    expect(quantile([1, Infinity, Infinity], 0.5)).toBe(Infinity);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
