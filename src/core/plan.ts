import type { Case } from './case.ts';
import { type Book, conditionsOf, holdsFor } from './compile.ts';
import type { Verdict } from './decide.ts';
import { single } from './diagram.ts';
import type { Explanation, PlanStage } from './explanation.ts';
import { valuesOf } from './levels.ts';
import type { Rulebook, Stage, When } from './rulebook.ts';
import { sourcesOf } from './sources.ts';
import { requiredText, workText } from './words.ts';

/**
 * The stages still to do, in order. A stage is left out only when an answer says it is done: what nobody answered is not
 * taken as done.
 */
export function planOf(book: Book, answers: Case, verdict: Verdict): readonly PlanStage[] {
  return dueStages(book, answers, verdict).map(([id, stage]) => plannedStage(book, answers, verdict, id, stage));
}

/** The stages still to do, as the rule files hold them. */
function dueStages(book: Book, answers: Case, verdict: Verdict): readonly (readonly [string, Stage])[] {
  const { plans, stages } = book.rulebook;
  return plans[verdict.approach].flatMap((id) => {
    const stage = stages[id];
    return stage === undefined || !isDue(book, stage, answers, verdict) ? [] : [[id, stage] as const];
  });
}

function plannedStage(book: Book, answers: Case, verdict: Verdict, id: string, stage: Stage): PlanStage {
  const { rulebook } = book;
  const { values } = verdict;
  const variant = stage.variants.find((one) => holds(book, one.when, values)) ?? stage.variants.at(-1);
  const weeks = variant?.weeks ?? stage.weeks;
  const people = variant?.people ?? stage.people;
  const reviewed = variant?.reviewed ?? stage.reviewed;
  const refresh = stage.refreshed === true ? refreshOf(book, verdict) : undefined;
  return {
    stage: id,
    approach: stage.approach,
    variant: variant?.variant ?? stage.title,
    title: stage.title,
    do: variant?.do ?? '',
    also: (stage.adds ?? [])
      .filter(({ when }) => holds(book, when, values))
      .map((one) => ({ variant: one.variant, do: one.do, sources: sourcesOf(rulebook, one.source) })),
    effort: workText(weeks, people, variant?.effort ?? stage.effort),
    ...(weeks === undefined ? {} : { weeks }),
    ...(people === undefined ? {} : { people }),
    measure: stage.measure,
    ...(stage.target === undefined ? {} : { target: requiredText(rulebook, verdict.complete, answers, stage.target) }),
    goOn: stage.go_on,
    ...(stage.stop === undefined ? {} : { stop: stage.stop }),
    ...(reviewed === undefined ? {} : { reviewed }),
    ...(refresh === undefined ? {} : { refresh: refresh.job }),
    sources: sourcesOf(rulebook, [...stage.source, ...(variant?.source ?? []), ...(refresh?.source ?? [])]),
  };
}

/** How facts are kept current here. */
function refreshOf(book: Book, { values }: Verdict): Rulebook['refreshes'][number] | undefined {
  return book.rulebook.refreshes.find(({ when }) => holds(book, when, values));
}

/** What to do tomorrow: the first step of the stage that comes first. */
export function tomorrowOf(book: Book, answers: Case, verdict: Verdict): string {
  const [first] = dueStages(book, answers, verdict);
  return first?.[1].tomorrow ?? first?.[1].title ?? '';
}

function isDue(book: Book, stage: Stage, answers: Case, { masks, values }: Verdict): boolean {
  if (!holds(book, stage.when, values)) return false;
  if (!anyOpen(answers, stage.while_open)) return false;
  return stage.unless === undefined || !isCertain(book, stage.unless, masks);
}

/** Whether one of these questions has no single answer; true where there are none. */
function anyOpen(answers: Case, questions: readonly string[] | undefined): boolean {
  return questions === undefined || questions.some((id) => isOpen(answers, id));
}

function isOpen(answers: Case, id: string): boolean {
  const given = answers[id];
  return given === undefined || valuesOf(given).length > 1;
}

/** Whether conditions hold whatever the open answers are. */
function isCertain(book: Book, when: When, masks: readonly number[]): boolean {
  return conditionsOf(when, book.levels, book.levelAt).every(({ level, mask }) => {
    const left = masks[level] ?? 0;
    return left !== 0 && (left & ~mask) === 0 && (single(left) || left !== book.levels[level]?.full);
  });
}

export function holds(book: Book, when: When | undefined, values: readonly number[]): boolean {
  return when === undefined || holdsFor(conditionsOf(when, book.levels, book.levelAt), values);
}

/** What a warning or a misconception depends on. */
type Remark = Pick<Rulebook['warnings'][string], 'when' | 'while_open' | 'approaches'>;

/** Whether a warning or a misconception belongs to the leading approach of a case. */
export function applies(book: Book, answers: Case, verdict: Verdict, remark: Remark): boolean {
  return (
    (remark.approaches?.includes(verdict.approach) ?? true) &&
    anyOpen(answers, remark.while_open) &&
    holds(book, remark.when, verdict.values)
  );
}

/** The warnings that apply to the leading approach: those that most answers call for first. */
export function warningsOf(book: Book, answers: Case, verdict: Verdict): Explanation['warnings'] {
  const answered = (when: When | undefined): number =>
    Object.keys(when ?? {}).filter((id) => answers[id] !== undefined).length;
  return Object.entries(book.rulebook.warnings)
    .filter(([, warning]) => applies(book, answers, verdict, warning))
    .toSorted(([, a], [, b]) => answered(b.when) - answered(a.when))
    .map(([warning, { says, source }]) => ({ warning, text: says, sources: sourcesOf(book.rulebook, source) }));
}
