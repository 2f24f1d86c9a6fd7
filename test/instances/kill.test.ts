import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { Playground } from '../../src/playground/index.ts';
import { openStore } from '../../src/store/store.ts';
import { credentials } from '../playground/stand-in.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { channel, newInstance, newWorkspace } from './kit.ts';
import { typing, wrote } from '../leaks.ts';

const patience = 40_000;
// `npm test` builds first, and the built app starts in half the time.
const built = process.env['npm_lifecycle_event'] === 'test';
const program = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const entry = built ? [program('dist/main.js')] : ['--import', 'tsx', program('src/main.ts')];

const processes: ChildProcess[] = [];
afterEach(() => {
  for (const one of processes.splice(0)) one.kill('SIGKILL');
});

/** An instance in a process of its own, for as long as it lives; resolves when it listens. */
async function spawned(playground: Playground, database: string) {
  const child = spawn(process.execPath, entry, {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database,
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
      PORT: '0',
      RAG_OR_FT_POST_PAUSE_MS: '0',
      RAG_OR_FT_POST_SETTLE_MS: '300',
      SLACK_API_URL: playground.apiUrl,
      SLACK_BOT_TOKEN: credentials.botToken,
      SLACK_SIGNING_SECRET: credentials.signingSecret,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  processes.push(child);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      wrote(text);
      said += text;
      const found = /"url":"([^"]+)"/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  const kill = async () => {
    const dead = once(child, 'exit');
    child.kill('SIGKILL');
    await dead;
  };
  return { url, kill };
}

test.skipIf(server === undefined).each(['before', 'after'] as const)(
  'killed %s Slack takes its message, an instance leaves its posts to another, which sends each once',
  async (when) => {
    const playground = await newWorkspace();
    const database = await freshDatabase();
    const mortal = await spawned(playground, database);
    const other = await newInstance(playground, database, { postSettleMs: 300 });
    playground.connect(mortal.url);
    const ann = playground.as('U0ANN');
    await ann.command(channel, `/rag-or-ft ${typing('Killed')}`);
    await playground.until(() => ann.view(), patience);
    await ann.submit({ gap: 'knowledge', knowledge_tokens: '3M', queries_per_day: '2000', freshness: 'weekly' });
    if (ann.view()?.callbackId === 'case:modal:page') await ann.click('case:button:decide', { view: true });
    await playground.until(() => ann.view()?.callbackId === 'case:modal:preview', patience);
    const dead = new Promise<void>((resolve) => {
      const off = playground.faults.onCall(
        'chat.postMessage',
        async () => {
          off();
          // A message that is under way arrives although its sender is dead.
          await mortal.kill();
          resolve();
        },
        when,
      );
    });
    expect((await ann.submit()).kind).toBe('update');
    await dead;
    playground.connect(other.url);

    const store = await openStore({ url: database });
    const open = () => store.duePosts(Number.MAX_SAFE_INTEGER);
    await vi.waitFor(async () => expect(await open()).toEqual([]), { timeout: patience, interval: 100 });
    const heads = ann.messages(channel).filter(({ text, botId }) => botId !== undefined && text.includes('Killed'));
    expect(heads).toHaveLength(1);
    expect(ann.thread(channel, heads[0]!.ts)).toHaveLength(3);
    await store.close();
  },
);
