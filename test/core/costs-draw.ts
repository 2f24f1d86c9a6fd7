import fc from 'fast-check';
import type { Text } from './costs-text.ts';

/** Numbers of every size up to `most`, with both ends. */
export const upTo = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0, 1, most),
    fc.integer({ min: 0, max: 10_000 }).map((share) => (most + 1) ** (share / 10_000) - 1),
  );

const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(min, max), fc.double({ min, max, noNaN: true }));

const options = ['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid', 'classifier'] as const;
const chats = ['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'] as const;

const each = <K extends string, V>(keys: readonly K[], value: fc.Arbitrary<V>): fc.Arbitrary<Record<K, V>> =>
  fc
    .tuple(...keys.map(() => value))
    .map((values) => Object.fromEntries(keys.map((key, at) => [key, values[at]])) as Record<K, V>);

const model = fc
  .record({
    input: upTo(50),
    output: upTo(100),
    cache_read: between(0, 1),
    cache_write: between(0, 3),
    tier: fc.option(fc.record({ above: between(1, 1e6), input: between(1, 100), output: between(1, 200) }), {
      nil: undefined,
    }),
  })
  // Reading costs less than sending anew, writing about as much.
  .map(({ cache_read, cache_write, tier, ...prices }) => ({
    ...prices,
    cache_read: prices.input * cache_read,
    cache_write: prices.input * cache_write,
    ...(tier !== undefined && { tier }),
  }));

/** Workloads in which every number is given and certain, and hits are counted: nothing is left to assume. */
export const texts: fc.Arbitrary<Text> = fc.record({
  horizon_months: fc.integer({ min: 1, max: 36 }),
  workload: fc.record({
    queries_per_day: upTo(1e6),
    growth_per_month: fc.oneof(fc.constant(0), between(-0.3, 0.5)),
    active_hours_per_day: between(0.1, 24),
    calls_per_query: between(0.5, 5),
    peak_factor: between(1, 20),
    tokens: each(['system', 'few_shot', 'user', 'retrieved', 'output', 'system_after_tuning'], upTo(20_000)),
  }),
  corpus: fc.record({
    tokens: upTo(3e6),
    changed_share_per_month: upTo(10),
    updates_per_month: upTo(720),
    chunk_tokens: fc.integer({ min: 101, max: 2000 }),
    overlap_tokens: fc.integer({ min: 0, max: 100 }),
  }),
  people: fc.record({
    usd_per_week: upTo(10_000),
    weeks: each(options, upTo(20)),
    upkeep_days_per_month: each(options, upTo(10)),
    weeks_per_retrain: upTo(4),
  }),
  models: each(chats, model),
  cache: fc.record({ ttl_seconds: between(60, 86_400), hit_rate: between(0, 1), storage_usd_per_mtok_hour: upTo(5) }),
  rag: fc.record({
    embed_usd_per_mtok: upTo(1),
    rerank_usd_per_query: upTo(0.01),
    orchestration_usd_per_month: upTo(500),
    vector_db: fc.oneof(
      fc.record({ usd_per_month: upTo(5000) }),
      fc.record({
        product: fc.constantFrom('pinecone-standard', 'weaviate-flex', 'pgvector'),
        dimensions: fc.constantFrom(256, 1536, 3072),
        metadata_bytes: upTo(5000),
      }),
    ),
  }),
  tuning: fc
    .record({
      examples: upTo(50_000),
      usd_per_example: upTo(10),
      tokens_per_example: upTo(5000),
      validation_share: between(0, 1),
      epochs: between(0, 10),
      runs: between(0, 20),
      evaluation_usd: upTo(5000),
      refresh_months: fc.constantFrom(0, 1, 2.5, 6, 12, 100),
      new_examples_share: between(0, 1),
      serving: fc.oneof(
        fc.record({ hosting_usd_per_hour: upTo(5) }),
        fc.record({
          gpu_usd_per_hour: upTo(10),
          gpus: fc.constantFrom(1, 2, 8),
          prefill_tps: between(100, 50_000),
          decode_tps: between(50, 10_000),
          utilisation: between(0.01, 1),
          on_share: between(0, 1),
          least_replicas: fc.constantFrom(0, 1, 2),
        }),
      ),
    })
    .chain((tuning) =>
      fc.oneof(
        upTo(30).map((train_usd_per_mtok) => ({ ...tuning, train_usd_per_mtok })),
        fc
          .record({ count: fc.constantFrom(1, 8), usd_per_hour: upTo(10), tokens_per_second: between(100, 50_000) })
          .map((gpu) => ({ ...tuning, gpu })),
      ),
    ),
  classifier: fc.record({
    labels: upTo(50_000),
    usd_per_label: upTo(5),
    usd_per_month_per_instance: upTo(500),
    items_per_second: between(1, 1000),
  }),
});

/** Any of the numbers given, most of them not, some as a range: what a team writes. */
export const inputs: fc.Arbitrary<Record<string, unknown>> = texts.chain((text) =>
  fc
    .tuple(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 12, maxLength: 12 }), between(1, 4))
    .map(([keep, wide]) => {
      let at = 0;
      const some = (node: unknown, path: string): unknown => {
        if (typeof node === 'number') {
          at += 1;
          const how = keep[at % keep.length] ?? 0;
          if (path === 'horizon_months' || how > 1) return how > 3 ? undefined : node;
          return how === 0 && /queries|tokens\.|weeks\.|runs|usd_per_week/.test(path)
            ? { p10: node / wide, p50: node, p90: node * wide }
            : node;
        }
        if (typeof node !== 'object' || node === null) return node;
        const whole = /^(models|tuning\.gpu|tuning\.serving|rag\.vector_db|corpus$)/.test(path);
        if (whole) return (keep[(at += 1) % keep.length] ?? 0) > 2 ? undefined : node;
        return Object.fromEntries(
          Object.entries(node)
            .map(([key, value]) => [key, some(value, path === '' ? key : `${path}.${key}`)] as const)
            .filter(([, value]) => value !== undefined),
        );
      };
      const made = some(text, '') as Record<string, Record<string, unknown>>;
      // Hits follow from the arrivals more often than not.
      if ((keep[0] ?? 0) > 1) delete made['cache']?.['hit_rate'];
      return made;
    }),
);
