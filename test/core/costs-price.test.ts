import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import { workloadOf } from '../../src/core/costs/price.ts';
import { at, book, costsOf, line, option } from './costs-book.ts';

const often = fc.constantFrom('static', 'yearly', 'quarterly', 'monthly', 'weekly', 'daily', 'hourly');
/** Numbers of every size up to `most`, with both ends. */
const upTo = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0, 1, most),
    fc.integer({ min: 0, max: 10_000 }).map((share) => most ** (share / 10_000)),
    fc.double({ min: 0, max: most, noNaN: true }),
  );
const answers = fc.record(
  {
    queries_per_day: upTo(1e9),
    knowledge_tokens: upTo(1e12),
    active_hours_per_day: fc.integer({ min: 0, max: 240 }).map((tenths) => tenths / 10),
    labelled_examples: upTo(1e9),
    freshness: often,
    rules_change: often,
  },
  { requiredKeys: [] },
);

describe('every price', () => {
  it('adds up to the lines shown', () => {
    fc.assert(
      fc.property(answers, (given) => {
        for (const cost of costsOf(given).options) {
          const sum = (per: string): number =>
            cost.lines.filter((l) => l.per === per).reduce((total, l) => total + l.usd, 0);
          expect(cost.setup).toBe(sum('once'));
          expect(cost.monthly).toBe(sum('month'));
          expect(cost.total).toBe(sum('once') + 12 * sum('month'));
        }
      }),
    );
  });

  it('is finite and not negative up to 1e9 queries a day and 1e12 tokens', () => {
    fc.assert(
      fc.property(answers, (given) => {
        for (const cost of costsOf(given).options) {
          const numbers = [cost.setup, cost.monthly, cost.total, cost.per1000 ?? 0, ...cost.lines.map((l) => l.usd)];
          expect(numbers.every((n) => Number.isFinite(n) && n >= 0)).toBe(true);
        }
      }),
    );
  });

  it('never falls when queries rise', () => {
    fc.assert(
      fc.property(answers, upTo(1e9), upTo(1e9), (given, one, other) => {
        const few = costsOf({ ...given, queries_per_day: Math.min(one, other) });
        const many = costsOf({ ...given, queries_per_day: Math.max(one, other) });
        for (const { approach, total } of few.options) {
          expect(option(many, approach).total).toBeGreaterThanOrEqual(total * (1 - 1e-12));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never falls when knowledge grows beyond the shortest prefix that is cached, as long as it fits', () => {
    fc.assert(
      fc.property(answers, upTo(1e12), upTo(1e12), (given, one, other) => {
        const small = costsOf({ ...given, knowledge_tokens: 1024 + Math.min(one, other) });
        const large = costsOf({ ...given, knowledge_tokens: 1024 + Math.max(one, other) });
        for (const { approach, total } of small.options) {
          const more = option(large, approach);
          expect(more.unavailable !== undefined || more.total >= total * (1 - 1e-12)).toBe(true);
        }
      }),
    );
  });

  it('has no cost per 1,000 queries without traffic, while upkeep goes on', () => {
    for (const cost of costsOf({ queries_per_day: 0 }).options) {
      expect(cost.per1000).toBeUndefined();
      expect(cost.monthly).toBeGreaterThan(0);
    }
  });

  it('spreads the running cost of a month over its queries', () => {
    const { monthly, per1000 } = option(costsOf({ queries_per_day: 500 }), 'prompt');
    expect(per1000).toBeCloseTo(monthly / 15, 9);
  });

  it('comes in the order of the ladder, with the day the prices were read', () => {
    const costs = costsOf({});
    expect(costs.options.map((o) => o.approach)).toEqual(['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid']);
    expect(costs).toMatchObject({ horizonMonths: 12, asOf: '2026-11-20', at });
  });

  it('marks the lines that lean on a question nobody answered', () => {
    const knowing = { queries_per_day: 100, knowledge_tokens: 5000 };
    expect(line(option(costsOf({}), 'long-context'), 'prefix').assumed).toBe(true);
    expect(line(option(costsOf({ queries_per_day: 100 }), 'long-context'), 'prefix').assumed).toBe(true);
    expect(line(option(costsOf(knowing), 'long-context'), 'prefix').assumed).toBe(false);
  });

  it('lists its inputs with unit and with a source only for what is assumed', () => {
    const inputs = new Map(costsOf({ queries_per_day: 70 }).inputs.map((one) => [one.id, one]));
    expect(inputs.get('queries_per_day')).toMatchObject({
      value: 70,
      assumed: false,
      source: [],
      unit: 'queries per day',
    });
    expect(inputs.get('weeks_rag')).toMatchObject({ value: 3, assumed: true, source: ['s0#question-4', 's1#matrix'] });
  });
});

describe('a workload', () => {
  it.each<[string, Case, number, boolean]>([
    ['an answer as it is', { queries_per_day: 250 }, 250, false],
    ['a range at its geometric middle', { queries_per_day: { low: 100, high: 10_000 } }, 1000, false],
    ['a dispute at the geometric middle of its ends, still assumed', { queries_per_day: [100, 900] }, 300, true],
    ['a range from nothing in steps of one', { queries_per_day: { low: 0, high: 99 } }, 9, false],
    ['an open end at the usual value', { queries_per_day: { low: 100, high: Infinity } }, 1000, false],
    ['an open end above the usual value at its low end', { queries_per_day: { low: 1e5, high: Infinity } }, 1e5, false],
    ['an open question at the usual value', {}, 1000, true],
  ])('counts %s', (_, given, value, assumed) => {
    const { queries_per_day } = workloadOf(book, given);
    expect(queries_per_day.value).toBeCloseTo(value, 9);
    expect(queries_per_day.assumed).toBe(assumed);
  });

  it('turns how often facts change into cache edits and re-embedding', () => {
    expect(workloadOf(book, { freshness: 'daily' })).toMatchObject({
      changes_per_month: { value: 30, assumed: false },
      change_share: { value: 0.3, assumed: false },
    });
    expect(workloadOf(book, { freshness: ['yearly', 'weekly'] }).change_share).toEqual({ value: 0.15, assumed: true });
  });

  it.each([
    ['static', 1],
    ['quarterly', 4],
    ['daily', 12],
  ])('with rules that change %s retrains %i times a year', (rules_change, value) => {
    expect(workloadOf(book, { rules_change }).retrains_per_year).toEqual({ value, assumed: false });
  });
});
