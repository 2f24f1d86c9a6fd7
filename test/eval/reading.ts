import { existsSync } from 'node:fs';
import { type Book, readThread } from '../../src/core/index.ts';
import { added, type Score, scored, unscored, wilson } from '../threads/score.ts';
import type { LabelledThread } from '../threads/schema.ts';
import { type Half, threadsOf } from '../threads/set.ts';
import { type Chapter, type Finding, percent } from './finding.ts';

/** The threads that measure the reader come before those it learned from. */
export const halves = ['fresh', 'measuring', 'building'] as const satisfies readonly Half[];

export interface Read {
  readonly threads: readonly LabelledThread[];
  readonly score: Score;
}

/** How one half is read; undefined where its threads are not here. */
export async function readHalf(book: Book, half: Half): Promise<Read | undefined> {
  if (!existsSync(new URL(`../threads/${half}/`, import.meta.url))) return undefined;
  const threads = threadsOf(half);
  let score: Score = unscored;
  for (const thread of threads)
    score = added(score, scored(thread, (await readThread(book, thread.messages)).evidence));
  return { threads, score };
}

/** Totals alone: what was missed in the threads that measure is never shown, so that nobody mends the reader by it. */
export async function readingChapter(book: Book): Promise<Chapter> {
  const findings: Finding[] = [];
  const faults: string[] = [];
  for (const half of halves) {
    const read = await readHalf(book, half);
    if (read === undefined) {
      faults.push(`The ${half} threads are not here and were not read.`);
      continue;
    }
    findings.push(...findingsOf(half, read));
  }
  return {
    id: 'reading',
    title: 'Reading threads',
    about: [
      'Of what the reader proposes the share that is right (precision), of what a careful person would keep the share it finds (recall), and of',
      'the places set to mislead it the share it fell for (traps). `measuring` was written before there was a reader, but its totals have been',
      'looked at while the reader was made; `fresh` was written afterwards by somebody who knew nothing of it; it learned from `building`, so that',
      'those figures say nothing about other threads. The bars were set for `measuring`; `fresh`, half of it questions with short answers, is held',
      'against the same. Nothing that was read counts before a person kept it.',
    ],
    findings,
    faults,
  };
}

const of = (hits: number, trials: number): string => {
  const { low, high } = wilson(hits, trials);
  return `${hits} of ${trials}, 95 % interval ${percent(low, 1)} to ${percent(high, 1)}`;
};

function findingsOf(half: Half, { score, threads }: Read): readonly Finding[] {
  const { right, read, expected, taken, traps, sure } = score;
  const share = (what: string, hits: number, trials: number, bar?: Finding['bar']): Finding => ({
    what: `${half}, ${threads.length} threads: ${what}`,
    value: percent(hits, trials),
    unit: '%',
    of: of(hits, trials),
    ...(bar === undefined || half === 'building' ? {} : { bar }),
  });
  return [
    share('precision', right, read, { least: 90 }),
    share('recall', right, expected, { least: 70 }),
    share('traps taken', taken, traps, { most: 3 }),
    share('certainty right, of what was read right', sure, right),
  ];
}
