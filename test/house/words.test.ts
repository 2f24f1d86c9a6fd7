import { expect, test } from 'vitest';
import { filesIn, filesOfRoot, read } from './files.ts';
import { type Exception, words, wrongIn } from './words.ts';

/** What nobody of the project wrote: weights that a program learned, and the ways in which people write in threads. */
const notOurs = new Set(['src/core/read/learned.ts', 'rules/phrases.yml']);

/** Code, rules, texts, documents and manifests. */
const files = [
  ...['src', 'rules', 'docs'].flatMap(filesIn).filter((name) => /\.(ts|yml|md|css|html)$/.test(name)),
  ...filesOfRoot().filter((name) => /^(manifest.*\.yml|README\.md|CONTRIBUTING\.md|SECURITY\.md)$/.test(name)),
].filter((name) => !notOurs.has(name));

test.each(words.map((one) => [String(one.wrong), one] as const))(
  'finds %s where it is planted',
  (_, { planted, say }) => {
    expect(planted.length).toBeGreaterThan(1);
    for (const line of planted) {
      expect(wrongIn('src/planted.ts', `const fine = 1;\n${line}\n`)).toEqual([
        expect.stringMatching(/^src\/planted\.ts:2: not "/),
      ]);
      expect(wrongIn('src/planted.ts', line).join('')).toContain(`but ${say}`);
    }
  },
);

test('one word stands for one thing in code, rules, texts, documents and manifests', () => {
  expect(files.length).toBeGreaterThan(400);
  expect(files.flatMap((file) => wrongIn(file, read(file)))).toEqual([]);
});

test('every exception is needed', () => {
  const used = new Set<Exception>();
  for (const file of files) wrongIn(file, read(file), used);
  expect(words.flatMap(({ but = [] }) => but).filter((one) => !used.has(one))).toEqual([]);
});
