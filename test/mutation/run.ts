import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { drawn } from './sample.ts';
import { folderOf, type Mutant, scoreLines, summaryOf } from './score.ts';

// How many of the faults planted in core by Stryker some test notices: `npm run eval:mutation`. A part of core is drawn, since
// all of it takes hours: `-- --all`. `--seed` draws another part, `--share` another size, and words choose files by their paths.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    share: { type: 'string', default: '0.1' },
    workers: { type: 'string', default: '2' },
  },
});
const reports = 'reports/mutation';
/** What a training run wrote: numbers, no behavior. */
const data = 'src/core/read/learned.ts';

const files = readdirSync('src/core', { recursive: true, encoding: 'utf8' })
  .map((name) => `src/core/${name}`)
  .filter((file) => file.endsWith('.ts') && file !== data)
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
  .toSorted();
const share = values.all ? 1 : Number(values.share);
const mutate = files.flatMap((file) => drawn(file, readFileSync(file, 'utf8'), { share, seed: values.seed }));

const began = performance.now();
const results = await new Stryker({
  mutate,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: Number(values.workers),
  // Busy machines are slow: only what does not end at all may count as caught by the clock.
  timeoutFactor: 4,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 20,
  // The native compiler has no door for Stryker to read it by, and nothing in it points out of the tree.
  tsconfigFile: 'none.json',
  disableTypeChecks: false,
  ignorePatterns: ['dist', 'reports', 'coverage'],
  incremental: true,
  incrementalFile: `${reports}/known.json`,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `${reports}/mutants.json` },
  allowConsoleColors: false,
}).runMutationTest();

const mutants: readonly Mutant[] = results.map(({ fileName, status, mutatorName }) => ({
  folder: folderOf(fileName),
  status,
  mutator: mutatorName,
}));
const summary = {
  date: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  minutes: Math.round((performance.now() - began) / 60_000),
  drawn: share === 1 ? 'all' : { share, seed: values.seed },
  ...summaryOf(mutants),
};
mkdirSync(reports, { recursive: true });
writeFileSync(`${reports}/summary.json`, `${JSON.stringify(summary, undefined, 2)}\n`);
for (const line of scoreLines(summary)) console.log(line);
