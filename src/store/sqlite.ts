import Sqlite from 'libsql';
import { type Dialect, type SelectModifierNode, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { PatientDriver, TransactionalAdapter } from './driver.ts';
import { patiently } from './patience.ts';

/** Settings of every connection; `synchronous` FULL because a commit must outlive a power cut. */
const settings = ['busy_timeout = 20', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'];

/** SQLite in a file, or `:memory:`, as a kysely dialect. The only place that names the package. */
export function sqlite(file: string): Dialect {
  return {
    createDriver: () => new PatientDriver(() => open(file)),
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

async function open(file: string): Promise<Sqlite.Database> {
  const database = new Sqlite(file);
  try {
    for (const setting of settings) await patiently(() => database.exec(`pragma ${setting}`));
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}
