import { type Dialect, Kysely } from 'kysely';
import { describe, onTestFinished, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import type { Where } from '../../src/store/database.ts';
import { postgres } from '../../src/store/postgres.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import { freshDatabase, server, skipped } from '../postgres/fresh.ts';
import { newFile, newStore } from './samples.ts';

/** One of the databases that the store runs on. */
export interface TestDatabase {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** A database that outlives the store, without tables; it goes with the test. */
  readonly newPlace: () => Promise<Where>;
  /** The tables themselves; closed when the test ends. */
  readonly open: (where: Where) => Kysely<unknown>;
  /** A store that is closed when the test ends, in a place of its own unless told. */
  readonly newStore: (where?: Where) => Promise<Store>;
}

function opened(dialect: Dialect): Kysely<unknown> {
  const db = new Kysely<unknown>({ dialect });
  onTestFinished(() => db.destroy());
  return db;
}

const onFiles: TestDatabase = {
  name: 'SQLite',
  newPlace: async () => ({ file: await newFile() }),
  open: (where) => opened(sqlite('file' in where ? where.file : '')),
  newStore: (where = { file: ':memory:' }) => newStore(where),
};

const onServer: TestDatabase = {
  name: 'PostgreSQL',
  newPlace: async () => ({ url: await freshDatabase({ blank: true }) }),
  open: (where) => {
    const options = { statementMs: 60_000, most: 2, repeat: false, onLost: () => undefined };
    return opened(postgres('url' in where ? where.url : '', options));
  },
  newStore: async (where) => newStore(where ?? { url: await freshDatabase() }),
};

/** Says the same of every database. */
export function onEveryDatabase(tests: (database: TestDatabase) => void): void {
  describe('on SQLite', () => tests(onFiles));
  onPostgres(tests);
}

/** Says something of PostgreSQL alone. */
export function onPostgres(tests: (database: TestDatabase) => void): void {
  if (server === undefined) test.skip(skipped, () => undefined);
  else describe('on PostgreSQL', () => tests(onServer));
}
