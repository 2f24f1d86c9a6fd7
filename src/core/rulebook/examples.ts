import { z } from 'zod';
import { approach, citations, id, text } from './basics.ts';

export const workedCase = z.strictObject({
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

export const audit = z.strictObject({
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
