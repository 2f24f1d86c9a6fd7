import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, Tables } from './tables.ts';

/** States of posts that are not settled. */
export const open = ['pending', 'sending'];

/** Posts that only wait for their time: not settled, after a post that is sent, and first of their decision in the channel. */
export function ready(db: Database) {
  return db
    .selectFrom('posts as post')
    .leftJoin('posts as before', (join) =>
      join.onRef('before.installation', '=', 'post.installation').onRef('before.id', '=', 'post.after'),
    )
    .where('post.state', 'in', open)
    .where((is) => is.or([is('post.after', 'is', null), is('before.state', '=', 'sent')]))
    .where((is) => is.not(is.exists(earlier(is))));
}

/** Of these the first in each channel that is due. */
export function dueIn(db: Database, now: number) {
  const place = sql<number>`row_number() over (partition by post.installation, post.channel order by post.sequence)`;
  return db
    .selectFrom(
      ready(db)
        .where('post.due_at', '<=', now)
        .selectAll('post')
        .select('before.ts as after_ts')
        .select(place.as('place'))
        .as('due'),
    )
    .selectAll()
    .where('place', '=', 1)
    .orderBy('sequence');
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
