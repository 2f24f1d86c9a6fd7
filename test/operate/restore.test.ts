import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { backUp, restore } from '../../src/operate/backup.ts';
import { postgres } from '../../src/store/postgres.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { full, posted } from '../e2e/share.ts';
import { typing } from '../leaks.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { around, newFolder, type Place } from './kit.ts';

/** Costs are drawn before they are posted. */
const patience = 20_000;

/** So long that it never ends: what follows the decision waits. */
const longPause = 3_600_000;

/**
 * Backs up while what follows a decision waits to be posted and the app runs on. The copy is put back elsewhere and posts it; that
 * machine is lost, and the same copy put back once more, to which all of it was posted since.
 */
async function restoredTwice(place: Place, copy: () => Promise<void>, putBack: () => Promise<Place>) {
  const { playground, started, share } = await around();
  const first = await started(place, { postPauseMs: longPause });
  await share(typing('Help desk bot'));
  const decision = await playground.until(() => posted(playground, '#llm-guild'), patience);
  await copy();
  await first.stop();
  const ann = playground.as('U0ANN');
  expect(full(ann.thread('#llm-guild', decision.ts), 2)).toBeUndefined();

  const second = await started(await putBack());
  await playground.until(() => full(ann.thread('#llm-guild', decision.ts)), patience);
  await second.stop();

  const again = await putBack();
  const before = playground.calls.length;
  const third = await started(again);
  const since = (method: string) => playground.calls.slice(before).filter((one) => one.method === method);
  await playground.until(() => since('conversations.replies').length >= 2, patience);
  await third.stop();
  expect(since('chat.postMessage')).toEqual([]);
  expect(ann.messages('#llm-guild').filter(({ botId }) => botId !== undefined)).toHaveLength(1);
  expect(ann.thread('#llm-guild', decision.ts)).toHaveLength(3);
  await allSent(again);
}

/** Whether every post is known to be sent. */
async function allSent({ data, database }: Place): Promise<void> {
  const db = new Kysely<{ posts: { state: string } }>({
    dialect:
      database === undefined
        ? sqlite(data)
        : postgres(database, { statementMs: 5_000, most: 1, repeat: false, onLost: () => undefined }),
  });
  const states = await db.selectFrom('posts').select('state').execute();
  await db.destroy();
  expect(states.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
}

const run = (program: string, args: readonly string[]) => {
  const ran = spawnSync(program, args, { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  expect([ran.status, ran.stderr]).toEqual([0, '']);
};

describe('a copy made while the app posts, put back elsewhere', () => {
  it('of a file posts once what was not posted, nothing that was posted since, and is its owner’s alone to read', async () => {
    const folder = newFolder();
    const [place, copy, one, two] = ['data.db', 'copy.db', 'one/data.db', 'two/data.db'].map((name) =>
      join(folder, name),
    );
    const places = [one!, two!];
    await restoredTwice(
      { data: place! },
      () => backUp({ file: place! }, copy!),
      async () => {
        const data = places.shift()!;
        expect(await restore({ file: data }, copy)).toBe(2);
        return { data };
      },
    );
    expect([copy!, one!, two!].map((name) => statSync(name).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  });

  it.skipIf(server === undefined || !has('pg_dump') || !has('pg_restore'))(
    'of PostgreSQL by pg_dump and pg_restore does the same',
    async () => {
      const place = await freshDatabase();
      const file = join(newFolder(), 'copy.dump');
      await restoredTwice(
        { data: '', database: place },
        async () => run('pg_dump', ['--format=custom', `--file=${file}`, place]),
        async () => {
          const database = await freshDatabase({ blank: true });
          run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${database}`, file]);
          expect(await restore({ url: database }, undefined)).toBe(2);
          return { data: '', database };
        },
      );
    },
  );
});

function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

describe('what cannot be copied or put back', () => {
  it('is said with what to do, and nothing is written over', async () => {
    const folder = newFolder();
    const [file, copy, text] = ['data.db', 'copy.db', 'text'].map((name) => join(folder, name));
    await expect(backUp({ file: file! }, copy!)).rejects.toThrow(/start the app once/);
    await (await openStore({ file: file! })).close();
    await expect(backUp({ file: file! }, join(file!, '..'))).rejects.toThrow(/ is a folder: name a file/);
    await expect(backUp({ file: file! }, '/proc/x')).rejects.toThrow(
      '/proc/x cannot be written: name a file in a folder',
    );
    await expect(backUp({ file: file! }, '/none/x')).rejects.toThrow('there is no folder /none: make it first');
    await backUp({ file: file! }, copy!);
    await expect(backUp({ file: file! }, copy!)).rejects.toThrow(/is there already: name another file/);
    await expect(restore({ file: file! }, copy)).rejects.toThrow(/stop the app and move it away first/);
    writeFileSync(text!, 'no database, '.repeat(100));
    await expect(restore({ file: join(folder, 'x.db') }, text)).rejects.toThrow(/not a database/);
    writeFileSync(copy!, readFileSync(copy!).fill(0x5a, 3 * 4096));
    await expect(restore({ file: join(folder, 'x.db') }, copy)).rejects.toThrow(/damaged/);
    await expect(backUp({ url: 'postgres://u@h/d' }, copy!)).rejects.toThrow(/pg_dump/);
    await expect(restore({ url: 'postgres://u@h/d' }, copy)).rejects.toThrow(/pg_restore/);
    expect(existsSync(join(folder, 'x.db'))).toBe(false);
  });
});
