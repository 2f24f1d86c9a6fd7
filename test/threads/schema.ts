import { z } from 'zod';

/** How the people of a thread write. */
export const voices = ['terse', 'chatty', 'non-native', 'sarcastic', 'technical'] as const;

/** Why a reader must not take what a trap points at; README.md says what each one means. */
export const reasons = [
  'hypothetical',
  'question',
  'past',
  'other_system',
  'quoted',
  'sarcasm',
  'proposal',
  'unlabelled',
  'not_success_rate',
  'negation',
  'corrected',
  'currency',
  'other_quantity',
] as const;

const place = { question: z.string().min(1), message: z.int().min(1) };
const said = { ...place, author: z.string().min(1), certainty: z.enum(['stated', 'hedged']) };

const message = z.strictObject({
  author: z.string().min(1),
  ts: z.string().regex(/^\d+\.\d+$/),
  text: z.string().min(1),
});

const expected = z.union([
  z.strictObject({ ...said, value: z.union([z.string(), z.number(), z.boolean()]) }),
  z
    .strictObject({ ...said, low: z.number(), high: z.number() })
    .refine(({ low, high }) => low < high, 'low stands below high'),
]);

const thread = z.strictObject({
  id: z.string().min(1),
  voice: z.enum(voices),
  messages: z.array(message).min(3).max(14),
  expect: z.array(expected),
  optional: z.array(z.strictObject(place)).default([]),
  traps: z.array(z.strictObject({ ...place, why: z.enum(reasons) })),
  conflicts: z.array(z.string().min(1)),
});

/** One file of a labelled set: one thread, or several. */
export const threadFile = z.union([thread.transform((one) => [one]), z.array(thread).min(1)]);

/** A thread with what a careful person would keep as evidence, and what a reader must leave; numbers in the question's unit. */
export type LabelledThread = z.infer<typeof thread>;

/** One fact of a thread: a value or a range, by whom, in which message (from 1), and how sure. */
export type Expected = z.infer<typeof expected>;
