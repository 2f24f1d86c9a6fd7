import { randomUUID } from 'node:crypto';
import type { DebateStore } from '../app/debate-ports.ts';
import { transact } from './again.ts';
import { debateChanges } from './debate-changes.ts';
import { fromDebate, readDebate, toDebate } from './debate-data.ts';
import { insertPosts } from './steps.ts';
import type { Database } from './tables.ts';

/** The part of the store that keeps debates. */
export function debateRows(db: Database): DebateStore {
  const change = debateChanges(db);
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
        return toDebate(row);
      });
    },

    debate: (installation, id) => readDebate(db, installation, id),

    async debateIn(installation, { channel, thread }) {
      if (thread === undefined) return undefined;
      const row = await db
        .selectFrom('debates')
        .select('id')
        .where('installation', '=', installation)
        .where('channel', '=', channel)
        .where('thread', '=', thread)
        .executeTakeFirst();
      return row && readDebate(db, installation, row.id);
    },

    // What nobody named is named here, so that a commit whose answer was lost is known again.
    changeDebate: (installation, id, submission, make) =>
      change(installation, id, { name: submission ?? randomUUID(), change: make }),
  };
}
