import type { Kysely } from 'kysely';

/** Drafts that try a worked case, what is kept of people, how they practice, and ways to list decisions by channel. */
export async function addNewcomers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('drafts').addColumn('example', 'text').execute();
  await db.schema
    .createTable('people')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('welcomed', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('money', 'text')
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('people_key', ['installation', 'person'])
    .execute();
  await db.schema
    .createTable('practice')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('case', 'text', (column) => column.notNull())
    .addColumn('right', 'integer', (column) => column.notNull())
    .addColumn('times', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('practice_key', ['installation', 'person', 'case'])
    .execute();
  await db.schema
    .createIndex('decisions_in_channel')
    .on('decisions')
    .columns(['installation', 'channel', 'created_at', 'id'])
    .execute();
  await db.schema
    .createIndex('debates_open_in')
    .on('debates')
    .columns(['installation', 'state', 'channel', 'created_at'])
    .execute();
}

/** Files that pictures of lessons were uploaded to, and a way to somebody's own decisions. */
export async function addPictures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('decisions_of_owner')
    .on('decisions')
    .columns(['installation', 'owner', 'channel'])
    .execute();
  await db.schema
    .createTable('pictures')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('pictures_key', ['installation', 'name'])
    .execute();
}
