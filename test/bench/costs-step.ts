import { pricesOf } from '../../src/core/explain.ts';
import type { Book, Case, Costs } from '../../src/core/index.ts';
import type { BenchCase } from './cases.ts';
import { type Line, lineOf } from './line.ts';
import { shareOf, sweep, took } from './measure.ts';

/** All cases in each. */
const walks = 5;

/**
 * What prices add to a window somebody waits for: the totals at P50 that an answer shows. What they are made of is computed for the
 * message, and so are the draws, after it was shared.
 */
export function costsStep(book: Book, cases: readonly BenchCase[], at: string): readonly Line[] {
  const work = cases.map(({ answers }) => answers);
  const price = (answers: Case) => shown(pricesOf(book, answers, at, {}));
  for (const answers of work) price(answers);
  const found = Array.from({ length: walks }, () => {
    sweep();
    return work.map((answers) => took(() => price(answers)));
  });
  return [0.5, 0.95, 0.99].map((share) =>
    lineOf(
      `prices before an acknowledgement, p${share * 100}`,
      'ms',
      found.map((times) => shareOf(share, times)),
      { bar: { on: 'ours', most: 5 } },
    ),
  );
}

const shown = ({ options, asOf }: Costs): unknown => [
  options.map(({ setup, monthly, total }) => setup + monthly + total),
  asOf,
];
