import { type Insertable, sql } from 'kysely';
import type { Store } from '../app/ports.ts';
import { channelRows } from './channel-rows.ts';
import { type Log, openDatabase, type Where } from './database.ts';
import { debateRows } from './debate-rows.ts';
import { installationRows } from './installation-rows.ts';
import { decisionRows } from './decision-rows.ts';
import { asideRows } from './aside-rows.ts';
import { deliveryRows } from './delivery-rows.ts';
import { isPostgres } from './migrations.ts';
import { newcomerRows } from './newcomer-rows.ts';
import { outboxRows } from './outbox-rows.ts';
import { positionRows } from './position-rows.ts';
import { pulseRows } from './pulse-rows.ts';
import { purgeRows } from './purge-rows.ts';
import { fromDraft, toDraft, toMoney } from './rows.ts';
import type { Database, Tables } from './tables.ts';
import { together } from './together.ts';

export { CannotOpenStore } from './database.ts';

type DraftValues = Insertable<Tables['drafts']>;

/**
 * Opens the store and brings its schema up to date.
 * @throws CannotOpenStore
 */
export async function openStore(where: Where, log?: Log): Promise<Store> {
  return storeOf(await openDatabase(where, log));
}

/** The latest state of each draft in one statement. */
async function saveDrafts(db: Database, drafts: readonly DraftValues[]): Promise<void> {
  const latest = new Map(drafts.map((draft) => [JSON.stringify([draft.installation, draft.id]), draft]));
  await db
    .insertInto('drafts')
    .values([...latest.values()])
    .onConflict((conflict) =>
      conflict.columns(['installation', 'id']).doUpdateSet((row) => ({
        owner: row.ref('excluded.owner'),
        title: row.ref('excluded.title'),
        place: row.ref('excluded.place'),
        answers: row.ref('excluded.answers'),
        unknown: row.ref('excluded.unknown'),
        revises: row.ref('excluded.revises'),
        step: row.ref('excluded.step'),
        asking: row.ref('excluded.asking'),
        example: row.ref('excluded.example'),
        updated_at: row.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

function storeOf(db: Database): Store {
  const save = together((drafts: readonly DraftValues[]) => saveDrafts(db, drafts));
  return {
    ...outboxRows(db),
    ...channelRows(db),
    ...deliveryRows(db),
    ...asideRows(db),
    ...decisionRows(db),
    ...positionRows(db),
    ...debateRows(db),
    ...installationRows(db),
    ...purgeRows(db),
    ...pulseRows(db),
    ...newcomerRows(db),

    async keepContents(contents) {
      if (contents.length === 0) return;
      await db
        .insertInto('contents')
        .values(contents.map(({ hash, body }) => ({ hash, body })))
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
    },

    async content(hash) {
      const row = await db.selectFrom('contents').select('body').where('hash', '=', hash).executeTakeFirst();
      return row?.body;
    },

    saveDraft: async (draft) => save(fromDraft(draft)),

    async draft(installation, id) {
      const row = await db
        .selectFrom('drafts')
        .selectAll()
        .where('installation', '=', installation)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? undefined : toDraft(row);
    },

    async unfinished(installation, owner, since) {
      const row = await db
        .selectFrom('drafts')
        .selectAll()
        .where('installation', '=', installation)
        .where('owner', '=', owner)
        .where('revises', 'is', null)
        .where('example', 'is', null)
        .orderBy('updated_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined || row.done !== 0 || row.updated_at < since ? undefined : toDraft(row);
    },

    async money(installation) {
      const row = await db
        .selectFrom('money')
        .select('money')
        .where('installation', '=', installation)
        .executeTakeFirst();
      return row === undefined ? undefined : toMoney(row);
    },

    async keepMoney({ installation, money, person, at }) {
      const rest = { money: JSON.stringify(money), person, at };
      await db
        .insertInto('money')
        .values({ installation, ...rest })
        .onConflict((conflict) => conflict.column('installation').doUpdateSet(rest))
        .execute();
    },

    async clockSkew() {
      if (!isPostgres(db)) return 0;
      const asked = Date.now();
      const { rows } = await sql<{ readonly now: number }>`
        select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
      const answered = Date.now();
      return (rows[0]?.now ?? answered) - Math.round((asked + answered) / 2);
    },

    close: () => db.destroy(),
  };
}
