import type { Shelf } from '../app/shelf.ts';
import { openForReading, type Where } from './database.ts';
import { stepsOf } from './migrations.ts';
import { toDecision, toRevision } from './rows.ts';
import type { Database } from './tables.ts';

/** Everything that was decided, on a connection of its own that changes nothing. @throws CannotOpenStore */
export async function openShelf(where: Where): Promise<Shelf & { close(): Promise<void> }> {
  const db = await openForReading(where);
  // Nobody has started with it yet.
  const empty = (await stepsOf(db)).length === 0;
  return { ...(empty ? nothing : shelfRows(db)), close: () => db.destroy() };
}

const nothing: Shelf = { content: async () => undefined, decided: async () => [], latest: async () => [] };

function shelfRows(db: Database): Shelf {
  return {
    async content(hash) {
      const row = await db.selectFrom('contents').select('body').where('hash', '=', hash).executeTakeFirst();
      return row?.body;
    },

    async decided(after, limit) {
      const rows = await db
        .selectFrom('decisions')
        .select('installation')
        .distinct()
        .where('installation', '>', after)
        .orderBy('installation')
        .limit(limit)
        .execute();
      return rows.map(({ installation }) => installation);
    },

    async latest(installation, { after, limit, by }) {
      const latest = db
        .selectFrom('revisions')
        .selectAll()
        .where('installation', '=', installation)
        .where('decision', '>', after)
        .where('number', '=', (all) =>
          all
            .selectFrom('revisions as one')
            .select((of) => of.fn.max('one.number').as('number'))
            .whereRef('one.installation', '=', 'revisions.installation')
            .whereRef('one.decision', '=', 'revisions.decision'),
        )
        .orderBy('decision')
        .limit(limit);
      const rows = await (
        by === undefined
          ? latest
          : latest.where((is) => is.or([is('rulebook', '!=', by.rulebook), is('prices', '!=', by.prices)]))
      ).execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({ decision }) => decision);
      const decisions = await db
        .selectFrom('decisions')
        .selectAll()
        .where('installation', '=', installation)
        .where('id', 'in', ids)
        .execute();
      const byId = new Map(decisions.map((row) => [row.id, row]));
      return rows.flatMap((row) => {
        const decision = byId.get(row.decision);
        return decision === undefined ? [] : [{ decision: toDecision(decision), revision: toRevision(row) }];
      });
    },
  };
}
