import { describe, expect, it } from 'vitest';
import type { CostOption } from '../../src/core/costs/numbers.ts';
import type { OptionOutlook, Outlook } from '../../src/core/costs/outlook.ts';
import type { CostInput, OptionCost } from '../../src/core/costs/types.ts';
import {
  moneyAgainst,
  monthWords,
  oldPrices,
  overtakenWords,
  percent,
  priceDays,
  rangeLine,
  signLine,
} from '../../src/core/costs/words.ts';
import { costsOf, option as costOf } from './costs-book.ts';
import { rulebook } from './shipped.ts';

const euros = { code: 'EUR', perUsd: 0.5, on: '2026-11-20' };

/** An option at a middle, from half of it to twice as much. */
const one = (option: CostOption, p50: number, cheapestShare = 0, month?: number): OptionOutlook => ({
  option,
  range: { p10: p50 / 2, p50, p90: p50 * 2 },
  cheapestShare,
  paid: [],
  overtaken: { p10: month, p50: month, p90: month, never: month === undefined ? 1 : 0, month },
});

const swing = (label: string, low: number, high: number): Outlook['swings'][number] => ({
  input: 'corpus.tokens',
  low,
  high,
  flipsAt: undefined,
  flipsTo: undefined,
  label,
  unit: 'tokens',
});

const outlook = (given: Partial<Outlook>): Outlook => ({
  recommended: 'rag',
  months: 12,
  draws: 2000,
  seed: 1,
  options: [one('rag', 1000, 0.71)],
  swings: [],
  payback: undefined,
  ...given,
});

describe('the words for a month', () => {
  it.each([
    [undefined, 'never'],
    [-3, 'from the start'],
    [0, 'from the start'],
    [0.001, 'month 1'],
    [1, 'month 1'],
    [7, 'month 7'],
    [7.01, 'month 8'],
    [12, 'month 12'],
    [12.01, 'after the 12 months (month 13)'],
    [120, 'after the 12 months (month 120)'],
    [120.01, 'never'],
    [Number.POSITIVE_INFINITY, 'never'],
  ])('%s of 12 is %s', (month, words) => {
    expect(monthWords(month, 12)).toBe(words);
  });

  it('of the last month hold up to the longest horizon', () => {
    expect(monthWords(119.5, 120)).toBe('month 120');
  });
});

const words = (month: number | undefined, p10: number | undefined, p90: number | undefined, never: number): string =>
  overtakenWords({ ...one('rag', 1), overtaken: { month, p10, p50: month, p90, never } }, 12);

describe('when the recommended option has paid off', () => {
  it.each<[string, number | undefined, number | undefined, number | undefined, number]>([
    ['month 8 (5-11)', 7.5, 4.5, 10.1, 0],
    ['month 8 (5-120)', 7.5, 4.5, 120, 0],
    ['month 8 (5-never)', 7.5, 4.5, 120.5, 0],
    ['month 8 (5-never)', 7.5, 4.5, undefined, 0.2],
    ['month 8 (never)', 7.5, undefined, undefined, 0.95],
    ['month 8', 7.5, 7.1, 8, 0],
    ['month 8 (7-8)', 7.5, 7, 8, 0],
    ['after the 12 months (month 14) (13-20)', 14, 13, 20, 0],
    ['never (100-never)', 130, 100, 140, 0],
    ['from the start', 0, -1, 5, 0],
    ['from the start', -2, -4, undefined, 0],
    ['from the start (0-5)', 0, 0, 5, 0.1],
    ['open (never in 10 % of draws)', 0, 0, undefined, 0.1],
    ['open (never in 29 % of draws)', 7.5, -1, undefined, 0.29],
    ['open', 7.5, 0, 120.5, 0],
    ['month 1 (0-5)', 0.5, 0, 5, 0],
    ['never', undefined, undefined, undefined, 1],
    ['never', undefined, undefined, undefined, 0.995],
    ['never (in 99 % of draws)', undefined, undefined, undefined, 0.9949],
    ['never (in 60 % of draws)', undefined, 5, undefined, 0.6],
  ])('is told as "%s"', (text, month, p10, p90, never) => {
    expect(words(month, p10, p90, never)).toBe(text);
  });

  it.each([
    ['month 30', undefined, 29.5, 0],
    ['after the 12 months (month 30) (20-40)', undefined, 29.5, 0.4],
    ['never (in 50 % of draws)', undefined, 29.5, 0.5],
  ])('is told by the draws where most of them reach what the middle misses: "%s"', (text, month, p50, never) => {
    const [p10, p90] = never === 0 ? [29.2, 29.9] : [19.5, 40];
    const overtaken = { month, p10, p50, p90, never };
    expect(overtakenWords({ ...one('rag', 1), overtaken }, never === 0 ? 36 : 12)).toBe(text);
  });

  it('is a dash for the recommended option itself', () => {
    expect(overtakenWords({ ...one('rag', 1), overtaken: undefined }, 12)).toBe('–');
  });
});

describe('a share in words', () => {
  it.each([
    [0, '0 %'],
    [0.0001, '<1 %'],
    [0.0049, '<1 %'],
    [0.005, '1 %'],
    [0.014, '1 %'],
    [0.71, '71 %'],
    [0.994, '99 %'],
    [0.995, '>99 %'],
    [0.9951, '>99 %'],
    [0.9999, '>99 %'],
    [1, '100 %'],
    [1.25, '125 %'],
  ])('%d is %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});

describe('the line for whoever signs', () => {
  const plan = 'Plan with $1,000 for the first 12 months; one time in ten it is more than $2,000.';

  it('says what to plan with and the worst case, of the recommended option', () => {
    expect(signLine(outlook({ options: [one('long-context', 5), one('rag', 1000)] }))).toBe(plan);
  });

  it.each([
    [100, 900],
    [900, 100],
  ])('says what to measure first, from $%d to $%d', (low, high) => {
    const swings = [swing('Tokens of the corpus', low, high), swing('Queries', 0, 5)];
    expect(signLine(outlook({ swings }))).toBe(
      `${plan} Measure this first: tokens of the corpus. It alone moves the total by $800.`,
    );
  });

  it('speaks in another currency', () => {
    expect(signLine(outlook({ months: 24, swings: [swing('Q', 0, 300)] }), euros)).toBe(
      'Plan with EUR 500 for the first 24 months; one time in ten it is more than EUR 1,000. Measure this first: q. It alone moves the total by EUR 150.',
    );
  });

  it('is empty where the recommended option cannot be had', () => {
    expect(signLine(outlook({ options: [one('prompt', 5)], swings: [swing('Q', 0, 300)] }))).toBe('');
  });
});

describe('the line of the range', () => {
  const start = 'RAG: $500-$2,000 for the first 12 months; the cheapest way to bring in facts in 71 % of 2,000 draws';
  const rag = one('rag', 1000, 0.71);

  it.each<[string, readonly OptionOutlook[], string]>([
    ['names nobody where it is alone', [rag], ''],
    ['names what it overtakes', [one('long-context', 9, 0.1, 7.5), rag], '; overtakes Long context: month 8'],
    ['names nobody who is overtaken from the start', [rag, one('hybrid', 9, 0.1, 0)], ''],
    [
      'names whoever is overtaken soon after the start',
      [rag, one('hybrid', 9, 0, 0.1)],
      '; overtakes RAG + fine-tuning: month 1',
    ],
    ['names nobody who is never overtaken', [rag, one('hybrid', 9, 0.1)], ''],
    ['names nobody who is the recommended one', [one('rag', 1000, 0.71, 5)], ''],
    ['names nobody who is not compared', [rag, { ...one('hybrid', 9, 0.1), overtaken: undefined }], ''],
    ['names nobody who does another job', [rag, one('prompt', 9, 0.5, 5), one('classifier', 9, 0.9, 5)], ''],
    [
      'names the one of several that is the cheapest most often',
      [one('long-context', 9, 0.1, 3), rag, one('hybrid', 9, 0.2, 5)],
      '; overtakes RAG + fine-tuning: month 5',
    ],
    [
      'names the first of several that are alike',
      [one('long-context', 9, 0.2, 3), rag, one('hybrid', 9, 0.2, 5)],
      '; overtakes Long context: month 3',
    ],
  ])('%s', (_, options, end) => {
    expect(rangeLine(outlook({ options }), rulebook)).toBe(`${start}${end}`);
  });

  it('speaks of behavior where weights are trained, and in another currency', () => {
    const options = [one('classifier', 9, 0.1, 13.5), one('fine-tune', 1000, 0.004), one('rag', 9, 0.9, 5)];
    expect(rangeLine(outlook({ recommended: 'fine-tune', options, draws: 400 }), rulebook, euros)).toBe(
      'Fine-tuning: EUR 250-EUR 1,000 for the first 12 months; the cheapest way to change behavior in <1 % of 400 draws; overtakes Small classifier: after the 12 months (month 14)',
    );
  });

  it('is empty where the recommended option cannot be had', () => {
    expect(rangeLine(outlook({ options: [one('prompt', 5)] }), rulebook)).toBe('');
  });
});

const against = (...options: readonly OptionOutlook[]): string | undefined =>
  moneyAgainst(outlook({ options }), rulebook);

describe('money against the verdict', () => {
  const rag = one('rag', 1000, 0.3);

  it('names the option that is the cheapest most often and is cheaper in the middle', () => {
    const text =
      'Money alone would say Long context ($400, cheapest in 60 % of draws); the reasons above say why it is not enough.';
    expect(against(rag, one('long-context', 400, 0.6), one('hybrid', 300, 0.1))).toBe(text);
    expect(against(one('hybrid', 300, 0.1), one('long-context', 400, 0.6), rag)).toBe(text);
  });

  it('speaks in another currency', () => {
    const options = [rag, one('hybrid', 400, 0.7)];
    expect(moneyAgainst(outlook({ options }), rulebook, euros)).toContain(
      'say RAG + fine-tuning (EUR 200, cheapest in 70 % of',
    );
  });

  it.each<[string, readonly OptionOutlook[]]>([
    ['nothing can be had', []],
    ['the recommended option cannot be had', [one('hybrid', 400, 0.7)]],
    ['the recommended option is the cheapest most often', [one('hybrid', 400, 0.2), rag]],
    ['the other costs as much in the middle', [rag, one('hybrid', 1000, 0.7)]],
    ['the other costs more in the middle', [rag, one('hybrid', 1001, 0.7)]],
  ])('says nothing where %s', (_, options) => {
    expect(against(...options)).toBeUndefined();
  });

  it('speaks as soon as the other costs less', () => {
    expect(against(rag, one('hybrid', 999, 0.7))).toContain('Money alone would say RAG + fine-tuning ($999, ');
  });
});

describe('the days of the prices', () => {
  const shipped: OptionCost = costOf(costsOf({}), 'rag');
  const priced = (asOf: string | undefined, unavailable?: string): OptionCost => ({
    ...shipped,
    asOf,
    ...(unavailable === undefined ? {} : { unavailable }),
  });

  it.each<[string, readonly OptionCost[], string]>([
    ['one day where all were read on it', [priced('2026-09-23')], '2026-09-23'],
    ['one day where nothing has a row', [priced(undefined)], '2026-09-23'],
    ['one day of no options', [], '2026-09-23'],
    [
      'the first and the last of several',
      [priced('2026-10-02'), priced('2026-11-19'), priced('2026-10-03')],
      '2026-09-23 to 2026-11-19',
    ],
    ['none of what cannot be had', [priced('2026-11-19', 'does not fit')], '2026-09-23'],
    ['none before the first', [priced('2026-01-01')], '2026-09-23'],
  ])('are %s', (_, options, words) => {
    expect(priceDays({ asOf: '2026-09-23', options })).toBe(words);
  });
});

const input = (row?: string, asOf = ''): CostInput => ({
  id: 'x',
  label: 'X',
  unit: '$',
  value: 1,
  low: 1,
  high: 1,
  assumed: true,
  source: [],
  price: row === undefined ? undefined : { row, asOf },
});

describe('prices that are old', () => {
  it.each<[string, readonly CostInput[], string | undefined]>([
    ['none where no input has a price', [input()], undefined],
    ['none at 45 days', [input('a/b', '2026-10-06')], undefined],
    ['one at 46 days', [input('a/b', '2026-10-05')], 'Older than 45 days and worth a look: a/b (2026-10-05).'],
    [
      'every row once, in order, and no fresh one',
      [input('z/1', '2026-09-01'), input('n/2', '2026-11-20'), input('z/1', '2026-09-01'), input('a/3', '2026-08-01')],
      'Older than 45 days and worth a look: z/1 (2026-09-01), a/3 (2026-08-01).',
    ],
  ])('are %s', (_, inputs, words) => {
    expect(oldPrices({ inputs, at: '2026-11-21' })).toBe(words);
  });
});
