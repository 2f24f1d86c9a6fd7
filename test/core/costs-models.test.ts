import { describe, expect, it } from 'vitest';
import type { ChatPrices, TierPrice } from '../../src/core/costs/contract.ts';
import { certain } from '../../src/core/costs/estimate.ts';
import { limitsGiven, named, type PriceList, type Sold, soldFor, tierReadAs } from '../../src/core/costs/models.ts';
import {
  embeddingRow,
  eventsBetween,
  gpuRow,
  modelFor,
  rerankerRow,
  vectorDatabaseRow,
} from '../../src/core/costs/rows.ts';
import { type ModelRow, priceRows } from '../../src/core/costs/schema.ts';
import type { CostBook } from '../../src/core/costs/types.ts';
import { book, dated, pricing } from './costs-book.ts';

const start = '2026-12-01';
const plain = { ...dated, id: 'm', input: 1, output: 2, context_window: 1000 };
const models = (...rows: readonly object[]): CostBook => pricing({ models: rows, shutdowns: [] });

const rowOf = (given: object): ModelRow => {
  const [row] = priceRows.parse({ as_of: start, models: [given] }).models;
  if (row === undefined) throw new Error('no row');
  return row;
};

/** A price list of these rows, of which one name is like another. */
const listing = (...rows: readonly object[]): PriceList => ({
  asOf: start,
  find: (provider, id, on) =>
    rows.map(rowOf).find((row) => row.provider === provider && row.id === id && (row.from ?? '') <= on),
  similar: (provider, id) => (id === 'mm' ? `${provider}/m` : undefined),
});

const asking = (from: CostBook, list?: PriceList, months = 3) => ({ book: from, list, start, months });

function sold(found: Sold | string): Sold {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('a model by its name', () => {
  const from = models(plain, { ...plain, id: 'x/y' });

  it.each(['m', 'test/m'])('is found as %s', (name) => {
    expect(sold(named(asking(from), name)).id).toBe('m');
  });

  it('begins after the first slash', () => {
    expect(sold(named(asking(from), 'test/x/y')).id).toBe('x/y');
  });

  it.each([
    ['n', 'no price for "n": write provider/id, for example openai/gpt-6-luna'],
    ['mm', 'no price for "mm": write provider/id, for example openai/gpt-6-luna'],
    ['other/m', 'no price for "other/m": write the exact id, or its prices as {input, output, …}'],
    [
      'test/mm',
      'no price for "test/mm"; the price list takes it for test/m, which may cost something else: write the exact id, or its prices as {input, output, …}',
    ],
  ])('is not found as %s', (name, says) => {
    expect(named(asking(from, listing()), name)).toBe(says);
  });

  it('has its price from the rule files before the list, and from the list with its provider alone', () => {
    const list = listing({ ...plain, input: 7 }, { ...plain, id: 'l', input: 8 });
    const priceOf = (name: string) => sold(named(asking(from, list), name)).prices(300).input.p50;
    expect([priceOf('test/m'), priceOf('test/l')]).toEqual([1, 8]);
    expect(named(asking(from, list), 'l')).toBe('no price for "l": write provider/id, for example openai/gpt-6-luna');
  });

  it.each([
    ['2026-11-30', 'm stopped on 2026-11-30: choose another model'],
    [start, 'm stopped on 2026-12-01: choose another model'],
    ['2026-12-02', undefined],
  ])('that stops on %s', (shutdown, says) => {
    const found = named(asking(models({ ...plain, shutdown })), 'm');
    expect(typeof found === 'string' ? found : found.gone).toBe(says);
  });

  it.each([
    ['m', 'test', 'm stopped on 2026-11-30: choose another model'],
    ['m', 'other', undefined],
    ['n', 'test', undefined],
  ])('of the list stops when the rule files say so of %s by %s', (id, provider, says) => {
    const shutdowns = [{ ...dated, id, provider, shutdown: '2026-11-30' }];
    const found = named(asking(pricing({ models: [], shutdowns }), listing(plain)), 'test/m');
    expect(typeof found === 'string' ? found : found.gone).toBe(says);
  });
});

describe('what a model costs', () => {
  it.each([
    [300, 1.25],
    [1949, 1.25],
    [1951, 3],
    [9000, 3],
  ])('to write a cache of %d seconds is that of the nearest lifetime', (lifetime, usd) => {
    const row = { ...plain, cache_read: 0.1, cache_write: { 300: 1.25, 3600: 3 }, cache_minimum: 512 };
    const found = sold(named(asking(models(row)), 'm'));
    expect(found).toMatchObject({ lifetimes: [300, 3600], cacheable: true, cacheMinimum: 512, storage: 0 });
    expect(found.prices(lifetime)).toEqual({
      input: certain(1),
      output: certain(2),
      cache_read: certain(0.1),
      cache_write: certain(usd),
    });
  });

  it('is that of its input where nothing is cached', () => {
    const found = sold(named(asking(models(plain)), 'm'));
    expect(found).toMatchObject({ lifetimes: [], cacheable: false });
    expect(found.prices(300)).toMatchObject({ cache_read: certain(1), cache_write: certain(1) });
    expect(found.limits).toEqual({ window: 1000, maxInput: 1000, tierAbove: Infinity, tierInput: 1, tierOutput: 1 });
  });

  it('is limited as its row says', () => {
    const row = { ...plain, max_input: 900, tier: { above: 500, input: 2, output: 1.5 }, cache_storage_per_hour: 4 };
    const found = sold(named(asking(models(row)), 'm'));
    expect(found.storage).toBe(4);
    expect(found.limits).toEqual({ window: 1000, maxInput: 900, tierAbove: 500, tierInput: 2, tierOutput: 1.5 });
  });

  const until = { ...plain, cache_read: 0.5, cache_write: { 300: 1 }, until: '2027-01-01' };
  const later = { ...until, until: undefined, from: '2027-01-01' };
  it.each<[string, object, object | undefined]>([
    ['input', { input: 3 }, { input: 3 }],
    ['output', { output: 3 }, { output: 3 }],
    ['cached input', { cache_read: 0.7 }, { cache_read: 0.7 }],
    ['cache', { cache_write: { 300: 2 } }, { cache_write: 2 }],
    ['window, which is no price', { context_window: 9 }, undefined],
  ])('changes in the month in which another row begins to hold, by its %s', (_, change, second) => {
    const first = { input: 1, output: 2, cache_read: 0.5, cache_write: 1 };
    const found = sold(named(asking(models(until, { ...later, ...change })), 'm'));
    const after = { ...first, ...second };
    expect(found.schedule?.(300)).toEqual(second === undefined ? undefined : [first, after, after]);
  });

  it('stays where no row follows, and is that of the list where that knows one', () => {
    expect(sold(named(asking(models(until)), 'm')).schedule).toBeUndefined();
    const list = listing({ ...plain, input: 9 });
    const monthly = sold(named(asking(models(until), list), 'm')).schedule?.(300);
    expect(monthly?.map(({ input }) => input)).toEqual([1, 9, 9]);
  });

  it('does not follow the row of another provider', () => {
    const found = sold(named(asking(models(until, { ...later, provider: 'other', input: 3 })), 'test/m'));
    expect(found.schedule).toBeUndefined();
  });
});

const given = (input: number, output: number, tier?: Partial<Record<'input' | 'output', TierPrice>>): ChatPrices => ({
  input: certain(input),
  output: certain(output),
  ...(tier === undefined ? {} : { tier: { above: { p10: 1, p50: 700, p90: 900 }, ...tier } }),
});

const read = (times: number, list: number): string =>
  `read as ${times} times the list price of $${list}; write "${times}x" to say so, or $ per 1M tokens`;

describe('prices somebody gave', () => {
  it('hold for a model with no cache, window or tier', () => {
    const found = sold(soldFor(asking(book), 'rag', given(3, 5)));
    expect(found).toMatchObject({
      id: 'prices given',
      cacheable: false,
      lifetimes: [],
      storage: 0,
      cacheMinimum: 1024,
    });
    const limits = { window: Number.MAX_SAFE_INTEGER, maxInput: Number.MAX_SAFE_INTEGER, tierAbove: Infinity };
    expect(found.limits).toEqual({ ...limits, tierInput: 1, tierOutput: 1 });
    expect(found.prices(300)).toEqual({
      input: certain(3),
      output: certain(5),
      cache_read: certain(3),
      cache_write: certain(3),
    });
  });

  it('hold for its cache and its window', () => {
    const cached = { cache_read: certain(1), cache_write: certain(4), context_window: { p10: 1, p50: 800, p90: 900 } };
    const found = sold(soldFor(asking(book), 'rag', { ...given(3, 5), ...cached }));
    expect(found.cacheable).toBe(true);
    expect(found.prices(300)).toMatchObject({ cache_read: certain(1), cache_write: certain(4) });
    expect(found.limits).toMatchObject({ window: 800, maxInput: 800 });
  });

  it.each<[string, ChatPrices, readonly [number, number], readonly (readonly [string, string])[]]>([
    ['no prices', given(4, 10, {}), [1, 1], []],
    ['the list price', given(4, 10, { input: certain(4), output: certain(10) }), [1, 1], []],
    ['more than the list price', given(4, 10, { input: certain(8), output: certain(15) }), [2, 1.5], []],
    ['less for input', given(4, 10, { input: certain(3.9) }), [3.9, 1], [['input', read(3.9, 4)]]],
    ['less for output', given(4, 10, { output: certain(9) }), [1, 9], [['output', read(9, 10)]]],
    [
      'less for one of two',
      given(4, 10, { input: certain(8), output: certain(1.5) }),
      [8, 1.5],
      [
        ['input', read(8, 4)],
        ['output', read(1.5, 10)],
      ],
    ],
    [
      'less beside how many times',
      given(4, 10, { input: { times: 2 }, output: certain(3) }),
      [2, 3],
      [['output', read(3, 10)]],
    ],
    ['how many times alone', given(4, 10, { input: { times: 0.5 }, output: { times: 3 } }), [0.5, 3], []],
    ['something of nothing', given(0, 0, { input: certain(5), output: { times: 3 } }), [1, 1], []],
    ['a million times', given(1e-3, 1e-3, { input: certain(1001), output: certain(999) }), [1e6, 999_000], []],
  ])('with a tier of %s', (_, prices, [tierInput, tierOutput], says) => {
    const limits = limitsGiven(prices);
    expect(limits.tierAbove).toBe(700);
    expect(limits.tierInput).toBeCloseTo(tierInput, 9);
    expect(limits.tierOutput).toBeCloseTo(tierOutput, 6);
    expect(tierReadAs(prices)).toEqual(says.map(([part, text]) => ({ part, says: text })));
  });

  it('without a tier are read as nothing else', () => {
    expect(tierReadAs(given(4, 10))).toEqual([]);
  });
});

const using = (rows: object): CostBook => pricing({ models: [plain], ...rows });

const lacks = (kind: string, id: string): string => `prices.yml lacks a row of ${kind} with the id ${id}`;

describe('the rows that are calculated with', () => {
  it('are named where they are missing', () => {
    const none = using({ uses: {}, gpus: [] });
    const gone = using({ uses: { rag: 'x', embedding: 'x', vector_database: 'x', reranker: 'x' } });
    expect(() => modelFor(none, 'rag', start)).toThrow('prices.yml lacks uses.rag: name the row to calculate with');
    expect(() => embeddingRow(none)).toThrow('prices.yml lacks uses.embedding: name the row to calculate with');
    expect(() => modelFor(gone, 'rag', start)).toThrow(lacks('models', 'x'));
    expect(() => embeddingRow(gone)).toThrow(lacks('embeddings', 'x'));
    expect(() => vectorDatabaseRow(gone)).toThrow(lacks('vector_databases', 'x'));
    expect(() => rerankerRow(gone)).toThrow(lacks('rerankers', 'x'));
    expect(() => gpuRow(none, 'l4')).toThrow(lacks('gpus', 'l4'));
  });

  it('are those of the day, or the first where none holds', () => {
    const rows = [
      { ...plain, input: 1, from: '2026-01-01', until: '2026-06-01' },
      { ...plain, input: 2, from: '2026-06-01', until: start },
    ];
    const from = using({ models: rows, uses: { rag: 'm' } });
    const inputOn = (day: string) => modelFor(from, 'rag', day).input;
    expect(['2026-01-01', '2026-05-31', '2026-06-01', '2026-11-30', start].map(inputOn)).toEqual([1, 1, 2, 2, 1]);
    expect(sold(soldFor(asking(from), 'rag', undefined)).id).toBe('m');
    expect(soldFor(asking(from), 'rag', 'm')).toBe(
      'no price for "m": write provider/id, for example openai/gpt-6-luna',
    );
  });
});

describe('what happens within a horizon', () => {
  const tuned = { ...dated, id: 't', base: 'b', train: 1, context_window: 9, serving: 'hosted' };
  const from = pricing({
    models: [
      { ...plain, shutdown: '2027-03-01', until: '2027-02-01' },
      { ...plain, id: 'n', shutdown: '2027-02-01' },
    ],
    shutdowns: ['o', 'p'].map((id) => ({ ...dated, id, shutdown: '2027-01-15' })),
    fine_tuning: [
      { ...tuned, input: 1, output: 1, hosting_per_hour: 1, new_jobs_until: '2027-01-20', base_shutdown: '2027-02-20' },
    ],
  });
  const events = (at: string, end: string, baseShutdown?: string) =>
    eventsBetween(from, at, end, { models: new Set(['m', 'o']), baseShutdown }).map(({ date, text }) => [date, text]);

  const [first, second, third, fourth, fifth] = [
    ['2027-01-15', 'o stops'],
    ['2027-01-20', 'no new training jobs: t'],
    ['2027-02-01', 'the price of m changes'],
    ['2027-02-20', 'tuned models stop: t'],
    ['2027-03-01', 'm stops'],
  ];

  it('is told in order, of the models in use and every place to tune, its first and last day too', () => {
    expect(events('2027-01-15', '2027-03-01')).toEqual([first, second, third, fourth, fifth]);
    expect(events('2027-01-16', '2027-02-28')).toEqual([second, third, fourth]);
  });

  it('tells when the base model stops that somebody named', () => {
    const own = ['2027-01-31', 'the base model stops: tuning starts again on another'];
    expect(events('2027-01-18', '2027-02-10', '2027-01-31')).toEqual([second, own, third]);
    expect(events('2027-02-02', '2027-02-10', '2027-01-31')).toEqual([]);
  });
});
