import type { Installation, Store, Written } from '../app/ports.ts';
import { transact } from './again.ts';
import { fromDecision, fromRevision, toDecision, toRevision } from './rows.ts';
import { finish, insertPosts } from './steps.ts';
import type { Database } from './tables.ts';

/** The part of the store that keeps decisions and their revisions. */
export function decisionRows(db: Database): Pick<Store, 'share' | 'revise' | 'written'> {
  return {
    share(decision, first, posts) {
      return transact(db, async (transaction) => {
        const added = await transaction
          .insertInto('decisions')
          .values(fromDecision(decision))
          .onConflict((conflict) => conflict.columns(['installation', 'draft']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added !== undefined) {
          await transaction.insertInto('revisions').values(fromRevision(first)).execute();
          await insertPosts(transaction, posts);
          await finish(transaction, decision.installation, decision.draft);
          return { decision, revisions: [first] };
        }
        const standing = await transaction
          .selectFrom('decisions')
          .select('id')
          .where('installation', '=', decision.installation)
          .where('draft', '=', decision.draft)
          .executeTakeFirstOrThrow();
        return writtenOrThrow(transaction, decision.installation, standing.id);
      });
    },

    revise(revision, posts, draft) {
      return transact(db, async (transaction) => {
        const added = await transaction
          .insertInto('revisions')
          .values(fromRevision(revision))
          .onConflict((conflict) => conflict.columns(['installation', 'decision', 'number']).doNothing())
          .returning('number')
          .executeTakeFirst();
        if (added === undefined) return false;
        await insertPosts(transaction, posts);
        if (draft !== undefined) await finish(transaction, revision.installation, draft);
        return true;
      });
    },

    written(installation, decision) {
      return readWritten(db, installation, decision);
    },
  };
}

async function readWritten(db: Database, installation: Installation, id: string): Promise<Written | undefined> {
  const decision = await db
    .selectFrom('decisions')
    .selectAll()
    .where('installation', '=', installation)
    .where('id', '=', id)
    .executeTakeFirst();
  if (decision === undefined) return undefined;
  const rows = await db
    .selectFrom('revisions')
    .selectAll()
    .where('installation', '=', installation)
    .where('decision', '=', id)
    .orderBy('number')
    .execute();
  const [first, ...later] = rows.map(toRevision);
  if (first === undefined) throw new Error(`decision ${id} has no revision`);
  return { decision: toDecision(decision), revisions: [first, ...later] };
}

async function writtenOrThrow(db: Database, installation: Installation, id: string): Promise<Written> {
  const found = await readWritten(db, installation, id);
  if (found === undefined) throw new Error(`decision ${id} is gone`);
  return found;
}
