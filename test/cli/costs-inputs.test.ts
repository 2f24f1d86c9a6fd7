import { describe, expect, it } from 'vitest';
import { reports, run } from './costs-kit.ts';

const bad: readonly (readonly [string, string, string])[] = [
  ['a negative volume', '{workload: {queries_per_day: -1}}', 'workload.queries_per_day: must be at least 0'],
  ['an absurd volume', '{workload: {queries_per_day: 1e11}}', 'workload.queries_per_day: must be at most 10000000000'],
  ['an infinite volume', '{workload: {queries_per_day: .inf}}', 'workload.queries_per_day: write a finite number'],
  ['no number', '{workload: {queries_per_day: .nan}}', 'workload.queries_per_day: write a finite number'],
  ['a text', '{workload: {queries_per_day: many}}', 'workload.queries_per_day: write a finite number'],
  [
    'P10 above P50',
    '{workload: {tokens: {user: {p10: 3, p50: 2, p90: 4}}}}',
    'workload.tokens.user: p10 must not be above p50',
  ],
  [
    'P50 above P90',
    '{people: {weeks: {rag: {p10: 1, p50: 5, p90: 4}}}}',
    'people.weeks.rag: p10 must not be above p50, nor p50 above p90',
  ],
  ['a range without an end', '{corpus: {tokens: {p10: 3, p50: 4}}}', 'corpus.tokens: p90 missing'],
  ['a cache that lives no time', '{cache: {ttl_seconds: 0}}', 'cache.ttl_seconds: must be above 0'],
  ['a hit rate above 1', '{cache: {hit_rate: 1.1}}', 'cache.hit_rate: must be at most 1'],
  ['no active hour', '{workload: {active_hours_per_day: 0}}', 'workload.active_hours_per_day: must be above 0'],
  ['a day of 25 hours', '{workload: {active_hours_per_day: 25}}', 'workload.active_hours_per_day: must be at most 24'],
  ['passages of no length', '{corpus: {chunk_tokens: 0}}', 'corpus.chunk_tokens: must be above 0'],
  [
    'passages shorter than they share',
    '{corpus: {chunk_tokens: 100, overlap_tokens: 100}}',
    'corpus.overlap_tokens: must be below corpus.chunk_tokens',
  ],
  [
    'passages that share more than the usual length',
    '{corpus: {overlap_tokens: 500}}',
    'corpus.overlap_tokens: must be below corpus.chunk_tokens, which is 400',
  ],
  ['no month', '{horizon_months: 0}', 'horizon_months: at least 1 month'],
  ['a range of months the wrong way', '{horizon_months: {p10: 6, p50: 12, p90: 9}}', 'horizon_months: p10 must not be'],
  [
    'a tier in words',
    '{models: {rag: {input: 1, output: 1, tier: {above: 9, input: twice}}}}',
    'models.rag.tier.input: write $',
  ],
  [
    'a tier below nothing',
    '{models: {rag: {input: 1, output: 1, tier: {above: 9, input: -1}}}}',
    'models.rag.tier.input: must',
  ],
  ['half a month', '{horizon_months: 1.5}', 'horizon_months: write whole months'],
  ['an unknown input', '{workload: {querys_per_day: 1}}', 'workload.querys_per_day: there is no such input'],
  ['an unknown option', '{people: {weeks: {ragg: 1}}}', 'people.weeks'],
  ['an unknown model', '{models: {rag: openai/gpt-99}}', 'models.rag: no price for "openai/gpt-99"'],
  [
    'a model taken for another by its beginning',
    '{models: {rag: anthropic/claude-sonnet-5-5x}}',
    'models.rag: no price for "anthropic/claude-sonnet-5-5x"',
  ],
  [
    'a model without its vendor',
    '{models: {prompt: gpt-99}}',
    'models.prompt: no price for "gpt-99": write provider/id',
  ],
  [
    'a model that is gone',
    '{start: 2027-02-01, models: {rag: openai/gpt-4o}}',
    'models.rag: gpt-4o stopped on 2027-01-14',
  ],
  [
    'a model of the price list that is gone, which the list does not say',
    '{models: {rag: openai/gpt-4.1-nano}}',
    'models.rag: gpt-4.1-nano stopped on 2026-10-23',
  ],
  [
    'a place to tune that is not known',
    '{models: {fine-tune: openai/gpt-9}}',
    'models.fine-tune: no place to tune "openai/gpt-9"',
  ],
  [
    'a place to tune that is gone',
    "{start: 2027-02-01, models: {fine-tune: 'openai/gpt-4.1-mini tuned at OpenAI'}}",
    'models.fine-tune: gpt-4.1-mini tuned at OpenAI stopped on 2027-01-14',
  ],
  [
    'a base model that has stopped',
    '{start: 2026-12-01, tuning: {base_shutdown: 2026-11-30}}',
    'tuning.base_shutdown: the base model stopped on 2026-11-30',
  ],
  [
    'prices of a hybrid by name',
    '{models: {hybrid: openai/gpt-6-luna}}',
    'models.hybrid: a hybrid is tuned where fine-tune is',
  ],
  [
    'two ways to serve',
    '{tuning: {serving: {hosting_usd_per_hour: 1, gpu_usd_per_hour: 1}}}',
    'tuning.serving: give hosting_usd_per_hour or gpu_usd_per_hour',
  ],
  [
    'two ways to pay for training',
    '{tuning: {train_usd_per_mtok: 1, gpu: {usd_per_hour: 1, tokens_per_second: 1}}}',
    'tuning: give train_usd_per_mtok or gpu',
  ],
  [
    'cards of unknown speed',
    '{tuning: {gpu: {usd_per_hour: 1}}}',
    'tuning.gpu.tokens_per_second: write a finite number',
  ],
  [
    'a database twice',
    '{rag: {vector_db: {usd_per_month: 1, product: pgvector}}}',
    'rag.vector_db: give usd_per_month or a product',
  ],
  [
    'an unknown database',
    '{rag: {vector_db: {product: shelf}}}',
    'rag.vector_db.product: no price for the vector database "shelf"',
  ],
  [
    'a card used more than whole',
    '{tuning: {serving: {utilisation: 2}}}',
    'tuning.serving.utilisation: must be at most 1',
  ],
  ['a card never used', '{tuning: {serving: {utilisation: 0}}}', 'tuning.serving.utilisation: must be above 0'],
  ['a day that is none', '{start: 2026-02-30}', 'start: write a date as YYYY-MM-DD'],
  ['a seed that is none', '{seed: -1}', 'seed: must be at least 0'],
  ['half a seed', '{seed: 1.5}', 'seed: write a whole number'],
  ['months in words', '{horizon_months: twelve}', 'horizon_months: write whole months'],
  ['a switch that is neither', '{cash_only: maybe}', 'cash_only: write true or false'],
  ['work for no option', '{people: {weeks: 3}}', 'people.weeks: write {option: value, …} for any of prompt,'],
  ['a model without a name', "{models: {rag: ''}}", 'models.rag: no price for ""'],
  ['a database that is a number', '{rag: {vector_db: {product: 7}}}', 'rag.vector_db.product: write the name'],
  ['no object', '7', 'write inputs by their names'],
  ['no group', '{workload: 7}', 'workload: write inputs by their names'],
  ['a model that is a number', '{models: {rag: 7}}', 'models.rag: write "provider/id", or prices'],
  ['half a price', '{models: {rag: {input: 1}}}', 'models.rag.output: write a finite number'],
  ['a price below nothing', '{models: {rag: {input: -1, output: 1}}}', 'models.rag.input: must be at least 0'],
  [
    'a price that is none',
    '{models: {rag: {input: 1, output: 1, cached: 1}}}',
    'models.rag.cached: there is no such input',
  ],
];
const refused = await run(bad.map(([, text]) => `- ${text}`).join('\n'), '--json');

describe('rag-or-ft costs --inputs', () => {
  it('gives an object for an object and a list for a list, the same to the byte', async () => {
    const given = { workload: { queries_per_day: 321 } };
    const [one, again] = [
      await run(JSON.stringify(given), '--json'),
      await run(JSON.stringify([given, given]), '--json'),
    ];
    expect([one.code, one.err]).toEqual([0, expect.stringMatching(/^(?:Older than 45 days [^\n]+\n)?$/)]);
    const report: unknown = JSON.parse(one.out);
    expect(JSON.parse(again.out)).toEqual([report, report]);
    expect(report).toMatchObject({ seed: 20_261_121, prices: { as_of: '2026-11-19' } });
  });

  it('dates each price by the row it is from, of the rule files or of the price list, and not one that was given', async () => {
    const [report] = await reports({ models: { prompt: 'openai/gpt-4.1', rag: { input: 1, output: 2 } } });
    expect(report?.prices).toMatchObject({
      as_of: '2026-09-23',
      dates: { prompt: '2026-09-23', 'long-context': '2026-11-19', 'fine-tune': '2026-11-20' },
      rows: {
        'models.prompt.input': { row: 'gpt-4.1', as_of: '2026-09-23' },
        'models.long-context.input': { row: 'gpt-6.1-terra', as_of: '2026-11-19' },
        'rag.rerank_usd_per_query': { as_of: '2026-08-06' },
      },
    });
    expect(report?.prices.dates).not.toHaveProperty('rag');
    expect(report?.prices.rows).not.toHaveProperty('models.rag.input');
  });

  it('prints a table for people', async () => {
    const { code, out } = await run('{workload: {queries_per_day: 0}}');
    expect(code).toBe(0);
    expect(out).toMatch(/^rag +\$[\d.,K]+ +\$[\d.,K]+ +no traffic/m);
  });

  it('says what cannot be had', async () => {
    const [report] = await reports({ corpus: { tokens: 5_000_000 } });
    expect(report!.options['long-context']).toMatchObject({
      unavailable: '5,000,650 tokens do not fit gpt-6.1-terra, which reads 922,000 at most',
    });
    expect(report!.break_even.filter(({ from, to }) => [from, to].includes('long-context'))).toEqual([]);
    const lines = (await run('{corpus: {tokens: 5000000}}')).out.split('\n');
    expect(lines).toContain(
      'long-context cannot be had: 5,000,650 tokens do not fit gpt-6.1-terra, which reads 922,000 at most',
    );
    expect(lines.find((line) => line.startsWith('long-context '))).toMatch(/^long-context(?: +-){7}$/);
  });

  it('with a fault in its input prints nothing, and ends with 2', async () => {
    expect([refused.code, refused.out]).toEqual([2, '']);
    const alone = await run('{workload: {queries_per_day: -1}}');
    expect([alone.code, alone.out]).toEqual([2, '']);
    expect(alone.err).toBe('[0] workload.queries_per_day: must be at least 0\n');
  });

  it.each(bad.map(([name, , fault], at) => [name, fault, at] as const))(
    'names the input for %s: %s',
    (_, fault, at) => {
      const own = refused.err.split('\n').filter((line) => line.startsWith(`[${at}]`));
      expect(own).toEqual([expect.stringContaining(fault)]);
      expect(own[0]).not.toMatch(/Invalid|undefined|NaN/);
    },
  );
});

it('says so where numbers of a tier are read as multiples of the list price, and not where they are prices', async () => {
  const tiers = [
    { above: 1e5, input: 2, output: 1.5 },
    { above: 1e5, input: 5, output: 15 },
    { above: 1e5, input: '2x', output: '1.5x' },
  ];
  const { code, err } = await run(
    JSON.stringify(tiers.map((tier) => ({ models: { rag: { input: 2.5, output: 10, tier } } }))),
  );
  expect(code).toBe(0);
  const notes = err.split('\n').filter((line) => line.startsWith('['));
  expect(notes).toEqual([
    expect.stringContaining('[0] models.rag.tier.input: read as 2 times the list price of $2.5'),
    expect.stringContaining('[0] models.rag.tier.output: read as 1.5 times the list price of $10'),
  ]);
});
