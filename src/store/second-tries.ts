import type { Updateable } from 'kysely';
import type { Store } from '../app/ports.ts';
import { changedBy, privateKinds } from '../app/posts.ts';
import { transact } from './again.ts';
import { open } from './due.ts';
import { postKind } from './rows.ts';
import { addChannel, lock } from './steps.ts';
import type { Database, Tables } from './tables.ts';

/** Codes of posts that failed because nothing was left to say. */
const needless: ReadonlySet<string | null> = new Set(['superseded', 'reposted']);

/** The part of the outbox that gives posts another try. */
export function secondTries(db: Database): Pick<Store, 'rearm' | 'repost'> {
  return {
    rearm(installation, subject, at, { place, look = false } = {}) {
      let before = 0;
      return transact(db, async (transaction) => {
        // It is one of the two. A change written meanwhile would be failed behind a post that is due again.
        await lock(transaction, 'decisions', installation, subject);
        await lock(transaction, 'debates', installation, subject);
        const all = await transaction
          .selectFrom('posts')
          .select(['id', 'kind', 'after', 'error'])
          .where('installation', '=', installation)
          .where('decision', '=', subject)
          .where('state', '=', 'failed')
          .where('kind', 'not in', privateKinds)
          .orderBy('sequence')
          .execute();
        const needed = all.filter(({ error }) => !needless.has(error));
        // Nothing is sent after a message that never was: what another one waits for is said too.
        const waitedFor = new Set(needed.map(({ after }) => after));
        const failed = all.filter((post) => needed.includes(post) || waitedFor.has(post.id));
        const set = async (posts: readonly Failed[], values: Updateable<Tables['posts']>): Promise<number> => {
          if (posts.length === 0) return 0;
          const { numUpdatedRows } = await transaction
            .updateTable('posts')
            .where('installation', '=', installation)
            .where(
              'id',
              'in',
              posts.map(({ id }) => id),
            )
            .set(values)
            .executeTakeFirst();
          return Number(numUpdatedRows);
        };
        if (place !== undefined && failed.some(({ kind }) => kind === 'decision')) {
          await move(transaction, { installation, decision: subject }, place);
        }
        const { unsaid, sought, anew } = sorted(failed, look);
        await set(unsaid, { error: 'reposted' });
        const armed =
          (await set(anew, { ...fresh, due_at: at })) +
          (await set(sought, { state: 'sending', attempts: 0, error: null, due_at: at }));
        // Of a try that was committed after all, the next one finds nothing left.
        before = Math.max(before, armed);
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

interface Failed {
  readonly id: string;
  readonly kind: string;
  readonly after: string | null;
  readonly error: string | null;
}

/** What need not be said any more, what may have arrived and is looked for, and what is sent as if for the first time. */
function sorted(failed: readonly Failed[], look: boolean): Record<'unsaid' | 'sought' | 'anew', readonly Failed[]> {
  const mayBeThere = ({ error }: Failed): boolean => look && error === 'unclear';
  const drawn = new Set(failed.filter((post) => !mayBeThere(post)).map(({ id }) => id));
  const last = new Map(failed.map(({ id, kind }) => [kind, id]));
  const isUnsaid = ({ id, kind, after }: Failed): boolean => {
    const changes = changedBy(postKind.parse(kind)) !== undefined;
    const isDrawn = (changes || kind === 'moved') && after !== null && drawn.has(after);
    return isDrawn || (changes && last.get(kind) !== id);
  };
  const said = failed.filter((post) => !isUnsaid(post));
  return {
    unsaid: failed.filter(isUnsaid),
    sought: said.filter(mayBeThere),
    anew: said.filter((post) => !mayBeThere(post)),
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
    .where('kind', 'not in', privateKinds)
    .set(to)
    .execute();
  await addChannel(transaction, { installation, channel });
}
