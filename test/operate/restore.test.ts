import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { readManifest } from '../../src/manifest.ts';
import { backUp, restore } from '../../src/operate/backup.ts';
import { startPlayground } from '../../src/playground/index.ts';
import { start } from '../../src/start.ts';
import { postgres } from '../../src/store/postgres.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { firstPage, full, posted } from '../e2e/share.ts';
import { typing, wrote } from '../leaks.ts';
import { credentials } from '../playground/stand-in.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { newFolder, shipped } from './kit.ts';

type Place = Pick<Config, 'data' | 'database'>;

/** A workspace, and the product started on a database as often as need be. */
async function around() {
  const playground = await startPlayground({ manifest: readManifest(shipped), credentials, rateLimits: false });
  onTestFinished(() => playground.close());
  const started = async (place: Place) => {
    const app = await start(
      {
        slack: { mode: 'http', botToken: credentials.botToken, signingSecret: credentials.signingSecret },
        port: 0,
        host: '127.0.0.1',
        rules: undefined,
        logLevel: 'error',
        postPauseMs: 0,
        postSettleMs: 0,
        slackApiUrl: playground.apiUrl,
        actionsPerMinute: 0,
        ...place,
      },
      createLog('info', { write: wrote }),
    );
    playground.connect(app.url ?? '');
    return app;
  };
  /** Ann shares something, of which nothing is posted as long as Slack takes no messages. */
  const share = async (title: string): Promise<void> => {
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', `/rag-or-ft ${title}`);
    await playground.until(() => ann.view());
    await ann.submit(firstPage);
    await ann.submit({ prompt_success_rate: '60%' });
    await ann.submit();
    await ann.closeView();
  };
  return { playground, started, share };
}

/**
 * Backs up while a decision is being posted and the app goes on; the app posts it all and its machine is lost; the copy is put back
 * elsewhere and started.
 */
async function lostAndRestored(place: Place, copy: () => Promise<void>, putBack: () => Promise<Place>) {
  const { playground, started, share } = await around();
  const first = await started(place);
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const asked = new Promise<void>((resolve) => {
    playground.faults.onCall('chat.postMessage', () => {
      resolve();
      return gate;
    });
  });
  await share(typing('Help desk bot'));
  await asked;
  await copy();
  letGo();
  const ann = playground.as('U0ANN');
  const decision = await playground.until(() => posted(playground, '#llm-guild'));
  await playground.until(() => full(ann.thread('#llm-guild', decision.ts)));
  await first.stop();

  const restored = await putBack();
  const before = playground.calls.length;
  const second = await started(restored);
  const looked = () => playground.calls.slice(before).filter(({ method }) => method.startsWith('conversations.'));
  await playground.until(() => looked().length >= 3, 10_000);
  await second.stop();
  expect(playground.calls.slice(before).filter(({ method }) => method === 'chat.postMessage')).toEqual([]);
  expect(ann.messages('#llm-guild').filter(({ botId }) => botId !== undefined)).toHaveLength(1);
  expect(ann.thread('#llm-guild', decision.ts)).toHaveLength(3);
  return { restored, decision };
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
  it('of a file posts nothing twice that was posted since, and is readable for its owner alone', async () => {
    const folder = newFolder();
    const [place, copy, other] = ['data.db', 'copy.db', 'new/data.db'].map((name) => join(folder, name));
    const { restored } = await lostAndRestored(
      { data: place! },
      () => backUp({ file: place! }, copy!),
      async () => {
        expect(await restore({ file: other! }, copy)).toBe(2);
        return { data: other! };
      },
    );
    await allSent(restored);
    expect([copy!, other!].map((name) => statSync(name).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it.skipIf(server === undefined || !has('pg_dump') || !has('pg_restore'))(
    'of PostgreSQL by pg_dump and pg_restore posts nothing twice either',
    async () => {
      const [place, other] = [await freshDatabase(), await freshDatabase({ blank: true })];
      const file = join(newFolder(), 'copy.dump');
      const { restored } = await lostAndRestored(
        { data: '', database: place },
        async () => run('pg_dump', ['--format=custom', `--file=${file}`, place]),
        async () => {
          run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${other}`, file]);
          expect(await restore({ url: other }, undefined)).toBe(2);
          return { data: '', database: other };
        },
      );
      await allSent(restored);
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
