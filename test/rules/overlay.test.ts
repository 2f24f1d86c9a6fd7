import { describe, expect, it } from 'vitest';
import { openBooks } from '../../src/app/books.ts';
import { compile, decide, parseAnswers, proofs, type Rulebook } from '../../src/core/index.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { diagnosticText, loadRulebook } from '../../src/rules/load.ts';
import type { Located } from '../../src/rules/files.ts';
import { openRulebook } from '../../src/rules/open.ts';
import { openStore } from '../../src/store/store.ts';
import { at, rulebook, rulesFolder } from '../core/shipped.ts';
import { emptyFolder, type RuleFolder } from './folder.ts';

/** A team's folder with these files. */
function team(files: Readonly<Record<string, string>>): RuleFolder {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return folder;
}

/** The rules with these files laid over them. */
function laidOver(files: Readonly<Record<string, string>>): Rulebook {
  using folder = team(files);
  const loaded = loadRulebook(rulesFolder, folder.path);
  if (!loaded.ok) throw new Error(loaded.problems.map(diagnosticText).join('\n'));
  return loaded.rulebook;
}

/** What a check says of them, with the file's name inside the folder. */
function said(files: Readonly<Record<string, string>>): readonly Located[] {
  using folder = team(files);
  const loaded = loadRulebook(rulesFolder, folder.path);
  const all = loaded.ok ? proofs(loaded.rulebook, at, 'overlay').map(loaded.place) : loaded.problems;
  return all.map((one) => ({ ...one, file: one.file.replace(`${folder.path}/`, 'team/') }));
}

const approachWith = (rules: Rulebook, given: unknown): string => {
  const read = parseAnswers(rules, given);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return decide(compile(rules), read.answers, at).approach;
};

const banned = `rules:
  tuning_is_banned:
    when: { on_premises: no }
    opposes: ready_to_tune
    limit: true
    because: Our cloud contract forbids training.
    source: [ours]
`;
const tuned = { gap: 'behavior', behavior_kind: 'tone', behavior_consistency: 'high', labelled_examples: 1000 };

describe('a folder laid over the rules', () => {
  it('that changes nothing leaves the rules as they are', () => {
    expect(laidOver({ 'thresholds.yml': 'thresholds: {}\n' })).toEqual(rulebook);
  });

  it('changes one number and keeps what stands beside it', () => {
    const { thresholds } = laidOver({ 'thresholds.yml': 'thresholds:\n  prompt_ceiling: { value: 0.9 }\n' });
    expect(thresholds).toEqual({
      ...rulebook.thresholds,
      prompt_ceiling: { ...rulebook.thresholds['prompt_ceiling'], value: 0.9 },
    });
  });

  it('changes wording and costs by their names, and a list as a whole', () => {
    const changed = laidOver({
      'questions.yml': 'questions:\n  gap: { ask: What fails? }\n',
      'costs.yml': 'costs:\n  growth_per_month: { p50: 0.05 }\n',
      'claims.yml': 'rules:\n  lacks_facts: { source: [ours] }\n',
    });
    expect(changed.questions['gap']).toEqual({ ...rulebook.questions['gap'], ask: 'What fails?' });
    expect(changed.costs['growth_per_month']).toEqual({ ...rulebook.costs['growth_per_month'], p50: 0.05 });
    expect(changed.rules['lacks_facts']?.source).toEqual(['ours']);
  });

  it('adds a rule that decides, and leaves every other verdict', () => {
    const changed = laidOver({ 'claims.yml': banned });
    expect([approachWith(rulebook, tuned), approachWith(changed, tuned)]).toEqual(['fine-tune', 'prompt']);
    expect(approachWith(changed, { ...tuned, on_premises: 'yes', team_skill: 'ml' })).toBe('fine-tune');
  });

  it('adds a question, which comes last in the order of levels', () => {
    const question = `questions:
  union_contract:
    kind: yes_no
    name: whether a union contract holds
    ask: Does a union contract cover this?
    help: It may forbid training on what people wrote.
    example: A call center with a works council.
    yes: a union contract holds
    no: no union contract holds
    usual: no
    source: [ours]
`;
    const rule = banned.replace('on_premises: no', 'union_contract: yes');
    const changed = laidOver({ 'questions.yml': question, 'claims.yml': rule });
    expect(changed.level_order).toEqual([...rulebook.level_order, 'union_contract']);
    expect(approachWith(changed, { ...tuned, union_contract: true })).toBe('prompt');
    expect(proofs(changed, at, 'overlay').filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('takes an entry away with null, a question from the order of levels too', () => {
    const changed = laidOver({ 'plans.yml': 'warnings: null\n', 'claims.yml': 'rules:\n  still_a_prototype: ~\n' });
    expect(Object.keys(rulebook.rules).filter((id) => !Object.hasOwn(changed.rules, id))).toEqual([
      'still_a_prototype',
    ]);
    expect(changed.warnings).toEqual({});
    expect(laidOver({ 'questions.yml': 'questions:\n  retrieval_noise: null\n' }).level_order).not.toContain(
      'retrieval_noise',
    );
  });

  it('adds worked cases, replaces those of the same name and takes away those of which only the name is left', () => {
    const [first, second, ...others] = rulebook.cases;
    const { cases } = laidOver({
      'cases.yml': `cases:
  - { case: Ours, given: { gap: none }, expect: prompt, first_stage: ship_prompt, source: [ours] }
  - { case: ${first!.case}, given: { gap: none }, expect: prompt, first_stage: ship_prompt, source: [ours] }
  - case: ${second!.case}
`,
    });
    expect(cases.slice(0, -2)).toEqual(others);
    expect(cases.slice(-2).map((one) => [one.case, one.given])).toEqual([
      ['Ours', { gap: 'none' }],
      [first!.case, { gap: 'none' }],
    ]);
  });

  it('is opened with the rules, and never mistaken for those a build prepared', async () => {
    using folder = team({ 'claims.yml': banned });
    const [plain, changed] = await Promise.all([openRulebook(rulesFolder), openRulebook(rulesFolder, folder.path)]);
    expect(plain).toMatchObject({
      ok: true,
      rulebook,
      places: { rules: { lacks_facts: expect.stringMatching(/^claims.yml:\d+$/) } },
    });
    expect(changed.ok && changed.places.rules['tuning_is_banned']).toMatch(/^RULES_DIR\/claims.yml:\d+$/);
  });

  it('leaves decisions that were made under it as they were when it is gone', async () => {
    const store = await openStore({ file: ':memory:' });
    const changed = laidOver({ 'claims.yml': banned });
    const { current } = await openBooks(store, changed, contentHash);
    const later = await openBooks(store, rulebook, contentHash);
    expect(later.current.rulebook).not.toBe(current.rulebook);
    const book = await later.of(current);
    const read = parseAnswers(book.rulebook, tuned);
    expect(read.ok && decide(book, read.answers, at).approach).toBe('prompt');
    await store.close();
  });
});

describe('a fault in a folder laid over the rules', () => {
  it.each<
    [string, Readonly<Record<string, string>>, { file: string; line?: number; message?: RegExp; remedy?: RegExp }]
  >([
    [
      'a misspelt value',
      { 'claims.yml': banned.replace('on_premises: no', 'freshness: wekly') },
      { file: 'team/claims.yml', line: 3, message: /wekly/, remedy: /"weekly"/ },
    ],
    [
      'a rule that lacks its cause',
      { 'claims.yml': banned.replace(/ +because.*\n/, '') },
      { file: 'team/claims.yml', line: 2, message: /missing/ },
    ],
    [
      'a threshold that puts bands out of order',
      { 'thresholds.yml': '# ours\nthresholds:\n  attention_tokens: { value: 99000000 }\n' },
      { file: 'team/thresholds.yml', line: 3, message: /bands have to rise.*shows at questions\.yml:\d+/ },
    ],
    [
      'a rule that contests one of those that ship',
      { 'claims.yml': banned.replace(/ +limit.*\n/, '').replace('opposes: ready_to_tune', 'supports: retrieve') },
      { file: 'team/claims.yml', line: 2, message: /tuning_is_banned supports and .* neither wins/, remedy: /`beats/ },
    ],
    [
      'a worked case that comes out otherwise',
      {
        'cases.yml':
          'cases:\n  - case: Ours\n    given: { gap: none }\n    expect: rag\n    first_stage: audit\n    source: [ours]\n',
      },
      { file: 'team/cases.yml', line: 4, message: /"Ours" gives prompt instead of rag/ },
    ],
    [
      'a rule taken away that others beat',
      { 'claims.yml': '\nrules:\n  lacks_facts: null\n' },
      { file: 'team/claims.yml', line: 3, message: /no rule "lacks_facts"/ },
    ],
    [
      'one key in two of its files',
      { 'a.yml': 'rules: {}\n', 'b.yml': 'rules: {}\n' },
      { file: 'team/b.yml', line: 1 },
    ],
    [
      'a bomb of aliases',
      { 'a.yml': 'thresholds: &a { x: &b [1, 1] }\nrules: [*a, *b, *b]\n' },
      { file: 'team/a.yml', message: /anchors and aliases/ },
    ],
    [
      'a key __proto__',
      { 'a.yml': 'rules:\n  __proto__: { limit: yes }\n' },
      { file: 'team/a.yml', line: 2, message: /__proto__/ },
    ],
    [
      'a key constructor',
      { 'a.yml': 'rules:\n  constructor: { limit: yes }\n' },
      { file: 'team/a.yml', line: 2, message: /constructor/ },
    ],
  ])('%s names its own file and line', (_, files, expected) => {
    const found = said(files).filter(({ severity }) => severity === 'error');
    const matching = found.filter(
      ({ file, line, message, remedy }) =>
        file === expected.file &&
        line === (expected.line ?? line) &&
        (expected.message ?? /./).test(message) &&
        (expected.remedy ?? /./).test(remedy ?? ''),
    );
    expect([found, matching.length > 0]).toEqual([found, true]);
  });

  it.each<[string, string, string, Partial<Located>]>([
    [
      'a threshold',
      'thresholds.yml',
      'thresholds:\n  prompt_ceeling: { value: 0.75, source: [ours] }\n',
      {
        path: ['thresholds', 'prompt_ceeling'],
        message: 'there is no "prompt_ceeling" in thresholds to change, and for a new one something is missing: unit',
        remedy: 'did you mean "prompt_ceiling"? If it is new, add what is missing',
      },
    ],
    [
      'a rule',
      'claims.yml',
      'rules:\n  lack_facts: { because: Ours. }\n',
      {
        path: ['rules', 'lack_facts'],
        message: 'there is no "lack_facts" in rules to change, and for a new one something is missing: when, source',
        remedy: 'did you mean "lacks_facts"? If it is new, add what is missing',
      },
    ],
    [
      'a question',
      'questions.yml',
      'questions:\n  freshnes: { ask: How fresh? }\n',
      {
        path: ['questions', 'freshnes'],
        message: 'there is no "freshnes" in questions to change, and for a new one something is missing: kind',
        remedy: 'did you mean "freshness"? If it is new, add what is missing',
      },
    ],
    [
      'an entry like no other',
      'thresholds.yml',
      'thresholds:\n  ours_alone: { value: 2 }\n',
      {
        path: ['thresholds', 'ours_alone'],
        message:
          'there is no "ours_alone" in thresholds to change, and for a new one something is missing: unit, source',
        remedy: 'add what is missing; the comment on top of the file shows the form',
      },
    ],
  ])('is told once with the name that was meant where it changes nothing that ships: %s', (_, name, text, expected) => {
    expect(said({ [name]: text })).toEqual([{ ...expected, file: `team/${name}`, line: 2, severity: 'error' }]);
  });

  it('is a warning where something of the team only changes nothing', () => {
    const idle = said({
      'claims.yml': banned.replace('on_premises: no', 'stage: prototype'),
      'thresholds.yml': 'thresholds:\n  unused: { value: 7, unit: u, source: [ours] }\n',
    });
    expect(idle.map(({ file, line, severity }) => [file, line, severity])).toEqual(
      expect.arrayContaining([
        ['team/claims.yml', 2, 'warning'],
        ['team/thresholds.yml', 2, 'warning'],
      ]),
    );
    expect(idle.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is told when there is no such folder', () => {
    expect(loadRulebook(rulesFolder, '/nowhere/at/all')).toMatchObject({
      ok: false,
      problems: [{ file: '/nowhere/at/all', message: 'cannot be read' }],
    });
  });
});
