import { describe, expect, it } from 'vitest';
import { same } from '../../src/core/case.ts';
import type { NumberQuestion } from '../../src/core/index.ts';
import { levelsOf } from '../../src/core/levels.ts';
import { rulebook } from './shipped.ts';

const likely = (id: string, weights?: Readonly<Record<string, number>>): readonly number[] => {
  const question = rulebook.questions[id]!;
  const { likely: _, ...rest } = question;
  const questions = { ...rulebook.questions, [id]: weights === undefined ? rest : { ...rest, likely: weights } };
  return levelsOf({ ...rulebook, questions }).find((level) => level.id === id)!.likely;
};

describe('how likely the values of a question are', () => {
  it('is as the weights say, those without one counting as 1', () => {
    expect(likely('needs_citations', { no: 3, yes: 1 })).toEqual([0.75, 0.25]);
    expect(likely('needs_citations', { no: 4 })).toEqual([0.8, 0.2]);
  });

  it('is even where nothing is said of it', () => {
    expect(likely('needs_citations')).toEqual([0.5, 0.5]);
  });

  it('comes to 1 for every question', () => {
    for (const level of levelsOf(rulebook)) {
      expect(level.likely.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(level.likely).toHaveLength(level.values.length);
      expect(Math.min(...level.likely)).toBeGreaterThan(0);
    }
  });

  it('has bounds for bands alone, and other units only where a question has some', () => {
    for (const { id, bounds, also, values } of levelsOf(rulebook)) {
      const question = rulebook.questions[id];
      const bands = question?.kind === 'number' ? Object.keys(question.bands ?? {}) : [];
      expect(bounds).toHaveLength(bands.length === 0 ? 0 : values.length - 1);
      expect(also.map(([unit]) => unit)).toEqual(question?.kind === 'number' ? Object.keys(question.also ?? {}) : []);
    }
  });
});

describe('the levels of a rulebook', () => {
  it('follow its order, but for names it does not know and numbers without bands', () => {
    const { bands: _, likely: __, ...unbanded } = rulebook.questions['queries_per_day'] as NumberQuestion;
    const questions = { ...rulebook.questions, queries_per_day: unbanded };
    const level_order = ['offline', 'unheard_of', 'queries_per_day', 'setup_within_budget', 'gap'];
    expect(levelsOf({ ...rulebook, questions, level_order }).map(({ id, derived }) => [id, derived])).toEqual([
      ['offline', false],
      ['setup_within_budget', true],
      ['gap', false],
    ]);
  });

  it('have the bounds of their bands as numbers, those without a threshold left out', () => {
    const [level] = levelsOf({ ...rulebook, level_order: ['latency_ms'] });
    const { instant_ms, quick_ms } = rulebook.thresholds;
    expect(level?.bounds).toEqual([instant_ms?.value, quick_ms?.value]);
    expect(level?.values).toEqual(['under_200', 'under_1000', 'relaxed']);
  });
});

it('plain data is the same when it is written the same', () => {
  expect(same({ low: 1, high: 2 }, { low: 1, high: 2 })).toBe(true);
  expect(same({ low: 1, high: 2 }, { low: 1, high: 3 })).toBe(false);
  expect(same(['a'], ['a'])).toBe(true);
  expect(same('1', 1)).toBe(false);
});
