import { z } from 'zod';
import { approach, citations, id, text, when } from './basics.ts';

export const source = z.strictObject({
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

export const threshold = z.strictObject({
  value: z.number(),
  unit: text,
  source: citations,
  /** Who gives another number, by source id. */
  disagrees: z.record(z.string(), text).optional(),
  note: text.optional(),
});

const claimIds = z.union([id.transform((one) => [one]), z.array(id).min(1)]);

export const claim = z.strictObject({
  says: text,
  /** The same thing denied, for findings that do not hold. */
  denies: text,
  /** Other claims that must hold first. */
  needs: z.array(id).default([]),
});

export const rule = z.strictObject({
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

export const verdict = z.strictObject({ if: z.record(id, z.enum(['yes', 'no', '-'])), give: approach });
