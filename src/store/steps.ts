import type { Installation, NewPost } from '../app/ports.ts';
import { fromNewPost } from './rows.ts';
import type { Database } from './tables.ts';

/** Lets one transaction at a time change a decision or debate, and what hangs on it. */
export async function lock(
  transaction: Database,
  table: 'decisions' | 'debates',
  installation: Installation,
  id: string,
): Promise<void> {
  await transaction
    .selectFrom(table)
    .select('id')
    .where('installation', '=', installation)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

/** There is nothing left to go on with in a draft. */
export async function finish(transaction: Database, installation: Installation, draft: string): Promise<void> {
  await transaction
    .updateTable('drafts')
    .where('installation', '=', installation)
    .where('id', '=', draft)
    .set({ done: 1 })
    .execute();
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
            // It may be failing just now.
            .forUpdate()
            .executeTakeFirst();
    const row = fromNewPost(post);
    await transaction
      .insertInto('posts')
      .values(before?.state === 'failed' ? { ...row, state: 'failed', error: 'predecessor_failed' } : row)
      .onConflict((conflict) => conflict.columns(['installation', 'id']).doNothing())
      .execute();
    await addChannel(transaction, post);
  }
}

/** Makes a channel known, so that it can be shared out. */
export async function addChannel(
  transaction: Database,
  { installation, channel }: { readonly installation: string; readonly channel: string },
): Promise<void> {
  await transaction
    .insertInto('channels')
    .values({ installation, channel })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
