import { z } from 'zod';
import { costAssumptions, priceRows } from './costs/schema.ts';
import { lessonParts } from './lessons/schema.ts';
import { phrasesSchema } from './read/schema.ts';
import { approach, id, text, type when } from './rulebook/basics.ts';
import { audit, workedCase } from './rulebook/examples.ts';
import { refresh, stage, upkeep } from './rulebook/plans.ts';
import { derived, list, question } from './rulebook/questions.ts';
import { article, aspect, compliance, correction, matrixRow, misconception, warning } from './rulebook/remarks.ts';
import { claim, rule, source, threshold, verdict } from './rulebook/rules.ts';

export { type Approach, approaches, tuning } from './rulebook/basics.ts';

const approachText = z.strictObject({
  label: text,
  /** Completes "Use …": shown as the headline. */
  headline: text,
  does: text,
  ladder: z.string().min(1).max(150),
  /** The success metric suggested in the decision record, with a target. */
  metric: text,
  /** Months after which the decision is looked at again. */
  review_months: z.number().int().positive(),
});

/** What the rule files hold, merged: plain data, canonical, stored with every decision by content hash. */
export const rulebookSchema = z.strictObject({
  version: z.literal(1),
  sources: z.record(id, source),
  thresholds: z.record(id, threshold),
  questions: z.record(id, question),
  lists: z.record(id, list).default({}),
  derived: z.record(id, derived).default({}),
  /** Order of the diagram's levels, found by `npm run order:levels` and checked in. */
  level_order: z.array(id),
  approaches: z.record(approach, approachText),
  claims: z.record(id, claim),
  rules: z.record(id, rule),
  verdicts: z.array(verdict).min(1),
  stages: z.record(id, stage),
  plans: z.record(approach, z.array(id).min(1)),
  warnings: z.record(id, warning).default({}),
  refreshes: z.array(refresh).default([]),
  upkeep: z.partialRecord(approach, upkeep).default({}),
  misconceptions: z.record(id, misconception).default({}),
  corrections: z.record(id, correction).default({}),
  articles: z.array(article).default([]),
  comparison: z.record(id, aspect).default({}),
  compliance: z.array(compliance).default([]),
  matrices: z.array(matrixRow).default([]),
  /** Rulebooks stored before there was an audit have none; decisions made with them never ask for it. */
  audit: audit.optional(),
  costs: costAssumptions,
  prices: priceRows,
  /** Rulebooks of decisions made before threads were read have none. */
  phrases: phrasesSchema.default({ groups: {}, cues: {}, says: {} }),
  ...lessonParts,
  cases: z.array(workedCase).min(1),
});

/** Everything the rule files hold, as {@link rulebookSchema} reads it. */
export type Rulebook = z.infer<typeof rulebookSchema>;
/** Something the rules may ask: a choice, a yes or no, or a number with a unit. */
export type Question = Rulebook['questions'][string];
/** A question that is answered with a number. */
export type NumberQuestion = Extract<Question, { kind: 'number' }>;
export type TickMeans = NonNullable<Rulebook['lists'][string]['ticks'][string]['means']>;
export type DerivedQuestion = Rulebook['derived'][string];
/** One rule: when it fires, which claims it argues about, what it beats, and who says so. */
export type Rule = Rulebook['rules'][string];
export type Stage = Rulebook['stages'][string];
export type AuditRules = z.infer<typeof audit>;
export type When = z.infer<typeof when>;
