import { describe, expect, it } from 'vitest';
import { checkPairs } from '../../src/core/check/pairs.ts';
import { compile, decide, type Diagnostic, parseAnswers, type Rulebook } from '../../src/core/index.ts';
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
  return checkPairs(compile({ ...rulebook, rules, cases: [...cases] }), at);
}
const about = (all: readonly Diagnostic[], rule: string): Diagnostic | undefined =>
  all.find(({ path }) => path.join('.') === `rules.${rule}`);

describe('a rule', () => {
  it('with two worked cases that differ in its answer and in the approach is well shown', () => {
    expect(about(missing([tuned, unmeasured]), 'no_yardstick')).toBeUndefined();
  });

  it.each<[string, readonly Worked[]]>([
    ['with one case', [tuned]],
    ['with two that come out alike', [tuned, { ...unmeasured, expect: 'fine-tune' }]],
    ['with two that differ in two answers', [tuned, { ...unmeasured, given: { ...unmeasured.given, stage: 'pilot' } }]],
    ['with two in both of which it fires', [{ ...unmeasured, expect: 'rag' }, { ...unmeasured, given: { ...unmeasured.given, stage: 'pilot' } }]],
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
    for (const answer of ['labelled_examples: trial', 'task_narrow_stable: no']) expect(found?.example).toContain(answer);
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

  it('that holds for nothing but one complete set of answers is reported as a scenario', () => {
    const read = parseAnswers(rulebook, tuned.given);
    const values = read.ok ? decide(book, read.answers, at).values : [];
    const when = Object.fromEntries(book.levels.map(({ id, values: all }, level) => [id, all[values[level]!]!]));
    const planted = { when, opposes: ['ready_to_tune'], beats: [], limit: true, because: 'Planted.', source: ['ours'] };
    const found = missing([tuned], { ...rulebook.rules, planted }).filter(({ path }) => path[1] === 'planted');
    expect(found.map(({ message }) => message)).toContain('planted holds for a single scenario');
    expect(missing([tuned]).filter(({ message }) => message.includes('scenario'))).toEqual([]);
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
