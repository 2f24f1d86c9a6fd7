import { describe, expect, it } from 'vitest';
import { decide, type Diagnostic, pairs, parseAnswers, type Rulebook } from '../../src/core/index.ts';
import { at, book, rulebook } from '../core/shipped.ts';

type Worked = Rulebook['cases'][number];

const tuned: Worked = {
  case: 'A voice that must hold',
  given: { gap: 'behavior', behavior_kind: 'tone', behavior_consistency: 'high', labelled_examples: 1000 },
  expect: 'fine-tune',
  first_stage: 'work_prompt',
  source: ['ours'],
};
const unmeasured: Worked = { ...tuned, given: { ...tuned.given, eval_harness: 'no' }, expect: 'prompt' };

function missing(cases: readonly Worked[], rules = rulebook.rules): readonly Diagnostic[] {
  return pairs({ ...rulebook, rules, cases: [...cases] }, at);
}
const about = (all: readonly Diagnostic[], rule: string): Diagnostic | undefined =>
  all.find(({ path }) => path.join('.') === `rules.${rule}`);

/** Whether a rule that names the answers of the first case, but for some, is reported as a scenario among others. */
function scenario(changed: Readonly<Record<string, string[] | undefined>>, others: Rulebook['rules'] = {}): boolean {
  const read = parseAnswers(rulebook, tuned.given);
  const values = read.ok ? decide(book, read.answers, at).values : [];
  const all = Object.fromEntries(book.levels.map(({ id, values: of }, level) => [id, [of[values[level]!]!]]));
  const when = Object.fromEntries(
    Object.entries({ ...all, ...changed }).flatMap(([id, named]) => (named === undefined ? [] : [[id, named]])),
  );
  const planted = { ...ours, when, supports: ['ready_to_tune'] };
  const found = missing([tuned], { ...rulebook.rules, planted, ...others }).filter(({ path }) => path[1] === 'planted');
  return found.some(({ message }) => message === 'planted holds for a single scenario');
}

const ours = { beats: [], limit: false, because: 'Planted.', source: ['ours'] };

describe('a rule', () => {
  it('with two worked cases that differ in its answer and in the approach is well shown', () => {
    expect(about(missing([tuned, unmeasured]), 'no_yardstick')).toBeUndefined();
  });

  it.each<[string, readonly Worked[]]>([
    ['with one case', [tuned]],
    ['with two that come out alike', [tuned, { ...unmeasured, expect: 'fine-tune' }]],
    ['with two that differ in two answers', [tuned, { ...unmeasured, given: { ...unmeasured.given, stage: 'pilot' } }]],
    [
      'with two in both of which it fires',
      [
        { ...unmeasured, expect: 'rag' },
        { ...unmeasured, given: { ...unmeasured.given, stage: 'pilot' } },
      ],
    ],
  ])('%s is reported at its name, with the case that is missing', (_, cases) => {
    expect(about(missing(cases), 'no_yardstick')).toMatchObject({
      path: ['rules', 'no_yardstick'],
      severity: 'error',
      message: 'no two worked cases show what no_yardstick decides',
      remedy: expect.stringMatching(/two cases that differ in one answer and in the approach/),
      example: expect.stringMatching(/^"A voice that must hold" .* the same with eval_harness: (yes|no)/),
    });
  });

  it('far from every worked case is reported with answers in which it decides', () => {
    const nothing: Worked = { ...tuned, given: { gap: 'none' }, expect: 'prompt' };
    const found = about(missing([nothing]), 'thin_examples_for_a_broad_task');
    expect(found?.example).toMatch(/(?=.*labelled_examples: trial)(?=.*task_narrow_stable: no)/);
  });

  it('that never decides alone may show itself in a claim: its pair need not differ in the approach', () => {
    const given = { gap: 'knowledge', knowledge_tokens: 300_000 };
    const small: Worked = { ...tuned, given, expect: 'rag' };
    const large: Worked = { ...small, given: { ...given, knowledge_tokens: 900_000_000 } };
    const found = about(missing([small]), 'too_large_to_load');
    expect(found?.remedy).toMatch(/in which claims hold/);
    const holding = [small, large].map((one) => claimsOf(one));
    expect(about(missing([small, large]), 'too_large_to_load') === undefined).toBe(holding[0] !== holding[1]);
  });

  describe('that holds for nothing but one set of answers', () => {
    it('is reported as a scenario, though it names two answers to a question', () => {
      expect(scenario({})).toBe(true);
      expect(scenario({ behavior_kind: ['tone', 'task'] })).toBe(true);
    });

    it('is none where it holds for two answers to a question that it does not name', () => {
      expect(scenario({ behavior_kind: undefined })).toBe(false);
      expect(missing([tuned]).filter(({ message }) => message.includes('scenario'))).toEqual([]);
    });

    it('is one where another rule defeats it for all other answers to that question', () => {
      const others = Object.keys(
        rulebook.questions['behavior_kind']?.kind === 'choice' ? rulebook.questions['behavior_kind'].options : {},
      ).filter((id) => id !== 'tone');
      const stops = { ...ours, when: { behavior_kind: others }, opposes: ['ready_to_tune'], limit: true };
      expect(scenario({ behavior_kind: undefined }, { stops })).toBe(true);
    });
  });

  it('is shown as soon as the case that was missing is added', () => {
    const read = /^"(.+)" \(.+?\) and the same with (\w+): (.+), which gives (.+)$/;
    let tried = 0;
    for (const { path, example } of missing(rulebook.cases)) {
      const [, name, id, value, approach] = read.exec(example ?? '') ?? [];
      const half = rulebook.cases.find((worked) => worked.case === name);
      if (half === undefined || approach === undefined || tried >= 4) continue;
      tried += 1;
      const question = rulebook.questions[id!];
      const given = { ...half.given, [id!]: question?.kind === 'number' ? Number(value) : value };
      const added = { ...half, case: 'Added', given, expect: approach as Worked['expect'] };
      expect([path, about(missing([half, added]), String(path[1]))]).toEqual([path, undefined]);
    }
  });
});

function claimsOf({ given }: Worked): string {
  const read = parseAnswers(rulebook, given);
  const values = read.ok ? decide(book, read.answers, at).values : [];
  return book.claims.map(({ id, holds }) => `${id} ${book.diagram.walk(holds, values)}`).join();
}
