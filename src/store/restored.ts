import { privateKinds } from '../app/posts.ts';
import { openDatabase, type Where } from './database.ts';

/**
 * Prepares a database that was put back from a copy. What waited to be posted may have been posted after the copy was made: each is
 * looked for before it is sent. Instances of then hold nothing any more. Says how many posts that are.
 * @throws CannotOpenStore
 */
export async function markRestored(where: Where): Promise<number> {
  const db = await openDatabase(where);
  try {
    return await db.transaction().execute(async (transaction) => {
      await transaction.updateTable('channels').set({ free_at: 0, held_by: null, held_until: 0 }).execute();
      // Where it was never tried, it is looked for from the time at which it was due.
      const { numUpdatedRows } = await transaction
        .updateTable('posts')
        .where('state', '=', 'pending')
        // Nobody can look whether those arrived, and to hear one twice does no harm.
        .where('kind', 'not in', privateKinds)
        .set({ state: 'sending' })
        .executeTakeFirst();
      return Number(numUpdatedRows);
    });
  } finally {
    await db.destroy();
  }
}
