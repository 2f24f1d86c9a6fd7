import type { Case, Possible, Range, Value } from '../case.ts';
import { frequencies, inputIds } from './inputs.ts';
import type { Amount, Frequency, InputId, Workload } from './inputs.ts';
import type { CostBook } from './types.ts';

/** Retraining more often than this is not priced: the rules call it unworkable before the bill does. */
const mostRetrainsPerYear = 12;
/** A day in which queries arrive has at least six minutes and at most 24 hours. */
const hours: Range = { low: 0.1, high: 24 };

/** The P50 of an assumption. Throws when the rule files lack it, which `checkCosts` reports first. */
export function middle(book: CostBook, id: string): number {
  const assumption = book.costs[id];
  if (assumption === undefined)
    throw new Error(`costs.yml lacks ${id}: write it with says, unit, p10, p50, p90, source`);
  return assumption.p50;
}

/**
 * The numbers to price a case with. Answers are taken by question id where an input has the same id, in the unit of
 * the question; a range or a dispute counts at its geometric middle, and a disputed answer stays marked as assumed.
 * How often facts change sets cache edits and re-embedding; how often rules change sets retrains. What nobody
 * answered is the P50 of `rules/costs.yml`.
 */
export function workloadOf(book: CostBook, answers: Case): Workload {
  const amounts: Partial<Record<InputId, Amount>> = {};
  for (const id of inputIds) amounts[id] = numberOf(answers[id], middle(book, id));

  const days = middle(book, 'days_per_month');
  const facts = frequencyOf(answers['freshness']);
  if (facts !== undefined) {
    amounts.changes_per_month = { value: perMonth[facts.often](days), assumed: facts.assumed };
    amounts.change_share = { value: middle(book, `change_share_${facts.often}`), assumed: facts.assumed };
  }
  const rules = frequencyOf(answers['rules_change']);
  if (rules !== undefined) {
    const perYear = Math.min(mostRetrainsPerYear, 12 * perMonth[rules.often](days));
    const value = Math.max(middle(book, 'retrains_per_year'), perYear);
    amounts.retrains_per_year = { value, assumed: rules.assumed };
  }
  if (!isWorkload(amounts)) throw new Error('an input has no value');
  const active = amounts.active_hours_per_day;
  return { ...amounts, active_hours_per_day: { ...active, value: activeHours(active.value) } };
}

/** Hours a day, kept within six minutes and a day. */
export const activeHours = (given: number): number => Math.min(hours.high, Math.max(hours.low, given));

const isWorkload = (amounts: Partial<Record<InputId, Amount>>): amounts is Record<InputId, Amount> =>
  inputIds.every((id) => amounts[id] !== undefined);

const isSeveral = (possible: Possible): possible is readonly Value[] => Array.isArray(possible);

function numberOf(possible: Possible | undefined, usual: number): Amount {
  const values = possible === undefined ? [] : isSeveral(possible) ? possible : [possible];
  const ends = values.flatMap((value) =>
    typeof value === 'number' ? [value] : typeof value === 'string' ? [] : [value.low, value.high],
  );
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (ends.length === 0 || Number.isNaN(low)) return { value: usual, assumed: true };
  return { value: geometricMiddle(Math.max(0, low), high, usual), assumed: values.length > 1 };
}

/** `√(low · high)`; from nothing it is counted in steps of one; a range without an upper end counts at the usual value or its low end. */
function geometricMiddle(low: number, high: number, usual: number): number {
  if (!Number.isFinite(high)) return Number.isFinite(low) ? Math.max(low, usual) : usual;
  if (high <= low) return low;
  return low > 0 ? Math.sqrt(low) * Math.sqrt(high) : Math.sqrt(1 + high) - 1;
}

/** The frequency answered; of several the middle one, the more frequent of two, marked as assumed. */
function frequencyOf(possible: Possible | undefined): { often: Frequency; assumed: boolean } | undefined {
  const values: readonly Value[] = possible === undefined ? [] : isSeveral(possible) ? possible : [possible];
  const named = frequencies.filter((often) => values.includes(often));
  const often = named[Math.floor(named.length / 2)];
  return often === undefined ? undefined : { often, assumed: named.length > 1 };
}

/** What the words mean: edits per month of `days` days. */
const perMonth: Readonly<Record<Frequency, (days: number) => number>> = {
  static: () => 0,
  yearly: () => 1 / 12,
  quarterly: () => 1 / 3,
  monthly: () => 1,
  weekly: (days) => days / 7,
  daily: (days) => days,
  hourly: (days) => 24 * days,
};
