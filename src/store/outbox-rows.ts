import { type ExpressionBuilder, sql } from 'kysely';
import type { DuePost, NewPost, Post, Store } from '../app/ports.ts';
import { fromNewPost, toDuePost, toPost } from './rows.ts';
import { secondTries } from './second-tries.ts';
import type { Database, Tables } from './tables.ts';

const open = ['pending', 'sending'];

/** The part of the store that keeps what Slack must be told. */
export function outboxRows(
  db: Database,
): Pick<
  Store,
  | 'posts'
  | 'addPost'
  | 'duePosts'
  | 'nextDue'
  | 'markSending'
  | 'markSent'
  | 'retryPost'
  | 'lookAgain'
  | 'failPost'
  | 'rearm'
  | 'repost'
> {
  /** The post `id`, unless it is settled: what Slack took or refused for good is never taken back. */
  const openPost = (installation: string, id: string) =>
    db.updateTable('posts').where('installation', '=', installation).where('id', '=', id).where('state', 'in', open);

  /** Posts that only wait for their time: not settled, after a post that is sent, and first of their decision in the channel. */
  const ready = () =>
    db
      .selectFrom('posts as post')
      .leftJoin('posts as before', (join) =>
        join.onRef('before.installation', '=', 'post.installation').onRef('before.id', '=', 'post.after'),
      )
      .where('post.state', 'in', open)
      .where((is) => is.or([is('post.after', 'is', null), is('before.state', '=', 'sent')]))
      .where((is) => is.not(is.exists(earlier(is))));

  return {
    async posts(installation, decision): Promise<readonly Post[]> {
      const rows = await db
        .selectFrom('posts')
        .selectAll()
        .where('installation', '=', installation)
        .where('decision', '=', decision)
        .orderBy('sequence')
        .execute();
      return rows.map(toPost);
    },

    async addPost(post) {
      await db.transaction().execute((transaction) => insertPosts(transaction, [post]));
    },

    async duePosts(now): Promise<readonly DuePost[]> {
      const rows = await db
        .selectFrom(
          ready()
            .where('post.due_at', '<=', now)
            .selectAll('post')
            .select('before.ts as after_ts')
            .select(
              sql<number>`row_number() over (partition by post.installation, post.channel order by post.sequence)`.as(
                'place',
              ),
            )
            .as('due'),
        )
        .selectAll()
        .where('place', '=', 1)
        .orderBy('sequence')
        .execute();
      return rows.map(toDuePost);
    },

    async nextDue(now) {
      const row = await ready()
        .where('post.due_at', '>', now)
        .select((of) => of.fn.min('post.due_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? undefined;
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

    async failPost(installation, post, error, notice) {
      await db.transaction().execute(async (transaction) => {
        if (!(await giveUp(transaction, installation, [post], error))) return;
        if (notice !== undefined) await insertPosts(transaction, [notice]);
      });
    },

    ...secondTries(db),
  };
}

/** Adds posts that are not there yet. What would follow a failed post is failed from the start: it could never be sent. */
export async function insertPosts(transaction: Database, posts: readonly NewPost[]): Promise<void> {
  for (const post of posts) {
    const before =
      post.after === undefined
        ? undefined
        : await transaction
            .selectFrom('posts')
            .select('state')
            .where('installation', '=', post.installation)
            .where('id', '=', post.after)
            .executeTakeFirst();
    const row = fromNewPost(post);
    await transaction
      .insertInto('posts')
      .values(before?.state === 'failed' ? { ...row, state: 'failed', error: 'predecessor_failed' } : row)
      .onConflict((conflict) => conflict.columns(['installation', 'id']).doNothing())
      .execute();
  }
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

type Joined = ExpressionBuilder<Tables & { post: Tables['posts'] }, 'post'>;

function earlier(is: Joined) {
  return (
    is
      .selectFrom('posts as earlier')
      .select('earlier.sequence')
      .whereRef('earlier.installation', '=', 'post.installation')
      .whereRef('earlier.decision', '=', 'post.decision')
      .whereRef('earlier.channel', '=', 'post.channel')
      .whereRef('earlier.sequence', '<', 'post.sequence')
      // It waits for months, and nothing waits for it.
      .where('earlier.kind', '!=', 'reminder')
      .where('earlier.state', 'in', open)
  );
}
