import pg from 'pg';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { again } from './again.ts';

/** How long a connection is waited for, a free one of the pool included: inside Slack's three seconds. */
const connectMs = 2_000;
/** A process that hangs inside a transaction loses it, and with it the rows it held. */
const idleInTransactionMs = 10_000;

export interface PostgresOptions {
  /** The longest that one statement may take, in milliseconds. */
  readonly statementMs: number;
  /** Connections at most. */
  readonly most: number;
  /** Whether a statement on its own is repeated when its connection is lost. */
  readonly repeat: boolean;
  /** The server refuses whatever would change something. */
  readonly reads?: boolean;
  /** Hears of connections that were lost while nobody used them. */
  readonly onLost: (error: Error) => void;
}

/** PostgreSQL as a kysely dialect. The only place that names the package. */
export function postgres(url: string, { statementMs, most, repeat, reads, onLost }: PostgresOptions): Dialect {
  return {
    createDriver: () => {
      const pool = new pg.Pool({
        connectionString: url,
        application_name: 'rag-or-ft',
        max: most,
        connectionTimeoutMillis: connectMs,
        statement_timeout: statementMs,
        // The server's own limit comes first, unless the network is gone.
        query_timeout: statementMs + 1_000,
        idle_in_transaction_session_timeout: idleInTransactionMs,
        keepAlive: true,
        ...(reads === true && { options: '-c default_transaction_read_only=on' }),
        types: { getTypeParser },
      });
      // Without listeners a restart of the server would end this process; one in use fails its statement besides.
      pool.on('error', onLost);
      pool.on('connect', (client) => void client.on('error', () => undefined));
      return new PoolDriver(pool, repeat);
    },
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** Big integers as numbers, which every time and counter here is. */
const getTypeParser: typeof pg.types.getTypeParser = (oid, format) =>
  oid === pg.types.builtins.INT8 && format !== 'binary' ? safeInteger : pg.types.getTypeParser(oid, format);

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('a number of the database is too large to be exact');
  return number;
}

class PoolDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #repeat: boolean;
  readonly #sessions = new WeakMap<DatabaseConnection, Session>();

  constructor(pool: pg.Pool, repeat: boolean) {
    this.#pool = pool;
    this.#repeat = repeat;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const session = new Session(this.#pool);
    // A lone statement connects when it runs, so that it can do so again.
    if (!this.#repeat) await session.connect();
    const connection: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery) =>
        this.#repeat && !session.busy ? again(() => session.run<R>(query)) : session.run<R>(query),
      streamQuery: () => {
        throw new Error('nothing is streamed');
      },
    };
    this.#sessions.set(connection, session);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const session = this.#of(connection);
    session.busy = true;
    await session.run(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#of(connection).run(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A connection that is lost has rolled back; the error that lost it is the one to tell.
    await this.#of(connection)
      .run(CompiledQuery.raw('rollback'))
      .catch(() => undefined);
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#of(connection).end();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }

  #of(connection: DatabaseConnection): Session {
    const session = this.#sessions.get(connection);
    if (session === undefined) throw new Error('a connection of another driver');
    return session;
  }
}

/** The use of one connection of the pool at a time. One that failed is not used again. */
class Session {
  readonly #pool: pg.Pool;
  #client: pg.PoolClient | undefined;
  /** A transaction was begun. */
  busy = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async connect(): Promise<pg.PoolClient> {
    this.#client ??= await this.#pool.connect();
    return this.#client;
  }

  async run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.busy && this.#client === undefined && query.sql !== 'begin') throw new Error('the transaction is lost');
    const client = await this.connect();
    try {
      const { command, rowCount, rows } = await client.query<R & pg.QueryResultRow>(query.sql, [...query.parameters]);
      return command === 'SELECT' || rowCount === null ? { rows } : { rows, numAffectedRows: BigInt(rowCount) };
    } catch (error) {
      // The server said so and goes on; anything else leaves the connection in an unknown state.
      if (!(error instanceof pg.DatabaseError) || error.severity === 'FATAL') this.end(true);
      throw error;
    }
  }

  end(broken = false): void {
    this.#client?.release(broken);
    this.#client = undefined;
  }
}
