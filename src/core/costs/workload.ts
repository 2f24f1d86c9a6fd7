import type { Case, Possible } from '../case.ts';
import { valuesOf } from '../levels.ts';
import { atMost, certain } from './estimate.ts';
import { type Given, marked, usualOf } from './given.ts';
import type { CostBook } from './types.ts';

/** How often something changes, rarest first: the option ids of `freshness` and `rules_change`. */
const frequencies = ['static', 'yearly', 'quarterly', 'monthly', 'weekly', 'daily', 'hourly'] as const;
type Frequency = (typeof frequencies)[number];

/** Assumptions that no number of a workload names by itself. */
export const otherIds = [
  'close_within',
  'rerank_searches',
  'gpu_overhead',
  ...frequencies.map((often) => `change_share_${often}`),
];

/** The questions whose answers are numbers of a workload. */
const numbers = {
  queries_per_day: 'workload.queries_per_day',
  active_hours_per_day: 'workload.active_hours_per_day',
  knowledge_tokens: 'corpus.tokens',
  labelled_examples: 'tuning.examples_at_hand',
} as const;

/** Paths of numbers that follow from answers. */
export const answeredNumbers: ReadonlySet<string> = new Set([
  ...Object.values(numbers),
  'corpus.updates_per_month',
  'corpus.changed_share_per_month',
  'tuning.refresh_months',
]);

/** Questions that prices are made of. */
export const costQuestions: readonly string[] = [...Object.keys(numbers), 'freshness', 'rules_change'];

/** Retraining more often than once a month is not priced: the rules call it unworkable before the bill does. */
const leastRefreshMonths = 1;

/**
 * The numbers a case gives. A range counts as P10 and P90 with its geometric middle; what people dispute spans all they say and
 * stays marked as assumed. How often facts change sets edits and re-embedding; how often rules change sets retrains.
 */
export function givenBy(book: CostBook, answers: Case): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>();
  for (const [question, path] of Object.entries(numbers)) {
    const range = estimateFrom(answers[question]);
    if (range !== undefined) given.set(path, range);
  }
  const facts = frequencyOf(answers['freshness']);
  if (facts !== undefined) {
    const { often, assumed } = facts;
    given.set('corpus.updates_per_month', marked(certain(perMonth[often]), assumed));
    given.set('corpus.changed_share_per_month', marked(usualOf(book, `change_share_${often}`), assumed));
  }
  const rules = frequencyOf(answers['rules_change']);
  if (rules !== undefined) {
    const usual = usualOf(book, 'refresh_months');
    const months = Math.max(leastRefreshMonths, 1 / perMonth[rules.often]);
    given.set('tuning.refresh_months', marked(atMost(usual, months), rules.assumed));
  }
  return given;
}

function estimateFrom(possible: Possible | undefined): Given | undefined {
  const values = valuesOf(possible ?? []);
  const ends = values.flatMap((value) =>
    typeof value === 'number' ? [value] : typeof value === 'string' ? [] : [value.low, value.high],
  );
  const low = Math.max(0, Math.min(...ends));
  const high = Math.max(...ends);
  if (ends.length === 0 || !Number.isFinite(high)) return undefined;
  return { p10: low, p50: geometricMiddle(low, high), p90: high, assumed: values.length > 1 };
}

/** `√(low · high)`; from nothing it is counted in steps of one. */
const geometricMiddle = (low: number, high: number): number => {
  if (high <= low) return low;
  return low > 0 ? Math.min(high, Math.max(low, Math.sqrt(low) * Math.sqrt(high))) : Math.sqrt(1 + high) - 1;
};

/** The frequency answered; of several the middle one, the more frequent of two, marked as assumed. */
function frequencyOf(possible: Possible | undefined): { often: Frequency; assumed: boolean } | undefined {
  const values = valuesOf(possible ?? []);
  const named = frequencies.filter((often) => values.includes(often));
  const often = named[Math.floor(named.length / 2)];
  return often === undefined ? undefined : { often, assumed: named.length > 1 };
}

/** What the words mean: times a month of 30 days. */
const perMonth: Readonly<Record<Frequency, number>> = {
  static: 0,
  yearly: 1 / 12,
  quarterly: 1 / 3,
  monthly: 1,
  weekly: 30 / 7,
  daily: 30,
  hourly: 720,
};
