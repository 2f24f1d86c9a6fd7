import { sql } from 'kysely';
import type { DuePost, Store } from '../app/ports.ts';
import { transact } from './again.ts';
import { dueIn, ready } from './due.ts';
import { toDuePost } from './rows.ts';
import type { Database } from './tables.ts';

/** The part of the store by which instances share out the channels they post in. */
export function channelRows(
  db: Database,
): Pick<Store, 'claimPosts' | 'nextClaim' | 'releaseChannel' | 'releaseChannels'> {
  return {
    claimPosts({ now, until, holder, limit }): Promise<readonly DuePost[]> {
      return transact(db, async (transaction) => {
        const free = await transaction
          .selectFrom('channels')
          .select(['channels.installation', 'channels.channel'])
          .where('held_until', '<=', now)
          .where('free_at', '<=', now)
          .where((is) =>
            is.exists(
              ready(transaction)
                .select('post.sequence')
                .where(sql<boolean>`post.installation = channels.installation and post.channel = channels.channel`)
                .where('post.due_at', '<=', now),
            ),
          )
          .orderBy('free_at')
          .limit(limit)
          .forUpdate('channels')
          .skipLocked()
          .execute();
        if (free.length === 0) return [];
        // Read once they are locked: another instance may have sent there in between.
        const rows = await dueIn(transaction, now).where(among(free)).execute();
        if (rows.length === 0) return [];
        await transaction
          .updateTable('channels')
          .set({ held_by: holder, held_until: until })
          .where(among(rows))
          .execute();
        return rows.map(toDuePost);
      });
    },

    async nextClaim(now) {
      const at = sql<number>`case
        when post.due_at >= channels.free_at and post.due_at >= channels.held_until then post.due_at
        when channels.free_at >= channels.held_until then channels.free_at
        else channels.held_until end`;
      const row = await ready(db)
        .innerJoin('channels', (join) =>
          join.onRef('channels.installation', '=', 'post.installation').onRef('channels.channel', '=', 'post.channel'),
        )
        .where(at, '>', now)
        .select((of) => of.fn.min(at).as('at'))
        .executeTakeFirst();
      return row?.at ?? undefined;
    },

    async releaseChannel(installation, channel, holder, freeAt) {
      await db
        .updateTable('channels')
        .set({ held_by: null, held_until: 0, free_at: freeAt })
        .where('installation', '=', installation)
        .where('channel', '=', channel)
        .where('held_by', '=', holder)
        .execute();
    },

    async releaseChannels(holder) {
      await db.updateTable('channels').set({ held_by: null, held_until: 0 }).where('held_by', '=', holder).execute();
    },
  };
}

function among(places: readonly { readonly installation: string; readonly channel: string }[]) {
  const each = places.map(({ installation, channel }) => sql`installation = ${installation} and channel = ${channel}`);
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}
