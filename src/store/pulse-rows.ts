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
        .select((of) => [of.fn.countAll<number>().as('waiting'), of.fn.min('due_at').as('oldest')])
        .executeTakeFirstOrThrow();
      const oldest: number | null = row.oldest;
      return { waiting: Number(row.waiting), ageMs: oldest === null ? 0 : Math.max(0, now - Number(oldest)) };
    },
  };
}
