import {
  type CompiledQuery,
  type DatabaseConnection,
  SelectQueryNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
} from 'kysely';
import { keptStatements } from './kept-statements.ts';
import { patiently } from './patience.ts';

/** What the driver needs beyond kysely: statements that leave nothing behind, and whether a transaction is open. */
export interface TransactionalDatabase extends SqliteDatabase {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
}

/** SQLite rolls tables back like rows: kysely may run migrations inside a transaction, so two starts cannot interleave. */
export class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Takes the write lock before anything is written, and waits for it without holding up the process. Only `begin` can then meet
 * a lock: a prepared statement that met one would stay open and stop every later commit.
 */
export class PatientDriver extends SqliteDriver {
  #database: TransactionalDatabase | undefined;

  constructor(open: () => Promise<TransactionalDatabase>) {
    super({
      database: async () => {
        const database = await open();
        this.#database = database;
        return { prepare: keptStatements(database), close: () => database.close() };
      },
    });
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: async <R>(query: CompiledQuery) => {
        if (this.#open.inTransaction || SelectQueryNode.is(query.query)) return connection.executeQuery<R>(query);
        await this.beginTransaction();
        try {
          const result = await connection.executeQuery<R>(query);
          await this.commitTransaction();
          return result;
        } catch (error) {
          await this.rollbackTransaction();
          throw error;
        }
      },
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  }

  override async beginTransaction(): Promise<void> {
    await patiently(() => this.#open.exec('begin immediate'));
  }

  override async commitTransaction(): Promise<void> {
    this.#open.exec('commit');
  }

  override async rollbackTransaction(): Promise<void> {
    // A full disk ends the transaction by itself.
    if (this.#open.inTransaction) this.#open.exec('rollback');
  }

  override async destroy(): Promise<void> {
    // The native part ends the process when a closed database is asked anything.
    this.#database = undefined;
    await super.destroy();
  }

  get #open(): TransactionalDatabase {
    if (this.#database === undefined) throw new Error('the store is closed');
    return this.#database;
  }
}

/** Reads alone: without a transaction around each statement, which would take the write lock. */
export class ReadingDriver extends SqliteDriver {
  constructor(open: () => Promise<TransactionalDatabase>) {
    super({ database: open });
  }
}
