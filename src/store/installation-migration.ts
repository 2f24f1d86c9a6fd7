import type { Kysely } from 'kysely';

/** Where the app is installed, and the states that installs began with. */
export async function addInstallations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('installations')
    .addColumn('installation', 'text', (column) => column.primaryKey())
    .addColumn('bot_id', 'text', (column) => column.notNull())
    .addColumn('bot_user', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('claimed_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('installed_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('oauth_states')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}
