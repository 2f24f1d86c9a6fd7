import { z } from 'zod';
import { id } from '../rulebook/basics.ts';

/** Words between spaces, `^` for the beginning of a sentence, `a/b` for one of several, `word*` for a beginning, `<group>`, and `...` for up to five words; `a + b` in any order. */
const pattern = z.string().min(1).max(800);
const patterns = z.array(pattern).min(1);

/** What can be wrong or doubtful about a statement, by the words that show it. */
export const cues = [
  'question',
  'hypothetical',
  'past',
  'was',
  'now',
  'proposal',
  'wanted',
  'other',
  'theirs',
  'quoted',
  'sarcasm',
  'unsure',
  'hedged',
  'negation',
  'no_negation',
  'correction',
] as const;
export type Cue = (typeof cues)[number];

const amount = z.strictObject({
  /** rate: per time; count: of things; duration: with a unit of time; share: percent or x of y; money; hours: of a day. */
  kind: z.enum(['rate', 'count', 'duration', 'share', 'money', 'hours']),
  /** Nouns that may follow the number. */
  of: patterns.optional(),
  /** Subjects that make a number without a noun this one. */
  near: patterns.optional(),
  /** Has to stand in the same part of the sentence. */
  needs: patterns.optional(),
  /** Milliseconds of one unit of a duration question. */
  unit_ms: z.number().positive().optional(),
  /** For money: the amount is one of this time, or of none. */
  every: z.enum(['month', 'once']).optional(),
});

const reader = z.strictObject({
  /** For each answer the ways to say it. A denied yes is a no. */
  values: z.record(id, patterns).optional(),
  /** How often something changes: what changes, and the verbs of changing. */
  rhythm: z.strictObject({ of: patterns, changes: patterns }).optional(),
  amount: amount.optional(),
  /** How people ask for it: a short answer of somebody else then counts. */
  asks: patterns.optional(),
  /** Words in the same part of the sentence with which it is something else. */
  unless: patterns.optional(),
  /** What does not make a statement doubtful here. */
  allow: z.array(z.enum(cues)).default([]),
});

/** How people say in threads what the questions ask for: `rules/phrases.yml`. */
export const phrasesSchema = z.strictObject({
  /** Names for lists of words, used as <name>. */
  groups: z.record(id, patterns).default({}),
  cues: z.partialRecord(z.enum(cues), patterns).default({}),
  /** Readers by question id, or by the id of another unit of it. */
  says: z.record(id, reader).default({}),
});

export type Phrases = z.infer<typeof phrasesSchema>;
export type Reader = Phrases['says'][string];
export type AmountReader = z.infer<typeof amount>;
