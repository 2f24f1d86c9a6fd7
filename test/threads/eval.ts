import { type Book, compile } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { added, scored, type Score, unscored, wilson } from './score.ts';
import type { LabelledThread } from './schema.ts';
import { halves, readHalf } from '../eval/reading.ts';
import { lessons } from './set.ts';
import { learnSays } from './training.ts';
import { learnRight, textsOfOthers } from './judging.ts';
import { Classifier } from '../../src/core/read/classifier.ts';
import { openLanguage } from '../../src/core/read/language.ts';
import { lexiconOf } from '../../src/core/read/meanings.ts';
import { likelyEnough, readingThread } from '../../src/core/read/thread.ts';
import { atOnce } from '../../src/core/steps.ts';

// How well threads are read: `npm run eval:read`. With --failures every fault of the building half is listed; those of the
// measuring half are never shown, so that nobody mends the reader by them.

// `--without voices10` reads that writer's threads with a reader that learned from all others: how a change of the reader is judged.

const book = bookOf('rules');
const without = process.argv[process.argv.indexOf('--without') + 1];
if (process.argv.includes('--without') && without !== undefined) {
  await evaluateWithout(without);
  process.exit();
}
for (const half of halves) {
  const read = await readHalf(book, half);
  if (read === undefined) {
    console.log(`${half}: no threads here, skipped`);
    continue;
  }
  print(half, read.threads, read.score);
  if (half === 'building' && process.argv.includes('--failures'))
    for (const failure of read.score.failures) console.log(`  ${failure}`);
}

async function evaluateWithout(writer: string): Promise<void> {
  const { threads, statements } = lessons();
  const left = threads.get(writer) ?? [];
  const { phrases, questions } = book.rulebook;
  const open = await openLanguage();
  const worded = Object.keys(questions).filter((id) => ['choice', 'yes_no'].includes(questions[id]?.kind ?? ''));
  const teaching = { language: open, lexicon: lexiconOf(phrases), says: phrases.says, worded };
  const rest = {
    threads: new Map([...threads].filter(([name]) => name !== writer)),
    statements: statements.filter(({ voice }) => voice !== writer),
  };
  const judge = new Classifier(learnRight(teaching, book, rest));
  const classifier = new Classifier(learnSays(teaching, textsOfOthers(rest, new Set())));
  const language = { ...open, classifier };
  for (const least of [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8]) {
    let score: Score = unscored;
    for (const thread of left) {
      const reading = readingThread(
        language,
        book,
        thread.messages,
        ({ signs }) => Math.min(1, (judge.guess(judge.summary(signs()), 'right')?.share ?? 0) / least) * likelyEnough,
      );
      score = added(score, scored(thread, atOnce(reading).evidence));
    }
    print(`without ${writer}, from ${least}`, left, score);
  }
}

function print(name: string, threads: readonly LabelledThread[], score: Score): void {
  console.log(`${name}: ${threads.length} threads, ${score.expected} facts, ${score.traps} traps`);
  console.log(`  precision   ${share(score.right, score.read)}`);
  console.log(`  recall      ${share(score.right, score.expected)}`);
  console.log(`  traps taken ${share(score.taken, score.traps)}`);
  console.log(`  certainty   ${share(score.sure, score.right)} of what was read right`);
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
