import type { Position, Store } from '../app/ports.ts';
import { same } from '../core/index.ts';
import { transact } from './again.ts';
import { fromPosition, toPosition } from './rows.ts';
import { finish, insertPosts, lock } from './steps.ts';
import type { Database } from './tables.ts';

/** The part of the store that keeps what others say about decisions. */
export function positionRows(db: Database): Pick<Store, 'takePosition' | 'position' | 'positions'> {
  return {
    takePosition(position, post) {
      return transact(db, async (transaction) => {
        await lock(transaction, 'decisions', position.installation, position.decision);
        const before = await read(transaction, position);
        await finish(transaction, position.installation, position.draft);
        if (before !== undefined && saysTheSame(before, position)) return before;
        const stands = { ...position, number: (before?.number ?? 0) + 1 };
        const { installation, decision, person, ...rest } = fromPosition(stands);
        await transaction
          .insertInto('positions')
          .values({ installation, decision, person, ...rest })
          .onConflict((conflict) => conflict.columns(['installation', 'decision', 'person']).doUpdateSet(rest))
          .execute();
        await insertPosts(transaction, [post(stands)]);
        return stands;
      });
    },

    position(installation, decision, person) {
      return read(db, { installation, decision, person });
    },

    async positions(installation, decision) {
      const rows = await db
        .selectFrom('positions')
        .selectAll()
        .where('installation', '=', installation)
        .where('decision', '=', decision)
        .orderBy('at')
        .orderBy('person')
        .execute();
      return rows.map(toPosition);
    },
  };
}

async function read(
  db: Database,
  { installation, decision, person }: Pick<Position, 'installation' | 'decision' | 'person'>,
): Promise<Position | undefined> {
  const row = await db
    .selectFrom('positions')
    .selectAll()
    .where('installation', '=', installation)
    .where('decision', '=', decision)
    .where('person', '=', person)
    .executeTakeFirst();
  return row === undefined ? undefined : toPosition(row);
}

function saysTheSame(before: Position, now: Omit<Position, 'number'>): boolean {
  if (before.draft === now.draft) return true;
  return before.revision === now.revision && same(before.answers, now.answers);
}
