import { type Book, checkAtStart, compile } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { drawCases } from './cases.ts';
import { benchCosts } from './costs.ts';
import { benchDebate } from './debate.ts';
import { benchDeciding } from './deciding.ts';
import { benchCore } from './figures.ts';
import { benchHome } from './home.ts';
import { benchInstall } from './install.ts';
import { benchInstances } from './instances.ts';
import { holds, type Part } from './line.ts';
import { circumstances, keep, rowsOf } from './page.ts';
import { benchPictures } from './pictures.ts';
import { benchReading } from './reading.ts';
import { benchSlack } from './slack.ts';
import { soak } from './soak.ts';
import { benchStore } from './store.ts';

// `npm run bench` measures ourselves beside others in one run and writes docs/benchmarks.md; `npm run bench -- decide store` does some
// parts, and `-- soak 10` ten minutes of steady load. Ends with an error if the engines disagree; a slow figure is written down and
// no more, since machines differ.

const at = '2026-11-20';
const seed = 20261120;

const book = bookOf('rules');
const cases = drawCases(book, at, { each: 200, seed });

/** In the order of the page. The soak takes its minutes from the command. */
const parts: Readonly<Record<string, (minutes: number) => Promise<Part>>> = {
  decide: () => benchDeciding(book, cases, at),
  core: () => benchCore(book, cases, at),
  costs: () => benchCosts(book, cases, at),
  reading: () => benchReading(book),
  pictures: () => benchPictures(),
  slack: () => benchSlack(),
  store: () => benchStore(),
  instances: () => benchInstances(),
  ballots: () => benchDebate(),
  home: () => benchHome(),
  install: () => benchInstall(),
  soak: (minutes) => soak(minutes),
};

const words = process.argv.slice(2);
const minutes = Number(words.find((word) => /^\d+$/.test(word)) ?? 10);
const named = words.filter((word) => !/^\d+$/.test(word));
const unknown = named.filter((word) => !(word in parts));
if (unknown.length > 0) {
  console.error(`there is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const wanted = named.length > 0 ? named : Object.keys(parts).filter((id) => id !== 'soak');

for (const id of wanted) {
  try {
    const around = await circumstances();
    const part = await parts[id]?.(minutes);
    if (part === undefined) continue;
    keep({ ...part, ...around }, Object.keys(parts));
    console.log(`\n${part.title}, others used ${around.others} % of the machine`);
    for (const line of part.lines) for (const row of rowsOf(line)) console.log(`  ${row}`);
    const missed = part.lines.filter((line) => holds(line) === false);
    for (const { what } of missed) console.log(`  does not hold: ${what}`);
  } catch (error) {
    console.error(`${id}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
console.log('\nWritten to docs/benchmarks.md.');

function bookOf(folder: string): Book {
  const loaded = loadRulebook(folder);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  const made = compile(loaded.rulebook);
  const problem = checkAtStart(made.rulebook).find(({ severity }) => severity === 'error');
  if (problem !== undefined) throw new Error(problem.message);
  return made;
}
