import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type CostInputs, costInputs, givenIn } from '../../src/core/costs/contract.ts';

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** One input at its path. */
const nested = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);

/** One input at its path among others. */
function merged(base: unknown, added: unknown): unknown {
  if (!isTree(base) || !isTree(added)) return added;
  const both = Object.entries(added).map(([key, value]) => [key, merged(base[key], value)] as const);
  return { ...base, ...Object.fromEntries(both) };
}

type Issue = z.core.$ZodIssue;

/** Everything that is said, at the form that was meant too. */
function said(issues: readonly Issue[], under: readonly PropertyKey[] = []): readonly string[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    const own = `${path.map(String).join('.')}: ${issue.message}`;
    return issue.code === 'invalid_union' ? [own, ...issue.errors.flatMap((errors) => said(errors, path))] : [own];
  });
}

function wrongIn(inputs: unknown): readonly string[] {
  const read = costInputs.safeParse(inputs);
  return read.success ? [] : said(read.error.issues);
}

/** What is said first of each issue, without what lies below. */
function firstOf(inputs: unknown): readonly string[] {
  const read = costInputs.safeParse(inputs);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

const prices = { input: 1, output: 1 };
const models = { models: { rag: { ...prices, tier: { above: 1 } } } };
const gpu = { tuning: { gpu: { usd_per_hour: 1, tokens_per_second: 1 } } };
/** What has to stand beside an input so that it is read. */
const besides = (path: string): object =>
  path.startsWith('models.rag') ? models : path.startsWith('tuning.gpu') ? gpu : {};

/** From 0 to more than anybody has. */
const anything = `
  workload.tokens.system workload.tokens.few_shot workload.tokens.user workload.tokens.retrieved workload.tokens.output
  workload.tokens.system_after_tuning corpus.tokens corpus.updates_per_month corpus.overlap_tokens people.usd_per_week
  people.weeks.classifier people.upkeep_days_per_month.classifier people.weeks_per_retrain models.rag.input
  models.rag.output models.rag.cache_read models.rag.cache_write models.rag.tier.output cache.storage_usd_per_mtok_hour
  rag.embed_usd_per_mtok rag.rerank_usd_per_query rag.orchestration_usd_per_month rag.vector_db.usd_per_month
  rag.vector_db.metadata_bytes tuning.examples tuning.examples_at_hand tuning.usd_per_example tuning.tokens_per_example
  tuning.validation_share tuning.epochs tuning.runs tuning.train_usd_per_mtok tuning.gpu.usd_per_hour
  tuning.evaluation_usd tuning.refresh_months tuning.serving.hosting_usd_per_hour tuning.serving.gpu_usd_per_hour
  tuning.serving.least_replicas classifier.labels classifier.usd_per_label classifier.usd_per_month_per_instance`;

const aboveNothing = `
  corpus.chunk_tokens cache.ttl_seconds rag.vector_db.dimensions tuning.gpu.count tuning.gpu.tokens_per_second
  tuning.serving.gpus tuning.serving.prefill_tps tuning.serving.decode_tps classifier.items_per_second`;

const shares = 'cache.hit_rate tuning.new_examples_share tuning.serving.on_share';

const most = '1000000000000';
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The path of a number, its least and its most, and what is said of less. */
const limits: readonly (readonly [path: string, least: number, most: number, less: string])[] = [
  ...words(anything).map((path) => [path, 0, 1e12, 'at least 0'] as const),
  ...words(aboveNothing).map((path) => [path, 1e-6, 1e12, 'at least 0.000001'] as const),
  ...words(shares).map((path) => [path, 0, 1, 'at least 0'] as const),
  ['models.rag.context_window', 1, 1e12, 'at least 1'],
  ['models.rag.tier.above', 1, 1e12, 'at least 1'],
  ['workload.queries_per_day', 0, 1e10, 'at least 0'],
  ['workload.growth_per_month', -0.9, 10, 'at least -0.9'],
  ['workload.active_hours_per_day', 0.1, 24, 'at least 0.1'],
  ['workload.calls_per_query', 1e-6, 1000, 'at least 0.000001'],
  ['workload.peak_factor', 1, 10_000, 'at least 1'],
  ['corpus.changed_share_per_month', 0, 1000, 'at least 0'],
  ['tuning.serving.utilisation', 0.01, 1, 'at least 0.01'],
];
const timeless = words('workload.active_hours_per_day workload.calls_per_query tuning.serving.utilisation');

const wrongAt = (path: string, value: number) => wrongIn(merged(besides(path), nested(path, value)));

describe('the numbers of the inputs of costs', () => {
  it.each(limits)('%s is taken from %d to %d and no farther', (path, least, highest, less) => {
    expect([...wrongAt(path, least), ...wrongAt(path, highest)]).toEqual([]);
    expect(wrongAt(path, least - Math.max(1e-7, Math.abs(least) / 10))).toContain(`${path}: must be ${less}`);
    expect(wrongAt(path, highest * 1.001)).toContain(`${path}: must be at most ${highest}`);
  });

  it.each([...words(aboveNothing), ...timeless])('%s is never 0 nor less', (path) => {
    for (const value of [0, -1]) expect(wrongAt(path, value)).toContain(`${path}: must be above 0`);
  });

  const form = 'write a number or {p10, p50, p90} with numbers within the limits';
  it.each<[string, unknown, readonly string[]]>([
    ['a text', '5', [': write a finite number or {p10, p50, p90}']],
    ['yes', true, [': write a finite number or {p10, p50, p90}']],
    ['no number', Number.NaN, [': write a finite number or {p10, p50, p90}']],
    ['more than any number', Number.POSITIVE_INFINITY, [': write a finite number or {p10, p50, p90}']],
    ['nothing', null, [`: ${form}`]],
    ['a list', [1, 2, 3], [`: p10, p50, p90 missing: ${form}`]],
    ['a range without its ends', { p50: 2 }, [`: p10, p90 missing: ${form}`]],
    ['a range without its middle', { p10: 1, p90: 2 }, [`: p50 missing: ${form}`]],
    ['a range of texts', { p10: 'a', p50: 2, p90: 3 }, [`: ${form}`]],
    ['a range with one key more', { p10: 1, p50: 2, p90: 3, p99: 4 }, [': Unrecognized key: "p99"']],
    ['a range whose start is out of bounds', { p10: -1, p50: 2, p90: 3 }, ['.p10: must be at least 0']],
    ['a range whose end is out of bounds', { p10: 1, p50: 2, p90: 2e12 }, [`.p90: must be at most ${most}`]],
    ['a start above the middle', { p10: 3, p50: 2, p90: 4 }, [': p10 must not be above p50, nor p50 above p90']],
    ['a middle above the end', { p10: 1, p50: 5, p90: 4 }, [': p10 must not be above p50, nor p50 above p90']],
    ['a range of one number', { p10: 2, p50: 2, p90: 2 }, []],
    ['a range in order', { p10: 1, p50: 2, p90: 3 }, []],
  ])('refuse or take %s', (_, value, messages) => {
    expect(firstOf(nested('corpus.tokens', value))).toEqual(messages.map((message) => `corpus.tokens${message}`));
  });

  it('say of each end of a range that it is no number', () => {
    const found = wrongIn(nested('corpus.tokens', { p10: 'a', p50: 2, p90: 'b' }));
    expect(found).toEqual(
      expect.arrayContaining(['corpus.tokens.p10: write a number', 'corpus.tokens.p90: write a number']),
    );
    expect(found).not.toContain('corpus.tokens.p50: write a number');
  });
});

describe('what else the inputs of costs hold', () => {
  const day = 'write a date as YYYY-MM-DD';
  const names = 'write inputs by their names: {name: value, …}';
  const place = 'write "provider/id", or prices as {input, output, …}';
  it.each<[string, unknown, readonly string[]]>([
    ['horizon_months', 1, []],
    ['horizon_months', 120, []],
    ['horizon_months', { p10: 1, p50: 12, p90: 120 }, []],
    ['horizon_months', 0, ['at least 1 month']],
    ['horizon_months', 121, ['at most 120 months']],
    ['horizon_months', 1.5, ['write whole months']],
    ['horizon_months', 'a year', ['write whole months']],
    ['seed', 0, []],
    ['seed', 4_294_967_295, []],
    ['seed', -1, ['must be at least 0']],
    ['seed', 4_294_967_296, ['must be at most 4294967295']],
    ['seed', 0.5, ['write a whole number']],
    ['seed', '7', ['write a whole number']],
    ['cash_only', false, []],
    ['cash_only', 'yes', ['write true or false']],
    ['start', '2028-02-29', []],
    ['start', '2027-02-29', [day]],
    ['start', 20_270_101, [day]],
    ['tuning.base_shutdown', '2027-05-31', []],
    ['tuning.base_shutdown', '31.5.2027', [day]],
    ['workload', 5, [names]],
    ['workload', null, [names]],
    ['workload.tokens', [], [names]],
    ['corpus', 'many', [names]],
    ['people', 1, [names]],
    ['cache', 1, [names]],
    ['rag', 1, [names]],
    ['rag.vector_db', 'pinecone', [names]],
    ['tuning', 1, [names]],
    ['tuning.gpu', 1, [names]],
    ['tuning.serving', 1, [names]],
    ['classifier', 1, [names]],
    ['classifier', { label: 1 }, ['Unrecognized key: "label"']],
    ['workload.tokens', { sytem: 1 }, ['Unrecognized key: "sytem"']],
    ['rag.vector_db.product', 5, ['write the name of a vector database']],
    ['rag.vector_db', { usd_per_month: 1 }, []],
    ['rag.vector_db', { product: 'x' }, []],
    ['rag.vector_db', { usd_per_month: 0, product: 'x' }, ['give usd_per_month or a product']],
    [
      'tuning.serving',
      { hosting_usd_per_hour: 0, gpu_usd_per_hour: 0 },
      ['give hosting_usd_per_hour or gpu_usd_per_hour: a model is served one way'],
    ],
    ['tuning', { train_usd_per_mtok: 0, ...gpu.tuning }, ['give train_usd_per_mtok or gpu']],
    ['tuning', gpu.tuning, []],
    ['people.weeks', { rag: 1, classifier: 2 }, []],
    ['people.weeks', { kag: 1 }, ['Unrecognized key: "kag"']],
    [
      'people.weeks',
      4,
      ['write {option: value, …} for any of prompt, long-context, rag, fine-tune, hybrid, classifier'],
    ],
    ['models', 'gpt', ['write {option: value, …} for any of prompt, long-context, rag, fine-tune, hybrid']],
    ['models', { classifier: 'x/y' }, ['Unrecognized key: "classifier"']],
    ['models.hybrid', 'openai/gpt', []],
    ['models.hybrid', prices, []],
    ['models.hybrid', 5, [place]],
    ['models.hybrid', null, [place]],
    ['models.hybrid', { ...prices, batch: 1 }, ['Unrecognized key: "batch"']],
  ])('%s: %j', (path, value, messages) => {
    expect(firstOf(nested(path, value))).toEqual(messages.map((message) => `${path}: ${message}`));
  });

  it('is taken when nothing is given, and refused when it is no tree or unknown', () => {
    expect(firstOf({})).toEqual([]);
    expect(firstOf(5)).toEqual([`: ${names}`]);
    expect(firstOf({ sead: 1 })).toEqual([': Unrecognized key: "sead"']);
  });

  it('keeps prices that lack one apart from a name', () => {
    const found = wrongIn({ models: { rag: { input: 1 } } });
    expect(found).toContain('models.rag.output: write a finite number or {p10, p50, p90}');
    expect(found).not.toContain(`models.rag: ${place}`);
  });
});

const tierOf = (value: unknown): unknown => merged(models, nested('models.rag.tier.input', value));

describe('the price of a tier', () => {
  const texts = 'write $ per 1M tokens, or times the list price as "2x"';
  it.each<[unknown, string]>([
    ['x', texts],
    ['2', texts],
    ['2 x', texts],
    ['2xx', texts],
    ['a2x', texts],
    ['.5x', texts],
    ['2.x', texts],
    ['-2x', texts],
    ['1234567x', texts],
    [true, texts],
    [-1, 'must be at least 0'],
    [2e12, `must be at most ${most}`],
  ])('is refused as %j', (value, why) => {
    expect(wrongIn(tierOf(value))).toContain(`models.rag.tier.input: ${why}`);
  });

  it('as a broken range is told as a range', () => {
    const found = wrongIn(tierOf({ p10: 1 }));
    expect(found.some((one) => one.includes('p50, p90 missing'))).toBe(true);
    expect(found).not.toContain(`models.rag.tier.input: ${texts}`);
    expect(wrongIn(tierOf({ p10: 3, p50: 2, p90: 4 }))).toEqual([
      'models.rag.tier.input: p10 must not be above p50, nor p50 above p90',
    ]);
  });

  it.each<[unknown, object]>([
    ['2x', { times: 2 }],
    ['1.25x', { times: 1.25 }],
    ['123456x', { times: 123_456 }],
    [3, { p10: 3, p50: 3, p90: 3 }],
    [
      { p10: 1, p50: 2, p90: 3 },
      { p10: 1, p50: 2, p90: 3 },
    ],
  ])('%j is read as %j', (value, read) => {
    const rag = costInputs.parse(tierOf(value)).models?.rag;
    if (typeof rag !== 'object') throw new Error('no prices');
    expect(rag.tier?.input).toEqual(read);
  });
});

const given = (inputs: unknown): Readonly<Record<string, unknown>> => {
  const read: CostInputs = costInputs.parse(inputs);
  return Object.fromEntries(givenIn(read));
};

const one = (value: number): object => ({ p10: value, p50: value, p90: value });

describe('the estimates somebody gave', () => {
  it.each<[string, unknown, object]>([
    ['are none of nothing', {}, {}],
    [
      'are those of numbers and of ranges',
      { corpus: { tokens: 5, overlap_tokens: { p10: 1, p50: 2, p90: 3 } } },
      { 'corpus.tokens': one(5), 'corpus.overlap_tokens': { p10: 1, p50: 2, p90: 3 } },
    ],
    ['lie any number of names deep', { workload: { tokens: { user: 7 } } }, { 'workload.tokens.user': one(7) }],
    [
      'hold prices and no name of a model',
      { models: { rag: prices, prompt: 'a/b' } },
      { 'models.rag.input': one(1), 'models.rag.output': one(1) },
    ],
    [
      'hold 0 examples at hand where it is said how many it takes',
      { tuning: { examples: 500 } },
      { 'tuning.examples': one(500), 'tuning.examples_at_hand': one(0) },
    ],
    [
      'hold the examples at hand that were given',
      { tuning: { examples: 500, examples_at_hand: 80 } },
      { 'tuning.examples': one(500), 'tuning.examples_at_hand': one(80) },
    ],
    ['hold the examples at hand alone', { tuning: { examples_at_hand: 80 } }, { 'tuning.examples_at_hand': one(80) }],
    ['hold no examples at hand for the sake of epochs', { tuning: { epochs: 2 } }, { 'tuning.epochs': one(2) }],
  ])('%s', (_, inputs, found) => {
    expect(given(inputs)).toEqual(found);
  });
});
