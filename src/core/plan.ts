import type { Case } from './case.ts';
import { type Book, conditionsOf, holdsFor } from './compile.ts';
import type { Verdict } from './decide.ts';
import { single } from './diagram.ts';
import type { Explanation, PlanStage } from './explanation.ts';
import { valuesOf } from './levels.ts';
import type { Stage, When } from './rulebook.ts';
import { sourcesOf } from './sources.ts';

/**
 * The stages still to do, in order. A stage is left out only when an answer says it is done: what nobody answered is not
 * taken as done.
 */
export function planOf(book: Book, answers: Case, verdict: Verdict): readonly PlanStage[] {
  const { rulebook } = book;
  return rulebook.plans[verdict.approach].flatMap((id) => {
    const stage = rulebook.stages[id];
    if (stage === undefined || !isDue(book, stage, answers, verdict)) return [];
    const fallback = stage.variants.at(-1);
    const variant = stage.variants.find((one) => holds(book, one.when, verdict.values)) ?? fallback;
    return [
      {
        stage: id,
        approach: stage.approach,
        variant: variant?.variant ?? stage.title,
        title: stage.title,
        do: variant?.do ?? '',
        effort: stage.effort,
        measure: stage.measure,
        goOn: stage.go_on,
        sources: sourcesOf(rulebook, [...stage.source, ...(variant?.source ?? [])]),
      },
    ];
  });
}

function isDue(book: Book, stage: Stage, answers: Case, { masks, values }: Verdict): boolean {
  if (!holds(book, stage.when, values)) return false;
  if (stage.while_open?.every((id) => !isOpen(answers, id))) return false;
  return stage.unless === undefined || !isCertain(book, stage.unless, masks);
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

/** The warnings that apply to the leading approach. */
export function warningsOf(book: Book, verdict: Verdict): Explanation['warnings'] {
  return Object.values(book.rulebook.warnings)
    .filter(
      ({ when, approaches }) => (approaches?.includes(verdict.approach) ?? true) && holds(book, when, verdict.values),
    )
    .map(({ says, source }) => ({ text: says, sources: sourcesOf(book.rulebook, source) }));
}
