import type { DuePost, Post, Store } from '../app/ports.ts';
import { transact } from './again.ts';
import { dueIn, open } from './due.ts';
import { toDuePost, toPost } from './rows.ts';
import { secondTries } from './second-tries.ts';
import { insertPosts } from './steps.ts';
import type { Database } from './tables.ts';

/** The part of the store that keeps what Slack must be told. */
export function outboxRows(
  db: Database,
): Pick<
  Store,
  | 'posts'
  | 'addPost'
  | 'duePosts'
  | 'markSending'
  | 'markSent'
  | 'retryPost'
  | 'lookAgain'
  | 'hurry'
  | 'failPost'
  | 'rearm'
  | 'repost'
> {
  /** The post `id`, unless it is settled: what Slack took or refused for good is never taken back. */
  const openPost = (installation: string, id: string) =>
    db.updateTable('posts').where('installation', '=', installation).where('id', '=', id).where('state', 'in', open);

  return {
    async posts(installation, subject): Promise<readonly Post[]> {
      const rows = await db
        .selectFrom('posts')
        .selectAll()
        .where('installation', '=', installation)
        .where('decision', '=', subject)
        .orderBy('sequence')
        .execute();
      return rows.map(toPost);
    },

    async addPost(post) {
      await transact(db, (transaction) => insertPosts(transaction, [post]));
    },

    async duePosts(now): Promise<readonly DuePost[]> {
      return (await dueIn(db, now).execute()).map(toDuePost);
    },

    async markSending(installation, post, at, attempts) {
      const { numUpdatedRows } = await openPost(installation, post)
        .where('attempts', '=', attempts)
        .set({ state: 'sending', attempts: attempts + 1, attempted_at: at, error: null })
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async markSent(installation, post, ts) {
      await openPost(installation, post).set({ state: 'sent', ts, error: null }).execute();
    },

    async retryPost(installation, post, dueAt, error) {
      await openPost(installation, post).set({ state: 'pending', due_at: dueAt, error }).execute();
    },

    async lookAgain(installation, post, dueAt, error) {
      await openPost(installation, post).set({ state: 'sending', due_at: dueAt, error }).execute();
    },

    async hurry(errors, at, installation) {
      const waiting = db.updateTable('posts').where('state', 'in', open).where('error', 'in', errors);
      const meant = installation === undefined ? waiting : waiting.where('installation', '=', installation);
      await meant.where('due_at', '>', at).set({ due_at: at }).execute();
    },

    async failPost(installation, post, error, notice) {
      await transact(db, async (transaction) => {
        if (!(await giveUp(transaction, installation, [post], error))) return;
        if (notice !== undefined) await insertPosts(transaction, [notice]);
      });
    },

    ...secondTries(db),
  };
}

/** False when none of them was open any more. */
async function giveUp(
  transaction: Database,
  installation: string,
  posts: readonly string[],
  error: string,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('posts')
    .where('installation', '=', installation)
    .where('id', 'in', posts)
    .where('state', 'in', open)
    .set({ state: 'failed', error })
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const next = await followers(transaction, installation, posts);
  if (next.length > 0) await giveUp(transaction, installation, next, 'predecessor_failed');
  return true;
}

async function followers(transaction: Database, installation: string, posts: readonly string[]): Promise<string[]> {
  const rows = await transaction
    .selectFrom('posts')
    .select('id')
    .where('installation', '=', installation)
    .where('after', 'in', posts)
    .where('state', 'in', open)
    .execute();
  return rows.map(({ id }) => id);
}
