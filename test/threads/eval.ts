import { existsSync } from 'node:fs';
import { type Book, compile, readThread } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { added, scored, type Score, unscored, wilson } from './score.ts';
import { threadsOf } from './set.ts';

// How well threads are read: `npm run eval:read`. With --failures every fault of the building half is listed; those of the
// measuring half are never shown, so that nobody mends the reader by them.

const book = bookOf('rules');
for (const half of ['measuring', 'building'] as const) {
  if (!existsSync(new URL(`./${half}/`, import.meta.url))) {
    console.log(`${half}: no threads here, skipped`);
    continue;
  }
  const threads = threadsOf(half);
  let score: Score = unscored;
  for (const thread of threads)
    score = added(score, scored(thread, (await readThread(book, thread.messages)).evidence));
  console.log(`${half}: ${threads.length} threads, ${score.expected} facts, ${score.traps} traps`);
  console.log(`  precision   ${share(score.right, score.read)}`);
  console.log(`  recall      ${share(score.right, score.expected)}`);
  console.log(`  traps taken ${share(score.taken, score.traps)}`);
  console.log(`  certainty   ${share(score.sure, score.right)} of what was read right`);
  if (half === 'building' && process.argv.includes('--failures'))
    for (const failure of score.failures) console.log(`  ${failure}`);
}

function bookOf(folder: string): Book {
  const loaded = loadRulebook(folder);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return compile(loaded.rulebook);
}

function share(hits: number, trials: number): string {
  const { low, high } = wilson(hits, trials);
  return `${trials === 0 ? 'none' : percent(hits / trials)}  (${hits} of ${trials}, 95 % interval ${percent(low)} to ${percent(high)})`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
