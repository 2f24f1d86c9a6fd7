import type { Insertable } from 'kysely';
import * as z from 'zod';
import type { FoundDebate, Statement, StoredDebate } from '../app/debate-ports.ts';
import type { Installation } from '../app/ports.ts';
import { caseSchema, valueSchema } from '../core/index.ts';
import { json, optionalText, optionalTime, storable } from './rows.ts';
import type { Database, Tables } from './tables.ts';

const evidence = z.strictObject({
  question: z.string(),
  value: valueSchema,
  author: z.string(),
  name: z.string().optional(),
  ts: z.string().optional(),
  quote: z.string(),
  certainty: z.enum(['stated', 'hedged']),
});
const closing = z.strictObject({
  how: z.enum(['settled', 'closed']),
  by: z.string(),
  reason: z.string().optional(),
  choices: caseSchema,
  decision: z.string(),
  revision: z.int(),
  at: z.int(),
});
const debateRow = z
  .object({
    installation: z.string(),
    id: z.string(),
    opener: z.string(),
    opener_name: optionalText,
    title: z.string(),
    channel: z.string(),
    thread: z.string(),
    evidence: json(z.array(evidence)),
    state: z.enum(['open', 'settled']),
    version: z.int(),
    closing: json(closing).nullable(),
    review_at: optionalTime,
    source: z.string(),
    created_at: z.int(),
  })
  .transform(({ channel, thread, opener_name, closing: end, review_at, created_at, ...rest }): StoredDebate => ({
    ...rest,
    openerName: opener_name,
    place: { channel, thread },
    closing: end ?? undefined,
    reviewAt: review_at,
    createdAt: created_at,
  }));
const statementRow = z
  .object({
    installation: z.string(),
    debate: z.string(),
    person: z.string(),
    name: optionalText,
    answers: json(caseSchema),
    unknown: json(z.array(z.string())),
    at: z.int(),
  })
  .transform((row): Statement => row);

/** A row as the ports know it. */
export const toDebate = (row: unknown): StoredDebate => debateRow.parse(row);

/** A debate with everything stated in it, in the order of persons. */
export async function readDebate(
  db: Database,
  installation: Installation,
  id: string,
): Promise<FoundDebate | undefined> {
  const row = await db
    .selectFrom('debates')
    .selectAll()
    .where('installation', '=', installation)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const statements = await db
    .selectFrom('statements')
    .selectAll()
    .where('installation', '=', installation)
    .where('debate', '=', id)
    .orderBy('person')
    .execute();
  return { debate: toDebate(row), statements: statements.map((one) => statementRow.parse(one)) };
}

/** The row of a debate. */
export function fromDebate(debate: StoredDebate): Insertable<Tables['debates']> {
  const { place, openerName, evidence: kept, closing: end, reviewAt, createdAt, ...rest } = debate;
  return {
    ...rest,
    title: storable(rest.title),
    opener_name: openerName === undefined ? null : storable(openerName),
    channel: place.channel,
    thread: place.thread,
    evidence: storable(JSON.stringify(kept)),
    closing: end === undefined ? null : storable(JSON.stringify(end)),
    review_at: reviewAt ?? null,
    created_at: createdAt,
  };
}

/** The row of a statement. */
export function fromStatement({ name, answers: said, unknown, ...rest }: Statement): Insertable<Tables['statements']> {
  return {
    ...rest,
    name: name === undefined ? null : storable(name),
    answers: JSON.stringify(said),
    unknown: JSON.stringify(unknown),
  };
}
