import type { Store } from '../app/ports.ts';
import type { Database } from './tables.ts';

/** The part of the store that keeps things for a while. */
export function asideRows(db: Database): Pick<Store, 'keepAside' | 'aside' | 'takeAside'> {
  return {
    async keepAside({ installation, key, ...rest }) {
      await db
        .insertInto('asides')
        .values({ installation, key, ...rest })
        .onConflict((conflict) => conflict.columns(['installation', 'key']).doUpdateSet(rest))
        .execute();
    },

    async aside(installation, key, now) {
      const row = await db
        .selectFrom('asides')
        .select('sealed')
        .where('installation', '=', installation)
        .where('key', '=', key)
        .where('until', '>', now)
        .executeTakeFirst();
      return row?.sealed;
    },

    async takeAside(installation, key, now) {
      const row = await db
        .deleteFrom('asides')
        .where('installation', '=', installation)
        .where('key', '=', key)
        .returning(['sealed', 'until'])
        .executeTakeFirst();
      return row === undefined || row.until <= now ? undefined : row.sealed;
    },
  };
}
