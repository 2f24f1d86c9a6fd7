import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import { price, scenarioOf } from '../../src/core/costs/price.ts';
import { givenBy } from '../../src/core/costs/workload.ts';
import { explain } from '../../src/core/index.ts';
import { at, book, costsOf, line, option } from './costs-book.ts';
import { book as shipped } from './shipped.ts';

const given = (answers: Case, path: string) => givenBy(book, answers).get(path);

describe('the prices of a case', () => {
  it('come in the order of the ladder, the classifier last, with the earliest day the row of a model was read', () => {
    const costs = costsOf({});
    expect(costs.options.map(({ approach }) => approach)).toEqual([
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
    const costs = (overlap: number) => {
      const numbers = { 'corpus.overlap_tokens': { p10: overlap, p50: overlap, p90: overlap } };
      return explain(shipped, {}, { title: '', at, money: { numbers } }).costs.options;
    };
    expect(costs(1e6)).toEqual(explain(shipped, {}, { title: '', at }).costs.options);
    expect(costs(10)).not.toEqual(costs(1e6));
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
