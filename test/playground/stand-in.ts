import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { App, LogLevel } from '@slack/bolt';
import { type PlaygroundOptions, startPlayground } from '../../src/playground/index.ts';

export const manifest = {
  commands: [{ command: '/rag-or-ft', description: 'Settle it', usage_hint: '[what it is about]' }],
  shortcuts: [
    { name: 'Settle this debate', type: 'message' as const, callback_id: 'settle' },
    { name: 'RAG or fine-tuning?', type: 'global' as const, callback_id: 'start' },
  ],
  scopes: [
    'commands',
    'chat:write',
    'app_mentions:read',
    'channels:history',
    'im:history',
    'users:read',
    'files:write',
    'files:read',
  ],
};

export const credentials = { botToken: 'xoxb-local', signingSecret: 'local-secret', appToken: 'xapp-local' };

/** A workspace and a Bolt app of its own, connected; `define` registers the listeners. */
export async function start(define: (app: App) => void, over: Partial<PlaygroundOptions> = {}) {
  const playground = await startPlayground({ manifest, credentials, ...over });
  const app = new App({
    signingSecret: credentials.signingSecret,
    token: credentials.botToken,
    botId: 'B0BOT',
    botUserId: 'U0BOT',
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: playground.apiUrl, retryConfig: { retries: 0 } },
  });
  app.error(async () => {});
  define(app);
  const server = (await app.start(0)) as unknown as Server;
  playground.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  const stop = async () => {
    await playground.close();
    server.closeAllConnections();
    await app.stop();
  };
  return { playground, app, ann: playground.as('U0ANN'), ben: playground.as('U0BEN'), stop };
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const option = (value: string, text = value) => ({ text: plain(text), value });

/** Calls the Web API as an app would, in JSON. */
export async function call(
  apiUrl: string,
  method: string,
  args: Record<string, unknown>,
  token = credentials.botToken,
) {
  const response = await fetch(apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
