import { z } from 'zod';
import { approaches } from '../../src/core/index.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);
const argument = z.strictObject({ rule: z.string(), text: z.string(), source: z.array(z.string()).min(1) });
/** The contract of `decide --json`. */
export const verdict = z.strictObject({
  approach: z.enum(approaches),
  settled: z.enum(['yes', 'as_assumed', 'no']),
  possible: z.array(z.strictObject({ approach: z.enum(approaches), share: z.number().min(0).max(1) })).min(1),
  plan: z
    .array(
      z.strictObject({
        approach: z.enum(approaches),
        variant: z.string(),
        stage: z.string(),
        title: z.string(),
        do: z.string(),
        also: z.array(z.strictObject({ variant: z.string(), do: z.string() })),
        effort: z.string(),
        weeks: z.tuple([z.number().positive(), z.number().positive()]).optional(),
        people: z.number().positive().optional(),
        measure: z.string(),
        target: z.string().optional(),
        go_on: z.string(),
        stop: z.string().optional(),
        reviewed: z.string().optional(),
        refresh: z.string().optional(),
        source: z.array(z.string()).min(1),
      }),
    )
    .min(1),
  tomorrow: z.string().min(1),
  review_on: z.iso.date(),
  reversal: z.array(z.string()),
  pivots: z.array(
    z
      .strictObject({
        question: z.string(),
        from: z.union([value, z.array(value).min(2)]),
        to: z.union([z.string(), z.boolean()]).optional(),
        below: z.number().optional(),
        above: z.number().optional(),
        approach: z.enum(approaches),
      })
      .refine(({ to, below, above }) => [to, below, above].filter((one) => one !== undefined).length === 1),
  ),
  ask: z.array(z.string()),
  because: z.array(argument),
  against: z.array(argument.extend({ beatenBy: z.array(z.string()).min(1), lost: z.string().min(1) })),
  why_not: z
    .array(z.strictObject({ approach: z.enum(approaches), text: z.string().min(1), source: z.array(z.string()) }))
    .length(approaches.length - 1),
  near: z.array(
    z.strictObject({
      question: z.string(),
      threshold: z.string(),
      text: z.string(),
      source: z.array(z.string()).min(1),
      disagrees: z.array(z.strictObject({ source: z.string(), says: z.string() })),
      flips: z.enum(approaches).optional(),
    }),
  ),
  misconception: z
    .strictObject({ id: z.string(), says: z.string(), corrected: z.string(), source: z.array(z.string()).min(1) })
    .optional(),
  upkeep: z.strictObject({
    iteration: z.string(),
    drifts: z.string(),
    owner: z.string(),
    source: z.array(z.string()).min(1),
  }),
  assumptions: z.array(z.strictObject({ question: z.string(), value })),
  warnings: z.array(z.string()),
});
