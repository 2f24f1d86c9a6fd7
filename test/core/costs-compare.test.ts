import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certain } from '../../src/core/index.ts';
import { knowledgeCosts } from '../../src/core/costs/budgets.ts';
import { compareTotals, longContextCost, longContextShare } from '../../src/core/costs/compare.ts';
import { price } from '../../src/core/costs/price.ts';
import { resolve } from '../../src/core/costs/scenario.ts';
import type { CostBook } from '../../src/core/costs/types.ts';
import { assuming, at, book, costsOf, option, pricing } from './costs-book.ts';

const tokens = fc.integer({ min: 0, max: 7000 }).map((power) => 10 ** (power / 1000));
const queries = fc.integer({ min: 0, max: 9000 }).map((power) => 10 ** (power / 1000));
const hours = fc.integer({ min: 1, max: 240 }).map((tenths) => tenths / 10);
const worse = ['cheaper', 'close', 'dearer'];

/** The same share by way of the full prices. */
function byPrice(
  from: CostBook,
  given: { knowledge_tokens: number; queries_per_day: number; active_hours_per_day: number },
): number {
  const [, long, rag] = costsOf(given, from).options;
  if (long === undefined || rag === undefined) throw new Error('two options are missing');
  return long.unavailable === undefined ? long.total / rag.total : Number.POSITIVE_INFINITY;
}

/** $ in the first month by way of the full prices, for each lifetime of a cache that is sold. */
function byLifetime(
  from: CostBook,
  [tokensOfKnowledge, perDay, active]: readonly [number, number, number],
): readonly { readonly longContext: number; readonly rag: number }[] {
  const given = new Map([
    ['corpus.tokens', certain(tokensOfKnowledge)],
    ['workload.queries_per_day', certain(perDay)],
    ['workload.active_hours_per_day', certain(active)],
  ]);
  const resolved = resolve(from, given, { start: at });
  if (!resolved.ok) throw new Error('the workload cannot be priced');
  const { lifetimes, places } = resolved;
  return lifetimes.map((lifetime) => {
    const costs = price(from, resolved.at(lifetime, places[0]));
    return { longContext: option(costs, 'long-context').monthly, rag: option(costs, 'rag').monthly };
  });
}

describe('the cost of long context against RAG', () => {
  it.each<[string, CostBook]>([
    ['as shipped', book],
    [
      'with long prompts and a reranker',
      assuming({ system_tokens: 5000, rerank_searches: 1, evaluation_usd: 0, engineer_usd_week: 500 }),
    ],
    [
      'with a price tier and short cache lifetimes',
      pricing({ uses: { ...book.prices.uses, long_context: 'claude-haiku-5-5' } }),
    ],
    ['with storage by the hour', pricing({ uses: { ...book.prices.uses, long_context: 'gemini-3.8-flash' } })],
  ])('is what the full prices say, %s', (_, from) => {
    const costs = knowledgeCosts(from, at);
    fc.assert(
      fc.property(tokens, queries, hours, (knowledge_tokens, queries_per_day, active_hours_per_day) => {
        const expected = byPrice(from, { knowledge_tokens, queries_per_day, active_hours_per_day });
        const found = longContextShare(costs(knowledge_tokens, queries_per_day, active_hours_per_day));
        expect(found === expected || Math.abs(found / expected - 1) < 1e-12).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, CostBook]>([
    ['as shipped', book],
    ['with traffic that grows', assuming({ growth_per_month: 0.05 })],
    [
      'with a price that rises meanwhile',
      pricing({ uses: { ...book.prices.uses, long_context: 'gemini-3.8-flash', rag: 'gemini-3.8-flash' } }),
    ],
  ])('in the first month is what the full prices say of the lifetime that is cheapest then, %s', (_, from) => {
    const costs = knowledgeCosts(from, at);
    const sample: readonly (readonly [number, number, number])[] = [
      [2_000, 1, 4],
      [40_000, 50, 10],
      [300_000, 20_000, 24],
    ];
    for (const numbers of sample) {
      const { longContext, rag } = costs(...numbers);
      const priced = byLifetime(from, numbers);
      expect(longContext.firstMonth).toBeCloseTo(Math.min(...priced.map((one) => one.longContext)), 6);
      expect(rag.firstMonth).toBeCloseTo(priced[0]!.rag, 6);
    }
  });

  it.each([
    [900_000, 100, 'cheaper'],
    [900_000, 1000, 'close'],
    [900_000, 10_000, 'dearer'],
  ])('of %i tokens at %i queries a day is %s', (size, perDay, found) => {
    expect(longContextCost(book, at)(size, perDay, 10)).toBe(found);
  });

  it('never moves towards cheaper when the knowledge grows', () => {
    const compare = longContextCost(book, at);
    fc.assert(
      fc.property(tokens, tokens, queries, hours, (one, other, perDay, active) => {
        const small = compare(1024 + Math.min(one, other), perDay, active);
        const large = compare(1024 + Math.max(one, other), perDay, active);
        expect(worse.indexOf(large)).toBeGreaterThanOrEqual(worse.indexOf(small));
      }),
      { numRuns: 500 },
    );
  });

  it('is close within a fifth of the RAG total, on either side', () => {
    expect(compareTotals(80, 100, 0.2)).toBe('close');
    expect(compareTotals(79, 100, 0.2)).toBe('cheaper');
    expect(compareTotals(120, 100, 0.2)).toBe('close');
    expect(compareTotals(121, 100, 0.2)).toBe('dearer');
  });

  it('is dearer when the knowledge does not fit, however few queries there are', () => {
    expect(longContextCost(book, at)(921_350, 0, 10)).toBe('cheaper');
    expect(longContextCost(book, at)(921_351, 0, 10)).toBe('dearer');
  });

  it('is dearer once the long-context model has stopped', () => {
    const old = pricing({ uses: { ...book.prices.uses, long_context: 'gpt-4o' } });
    expect(longContextCost(old, '2027-01-13')(10_000, 100, 10)).toBe('cheaper');
    expect(longContextCost(old, '2027-01-14')(10_000, 100, 10)).toBe('dearer');
  });
});
