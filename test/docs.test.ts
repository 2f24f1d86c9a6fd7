import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { pageOf as benchmarks, readRuns } from './bench/page.ts';
import { run as cli } from './cli/run.ts';
import { pageOf as evaluation, readChapters } from './eval/page.ts';

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const docs = readdirSync(new URL('docs', root)).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docs.map((name) => `docs/${name}`)];
const program = `"${process.execPath}" "${fileURLToPath(new URL('dist/cli/main.js', root))}"`;

/** What the command line says of itself. */
const usage = await cli(['help']);

const sources = readdirSync(fileURLToPath(new URL('src', root)), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(fileURLToPath(new URL('src/', root)).length))
  .map((name) => name.replaceAll('\\', '/'));

it('gives the role of every file of src in CONTRIBUTING, and of no other', () => {
  const listed = [...read('CONTRIBUTING.md').matchAll(/^\| `((?:\w[\w-]*\/)*[\w-]+\.\w+)` \|/gm)].map(
    (match) => match[1],
  );
  expect(new Set(listed)).toEqual(new Set(sources));
});

it('keeps every file of src, styles and pages too, within 400 lines', () => {
  const long = sources.filter((name) => read(`src/${name}`).split('\n').length > 401);
  expect(long).toEqual([]);
});

it.each(pages)('%s names only scripts and commands that there are, and files that it can link to', (name) => {
  const page = read(name);
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
  const commands = new Set([...usage.out.matchAll(/^ {2}rag-or-ft (\w+)/gm)].map(([, word]) => word));
  const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, word = '']) => word);
  expect(named.filter((word) => !(word in scripts))).toEqual([]);
  const run = [...page.matchAll(/npx rag-or-ft (\w+)/g)].map(([, word = '']) => word);
  expect(run.filter((word) => !commands.has(word))).toEqual([]);
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
  expect(links.filter((to) => !existsSync(new URL(to, new URL(name, root))))).toEqual([]);
});

/** Blocks of commands, each with what its output has to hold. Those of other pages are run by tests of their own. */
const blocks = ['README.md', 'docs/costs.md', 'docs/decide.md'].flatMap((name) =>
  [...read(name).matchAll(/^```sh\n([^]*?)^```$(?:\n\n```text\n([^]*?)^```$)?/gm)].map(
    ([, commands = '', says = '']) => ({ name, commands, says: says.split('\n').filter((line) => line !== '') }),
  ),
);
/** What a clean clone does, and this very run is part of it; test/e2e/start.test.ts starts the same program. */
const ofAClone = /^npm ci && npm (start|test) /;

it('does every command of README and of the pages on costs and decisions as written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const mine = blocks.filter(({ commands }) => !ofAClone.test(commands));
  for (const { commands, says } of mine) {
    const ran = spawnSync('/bin/sh', ['-ec', commands.replaceAll('npx rag-or-ft', program)], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    const output = `${ran.stdout}\n${ran.stderr}`;
    expect([ran.status, output, says.filter((line) => !output.includes(line))]).toEqual([0, output, []]);
  }
  expect([mine.length, blocks.length]).toEqual([3, 4]);
}, 180_000);

it('shows on the pages of figures what their scripts found, and nothing else', () => {
  expect(read('docs/benchmarks.md')).toBe(benchmarks(readRuns()));
  expect(read('docs/evaluation.md')).toBe(evaluation(readChapters()));
});
