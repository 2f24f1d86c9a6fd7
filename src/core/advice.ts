import type { Case } from './case.ts';
import type { Book } from './compile.ts';
import { correctionsIn } from './corrections.ts';
import { monthsLater } from './days.ts';
import type { Verdict } from './decide.ts';
import type { Advice, Explanation, Pivot } from './explanation.ts';
import { nearThresholds } from './near.ts';
import { applies, tomorrowOf } from './plan.ts';
import { sourcesOf } from './sources.ts';
import type { Explained } from './why-not.ts';
import { whyNotLines } from './why-not-lines.ts';

/** What a verdict says beside its argument and plan; read from the same findings and pivots, so that all agree. */
export function adviceOf(
  book: Book,
  answers: Case,
  verdict: Verdict,
  explained: Explained & Pick<Explanation, 'title'> & { readonly at: string },
): Advice {
  const { rulebook } = book;
  const { title, at, pivots, approach } = explained;
  const upkeep = rulebook.upkeep[approach];
  return {
    whyNot: whyNotLines(book, explained),
    near: nearThresholds(rulebook, answers, pivots),
    ...misconceptionOf(book, answers, verdict),
    corrections: correctionsIn(rulebook, title),
    ...(upkeep === undefined
      ? {}
      : {
          upkeep: {
            iteration: upkeep.iteration,
            drifts: upkeep.drifts,
            owner: upkeep.owner,
            sources: sourcesOf(rulebook, upkeep.source),
          },
        }),
    reviewOn: monthsLater(at, rulebook.approaches[approach].review_months),
    reversal: reversalOf(pivots),
    tomorrow: tomorrowOf(book, answers, verdict),
  };
}

/** The first misconception whose conditions hold. */
function misconceptionOf(book: Book, answers: Case, verdict: Verdict): Pick<Advice, 'misconception'> {
  const found = Object.entries(book.rulebook.misconceptions).find(([, one]) => applies(book, answers, verdict, one));
  if (found === undefined) return {};
  const [misconception, { says, corrected, source }] = found;
  return { misconception: { misconception, says, corrected, sources: sourcesOf(book.rulebook, source) } };
}

/** How many values at which the advice flips are watched. */
const watched = 6;

/** Numbers first, since they can be watched; then answers that were given, then those assumed. */
function reversalOf(pivots: readonly Pivot[]): readonly string[] {
  return pivots
    .toSorted((a, b) => watchedFirst(a) - watchedFirst(b))
    .slice(0, watched)
    .map(({ text }) => text);
}

function watchedFirst({ below, above, assumed }: Pivot): number {
  return (assumed ? 2 : 0) + (below === undefined && above === undefined ? 1 : 0);
}
