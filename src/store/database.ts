import { existsSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Dialect, Kysely } from 'kysely';
import { migrate, SchemaIsNewer, stepsOf } from './migrations.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';

/** A file, which is made with its directory if need be; `:memory:` keeps nothing. Or a database that several instances share. */
export type Where = { readonly file: string } | { readonly url: string };

/** What the log is told: codes, never addresses or texts. */
export interface Log {
  warn(fields: object, message: string): void;
}

/** The database cannot be used; the message says which one, why, and what to do. */
export class CannotOpenStore extends Error {
  override name = 'CannotOpenStore';
}

/** The longest that one statement may take: inside Slack's three seconds, and for a step of the schema. */
const statementMs = 2_500;
const stepMs = 600_000;
/** The same for those who look at all there is. */
const readMs = 60_000;
/** Connections per instance. */
const connections = 10;

/**
 * Opens the database and brings its schema up to date.
 * @throws CannotOpenStore
 */
export async function openDatabase(where: Where, log?: Log): Promise<Database> {
  if ('url' in where) return openShared(where.url, log);
  const path = nameOf(where);
  const db = kysely(sqlite(path));
  try {
    if (path !== ':memory:') await makeFolder(dirname(path));
    await migrate(db);
  } catch (error) {
    // What could not be opened cannot be closed either; the first error is the one to tell.
    await db.destroy().catch(() => undefined);
    throw new CannotOpenStore(`cannot open the database ${path}: ${reasonOfFile(error)}`, { cause: error });
  }
  return db;
}

async function openShared(url: string, log?: Log): Promise<Database> {
  const onLost = (error: Error) => log?.warn({ code: codeOf(error) }, 'the database closed a connection');
  // Its lock belongs to one connection, so that nothing is repeated on another.
  const once = kysely(postgres(url, { statementMs: stepMs, most: 2, repeat: false, onLost }));
  try {
    await migrate(once);
  } catch (error) {
    throw new CannotOpenStore(`cannot open the database ${withoutSecrets(url)}: ${reasonOfServer(error)}`, {
      cause: error,
    });
  } finally {
    await once.destroy();
  }
  return kysely(postgres(url, { statementMs, most: connections, repeat: true, onLost }));
}

/**
 * Opens what is there, of whatever version, without a change to it.
 * @throws CannotOpenStore
 */
export async function openForReading(where: Where): Promise<Database> {
  const at = nameOf(where);
  const refuse = (why: string, cause?: unknown) =>
    new CannotOpenStore(`cannot open the database ${at}: ${why}`, { cause });
  // Asked for a file that is not there, SQLite makes one.
  if ('file' in where && !existsSync(at))
    throw refuse('there is no such file. Start the app once, or check RAG_OR_FT_DATA.');
  const db = kysely(
    'url' in where
      ? postgres(where.url, { statementMs: readMs, most: 1, repeat: false, reads: true, onLost: () => undefined })
      : sqlite(at, { reads: true }),
  );
  try {
    await stepsOf(db);
    return db;
  } catch (error) {
    await db.destroy().catch(() => undefined);
    throw refuse(reasonOf(where, error), error);
  }
}

/** How people know it: the path of its file, or its host and name. */
export function nameOf(where: Where): string {
  if ('url' in where) return withoutSecrets(where.url);
  return where.file === ':memory:' ? where.file : resolve(where.file);
}

function kysely(dialect: Dialect): Database {
  return new Kysely<Tables>({ dialect });
}

/** A folder with all above it. One level at a time: Node's own `recursive` never returns where a folder cannot be made, as under /proc. */
export async function makeFolder(folder: string): Promise<void> {
  // With the slash a file in its place is told apart.
  if (existsSync(folder)) return access(`${folder}/`);
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: unknown) => {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  });
}

/** Host and name of a database; the rest of its address may hold a password. */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return 'of DATABASE_URL';
  const { host, pathname, searchParams } = new URL(url);
  return `${host || (searchParams.get('host') ?? 'localhost')}${pathname}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why a database cannot be used, and what to do. */
export function reasonOf(where: Where, error: unknown): string {
  return 'url' in where ? reasonOfServer(error) : reasonOfFile(error);
}

function reasonOfServer(error: unknown): string {
  if (error instanceof SchemaIsNewer) return `${error.message}. Start that version again, or use another database.`;
  const code = codeOf(error);
  if (code === '28P01' || code === '28000') return 'it refused the user or the password of DATABASE_URL.';
  if (code === '3D000') return 'there is no database of this name. Create it first.';
  if (code === '42501') return 'the user of DATABASE_URL may not create tables in it.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host is not known. Check DATABASE_URL.';
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return 'nothing listens there. Start it, or check DATABASE_URL.';
  return error instanceof Error ? error.message : String(error);
}

/** Why a file of SQLite cannot be used, and what to do. */
export function reasonOfFile(error: unknown): string {
  if (error instanceof SchemaIsNewer) return `${error.message}. Start that version again, or use another file.`;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (code.startsWith('SQLITE_CORRUPT')) return 'its file is damaged. Stop the app and restore the last back-up.';
  if (code === 'SQLITE_NOTADB') return 'the file is not a database. Move it away, or use another file.';
  if (code.startsWith('SQLITE_BUSY')) return 'another program holds it locked. Stop that program first.';
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS') {
    return 'it cannot be written. Give this user write access to the file and its directory.';
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'what should be its directory is a file. Use another path.';
  // Of a folder that has just been made, as under /proc, which takes none.
  if (code === 'ENOENT') return 'its directory cannot be made there. Use another path, in RAG_OR_FT_DATA.';
  if (message.includes('Unable to open')) {
    return 'it cannot be opened for writing. Check that it is a file and that this user may write to it and its directory.';
  }
  return message;
}
