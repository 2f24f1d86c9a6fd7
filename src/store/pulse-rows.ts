import type { PulseStore } from '../app/installation-ports.ts';
import type { Database } from './tables.ts';

/** The part of the store that operators look at. */
export function pulseRows(db: Database): PulseStore {
  return {
    async pulse(now) {
      const row = await db
        .selectFrom('posts')
        .where('state', 'in', ['pending', 'sending'])
        .where('due_at', '<=', now)
        .select((of) => [
          of.fn.countAll<number | string>().as('waiting'),
          of.fn.min<number | string | null>('due_at').as('oldest'),
        ])
        .executeTakeFirstOrThrow();
      const { waiting, oldest } = row;
      // PostgreSQL counts in texts.
      return { waiting: Number(waiting), ageMs: oldest === null ? 0 : Math.max(0, now - Number(oldest)) };
    },
  };
}
