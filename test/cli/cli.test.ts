import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { approaches, type Case, decide, explain } from '../../src/core/index.ts';
import { anyCases } from '../core/draw.ts';
import { at, book, rulebook } from '../core/shipped.ts';
import { copyOfRules, emptyFolder } from '../rules/folder.ts';
import { run, start } from './run.ts';
import { verdict } from './verdict.ts';

const folder = emptyFolder();
afterAll(() => folder[Symbol.dispose]());

/** A file with answers, and its path. */
function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

const fromStdin = ['decide', '--answers', '-', '--json', '--at', at];
const decideJson = async (answers: unknown): Promise<unknown> =>
  JSON.parse((await run(fromStdin, JSON.stringify(answers))).out);
/** The verdicts of several cases, of one run. */
const decideAll = async (...cases: readonly unknown[]): Promise<readonly z.infer<typeof verdict>[]> =>
  z.array(verdict).parse(await decideJson(cases));

const helpBot = { gap: 'knowledge', freshness: 'weekly', needs_citations: true, knowledge_tokens: 5_000_000 };

describe('rag-or-ft decide --json', () => {
  it('prints one verdict of the agreed form for one case, and nothing on stderr', async () => {
    const ran = await run(fromStdin, JSON.stringify(helpBot));
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(verdict.parse(JSON.parse(ran.out))).toMatchObject({
      approach: 'rag',
      because: expect.arrayContaining([expect.objectContaining({ rule: 'too_large_to_load' })]),
      against: [],
    });
  });

  it('prints a list for a list, in its order, also for a list of one and for an empty one', async () => {
    const [first, second] = await decideAll(helpBot, { gap: 'none' });
    expect([first?.approach, second?.approach]).toEqual(['rag', 'prompt']);
    expect(await decideJson([helpBot])).toEqual([first]);
    expect(await decideJson([])).toEqual([]);
  });

  it('says for any case what the core says', async () => {
    const cases = fc.sample(anyCases(book, at), { numRuns: 60, seed: 7 }).map(({ answers }) => answers);
    const told = z.array(verdict).parse(await decideJson(cases));
    for (const [index, one] of told.entries()) {
      const answers: Case = cases[index]!;
      const explained = explain(book, answers, { title: '', at });
      const { complete } = decide(book, answers, at);
      expect([one.approach, one.settled]).toEqual([explained.approach, explained.settled]);
      expect(one.possible.map(({ approach }) => approach)).toEqual(explained.possible.map(({ approach }) => approach));
      expect(one.possible.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 4);
      expect(one.ask).toEqual(explained.ask.map(({ question }) => question));
      expect(one.plan.map(({ stage }) => stage)).toEqual(explained.plan.map(({ stage }) => stage));
      expect(one.because.map(({ rule }) => rule)).toEqual(explained.reasons.map(({ rule }) => rule));
      expect(one.against.map(({ rule, beatenBy }) => [rule, beatenBy])).toEqual(
        explained.against.map(({ rule, beatenBy }) => [rule, beatenBy]),
      );
      expect(one.why_not.map(({ approach, text }) => [approach, text])).toEqual(
        explained.whyNot.map(({ approach, text }) => [approach, text]),
      );
      expect(one.near.map(({ text }) => text)).toEqual(explained.near.map(({ text }) => text));
      expect(one.misconception?.says).toBe(explained.misconception?.says);
      expect([one.tomorrow, one.review_on, one.reversal]).toEqual([
        explained.tomorrow,
        explained.reviewOn,
        explained.reversal,
      ]);
      for (const { question, value: assumed } of one.assumptions) {
        const taken = complete[question];
        expect([question, assumed]).toEqual([question, taken === 'yes' ? true : taken === 'no' ? false : taken]);
      }
    }
  });

  it('reads JSON and YAML from files and from standard input alike', async () => {
    const expected = await decideJson(helpBot);
    const json = file('answers.json', JSON.stringify(helpBot, null, '\t'));
    const yaml = file('answers.yml', stringify(helpBot));
    for (const path of [json, yaml]) {
      expect(JSON.parse((await run(['decide', '--answers', path, '--json', '--at', at])).out)).toEqual(expected);
    }
    expect(JSON.parse((await run(fromStdin, stringify(helpBot))).out)).toEqual(expected);
  });

  it('reads the standard input of its process, writes to its streams and ends with the code', async () => {
    for (const input of [stringify(helpBot), '{gap: knowlege}'])
      expect(start(fromStdin, input)).toEqual(await run(fromStdin, input));
  });

  it('takes yes and no, true and false, and null for open', async () => {
    const [one, other] = await decideAll(helpBot, { ...helpBot, needs_citations: 'yes', offline: null });
    expect(other).toEqual(one);
  });

  it('takes ranges and several values, and keeps open what they leave open', async () => {
    const [wide, two] = await decideAll(
      { gap: 'knowledge', freshness: 'yearly', knowledge_tokens: { low: 150_000, high: 9e6 } },
      { ...helpBot, gap: ['knowledge', 'both'] },
    );
    expect(wide?.possible.map(({ approach }) => approach)).toEqual(expect.arrayContaining(['rag', 'long-context']));
    expect(wide?.ask).toContain('knowledge_tokens');
    expect(two?.possible.map(({ approach }) => approach)).toContain('hybrid');
    expect(two?.settled).toBe('no');
  });

  it('names an assumed value that is still possible', async () => {
    const [one] = await decideAll({ gap: 'knowledge', freshness: ['weekly', 'yearly'], knowledge_tokens: 100_000 });
    const freshness = one?.assumptions.find(({ question }) => question === 'freshness');
    expect(['weekly', 'yearly']).toContain(freshness?.value);
  });

  it('with the gap unknown gives the prompt, the audit first, and asks for the gap first', async () => {
    const tempting = { queries_per_day: 150_000, labelled_examples: 5000, task_narrow_stable: true };
    for (const one of await decideAll({}, tempting, { ...helpBot, gap: null })) {
      expect([one.approach, one.settled, one.plan[0]?.stage, one.ask[0]]).toEqual(['prompt', 'no', 'audit', 'gap']);
    }
  });

  it('does not repeat in the plan a prompt that was tried', async () => {
    const tone = { gap: 'behavior', behavior_kind: 'tone', behavior_consistency: 'high' };
    const plans = await decideAll(tone, { ...tone, prompt_tried: false }, { ...tone, prompt_tried: true });
    expect(plans.map(({ plan }) => plan.some(({ stage }) => stage === 'work_prompt'))).toEqual([true, true, false]);
  });

  it('says in its text form the approach, the reasons and the sources, by the rules of --rules', async () => {
    using copy = copyOfRules();
    copy.edit('claims.yml', (text) => text.replace('label: RAG\n', 'label: Look it up\n'));
    const ran = await run(['decide', '--answers', '-', '--at', at, '--rules', copy.path], JSON.stringify(helpBot));
    expect([ran.code, ran.err]).toEqual([0, '']);
    for (const part of [/^Look it up\n/, /\nBecause:\n {2}- .+ \[.+\]/, /\nPlan:\n/, /\nCosts:\n/])
      expect(ran.out).toMatch(part);
  });
});

describe('bad input', () => {
  const spoilt = [
    { freshnes: 'weekly' },
    { gap: 'knowlege' },
    { gap: 'both' },
    { required_accuracy: 95, offlin: true },
    3,
    JSON.parse('{"__proto__": {"gap": "both"}}'),
    { constructor: { prototype: {} } },
  ];

  it.each(['decide', 'costs'])(
    'is refused by %s with nothing on stdout and every fault on stderr, with its index and id',
    async (command) => {
      const ran = await run([command, '--answers', '-', '--json'], JSON.stringify(spoilt));
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err.trimEnd().split('\n')).toEqual(
        [
          /^\[0\] freshnes: there is no question "freshnes"; did you mean "freshness"\?$/,
          /^\[1\] gap: "knowlege" is not one of its values; did you mean "knowledge"\? Values: knowledge, behavior, both, none$/,
          /^\[3\] required_accuracy: 95 is outside 0 to 1; did you mean 0\.95\? use a number from 0 to 1/,
          /^\[3\] offlin: there is no question "offlin"; did you mean "offline"\?$/,
          /^\[4\]: answers must be an object of question ids/,
          /^\[5\] __proto__: there is no question "__proto__"/,
          /^\[6\] constructor: there is no question "constructor"/,
        ].map((line) => expect.stringMatching(line) as unknown),
      );
    },
  );

  it.each<[string, string, RegExp]>([
    ['__proto__ in YAML', '__proto__:\n  gap: both\n', /^\[0\] __proto__: there is no question/],
    ['broken JSON', '{"gap": "knowledge"', /^standard input is neither JSON nor YAML: .*line 1/],
    ['one key twice', '{"gap": "both", "gap": "none"}', /unique/],
    [
      'a bomb of aliases',
      'gap: &a [both, both]\nfreshness: [*a, *a, *a]\n',
      /^standard input is neither JSON nor YAML: .*[Aa]lias/,
    ],
    ['nothing', '', /^\[0\]: answers must be an object/],
  ])('in its form is refused with nothing on stdout: %s', async (_, input, fault) => {
    const ran = await run(fromStdin, input);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(fault);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no file', ['decide', '--json'], /--answers FILE is missing/],
    [
      'a missing file',
      ['decide', '--answers', join(folder.path, 'none.json')],
      /^there is no file .*none\.json; name one, /,
    ],
    ['a folder for a file', ['decide', '--answers', folder.path], / is a folder; name a file$/m],
    ['a date that is none', ['decide', '--answers', '-', '--at', 'today'], /--at today: write a date as YYYY-MM-DD/],
    [
      'a day that is not in the calendar',
      ['costs', '--answers', '-', '--at', '2026-02-30'],
      /--at 2026-02-30: write a date/,
    ],
    ['an option that there is not', ['decide', '--answer', '-'], /--answer/],
    [
      'a command that there is not',
      ['decode'],
      /^there is no command "decode"; did you mean "decide"\?\n\n[^]*rag-or-ft decide --answers FILE/,
    ],
    ['a name of the language for a command', ['constructor'], /^there is no command "constructor"\n/],
    ['two commands', ['check', 'order'], /^check takes no file without an option: leave out order$/m],
    ['two files', ['read', 'a.yml', 'b.yml'], /^read takes one file: leave out b\.yml$/m],
    [
      'an option of another command',
      ['decide', '--answers', '-', '--stored'],
      /^--stored is not for decide, which takes --answers, /,
    ],
    [
      'an option of a command that takes none',
      ['backup', '--json'],
      /^--json is not for backup, which takes no options$/m,
    ],
    [
      'answers beside inputs',
      ['costs', '--answers', '-', '--inputs', '-'],
      /^give one of --answers or --inputs, not several$/m,
    ],
    ['a folder without a name', ['check', '--rules', ''], /^--rules is empty/],
    ['a folder of a team without a name', ['check', '--overlay', ''], /^--overlay is empty/],
    ['titles of no decisions', ['check', '--titles'], /^--titles is for check --stored$/m],
    ['what rules cover of decisions', ['check', '--stored', '--report'], /^--report is for the rules/m],
    ['no command', [], /rag-or-ft decide --answers FILE/],
    ['no rules where they should be', ['check', '--rules', join(folder.path, 'none')], /cannot be read/],
  ])('on the command line is refused: %s', async (_, args, fault) => {
    const ran = await run(args, '{}');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(fault);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });
});

it.each([
  ['decide', '--answers', /^the list holds no case; write /],
  ['costs', '--answers', /^the list holds no case; write /],
  ['costs', '--inputs', /^the list holds no workload; write /],
])('%s %s of an empty list is refused', async (command, option, fault) => {
  const ran = await run([command, option, '-'], '[]');
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toMatch(fault);
});

it('starts with the rules that are named, and says where there are none', () => {
  const none = join(folder.path, 'none');
  const ran = start(['start', '--rules', none], '');
  expect(ran.code).toBe(1);
  expect(`${ran.out}${ran.err}`).toContain(none);
});

it('says its version, whatever else is asked', async () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
  expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

it.each([
  [['--answers', '-', '--at', '2040-01-01'], '{}'],
  [['--answers', '-', '--json', '--at', '2040-01-01'], '{}'],
  [['--inputs', '-'], '{start: 2040-01-01}'],
])('costs %j names prices that are older than 45 days, beside the answer', async (args, input) => {
  const ran = await run(['costs', ...args], input);
  expect(ran.code).toBe(0);
  expect(ran.err).toMatch(/^Older than 45 days and worth a look: .*gpt-6\.1-terra/);
});

describe('rag-or-ft costs', () => {
  const few = { queries_per_day: 1000 };

  it('prices every approach, as a table and as JSON whose lines add up', async () => {
    const table = await run(['costs', '--answers', '-', '--at', at], JSON.stringify(few));
    expect(table.code).toBe(0);
    for (const approach of approaches) expect(table.out).toMatch(new RegExp(`^${approach} +\\$`, 'm'));
    const priced = costs.parse(
      JSON.parse((await run(['costs', '--answers', '-', '--json', '--at', at], JSON.stringify(few))).out),
    );
    expect(priced.options.map(({ option }) => option)).toEqual([...approaches]);
    for (const { lines, setup, monthly } of priced.options) {
      const sum = (per: string): number =>
        lines.filter((line) => line.per === per).reduce((total, { usd }) => total + usd, 0);
      expect(sum('once')).toBeCloseTo(setup, 6);
      expect(sum('month')).toBeCloseTo(monthly, 6);
    }
  });

  it('gives a list for a list, and counts pages as the tokens they come to', async () => {
    const question = rulebook.questions['knowledge_tokens']!;
    const factor = question.kind === 'number' ? question.also!['knowledge_pages']!.factor : Number.NaN;
    const cases = [{ knowledge_pages: 40 }, { knowledge_tokens: 40 * factor }, {}];
    const ran = await run(['costs', '--answers', '-', '--json', '--at', at], JSON.stringify(cases));
    const [pages, tokens, nothing] = z.array(z.unknown()).length(3).parse(JSON.parse(ran.out));
    expect(pages).toEqual(tokens);
    expect(pages).not.toEqual(nothing);
  });
});

const costs = z.object({
  options: z.array(
    z.object({
      option: z.enum(approaches),
      setup: z.number(),
      monthly: z.number(),
      lines: z.array(z.object({ usd: z.number(), per: z.enum(['once', 'month', 'retrain']) })),
    }),
  ),
});

describe('rag-or-ft check', () => {
  it('says what was proven of the rules that ship', async () => {
    const ran = await run(['check', '--at', at]);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/^\d+ questions, \d+ rules, \d+ worked cases: exactly one verdict/);
  });

  it('names file, line, answers that show it and the remedy for a fault, and fails', async () => {
    using copy = copyOfRules();
    const planted = '  planted:\n    when: { gap: behavior }\n    opposes: tune\n    because: b\n    source: [ours]\n';
    copy.edit('claims.yml', (text) => text.replace('\nrules:\n', `\nrules:\n${planted}`));
    const ran = await run(['check', '--rules', copy.path]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(
      /^claims\.yml:\d+ {2}rules\.planted: .*neither wins \(habits_are_trained is claims\.yml:\d+\)\n {4}for example with .*gap: behavior.*\n {4}add `beats/m,
    );
    expect(ran.err).toMatch(/^\d+ faults? in the rules$/m);
  });

  it('refuses rules that cannot be read, as does every command', async () => {
    using copy = copyOfRules();
    copy.edit('claims.yml', (text) => text.replace('\nrules:\n', '\nrules:\n  planted: 1\n'));
    for (const args of [['check'], ['order'], fromStdin]) {
      const ran = await run([...args, '--rules', copy.path], '{}');
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err).toMatch(/^claims\.yml:\d+ {2}rules\.planted/);
    }
  });
});

describe('rag-or-ft order', () => {
  it('prints an order of the same levels, ready to be pasted, that is no larger', async () => {
    const ran = await run(['order']);
    expect(ran.code).toBe(0);
    const order = ran.out
      .split('\n')
      .slice(1, -1)
      .map((line) => line.replace(/^ {2}- /, ''));
    expect(ran.out).toMatch(/^level_order:\n/);
    expect(order.toSorted()).toEqual(rulebook.level_order.toSorted());
    const sizes = [...ran.err.matchAll(/^(\d+) nodes/gm)].map(([, size]) => Number(size));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });
});

describe('rag-or-ft help', () => {
  it.each([['help'], ['-h'], ['--json', '--help']])('lists the commands and options: %s', async (...args) => {
    const ran = await run(args);
    expect([ran.code, ran.err]).toEqual([0, '']);
    for (const word of ['decide', 'costs', 'check', 'order', '--answers', '--rules', '--at'])
      expect(ran.out).toContain(word);
  });
});

describe('audit', () => {
  const csv = 'kind,count\nmissing fact,40\nformat,1\nright,59\n';

  it('says what a table of judged answers shows, and which answers follow', async () => {
    const ran = await run(['audit', file('judged.csv', csv)]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const part of [
      'What goes wrong most: missing facts.',
      'Missing facts: 40 of 41 (87 to 100 of 100)',
      'It lacks facts',
    ])
      expect(ran.out).toContain(part);
  });

  it('gives JSON whose answers decide takes', async () => {
    const said = z
      .object({ judged: z.number(), leads: z.object({ kind: z.string() }), answers: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse((await run(['audit', '-', '--json'], csv)).out));
    expect(said).toMatchObject({ judged: 100, leads: { kind: 'missing_fact' }, answers: { gap: 'knowledge' } });
    expect(await decideAll(said.answers)).toHaveLength(1);
  });

  it('names file and line of what it cannot take', async () => {
    const ran = await run(['audit', '-'], 'missing fact,4\n=1+1,2\n');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('standard input:2: "=1+1" looks like a formula');
    expect((await run(['audit'])).err).toContain('audit FILE is missing');
    expect((await run(['audit', '-', 'more'])).code).toBe(2);
  });
});
