import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import * as z from 'zod';
import type { DebateChange, DebateStore, FoundDebate, Statement, StoredDebate } from '../app/debate-ports.ts';
import type { Installation, NewPost } from '../app/ports.ts';
import { transact } from './again.ts';
import { answers, fromDecision, fromRevision, json, optionalText, optionalTime, storable, value } from './rows.ts';
import { insertPosts } from './steps.ts';
import type { Database, Tables } from './tables.ts';
import { turns } from './turns.ts';

const evidence = z.strictObject({
  question: z.string(),
  value,
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
  choices: answers,
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
    answers: json(answers),
    unknown: json(z.array(z.string())),
    at: z.int(),
  })
  .transform((row): Statement => row);

/** The part of the store that keeps debates. */
export function debateRows(db: Database): DebateStore {
  // A debate that many change at once waits here, not with a connection each.
  const inTurn = turns();
  return {
    openDebate(debate, posts) {
      return transact(db, async (transaction) => {
        const added = await transaction
          .insertInto('debates')
          .values(fromDebate(debate))
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added !== undefined) {
          await insertPosts(transaction, posts);
          return debate;
        }
        const { installation, place, source } = debate;
        const row = await transaction
          .selectFrom('debates')
          .selectAll()
          .where('installation', '=', installation)
          .where((is) =>
            is.or([
              is.and([is('channel', '=', place.channel), is('thread', '=', place.thread)]),
              is('source', '=', source),
            ]),
          )
          .executeTakeFirstOrThrow();
        return debateRow.parse(row);
      });
    },

    debate: (installation, id) => read(db, installation, id),

    async debateIn(installation, { channel, thread }) {
      if (thread === undefined) return undefined;
      const row = await db
        .selectFrom('debates')
        .select('id')
        .where('installation', '=', installation)
        .where('channel', '=', channel)
        .where('thread', '=', thread)
        .executeTakeFirst();
      return row && read(db, installation, row.id);
    },

    changeDebate(installation, id, submission, change) {
      // What nobody named is named here, so that a commit whose answer was lost is known again.
      const name = submission ?? randomUUID();
      return inTurn(`${installation} ${id}`, () =>
        transact(db, async (transaction, tries) => {
          const found = await readForChange(transaction, installation, id);
          if (found === undefined) return undefined;
          if (!(await isFirst(transaction, installation, id, name))) return { found, changed: tries > 1 };
          const changes = change(found);
          if (changes === undefined) return { found, changed: false };
          await write(transaction, changes);
          return { found: after(found, changes), changed: true };
        }),
      );
    },
  };
}

/** What stands once a change is written. */
function after({ statements }: FoundDebate, { debate, statement }: DebateChange): FoundDebate {
  if (statement === undefined) return { debate, statements };
  const others = statements.filter(({ person }) => person !== statement.person);
  return { debate, statements: [...others, statement].sort((a, b) => (a.person < b.person ? -1 : 1)) };
}

async function isFirst(
  transaction: Database,
  installation: Installation,
  debate: string,
  submission: string,
): Promise<boolean> {
  const added = await transaction
    .insertInto('submissions')
    .values({ installation, debate, submission })
    .onConflict((conflict) => conflict.doNothing())
    .returning('submission')
    .executeTakeFirst();
  return added !== undefined;
}

async function write(transaction: Database, { debate, statement, written, posts }: DebateChange): Promise<void> {
  const { installation, id, ...rest } = fromDebate(debate);
  await transaction
    .updateTable('debates')
    .where('installation', '=', installation)
    .where('id', '=', id)
    .set(rest)
    .execute();
  if (statement !== undefined) {
    const row = fromStatement(statement);
    const { name, answers: said, unknown, at } = row;
    await transaction
      .insertInto('statements')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['installation', 'debate', 'person']).doUpdateSet({ name, answers: said, unknown, at }),
      )
      .execute();
  }
  if (written?.decision !== undefined) {
    await transaction.insertInto('decisions').values(fromDecision(written.decision)).execute();
  }
  if (written !== undefined) await transaction.insertInto('revisions').values(fromRevision(written.revision)).execute();
  const needed: NewPost[] = [];
  for (const post of posts) if (!(await isDrawnAnyway(transaction, post))) needed.push(post);
  await insertPosts(transaction, needed);
}

/** A change of a message waits to be sent already, or the message itself does: it will be drawn as things stand then. */
async function isDrawnAnyway(
  transaction: Database,
  { installation, decision, kind, after }: NewPost,
): Promise<boolean> {
  if (!kind.startsWith('edit-')) return false;
  const waiting = await transaction
    .selectFrom('posts')
    .select('id')
    .where('installation', '=', installation)
    .where('decision', '=', decision)
    .where((is) => is.or([is('kind', '=', kind), ...(after === undefined ? [] : [is('id', '=', after)])]))
    .where('state', '=', 'pending')
    // It is not drawn before this change is committed.
    .forUpdate()
    .executeTakeFirst();
  return waiting !== undefined;
}

/** Lets one transaction at a time change the debate. */
async function readForChange(transaction: Database, installation: Installation, id: string) {
  await transaction
    .selectFrom('debates')
    .select('id')
    .where('installation', '=', installation)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return read(transaction, installation, id);
}

async function read(db: Database, installation: Installation, id: string): Promise<FoundDebate | undefined> {
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
  return { debate: debateRow.parse(row), statements: statements.map((one) => statementRow.parse(one)) };
}

function fromDebate(debate: StoredDebate): Insertable<Tables['debates']> {
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

function fromStatement({ name, answers: said, unknown, ...rest }: Statement): Insertable<Tables['statements']> {
  return {
    ...rest,
    name: name === undefined ? null : storable(name),
    answers: JSON.stringify(said),
    unknown: JSON.stringify(unknown),
  };
}
