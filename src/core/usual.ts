import type { Case, Possible, Value } from './case.ts';
import type { Book } from './compile.ts';
import type { Mask } from './diagram.ts';
import { answerTo, countedShare, isRange, maskOf, rangeOf, unitsOf, valuesOf } from './levels.ts';
import type { Question } from './rulebook.ts';
import { limitTick } from './ticks.ts';

/** The masks once everything that may be assumed and nobody spoke of is as usual. */
export function assumeLimits(book: Book, answers: Case, masks: readonly Mask[]): readonly Mask[] {
  return masks.map((mask, index) => {
    const level = book.levels[index];
    if (level === undefined || answerTo(level, answers) !== undefined) return mask;
    const usual = assumable(book, level.id, answers);
    const assumed = usual === undefined ? 0 : mask & maskOf(level, usual);
    return assumed === 0 ? mask : assumed;
  });
}

/** What may be assumed while nobody spoke of it: that a limit is not as its line says, else the usual value. */
function assumable(book: Book, id: string, answers: Case): Possible | undefined {
  const question = book.rulebook.questions[id];
  if (!mayAssume(question)) return assumedFor(book, id, answers)?.usual;
  return limitTick(id, question)?.no ?? question?.usual;
}

/** Whether a case may settle on the usual value of a question: of limits, and of what is rarely otherwise. */
export function mayAssume(question: Question | undefined): boolean {
  return question?.assume === true || isLimit(question);
}

/** What may be assumed of a derived question, and the inputs nobody spoke of; undefined once somebody has. */
export function assumedFor(
  { rulebook }: Book,
  id: string,
  answers: Case,
): { readonly usual: string; readonly until: readonly string[] } | undefined {
  const derived = rulebook.derived[id];
  if (derived?.usual === undefined) return undefined;
  const until = derived.until ?? derived.from;
  const spoken = until.some((input) =>
    unitsOf(input, rulebook.questions[input]).some((unit) => answers[unit] !== undefined),
  );
  return spoken ? undefined : { usual: derived.usual, until };
}

export function isLimit(question: Question | undefined): boolean {
  return question?.limit !== undefined;
}

/** Every question at one value: the answer, or the usual value as far as it is still possible. */
export function completed(book: Book, answers: Case): Case {
  return Object.fromEntries(book.questions.map((asked) => [asked.id, oneOf(asked.question, answerTo(asked, answers))]));
}

/** One value out of those possible: the usual one if it is among them, else the nearest number or the likeliest option. */
function oneOf(question: Question, possible: Possible | undefined): Value {
  if (possible === undefined) return question.usual;
  const values = valuesOf(possible);
  const [first] = values;
  if (first === undefined) return question.usual;
  // What was measured comes before what is usual, however few cases it was measured on.
  const measured = values.length === 1 ? (countedShare(first) ?? (isRange(first) ? undefined : first)) : undefined;
  if (measured !== undefined) return measured;
  const { usual } = question;
  if (typeof usual === 'number') {
    const near = values.flatMap((value) => (typeof value === 'string' ? [] : [nearest(value, usual)]));
    const [best] = near.sort((a, b) => Math.abs(a - usual) - Math.abs(b - usual) || a - b);
    return best ?? usual;
  }
  if (values.includes(usual)) return usual;
  // Equally likely options by their ids: in which order people answered must not matter.
  const likely: Readonly<Record<string, number>> = question.likely ?? {};
  const options = values.flatMap((value) => (typeof value === 'string' ? [value] : [])).sort();
  return options.sort((a, b) => (likely[b] ?? 1) - (likely[a] ?? 1))[0] ?? first;
}

function nearest(value: Exclude<Value, string>, usual: number): number {
  const { low, high } = rangeOf(value);
  return Math.min(high, Math.max(low, usual));
}
