import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { type Group, groups } from './groups.ts';
import { drawn } from './sample.ts';
import { counted, type Measured, type Mutant, scoreLines, summaryOf, summarySchema } from './score.ts';

// How many of the faults planted in core by Stryker some test notices: `npm run eval:mutation`. A part of core is drawn, since
// all of it takes hours: `-- --all`. `--seed` draws another part, `--share` another size, and names choose groups.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    share: { type: 'string', default: '0.05' },
    workers: { type: 'string', default: '2' },
  },
});
const share = values.all ? 1 : Number(values.share);
const reports = 'reports/mutation';
/** What a training run wrote: numbers, no behavior. */
const data = 'read/learned.ts';

const files = readdirSync('src/core', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== data)
  .toSorted();
const groupOf = (file: string): Group | undefined =>
  groups.find((group) => group.files.some((start) => file.startsWith(start)));

/** Every mutant of what is drawn of a group, judged by the group's tests. */
async function mutantsOf(group: Group): Promise<readonly Mutant[]> {
  const mutate = files
    .filter((file) => groupOf(file) === group)
    .map((file) => `src/core/${file}`)
    .flatMap((file) => drawn(file, readFileSync(file, 'utf8'), { share, seed: values.seed }));
  if (mutate.length === 0) return [];
  return new Stryker({
    mutate,
    testFiles: group.tests.map((name) => `test/${name}.test.ts`),
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: Number(values.workers),
    // Busy machines are slow: only what does not end at all may count as caught by the clock.
    timeoutFactor: 4,
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 30,
    // The native compiler has no door for Stryker to read it by, and nothing in it points out of the tree.
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    ignorePatterns: [
      'dist',
      'reports',
      'docs',
      'assets',
      'src/{slack,playground,charts}',
      'test/{slack,playground,threads,browser,bench,e2e,faults,app,store,charts,oauth,operate}',
    ],
    incremental: true,
    incrementalFile: `${reports}/${group.name}.known.json`,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: `${reports}/${group.name}.json` },
    allowConsoleColors: false,
  }).runMutationTest();
}

const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const summaryFile = `${reports}/summary.json`;
mkdirSync(reports, { recursive: true });
// A summary of another form is of no use any more.
const earlier = existsSync(summaryFile)
  ? summarySchema.safeParse(JSON.parse(readFileSync(summaryFile, 'utf8')))
  : undefined;
const measured: Record<string, Measured> = { ...earlier?.data?.groups };
for (const group of groups) {
  if (positionals.length > 0 && !positionals.includes(group.name)) continue;
  const began = performance.now();
  try {
    const found = counted(await mutantsOf(group));
    measured[group.name] = {
      date: new Date().toISOString(),
      commit,
      minutes: Math.round((performance.now() - began) / 6000) / 10,
      drawn: share >= 1 ? 'all' : { share, seed: values.seed },
      ...found,
    };
    writeFileSync(summaryFile, `${JSON.stringify(summaryOf(measured), undefined, 2)}\n`);
    console.log(group.name);
    for (const line of scoreLines(summaryOf({ [group.name]: measured[group.name]! }))) console.log(`  ${line}`);
  } catch (error) {
    // Stryker said why; the other groups are no worse for it.
    console.error(`${group.name} could not be measured: ${String(error)}`);
    process.exitCode = 1;
  }
}
console.log('All groups, each as it was last measured');
for (const line of scoreLines(summaryOf(measured))) console.log(line);
