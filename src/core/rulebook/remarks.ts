import { z } from 'zod';
import { approach, approaches, citations, id, text, when } from './basics.ts';

export const warning = z.strictObject({
  when: when.optional(),
  /** It applies only while one of these questions is open. */
  while_open: z.array(id).optional(),
  approaches: z.array(approach).optional(),
  says: text,
  source: citations,
});

/** What people in this situation often believe; the first one whose `when` holds is shown. */
export const misconception = z.strictObject({
  when: when.optional(),
  while_open: z.array(id).optional(),
  approaches: z.array(approach).optional(),
  /** What is said, as a quotation. */
  says: text,
  corrected: text,
  source: citations,
});

/** A figure that goes around and is wrong or has no source. */
export const correction = z.strictObject({
  /** A text holds the figure if it holds one wording of every list. */
  met: z.array(z.array(z.string().min(1).max(60)).min(1)).min(1),
  corrected: text,
  source: citations,
});

/** A figure of an article beside one of ours. */
export const article = z.strictObject({
  figure: text,
  what: text,
  option: z.enum([...approaches, 'classifier']),
  part: z.enum(['setup', 'monthly', 'per_1000', 'total']),
  differs: z.string().min(1).max(400),
  source: z.string(),
});

const cell = z.strictObject({ says: z.string().min(1).max(70), source: citations });

/** One row of the table that puts the approaches side by side. */
export const aspect = z.strictObject({
  name: z.string().min(1).max(40),
  /** Questions whose answers make the row matter. */
  decided_by: z.array(id).min(1),
  cells: z.record(approach, cell),
});

/** One sentence of the compliance note; of those about the same, the first that fits is said. */
export const compliance = z.strictObject({
  about: z.enum(['data', 'readers', 'erasure', 'review', 'training']),
  when: when.optional(),
  approaches: z.array(approach).optional(),
  says: z.string().min(1).max(200),
  source: citations,
});

/** A row of a matrix that an article prints, in our words. */
export const matrixRow = z.strictObject({
  source: z.string(),
  row: z.string().min(1).max(60),
  cells: z.partialRecord(approach, z.string().min(1).max(120)),
  /** Where we differ from it, and why. */
  ours: z.string().min(1).max(200).optional(),
});
