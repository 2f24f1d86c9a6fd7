import type { Selectable } from 'kysely';
import type { InstallationStore, StoredInstallation } from '../app/installation-ports.ts';
import { stepsOf } from './migrations.ts';
import type { Database, Tables } from './tables.ts';

/** The part of the store that keeps installations: one row each, whose tokens are sealed before they come here. */
export function installationRows(db: Database): InstallationStore {
  return {
    async keepInstallation({ installation, ...rest }) {
      const values = { ...fromInstallation(rest), claimed_until: 0 };
      await db
        .insertInto('installations')
        .values({ installation, ...values })
        .onConflict((conflict) => conflict.column('installation').doUpdateSet(values))
        .execute();
    },

    async installation(key) {
      const row = await db.selectFrom('installations').selectAll().where('installation', '=', key).executeTakeFirst();
      return row === undefined ? undefined : toInstallation(row);
    },

    async resealInstallation(key, before, sealed) {
      await db
        .updateTable('installations')
        .where('installation', '=', key)
        .where('sealed', '=', before)
        .set({ sealed })
        .execute();
    },

    async claimRefresh(key, expiresAt, now, until) {
      const { numUpdatedRows } = await db
        .updateTable('installations')
        .where('installation', '=', key)
        .where('expires_at', '=', expiresAt)
        .where('claimed_until', '<=', now)
        .set({ claimed_until: until })
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async keepRefreshed(key, sealed, expiresAt) {
      await db
        .updateTable('installations')
        .where('installation', '=', key)
        .where('expires_at', '<', expiresAt)
        .set({ sealed, expires_at: expiresAt, claimed_until: 0 })
        .execute();
    },

    async keepState(hash, expiresAt) {
      await db.insertInto('oauth_states').values({ hash, expires_at: expiresAt }).execute();
    },

    async takeState(hash, now) {
      const taken = await db
        .deleteFrom('oauth_states')
        .where('hash', '=', hash)
        .returning('expires_at')
        .executeTakeFirst();
      return taken !== undefined && taken.expires_at > now;
    },
  };
}

/** A page of all installations, in the order of their keys. A database that never had any has no table yet. */
export async function installationsAfter(
  db: Database,
  after: string,
  limit: number,
): Promise<readonly StoredInstallation[]> {
  const made = await stepsOf(db);
  if (!made.includes('0006_installations')) return [];
  const rows = await db
    .selectFrom('installations')
    .selectAll()
    .where('installation', '>', after)
    .orderBy('installation')
    .limit(limit)
    .execute();
  return rows.map(toInstallation);
}

function fromInstallation({
  botId,
  botUser,
  sealed,
  expiresAt,
  installedAt,
}: Omit<StoredInstallation, 'installation'>) {
  return {
    bot_id: botId,
    bot_user: botUser,
    sealed,
    expires_at: expiresAt ?? null,
    installed_at: installedAt,
  };
}

function toInstallation(row: Selectable<Tables['installations']>): StoredInstallation {
  return {
    installation: row.installation,
    botId: row.bot_id,
    botUser: row.bot_user,
    sealed: row.sealed,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    installedAt: row.installed_at,
  };
}
