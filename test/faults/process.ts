import { wrote } from '../leaks.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Playground } from '../../src/playground/index.ts';
import { credentials } from '../playground/stand-in.ts';

const program = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
// `npm test` builds first, and the built app starts in half the time.
const built =
  (process.env['npm_lifecycle_event'] !== undefined || process.env['BUILT'] !== undefined) &&
  existsSync(program('dist/main.js'));
const entry = built ? [program('dist/main.js')] : ['--import', 'tsx', program('src/main.ts')];

/** An instance in a process of its own, which can be killed and started again under the same address. */
export async function mortal(playground: Playground, database: string | { readonly file: string }) {
  const port = await freePort();
  const said: string[] = [];
  let running: ChildProcess | undefined;
  let kills = 0;

  async function kill(): Promise<void> {
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exit = once(running, 'exit');
    running.kill('SIGKILL');
    await exit;
    kills += 1;
  }

  /** Resolves when it listens, or when it died before. */
  async function start(): Promise<void> {
    const child = spawn(process.execPath, entry, {
      env: {
        PATH: process.env['PATH'],
        ...(typeof database === 'string' ? { DATABASE_URL: database } : { RAG_OR_FT_DATA: database.file }),
        LOG_LEVEL: 'info',
        HOST: '127.0.0.1',
        PORT: String(port),
        RAG_OR_FT_POST_PAUSE_MS: '0',
        RAG_OR_FT_POST_SETTLE_MS: '300',
        SLACK_API_URL: playground.apiUrl,
        SLACK_BOT_TOKEN: credentials.botToken,
        SLACK_SIGNING_SECRET: credentials.signingSecret,
        ACTIONS_PER_MINUTE: '0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running = child;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        wrote(text);
        said.push(text);
        if (text.includes('"msg":"started"')) resolve();
      });
    });
  }

  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    start,
    kill,
    kills: () => kills,
    /** What it stumbled over; that a window opened too late is the weather of a busy machine. */
    errors: () =>
      said
        .join('')
        .split('\n')
        .filter((line) => /"error":"(?:Type|Range|Reference|Syntax)Error"|"level":60|^[^{]*Error/.test(line)),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
