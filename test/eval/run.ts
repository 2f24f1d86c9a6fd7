import { at, book, rulebook } from '../core/shipped.ts';
import { faultsInCoreChapter } from './faults-in-core.ts';
import type { Chapter } from './finding.ts';
import { keep, rowOf } from './page.ts';
import { readingChapter } from './reading.ts';
import { askingChapter, casesChapter, mutantsChapter, proofsChapter } from './rules.ts';

// `npm run eval` finds how well the rules and the reader do and writes docs/evaluation.md; `npm run eval -- reading` does one chapter.
// Tests hold the bars; this says how far above them we are, or below.

/** In the order of the page. */
const chapters: Readonly<Record<string, () => Chapter | undefined | Promise<Chapter>>> = {
  cases: () => casesChapter(book, at),
  proofs: () => proofsChapter(rulebook, at),
  asking: () => askingChapter(book, at),
  mutants: () => mutantsChapter(rulebook, at),
  reading: () => readingChapter(book),
  'faults-in-core': faultsInCoreChapter,
};

const order = Object.keys(chapters);
const named = process.argv.slice(2);
const unknown = named.filter((word) => !order.includes(word));
if (unknown.length > 0) {
  console.error(`there is no chapter ${unknown.join(', ')}; there are ${order.join(', ')}`);
  process.exit(2);
}
for (const id of named.length > 0 ? named : order) {
  const chapter = await chapters[id]?.();
  if (chapter === undefined) {
    console.log(`${id}: not found on this machine, the page keeps what it has; npm run eval:mutation finds it`);
    continue;
  }
  keep(chapter, order);
  console.log(`\n${chapter.title}`);
  for (const finding of chapter.findings) console.log(`  ${rowOf(finding)}`);
  for (const fault of chapter.faults) console.log(`  ${fault}`);
}
console.log('\nWritten to docs/evaluation.md.');
