import { type CreateTableBuilder, type Kysely, type Migration, Migrator, PostgresAdapter, sql } from 'kysely';
import { addInstallations } from './installation-migration.ts';
import { addNewcomers, addPictures } from './newcomer-migration.ts';

/** Every step of the schema by name, in order. A step that was released is never changed: a new one is added. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_decisions': { up: createDecisions },
  '0002_positions': { up: addPositions },
  '0003_money': { up: addMoney },
  '0004_debates': { up: addDebates },
  '0005_instances': { up: addInstances },
  '0006_installations': { up: addInstallations },
  '0007_answers': { up: addAnswers },
  '0008_newcomers': { up: addNewcomers },
  '0009_pictures': { up: addPictures },
};

/**
 * Brings the schema to its newest state. Several processes may do so at once: on SQLite the steps run inside a transaction that
 * holds the write lock, on PostgreSQL kysely takes an advisory lock first.
 * @throws SchemaIsNewer when the database knows a step that this program does not.
 */
export async function migrate<T>(db: Kysely<T>, steps = migrations): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...steps }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = (await stepsOf(db)).find((name) => !Object.hasOwn(steps, name));
  if (unknown !== undefined) throw new SchemaIsNewer(unknown);
  throw error instanceof Error ? error : new Error('the schema could not be brought up to date', { cause: error });
}

/** The database was written by a newer version of the program. */
export class SchemaIsNewer extends Error {
  override name = 'SchemaIsNewer';
  readonly step: string;
  constructor(step: string) {
    super(`it was written by a newer version (schema step ${step} is not known here)`);
    this.step = step;
  }
}

/** The steps that were made, in order. */
export async function stepsOf<T>(db: Kysely<T>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ readonly name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Which of the two databases it is. */
export function isPostgres<T>(db: Kysely<T>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** A table whose rows are numbered in the order of writing. */
function numbered<T extends string>(
  db: Kysely<unknown>,
  table: CreateTableBuilder<T>,
): CreateTableBuilder<T, 'sequence'> {
  return isPostgres(db)
    ? table.addColumn('sequence', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    : table.addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement());
}

/** The columns of posts as the first step made them, which a later one makes anew. */
const postColumns = <T extends string>(table: CreateTableBuilder<T, 'sequence'>) =>
  table
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text')
    .addColumn('after', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('attempted_at', 'bigint')
    .addColumn('ts', 'text')
    .addColumn('error', 'text');

async function createDecisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('contents')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('drafts')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('place', 'text')
    .addColumn('answers', 'text', (column) => column.notNull())
    .addColumn('unknown', 'text', (column) => column.notNull())
    .addColumn('revises', 'text')
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('drafts_key', ['installation', 'id'])
    .execute();
  await db.schema
    .createTable('decisions')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text')
    .addColumn('draft', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('decisions_key', ['installation', 'id'])
    .addUniqueConstraint('decisions_once_per_draft', ['installation', 'draft'])
    .execute();
  await db.schema
    .createTable('revisions')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('answers', 'text', (column) => column.notNull())
    .addColumn('unknown', 'text', (column) => column.notNull())
    .addColumn('approach', 'text', (column) => column.notNull())
    .addColumn('rulebook', 'text', (column) => column.notNull().references('contents.hash'))
    .addColumn('prices', 'text', (column) => column.notNull().references('contents.hash'))
    .addColumn('priced_at', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('revisions_key', ['installation', 'decision', 'number'])
    .addForeignKeyConstraint('revisions_of', ['installation', 'decision'], 'decisions', ['installation', 'id'])
    .execute();
  await postColumns(numbered(db, db.schema.createTable('posts')))
    .addUniqueConstraint('posts_key', ['installation', 'id'])
    .addForeignKeyConstraint('posts_of', ['installation', 'decision', 'revision'], 'revisions', [
      'installation',
      'decision',
      'number',
    ])
    .addForeignKeyConstraint('posts_after', ['installation', 'after'], 'posts', ['installation', 'id'])
    .execute();
  await db.schema.createIndex('posts_open').on('posts').columns(['state', 'due_at']).execute();
  await db.schema.createIndex('posts_of_decision').on('posts').columns(['installation', 'decision']).execute();
}

/** Positions of others, what a team chose, drafts to go on with, and what a post is about. */
async function addPositions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('positions')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('answers', 'text', (column) => column.notNull())
    .addColumn('unknown', 'text', (column) => column.notNull())
    .addColumn('draft', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('positions_key', ['installation', 'decision', 'person'])
    .addForeignKeyConstraint('positions_on', ['installation', 'decision', 'revision'], 'revisions', [
      'installation',
      'decision',
      'number',
    ])
    .execute();
  // SQLite adds one column at a time.
  await db.schema.alterTable('drafts').addColumn('step', 'text').execute();
  await db.schema.alterTable('drafts').addColumn('asking', 'text').execute();
  await db.schema
    .alterTable('drafts')
    .addColumn('done', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('revisions').addColumn('chosen', 'text').execute();
  await db.schema.alterTable('posts').addColumn('about', 'text').execute();
  await db.schema
    .createIndex('drafts_of_owner')
    .on('drafts')
    .columns(['installation', 'owner', 'updated_at'])
    .execute();
}

/** What a team says about the costs of a decision, and a workspace about those of new ones. */
async function addMoney(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('revisions').addColumn('money', 'text').execute();
  await db.schema
    .createTable('money')
    .addColumn('installation', 'text', (column) => column.primaryKey())
    .addColumn('money', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}

/** Debates, what is stated in them, and posts that belong to a debate before there is a decision. */
async function addDebates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('debates')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('opener', 'text', (column) => column.notNull())
    .addColumn('opener_name', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('closing', 'text')
    .addColumn('review_at', 'bigint')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('debates_key', ['installation', 'id'])
    .addUniqueConstraint('debates_once_per_thread', ['installation', 'channel', 'thread'])
    .addUniqueConstraint('debates_once_per_reading', ['installation', 'source'])
    .execute();
  await db.schema
    .createTable('statements')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('debate', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('answers', 'text', (column) => column.notNull())
    .addColumn('unknown', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('statements_key', ['installation', 'debate', 'person'])
    .addForeignKeyConstraint('statements_in', ['installation', 'debate'], 'debates', ['installation', 'id'])
    .execute();
  await db.schema
    .createTable('submissions')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('debate', 'text', (column) => column.notNull())
    .addColumn('submission', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('submissions_key', ['installation', 'debate', 'submission'])
    .addForeignKeyConstraint('submissions_to', ['installation', 'debate'], 'debates', ['installation', 'id'])
    .execute();
  await freePosts(db);
}

/** Posts no longer need a revision: a ballot comes before any decision. SQLite drops no constraint, so the table is made anew. */
async function freePosts(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    await db.schema.alterTable('posts').dropConstraint('posts_of').execute();
    return;
  }
  await postColumns(numbered(db, db.schema.createTable('posts_anew')))
    .addColumn('about', 'text')
    .addUniqueConstraint('posts_key', ['installation', 'id'])
    .addForeignKeyConstraint('posts_after', ['installation', 'after'], 'posts_anew', ['installation', 'id'])
    .execute();
  const columns = sql.raw(
    'sequence, installation, id, decision, revision, kind, channel, thread, "after", state, attempts, due_at, attempted_at, ts, error, about',
  );
  await sql`insert into posts_anew (${columns}) select ${columns} from posts order by sequence`.execute(db);
  await db.schema.dropTable('posts').execute();
  await db.schema.alterTable('posts_anew').renameTo('posts').execute();
  await db.schema.createIndex('posts_open').on('posts').columns(['state', 'due_at']).execute();
  await db.schema.createIndex('posts_of_decision').on('posts').columns(['installation', 'decision']).execute();
}

/** What instances must know of each other: who sends in which channel, when it may be sent in again, and what came in already. */
async function addInstances(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('channels')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('free_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('held_by', 'text')
    .addColumn('held_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('channels_key', ['installation', 'channel'])
    .execute();
  await sql`insert into channels (installation, channel) select distinct installation, channel from posts`.execute(db);
  await db.schema
    .createTable('deliveries')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('taken_by', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('deliveries_key', ['installation', 'key'])
    .execute();
  await db.schema.createIndex('deliveries_by_age').on('deliveries').column('at').execute();
  await db.schema.createIndex('posts_in_channel').on('posts').columns(['installation', 'channel', 'state']).execute();
}

/** Answers to what was delivered, what is kept for a while, and since when a submission is known. */
async function addAnswers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('deliveries').addColumn('answer', 'text').execute();
  await db.schema
    .alterTable('submissions')
    .addColumn('at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('submissions_by_age').on('submissions').column('at').execute();
  await db.schema
    .createTable('asides')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('asides_key', ['installation', 'key'])
    .execute();
  await db.schema.createIndex('asides_by_end').on('asides').column('until').execute();
}
