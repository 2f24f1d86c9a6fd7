import { sql } from 'kysely';
import { CannotOpenStore, nameOf, openForReading, reasonOf, type Where } from './database.ts';
import { migrations, stepsOf } from './migrations.ts';
import { cannotWrite } from './sqlite.ts';
import type { Database } from './tables.ts';

/** What a database is like, seen without a change to it. */
export interface Inspected {
  readonly kind: 'SQLite' | 'PostgreSQL';
  readonly version: string;
  /** Steps of the schema that the next start will make. */
  readonly missing: readonly string[];
  /** Steps this program does not know: a newer one wrote them. */
  readonly unknown: readonly string[];
  /** Why nothing can be written to it; undefined when it can. */
  readonly locked?: string | undefined;
  /** What SQLite found broken in its file. */
  readonly broken?: string | undefined;
  /** Whether the connection is encrypted; undefined for a file. */
  readonly encrypted?: boolean | undefined;
}

/** @throws CannotOpenStore */
export async function inspectDatabase(where: Where): Promise<Inspected> {
  const db = await openForReading(where);
  try {
    const made = await stepsOf(db);
    const known = Object.keys(migrations);
    return {
      ...('url' in where ? await ofServer(db) : await ofFile(db, where.file)),
      missing: known.filter((name) => !made.includes(name)),
      unknown: made.filter((name) => !known.includes(name)),
    };
  } catch (error) {
    throw new CannotOpenStore(`cannot read the database ${nameOf(where)}: ${reasonOf(where, error)}`, { cause: error });
  } finally {
    await db.destroy();
  }
}

type Facts = Omit<Inspected, 'missing' | 'unknown'>;

async function ofFile(db: Database, file: string): Promise<Facts> {
  const version = await sql<{ readonly version: string }>`select sqlite_version() as version`.execute(db);
  const check = await sql<Record<string, string>>`select * from pragma_quick_check(1)`.execute(db);
  const said = Object.values(check.rows[0] ?? {})[0] ?? 'ok';
  return {
    kind: 'SQLite',
    version: version.rows[0]?.version ?? '',
    locked: await lockOf(file),
    broken: said === 'ok' ? undefined : said,
  };
}

async function lockOf(file: string): Promise<string | undefined> {
  const code = await cannotWrite(file);
  if (code === undefined) return undefined;
  return code.startsWith('SQLITE_BUSY') ? 'another program holds it locked' : 'its file or folder may not be written';
}

async function ofServer(db: Database): Promise<Facts> {
  const { rows } = await sql<{
    readonly version: string;
    readonly standby: boolean;
    readonly creates: boolean;
    readonly encrypted: boolean | null;
  }>`select current_setting('server_version') as version, pg_is_in_recovery() as standby,
      coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as creates,
      (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as encrypted`.execute(db);
  const [facts] = rows;
  return {
    kind: 'PostgreSQL',
    version: facts?.version ?? '',
    locked: facts?.standby
      ? 'it is a standby'
      : facts?.creates === false
        ? 'the user of DATABASE_URL may not create tables in it'
        : undefined,
    encrypted: facts?.encrypted ?? false,
  };
}
