import { describe, expect, it } from 'vitest';
import type { ChatPrices } from '../../src/core/costs/contract.ts';
import { certain } from '../../src/core/costs/estimate.ts';
import { type Place, placesFor, tunedModel, type Wanted } from '../../src/core/costs/places.ts';
import { resolve } from '../../src/core/costs/scenario.ts';
import type { CostBook } from '../../src/core/costs/types.ts';
import { at, book, dated, pricing } from './costs-book.ts';

const tuned = { ...dated, base: 'b', train: 2, context_window: 1000 };
const hosted = { ...tuned, id: 'h', serving: 'hosted', input: 3, output: 4, hosting_per_hour: 5 };
const cards = { ...tuned, id: 'g', serving: 'own_gpus', gpu: 'l4', gpus_per_replica: 2 };
const tuning = (...rows: readonly object[]): CostBook => pricing({ fine_tuning: rows });
const both = tuning(hosted, cards);

const start = '2026-12-01';
const nothing: Wanted = { model: undefined, hybrid: undefined, serving: undefined, start, end: '2027-12-01' };

const placed = (wanted: Partial<Wanted>, from = both): readonly Place[] => {
  const places = placesFor(from, { ...nothing, ...wanted });
  if ('path' in places) throw new Error(places.message);
  return places;
};
const idsOf = (wanted: Partial<Wanted>, from = both): readonly string[] => placed(wanted, from).map(({ id }) => id);
const problem = (wanted: Partial<Wanted>, from = both): unknown => placesFor(from, { ...nothing, ...wanted });

const numbersOf = (place: Place | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries([...(place?.numbers ?? [])].map(([path, { p50 }]) => [path, p50]));

const prices = (input: number, output: number): ChatPrices => ({
  input: certain(input),
  output: certain(output),
  context_window: certain(input * 100),
});

describe('the places to tune', () => {
  it.each<[string, Partial<Wanted>, readonly string[]]>([
    ['are all that are open where nothing is said', {}, ['h (test)', 'g (test)']],
    ['are those paid by the token where a fee is given', { serving: 'hosted' }, ['h (test)']],
    ['are those on cards where a price of cards is given', { serving: 'gpu' }, ['g (test)']],
    ['are those paid by the token where a hybrid has prices', { hybrid: prices(1, 1) }, ['h (test)']],
    [
      'are those on cards where a hybrid has prices and cards have one',
      { hybrid: prices(1, 1), serving: 'gpu' },
      ['g (test)'],
    ],
    ['are the one named', { model: 'g' }, ['g (test)']],
    ['are the one named with its provider', { model: 'test/h' }, ['h (test)']],
    ['are all of a base model', { model: 'test/b' }, ['h (test)', 'g (test)']],
    ['are those of a base model paid in one way', { model: 'test/b', serving: 'gpu' }, ['g (test)']],
    ['are one where prices are given', { model: prices(1, 1) }, ['prices given']],
    ['are the one named for both options', { model: 'h', hybrid: 'h' }, ['h (test)']],
  ])('%s', (_, wanted, ids) => {
    expect(idsOf(wanted)).toEqual(ids);
  });

  it.each<[string, object, readonly string[]]>([
    ['take nobody new', { existing_customers_only: true }, ['g (test)']],
    ['took new jobs until the day before', { new_jobs_until: '2026-11-30' }, ['g (test)']],
    ['take new jobs until the day', { new_jobs_until: start }, ['h (test)', 'g (test)']],
    ['stop on the last day', { base_shutdown: '2027-12-01' }, ['g (test)']],
    ['stop a day later', { base_shutdown: '2027-12-02' }, ['h (test)', 'g (test)']],
  ])('are looked at for those that %s', (_, change, ids) => {
    expect(idsOf({}, tuning({ ...hosted, ...change }, cards))).toEqual(ids);
  });

  it.each<[Wanted['serving'], object, string]>([
    [undefined, { existing_customers_only: true }, 'hosted'],
    ['gpu', {}, 'gpu'],
  ])('are none where none is open, served by %s', (serving, change, served) => {
    const [place, ...others] = placed({ serving }, tuning({ ...hosted, ...change }));
    expect(others).toEqual([]);
    expect(place).toMatchObject({
      id: 'none',
      serving: served,
      gone: 'no place to tune is open and lasts until 2027-12-01',
    });
    expect(place?.numbers.size).toBe(0);
    expect(place && tunedModel(place, 'hybrid')).toMatchObject({ id: 'none', gone: place?.gone, steady: 0 });
  });

  it.each<[string, Partial<Wanted>, string, string]>([
    [
      'an unknown name',
      { model: 'x' },
      'models.fine-tune',
      'no place to tune "x": name one of test/h, test/g, or its prices',
    ],
    [
      'a base without its provider',
      { model: 'b' },
      'models.fine-tune',
      'no place to tune "b": name one of test/h, test/g, or its prices',
    ],
    [
      'cards where tokens are paid',
      { model: 'h', serving: 'gpu' },
      'tuning.serving',
      'h is served paid per token there: leave the price of the other kind out',
    ],
    [
      'a fee where cards are paid',
      { model: 'test/g', serving: 'hosted' },
      'tuning.serving',
      'test/g is served on cards of your own: leave the price of the other kind out',
    ],
    [
      'a hybrid elsewhere',
      { model: 'h', hybrid: 'g' },
      'models.hybrid',
      'a hybrid is tuned where fine-tune is: name the place there, or write its prices here',
    ],
    [
      'a hybrid alone',
      { hybrid: 'g' },
      'models.hybrid',
      'a hybrid is tuned where fine-tune is: name the place there, or write its prices here',
    ],
    [
      'an unknown name before a hybrid',
      { model: 'x', hybrid: 'g' },
      'models.fine-tune',
      'no place to tune "x": name one of test/h, test/g, or its prices',
    ],
  ])('refuse %s', (_, wanted, path, message) => {
    expect(problem(wanted)).toEqual({ path, message });
  });

  it.each([
    [{ base_shutdown: '2026-11-30' }, 'h stopped on 2026-11-30: choose another place'],
    [{ base_shutdown: start }, 'h stopped on 2026-12-01: choose another place'],
    [{ new_jobs_until: '2026-11-30' }, 'h has taken no new training jobs since 2026-11-30: choose another place'],
  ])('refuse one that has ended: %j', (change, message) => {
    const from = tuning({ ...hosted, ...change }, cards);
    expect(problem({ model: 'h' }, from)).toEqual({ path: 'models.fine-tune', message });
    expect(idsOf({ model: 'test/b' }, from)).toEqual(['g (test)']);
  });

  it.each([{ base_shutdown: '2026-12-02' }, { new_jobs_until: start }, { existing_customers_only: true }])(
    'take by name one that has not ended: %j',
    (change) => {
      expect(idsOf({ model: 'h' }, tuning({ ...hosted, ...change }))).toEqual(['h (test)']);
    },
  );
});

describe('what a place to tune costs', () => {
  it('is by the token and for hosting', () => {
    const [place] = placed({ serving: 'hosted' }, tuning({ ...hosted, base_shutdown: '2028-01-01' }));
    expect(numbersOf(place)).toEqual({
      'tuning.train_usd_per_mtok': 2,
      'models.fine-tune.input': 3,
      'models.fine-tune.output': 4,
      'models.hybrid.input': 3,
      'models.hybrid.output': 4,
      'tuning.serving.hosting_usd_per_hour': 5,
    });
    expect(place).toMatchObject({ serving: 'hosted', shutdown: '2028-01-01', row: { id: 'h' }, trained: { id: 'h' } });
    expect(place?.cards).toBeUndefined();
    expect(place && tunedModel(place, 'hybrid')).toMatchObject({ window: 1000, maxInput: 1000, tierInput: 1 });
  });

  it('is for cards with what comes on top of them', () => {
    const [place] = placed({ serving: 'gpu' });
    const card = book.prices.gpus.find(({ id }) => id === 'l4');
    const over = book.costs['gpu_overhead'];
    if (card === undefined || over === undefined) throw new Error('no card');
    expect(place?.numbers.get('tuning.serving.gpu_usd_per_hour')).toEqual({
      p10: over.p10 * card.per_hour,
      p50: over.p50 * card.per_hour,
      p90: over.p90 * card.per_hour,
    });
    expect(numbersOf(place)).toEqual({
      'tuning.train_usd_per_mtok': 2,
      'tuning.serving.gpu_usd_per_hour': over.p50 * card.per_hour,
      'tuning.serving.gpus': 2,
      'tuning.serving.prefill_tps': card.prefill_tokens_per_second,
      'tuning.serving.decode_tps': card.decode_tokens_per_second,
    });
    expect(place).toMatchObject({ serving: 'gpu', cards: { id: 'l4' }, row: { id: 'g' }, trained: { id: 'g' } });
  });

  it('is what somebody gave for both options, training as at the first place of that kind', () => {
    const other = { ...hosted, id: 'i', train: 9 };
    const [place] = placed({ model: prices(6, 7) }, tuning(cards, other, hosted));
    expect(numbersOf(place)).toEqual({
      'tuning.train_usd_per_mtok': 9,
      'models.fine-tune.input': 6,
      'models.fine-tune.output': 7,
      'models.hybrid.input': 6,
      'models.hybrid.output': 7,
      'tuning.serving.hosting_usd_per_hour': 0,
    });
    expect(place).toMatchObject({ id: 'prices given', serving: 'hosted', trained: { id: 'i' } });
    expect(place?.limits['fine-tune'].window).toBe(600);
  });

  it('trains as at the first open place where none is of that kind, and nowhere where none is open', () => {
    const [place] = placed({ model: prices(6, 7), serving: 'gpu' }, tuning(hosted));
    expect(place).toMatchObject({ serving: 'gpu', trained: { id: 'h' } });
    expect(numbersOf(place)).toMatchObject({ 'tuning.train_usd_per_mtok': 2, 'models.hybrid.output': 7 });
    const [alone] = placed({ model: prices(6, 7) }, tuning());
    expect(numbersOf(alone)).not.toHaveProperty('tuning.train_usd_per_mtok');
  });

  it('is another for a hybrid with prices of its own, and only for it', () => {
    const [place] = placed({ model: 'h', hybrid: prices(8, 9) });
    expect(numbersOf(place)).toMatchObject({
      'models.fine-tune.input': 3,
      'models.fine-tune.output': 4,
      'models.hybrid.input': 8,
      'models.hybrid.output': 9,
    });
    expect([place?.limits['fine-tune'].window, place?.limits.hybrid.window]).toEqual([1000, 800]);
  });
});

const problems = (given: Readonly<Record<string, number>>, choices: Partial<Parameters<typeof resolve>[2]>) => {
  const numbers = new Map(Object.entries(given).map(([path, value]) => [path, certain(value)] as const));
  const resolved = resolve(book, numbers, { start: at, ...choices });
  return resolved.ok ? [] : resolved.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('what is wrong with a workload', () => {
  const known = book.prices.vector_databases.map(({ id }) => id).join(', ');
  const places = book.prices.fine_tuning.map(({ provider, id }) => `${provider}/${id}`).join(', ');
  const overlap = 'corpus.overlap_tokens';
  const chunk = 'corpus.chunk_tokens';
  const usual = book.costs['chunk_tokens']?.p50 ?? 0;
  const noPrice = 'no price for "x": write provider/id, for example openai/gpt-6-luna';

  it.each<[string, Readonly<Record<string, number>>, Parameters<typeof problems>[1], readonly string[]]>([
    ['nothing', {}, {}, []],
    ['nothing about an overlap below its passages', { [overlap]: 99, [chunk]: 100 }, {}, []],
    [
      'an overlap of whole passages',
      { [overlap]: 100, [chunk]: 100 },
      {},
      [`${overlap}: must be below ${chunk}, which is 100`],
    ],
    [
      'an overlap of usual passages',
      { [overlap]: usual },
      {},
      [`${overlap}: must be below ${chunk}, which is ${usual}`],
    ],
    ['nothing about passages alone', { [chunk]: 1 }, {}, []],
    [
      'a base model that stopped on the day',
      {},
      { baseShutdown: at },
      [`tuning.base_shutdown: the base model stopped on ${at}, before the start`],
    ],
    ['nothing about one that stops later', {}, { baseShutdown: '2026-11-22' }, []],
    [
      'an unknown database',
      {},
      { database: 'x' },
      [`rag.vector_db.product: no price for the vector database "x": name one of ${known}`],
    ],
    ['nothing about a database that has a price', { 'rag.vector_db.usd_per_month': 1 }, { database: 'x' }, []],
    [
      'an unknown place',
      {},
      { models: { 'fine-tune': 'h', hybrid: 'h' } },
      [`models.fine-tune: no place to tune "h": name one of ${places}, or its prices`],
    ],
    [
      'everything at once',
      { [overlap]: 5, [chunk]: 5 },
      { models: { prompt: 'x', 'long-context': 'x', rag: 'x' }, database: '' },
      [
        `models.prompt: ${noPrice}`,
        `models.long-context: ${noPrice}`,
        `models.rag: ${noPrice}`,
        `${overlap}: must be below ${chunk}, which is 5`,
        `rag.vector_db.product: no price for the vector database "": name one of ${known}`,
      ],
    ],
  ])('is %s', (_, given, choices, found) => {
    expect(problems(given, choices)).toEqual(found);
  });

  it('is nothing about a database that is named by its id or by its provider, which is then priced', () => {
    for (const key of ['id', 'provider'] as const) {
      for (const row of book.prices.vector_databases) {
        const resolved = resolve(book, new Map(), { start: at, database: row[key] });
        if (!resolved.ok) throw new Error(`${row[key]} is not known`);
        expect(resolved.at(300, resolved.places[0]).market.database?.[key]).toBe(row[key]);
      }
    }
  });
});
