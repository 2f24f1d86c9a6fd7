import { existsSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Insertable, Kysely } from 'kysely';
import type { Installation, Store, Written } from '../app/ports.ts';
import { debateRows } from './debate-rows.ts';
import { installationRows } from './installation-rows.ts';
import { migrate, SchemaIsNewer } from './migrations.ts';
import { insertPosts, outboxRows } from './outbox-rows.ts';
import { finish, positionRows } from './position-rows.ts';
import { pulseRows } from './pulse-rows.ts';
import { purgeRows } from './purge-rows.ts';
import { fromDecision, fromDraft, fromRevision, toDecision, toDraft, toMoney, toRevision } from './rows.ts';
import { sqlite } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';
import { together } from './together.ts';

type DraftValues = Insertable<Tables['drafts']>;

/** The database cannot be used; the message says which file, why, and what to do. */
export class CannotOpenStore extends Error {
  override name = 'CannotOpenStore';
}

/**
 * Opens the store in a file, which is made with its directory if need be, and brings its schema up to date. `:memory:` keeps nothing.
 * @throws CannotOpenStore
 */
export async function openStore({ file }: { readonly file: string }): Promise<Store> {
  const path = file === ':memory:' ? file : resolve(file);
  const db: Database = new Kysely<Tables>({ dialect: sqlite(path) });
  try {
    if (path !== ':memory:') await makeFolder(dirname(path));
    await migrate(db);
  } catch (error) {
    // What could not be opened cannot be closed either; the first error is the one to tell.
    await db.destroy().catch(() => undefined);
    throw new CannotOpenStore(`cannot open the database ${path}: ${reasonOf(error)}`, { cause: error });
  }
  return storeOf(db);
}

/** One level at a time: Node's own `recursive` never returns where a folder cannot be made, as under /proc. */
async function makeFolder(folder: string): Promise<void> {
  // With the slash a file in its place is told apart.
  if (existsSync(folder)) return access(`${folder}/`);
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: unknown) => {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  });
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
        updated_at: row.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

function storeOf(db: Database): Store {
  const save = together((drafts: readonly DraftValues[]) => saveDrafts(db, drafts));
  return {
    ...outboxRows(db),
    ...positionRows(db),
    ...debateRows(db),
    ...installationRows(db),
    ...purgeRows(db),
    ...pulseRows(db),

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

    share(decision, first, posts) {
      return db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('decisions')
          .values(fromDecision(decision))
          .onConflict((conflict) => conflict.columns(['installation', 'draft']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added !== undefined) {
          await transaction.insertInto('revisions').values(fromRevision(first)).execute();
          await insertPosts(transaction, posts);
          await finish(transaction, decision.installation, decision.draft);
          return { decision, revisions: [first] };
        }
        const standing = await transaction
          .selectFrom('decisions')
          .select('id')
          .where('installation', '=', decision.installation)
          .where('draft', '=', decision.draft)
          .executeTakeFirstOrThrow();
        return writtenOrThrow(transaction, decision.installation, standing.id);
      });
    },

    revise(revision, posts, draft) {
      return db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('revisions')
          .values(fromRevision(revision))
          .onConflict((conflict) => conflict.columns(['installation', 'decision', 'number']).doNothing())
          .returning('number')
          .executeTakeFirst();
        if (added === undefined) return false;
        await insertPosts(transaction, posts);
        if (draft !== undefined) await finish(transaction, revision.installation, draft);
        return true;
      });
    },

    written(installation, decision) {
      return readWritten(db, installation, decision);
    },

    close: () => db.destroy(),
  };
}

async function readWritten(db: Database, installation: Installation, id: string): Promise<Written | undefined> {
  const decision = await db
    .selectFrom('decisions')
    .selectAll()
    .where('installation', '=', installation)
    .where('id', '=', id)
    .executeTakeFirst();
  if (decision === undefined) return undefined;
  const rows = await db
    .selectFrom('revisions')
    .selectAll()
    .where('installation', '=', installation)
    .where('decision', '=', id)
    .orderBy('number')
    .execute();
  const [first, ...later] = rows.map(toRevision);
  if (first === undefined) throw new Error(`decision ${id} has no revision`);
  return { decision: toDecision(decision), revisions: [first, ...later] };
}

async function writtenOrThrow(db: Database, installation: Installation, id: string): Promise<Written> {
  const found = await readWritten(db, installation, id);
  if (found === undefined) throw new Error(`decision ${id} is gone`);
  return found;
}

function reasonOf(error: unknown): string {
  if (error instanceof SchemaIsNewer) return `${error.message}. Start that version again, or use another file.`;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_NOTADB') return 'the file is not a database. Move it away, or use another file.';
  if (code.startsWith('SQLITE_BUSY')) return 'another program holds it locked. Stop that program first.';
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS') {
    return 'it cannot be written. Give this user write access to the file and its directory.';
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'what should be its directory is a file. Use another path.';
  if (message.includes('Unable to open')) {
    return 'it cannot be opened for writing. Check that it is a file and that this user may write to it and its directory.';
  }
  return message;
}
