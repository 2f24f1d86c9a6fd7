import { z } from 'zod';
import type { PageAnswers } from '../../app/use-cases.ts';
import { type Case, hasRoom, type Leaning, type LeanedThreshold, type Premise, unitsOf } from '../../core/index.ts';
import { challengeTexts } from '../challenge-texts.ts';
import { readNumbers } from './amounts.ts';
import type { Field } from './form.ts';
import { formFor, type Rules } from './questions.ts';

/** What an input of the window may hold: an answer, or a threshold. */
export interface Premised {
  readonly page?: PageAnswers | undefined;
  readonly threshold?: number | undefined;
}

/** One input for every question and threshold that a reason leans on. */
export function premiseFields(
  rulebook: Rules,
  { questions, thresholds }: Leaning,
): Readonly<Record<string, Field<Premised>>> {
  return {
    ...Object.fromEntries(
      Object.entries(formFor(rulebook, questions)).map(([id, field]) => [id, answerField(field)] as const),
    ),
    ...Object.fromEntries(thresholds.map((one) => [blockOf(one.id), thresholdField(one)] as const)),
  };
}

/** Block ids must not look like questions. */
const blockOf = (threshold: string): string => `Threshold.${threshold}`;

function answerField(field: Field<PageAnswers>): Field<Premised> {
  return {
    label: field.label,
    hint: field.hint,
    optional: true,
    value: field.value.transform((page): Premised => ({ page })),
    element: (id, initial) => field.element(id, initial?.page),
  };
}

function thresholdField(threshold: LeanedThreshold): Field<Premised> {
  const { id, unit, above, below } = threshold;
  const told = challengeTexts.thresholdWrong(said(above), said(below));
  const max = below <= 1 ? 1 : Infinity;
  return {
    label: challengeTexts.thresholdLabel(id),
    hint: challengeTexts.thresholdHint(unit, said(above), said(below)),
    optional: true,
    value: z
      .string()
      .optional()
      .transform((text = '', context): Premised => {
        if (text.trim() === '') return {};
        const read = readNumbers(text, { max, unit });
        if (read !== undefined && read.low === read.high && hasRoom(threshold, read.low))
          return { threshold: read.low };
        context.addIssue({ code: 'custom', message: told });
        return z.NEVER;
      }),
    element: (action_id, initial) => ({
      type: 'plain_text_input',
      action_id,
      max_length: 40,
      ...(initial?.threshold !== undefined && { initial_value: String(initial.threshold) }),
    }),
  };
}

const said = (bound: number): string => (Number.isFinite(bound) ? bound.toLocaleString('en-US') : 'any');

/** Everything as it is. */
export function asItIs({ questions, thresholds }: Leaning, answers: Case): Readonly<Record<string, Premised>> {
  const page = { answers, unknown: [] };
  return {
    ...Object.fromEntries(questions.map((id) => [id, { page }])),
    ...Object.fromEntries(thresholds.map(({ id, value }) => [blockOf(id), { threshold: value }])),
  };
}

/** The premises that differ from what is, by the input they stand in. */
export function premisesIn(
  rulebook: Rules,
  { questions, thresholds }: Leaning,
  answers: Case,
  values: Readonly<Record<string, Premised>>,
): readonly (readonly [input: string, premise: Premise])[] {
  const changedAnswers = questions.flatMap((id): (readonly [string, Premise])[] => {
    const page = values[id]?.page;
    const question = rulebook.questions[id];
    const units = new Set(unitsOf(id, question));
    const now = Object.fromEntries(Object.entries(answers).filter(([one]) => units.has(one)));
    const nothing = page === undefined || (Object.keys(page.answers).length === 0 && page.unknown.length === 0);
    if (nothing || JSON.stringify(page.answers) === JSON.stringify(now)) return [];
    return [[id, { kind: 'answer', question: id, answers: page.answers }]];
  });
  const changedThresholds = thresholds.flatMap(({ id, value: now }): (readonly [string, Premise])[] => {
    const value = values[blockOf(id)]?.threshold;
    return value === undefined || value === now ? [] : [[blockOf(id), { kind: 'threshold', threshold: id, value }]];
  });
  return [...changedAnswers, ...changedThresholds];
}
