import type { Store } from '../app/ports.ts';
import type { Database } from './tables.ts';

/** The part of the store that knows what came in already. */
export function deliveryRows(db: Database): Pick<Store, 'takeDelivery' | 'settleDelivery' | 'forgetDeliveries'> {
  return {
    async takeDelivery({ installation, key, taker, at, until }) {
      const taken = await db
        .insertInto('deliveries')
        .values({ installation, key, taken_by: taker, until, at })
        .onConflict((conflict) =>
          conflict
            .columns(['installation', 'key'])
            .doUpdateSet({ taken_by: taker, until })
            .where('deliveries.done', '=', 0)
            .where((is) => is.or([is('deliveries.until', '<=', at), is('deliveries.taken_by', '=', taker)])),
        )
        .returning('key')
        .executeTakeFirst();
      if (taken !== undefined) return 'yours';
      const standing = await db
        .selectFrom('deliveries')
        .select('done')
        .where('installation', '=', installation)
        .where('key', '=', key)
        .executeTakeFirst();
      return standing?.done === 1 ? 'done' : 'busy';
    },

    async settleDelivery(installation, key, taker, outcome) {
      const mine = db
        .updateTable('deliveries')
        .where('installation', '=', installation)
        .where('key', '=', key)
        .where('taken_by', '=', taker)
        .where('done', '=', 0);
      await mine.set(outcome === 'done' ? { done: 1 } : { until: 0 }).execute();
    },

    async forgetDeliveries(before) {
      await db.deleteFrom('deliveries').where('at', '<', before).execute();
    },
  };
}
