import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import type { ApproachCost, CostBook } from '../../src/core/costs/price.ts';
import { assuming, at, book, costsOf, dated, line, option, pricing } from './costs-book.ts';

const databaseOf = (queries_per_day: number, knowledge_tokens: number): number =>
  line(option(costsOf({ queries_per_day, knowledge_tokens, freshness: 'static' }), 'rag'), 'database').usd;
const embeddingOf = (freshness: string): number =>
  line(option(costsOf({ freshness, knowledge_tokens: 1e9 }), 'rag'), 'embedding').usd;
const examplesOf = (labelled_examples: number): number =>
  line(option(costsOf({ labelled_examples }), 'fine-tune'), 'examples').usd;
const retrainingOf = (rules_change: string): number =>
  line(option(costsOf({ rules_change }), 'fine-tune'), 'retraining').usd;
const tunedAt = (given: Case, ...rows: readonly object[]): ApproachCost =>
  option(costsOf(given, pricing({ fine_tuning: rows })), 'fine-tune');

describe('long context', () => {
  const chat = { ...dated, id: 'plain', input: 1, output: 5, context_window: 1_000_000 };
  const withChat = (row: object): CostBook =>
    assuming(
      { calls_per_query: 1, system_tokens: 0, user_tokens: 0, changes_per_month: 0, active_hours_per_day: 24 },
      pricing({
        models: [{ ...chat, ...row }],
        uses: { ...book.prices.uses, prompt: 'plain', long_context: 'plain', rag: 'plain' },
      }),
    );
  const cached = { cache_read: 0.1, cache_write: { 300: 1.25 } };
  const prefix = (row: object, given: Case): number =>
    line(option(costsOf(given, withChat(row)), 'long-context'), 'prefix').usd;

  it('pays reads for hits and writes for misses', () => {
    const hits = 1 - Math.exp(-(2880 * 300) / 86_400);
    const expected = 2880 * 30 * 0.1 * (hits * 0.1 + (1 - hits) * 1.25);
    expect(prefix(cached, { queries_per_day: 2880, knowledge_tokens: 100_000 })).toBeCloseTo(expected, 9);
  });

  it('switches caching off when it would cost more, and says so', () => {
    const given = { queries_per_day: 20, knowledge_tokens: 195_000 };
    expect(prefix(cached, given)).toBeCloseTo(20 * 30 * 0.195, 9);
    expect(line(option(costsOf(given, withChat(cached)), 'long-context'), 'prefix').label).toContain('caching off');
  });

  it('takes the longer lifetime when its dearer writes are worth it', () => {
    const both = { cache_read: 0.1, cache_write: { 300: 1.25, 3600: 2 } };
    const given = { queries_per_day: 100, knowledge_tokens: 195_000 };
    expect(prefix(both, given)).toBeLessThan(prefix(cached, given));
    expect(prefix(both, { queries_per_day: 1e6, knowledge_tokens: 195_000 })).toBeCloseTo(1e6 * 30 * 0.195 * 0.1, 3);
  });

  it('never pays less for the cache when one more query arrives each day', () => {
    const paid = Array.from({ length: 1500 }, (_, perDay) =>
      prefix(cached, { queries_per_day: perDay, knowledge_tokens: 100_000, active_hours_per_day: 10 }),
    );
    expect(paid.filter((usd, perDay) => perDay > 0 && usd < (paid[perDay - 1] ?? 0))).toEqual([]);
  });

  it('writes the cache again after each edit', () => {
    const given = { queries_per_day: 5000, knowledge_tokens: 100_000 };
    const edits = prefix(cached, { ...given, freshness: 'daily' }) - prefix(cached, { ...given, freshness: 'static' });
    expect(edits).toBeCloseTo(30 * 0.1 * 1.15, 9);
  });

  it('writes the cache again after each night longer than its lifetime', () => {
    const given = { queries_per_day: 1e6, knowledge_tokens: 100_000 };
    const night = prefix(cached, { ...given, active_hours_per_day: 12 }) - prefix(cached, given);
    expect(night).toBeCloseTo(30 * 0.1 * 1.15, 6);
  });

  it('pays for storage of the cache by the hour', () => {
    const given = { queries_per_day: 1e6, knowledge_tokens: 100_000 };
    expect(prefix({ ...cached, cache_storage_per_hour: 0.5 }, given) - prefix(cached, given)).toBeCloseTo(36, 6);
  });

  it('does not cache a prefix shorter than the vendor takes', () => {
    const short = { ...cached, cache_minimum: 1024 };
    expect(prefix(short, { queries_per_day: 1e5, knowledge_tokens: 1000 })).toBeCloseTo(1e5 * 30 * 0.001, 9);
    expect(prefix(short, { queries_per_day: 1e5, knowledge_tokens: 1024 })).toBeLessThan(1e5 * 30 * 0.001);
  });

  it('bills the whole request at the higher tier one token above it', () => {
    const tiered = { tier: { above: 200_000, input: 2, output: 1.5 } };
    const below = option(costsOf({ knowledge_tokens: 200_000 }, withChat(tiered)), 'long-context');
    const above = option(costsOf({ knowledge_tokens: 200_001 }, withChat(tiered)), 'long-context');
    expect(line(above, 'prefix').usd / line(below, 'prefix').usd).toBeCloseTo(2, 4);
    expect(line(above, 'answers').usd / line(below, 'answers').usd).toBeCloseTo(1.5, 9);
  });

  it('is not available when the knowledge and the answer do not fit the window, and says so', () => {
    const fitting = option(costsOf({ knowledge_tokens: 999_750 }, withChat({})), 'long-context');
    const larger = option(costsOf({ knowledge_tokens: 999_751 }, withChat({})), 'long-context');
    expect(fitting.unavailable).toBeUndefined();
    expect(larger).toMatchObject({
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

  it('uses the price that holds on the day', () => {
    const gemini = pricing({ uses: { ...book.prices.uses, long_context: 'gemini-3.8-flash' } });
    const answersOn = (day: string): number => line(option(costsOf({}, gemini, day), 'long-context'), 'answers').usd;
    expect(answersOn('2027-01-01') / answersOn('2026-12-31')).toBeCloseTo(2, 9);
  });
});

describe('a prompt', () => {
  it('caches its static part when that is long enough', () => {
    const given = { queries_per_day: 10_000 };
    const long = assuming({ system_tokens: 4000 });
    expect(line(option(costsOf(given), 'prompt'), 'prefix').label).toContain('not cached');
    expect(line(option(costsOf(given, long), 'prompt'), 'prefix').label).toContain('cached for 30 minutes');
    expect(line(option(costsOf(given, long), 'prompt'), 'prefix').usd).toBeLessThan(
      line(option(costsOf(given), 'prompt'), 'prefix').usd,
    );
  });
});

describe('RAG', () => {
  it('pays the vector database for the index times the queries, and its minimum at least', () => {
    expect(databaseOf(1000, 1e6)).toBe(50);
    const size = ((350e9 / 350) * (4 * 1536 + 2000)) / 1e9;
    expect(databaseOf(1e6, 350e9 + 50)).toBeCloseTo(size * 0.33 + size * 30 * 16, 0);
  });

  it.each([
    ['weaviate-flex', 45, 1e6],
    ['weaviate-flex', 1000 * 1.536 * 4.65 + ((1e9 * 8144) / 2 ** 30) * 0.12, 350e9 + 50],
    ['pgvector', 120, 1e6],
    ['pgvector', 12_000, 350e9 + 50],
  ])('pays %s $%f for its size alone', (vector_database, usd, knowledge_tokens) => {
    const from = pricing({ uses: { ...book.prices.uses, vector_database } });
    const rag = option(costsOf({ queries_per_day: 1e6, knowledge_tokens }, from), 'rag');
    expect(line(rag, 'database').usd / usd).toBeCloseTo(1, 6);
  });

  it('embeds more passages again when facts change more often', () => {
    expect(embeddingOf('hourly') - embeddingOf('static')).toBeCloseTo(
      line(option(costsOf({ knowledge_tokens: 1e9 }), 'rag'), 'ingest').usd,
      9,
    );
  });

  it('pays a reranker per query only when one is used', () => {
    const given = { queries_per_day: 1000 };
    expect(option(costsOf(given), 'rag').lines.some((l) => l.id === 'reranker')).toBe(false);
    expect(line(option(costsOf(given, assuming({ rerank_searches: 1 })), 'rag'), 'reranker').usd).toBeCloseTo(60, 9);
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

  it('pays $1,224 a month for a deployment at $1.70 an hour that nobody uses', () => {
    const idle = tunedAt({ queries_per_day: 0 }, { ...place, id: 'azure', hosting_per_hour: 1.7 });
    expect(line(idle, 'hosting').usd).toBeCloseTo(1224, 9);
  });

  it('takes the cheaper place and says which', () => {
    const dear = { ...place, id: 'dear', input: 100 };
    const fair = { ...place, id: 'fair' };
    expect(tunedAt({}, dear, fair).model).toBe('fair (test)');
    expect(tunedAt({}, fair, dear).model).toBe('fair (test)');
  });

  it('serves on its own cards once that is cheaper than paying per token', () => {
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
    const hosted = { ...place, id: 'hosted', input: 5, output: 5 };
    expect(tunedAt({ queries_per_day: 100 }, hosted, own).model).toBe('hosted (test)');
    const busy = tunedAt({ queries_per_day: 1e6 }, hosted, own);
    expect(busy.model).toBe('own (test)');
    expect(line(busy, 'gpus').label).toContain('× l4');
    const idle = tunedAt({ queries_per_day: 0 }, own);
    expect(line(idle, 'gpus').usd).toBeCloseTo(0.8 * 1.4 * 720, 9);
  });

  it.each([
    ['takes existing customers only', { existing_customers_only: true }],
    ['takes no new jobs', { new_jobs_until: '2026-11-20' }],
    ['stops within the horizon', { base_shutdown: '2027-11-21' }],
  ])('is not available where the only place %s', (_, closed) => {
    expect(tunedAt({}, { ...place, id: 'closed', ...closed }).unavailable).toContain('no place to tune');
  });

  it('is available where jobs are taken to this day and the model outlives the horizon', () => {
    const open = { ...place, id: 'open', new_jobs_until: at, base_shutdown: '2027-11-22' };
    expect(tunedAt({}, open).unavailable).toBeUndefined();
  });

  it('is not available when the prompt does not fit any model that can be tuned', () => {
    expect(tunedAt({}, { ...place, id: 'small', context_window: 100 }).unavailable).toContain('do not fit any model');
  });

  it('pays only for the examples that are still missing', () => {
    expect([examplesOf(0), examplesOf(1500), examplesOf(9000)]).toEqual([5000, 1250, 0]);
  });

  it('retrains when the rules change: examples, runs, evaluation and people each time', () => {
    const runs = (4 * 2000 * 800 * 3 * 1.1 * 0.46) / 1e6;
    expect(retrainingOf('quarterly')).toBeCloseTo((4 * (0.25 * 2000 * 2.5 + runs + 200 + 4500)) / 12, 9);
    expect(retrainingOf('quarterly') / retrainingOf('yearly')).toBeCloseTo(4, 9);
  });

  it('does not use places that have closed by today, and lists what closes within the year', () => {
    const costs = costsOf({});
    expect(option(costs, 'fine-tune').model).toBe('llama-3.1-8b-lora (ori, served by wandb)');
    expect(costs.events.map((e) => e.date)).toEqual(['2027-01-06', '2027-01-14', '2027-04-14', '2027-10-14']);
  });
});

describe('hybrid', () => {
  it('pays every line of retrieval and of tuning, with the passages read by the tuned model', () => {
    const costs = costsOf({ queries_per_day: 10_000 });
    const [rag, tuned, both] = [option(costs, 'rag'), option(costs, 'fine-tune'), option(costs, 'hybrid')];
    expect(both.setup).toBeCloseTo(rag.setup + tuned.setup, 6);
    const passages = (10_000 * 30 * 1.05 * 2500 * 0.22) / 1e6;
    expect(line(both, 'answers').usd - line(tuned, 'answers').usd).toBeCloseTo(passages, 6);
    const model = line(rag, 'prefix').usd + line(rag, 'answers').usd;
    expect(both.monthly).toBeCloseTo(rag.monthly - model + tuned.monthly + passages, 6);
  });
});
