import { z } from 'zod';
import { citation, citations, id } from '../rulebook/basics.ts';

const text = z.string().min(1).max(300);
const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day is written year-month-day: 2026-11-20');
const amount = z.number().min(0);
const share = amount.positive();

const assumption = z
  .strictObject({
    says: text,
    unit: text,
    p10: amount,
    p50: amount,
    p90: amount,
    source: citations,
  })
  .refine((a) => a.p10 <= a.p50 && a.p50 <= a.p90, 'p10 must not be above p50, nor p50 above p90');

/** Cost assumptions of `rules/costs.yml`, by id: P10, P50 and P90 in `unit`, with who says so. */
export const costAssumptions = z.record(id, assumption);

const row = { provider: text, id: text, as_of: day, source: citation, note: text.optional() };

/** Token prices in $ per 1M tokens; lifetimes in seconds; windows in tokens. */
const model = z.strictObject({
  ...row,
  input: amount,
  output: amount,
  cache_read: amount.optional(),
  /** Seconds a cached prefix lives → price of writing it, $ per 1M tokens. */
  cache_write: z.record(z.string().regex(/^[1-9]\d*$/, 'a lifetime is a whole number of seconds'), amount).default({}),
  /** $ per 1M cached tokens and hour, where storage is billed. */
  cache_storage_per_hour: amount.default(0),
  /** Shortest prefix that is cached, in tokens. */
  cache_minimum: amount.default(0),
  /** Above so many input tokens the whole request costs these multiples of the list price. */
  tier: z.strictObject({ above: share, input: z.number().min(1), output: z.number().min(1) }).optional(),
  context_window: share,
  /** Input tokens at most, where the window says more than is accepted. */
  max_input: share.optional(),
  from: day.optional(),
  until: day.optional(),
  shutdown: day.optional(),
});

const tuned = {
  ...row,
  base: text,
  train: amount,
  context_window: share,
  existing_customers_only: z.boolean().default(false),
  new_jobs_until: day.optional(),
  base_shutdown: day.optional(),
};

const fineTuning = z.discriminatedUnion('serving', [
  z.strictObject({
    ...tuned,
    serving: z.literal('hosted'),
    input: amount,
    output: amount,
    /** $ an hour while deployed, at any traffic. */
    hosting_per_hour: amount,
  }),
  z.strictObject({ ...tuned, serving: z.literal('own_gpus'), gpu: text, gpus_per_replica: share }),
]);

const vectorDatabase = z.discriminatedUnion('by', [
  z.strictObject({
    ...row,
    by: z.literal('usage'),
    minimum: amount,
    per_gb: amount,
    /** $ per 1M read units; one query reads one unit per GB of the index, and never less than `smallest_read_gb`. */
    per_million_reads: amount,
    smallest_read_gb: amount,
    per_million_writes: amount,
  }),
  z.strictObject({
    ...row,
    by: z.literal('dimensions'),
    minimum: amount,
    per_million_dimensions: amount,
    per_gib: amount,
  }),
  z.strictObject({ ...row, by: z.literal('instance'), per_instance: amount, vectors_per_instance: share }),
]);

/** What a price row can be used for. */
export const uses = ['prompt', 'long_context', 'rag', 'embedding', 'vector_database', 'reranker'] as const;
export type Use = (typeof uses)[number];

/** Dated price rows of `rules/prices.yml`. Units stand beside each kind of row. */
export const priceRows = z.strictObject({
  as_of: day,
  /** Use → id of the row that is calculated with. */
  uses: z.partialRecord(z.enum(uses), text).default({}),
  models: z.array(model).default([]),
  /** Days on which models stop whose prices stand in the installed price list, which does not say so. */
  shutdowns: z.array(z.strictObject({ ...row, shutdown: day })).default([]),
  fine_tuning: z.array(fineTuning).default([]),
  /** $ per 1M tokens; `dimensions` numbers of 4 bytes each. */
  embeddings: z.array(z.strictObject({ ...row, input: amount, dimensions: share })).default([]),
  /** $ a month. */
  vector_databases: z.array(vectorDatabase).default([]),
  /** $ an hour for one card; speeds in tokens per second, all requests together. */
  gpus: z
    .array(
      z.strictObject({
        ...row,
        per_hour: amount,
        decode_tokens_per_second: share,
        prefill_tokens_per_second: share,
      }),
    )
    .default([]),
  /** $ per 1,000 searches. */
  rerankers: z.array(z.strictObject({ ...row, per_thousand: amount })).default([]),
});

export type PriceRows = z.infer<typeof priceRows>;
/** What one chat model costs from a day on: $ per 1M tokens, windows in tokens. */
export type ModelRow = PriceRows['models'][number];
export type TunedRow = PriceRows['fine_tuning'][number];
export type VectorDatabaseRow = PriceRows['vector_databases'][number];
