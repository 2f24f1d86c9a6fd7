import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Many more than the store has; what was used least lately goes first. */
const kept = 300;

/**
 * Prepares each statement once: SQLite would read its text again for every row it is asked for, which takes longer than to answer.
 * What failed is prepared anew, as it may have been left half done; so is the text of a schema, which comes once.
 */
export function keptStatements(database: SqliteDatabase): SqliteDatabase['prepare'] {
  const statements = new Map<string, SqliteStatement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) {
      statements.delete(sql);
      statements.set(sql, known);
      return known;
    }
    const statement = database.prepare(sql);
    if (!/^(?:select|with|insert|update|delete) /i.test(sql)) return statement;
    const guarded = guard(statement, () => void statements.delete(sql));
    statements.set(sql, guarded);
    const [oldest] = statements.keys();
    if (statements.size > kept && oldest !== undefined) statements.delete(oldest);
    return guarded;
  };
}

function guard(statement: SqliteStatement, failed: () => void): SqliteStatement {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      failed();
      throw error;
    }
  };
  return {
    reader: statement.reader,
    all: (parameters) => guarded(() => statement.all(parameters)),
    run: (parameters) => guarded(() => statement.run(parameters)),
    iterate: (parameters) => statement.iterate(parameters),
  };
}
