import { pricePaid } from '../../src/core/costs/formulas/prompting.ts';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import { price, scenarioOf } from '../../src/core/costs/price.ts';
import { givenBy } from '../../src/core/costs/workload.ts';
import { explain } from '../../src/core/index.ts';
import { at, book, costsOf, line, option } from './costs-book.ts';
import { book as shipped } from './shipped.ts';

function overlapping(overlap: number) {
  const numbers = { 'corpus.overlap_tokens': { p10: overlap, p50: overlap, p90: overlap } };
  return explain(shipped, {}, { title: '', at, money: { numbers } }).costs.options;
}

const given = (answers: Case, path: string) => givenBy(book, answers).get(path);

describe('the prices of a case', () => {
  it('come in the order of the ladder, the classifier last, with the earliest day the row of a model was read', () => {
    const costs = costsOf({});
    expect(costs.options.map(({ option }) => option)).toEqual([
      'prompt',
      'long-context',
      'rag',
      'fine-tune',
      'hybrid',
      'classifier',
    ]);
    expect(costs).toMatchObject({ horizonMonths: 12, asOf: '2026-11-19', at, cashOnly: false });
  });

  it('have no cost per 1,000 queries without traffic, while upkeep goes on', () => {
    for (const cost of costsOf({ queries_per_day: 0 }).options) {
      expect(cost.per1000).toBeUndefined();
      expect(cost.per1000AllIn).toBeUndefined();
      expect(cost.monthly).toBeGreaterThan(0);
    }
  });

  it('stand with the usual overlap where a stored one is longer than a passage', () => {
    expect(overlapping(1e6)).toEqual(explain(shipped, {}, { title: '', at }).costs.options);
    expect(overlapping(10)).not.toEqual(overlapping(1e6));
  });

  it('mark the lines that lean on a question nobody answered', () => {
    const knowing = { queries_per_day: 100, knowledge_tokens: 5000, active_hours_per_day: 8 };
    const { knowledge_tokens: _, ...without } = knowing;
    expect(line(option(costsOf(without), 'long-context'), 'prefix').assumed).toBe(true);
    expect(line(option(costsOf(knowing), 'long-context'), 'prefix').assumed).toBe(false);
    expect(line(option(costsOf({}), 'rag'), 'build').assumed).toBe(false);
  });

  it('say of each line what it is made of and who bears it', () => {
    for (const { lines } of costsOf({}).options) {
      expect(lines.map(({ formula }) => formula)).not.toContain('');
      expect(lines.filter(({ inputs }) => inputs.length === 0)).toEqual([]);
      expect(lines.filter(({ bearer }) => bearer === 'people').map(({ id }) => id)).toEqual(['build', 'upkeep']);
    }
  });

  it('list their inputs with unit, and with a source only for what is assumed', () => {
    const inputs = new Map(costsOf({ queries_per_day: 70 }).inputs.map((one) => [one.id, one]));
    expect(inputs.get('workload.queries_per_day')).toMatchObject({
      value: 70,
      assumed: false,
      source: [],
      unit: 'queries per day',
    });
    expect(inputs.get('people.weeks.rag')).toMatchObject({
      value: 3,
      low: 1,
      high: 4,
      assumed: true,
      source: ['s0#question-4', 's1#matrix'],
    });
  });

  it('leave the scenario they were made from as it was', () => {
    const scenario = scenarioOf(book, {}, at, { model: 'gemini-3.8-flash' });
    const before = structuredClone(scenario.middle);
    price(book, scenario);
    expect(scenario.middle).toEqual(before);
  });

  it('say the same whether their lines are read at once or after other prices were made, as a copy does', () => {
    const scenario = scenarioOf(book, {}, at, { model: 'gemini-3.8-flash' });
    const [early, late] = [price(book, scenario), price(book, scenario)];
    const read = structuredClone(early);
    for (const { lines } of price(book, scenarioOf(book, { queries_per_day: 9 }, at)).options) void lines;
    expect({ ...late }).toEqual(read);
    expect(read.inputs.length).toBeGreaterThan(0);
    for (const { lines, unavailable, terms } of read.options) {
      expect(lines.length > 0 || unavailable !== undefined).toBe(true);
      expect(Object.keys(terms)).not.toEqual([]);
    }
  });
});

it('an answer is priced when a price is first read: what only decides never waits for it', () => {
  const money = {
    get numbers(): undefined {
      throw new Error('priced');
    },
  };
  const explanation = explain(shipped, {}, { title: 'Policies', at, money });
  expect(explanation.whyNot).toHaveLength(4);
  expect(() => explanation.costs).toThrow('priced');
});

describe('a case', () => {
  it.each<[string, Case, readonly [number, number, number], boolean]>([
    ['an answer as it is', { queries_per_day: 250 }, [250, 250, 250], false],
    [
      'a range as P10 and P90 at its geometric middle',
      { queries_per_day: { low: 100, high: 10_000 } },
      [100, 1000, 10_000],
      false,
    ],
    ['a dispute as all that is said, still assumed', { queries_per_day: [100, 900] }, [100, 300, 900], true],
    ['a range from nothing in steps of one', { queries_per_day: { low: 0, high: 99 } }, [0, 9, 99], false],
  ])('counts %s', (_, answers, [p10, p50, p90], assumed) => {
    const found = given(answers, 'workload.queries_per_day');
    expect(found).toEqual({ p10, p50: expect.closeTo(p50, 9), p90, assumed });
  });

  it.each<[string, Case]>([
    ['an open end', { queries_per_day: { low: 100, high: Infinity } }],
    ['an open question', {}],
  ])('leaves %s to what is usual', (_, answers) => {
    expect(given(answers, 'workload.queries_per_day')).toBeUndefined();
    const { estimates } = scenarioOf(book, answers, at);
    expect(estimates.get('workload.queries_per_day')).toMatchObject({
      p10: 100,
      p50: 1000,
      p90: 20_000,
      assumed: true,
    });
  });

  it('turns how often facts change into cache edits and re-embedding', () => {
    expect(given({ freshness: 'daily' }, 'corpus.updates_per_month')).toMatchObject({ p50: 30, assumed: false });
    expect(given({ freshness: 'daily' }, 'corpus.changed_share_per_month')).toMatchObject({ p50: 0.3, assumed: false });
    expect(given({ freshness: ['yearly', 'weekly'] }, 'corpus.changed_share_per_month')).toMatchObject({
      p50: 0.15,
      assumed: true,
    });
  });

  it.each([
    ['static', 12, 0],
    ['quarterly', 3, 3],
    ['daily', 1, 11],
  ])('with rules that change %s trains again after %i months, %i times a year', (rules_change, months, times) => {
    expect(given({ rules_change }, 'tuning.refresh_months')?.p50).toBe(months);
    const tuned = option(costsOf({ rules_change }), 'fine-tune');
    expect(tuned.terms['retrains']).toBe(times);
    const without = option(costsOf({ rules_change: 'static' }), 'fine-tune').total;
    expect(tuned.total - without).toBeCloseTo(times * line(tuned, 'retraining').usd, 6);
  });
});

describe('the tier of a model', () => {
  it.each([
    [199_999, 3],
    [200_000, 3],
    [200_001, 6],
  ])('a request of %i tokens pays %i', (inputTokens, paid) => {
    expect(pricePaid({ inputTokens, tierAbove: 200_000, price: 3, multiple: 2 })).toBe(paid);
  });
});
