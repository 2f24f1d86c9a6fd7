import { z } from 'zod';
import { citations, id, text } from './basics.ts';

const weights = z.record(id, z.number().positive());

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

export const question = z.discriminatedUnion('kind', [choice, yesNo, measured]);

/** Questions asked together by one list to tick, in the order of its lines. What a line means: `yes` unless said. */
export const list = z.strictObject({
  ask: text,
  help: text,
  ticks: z.record(id, z.strictObject({ tick, means: z.union([oneOrMore, side]).optional() })),
});

export const derived = z.strictObject({
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
