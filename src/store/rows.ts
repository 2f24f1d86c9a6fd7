import type { Insertable } from 'kysely';
import * as z from 'zod';
import { approaches, caseSchema, type CostChoices, moneySchema } from '../core/index.ts';
import {
  type Decision,
  type Draft,
  type DuePost,
  type NewPost,
  type Position,
  type Post,
  postKinds,
  postStates,
  type Revision,
} from '../app/kept.ts';
import type { Tables } from './tables.ts';

export const optionalText = z
  .string()
  .nullable()
  .transform((text) => text ?? undefined);
export const optionalTime = z
  .int()
  .nullable()
  .transform((time) => time ?? undefined);

const draftRow = z
  .object({
    installation: z.string(),
    id: z.string(),
    owner: z.string(),
    title: z.string(),
    place: json(z.object({ channel: z.string(), thread: z.string().optional() })).nullable(),
    answers: json(caseSchema),
    unknown: json(z.array(z.string())),
    revises: json(
      z.object({ decision: z.string(), revision: z.int(), position: z.literal(true).optional() }),
    ).nullable(),
    step: z.enum(['start', 'preview']).nullable(),
    asking: json(z.array(z.string())).nullable(),
    example: optionalText,
    done: z.int(),
    updated_at: z.int(),
  })
  .transform(({ place, revises, step, asking, done, updated_at, ...rest }): Draft => ({
    ...rest,
    place: place ?? undefined,
    revises: revises ?? undefined,
    step: step ?? undefined,
    asking: asking ?? undefined,
    done: done === 0 ? undefined : true,
    updatedAt: updated_at,
  }));

const decisionRow = z
  .object({
    installation: z.string(),
    id: z.string(),
    owner: z.string(),
    title: z.string(),
    channel: z.string(),
    thread: optionalText,
    draft: z.string(),
    created_at: z.int(),
  })
  .transform(({ channel, thread, created_at, ...rest }): Decision => ({
    ...rest,
    place: { channel, thread },
    createdAt: created_at,
  }));

const revisionRow = z
  .object({
    installation: z.string(),
    decision: z.string(),
    number: z.int(),
    author: z.string(),
    answers: json(caseSchema),
    unknown: json(z.array(z.string())),
    approach: z.enum(approaches),
    chosen: json(z.object({ approach: z.enum(approaches), reason: z.string() })).nullable(),
    money: json(moneySchema).nullable(),
    rulebook: z.string(),
    prices: z.string(),
    priced_at: z.string(),
    at: z.int(),
  })
  .transform(({ priced_at, chosen, money: said, ...rest }): Revision => ({
    ...rest,
    chosen: chosen ?? undefined,
    money: said ?? undefined,
    pricedAt: priced_at,
  }));

const positionRow = z
  .object({
    installation: z.string(),
    decision: z.string(),
    person: z.string(),
    name: optionalText,
    number: z.int(),
    revision: z.int(),
    answers: json(caseSchema),
    unknown: json(z.array(z.string())),
    draft: z.string(),
    at: z.int(),
  })
  .transform((row): Position => row);

export const postKind = z.enum(postKinds);
const postFields = z.object({
  installation: z.string(),
  id: z.string(),
  decision: z.string(),
  revision: z.int(),
  kind: postKind,
  channel: z.string(),
  thread: optionalText,
  after: optionalText,
  about: optionalText,
  state: z.enum(postStates),
  attempts: z.int(),
  due_at: z.int(),
  attempted_at: optionalTime,
  ts: optionalText,
  error: optionalText,
});
const postRow = postFields.transform(({ decision, due_at, attempted_at, ...rest }): Post => ({
  ...rest,
  subject: decision,
  dueAt: due_at,
  attemptedAt: attempted_at,
}));
const duePostRow = postFields
  .extend({ after_ts: optionalText })
  .transform(({ decision, due_at, attempted_at, after_ts, ...rest }): DuePost => ({
    ...rest,
    subject: decision,
    dueAt: due_at,
    attemptedAt: attempted_at,
    afterTs: after_ts,
  }));

/** Rows of the database as the ports know them. Outside data as any other: checked, never assumed. */
export const toDraft = (row: unknown): Draft => draftRow.parse(row);
export const toDecision = (row: unknown): Decision => decisionRow.parse(row);
export const toRevision = (row: unknown): Revision => revisionRow.parse(row);
export const toPosition = (row: unknown): Position => positionRow.parse(row);
export const toPost = (row: unknown): Post => postRow.parse(row);
export const toDuePost = (row: unknown): DuePost => duePostRow.parse(row);

const moneyRow = z.object({ money: json(moneySchema) }).transform((row): CostChoices => row.money);
export const toMoney = (row: unknown): CostChoices => moneyRow.parse(row);

/** The row of a draft. */
export function fromDraft(draft: Draft): Insertable<Tables['drafts']> {
  const { installation, id, owner, title, place, answers, unknown, revises, step, asking, example, updatedAt } = draft;
  return {
    installation,
    id,
    owner,
    title: storable(title),
    place: place === undefined ? null : JSON.stringify(place),
    answers: JSON.stringify(answers),
    unknown: JSON.stringify(unknown),
    revises: revises === undefined ? null : JSON.stringify(revises),
    step: step ?? null,
    asking: asking === undefined ? null : JSON.stringify(asking),
    example: example ?? null,
    updated_at: updatedAt,
  };
}

/** The row of a decision. */
export function fromDecision(decision: Decision): Insertable<Tables['decisions']> {
  const { installation, id, owner, title, place, draft, createdAt } = decision;
  return {
    installation,
    id,
    owner,
    title: storable(title),
    channel: place.channel,
    thread: place.thread ?? null,
    draft,
    created_at: createdAt,
  };
}

/** The row of a revision. */
export function fromRevision(revision: Revision): Insertable<Tables['revisions']> {
  const {
    installation,
    decision,
    number,
    author,
    answers,
    unknown,
    approach,
    chosen,
    money,
    rulebook,
    prices,
    pricedAt,
    at,
  } = revision;
  return {
    installation,
    decision,
    number,
    author,
    answers: JSON.stringify(answers),
    unknown: JSON.stringify(unknown),
    approach,
    chosen: chosen === undefined ? null : JSON.stringify({ ...chosen, reason: storable(chosen.reason) }),
    money: money === undefined ? null : JSON.stringify(money),
    rulebook,
    prices,
    priced_at: pricedAt,
    at,
  };
}

/** The row of a position. */
export function fromPosition(position: Position): Insertable<Tables['positions']> {
  const { name, answers, unknown, ...rest } = position;
  return {
    ...rest,
    name: name === undefined ? null : storable(name),
    answers: JSON.stringify(answers),
    unknown: JSON.stringify(unknown),
  };
}

/** The row of a post that was never tried. */
export function fromNewPost(post: NewPost): Insertable<Tables['posts']> {
  const { installation, id, subject, revision, kind, channel, thread, after, about, dueAt } = post;
  return {
    installation,
    id,
    decision: subject,
    revision,
    kind,
    channel,
    thread: thread ?? null,
    after: after ?? null,
    about: about ?? null,
    state: 'pending',
    attempts: 0,
    due_at: dueAt,
    attempted_at: null,
    ts: null,
    error: null,
  };
}

/** Without NUL characters: SQLite's texts end at the first one, and PostgreSQL refuses them. */
export function storable(text: string): string {
  return text.replaceAll('\0', '');
}

export function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
