import { expect, test } from 'vitest';
import { filesIn, read } from './files.ts';
import { mostRepeated, repeatedIn } from './repeated.ts';

/** Files in which lines may stand twice. */
const mayRepeat = new Set([
  // A step that was taken stays as it was, even where the next one is written alike.
  'src/store/migrations.ts',
  // Facts of prices are one literal each: put together from two they cost every explanation a tenth of its time.
  'src/core/costs/options/tuned.ts',
]);
/** Made by a program; and threads for measuring, which nobody reads. */
const made = /^(src\/core\/read\/learned\.ts|test\/threads\/measuring\/)/;

test('nothing of the code is written twice', () => {
  const names = ['src', 'test'].flatMap(filesIn).filter((name) => name.endsWith('.ts'));
  const sources = names.filter((name) => !mayRepeat.has(name) && !made.test(name));
  expect(sources.length).toBeGreaterThan(600);
  expect(repeatedIn(sources.map((name) => ({ name, text: read(name) })))).toEqual([]);
});

test('lines that stand twice are found, however they are indented and whatever stands between them, and a run is told once', () => {
  const lines = Array.from({ length: mostRepeated + 3 }, (_, at) => `const value${at} = ${at};`);
  const here = { name: 'here.ts', text: `import { a } from './a.ts';\n${lines.join('\n')}` };
  const there = { name: 'there.ts', text: `one();\n${lines.map((line) => `  ${line}\n  // why\n\n`).join('')}` };
  expect(repeatedIn([here, there])).toEqual(['there.ts:2 repeats here.ts:2']);
  expect(repeatedIn([here, { name: 'other.ts', text: lines.slice(0, mostRepeated - 1).join('\n') }])).toEqual([]);
});
