import { describe, expect, it } from 'vitest';
import {
  type Approach,
  type Case,
  compile,
  decide,
  explain,
  parseAnswers,
  type Rulebook,
} from '../../src/core/index.ts';
import { at, book, rulebook } from '../core/shipped.ts';
import { tags } from './tags.ts';

function answersOf(given: unknown): Case {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.answers;
}

describe('the worked case', () => {
  it.each(rulebook.cases.map((worked) => [worked.case, worked] as const))(
    '%s',
    (_, { given, expect: approach, ...worked }) => {
      const explained = explain(book, answersOf(given), { title: '', at });
      expect([explained.approach, explained.plan[0]?.stage]).toEqual([approach, worked.first_stage]);
      expect(explained.reasons.length > 0 || approach === 'prompt').toBe(true);
    },
  );
});

describe('the worked case that says how far it is settled', () => {
  const telling = rulebook.cases.filter(({ settled }) => settled !== undefined);

  it.each(telling.map((worked) => [worked.case, worked] as const))('%s', (_, { given, settled }) => {
    expect(decide(book, answersOf(given), at).settled).toBe(settled);
  });
});

const cited = (source: RegExp) => rulebook.cases.filter((worked) => worked.source.some((one) => source.test(one)));

/** What the worked cases give by these rules alone. */
function outcomes(rules: Rulebook['rules']): readonly Approach[] {
  const other = compile({ ...rulebook, rules });
  return rulebook.cases.map(({ given }) => decide(other, answersOf(given), at).approach);
}

describe('the worked cases', () => {
  it('hold the seven scenarios of source s0 and the quick guide of s1', () => {
    const scenarios = cited(/^s0#scenario-/).flatMap(({ source }) =>
      source.filter((one) => one.startsWith('s0#scenario-')),
    );
    expect(new Set(scenarios)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7].map((number) => `s0#scenario-${number}`)));
    expect(new Set(cited(/^s1#guide$/).map(({ expect: approach }) => approach))).toEqual(
      new Set(['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid']),
    );
  });

  it('need their rules: without any one of those that speak for the verdict some case comes out otherwise', () => {
    const whole = outcomes(rulebook.rules);
    for (const id of [
      'lacks_facts',
      'behaves_wrongly',
      'corpus_fits',
      'habits_are_trained',
      'few_examples',
      'rules_move',
    ]) {
      const { [id]: _, ...others } = rulebook.rules;
      const rest = Object.entries(others).map(([key, rule]) => [
        key,
        { ...rule, beats: rule.beats.filter((one) => one !== id) },
      ]);
      expect([id, outcomes(Object.fromEntries(rest))]).not.toEqual([id, whole]);
    }
  });
});

describe('the tags of the worked cases', () => {
  const shown = new Set(rulebook.cases.flatMap(({ shows }) => shows ?? []));

  it.each(Object.entries(tags))('hold %s: %s', (tag) => {
    expect([...shown]).toContain(tag);
  });

  it('are all known', () => {
    expect([...shown].filter((tag) => tags[tag] === undefined)).toEqual([]);
  });
});
