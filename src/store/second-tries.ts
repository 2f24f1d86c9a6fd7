import type { Store } from '../app/ports.ts';
import { changedBy } from '../app/posts.ts';
import { transact } from './again.ts';
import { open } from './due.ts';
import { postKind } from './rows.ts';
import { addChannel, lock } from './steps.ts';
import type { Database } from './tables.ts';

/** Codes of posts that failed because nothing was left to say. */
const needless = ['superseded', 'reposted'];
/** Needless for a decision that is posted as it stands now: what changed meanwhile is in it. */
const changes = ['edit', 'moved', 'edit-argument', 'edit-costs'];

/** The part of the outbox that gives posts another try. */
export function secondTries(db: Database): Pick<Store, 'rearm' | 'repost'> {
  return {
    rearm(installation, decision, at, place) {
      let before = 0;
      return transact(db, async (transaction) => {
        await lock(transaction, 'decisions', installation, decision);
        const main = await transaction
          .selectFrom('posts')
          .select('state')
          .where('installation', '=', installation)
          .where('decision', '=', decision)
          .where('kind', '=', 'decision')
          .executeTakeFirst();
        const failed = transaction
          .updateTable('posts')
          .where('installation', '=', installation)
          .where('decision', '=', decision)
          .where('state', '=', 'failed')
          .where('kind', '!=', 'not-posted')
          .where('error', 'not in', needless);
        if (main?.state === 'failed') {
          if (place !== undefined) await move(transaction, { installation, decision }, place);
          await failed.where('kind', 'in', changes).set({ error: 'reposted' }).execute();
        }
        const { numUpdatedRows } = await failed.set({ ...fresh, due_at: at }).executeTakeFirst();
        // Of a try that was committed after all, the next one finds nothing left.
        before = Math.max(before, Number(numUpdatedRows));
        return before;
      });
    },

    async repost(installation, edit, at) {
      await transact(db, async (transaction) => {
        const given = await transaction
          .updateTable('posts')
          .where('installation', '=', installation)
          .where('id', '=', edit)
          .where('state', 'in', open)
          .set({ state: 'failed', error: 'reposted' })
          .returning(['decision', 'kind', 'after', 'thread'])
          .executeTakeFirst();
        if (given === undefined || given.after === null) return;
        const again = (kinds: readonly string[]) =>
          transaction
            .updateTable('posts')
            .where('installation', '=', installation)
            .where('decision', '=', given.decision)
            .where('kind', 'in', kinds)
            .where('state', '=', 'sent')
            .set({ ...fresh, due_at: at })
            .execute();
        // In a debate's thread the replies stand where they stood; else they went with the message they replied to.
        const changed = changedBy(postKind.parse(given.kind));
        if (changed === undefined) return;
        const withReplies = changed === 'decision' && given.thread === null;
        await again(withReplies ? ['decision', 'argument', 'costs'] : [changed]);
      });
    },
  };
}

const fresh = { state: 'pending', attempts: 0, attempted_at: null, ts: null, error: null };

async function move(
  transaction: Database,
  { installation, decision }: { readonly installation: string; readonly decision: string },
  { channel, thread }: { readonly channel: string; readonly thread?: string | undefined },
): Promise<void> {
  const to = { channel, thread: thread ?? null };
  await transaction
    .updateTable('decisions')
    .where('installation', '=', installation)
    .where('id', '=', decision)
    .set(to)
    .execute();
  await transaction
    .updateTable('posts')
    .where('installation', '=', installation)
    .where('decision', '=', decision)
    .where('kind', '!=', 'not-posted')
    .set(to)
    .execute();
  await addChannel(transaction, { installation, channel });
}
