import { z } from 'zod';
import { costAssumptions, priceRows } from './costs/schema.ts';
import { phrasesSchema } from './read/schema.ts';

/** The five approaches a verdict can give, in the order of the ladder: cheapest to try first. */
export const approaches = ['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'] as const;
export type Approach = (typeof approaches)[number];

/** Approaches that train weights. They are never advised while the gap is unknown. */
export const tuning: ReadonlySet<Approach> = new Set(['fine-tune', 'hybrid']);

const id = z
  .string()
  .regex(/^(?!constructor$)[a-z][a-z0-9_]*$/, 'an id is lower case letters, digits and _, and not constructor');
const text = z.string().min(1).max(800);
const citations = z
  .array(z.string().regex(/^[a-z0-9_]+(#[a-z0-9.-]+)?$/, 'a citation is source or source#section'))
  .min(1, 'name at least one source');
const approach = z.enum(approaches);
const weights = z.record(id, z.number().positive());

const source = z.strictObject({
  title: text,
  by: text,
  kind: z.enum([
    'practitioner article',
    'vendor article',
    'reference card',
    'vendor guide',
    'paper',
    'report',
    'calculation',
    'price list',
    'law',
  ]),
  url: z.string().optional(),
  reviewed: z.string().optional(),
});

const threshold = z.strictObject({
  value: z.number(),
  unit: text,
  source: citations,
  /** Who gives another number, by source id. */
  disagrees: z.record(z.string(), text).optional(),
  note: text.optional(),
});

const asked = {
  /** The noun phrase used in sentences: "how often the facts change". */
  name: text,
  ask: text,
  help: text,
  example: text,
  source: citations,
  /** On the fixed first page, which must come from memory. */
  first_page: z.boolean().optional(),
};

const choice = z.strictObject({
  kind: z.literal('choice'),
  ...asked,
  options: z.record(id, text),
  usual: id,
  likely: weights.optional(),
  /** The claim must never become weaker along this order of options; proven by the checks. */
  monotone: z.array(z.strictObject({ claim: id, rising: z.array(id).min(2) })).optional(),
});

const yesNo = z.strictObject({
  kind: z.literal('yes_no'),
  ...asked,
  /** Half sentences that follow "because" in explanations: "answers must show their source". */
  yes: text,
  no: text,
  usual: z.enum(['yes', 'no']),
  likely: weights.optional(),
  /** A limit may be assumed at its usual value when a case settles; `tick` is its label in the list to tick. */
  limit: z.strictObject({ tick: z.string().min(1).max(75) }).optional(),
});

const measured = z.strictObject({
  kind: z.literal('number'),
  ...asked,
  unit: text,
  min: z.number().default(0),
  max: z.number().default(1e12),
  integer: z.boolean().default(false),
  /** Bands in rising order, each below a threshold; the last one is open. Without bands a number only feeds costs and derived questions. */
  bands: z.record(id, z.strictObject({ below: id.optional(), label: text })).optional(),
  usual: z.number(),
  likely: weights.optional(),
  monotone: z.array(z.strictObject({ claim: id, rising: z.array(id).min(2) })).optional(),
  /** Other questions that are converted to this one in the open: 1 page = `factor` tokens. */
  also: z
    .record(id, z.strictObject({ name: text, unit: text, factor: z.number().positive(), source: citations }))
    .optional(),
});

const question = z.discriminatedUnion('kind', [choice, yesNo, measured]);

const derived = z.strictObject({
  name: text,
  /** The questions it is computed from. */
  from: z.array(id).min(1),
  /** Name of the pure function in core/derived.ts. */
  compute: z.enum(['prompt_meets_requirement', 'long_context_cost']),
  values: z.record(id, text),
  likely: weights.optional(),
  source: citations,
});

/** Conditions on answers: all of them must hold; a list means any of these values. */
const when = z.record(id, z.union([id, z.array(id).min(1)]));
const claimIds = z.union([id.transform((one) => [one]), z.array(id).min(1)]);

const claim = z.strictObject({
  says: text,
  /** The same thing denied, for findings that do not hold. */
  denies: text,
  /** Other claims that must hold first. */
  needs: z.array(id).default([]),
});

const rule = z.strictObject({
  when,
  supports: claimIds.optional(),
  opposes: claimIds.optional(),
  /** Rules of the other side that this one defeats wherever both argue on a claim. */
  beats: z.array(id).default([]),
  /** Beats every opponent on its claims; nothing may beat it. */
  limit: z.boolean().default(false),
  because: text,
  source: citations,
});

const verdict = z.strictObject({ if: z.record(id, z.enum(['yes', 'no', '-'])), give: approach });

const variant = z.strictObject({
  variant: text,
  when: when.optional(),
  /** One sentence on how to do it this way. */
  do: text,
  source: citations.optional(),
});

const stage = z.strictObject({
  approach,
  title: text,
  /** Included only when these answers hold. */
  when: when.optional(),
  /** Left out when these answers hold: "already done". */
  unless: when.optional(),
  /** Included only while one of these questions is open. */
  while_open: z.array(id).optional(),
  effort: text,
  measure: text,
  go_on: text,
  /** First one whose `when` holds; the last has none. */
  variants: z.array(variant).min(1),
  source: citations,
});

const warning = z.strictObject({
  when: when.optional(),
  approaches: z.array(approach).optional(),
  says: text,
  source: citations,
});

/** A figure of an article beside one of ours. */
const article = z.strictObject({
  figure: text,
  what: text,
  option: z.enum([...approaches, 'classifier']),
  part: z.enum(['setup', 'monthly', 'per_1000', 'total']),
  differs: z.string().min(1).max(400),
  source: z.string(),
});

const workedCase = z.strictObject({
  case: z.string().min(1).max(200),
  given: z.record(z.string(), z.unknown()),
  expect: approach,
  first_stage: id,
  /** Whether the given answers settle it. */
  settled: z.enum(['yes', 'as_assumed', 'no']).optional(),
  source: citations,
});

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
  articles: z.array(article).default([]),
  costs: costAssumptions,
  prices: priceRows,
  /** Rulebooks of decisions made before threads were read have none. */
  phrases: phrasesSchema.default({ groups: {}, cues: {}, says: {} }),
  cases: z.array(workedCase).min(1),
});

export type Rulebook = z.infer<typeof rulebookSchema>;
export type Question = Rulebook['questions'][string];
export type NumberQuestion = Extract<Question, { kind: 'number' }>;
export type DerivedQuestion = Rulebook['derived'][string];
export type Rule = Rulebook['rules'][string];
export type Stage = Rulebook['stages'][string];
export type When = z.infer<typeof when>;
