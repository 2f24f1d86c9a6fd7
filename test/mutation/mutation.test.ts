import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groups } from './groups.ts';
import { drawn } from './sample.ts';
import { counted, summaryOf, summarySchema } from './score.ts';

const text = "import a from 'a';\n\n/** What b is. */\nconst b = 1;\n\nfunction c() {\n  return b;\n}\n";

describe('what is drawn of core', () => {
  it('is all of a file, none of it, or whole declarations by their lines', () => {
    expect(drawn('f.ts', text, { share: 1, seed: '1' })).toEqual(['f.ts']);
    expect(drawn('f.ts', text, { share: 0, seed: '1' })).toEqual([]);
    expect(drawn('f.ts', text, { share: 0.999_999_9, seed: '1' })).toEqual(['f.ts:4-5', 'f.ts:6-9']);
  });

  it('takes the methods of a class one by one', () => {
    const methods = [
      '  a(b: B): C {',
      '  #a(b: B): C {',
      '  *a(): C {',
      '  *#a(b: B): Generator<C> {',
      '  a<B>(b: B): C {',
    ];
    const inside = [
      '  if (a) {',
      '  for (const a of b) {',
      '  a(b, (c) => {',
      '    a(b) {',
      '  a(b);',
      '  return a;',
      '  b = 1;',
    ];
    const lines = ['export class D {', ...methods, ...inside, '}'];
    expect(drawn('f.ts', lines.join('\n'), { share: 0.999_999_9, seed: '1' })).toEqual(
      [1, 2, 3, 4, 5, 6].map((line, at, all) => `f.ts:${line}-${(all[at + 1] ?? lines.length + 1) - 1}`),
    );
  });

  it('stays as it is when another declaration changes', () => {
    const many = Array.from({ length: 40 }, (_, at) => `const a${at} = 1;`);
    const half = { share: 0.5, seed: '1' };
    const before = drawn('f.ts', many.join('\n'), half);
    expect(before.length).toBeGreaterThan(5);
    expect(before.length).toBeLessThan(35);
    const without = drawn('f.ts', many.with(39, '').join('\n'), half);
    expect(without.slice(0, 5)).toEqual(before.slice(0, 5));
    expect(drawn('f.ts', many.join('\n'), { ...half, seed: '2' })).not.toEqual(before);
  });
});

describe('the groups', () => {
  it('judge every file of core by tests that exist', () => {
    const tests = new Set(readdirSync('test', { recursive: true, encoding: 'utf8' }));
    expect(groups.flatMap((group) => group.tests).filter((name) => !tests.has(`${name}.test.ts`))).toEqual([]);
    const files = readdirSync('src/core', { recursive: true, encoding: 'utf8' });
    const starts = groups.flatMap((group) => group.files);
    expect(starts.filter((start) => !files.some((file) => file.startsWith(start)))).toEqual([]);
    expect(starts.at(-1)).toBe('');
  });
});

describe('the score', () => {
  const mutants = (['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] as const).map((status, at) => ({
    fileName: `${process.cwd()}/src/core/${at < 3 ? 'read/' : ''}a.ts`,
    mutatorName: 'Regex',
    status,
  }));
  const group = { date: '2026-11-21', commit: 'abc', minutes: 1, drawn: 'all' as const, ...counted(mutants) };

  it('is the share of mutants that were noticed; those no test runs count, those of loading modules do not', () => {
    const summary = summaryOf({ one: group, two: group });
    expect(summary).toMatchObject({ score: 60, killed: 4, timeout: 2, survived: 2, uncovered: 2, ignored: 2 });
    expect(Object.entries(summary.folders).map(([name, { score }]) => [name, score])).toEqual([
      ['core', 0],
      ['core/read', 100],
    ]);
    expect(summarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });
});
