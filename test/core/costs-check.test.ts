import { describe, expect, it } from 'vitest';
import { checkCosts } from '../../src/core/costs/check.ts';
import { usd } from '../../src/core/costs/money.ts';
import { costAssumptions, priceRows } from '../../src/core/costs/schema.ts';
import { assuming, at, book, dated } from './costs-book.ts';
import { openForTuning } from '../../src/core/costs/rows.ts';

describe('the shipped costs and prices', () => {
  it('hold everything the formulas need and nothing else', () => {
    expect(checkCosts(book)).toEqual([]);
  });

  it('calculate with models that are not announced to stop and with a place to tune that stays open', () => {
    const used = new Set(Object.values(book.prices.uses));
    expect(book.prices.models.filter((row) => used.has(row.id) && row.shutdown !== undefined)).toEqual([]);
    expect(openForTuning(book, at, '2027-11-21').map((row) => row.serving)).toContain('hosted');
  });
});

describe('the check of costs and prices', () => {
  it('names an assumption that is missing and one that nothing uses', () => {
    const { weeks_rag: _, ...costs } = book.costs;
    const found = checkCosts(assuming({ weeks_ragg: 3 }, { ...book, costs }));
    expect(found.map((d) => [d.severity, d.path.join('.')])).toEqual([
      ['error', 'costs.weeks_rag'],
      ['warning', 'costs.weeks_ragg'],
    ]);
  });

  it('names a use without a row, one whose row does not exist, and a card without a price', () => {
    const { rag: _, ...uses } = book.prices.uses;
    const prices = {
      ...book.prices,
      uses: { ...uses, prompt: 'gpt-9' },
      gpus: book.prices.gpus.filter((g) => g.id !== 'l4'),
    };
    const found = checkCosts({ ...book, prices });
    expect(found.map((d) => d.path.join('.'))).toEqual([
      'prices.uses.prompt',
      'prices.uses.rag',
      'prices.fine_tuning.1.gpu',
    ]);
    expect(found[0]?.remedy).toContain('gpt-6.1-terra');
  });
});

describe('the schema', () => {
  const line = { says: 'x', unit: 'y', p10: 1, p50: 2, p90: 3, source: ['s1#cost'] };

  it.each([
    ['a P10 above the P50', { ...line, p10: 2.5 }],
    ['a P90 below the P50', { ...line, p90: 1.5 }],
    ['a negative number', { ...line, p10: -1 }],
    ['no source', { ...line, source: [] }],
    ['an unknown field', { ...line, p99: 9 }],
  ])('refuses an assumption with %s', (_, given) => {
    expect(costAssumptions.safeParse({ one: line }).success).toBe(true);
    expect(costAssumptions.safeParse({ one: given }).success).toBe(false);
  });

  it.each([
    ['without a date', { as_of: undefined }],
    ['with a date that is none', { as_of: '2026-13-01' }],
    ['without a source', { source: undefined }],
    ['with a cache lifetime that is no number of seconds', { cache_write: { '5min': 1 } }],
  ])('refuses a price row %s', (_, change) => {
    const row = { ...dated, id: 'm', input: 1, output: 1, context_window: 1000 };
    expect(priceRows.safeParse({ as_of: at, models: [row] }).success).toBe(true);
    expect(priceRows.safeParse({ as_of: at, models: [{ ...row, ...change }] }).success).toBe(false);
  });
});

describe('money for people', () => {
  it.each([
    [0, '$0'],
    [0.000_42, '$0.00042'],
    [0.42, '$0.42'],
    [12.5, '$12.50'],
    [42, '$42'],
    [99.99, '$99.99'],
    [375.4, '$375'],
    [1240, '$1,240'],
    [9999.4, '$9,999'],
    [9999.6, '$10K'],
    [21_000, '$21K'],
    [12_340, '$12.3K'],
    [999_999, '$1M'],
    [1_234_000, '$1.23M'],
    [3.2e9, '$3.2B'],
    [4.5e15, '$4,500T'],
    [-1240, '-$1,240'],
    [Number.NaN, 'unknown'],
    [Number.POSITIVE_INFINITY, 'unknown'],
  ])('shows %f as %s', (amount, text) => {
    expect(usd(amount)).toBe(text);
  });
});
