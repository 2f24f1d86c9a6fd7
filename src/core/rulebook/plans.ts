import { z } from 'zod';
import { approach, citations, id, text, when } from './basics.ts';

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

export const stage = z.strictObject({
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
export const refresh = z.strictObject({ when: when.optional(), job: text, source: citations });

/** What must be looked after once it runs, by approach. */
export const upkeep = z.strictObject({
  /** How long one round of improving takes. */
  iteration: text,
  drifts: text,
  owner: text,
  source: citations,
});
