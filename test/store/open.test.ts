import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../src/store/migrations.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import { CannotOpenStore, openStore } from '../../src/store/store.ts';
import { decisionOf, draftOf, newFile, newStore, share, team } from './samples.ts';

test('the directory of the file is made', async () => {
  const file = join(dirname(await newFile()), 'not', 'there', 'data.db');
  const store = await newStore(file);
  await store.saveDraft(draftOf());
  expect(await (await newStore(file)).draft(team, 'draft-1')).toEqual(draftOf());
});

test('many openings of a new file at once all succeed', async () => {
  const file = await newFile();
  const stores = await Promise.all(Array.from({ length: 5 }, () => newStore(file)));
  await Promise.all(stores.map((store, i) => store.saveDraft(draftOf({ id: `draft-${i}` }))));
  for (let i = 0; i < 5; i += 1) expect(await stores[0]?.draft(team, `draft-${i}`)).toBeDefined();
});

test('processes that start at once on a new file all succeed', async () => {
  const file = await newFile();
  const script = fileURLToPath(new URL('open-and-write.ts', import.meta.url));
  const start = (id: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', script, file, id], { timeout: 20_000 });
  await Promise.all(['a', 'b', 'c'].map(start));
  const store = await newStore(file);
  for (const id of ['a', 'b', 'c']) expect(await store.draft(team, id)).toBeDefined();
}, 30_000);

test('a step of the schema that fails leaves the database as it was, and can be repeated', async () => {
  const file = await newFile();
  const store = await newStore(file);
  await share(store, decisionOf());
  const db = new Kysely<unknown>({ dialect: sqlite(file) });
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
  expect((await db.introspection.getTables()).map(({ name }) => name)).not.toContain('half');
  await migrate(db);
  await db.destroy();
  expect(await store.written(team, 'd1')).toBeDefined();
});

test('a file of a newer version is refused, saying so', async () => {
  const file = await newFile();
  const db = new Kysely<unknown>({ dialect: sqlite(file) });
  await migrate(db, { ...migrations, '9999_future': { up: () => Promise.resolve() } });
  await db.destroy();
  await expect(openStore({ file })).rejects.toThrow(
    `cannot open the database ${file}: it was written by a newer version (schema step 9999_future is not known here). Start that version again, or use another file.`,
  );
});

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
