import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, promisify } from 'node:util';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../src/store/migrations.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import { CannotOpenStore, openStore } from '../../src/store/store.ts';
import { server } from '../postgres/fresh.ts';
import { onEveryDatabase, onPostgres } from './databases.ts';
import { decisionOf, draftOf, newFile, newStore, share, team } from './samples.ts';

onEveryDatabase(({ name, newPlace, newStore, open }) => {
  test('many openings of a new database at once all succeed', async () => {
    const place = await newPlace();
    const stores = await Promise.all(Array.from({ length: 4 }, () => newStore(place)));
    await Promise.all(stores.map((store, i) => store.saveDraft(draftOf({ id: `draft-${i}` }))));
    for (let i = 0; i < 4; i += 1) expect(await stores[0]?.draft(team, `draft-${i}`)).toBeDefined();
  });

  test('a step of the schema that fails leaves the database as it was, and can be repeated', async () => {
    const place = await newPlace();
    const store = await newStore(place);
    await share(store, decisionOf());
    const db = open(place);
    const broken = {
      ...migrations,
      '9998_half': {
        up: async (at: Kysely<unknown>) => {
          await at.schema.createTable('half').addColumn('id', 'text').execute();
          throw new Error('in the middle');
        },
      },
    };
    await expect(migrate(db, broken)).rejects.toThrow('in the middle');
    expect((await db.introspection.getTables()).map((table) => table.name)).not.toContain('half');
    await migrate(db);
    expect(await store.written(team, 'd1')).toBeDefined();
  });

  test('a database of a newer version is refused, saying so', async () => {
    const place = await newPlace();
    await migrate(open(place), { ...migrations, '9999_future': { up: () => Promise.resolve() } });
    const other = name === 'SQLite' ? 'file' : 'database';
    await expect(openStore(place)).rejects.toThrow(
      `it was written by a newer version (schema step 9999_future is not known here). Start that version again, or use another ${other}.`,
    );
  });

  test('what an earlier version wrote is there after all later steps, posts and their channels too', async () => {
    const place = await newPlace();
    const db = open(place);
    const before = Object.fromEntries(Object.entries(migrations).filter(([step]) => step < '0005'));
    await migrate(db, before);
    await sql`insert into contents (hash, body) values ('rules-1', '{}'), ('prices-1', '{}')`.execute(db);
    await sql`insert into posts (installation, id, decision, revision, kind, channel, state, attempts, due_at)
      values (${team}, 'p1', 'd1', 1, 'decision', 'C1', 'pending', 0, 5)`.execute(db);
    const store = await newStore(place);
    const claim = { now: 10, until: 20, holder: 'a', limit: 8 };
    expect((await store.claimPosts(claim)).map(({ id }) => id)).toEqual(['p1']);
  });
});

onPostgres(({ newPlace, open }) => {
  test.each([
    ['postgres://nobody:s3cret@127.0.0.1:1/app?application_name=s3cret', '127.0.0.1:1/app: nothing listens there.'],
    ['postgres://u:s3cret@no-such-host.invalid/app', 'no-such-host.invalid/app: its host is not known.'],
  ])('a database that is not there is named without its password: %#', async (url, said) => {
    const refusal = await openStore({ url }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CannotOpenStore);
    expect(String(refusal)).toContain(said);
    expect(inspect(refusal, { depth: 9 })).not.toContain('s3cret');
  });

  test('a database of another name is refused, saying so', async () => {
    const url = new URL(server ?? '');
    url.pathname = '/nothing_of_this_name';
    await expect(openStore({ url: url.href })).rejects.toThrow('there is no database of this name. Create it first.');
  });

  test('a number that is too large to be exact is refused, not rounded', async () => {
    const db = open(await newPlace());
    const exact = await sql<{ readonly n: number }>`select 9007199254740991 as n`.execute(db);
    expect(exact.rows[0]?.n).toBe(Number.MAX_SAFE_INTEGER);
    await expect(sql`select 9007199254740993 as n`.execute(db)).rejects.toThrow('too large to be exact');
  });
});

test('the directory of the file is made', async () => {
  const file = join(dirname(await newFile()), 'not', 'there', 'data.db');
  const store = await newStore({ file });
  await store.saveDraft(draftOf());
  expect(await (await newStore({ file })).draft(team, 'draft-1')).toEqual(draftOf());
});

test('processes that start at once on a new file all succeed', async () => {
  const file = await newFile();
  const script = fileURLToPath(new URL('open-and-write.ts', import.meta.url));
  const start = (id: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', script, file, id], { timeout: 50_000 });
  await Promise.all(['a', 'b', 'c'].map(start));
  const store = await newStore({ file });
  for (const id of ['a', 'b', 'c']) expect(await store.draft(team, id)).toBeDefined();
}, 30_000);

test('what is no database is refused and left alone', async () => {
  const directory = dirname(await newFile());
  const text = join(directory, 'notes.txt');
  await writeFile(text, 'Notes. '.repeat(1_000));
  await expect(openStore({ file: text })).rejects.toThrow(
    'the file is not a database. Move it away, or use another file.',
  );
  const folder = join(directory, 'folder');
  await mkdir(folder);
  const refusal = openStore({ file: folder });
  await expect(refusal).rejects.toThrow(CannotOpenStore);
  await expect(refusal).rejects.toThrow(`cannot open the database ${folder}: it cannot be opened for writing.`);
  await expect(openStore({ file: join(text, 'data.db') })).rejects.toThrow('what should be its directory is a file.');
});

test('a file that another program holds for long is refused, saying so', async () => {
  const file = await newFile();
  const holder = new Kysely<unknown>({ dialect: sqlite(file) });
  await holder.transaction().execute(async () => {
    await expect(openStore({ file })).rejects.toThrow('another program holds it locked. Stop that program first.');
  });
  await holder.destroy();
  await expect(openStore({ file }).then((store) => store.close())).resolves.toBeUndefined();
}, 10_000);
