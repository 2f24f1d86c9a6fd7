import { describe, expect, it } from 'vitest';
import type { Possible, Value } from '../../src/core/case.ts';
import { moneyIn } from '../../src/core/costs/money.ts';
import { monthWords, percent } from '../../src/core/costs/words.ts';
import {
  answerText,
  capital,
  list,
  measureText,
  numberText,
  shortOption,
  valueText,
  workText,
} from '../../src/core/words.ts';
import type { NumberQuestion, Question } from '../../src/core/rulebook.ts';
import { rulebook } from './shipped.ts';

const question = (id: string): Question => {
  const found = rulebook.questions[id];
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};
const number = (id: string): NumberQuestion => {
  const found = question(id);
  if (found.kind !== 'number') throw new Error(`${id} is no number`);
  return found;
};

describe('a number for people', () => {
  it.each([
    [0.85, '0.85'],
    [0.123456, '0.123'],
    [999, '999'],
    [1000, '1,000'],
    [999_999, '999,999'],
    [1_000_000, '1M'],
    [1_500_000, '1.5M'],
  ])('shows %d as %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('reads as a percentage where it is a share, and with its unit where it is not', () => {
    expect(measureText(number('required_accuracy'), 0.9)).toBe('90 %');
    expect(measureText(number('queries_per_day'), 2000)).toBe(`2,000 ${number('queries_per_day').unit}`);
  });
});

const optionOf = (id: string, option: string): string | undefined => {
  const found = question(id);
  return found.kind === 'choice' ? found.options[option] : undefined;
};

describe('a value for people', () => {
  const { unit, min, max } = number('queries_per_day');
  it.each<[string, Value, string]>([
    ['freshness', 'weekly', 'weekly'],
    ['needs_citations', 'yes', 'yes'],
    ['queries_per_day', 'few', 'few'],
    ['queries_per_day', 3000, `3,000 ${unit}`],
    ['queries_per_day', { low: 2000, high: 3000 }, `2,000 to 3,000 ${unit}`],
    ['queries_per_day', { low: 2000, high: max }, `at least 2,000 ${unit}`],
    ['queries_per_day', { low: min, high: 3000 }, `at most 3,000 ${unit}`],
    [
      'prompt_success_rate',
      { low: 0.802, high: 0.93, counted: { count: 88, of: 100 } },
      '88 % (88 of 100, so 80.2 to 93 % with 95 % confidence)',
    ],
  ])('of %s, %j, reads so', (id, value, text) => {
    expect(valueText(question(id), value)).toBe(id === 'freshness' ? optionOf(id, text) : text);
  });

  it('of a choice that is none of its options reads as it stands, and a number there says nothing', () => {
    expect(valueText(question('freshness'), 'sometimes')).toBe('sometimes');
    expect(valueText(question('freshness'), 3)).toBe('');
  });
});

const said = (id: string, answers: Readonly<Record<string, Possible>>): string | undefined =>
  answerText(question(id), id, answers);

describe('an answer for people', () => {
  it('names each value that is possible', () => {
    expect(said('needs_citations', { needs_citations: ['no', 'yes'] })).toBe('no or yes');
    expect(said('needs_citations', {})).toBeUndefined();
    expect(said('knowledge_tokens', {})).toBeUndefined();
  });

  it('shows what another unit comes to', () => {
    const { unit, factor } = number('knowledge_tokens').also?.['knowledge_pages'] ?? { unit: '', factor: 0 };
    const tokens = (pages: number): string => measureText(number('knowledge_tokens'), pages * factor);
    expect(said('knowledge_tokens', { knowledge_pages: 300 })).toBe(`300 ${unit} (about ${tokens(300)})`);
    expect(said('knowledge_tokens', { knowledge_pages: [300, { low: 400, high: 500 }] })).toBe(
      `300 or 400 to 500 ${unit} (about ${tokens(300)} or ${numberText(400 * factor)} to ${tokens(500)})`,
    );
    expect(said('knowledge_tokens', { knowledge_pages: 300, knowledge_tokens: 10 })).toBe(
      measureText(number('knowledge_tokens'), 10),
    );
  });
});

describe('the pieces of a sentence', () => {
  it('are joined as people list them', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list)).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect(capital('two words')).toBe('Two words');
    expect(shortOption('Weekly: each Monday')).toBe('Weekly');
  });

  it.each<[readonly [number, number] | undefined, number | undefined, string]>([
    [undefined, undefined, 'labels'],
    [[2, 4], 1, '2 to 4 weeks, 1 person (labels)'],
    [[1, 2], 2, '1 to 2 weeks, 2 people (labels)'],
    [[2, 2], undefined, '2 weeks (labels)'],
    [[0.2, 0.2], undefined, '1 day (labels)'],
    [[0.4, 1], undefined, '2 to 5 days (labels)'],
    [undefined, 0.2, '1 person for 1 day a week (labels)'],
    [undefined, 0.4, '1 person for 2 days a week (labels)'],
    [undefined, 0.1, '1 person for 4 hours a week (labels)'],
  ])('tell work of %j weeks by %j people', (weeks, people, text) => {
    expect(workText(weeks, people, 'labels')).toBe(text);
  });
});

describe('words about costs', () => {
  it.each([
    [undefined, 'never'],
    [121, 'never'],
    [120, 'after the 12 months (month 120)'],
    [0, 'from the start'],
    [0.2, 'month 1'],
    [7.3, 'month 8'],
    [12, 'month 12'],
    [12.1, 'after the 12 months (month 13)'],
  ])('name month %j of a year', (month, text) => {
    expect(monthWords(month, 12)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.004, '<1 %'],
    [0.005, '1 %'],
    [0.714, '71 %'],
    [0.995, '>99 %'],
    [0.996, '>99 %'],
    [1, '100 %'],
  ])('show a share of %d as %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });

  it('show dollars in a currency at its rate', () => {
    expect(moneyIn(undefined)(1240)).toBe('$1,240');
    expect(moneyIn({ code: 'EUR', perUsd: 0.5, on: '2026-11-01' })(1240)).toBe('EUR 620');
  });
});
