import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import { readManifest } from '../../src/manifest.ts';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { sign } from '../../src/playground/wire.ts';
import { type Running, start } from '../../src/start.ts';
import { credentials } from '../playground/stand-in.ts';

export const channel = '#llm-guild';
const { botToken, signingSecret } = credentials;

/** The workspace that all instances serve. */
export async function newWorkspace(): Promise<Playground> {
  const manifest = readManifest(new URL('../../manifest.yml', import.meta.url));
  const playground = await startPlayground({ manifest, credentials, rateLimits: false });
  onTestFinished(() => playground.close());
  return playground;
}

export interface Instance extends Running {
  readonly url: string;
  /** What operators would read. */
  readonly lines: readonly string[];
}

/** One more instance of the whole product on a database. */
export async function newInstance(
  playground: Playground,
  database: string,
  { postPauseMs = 0 }: { readonly postPauseMs?: number } = {},
): Promise<Instance> {
  const lines: string[] = [];
  const app = await start(
    {
      slack: { mode: 'http', botToken, signingSecret },
      port: 0,
      host: '127.0.0.1',
      data: '',
      database,
      rules: undefined,
      logLevel: 'info',
      postPauseMs,
      postSettleMs: 25_000,
      slackApiUrl: playground.apiUrl,
    },
    pino({ base: null }, { write: (line: string) => void lines.push(line) }),
  );
  onTestFinished(() => app.stop());
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
