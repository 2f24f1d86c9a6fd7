import { z } from 'zod';

/** Both ends possible, in the question's unit. Also a share that was counted, by the interval of the true share. */
export const rangeSchema = z.strictObject({
  low: z.number(),
  high: z.number(),
  /** So many of so many. */
  counted: z.strictObject({ count: z.int().min(0), of: z.int().min(1) }).optional(),
});

/** Numbers between two ends, both included, in the question's unit; see {@link rangeSchema}. */
export type Range = Readonly<z.infer<typeof rangeSchema>>;

/** {@link Value} as outside data; whether a question has it is for `parseAnswers` to say. */
export const valueSchema = z.union([z.string(), z.number(), rangeSchema]);

/** One value of a question: an option id, `yes`/`no`, a number in the question's unit, or a range of numbers. */
export type Value = string | number | Range;

/** What is still possible for one question: one value, or several (people disagree). */
export type Possible = Value | readonly Value[];

/**
 * A case says, for every question, which values remain possible. A question that is not there is open:
 * nobody has said. Keys are question ids of the rulebook; values were checked by `parseAnswers`.
 */
export type Case = Readonly<Record<string, Possible>>;

/** {@link Case} as outside data, such as a stored one; whether its questions exist is for `parseAnswers` to say. */
export const caseSchema = z.record(z.string(), z.union([valueSchema, z.array(valueSchema)]));

/** Whether two answers, or anything else that is plain data, are written the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A diagnostic of outside data or of a rule file: what is wrong, where, and what to do. */
export interface Diagnostic {
  /** Where in the data, from the root: `['rules', 'must_cite', 'beats', 0]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What to write instead. */
  readonly remedy?: string;
  /** Answers that show it. */
  readonly example?: string;
  readonly severity: 'error' | 'warning';
}
