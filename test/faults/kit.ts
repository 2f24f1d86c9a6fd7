import { onTestFinished } from 'vitest';
import { pino } from 'pino';
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
  readonly lines: readonly string[];
}

interface Pauses {
  readonly postPauseMs?: number;
  readonly postSettleMs?: number;
}

/** One more instance of the whole product, on PostgreSQL by its address or on a file. */
export async function newInstance(
  playground: Playground,
  database: string | { readonly file: string },
  pauses: Pauses = {},
): Promise<Instance> {
  const ends: Ends = [];
  const instance = await keptInstance(playground, database, pauses, ends);
  for (const end of ends) onTestFinished(async () => void (await end()));
  return instance;
}

export async function keptInstance(
  playground: Playground,
  database: string | { readonly file: string },
  { postPauseMs = 0, postSettleMs = 25_000 }: Pauses,
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
      postPauseMs,
      postSettleMs,
      slackApiUrl: playground.apiUrl,
      actionsPerMinute: 0,
    },
    pino({ base: null }, { write: (line: string) => void lines.push(line) }),
  );
  ends.push(() => app.stop());
  return { ...app, url: app.url ?? '', lines };
}

/** Sends an interaction to an instance, signed as Slack does. */
export async function interact(
  url: string,
  payload: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const seconds = Math.floor(Date.now() / 1000);
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(signingSecret, seconds, body),
    },
  });
  return { status: response.status, text: await response.text() };
}
