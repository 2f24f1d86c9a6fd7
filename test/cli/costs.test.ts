import { describe, expect, it } from 'vitest';
import type { CostReport } from '../../src/core/costs/report.ts';
import { lineOf, option, reports } from './costs-kit.ts';

/** PremAI's workload: 500 retrieved tokens, $200 of answers against 50 tokens, $80 of answers. Nothing else costs anything. */
const premai = ({
  queries = 10_000,
  retrieved = 500,
  fixed = 150,
  serving = 200,
  upfront = 0,
}: Readonly<Partial<Record<'queries' | 'retrieved' | 'fixed' | 'serving' | 'upfront', number>>> = {}) => ({
  cash_only: true,
  workload: {
    queries_per_day: queries,
    growth_per_month: 0,
    calls_per_query: 1,
    tokens: { system: 0, few_shot: 0, user: 0, retrieved, output: 200 / 3, system_after_tuning: 50 },
  },
  models: { rag: { input: 2.5, output: 10 }, 'fine-tune': { input: 2.5, output: 4 } },
  rag: {
    embed_usd_per_mtok: 0,
    rerank_usd_per_query: 0,
    orchestration_usd_per_month: 0,
    vector_db: { usd_per_month: fixed },
  },
  tuning: {
    examples: upfront > 0 ? 1 : 0,
    usd_per_example: upfront,
    runs: 0,
    evaluation_usd: 0,
    refresh_months: 0,
    serving: { hosting_usd_per_hour: serving / 720 },
  },
});

const bare = { cash_only: true, tuning: { evaluation_usd: 0 } };

const cached = (hit_rate: number | undefined, cache_write: number, more: object = {}) => ({
  cash_only: true,
  workload: {
    queries_per_day: 1000,
    active_hours_per_day: 10,
    growth_per_month: 0,
    calls_per_query: 1,
    tokens: { system: 0, user: 0, output: 0, retrieved: 500 },
  },
  corpus: { tokens: 100_000, updates_per_month: 0 },
  models: { 'long-context': { input: 2, output: 10, cache_read: 0.2, cache_write }, rag: { input: 2, output: 10 } },
  cache: { ttl_seconds: 300, ...(hit_rate !== undefined && { hit_rate }) },
  rag: { rerank_usd_per_query: 0 },
  ...more,
});

const indexed = (product: string) => ({
  ...bare,
  workload: { queries_per_day: 100_000, growth_per_month: 0 },
  corpus: { tokens: 350_000_050, chunk_tokens: 400, overlap_tokens: 50, changed_share_per_month: 0.08 },
  rag: { embed_usd_per_mtok: 0.02, vector_db: { product, dimensions: 1536, metadata_bytes: 2000 } },
});

const trained = (tuning: object) => ({
  ...bare,
  start: '2026-12-01',
  tuning: {
    ...bare.tuning,
    examples: 1000,
    usd_per_example: 4,
    tokens_per_example: 500,
    epochs: 2,
    validation_share: 0,
    runs: 3,
    train_usd_per_mtok: 10,
    new_examples_share: 0.25,
    ...tuning,
  },
});

const [all, none, dear, cheap, complete, most] = (await reports(
  premai(),
  premai({ serving: 0 }),
  premai({ queries: 100_000, retrieved: 16_133 + 1 / 3, fixed: 0 }),
  premai({ queries: 100_000, retrieved: 4133 + 1 / 3, fixed: 0 }),
  premai({ fixed: 150 + 15 + 50 }),
  premai({ fixed: 150 + 70 + 200 }),
)) as [CostReport, CostReport, CostReport, CostReport, CostReport, CostReport];

describe('the sums of PremAI, out of rag-or-ft costs --inputs', () => {
  it('are $375 for the passages, $200 for answers, $150 for the index: $725 a month, $2.42 per 1,000', () => {
    const rag = option(all, 'rag');
    expect(lineOf(rag, 'context')).toBeCloseTo(375, 6);
    expect(lineOf(rag, 'answer')).toBeCloseTo(200, 6);
    expect(rag.monthly).toMatchObject({ total: expect.closeTo(725, 6), fixed: 150, variable: expect.closeTo(575, 6) });
    expect(rag.per_1000).toEqual({
      marginal: expect.closeTo(575 / 300, 9),
      running: expect.closeTo(725 / 300, 9),
      all_in: expect.closeTo(725 / 300, 9),
    });
  });

  it('are $37.50, $80 and $200 after tuning: $317.50, or $117.50 where serving is paid per token', () => {
    const tuned = option(all, 'fine-tune');
    expect(lineOf(tuned, 'prompt')).toBeCloseTo(37.5, 6);
    expect(lineOf(tuned, 'answer')).toBeCloseTo(80, 6);
    expect(lineOf(tuned, 'hosting')).toBeCloseTo(200, 6);
    expect(tuned.monthly.total).toBeCloseTo(317.5, 6);
    expect(option(none, 'fine-tune').monthly.total).toBeCloseTo(117.5, 6);
  });

  it('are $790 to $995 with the two lines that were left out', () => {
    expect(option(complete, 'rag').monthly.total).toBeCloseTo(790, 6);
    expect(option(most, 'rag').monthly.total).toBeCloseTo(995, 6);
  });

  it('are $41 against $11 per 1,000 for 12,000 tokens more, $3,000 a day at 100,000', () => {
    expect(option(dear, 'rag').per_1000.running).toBeCloseTo(41, 6);
    expect(option(cheap, 'rag').per_1000.running).toBeCloseTo(11, 6);
    expect((option(dear, 'rag').monthly.total - option(cheap, 'rag').monthly.total) / 30).toBeCloseTo(3000, 6);
  });
});

const table = [
  [10_000, 5000, 200, 52.6],
  [10_000, 5000, 800, null],
  [10_000, 20_000, 200, 210],
  [10_000, 20_000, 800, null],
  [50_000, 5000, 200, 9.6],
  [50_000, 5000, 800, 13.1],
  [50_000, 20_000, 200, 38.3],
  [50_000, 20_000, 800, 52.3],
  [100_000, 5000, 200, 4.7],
  [100_000, 5000, 800, 5.5],
  [100_000, 20_000, 200, 18.9],
  [100_000, 20_000, 800, 21.8],
] as const;
const found = (await reports(...table.map(([queries, upfront, serving]) => premai({ queries, upfront, serving })))).map(
  ({ break_even }) => break_even.find(({ from, to }) => from === 'rag' && to === 'fine-tune'),
);

describe('weeks until tuning has paid off against RAG', () => {
  it.each(table.map((row, at) => [...row, at] as const))(
    'at %i a day, $%i upfront, $%i serving are %f',
    (_q, _u, _s, weeks, at) => {
      const month = found[at]!.month;
      const rounded = month === null ? null : Number(((month * 30) / 7).toFixed(month > 24 ? 0 : 1));
      expect(rounded).toBe(weeks);
    },
  );

  it('come for everybody from the volume on that earns $5,000 back within twelve months', () => {
    // [5000 / 12 + (200 − 150)] / (30 · 0.001525)
    expect(found[0]!.queries_per_day).toBeCloseTo((5000 / 12 + 50) / (30 * 0.001_525), 6);
    expect(found[0]!.range).toMatchObject({ p10: found[0]!.month, p90: found[0]!.month, never: 0 });
    expect(found[1]!.range).toEqual({ p10: null, p50: null, p90: null, never: 1 });
  });
});

describe('caching, out of rag-or-ft costs --inputs', () => {
  it.each([
    [0.9, 2.5, 0.785],
    [0.5, 2.5, 0.325],
    [0.5, 4, 0],
  ])(
    'at a hit rate of %f and writes at $%f saves %f of the input price, and is off where it would cost more',
    async (hits, write, saved) => {
      const [report] = await reports(cached(hits, write));
      const long = option(report!, 'long-context');
      expect(long.usd_per_query).toBeCloseTo(0.2 * (1 - saved), 9);
      expect(long.terms).toMatchObject({ hit_rate: hits, caching: saved > 0 ? 1 : 0 });
    },
  );

  it('follows from the arrivals where nobody gave a hit rate', async () => {
    const [report] = await reports(cached(undefined, 2.5));
    const hits = 1 - Math.exp(-(1000 * 300) / 36_000);
    const long = option(report!, 'long-context');
    expect(long.terms['hit_rate']).toBeCloseTo(hits, 12);
    expect(long.usd_per_query).toBeCloseTo(0.1 * (0.2 * hits + 2.5 * (1 - hits)), 9);
  });

  it.each([
    [0, 500, 0, 2.5, 0.1, 5000],
    [800, 4000, 0.002, 2, 0.1, 57_200],
    [800, 4000, 0.002, 2, 0.05, 115_200],
  ])(
    'with %i system and %i retrieved tokens, reranking at $%f, $%f and reads at %f costs what RAG does at %i tokens',
    async (system, retrieved, rerank_usd_per_query, input, read, tokens) => {
      const { workload, cash_only } = cached(1, 1);
      const [report] = await reports({
        cash_only,
        workload: { ...workload, tokens: { ...workload.tokens, system, retrieved } },
        corpus: { tokens, updates_per_month: 0 },
        models: {
          'long-context': { input, output: 10, cache_read: read * input, cache_write: 1.25 * input },
          rag: { input, output: 10 },
        },
        cache: { hit_rate: 1 },
        rag: { rerank_usd_per_query },
      });
      expect(option(report!, 'long-context').usd_per_query).toBeCloseTo(option(report!, 'rag').usd_per_query, 12);
    },
  );
});

describe('further sums, out of rag-or-ft costs --inputs', () => {
  const tokens = { system: 0, few_shot: 0, user: 0, retrieved: 0, output: 0, system_after_tuning: 0 };

  it('twelve months of Gemini 3.8 Flash from December are $6,417', async () => {
    const [report] = await reports({
      ...bare,
      start: '2026-12-01',
      workload: {
        queries_per_day: 1000,
        growth_per_month: 0,
        calls_per_query: 1,
        tokens: { ...tokens, retrieved: 10_900, output: 300 },
      },
      models: { rag: 'google/gemini-3.8-flash' },
      rag: {
        embed_usd_per_mtok: 0,
        rerank_usd_per_query: 0,
        orchestration_usd_per_month: 0,
        vector_db: { usd_per_month: 0 },
      },
    });
    const rag = option(report!, 'rag');
    expect(12 * rag.monthly.total).toBeCloseTo(3348, 6);
    expect(rag.total).toEqual({
      p10: expect.closeTo(6417, 6),
      p50: expect.closeTo(6417, 6),
      p90: expect.closeTo(6417, 6),
    });
    expect(report!.events.map(({ date }) => date)).toContain('2027-01-01');
  });

  it('an index has passages, gigabytes and reads, and is billed by the product', async () => {
    const [pinecone, weaviate] = (await reports(indexed('pinecone-standard'), indexed('weaviate-flex'))).map((report) =>
      option(report, 'rag'),
    );
    expect(pinecone!.terms).toMatchObject({
      chunks: 1e6,
      embedded_tokens: 4e8,
      index_gb: 8.144,
      read_units: expect.closeTo(24_432_000, 3),
    });
    expect(lineOf(pinecone!, 'ingest')).toBeCloseTo(8, 9);
    expect(lineOf(pinecone!, 'reembedding')).toBeCloseTo(0.64, 9);
    expect(lineOf(pinecone!, 'database')).toBeCloseTo(8.144 * 0.33 + 8.144 * 3 * 16 + 0.08 * 4, 6);
    expect(lineOf(weaviate!, 'database')).toBeCloseTo(Math.max(45, 1536 * 0.00465 + (8.144e9 / 2 ** 30) * 0.12), 6);
  });

  it.each([
    [1, 0.126],
    [0.15, 0.838],
  ])('an H100 at $2.49 and utilisation %f writes a million tokens for $%f', async (utilisation, usd) => {
    const queries = 4_750_000 * utilisation;
    const [report] = await reports({
      ...bare,
      workload: { queries_per_day: queries, growth_per_month: 0, peak_factor: 1, tokens: { ...tokens, output: 1000 } },
      tuning: {
        ...bare.tuning,
        serving: {
          gpu_usd_per_hour: 2.49,
          gpus: 1,
          prefill_tps: 25_000,
          decode_tps: 5500,
          utilisation,
          on_share: 1,
          least_replicas: 1,
        },
      },
    });
    const tuned = option(report!, 'fine-tune');
    expect(tuned.terms['replicas']).toBe(10);
    expect(lineOf(tuned, 'gpus')).toBeCloseTo(10 * 2.49 * 720, 6);
    expect(Math.abs(lineOf(tuned, 'gpus') / (queries * 30 * 0.001) / usd - 1)).toBeLessThan(0.002);
  });

  it('a deployment at $1.70 an hour costs $1,224 a month at zero traffic, and nothing per 1,000', async () => {
    const [report] = await reports({
      ...bare,
      workload: { queries_per_day: 0 },
      tuning: { serving: { hosting_usd_per_hour: 1.7 } },
    });
    expect(option(report!, 'fine-tune').monthly.total).toBeCloseTo(1224, 9);
    expect(option(report!, 'fine-tune').per_1000).toMatchObject({ running: null, all_in: null });
  });

  it('a model that is shut down is trained again that day and a refresh later, within the horizon', async () => {
    const [forced, chosen] = (
      await reports(trained({ refresh_months: 5, base_shutdown: '2027-03-01' }), trained({ refresh_months: 5 }))
    ).map((report) => option(report, 'fine-tune'));
    // March, August; chosen: May, October.
    expect([forced!.terms['retrains'], chosen!.terms['retrains']]).toEqual([2, 2]);
    expect(forced!.terms['billed_training_tokens']).toBe(3e6);
    expect(forced!.retrain.total).toBeCloseTo(0.25 * 4000 + 30, 9);
  });

  it('a classifier for $50 a month is 1/100 of prompting GPT-4o at 46M queries a year', async () => {
    const [report] = await reports({
      ...bare,
      workload: {
        queries_per_day: 46_153_846 / 360,
        growth_per_month: 0,
        calls_per_query: 1,
        tokens: { ...tokens, system: 500, output: 5 },
      },
      models: { prompt: { input: 2.5, output: 10 } },
      classifier: { labels: 0, usd_per_month_per_instance: 50, items_per_second: 100 },
    });
    expect(option(report!, 'prompt').usd_per_query).toBeCloseTo(0.0013, 12);
    expect(option(report!, 'prompt').monthly.total / option(report!, 'classifier').monthly.total).toBeCloseTo(100, 4);
  });

  it('a corpus of 1.5M tokens is embedded for 3 cents', async () => {
    const [report] = await reports({ ...bare, corpus: { tokens: 1_500_000, chunk_tokens: 500, overlap_tokens: 0 } });
    expect(lineOf(option(report!, 'rag'), 'ingest')).toBeCloseTo(0.03, 12);
  });
});
