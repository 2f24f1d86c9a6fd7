import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { approaches } from '../../src/core/index.ts';
import { at, book, rulebook } from '../core/shipped.ts';
import { emptyFolder, type RuleFolder } from '../rules/folder.ts';
import { type Ran, run } from './run.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const check = (args: readonly string[]): Promise<Ran> => run(['check', '--at', at, ...args]);

/** A team's folder with one rule. */
function teamWith(when: string): RuleFolder {
  const folder = emptyFolder();
  folder.write(
    'claims.yml',
    `rules:\n  ours_alone:\n    when: { ${when} }\n    opposes: tune\n    limit: true\n    because: Ours.\n    source: [ours]\n`,
  );
  return folder;
}

const share = z.number().min(0).max(1);
/** The contract of `check --json`. */
const report = z.strictObject({
  sound: z.boolean(),
  faults: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning']),
      file: z.string(),
      line: z.int().min(1),
      path: z.array(z.union([z.string(), z.number()])),
      message: z.string(),
      example: z.string().optional(),
      remedy: z.string().optional(),
    }),
  ),
  coverage: z
    .strictObject({
      assignments: z.string().regex(/^\d+$/),
      possible: z.string().regex(/^\d+$/),
      approaches: z.array(z.strictObject({ approach: z.enum(approaches), share, likely: share })).length(5),
      rules: z.array(z.strictObject({ rule: z.string(), fires: share, stands: share, decides: share })),
      questions: z.array(z.strictObject({ question: z.string(), bits: z.number(), flips: share })),
    })
    .optional(),
});

describe('the report of rag-or-ft check', () => {
  it('says over how many cases the proofs hold, to the last one, and what reaches what', async () => {
    const { code, out } = await check([]);
    expect(code).toBe(0);
    const space = book.levels.reduce((product, { values }) => product * BigInt(values.length), 1n);
    expect(out).toContain(`Proven over ${space.toLocaleString('en')} complete cases`);
    for (const approach of approaches)
      expect(out).toMatch(new RegExp(`^  ${approach} +[\\d.e-]+ % +[\\d.e-]+ %$`, 'm'));
    expect(out).toMatch(/^  gap +[\d.]+ bits +[\d.]+ %$/m);
    expect(out.trimEnd().split('\n').length).toBeLessThan(30);
  });

  it('names every rule and question when all of it is wanted', async () => {
    const { code, out } = await check(['--report']);
    expect(code).toBe(0);
    for (const id of [...Object.keys(rulebook.rules), ...rulebook.level_order])
      expect(out).toMatch(new RegExp(`^  ${id} `, 'm'));
    expect(out).toMatch(/^Rules without a pair of worked cases: \d+$/m);
  });

  it('is one object for programs, of a known form', async () => {
    const { code, out } = await check(['--json']);
    expect(code).toBe(0);
    const read = report.parse(JSON.parse(out));
    expect(read.sound).toBe(true);
    expect(read.coverage?.rules.map(({ rule }) => rule)).toEqual(Object.keys(rulebook.rules));
  });

  it('for faulty rules holds the faults for programs too, and nothing that they cover', async () => {
    using unknown = teamWith('stage: pilott');
    using broken = emptyFolder();
    broken.write('claims.yml', 'rules: [');
    for (const [folder, code] of [
      [unknown, 1],
      [broken, 2],
    ] as const) {
      const ran = await check(['--json', '--overlay', folder.path]);
      const { sound, faults, coverage } = report.parse(JSON.parse(ran.out));
      expect([ran.code, sound, coverage]).toEqual([code, false, undefined]);
      expect(faults[0]).toMatchObject({ severity: 'error', file: expect.stringContaining(folder.path) });
    }
  });
});

describe('a folder laid over the rules', () => {
  it('is taken from the option or from RULES_DIR, and only warned about where it changes nothing', async () => {
    using folder = teamWith('stage: prototype');
    const told = await check(['--overlay', folder.path]);
    vi.stubEnv('RULES_DIR', folder.path);
    for (const ran of [told, await check([])]) {
      expect(ran.code).toBe(0);
      expect(ran.err).toContain(`${folder.path}/claims.yml:2  warning: rules.ours_alone: ours_alone changes nothing`);
      expect(ran.out).toContain(`${Object.keys(rulebook.rules).length + 1} rules`);
    }
    vi.stubEnv('RULES_DIR', ' ');
    expect(await check([])).toMatchObject({ code: 0, err: '' });
  });

  it('given as if it were all rules is told what it is for', async () => {
    using folder = teamWith('stage: prototype');
    const { code, err } = await check(['--rules', folder.path]);
    expect(code).toBe(2);
    expect(err).toMatch(/it is missing\n.*RULES_DIR, which lays it over the rules that ship/);
  });
});
