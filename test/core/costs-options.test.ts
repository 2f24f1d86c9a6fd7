import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import type { CostBook, OptionCost } from '../../src/core/costs/types.ts';
import { assuming, book, costsOf, dated, line, option, pricesIn, pricing, reportIn } from './costs-book.ts';

const storageOf = (models: object): number =>
  line(option(pricesIn({ models, workload: { queries_per_day: 1e5, tokens: { system: 5000 } } }), 'prompt'), 'storage')
    .usd;
const tunedAt = (given: Case, ...rows: readonly object[]): OptionCost =>
  option(costsOf(given, pricing({ fine_tuning: rows })), 'fine-tune');
const examplesOf = (labelled_examples: number): number =>
  line(option(costsOf({ labelled_examples }), 'fine-tune'), 'examples').usd;
const buildOf = (weeks: object): number =>
  line(option(pricesIn({ people: { usd_per_week: 1000, weeks } }), 'hybrid'), 'build').usd;
const chunksAt = (corpus: object): number =>
  option(pricesIn({ corpus: { tokens: 100_000, ...corpus } }), 'rag').terms['chunks'] ?? 0;
const tunedBy = (model: string): OptionCost =>
  option(pricesIn({ start: '2026-12-01', models: { 'fine-tune': model } }), 'fine-tune');
const promptWith = (few_shot: number): OptionCost => {
  const models = { prompt: { input: 1, output: 1, cache_read: 0.1, cache_write: 1.25 } };
  return option(
    pricesIn({ models, cache: { hit_rate: 0.9 }, workload: { tokens: { system: 0, few_shot } } }),
    'prompt',
  );
};
const ragPerQuery = (list: object, tier: object): number => {
  const models = { rag: { ...list, tier: { above: 0.5e6, ...tier } } };
  const tokens = { system: 0, retrieved: 1e6, user: 0, output: 1e6 };
  const workload = { calls_per_query: 1, tokens };
  return option(pricesIn({ models, workload, rag: { rerank_usd_per_query: 0 } }), 'rag').perQuery;
};

describe('long context', () => {
  const plain = { ...dated, id: 'plain', input: 1, output: 5, context_window: 1_000_000 };
  const withChat = (row: object): CostBook =>
    assuming(
      {
        calls_per_query: 1,
        system_tokens: 0,
        user_tokens: 0,
        changes_per_month: 0,
        active_hours_per_day: 24,
        growth_per_month: 0,
      },
      pricing({
        models: [{ ...plain, ...row }],
        uses: { ...book.prices.uses, prompt: 'plain', long_context: 'plain', rag: 'plain' },
      }),
    );
  const cached = { cache_read: 0.1, cache_write: { 300: 1.25 } };
  const long = (row: object, given: Case): OptionCost => option(costsOf(given, withChat(row)), 'long-context');
  const prefix = (row: object, given: Case): number => line(long(row, given), 'prefix').usd;

  it('pays reads for hits and writes for misses', () => {
    const hits = 1 - Math.exp(-(2880 * 300) / 86_400);
    const expected = 2880 * 30 * 0.1 * (hits * 0.1 + (1 - hits) * 1.25);
    expect(prefix(cached, { queries_per_day: 2880, knowledge_tokens: 100_000 })).toBeCloseTo(expected, 9);
  });

  it('switches caching off when it would cost more, and says so', () => {
    const given = { queries_per_day: 20, knowledge_tokens: 195_000 };
    expect(prefix(cached, given)).toBeCloseTo(20 * 30 * 0.195, 9);
    expect(long(cached, given).terms['caching']).toBe(0);
    expect(long(cached, { ...given, queries_per_day: 5000 }).terms['caching']).toBe(1);
  });

  it('never pays less for the cache when one more query arrives each day', () => {
    const from = withChat(cached);
    const paid = Array.from({ length: 400 }, (_, perDay) => {
      const given = { queries_per_day: perDay, knowledge_tokens: 100_000, active_hours_per_day: 10 };
      return line(option(costsOf(given, from), 'long-context'), 'prefix').usd;
    });
    expect(paid.filter((usd, perDay) => perDay > 0 && usd < (paid[perDay - 1] ?? 0) - 1e-9)).toEqual([]);
  });

  it('takes the longer lifetime when its dearer writes are worth it', () => {
    const both = { cache_read: 0.1, cache_write: { 300: 1.25, 3600: 2 } };
    const given = { queries_per_day: 100, knowledge_tokens: 195_000 };
    expect(prefix(both, given)).toBeLessThan(prefix(cached, given));
    expect(long(both, given).terms['write_price_paid']).toBe(2);
  });

  it('writes the cache again after each edit', () => {
    const given = { queries_per_day: 5000, knowledge_tokens: 100_000 };
    expect(line(long(cached, { ...given, freshness: 'daily' }), 'rewrites').usd).toBeCloseTo(30 * 0.1 * 1.15, 9);
    expect(line(long(cached, { ...given, freshness: 'static' }), 'rewrites').usd).toBe(0);
  });

  it('pays for storage of the cache by the hour, and nothing where caching is off', () => {
    const stored = { ...cached, cache_storage_per_hour: 0.5 };
    expect(line(long(stored, { queries_per_day: 1e5, knowledge_tokens: 100_000 }), 'storage').usd).toBeCloseTo(36, 9);
    expect(line(long(stored, { queries_per_day: 1, knowledge_tokens: 100_000 }), 'storage').usd).toBe(0);
  });

  it('does not cache a prefix shorter than the vendor takes', () => {
    const short = { ...cached, cache_minimum: 1024 };
    expect(prefix(short, { queries_per_day: 1e5, knowledge_tokens: 1023 })).toBeCloseTo(1e5 * 30 * 0.001_023, 9);
    expect(prefix(short, { queries_per_day: 1e5, knowledge_tokens: 1024 })).toBeLessThan(1e5 * 30 * 0.0005);
  });

  it('bills the whole request at the higher tier one token above it', () => {
    const tiered = { tier: { above: 200_000, input: 2, output: 1.5 } };
    const [below, above] = [200_000, 200_001].map((knowledge_tokens) => long(tiered, { knowledge_tokens }));
    expect(line(above!, 'prefix').usd / line(below!, 'prefix').usd).toBeCloseTo(2, 4);
    expect(line(above!, 'answer').usd / line(below!, 'answer').usd).toBeCloseTo(1.5, 9);
  });

  it('is not available when the knowledge and the answer do not fit the window, and says so', () => {
    expect(long({}, { knowledge_tokens: 999_750 }).unavailable).toBeUndefined();
    expect(long({}, { knowledge_tokens: 999_751 })).toMatchObject({
      lines: [],
      total: 0,
      unavailable: '999,751 tokens do not fit plain, which reads 1,000,000 at most',
    });
  });

  it('is not available once its model has stopped', () => {
    const stopping = withChat({ shutdown: '2027-01-14' });
    expect(option(costsOf({}, stopping, '2027-01-13'), 'long-context').unavailable).toBeUndefined();
    expect(option(costsOf({}, stopping, '2027-01-14'), 'long-context').unavailable).toBe('plain stopped on 2027-01-14');
  });
});

describe('prices somebody gave', () => {
  it.each([
    ['prices', { input: 2, output: 10 }, { input: 4, output: 15 }, 19],
    ['multiples', { input: 4, output: 10 }, { input: 2, output: 1.5 }, 23],
    ['multiples, the one that could be a price too', { input: 2, output: 10 }, { input: 2, output: 1.5 }, 19],
    ['multiples that say so', { input: 1, output: 1 }, { input: '2x', output: '1.5x' }, 3.5],
    [
      'a range of prices, by its middle',
      { input: 2, output: 10 },
      { input: { p10: 3, p50: 4, p90: 5 }, output: 15 },
      19,
    ],
    ['a price for input alone', { input: 2, output: 10 }, { input: 3 }, 13],
  ])('may have a tier of %s', (_, list, tier, usd) => {
    expect(ragPerQuery(list, tier)).toBeCloseTo(usd, 9);
  });

  it('cache no prefix that no vendor would cache', () => {
    expect([promptWith(1023).terms['caching'], promptWith(1024).terms['caching']]).toEqual([0, 1]);
  });
});

it('a range of months, of a window or of a tier counts by its middle', () => {
  const [ranges, middles] = [(p50: number) => ({ p10: p50 / 2, p50, p90: 2 * p50 }), (p50: number) => p50].map((of) => {
    const rag = { input: 1, output: 1, tier: { above: of(1000), input: 3, output: 3 }, context_window: of(9000) };
    return reportIn({ horizon_months: of(6), models: { rag } });
  });
  expect(ranges).toEqual(middles);
  expect(middles).not.toEqual(reportIn({ horizon_months: 6, models: { rag: { input: 1, output: 1 } } }));
});

describe('a price that changes within the horizon', () => {
  const gemini = {
    start: '2026-12-01',
    cash_only: true,
    models: { rag: 'google/gemini-3.8-flash', 'long-context': 'google/gemini-3.8-flash' },
    corpus: { tokens: 200_000, updates_per_month: 0 },
    tuning: { evaluation_usd: 0 },
    workload: {
      queries_per_day: 1000,
      growth_per_month: 0,
      calls_per_query: 1,
      tokens: { system: 0, retrieved: 10_900, user: 0, output: 300 },
    },
    rag: {
      embed_usd_per_mtok: 0,
      orchestration_usd_per_month: 0,
      rerank_usd_per_query: 0,
      vector_db: { usd_per_month: 0 },
    },
  };

  it('counts in each month as it is then: $6,417 where twelve months as the first would be $3,348', () => {
    const rag = option(pricesIn(gemini), 'rag');
    expect(12 * rag.monthly).toBeCloseTo(3348, 9);
    expect(rag.total).toBeCloseTo(6417, 9);
  });

  it('counts for reading, writing and keeping a cache warm alike', () => {
    // Few enough queries that the cache is kept warm by empty ones.
    const few = { ...gemini, workload: { ...gemini.workload, queries_per_day: 15, active_hours_per_day: 10 } };
    const dear = { ...few, start: '2027-01-01', cache: { storage_usd_per_mtok_hour: 0 } };
    const cheap = { ...few, start: '2025-12-01', cache: { storage_usd_per_mtok_hour: 0 } };
    const [long, before] = [dear, cheap].map((given) => option(pricesIn(given), 'long-context').monthly);
    expect(long! / before!).toBeCloseTo(2, 9);
    const through = option(pricesIn({ ...few, cache: { storage_usd_per_mtok_hour: 0 } }), 'long-context');
    expect(through.total).toBeCloseTo(before! + 11 * long!, 6);
  });

  it('is told with its day', () => {
    const { events } = pricesIn(gemini);
    expect(events).toContainEqual({ date: '2027-01-01', text: 'the price of gemini-3.8-flash changes' });
  });
});

describe('a prompt', () => {
  it('caches its static part when that is long enough', () => {
    const given = { queries_per_day: 10_000 };
    const prompt = (tokens: number): OptionCost =>
      option(costsOf(given, assuming({ system_tokens: tokens })), 'prompt');
    expect(prompt(523).terms['caching']).toBe(0);
    expect(prompt(524).terms['caching']).toBe(1);
    expect(line(prompt(524), 'prefix').usd).toBeLessThan(line(prompt(523), 'prefix').usd);
  });

  it('pays for storage what its own model asks, not that of long context', () => {
    expect(storageOf({ prompt: 'openai/gpt-6.1-terra', 'long-context': 'google/gemini-3.8-flash' })).toBe(0);
    expect(storageOf({ prompt: 'google/gemini-3.8-flash' })).toBeCloseTo((5500 / 1e6) * 0.5 * 10 * 30, 9);
  });
});

describe('RAG', () => {
  it('shares at most half of a passage unless somebody says how much', () => {
    expect(chunksAt({ chunk_tokens: 40 })).toBe(Math.ceil((100_000 - 20) / 20));
    expect(chunksAt({ chunk_tokens: 256 })).toBe(Math.ceil((100_000 - 50) / 206));
    expect(chunksAt({ chunk_tokens: 40, overlap_tokens: 30 })).toBe(Math.ceil((100_000 - 30) / 10));
  });

  it.each([
    ['pinecone-standard', 50, 1e6],
    ['pinecone', 50, 1e6],
    ['weaviate-flex', 45, 1e6],
    ['weaviate-flex', 1000 * 1.536 * 4.65 + ((1e9 * 8144) / 2 ** 30) * 0.12, 350e9 + 50],
    ['pgvector', 120, 1e6],
    ['pgvector', 12_000, 350e9 + 50],
  ])('pays %s $%f for its size alone', (product, usd, tokens) => {
    const given = { corpus: { tokens, changed_share_per_month: 0 }, rag: { vector_db: { product } } };
    const rag = option(pricesIn({ ...given, workload: { queries_per_day: 0 } }), 'rag');
    expect(line(rag, 'database').usd / usd).toBeCloseTo(1, 6);
  });

  it('pays a reranker with each query', () => {
    const given = { workload: { queries_per_day: 1000 }, rag: { rerank_usd_per_query: 0.002 } };
    expect(line(option(pricesIn(given), 'rag'), 'reranker')).toMatchObject({ usd: 60, usdPerQuery: 0.002 });
  });
});

describe('tuning', () => {
  const place = {
    ...dated,
    base: 'small',
    serving: 'hosted',
    train: 1,
    input: 1,
    output: 1,
    hosting_per_hour: 0,
    context_window: 128_000,
  };
  const own = {
    ...dated,
    id: 'own',
    base: 'small',
    serving: 'own_gpus',
    train: 1,
    gpu: 'l4',
    gpus_per_replica: 1,
    context_window: 128_000,
  };

  it('takes the cheaper place and says which', () => {
    const [dear, fair] = [
      { ...place, id: 'dear', input: 100 },
      { ...place, id: 'fair' },
    ];
    expect(tunedAt({}, dear, fair).model).toBe('fair (test)');
    expect(tunedAt({}, fair, dear).model).toBe('fair (test)');
  });

  it('serves on its own cards once that is cheaper than paying per token', () => {
    const hosted = { ...place, id: 'hosted', input: 20, output: 20 };
    const [few, many] = [100, 1e6].map((queries_per_day) => tunedAt({ queries_per_day }, own, hosted).model);
    expect([few, many]).toEqual(['hosted (test)', 'own (test)']);
  });

  it('pays nothing per query on its own cards, and another copy when one is not enough', () => {
    const [few, many] = [1000, 1e6].map((queries_per_day) => tunedAt({ queries_per_day }, own));
    expect([few!.perQuery, many!.perQuery]).toEqual([0, 0]);
    expect(few!.terms['replicas']).toBe(1);
    expect(line(few!, 'gpus').usd).toBeCloseTo(0.8 * 1.4 * 720, 9);
    expect(line(many!, 'gpus').usd).toBeCloseTo(many!.terms['replicas']! * line(few!, 'gpus').usd, 6);
    expect(many!.terms['replicas']).toBeGreaterThan(1);
  });

  it('leaves out places that are closed to new customers or stop within the horizon', () => {
    const closed = { ...place, id: 'closed', existing_customers_only: true };
    const stopping = { ...place, id: 'stopping', base_shutdown: '2027-11-21' };
    const late = { ...place, id: 'late', new_jobs_until: '2026-11-20' };
    const none = tunedAt({}, closed, stopping, late);
    expect(none.unavailable).toBe('no place to tune is open and lasts until 2027-11-21');
    expect(tunedAt({}, closed, { ...stopping, base_shutdown: '2027-11-22' }).unavailable).toBeUndefined();
  });

  it('pays only for examples that are not at hand', () => {
    expect([examplesOf(0), examplesOf(500), examplesOf(5000)]).toEqual([5000, 3750, 0]);
  });

  it('is trained again on the day the base model is shut down, and a refresh later', () => {
    const given = { start: '2026-12-01', tuning: { refresh_months: 6, base_shutdown: '2027-01-25' } };
    const tuned = option(pricesIn(given), 'fine-tune');
    expect(tuned.terms['retrains']).toBe(2);
    const never = option(pricesIn({ ...given, tuning: { refresh_months: 0 } }), 'fine-tune');
    expect(tuned.total - never.total).toBeCloseTo(2 * line(tuned, 'retraining').usd, 6);
  });

  it('tells what closes within the horizon', () => {
    expect(costsOf({}).events.map(({ date }) => date)).toEqual([
      '2027-01-06',
      '2027-01-14',
      '2027-04-14',
      '2027-10-14',
    ]);
  });

  it('is found by its vendor and base model, as well as by its row', () => {
    expect(tunedBy('openai/gpt-4.1-mini')).toEqual(tunedBy('openai/gpt-4.1-mini tuned at OpenAI'));
    expect(tunedBy('openai/gpt-4.1-mini').terms['retrains']).toBe(1);
  });

  it('tells the day somebody said its base model stops', () => {
    const { events } = pricesIn({ start: '2026-12-01', tuning: { base_shutdown: '2027-03-04' } });
    expect(events.map(({ date }) => date)).toContain('2027-03-04');
    const later = pricesIn({ start: '2026-12-01', tuning: { base_shutdown: '2028-03-04' } });
    expect(later.events.map(({ date }) => date)).not.toContain('2028-03-04');
  });

  it('heeds a tier and a window among the prices given', () => {
    const tokens = { system_after_tuning: 1000, user: 0, output: 0 };
    const at = (model: object): OptionCost =>
      option(
        pricesIn({
          workload: { queries_per_day: 1000, tokens },
          models: { 'fine-tune': { input: 1, output: 1, ...model } },
        }),
        'fine-tune',
      );
    expect(at({}).perQuery).toBeCloseTo(0.001, 12);
    expect(at({ tier: { above: 999, input: 3, output: 1 } }).perQuery).toBeCloseTo(0.003, 12);
    expect(at({ context_window: 999 }).unavailable).toMatch(/1,000 tokens do not fit prices given/);
  });
});

describe('hybrid', () => {
  it('pays every line of retrieval and of tuning, with the passages read by the tuned model', () => {
    const costs = costsOf({ queries_per_day: 10_000 });
    const [rag, tuned, both] = [option(costs, 'rag'), option(costs, 'fine-tune'), option(costs, 'hybrid')];
    expect(both.setup).toBeCloseTo(rag.setup + tuned.setup, 6);
    const passages = (10_000 * 30 * 2500 * 0.22) / 1e6;
    const model = line(rag, 'context').usd + line(rag, 'answer').usd;
    expect(both.monthly).toBeCloseTo(rag.monthly - model + tuned.monthly + passages, 6);
  });

  it('takes the work of its two parts unless somebody says otherwise', () => {
    expect(buildOf({ rag: 2, 'fine-tune': 5 })).toBe(7000);
    expect(buildOf({ rag: 2 })).toBe(9000);
    expect(buildOf({ rag: 2, 'fine-tune': 5, hybrid: 4 })).toBe(4000);
  });

  it('may have token prices of its own', () => {
    const models = { 'fine-tune': { input: 1, output: 1 }, hybrid: { input: 2, output: 3 } };
    const tokens = { system_after_tuning: 100, user: 100, retrieved: 800, output: 100 };
    const costs = pricesIn({ models, workload: { tokens }, rag: { rerank_usd_per_query: 0 } });
    expect(option(costs, 'fine-tune').perQuery).toBeCloseTo(0.0003, 12);
    expect(option(costs, 'hybrid').perQuery).toBeCloseTo(0.0023, 12);
  });
});

describe('a small classifier', () => {
  it('pays labels, and servers for the busiest second whatever the tokens', () => {
    const given = {
      workload: { queries_per_day: 86_400 * 50, peak_factor: 3 },
      classifier: { items_per_second: 100, usd_per_month_per_instance: 50 },
    };
    const found = option(pricesIn(given), 'classifier');
    expect(line(found, 'instances').usd).toBe(100);
    expect(found.perQuery).toBe(0);
    expect(line(found, 'labels').usd).toBe(1000);
  });
});
