import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import pg from 'pg';
import { postsOfDecision } from '../../src/app/posts.ts';
import type { Store } from '../../src/app/ports.ts';
import { openStore } from '../../src/store/store.ts';
import { startPostgres } from '../postgres/cluster.ts';
import { decisionOf, draftOf, revisionOf, team } from '../store/samples.ts';
import { newDatabase, versionOfServer } from './instances.ts';
import { type Line, lineOf, type Part } from './line.ts';
import { type Kind, measure } from './measure.ts';
import { versionsOf } from './page.ts';

const rounds = 5;
const ms = 400;
const atOnce = 16;

/** What a round does over and over, each time with another id. */
const works: readonly { readonly name: string; readonly run: (store: Store, id: string) => Promise<unknown> }[] = [
  { name: 'a draft saved', run: (store, id) => store.saveDraft(draftOf({ id })) },
  { name: 'a draft read', run: (store) => store.draft(team, 'draft-1') },
  {
    name: 'a decision shared with its posts',
    run: (store, id) => {
      const decision = decisionOf({ id, draft: 'draft-1' + id });
      return store.share(decision, revisionOf(decision), postsOfDecision(decision, 1));
    },
  },
];

/** One statement as the driver is given it. */
interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** A raw driver: sends statements, and says how often it is asked. */
interface Raw {
  run(statements: readonly Statement[]): Promise<void>;
  close(): Promise<void>;
}

/** The store beside its own drivers, which are sent the very statements that the store sends. */
export async function benchStore(): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-bench-'));
  const { url, stop } = startPostgres();
  try {
    const file = join(folder, 'data.db');
    const lines = [...(await compare('SQLite', await openStore({ file }), recordSqlite(file), rawSqlite(file)))];
    if (url !== undefined) {
      const place = await newDatabase(url, 'store');
      lines.push(...(await compare('PostgreSQL', await openStore({ url: place }), recordPostgres, rawPostgres(place))));
    }
    return {
      id: 'store',
      title: 'The store, beside its drivers alone',
      about: [
        'One thing after the other, each committed before the next. The drivers alone are sent the very statements that the store sends, recorded',
        'before: libsql with statements it has prepared, on the same file with the same settings (write-ahead log, a synchronous commit); pg with a',
        'pool as large as ours. Ours makes the statements, checks what comes back, waits for locks without holding up the process and repeats what a lost',
        `connection interrupted. "${atOnce} at once" are drafts of the same moment, which ours puts into one commit. A PostgreSQL that the run starts`,
        'by itself writes without fsync, for both alike.',
      ],
      rounds,
      peers: {
        ...versionsOf('libsql', 'kysely', 'pg'),
        ...(url === undefined ? {} : { PostgreSQL: await versionOfServer(url) }),
      },
      lines,
    };
  } finally {
    await stop?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the database is asked by some work. */
type Record = (store: Store, work: (store: Store) => Promise<unknown>) => Promise<readonly Statement[]>;

async function compare(name: string, store: Store, record: Record, raw: Raw): Promise<readonly Line[]> {
  await store.saveDraft(draftOf());
  await store.keepContents([
    { hash: 'rules-1', body: '{}' },
    { hash: 'prices-1', body: '{}' },
  ]);
  let ids = 0;
  const next = (): string => `n${(ids += 1)}n`;
  const kinds: Kind[] = [];
  for (const { run } of works) {
    const recorded = await record(store, (one) => run(one, 'marked'));
    if (recorded.length === 0) throw new Error('no statement was recorded');
    const anew = (): readonly Statement[] => {
      const id = next();
      return recorded.map(({ sql, values }) => ({ sql, values: values.map((value) => renamed(value, id)) }));
    };
    kinds.push(
      { name: 'ours', pass: async () => (await run(store, next()), 1) },
      { name: 'raw', pass: async () => (await raw.run(anew()), 1) },
    );
    if (kinds.length > 2) continue;
    kinds.push(
      {
        name: 'ours at once',
        pass: async () => (await Promise.all(Array.from({ length: atOnce }, () => run(store, next()))), atOnce),
      },
      {
        name: 'raw at once',
        pass: async () => (await Promise.all(Array.from({ length: atOnce }, () => raw.run(anew()))), atOnce),
      },
    );
  }
  const times = await measure(kinds, { rounds, ms });
  await store.close();
  await raw.close();
  const names = [works[0]?.name, `the same, ${atOnce} at once, each`, ...works.slice(1).map((work) => work.name)];
  return names.map((what, at) =>
    lineOf(`${name}: ${what}`, 'µs', times[2 * at] ?? [], {
      peers: [{ name: name === 'SQLite' ? 'libsql alone' : 'pg alone', values: times[2 * at + 1] ?? [] }],
    }),
  );
}

const renamed = (value: unknown, id: string): unknown =>
  typeof value === 'string' ? value.replaceAll('marked', id) : value;

/** Stands in the place of a method for a while; `seen` hears what it is given and may change what it gives. */
async function wrapping(
  owner: object,
  name: string,
  seen: (given: readonly unknown[], answer: unknown) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new Error(`there is no method ${name}`);
  const standIn = function (this: unknown, ...given: unknown[]): unknown {
    const answer: unknown = Reflect.apply(original, this, given);
    seen(given, answer);
    return answer;
  };
  Reflect.set(owner, name, standIn);
  try {
    await work();
  } finally {
    Reflect.set(owner, name, original);
  }
}

/** What SQLite is asked meanwhile: statements without values by `exec`, others by what was prepared. */
const recordSqlite =
  (file: string): Record =>
  async (_, work) => {
    // A store of its own has prepared nothing yet, so that every statement is seen.
    const store = await openStore({ file });
    const found: Statement[] = [];
    const prepared = ([sql]: readonly unknown[], statement: unknown): void => {
      if (!(statement instanceof Object)) return;
      for (const name of ['all', 'run']) {
        const run: unknown = Reflect.get(statement, name);
        if (typeof run !== 'function') continue;
        const noting = (...values: unknown[]): unknown => {
          found.push({ sql: String(sql), values: values.flat() });
          return Reflect.apply(run, statement, values);
        };
        Reflect.set(statement, name, noting);
      }
    };
    const executed = ([sql]: readonly unknown[]): void => void found.push({ sql: String(sql), values: [] });
    await wrapping(Sqlite.prototype, 'prepare', prepared, () =>
      wrapping(Sqlite.prototype, 'exec', executed, () => work(store)),
    );
    await store.close();
    return found;
  };

function rawSqlite(file: string): Raw {
  const database = new Sqlite(file);
  for (const setting of ['busy_timeout = 1000', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    database.exec(`pragma ${setting}`);
  const prepared = new Map<string, Sqlite.Statement>();
  return {
    async run(statements) {
      for (const { sql, values } of statements) {
        if (values.length === 0) {
          database.exec(sql);
          continue;
        }
        const statement = prepared.get(sql) ?? database.prepare(sql);
        prepared.set(sql, statement);
        if (statement.reader) statement.all(...values);
        else statement.run(...values);
      }
    },
    async close() {
      database.close();
    },
  };
}

/** What PostgreSQL is asked meanwhile. */
const recordPostgres: Record = async (store, work) => {
  const found: Statement[] = [];
  const asked = ([sql, values]: readonly unknown[]): void => {
    if (typeof sql === 'string') found.push({ sql, values: Array.isArray(values) ? values : [] });
  };
  await wrapping(pg.Client.prototype, 'query', asked, () => work(store));
  return found;
};

function rawPostgres(url: string): Raw {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  return {
    async run(statements) {
      const client = await pool.connect();
      try {
        for (const { sql, values } of statements) await client.query(sql, [...values]);
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
