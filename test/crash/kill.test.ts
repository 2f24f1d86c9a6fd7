import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { type ApiCall, type Playground, startPlayground } from '../../src/playground/index.ts';
import { openStore } from '../../src/store/store.ts';
import { credentials, manifest } from '../playground/stand-in.ts';
import { typing, wrote } from '../leaks.ts';

// `npm test` builds first, and the built app starts in half the time.
const built = process.env['npm_lifecycle_event'] === 'test';
const program = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const entry = built ? [program('dist/main.js')] : ['--import', 'tsx', program('src/main.ts')];
const channel = '#llm-guild';
const kinds = ['decision', 'argument', 'costs'] as const;
type Kind = (typeof kinds)[number];

let playground: Playground;
let store: Store;
let port: number;
let running: ChildProcess;
let directory: string;
const words: string[] = [];

beforeAll(async () => {
  playground = await startPlayground({ manifest, credentials, rateLimits: false });
  directory = await mkdtemp(join(tmpdir(), 'rag-or-ft-'));
  port = await freePort();
  playground.connect(`http://127.0.0.1:${port}/slack/events`);
  await startApp();
  store = await openStore({ file: join(directory, 'data.db') });
}, 30_000);

afterAll(async () => {
  await kill();
  await store.close();
  await playground.close();
  await rm(directory, { recursive: true });
});

/** A moment at which the process is killed; resolves when it is dead. `arm` is called just before the answer is shared. */
interface Moment {
  readonly what: string;
  readonly arm?: () => Promise<void>;
  /** Milliseconds after the person pressed Share. */
  readonly afterShare?: number;
  /** The process that was started again dies as well, while it looks for what it may have posted. */
  readonly whileLooking?: 'before' | 'after';
}

const moments: readonly Moment[] = [
  ...kinds.flatMap((kind): Moment[] => [
    { what: `the message with the ${kind} is under way and arrives later`, arm: () => killAt(kind, 'before') },
    { what: `the message with the ${kind} is under way and never arrives`, arm: () => killAt(kind, 'before', 'lost') },
    { what: `the message with the ${kind} has arrived and is not confirmed`, arm: () => killAt(kind, 'after') },
    { what: `the message with the ${kind} was just confirmed`, arm: () => killAt(kind, 'after', 'confirmed') },
  ]),
  ...[0, 4, 8, 16, 30].map((afterShare): Moment => ({ what: `Share was pressed ${afterShare} ms ago`, afterShare })),
  { what: 'Share was just acknowledged' },
  {
    what: 'the decision has arrived, and again before it is found',
    arm: () => killAt('decision', 'after'),
    whileLooking: 'before',
  },
  {
    what: 'the costs have arrived, and again when they are found',
    arm: () => killAt('costs', 'after'),
    whileLooking: 'after',
  },
];

test.each(moments.map((moment) => [moment.what, moment] as const))(
  'killed when %s, the app still posts everything once',
  async (what, { arm, afterShare, whileLooking }) => {
    const ann = playground.as('U0ANN');
    const title = `Killed when ${what}`;
    if (ann.view() !== undefined) await ann.closeView();
    await ann.command(channel, `/rag-or-ft ${typing(title)}`);
    await playground.until(() => ann.view());
    await ann.submit({ gap: 'knowledge', knowledge_tokens: '3M', queries_per_day: '2000', freshness: 'weekly' });
    if (ann.view()?.callbackId === 'case:modal:page') {
      await ann.click('case:button:decide', { view: true });
      await playground.until(() => ann.view()?.callbackId === 'case:modal:preview');
    }

    const dead = arm?.();
    const sharing = ann.submit();
    if (afterShare !== undefined) await delay(afterShare).then(kill);
    const { kind } = await sharing;
    await (dead ?? kill());
    const deadAgain = whileLooking && killAt('look', whileLooking);
    await startApp();
    if (deadAgain !== undefined) {
      await deadAgain;
      await startApp();
    }
    const answered = kind === 'failed' ? await ann.submit() : { kind };
    expect(answered.kind).toBe('update');

    await playground.until(() => postsOf(title).length >= kinds.length, 15_000);
    while ((await store.duePosts(Number.MAX_SAFE_INTEGER)).length > 0) await delay(20);
    expect(postsOf(title)).toEqual(kinds);
  },
  40_000,
);

test('after all of them the channel holds each decision once, and nothing is left to do', async () => {
  for (const { what } of moments) expect(postsOf(`Killed when ${what}`)).toEqual(kinds);
  expect(await store.duePosts(Number.MAX_SAFE_INTEGER)).toEqual([]);
  expect(words).toEqual([]);
});

/** The kinds of the posts in the channel about a title: its messages, each with its replies. */
function postsOf(title: string): (string | undefined)[] {
  const ann = playground.as('U0ANN');
  const heads = ann
    .messages(channel)
    .filter((message) => message.text.includes(title) && message.metadata !== undefined);
  return heads.flatMap(({ ts }) => ann.thread(channel, ts).map(({ metadata }) => kindOf(metadata?.event_payload)));
}

function kindOf(payload: unknown): string | undefined {
  return typeof payload === 'object' && payload !== null && 'post' in payload
    ? String(payload.post).split(':').at(-1)
    : undefined;
}

/** Kills the process at the next call of a kind, before or after Slack works on it; `lost` lets Slack never work on it. */
function killAt(what: Kind | 'look', when: 'before' | 'after', how?: 'lost' | 'confirmed'): Promise<void> {
  return new Promise((resolve) => {
    const method = what === 'look' ? '*' : 'chat.postMessage';
    const off = playground.faults.onCall(
      method,
      async (call) => {
        if (what === 'look' ? !call.method.startsWith('conversations.') : kindOf(metadataOf(call)) !== what) return;
        off();
        if (how === 'lost') playground.faults.next(method, { kind: 'reset', when: 'before' });
        if (how === 'confirmed') {
          setTimeout(() => void kill().then(resolve), 1);
          return;
        }
        await kill();
        resolve();
      },
      when,
    );
  });
}

function metadataOf({ args }: ApiCall): unknown {
  const metadata: unknown = typeof args['metadata'] === 'string' ? JSON.parse(args['metadata']) : args['metadata'];
  return typeof metadata === 'object' && metadata !== null && 'event_payload' in metadata
    ? metadata.event_payload
    : undefined;
}

async function startApp(): Promise<void> {
  const started = spawn(process.execPath, entry, {
    env: {
      PATH: process.env['PATH'],
      RAG_OR_FT_DATA: join(directory, 'data.db'),
      RAG_OR_FT_POST_PAUSE_MS: '0',
      RAG_OR_FT_POST_SETTLE_MS: '300',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      SLACK_API_URL: playground.apiUrl,
      SLACK_BOT_TOKEN: credentials.botToken,
      SLACK_SIGNING_SECRET: credentials.signingSecret,
      ACTIONS_PER_MINUTE: '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    wrote(text);
    words.push(text);
  });
  // One that dies while it starts has nobody listening any more, and a second life is started anyway.
  running = started;
  while (started.exitCode === null && started.signalCode === null && !(await listening())) await delay(20);
}

async function kill(): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  const exit = once(running, 'exit');
  running.kill('SIGKILL');
  await exit;
}

function listening(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
