import Sqlite from 'libsql';
import { type Dialect, type SelectModifierNode, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { PatientDriver, ReadingDriver, TransactionalAdapter } from './driver.ts';
import { patiently } from './patience.ts';

/** Settings of every connection; `synchronous` FULL because a commit must outlive a power cut. */
const settings = ['busy_timeout = 20', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'];

/** Those of one that changes nothing, not even the mode of the file. */
const readingSettings = ['busy_timeout = 20', 'query_only = ON'];

/** SQLite in a file, or `:memory:`, as a kysely dialect. The only place that names the package. */
export function sqlite(file: string, { reads = false }: { readonly reads?: boolean } = {}): Dialect {
  return {
    createDriver: () =>
      reads ? new ReadingDriver(() => open(file, readingSettings)) : new PatientDriver(() => open(file, settings)),
    createAdapter: () => new TransactionalAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new LocklessCompiler(),
  };
}

/** A transaction here holds the only write lock from its begin on: rows need none of their own. */
class LocklessCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate' && node.modifier !== 'SkipLocked') super.visitSelectModifier(node);
  }
}

async function open(file: string, pragmas: readonly string[]): Promise<Sqlite.Database> {
  const database = new Sqlite(file);
  try {
    for (const setting of pragmas) await patiently(() => database.exec(`pragma ${setting}`));
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Why nothing can be written to a file, as SQLite's code: the write lock is taken for a moment. Undefined when it can. */
export async function cannotWrite(file: string): Promise<string | undefined> {
  const database = new Sqlite(file);
  try {
    await patiently(() => database.exec('begin immediate'));
    database.exec('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'SQLITE_ERROR';
  } finally {
    database.close();
  }
}

/** Copies a database that others may be writing to, as it stands at one moment, into a file that is not there yet. */
export async function copySqlite(file: string, copy: string): Promise<void> {
  const database = new Sqlite(file);
  try {
    await patiently(() => database.prepare('vacuum into ?').run(copy));
  } finally {
    database.close();
  }
}
