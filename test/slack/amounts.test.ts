import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedRange } from '../../src/core/index.ts';
import {
  amountPlaceholder,
  type NumberQuestion,
  readAmount,
  readNumbers,
  writeAmount,
} from '../../src/slack/forms/amounts.ts';
import { rules } from './samples.ts';

function question(id: string): NumberQuestion {
  const found = rules.questions[id];
  if (found?.kind !== 'number') throw new Error(`${id} is not a number`);
  return found;
}

const read = (id: string, text: string) => readAmount(id, question(id), text);
const amount = (questionId: string, value: number | { low: number; high: number }) => ({
  kind: 'amount',
  amount: { question: questionId, value },
});

describe('a number input reads', () => {
  test.each<[string, string, number | { low: number; high: number }]>([
    ['queries_per_day', '2000', 2000],
    ['queries_per_day', ' 2 000 ', 2000],
    ['queries_per_day', '2k', 2000],
    ['queries_per_day', '2 K', 2000],
    ['queries_per_day', '1.5M', 1_500_000],
    ['queries_per_day', '1.5 million', 1_500_000],
    ['queries_per_day', '1,200', 1200],
    ['queries_per_day', '2,000,000', 2_000_000],
    ['queries_per_day', '1e5', 100_000],
    ['queries_per_day', '2000 queries per day', 2000],
    ['queries_per_day', '2000/day', 2000],
    ['queries_per_day', '2k queries', 2000],
    ['queries_per_day', '1 query', 1],
    ['queries_per_day', '2000 a day', 2000],
    ['queries_per_day', '2k per day', 2000],
    ['queries_per_day', 'about 300 queries a day', { low: 240, high: 360 }],
    ['budget_monthly_usd', '$1,500 a month', 1500],
    ['budget_monthly_usd', '1500 USD/month', 1500],
    ['queries_per_day', '500-2000', { low: 500, high: 2000 }],
    ['queries_per_day', '500 – 2000', { low: 500, high: 2000 }],
    ['queries_per_day', '1k to 5k', { low: 1000, high: 5000 }],
    ['queries_per_day', '1-5k', { low: 1000, high: 5000 }],
    ['queries_per_day', '500-2k', { low: 500, high: 2000 }],
    ['queries_per_day', 'between 100 and 200', { low: 100, high: 200 }],
    ['queries_per_day', '300-300', 300],
    ['queries_per_day', 'about 300', { low: 240, high: 360 }],
    ['queries_per_day', '~300', { low: 240, high: 360 }],
    ['queries_per_day', 'roughly 0', 0],
    ['queries_per_day', '２０００', 2000],
    ['required_accuracy', '0.8', 0.8],
    ['required_accuracy', '80%', 0.8],
    ['required_accuracy', '80 percent', 0.8],
    ['required_accuracy', '80', 0.8],
    ['required_accuracy', '70-90%', { low: 0.7, high: 0.9 }],
    ['required_accuracy', '100%', 1],
    ['required_accuracy', '33/50', countedRange(33, 50)],
    ['required_accuracy', '33 of 50 cases', countedRange(33, 50)],
    ['required_accuracy', '66 % of 50', countedRange(33, 50)],
    ['required_accuracy', '41 out of 60', countedRange(41, 60)],
    ['required_accuracy', 'about 90%', { low: 0.72, high: 1 }],
    ['latency_ms', '200ms', 200],
    ['latency_ms', '2s', 2000],
    ['latency_ms', '1.5 seconds', 1500],
    ['budget_monthly_usd', '$1,500', 1500],
    ['budget_monthly_usd', '$500-$2k', { low: 500, high: 2000 }],
    ['knowledge_tokens', '2M tokens', 2_000_000],
  ])('%s: "%s"', (id, text, value) => {
    expect(read(id, text)).toEqual(amount(id, value));
  });

  test.each([
    ['300 pages', 'knowledge_pages', 300],
    ['1 page', 'knowledge_pages', 1],
    ['1,200 documents', 'knowledge_documents', 1200],
    ['1200 document', 'knowledge_documents', 1200],
    ['about 300 pages', 'knowledge_pages', { low: 240, high: 360 }],
    ['1k-2k pages', 'knowledge_pages', { low: 1000, high: 2000 }],
  ])('another unit as that question: "%s"', (text, id, value) => {
    expect(read('knowledge_tokens', text)).toEqual(amount(id, value));
  });

  test.each([
    "don't know",
    'don’t know',
    'I do not know yet.',
    'dont know',
    '?',
    '??',
    'not sure',
    'No idea',
    'idk',
    'n/a',
  ])('not knowing: "%s"', (text) => {
    expect(read('queries_per_day', text)).toEqual({ kind: 'unknown' });
  });
});

describe('a number input refuses, with the limits of its question and a way out,', () => {
  test.each([
    ['queries_per_day', ''],
    ['queries_per_day', 'many'],
    ['queries_per_day', '-5'],
    ['queries_per_day', '2000-500'],
    ['queries_per_day', '1.5'],
    ['queries_per_day', '2G'],
    ['queries_per_day', '1,5'],
    ['queries_per_day', '99999999999999'],
    ['queries_per_day', '1e99'],
    ['queries_per_day', 'Infinity'],
    ['queries_per_day', 'NaN'],
    ['queries_per_day', '10%'],
    ['queries_per_day', '2s'],
    ['queries_per_day', '300 pages'],
    ['queries_per_day', '<!channel>'],
    ['required_accuracy', '120%'],
    ['required_accuracy', '101'],
    ['latency_ms', '5'],
    ['latency_ms', '2m'],
    ['knowledge_tokens', '99999999999 pages'],
  ])('%s: "%s"', (id, text) => {
    const result = read(id, text);
    expect(result.kind).toBe('refused');
    if (result.kind !== 'refused') return;
    expect(result.message).toContain("don't know");
    const { min, max } = question(id);
    expect(result.message).toContain(max <= 1 ? '100%' : max.toLocaleString('en-US'));
    expect(result.message).toContain(max <= 1 ? '0%' : min.toLocaleString('en-US'));
  });

  test.each([
    ['queries_per_day', '-1', 'It must be at least 0.'],
    ['queries_per_day', '-3 to 5 queries per day', 'It must be at least 0.'],
    ['required_accuracy', '-5%', 'It must be at least 0%.'],
    ['latency_ms', '5', 'It must be at least '],
  ])('%s: "%s", saying what is the least', (id, text, said) => {
    expect(read(id, text)).toMatchObject({ message: expect.stringMatching(new RegExp(`^${said}`)) });
  });

  test('and says shares where a share is asked for', () => {
    for (const id of ['queries_per_day', 'required_accuracy']) {
      const [first = '', second = ''] = amountPlaceholder(question(id)).split(', ');
      for (const text of [first, second]) expect(read(id, text).kind).toBe('amount');
    }
    expect(amountPlaceholder(question('required_accuracy'))).toContain('60%, 0.6, 50-70%');
  });

  test('and ten thousand characters at once', () => {
    for (const text of [
      '1'.repeat(10_000),
      ' '.repeat(10_000),
      '1,'.repeat(5000),
      '1-'.repeat(5000),
      'a'.repeat(10_000),
    ]) {
      expect(read('queries_per_day', text).kind).toBe('refused');
    }
  });
});

test('what is written into an input is read back unchanged', () => {
  const ids = ['queries_per_day', 'required_accuracy', 'latency_ms', 'knowledge_tokens', 'budget_monthly_usd'];
  const given = fc.constantFrom(...ids).chain((id) => {
    const { min, max, integer } = question(id);
    const one = integer
      ? fc.integer({ min, max: Math.min(max, 2 ** 31 - 1) })
      : fc.double({ min, max, noNaN: true }).map((n) => Number(n.toPrecision(12)) + 0);
    const pair = fc.tuple(one, one).map(([a, b]) => (a === b ? a : { low: Math.min(a, b), high: Math.max(a, b) }));
    return fc.tuple(fc.constant(id), fc.oneof(one, pair));
  });
  fc.assert(
    fc.property(given, ([id, value]) => {
      const text = writeAmount(id, question(id), { question: id, value });
      expect(read(id, text)).toEqual(amount(id, value));
    }),
    { numRuns: 2000 },
  );
});

test('reading never throws and never takes a value outside of the question', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('queries_per_day', 'required_accuracy', 'knowledge_tokens'),
      fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^[0-9kKmM.,\-% ]{0,12}$/)),
      (id, text) => {
        const result = read(id, text);
        if (result.kind !== 'amount') return;
        const { min, max, also } = question(id);
        const factor = also?.[result.amount.question]?.factor ?? 1;
        const { value } = result.amount;
        for (const end of typeof value === 'number' ? [value] : [value.low, value.high]) {
          expect(end * factor).toBeGreaterThanOrEqual(min);
          expect(end * factor).toBeLessThanOrEqual(max);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test.each([
  ['-5%', -0.05, -0.05],
  ['-5% to 15%', -0.05, 0.15],
  ['-10% to -5%', -0.1, -0.05],
])('a number without a question may be below zero: %s', (text, low, high) => {
  expect(readNumbers(text, { max: 1, unit: 'share per month' })).toEqual({ low, high });
});
