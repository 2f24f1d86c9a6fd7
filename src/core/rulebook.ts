import { z } from 'zod';
import { costAssumptions, priceRows } from './costs/schema.ts';
import { lessonParts } from './lessons/schema.ts';
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
  /** Its usual value may be assumed when a case settles, as that of a limit: asked late, and listed while open. */
  assume: z.boolean().optional(),
};

const tick = z.string().min(1).max(75);
const oneOrMore = z.union([id, z.array(id).min(1)]);
/** The numbers below an edge, or those from it on. */
const side = z.union([z.strictObject({ below: z.number() }), z.strictObject({ from: z.number() })]);

const choice = z.strictObject({
  kind: z.literal('choice'),
  ...asked,
  options: z.record(id, text),
  usual: id,
  likely: weights.optional(),
  /** These options may be assumed not to be so, as a limit; `tick` says that they are. */
  limit: z.strictObject({ tick, means: oneOrMore }).optional(),
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
  limit: z.strictObject({ tick }).optional(),
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
  /** Says that nobody named a number, where `usual` is `max` and stands for no limit: "no budget was named". */
  unnamed: text.optional(),
  likely: weights.optional(),
  /** Numbers on this side may be assumed not to be so, as a limit; `tick` says that they are. */
  limit: z.strictObject({ tick, means: side }).optional(),
  monotone: z.array(z.strictObject({ claim: id, rising: z.array(id).min(2) })).optional(),
  /** Other questions that are converted to this one in the open: 1 page = `factor` tokens. */
  also: z
    .record(id, z.strictObject({ name: text, unit: text, factor: z.number().positive(), source: citations }))
    .optional(),
});

const question = z.discriminatedUnion('kind', [choice, yesNo, measured]);

/** Questions asked together by one list to tick, in the order of its lines. What a line means: `yes` unless said. */
const list = z.strictObject({
  ask: text,
  help: text,
  ticks: z.record(id, z.strictObject({ tick, means: z.union([oneOrMore, side]).optional() })),
});

const derived = z.strictObject({
  name: text,
  /** The questions it is computed from. */
  from: z.array(id).min(1),
  /** Name of the pure function in core/derived.ts. */
  compute: z.enum([
    'prompt_meets_requirement',
    'long_context_cost',
    'setup_within_budget',
    'running_within_budget',
    'payback_before_shutdown',
  ]),
  values: z.record(id, text),
  /** The value that may be assumed, as that of a limit may, while nobody answered any of `until`. */
  usual: id.optional(),
  /** Inputs; all of them unless said. */
  until: z.array(id).min(1).optional(),
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

/** Calendar weeks from fewest to most, and how many people at once: 0.2 is a day a week. */
const work = {
  weeks: z.tuple([z.number().positive(), z.number().positive()]).optional(),
  people: z.number().positive().optional(),
};

const variant = z.strictObject({
  variant: text,
  when: when.optional(),
  /** One sentence on how to do it this way. */
  do: text,
  /** What else it takes, where that differs from the stage. */
  ...work,
  effort: text.optional(),
  reviewed: text.optional(),
  source: citations.optional(),
});

/** Something to do besides, wherever its `when` holds. */
const addition = z.strictObject({ variant: text, when, do: text, source: citations });

const stage = z.strictObject({
  approach,
  title: text,
  /** Included only when these answers hold. */
  when: when.optional(),
  /** Left out when these answers hold: "already done". */
  unless: when.optional(),
  /** Included only while one of these questions is open. */
  while_open: z.array(id).optional(),
  ...work,
  /** What the effort goes into; without `weeks`, how long it takes. */
  effort: text,
  measure: text,
  /** The value to reach; `{required_accuracy}` stands for the accuracy the team requires. */
  target: text.optional(),
  go_on: text,
  /** When to give this up, or to end it. */
  stop: text.optional(),
  /** Which share of answers people look at. */
  reviewed: text.optional(),
  /** What to do tomorrow, in a day at most, when this stage comes first. */
  tomorrow: text.optional(),
  /** Facts have to be kept current: the refresh job belongs to it. */
  refreshed: z.boolean().optional(),
  /** First one whose `when` holds; the last has none. */
  variants: z.array(variant).min(1),
  /** Every one whose `when` holds. */
  adds: z.array(addition).optional(),
  source: citations,
});

/** How facts are kept current; the first one whose `when` holds belongs to stages that are `refreshed`. */
const refresh = z.strictObject({ when: when.optional(), job: text, source: citations });

const warning = z.strictObject({
  when: when.optional(),
  /** It applies only while one of these questions is open. */
  while_open: z.array(id).optional(),
  approaches: z.array(approach).optional(),
  says: text,
  source: citations,
});

/** What must be looked after once it runs, by approach. */
const upkeep = z.strictObject({
  /** How long one round of improving takes. */
  iteration: text,
  drifts: text,
  owner: text,
  source: citations,
});

/** What people in this situation often believe; the first one whose `when` holds is shown. */
const misconception = z.strictObject({
  when: when.optional(),
  while_open: z.array(id).optional(),
  approaches: z.array(approach).optional(),
  /** What is said, as a quotation. */
  says: text,
  corrected: text,
  source: citations,
});

/** A figure that goes around and is wrong or has no source. */
const correction = z.strictObject({
  /** A text holds the figure if it holds one wording of every list. */
  met: z.array(z.array(z.string().min(1).max(60)).min(1)).min(1),
  corrected: text,
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

const cell = z.strictObject({ says: z.string().min(1).max(70), source: citations });

/** One row of the table that puts the approaches side by side. */
const aspect = z.strictObject({
  name: z.string().min(1).max(40),
  /** Questions whose answers make the row matter. */
  decided_by: z.array(id).min(1),
  cells: z.record(approach, cell),
});

/** One sentence of the compliance note; of those about the same, the first that fits is said. */
const compliance = z.strictObject({
  about: z.enum(['data', 'readers', 'erasure', 'review', 'training']),
  when: when.optional(),
  approaches: z.array(approach).optional(),
  says: z.string().min(1).max(200),
  source: citations,
});

/** A row of a matrix that an article prints, in our words. */
const matrixRow = z.strictObject({
  source: z.string(),
  row: z.string().min(1).max(60),
  cells: z.partialRecord(approach, z.string().min(1).max(120)),
  /** Where we differ from it, and why. */
  ours: z.string().min(1).max(200).optional(),
});

const workedCase = z.strictObject({
  case: z.string().min(1).max(200),
  given: z.record(z.string(), z.unknown()),
  expect: approach,
  /** Approaches that sources accept just as well. */
  or: z.array(approach).optional(),
  first_stage: id,
  /** Whether the given answers settle it. */
  settled: z.enum(['yes', 'as_assumed', 'no']).optional(),
  /** What it is an example of: scenarios, warnings, conflicts and questions of the sources, by their tags. */
  shows: z.array(z.string().regex(/^[A-Za-z0-9_.-]+$/, 'a tag is letters, digits, _, . and -')).optional(),
  source: citations,
});

/** What rows of a table may call a pile besides its own name. */
const called = z.array(z.string().min(1).max(60)).max(30).default([]);
const pile = { name: z.string().min(1).max(60), ask: z.string().min(1).max(60), help: text, also: called };

/** One pile of failures that judged answers are sorted into. */
const failureKind = z.strictObject({
  ...pile,
  example: text,
  /** Piles that call for the same remedy. */
  group: id,
  /** The gaps its failures speak for. */
  gap: z.array(z.enum(['knowledge', 'behavior'])),
  /** Given once it is surely material and surely the largest that answers the same question. */
  answers: z.record(id, z.union([z.string(), z.array(z.string()).min(2)])).default({}),
  source: citations,
});

const audit = z.strictObject({
  /** Judged answers below which nothing is said. */
  least: z.int().positive().max(1000),
  /** Share of the failures from which on a pile matters, 0 to 1. */
  material: z.number().positive().lt(1),
  source: citations,
  right: z.strictObject(pile),
  groups: z.record(id, z.strictObject({ name: z.string().min(1).max(60), means: text })),
  kinds: z
    .record(id, failureKind)
    .refine((kinds) => Object.keys(kinds).length <= 12, 'at most 12 kinds fit the window')
    .refine((kinds) => !Object.hasOwn(kinds, 'right'), 'right answers are no kind of failure'),
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

export type Rulebook = z.infer<typeof rulebookSchema>;
export type Question = Rulebook['questions'][string];
export type NumberQuestion = Extract<Question, { kind: 'number' }>;
export type TickMeans = NonNullable<Rulebook['lists'][string]['ticks'][string]['means']>;
export type DerivedQuestion = Rulebook['derived'][string];
export type Rule = Rulebook['rules'][string];
export type Stage = Rulebook['stages'][string];
export type AuditRules = z.infer<typeof audit>;
export type When = z.infer<typeof when>;
