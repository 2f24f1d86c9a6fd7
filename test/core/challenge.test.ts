import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type Case,
  challenge,
  compile,
  decide,
  explain,
  hasRoom,
  leaningOf,
  parseAnswers,
} from '../../src/core/index.ts';
import { anyCases, completeCases, neighbours } from './draw.ts';
import { evaluate } from './reference.ts';
import { at, book, rulebook } from './shipped.ts';

const about = { title: 'x', at };
const explained = (answers: Case) => explain(book, answers, about);
const leaningsOf = (answers: Case) =>
  explained(answers).reasons.flatMap(({ rule }) => leaningOf(book, explained(answers), rule) ?? []);

/** The rules with one threshold elsewhere. */
const moved = (id: string, value: number) => ({
  ...rulebook,
  thresholds: { ...rulebook.thresholds, [id]: { ...rulebook.thresholds[id]!, value } },
});

describe('disagreeing with a reason', () => {
  test('names what it leans on: every question of its conditions, and the thresholds at its edges', () => {
    const answers = { gap: 'behavior', behavior_kind: 'task', labelled_examples: 40 };
    const few = leaningOf(book, explained(answers), 'few_examples');
    expect(few).toMatchObject({ file: 'claims.yml', questions: ['gap', 'labelled_examples'] });
    expect(few?.thresholds).toMatchObject([{ id: 'trial_examples', value: 100, above: 0, below: 500 }]);
    expect(few?.thresholds[0]?.disagrees).toContainEqual({ by: 'PremAI', says: '500' });
  });

  test('a band in the middle leans on both of its edges', () => {
    const answers = { gap: 'knowledge', knowledge_tokens: 400_000 };
    const ids = leaningsOf(answers).flatMap(({ rule, thresholds }) => thresholds.map(({ id }) => `${rule} ${id}`));
    expect(ids).toEqual(expect.arrayContaining(['length_hurts whole_corpus_tokens', 'length_hurts window_tokens']));
  });

  test.each(Object.entries(rulebook.rules))(
    '%s leans on the numbers at which an answer begins or ceases to be meant',
    (id, rule) => {
      const [some] = explained({}).reasons;
      const leaning = leaningOf(book, { reasons: [{ ...some!, rule: id }] }, id);
      expect(leaning?.thresholds.map(({ id: threshold }) => threshold).toSorted()).toEqual(
        Object.entries(rule.when)
          .flatMap(([question, named]) => edgesOf(question, [named].flat()))
          .toSorted(),
      );
    },
  );

  test('what is said while nobody knows the gap leans on the gap', () => {
    expect(leaningOf(book, explained({}), 'gap_open')).toMatchObject({ file: undefined, questions: ['gap'] });
    expect(leaningOf(book, explained({}), 'few_examples')).toBeUndefined();
  });

  test('every reason leans on something that can be seen differently', () => {
    fc.assert(
      fc.property(anyCases(book, at), ({ answers }) => {
        for (const { questions, thresholds } of leaningsOf(answers)) {
          expect(questions.length).toBeGreaterThan(0);
          for (const { value, ...room } of thresholds) expect(hasRoom(room, value)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the verdict under another answer', () => {
  test('is the verdict of the case with that answer', () => {
    fc.assert(
      fc.property(completeCases(book, at), fc.nat(), ({ answers }, turn) => {
        const others = neighbours(book, answers);
        const other = others[turn % others.length] ?? answers;
        const question = Object.keys(other).find((id) => other[id] !== answers[id]) ?? 'gap';
        const value = other[question];
        const rule = explained(answers).reasons[0]?.rule ?? '';
        const premise = {
          kind: 'answer' as const,
          question,
          answers: value === undefined ? {} : { [question]: value },
        };
        const { would, stands } = challenge(book, answers, rule, premise, about);
        expect(would).toEqual(explained({ ...answers, ...premise.answers }));
        expect(stands.approach).toBe(decide(book, answers, at).approach);
      }),
      { numRuns: 40 },
    );
  });

  test('replaces the answer in whatever unit it was given', () => {
    const answers = { gap: 'knowledge', knowledge_pages: 3000 };
    const premise = { kind: 'answer' as const, question: 'knowledge_tokens', answers: { knowledge_tokens: 20_000 } };
    const { would, premise: said } = challenge(book, answers, 'too_large_to_load', premise, about);
    expect(would).toEqual(explained({ gap: 'knowledge', knowledge_tokens: 20_000 }));
    expect(parseAnswers(rulebook, { gap: 'knowledge', ...premise.answers })).toMatchObject({ ok: true });
    expect(said).toBe('how much there is to read: 20,000 tokens');
  });

  test('may leave the question open, and says whether the reason still applies', () => {
    const answers = { gap: 'behavior', behavior_kind: 'task', labelled_examples: 40 };
    const open = { kind: 'answer' as const, question: 'labelled_examples', answers: {} };
    expect(challenge(book, answers, 'few_examples', open, about)).toMatchObject({ applies: false, overlay: undefined });
    const same = { ...open, answers: { labelled_examples: 50 } };
    expect(challenge(book, answers, 'few_examples', same, about).applies).toBe(true);
  });
});

describe('the verdict under another threshold', () => {
  const ids = Object.keys(rulebook.thresholds);

  test('is what the rules give with that number, rule by rule', () => {
    const before = JSON.stringify(rulebook);
    fc.assert(
      fc.property(
        completeCases(book, at),
        fc.constantFrom(...ids),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        ({ answers }, id, factor) => {
          const value = rulebook.thresholds[id]!.value * factor;
          const premise = { kind: 'threshold' as const, threshold: id, value };
          const run = () => challenge(book, answers, 'few_examples', premise, about);
          fc.pre(inOrder(moved(id, value)));
          expect(run().would.approach).toBe(evaluate(moved(id, value), answers, at).approach);
          expect(run().would).toEqual(explain(compile(moved(id, value)), answers, about));
        },
      ),
      { numRuns: 40 },
    );
    expect(JSON.stringify(rulebook)).toBe(before);
  });

  test('comes with what a team would write into its own rules', () => {
    const answers = { gap: 'behavior', behavior_kind: 'task', labelled_examples: 40 };
    const premise = { kind: 'threshold' as const, threshold: 'trial_examples', value: 30 };
    const { overlay, premise: said, applies } = challenge(book, answers, 'few_examples', premise, about);
    expect(parse(overlay ?? '')).toEqual({ thresholds: { trial_examples: { value: 30 } } });
    expect(said).toBe('trial_examples: 30 examples');
    expect(applies).toBe(false);
  });

  test.each([0, -5, 500, 501, Number.NaN, Infinity])(
    'of %d, which overtakes another or leaves the question, is refused',
    (value) => {
      expect(() =>
        challenge(book, {}, 'few_examples', { kind: 'threshold', threshold: 'trial_examples', value }, about),
      ).toThrow('trial_examples');
    },
  );
});

/** Thresholds of a question's bands on one side of which alone a number lies in one of these bands. */
function edgesOf(question: string, named: readonly string[]): readonly string[] {
  if (question === 'prompt_meets_requirement') return ['prompt_ceiling'];
  const asked = rulebook.questions[question];
  const bands = asked?.kind === 'number' ? Object.entries(asked.bands ?? {}) : [];
  const edges = bands.flatMap(([, { below }]) => below ?? []);
  const meant = (value: number): boolean =>
    named.includes(bands.find(([, { below }]) => below === undefined || value < rulebook.thresholds[below]!.value)![0]);
  return edges.filter((id) => {
    const { value } = rulebook.thresholds[id]!;
    return meant(value - 1e-9) !== meant(value);
  });
}

/** Whether every question's bands still rise, within what it allows. */
function inOrder({ questions, thresholds }: typeof rulebook): boolean {
  const ceiling = thresholds['prompt_ceiling']?.value ?? 0;
  return (
    ceiling > 0 &&
    ceiling < 1 &&
    Object.values(questions).every((question) => {
      if (question.kind !== 'number') return true;
      const edges = Object.values(question.bands ?? {}).flatMap(({ below }) => thresholds[below ?? '']?.value ?? []);
      const all = edges.length === 0 ? [] : [question.min, ...edges, question.max];
      return all.every((edge, place) => place === 0 || edge > (all[place - 1] ?? 0));
    })
  );
}
