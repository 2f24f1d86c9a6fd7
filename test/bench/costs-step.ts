import type { Preview } from '../../src/app/use-cases.ts';
import { explain } from '../../src/core/explain.ts';
import type { Book, Case } from '../../src/core/index.ts';
import { previewView, unpricedView } from '../../src/slack/views/preview.ts';
import { type BenchCase, derivedValues } from './cases.ts';
import { type Line, lineOf } from './line.ts';
import { shareOf, sweep, took } from './measure.ts';

/** All cases in each. */
const walks = 5;

/**
 * What stands before the acknowledgement of a last page, and what comes into its window after it. Some rules ask what is cheaper or
 * within a budget: reckoning that is part of deciding, and stands before it.
 */
export function costsStep(book: Book, cases: readonly BenchCase[], at: string): readonly Line[] {
  const work = cases.map(({ answers }) => answers);
  const read = work.reduce((sum, answers) => sum + pricesRead(previewOf(book, answers, at)), 0);
  const answering = (answers: Case) => took(() => unpricedView(previewOf(book, answers, at), 'name'));
  const asked = (answers: Case) => took(() => derivedValues(book, answers, at));
  const pricing = (answers: Case) => {
    const preview = previewOf(book, answers, at);
    return took(() => previewView(preview, book.rulebook));
  };
  return [
    lineOf('prices read before acknowledgements', 'prices', [read], { bar: { on: 'ours', most: 0 } }),
    lineOf('what rules ask of costs, before it, p95', 'ms', walked(work, asked), { bar: { on: 'ours', most: 5 } }),
    lineOf('the whole answer without prices, before it, p95', 'ms', walked(work, answering)),
    lineOf('prices and their window, after it, p95', 'ms', walked(work, pricing)),
  ];
}

/** The 95th of a hundred, of each walk over all cases. */
function walked(work: readonly Case[], ms: (answers: Case) => number): readonly number[] {
  for (const answers of work) ms(answers);
  return Array.from({ length: walks }, () => {
    sweep();
    return shareOf(0.95, work.map(ms));
  });
}

function previewOf(book: Book, answers: Case, at: string): Preview {
  const explanation = explain(book, answers, { title: 'bench', at });
  const draft = {
    installation: 'T:T1',
    id: 'draft',
    owner: 'T1:U1',
    title: 'bench',
    answers,
    unknown: [],
    updatedAt: 0,
  };
  return { kind: 'preview', draft, explanation };
}

/** How often what is acknowledged reads a price. */
function pricesRead(preview: Preview): number {
  let read = 0;
  const explanation = new Proxy(preview.explanation, {
    get(target, name) {
      if (name === 'costs' || name === 'costHeadline') read += 1;
      return Reflect.get(target, name);
    },
  });
  unpricedView({ ...preview, explanation }, 'name');
  return read;
}
