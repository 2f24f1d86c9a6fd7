import { z } from 'zod';
import { certain, type Estimate } from './estimate.ts';
import { chatOptions, costOptions, leaves } from './numbers.ts';

/** More than this of anything is a slip of the keyboard. */
const most = 1e12;

/** What is wrong with a number; undefined when nothing is. */
type Wrong = (given: unknown) => string | undefined;

const number = (wrong: Wrong) =>
  z.number({ error: 'write a number' }).superRefine((given, context) => {
    const message = wrong(given);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

interface Bounds {
  readonly least?: number;
  readonly highest?: number;
  /** Must not be 0. */
  readonly above0?: boolean;
}

/** A number, or a range of which one time in ten lies below and one above. */
const estimate = (bounds: Bounds = {}) => ranged((given) => numberMessage(given, bounds)).optional();

function ranged(wrong: Wrong) {
  const one = number(wrong);
  return z
    .union([one, z.strictObject({ p10: one, p50: one, p90: one })], {
      error: (issue) =>
        // What is wrong with the form that was meant says more than that no form fits.
        typeof issue.input === 'object' ? rangeMessage(issue.input) : wrong(issue.input),
    })
    .transform((value): Estimate => (typeof value === 'number' ? certain(value) : value))
    .refine(({ p10, p50, p90 }) => p10 <= p50 && p50 <= p90, 'p10 must not be above p50, nor p50 above p90');
}

function rangeMessage(given: unknown): string {
  const wanted = 'write a number or {p10, p50, p90} with numbers within the limits';
  if (typeof given !== 'object' || given === null) return wanted;
  const missing = ['p10', 'p50', 'p90'].filter((key) => !(key in given));
  return missing.length > 0 ? `${missing.join(', ')} missing: ${wanted}` : wanted;
}

/** What is wrong with a number; undefined when it is one within the bounds. */
function numberMessage(given: unknown, { least = 0, highest = most, above0 = false }: Bounds): string | undefined {
  if (typeof given !== 'number' || !Number.isFinite(given)) return 'write a finite number or {p10, p50, p90}';
  if (above0 && given <= 0) return 'must be above 0';
  if (given < least) return `must be at least ${String(least)}`;
  return given > highest ? `must be at most ${String(highest)}` : undefined;
}

function monthsMessage(given: unknown): string | undefined {
  if (typeof given !== 'number' || !Number.isInteger(given)) return 'write whole months';
  if (given < 1) return 'at least 1 month';
  return given > 120 ? 'at most 120 months' : undefined;
}

const plain = estimate();
/** Less than this is a slip of the keyboard too, where 0 is none. */
const least = 1e-6;
const positive = estimate({ least, above0: true });
const share = estimate({ highest: 1 });

const each = <K extends string, V extends z.ZodType>(keys: readonly K[], value: V) =>
  z.partialRecord(z.enum(keys), value, {
    error: ({ code }) =>
      code === 'invalid_type' ? `write {option: value, …} for any of ${keys.join(', ')}` : undefined,
  });

const day = z.iso.date({ error: 'write a date as YYYY-MM-DD' });

/** A price of a tier in $ per 1M tokens, or how many times the list price: "2x". */
const tierPrice = z.union(
  [
    z
      .string()
      .regex(/^\d{1,6}(\.\d+)?x$/)
      .transform((text) => ({ times: Number(text.slice(0, -1)) })),
    plain.unwrap(),
  ],
  {
    error: ({ input }) => {
      if (isTree(input)) return undefined;
      return typeof input === 'number'
        ? numberMessage(input, {})
        : 'write $ per 1M tokens, or times the list price as "2x"';
    },
  },
);
export type TierPrice = z.output<typeof tierPrice>;

/** $ per 1M tokens. Above `tier.above` input tokens the whole request costs the prices of the tier. */
const chatPrices = z.strictObject({
  input: plain.unwrap(),
  output: plain.unwrap(),
  cache_read: plain,
  cache_write: plain,
  tier: z
    .strictObject({
      above: estimate({ least: 1 }).unwrap(),
      input: tierPrice.optional(),
      output: tierPrice.optional(),
    })
    .optional(),
  context_window: estimate({ least: 1 }),
});
export type ChatPrices = z.output<typeof chatPrices>;

/** Inputs by their names. */
const group = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? undefined : 'write inputs by their names: {name: value, …}'),
  });

/** The input of `rag-or-ft costs --inputs`: everything is optional, every number a number or {p10, p50, p90}. Units in docs/costs.md. */
export const costInputs = group({
  start: day.optional(),
  horizon_months: ranged(monthsMessage).optional(),
  seed: z
    .int('write a whole number')
    .min(0, 'must be at least 0')
    .max(4_294_967_295, 'must be at most 4294967295')
    .optional(),
  cash_only: z.boolean('write true or false').optional(),
  workload: group({
    queries_per_day: estimate({ highest: 1e10 }),
    growth_per_month: estimate({ least: -0.9, highest: 10 }),
    active_hours_per_day: estimate({ least: 0.1, above0: true, highest: 24 }),
    calls_per_query: estimate({ least, above0: true, highest: 1000 }),
    peak_factor: estimate({ least: 1, highest: 10_000 }),
    tokens: group({
      system: plain,
      few_shot: plain,
      user: plain,
      retrieved: plain,
      output: plain,
      system_after_tuning: plain,
    }).optional(),
  }).optional(),
  corpus: group({
    tokens: plain,
    changed_share_per_month: estimate({ highest: 1000 }),
    updates_per_month: plain,
    chunk_tokens: positive,
    overlap_tokens: plain,
  }).optional(),
  people: group({
    usd_per_week: plain,
    weeks: each(costOptions, plain.unwrap()).optional(),
    upkeep_days_per_month: each(costOptions, plain.unwrap()).optional(),
    weeks_per_retrain: plain,
  }).optional(),
  models: each(
    chatOptions,
    z.union([z.string(), chatPrices], {
      error: ({ input }) => (isTree(input) ? undefined : 'write "provider/id", or prices as {input, output, …}'),
    }),
  ).optional(),
  cache: group({ ttl_seconds: positive, hit_rate: share, storage_usd_per_mtok_hour: plain }).optional(),
  rag: group({
    embed_usd_per_mtok: plain,
    rerank_usd_per_query: plain,
    orchestration_usd_per_month: plain,
    vector_db: group({
      usd_per_month: plain,
      product: z.string('write the name of a vector database').optional(),
      dimensions: positive,
      metadata_bytes: plain,
    })
      .refine((it) => it.usd_per_month === undefined || it.product === undefined, 'give usd_per_month or a product')
      .optional(),
  }).optional(),
  tuning: group({
    examples: plain,
    examples_at_hand: plain,
    usd_per_example: plain,
    tokens_per_example: plain,
    validation_share: plain,
    epochs: plain,
    runs: plain,
    train_usd_per_mtok: plain,
    gpu: group({ count: positive, usd_per_hour: plain.unwrap(), tokens_per_second: positive.unwrap() }).optional(),
    evaluation_usd: plain,
    refresh_months: plain,
    new_examples_share: share,
    base_shutdown: day.optional(),
    serving: group({
      hosting_usd_per_hour: plain,
      gpu_usd_per_hour: plain,
      gpus: positive,
      prefill_tps: positive,
      decode_tps: positive,
      utilisation: estimate({ least: 0.01, above0: true, highest: 1 }),
      on_share: share,
      least_replicas: plain,
    })
      .refine(
        (it) => it.hosting_usd_per_hour === undefined || it.gpu_usd_per_hour === undefined,
        'give hosting_usd_per_hour or gpu_usd_per_hour: a model is served one way',
      )
      .optional(),
  })
    .refine((it) => it.train_usd_per_mtok === undefined || it.gpu === undefined, 'give train_usd_per_mtok or gpu')
    .optional(),
  classifier: group({
    labels: plain,
    usd_per_label: plain,
    usd_per_month_per_instance: plain,
    items_per_second: positive,
  }).optional(),
});
/** Numbers of a workload as {@link costInputs} read them: every estimate as P10, P50 and P90. */
export type CostInputs = z.output<typeof costInputs>;

/** The estimates somebody gave, by path. Whoever says how many examples it takes means those that are still to be made. */
export function givenIn(inputs: CostInputs): ReadonlyMap<string, Estimate> {
  const given = new Map(
    leaves.flatMap(({ path }) => {
      const value = valueAt(inputs, path);
      return isEstimate(value) ? [[path, value] as const] : [];
    }),
  );
  const atHand = 'tuning.examples_at_hand';
  if (given.has('tuning.examples') && !given.has(atHand)) given.set(atHand, certain(0));
  return given;
}

function valueAt(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => (isTree(node) ? node[key] : undefined), tree);
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isEstimate = (value: unknown): value is Estimate => isTree(value) && 'p10' in value;
