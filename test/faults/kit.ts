import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import type { Config } from '../../src/config.ts';
import { readManifest } from '../../src/manifest.ts';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { sign } from '../../src/playground/wire.ts';
import { type Running, start } from '../../src/start.ts';
import { credentials } from '../playground/stand-in.ts';

export const channel = '#llm-guild';
const { botToken, signingSecret } = credentials;
const whole = readManifest(new URL('../../manifest.yml', import.meta.url));

/** The workspace that all instances serve. */
export async function newWorkspace(clock: () => number = Date.now): Promise<Playground> {
  const playground = await startPlayground({ manifest: whole, credentials, rateLimits: false, clock });
  onTestFinished(() => playground.close());
  return playground;
}

/** What ends a workspace or an instance that several tests share is added to `ends`. */
type Ends = (() => unknown)[];

export async function keptWorkspace(ends: Ends): Promise<Playground> {
  const playground = await startPlayground({ manifest: whole, credentials, rateLimits: false });
  ends.push(() => playground.close());
  return playground;
}

export interface Instance extends Running {
  readonly url: string;
  /** What operators would read. */
  /** What it logged, to be read or taken. */
  readonly lines: string[];
}

type Changes = Partial<Pick<Config, 'slack' | 'slackApiUrl' | 'postPauseMs' | 'postSettleMs'>>;

/** One more instance of the whole product, on PostgreSQL by its address or on a file. */
export async function newInstance(
  playground: Playground,
  database: string | { readonly file: string },
  changes: Changes = {},
): Promise<Instance> {
  const ends: Ends = [];
  const instance = await keptInstance(playground, database, changes, ends);
  for (const end of ends) onTestFinished(async () => void (await end()));
  return instance;
}

export async function keptInstance(
  playground: Playground,
  database: string | { readonly file: string },
  changes: Changes,
  ends: Ends,
): Promise<Instance> {
  const lines: string[] = [];
  const app = await start(
    {
      slack: { mode: 'http', botToken, signingSecret },
      port: 0,
      host: '127.0.0.1',
      data: typeof database === 'string' ? '' : database.file,
      ...(typeof database === 'string' && { database }),
      rules: undefined,
      logLevel: 'info',
      postPauseMs: 0,
      postSettleMs: 25_000,
      slackApiUrl: playground.apiUrl,
      actionsPerMinute: 0,
      ...changes,
    },
    pino({ base: null }, { write: (line: string) => void lines.push(line) }),
  );
  ends.push(() => app.stop());
  return { ...app, url: app.url ?? '', lines };
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Sends an interaction to an instance, signed as Slack does. */
export function interact(url: string, payload: unknown): Promise<Answered> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return signed(url, body, 'application/x-www-form-urlencoded');
}

/** Sends an event. */
export function notify(url: string, payload: object): Promise<Answered> {
  return signed(url, JSON.stringify({ type: 'event_callback', ...payload }), 'application/json');
}

async function signed(url: string, body: string, type: string): Promise<Answered> {
  const seconds = Math.floor(Date.now() / 1000);
  const response = await fetch(url, {
    method: 'POST',
    body: new TextEncoder().encode(body),
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(signingSecret, seconds, body),
    },
  });
  return { status: response.status, text: await response.text() };
}
