import { usd } from './costs/money.ts';
import type { AnswerText, Explanation } from './explanation.ts';
import { capital } from './words.ts';

/** What changed between two explanations of the same matter, in sentences; empty when nothing a person would see did. */
export function moved(before: Explanation, after: Explanation): readonly string[] {
  const answers = differences(before, after);
  const verdict =
    before.approach === after.approach
      ? `The recommendation stays ${after.label}.`
      : `The recommendation moves from ${before.label} to ${after.label}.`;
  const money = changedTotal(before, after);
  if (answers.length === 0 && before.approach === after.approach && money === undefined) return [];
  return [...answers, verdict, ...(money === undefined ? [] : [money])];
}

/** The answers in which two explanations differ, in sentences. */
export function differences(
  before: Pick<Explanation, 'answers'>,
  after: Pick<Explanation, 'answers'>,
): readonly string[] {
  const earlier = byQuestion(before.answers);
  const later = byQuestion(after.answers);
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((question) => {
    const was = earlier.get(question);
    const is = later.get(question);
    if (was?.value === is?.value) return [];
    return [`${capital((is ?? was)?.name ?? question)}: ${was?.value ?? 'not known'} → ${is?.value ?? 'not known'}.`];
  });
}

function byQuestion(answers: readonly AnswerText[]): ReadonlyMap<string, AnswerText> {
  return new Map(answers.map((one) => [one.question, one]));
}

function changedTotal(before: Explanation, after: Explanation): string | undefined {
  const was = total(before);
  const is = total(after);
  if (was === undefined || is === undefined || usd(was) === usd(is)) return undefined;
  return `Cost over ${after.costs.horizonMonths} months: ${usd(was)} → ${usd(is)}.`;
}

function total({ costs, approach }: Explanation): number | undefined {
  const cost = costs.options.find((option) => option.approach === approach);
  return cost?.unavailable === undefined ? cost?.total : undefined;
}
