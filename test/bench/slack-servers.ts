import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../build.ts';

export const signingSecret = 'the-secret-of-the-benchmark';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Slack's Web API on this machine, which answers at once. */
export interface FakeApi {
  readonly url: string;
  /** How many windows were asked for. */
  opened(): number;
  /** From now on every `n`th call is refused as one too many; 0 for none. */
  limit(n: number): void;
  /** The window that was opened last, as JSON. */
  window(): string;
  close(): void;
}

export async function startFakeApi(): Promise<FakeApi> {
  let opened = 0;
  let last = '';
  let limited = 0;
  let calls = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/api/views.open') {
        opened += 1;
        last = Buffer.concat(parts).toString();
      }
      calls += 1;
      if (limited > 0 && calls % limited === 0) {
        response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' });
        return void response.end('{"ok":false,"error":"ratelimited"}');
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"ok":true,"bot_id":"B1","user_id":"U1","team_id":"T1","view":{"id":"V1","hash":"1.a"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    opened: () => opened,
    limit: (n) => void (limited = n),
    window: () => new URLSearchParams(last).get('view') ?? '',
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The present sources, built into a folder of their own: whatever stands in dist is left alone. */
export async function buildProduct(): Promise<{ readonly main: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-bench-'));
  for (const name of ['node_modules', 'rules', 'manifest.yml', 'package.json'])
    symlinkSync(join(root, name), join(folder, name));
  await bundle(join(folder, 'dist'));
  return { main: join(folder, 'dist/main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  /** Resident memory in megabytes. */
  memory(): number;
  /** Milliseconds of processor time so far; undefined where the system does not say. */
  cpu(): number | undefined;
  stop(): Promise<void>;
}

export type Serve = (api: FakeApi) => Promise<Served>;

/** Bolt by itself, opening the window our app opened last: a constant to it. */
export const bareBolt: Serve = (api) => {
  const script = fileURLToPath(new URL('slack-bare.mjs', import.meta.url));
  return served(spawn(process.execPath, [script, api.url, signingSecret, api.window()], { cwd: root }));
};

/** The product as operators run it, on a new database file, or on PostgreSQL. */
export const product =
  (main: string, database?: string): Serve =>
  async (api) => {
    const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-bench-'));
    const env = {
      PATH: process.env['PATH'],
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      ACTIONS_PER_MINUTE: '0',
      SLACK_API_URL: api.url,
      HOST: '127.0.0.1',
      PORT: '0',
      ...(database === undefined ? { RAG_OR_FT_DATA: join(folder, 'data.db') } : { DATABASE_URL: database }),
    };
    const it = await served(spawn(process.execPath, [main], { env }));
    const stop = async (): Promise<void> => {
      await it.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...it, stop };
  };

/** Waits until the process says where it listens. */
async function served(child: ChildProcess): Promise<Served> {
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (part: Buffer): void => {
      said += part.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/slack\/events/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    void ended.then(() => reject(new Error(`the server ended: ${said}`)));
  });
  const pid = String(child.pid);
  return {
    url,
    memory: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', pid]).toString()) / 1024,
    cpu: () => {
      const stat = `/proc/${pid}/stat`;
      if (!existsSync(stat)) return undefined;
      const fields = readFileSync(stat, 'utf8').split(') ')[1]?.split(' ') ?? [];
      // Ticks of a hundredth of a second, in the program and in the system for it.
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(late);
    },
  };
}
