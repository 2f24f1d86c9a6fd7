import type { Approach } from '../rulebook.ts';
import { breakEvens } from './break-even.ts';
import type { CostOption } from './numbers.ts';
import { leaves } from './numbers.ts';
import { overtaking } from './overtaking.ts';
import type { Scenario } from './scenario.ts';
import {
  type BreakEvenRange,
  breakEvenRange,
  cheapestShares,
  paidRanges,
  type CostRange,
  totalRange,
  type Simulation,
} from './simulate.ts';
import { atOnce, type Steps } from '../steps.ts';
import { type Swing, tornado } from './tornado.ts';
import type { CostBook } from './types.ts';

/** One option over all draws. */
export interface OptionOutlook {
  readonly option: CostOption;
  /** $ over the horizon. */
  readonly range: CostRange;
  /** Share of the draws in which it is the cheapest of those that do the same job as the recommended one; 0 for others. */
  readonly cheapestShare: number;
  /** $ paid by the end of each month, setup first. */
  readonly paid: readonly CostRange[];
  /** When the recommended option has cost no more than this one; undefined for the recommended one itself. */
  readonly overtaken: (BreakEvenRange & { readonly month: number | undefined }) | undefined;
}

/** What the draws say beyond the prices at P50. */
export interface Outlook {
  readonly recommended: Approach;
  readonly months: number;
  readonly draws: number;
  readonly seed: number;
  /** Those that can be had, in ladder order. */
  readonly options: readonly OptionOutlook[];
  /** The numbers that move the recommended option's total most, first the one that moves it farthest. */
  readonly swings: readonly (Swing & { readonly label: string; readonly unit: string })[];
  /** Months until the recommended option has saved its setup against what is paid today; undefined: never, or nobody said. */
  readonly payback: { readonly todayUsd: number; readonly month: number | undefined } | undefined;
}

const swingsShown = 8;

const facts: readonly CostOption[] = ['long-context', 'rag', 'hybrid'];
const behavior: readonly CostOption[] = ['prompt', 'fine-tune', 'classifier'];

/** What does the same job: a prompt is always cheaper than retrieval, and brings in no facts. */
export const rivalsOf = (recommended: Approach): readonly CostOption[] =>
  facts.includes(recommended) ? facts : behavior;

/** Everything the draws of a scenario say about a recommendation, among the options that are shown. */
export const outlookOf = (book: CostBook, scenario: Scenario, simulation: Simulation, asked: Asked): Outlook =>
  atOnce(lookingOut(book, scenario, simulation, asked));

/** {@link outlookOf} in slices of some milliseconds. */
export function* lookingOut(
  book: CostBook,
  scenario: Scenario,
  simulation: Simulation,
  { recommended, shown, todayUsd }: Asked,
): Steps<Outlook> {
  const evens = breakEvens(scenario);
  const rivals = shown.filter((option) => rivalsOf(recommended).includes(option));
  const shares = cheapestShares(simulation, rivals);
  const options: OptionOutlook[] = [];
  for (const option of shown) {
    yield;
    const range = totalRange(simulation, option);
    if (range === undefined) continue;
    const even = evens.find(({ from, to }) => from === option && to === recommended);
    yield;
    const paid = paidRanges(simulation, option);
    yield;
    options.push({
      option,
      range,
      cheapestShare: shares.get(option) ?? 0,
      paid,
      overtaken:
        option === recommended ? undefined : { ...breakEvenRange(simulation, option, recommended), month: even?.month },
    });
  }
  yield;
  const chosen = options.find(({ option }) => option === recommended);
  return {
    recommended,
    months: scenario.months,
    draws: simulation.draws,
    seed: scenario.seed,
    options,
    swings: tornado(scenario, recommended, rivals)
      .slice(0, swingsShown)
      .map((swing) => ({ ...swing, ...wordsFor(book, swing.input) })),
    payback:
      todayUsd === undefined
        ? undefined
        : { todayUsd, month: chosen === undefined ? undefined : paybackMonth(chosen, todayUsd) },
  };
}

interface Asked {
  readonly recommended: Approach;
  readonly shown: readonly CostOption[];
  readonly todayUsd?: number | undefined;
}

function wordsFor(book: CostBook, path: string): { readonly label: string; readonly unit: string } {
  const usual = leaves.find((leaf) => leaf.path === path)?.usual;
  const said = usual === undefined ? undefined : book.costs[usual];
  return { label: said?.says ?? path, unit: said?.unit ?? '' };
}

/** Against a bill of `todayUsd` a month, by the P50 of what was paid; it goes on as in its last month. */
function paybackMonth({ paid }: OptionOutlook, todayUsd: number): number | undefined {
  const mine = paid.map(({ p50 }) => p50);
  const months = mine.length - 1;
  const month = overtaking(
    { paid: mine.map((_, ended) => ended * todayUsd), at: 0, onwards: todayUsd },
    { paid: mine, at: 0, onwards: (mine[months] ?? 0) - (mine[months - 1] ?? 0) },
    months,
  );
  return Number.isFinite(month) ? month : undefined;
}
