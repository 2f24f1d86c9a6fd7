import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { TokenRefused } from '../../src/identity.ts';
import { start } from '../../src/start.ts';
import { wrote } from '../leaks.ts';
import { command, gate, send, signingSecret } from './receiver-kit.ts';

type Reply = (response: ServerResponse) => void;
const json =
  (status: number, body: object, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Slack's Web API on this machine; auth.test is answered with `reply`, everything else with ok. */
async function fakeApi(reply: Reply) {
  const authTest = gate();
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const method = (request.url ?? '').replace('/api/', '');
    calls.push(method);
    request.resume();
    if (method !== 'auth.test') return json(200, { ok: true })(response);
    authTest.open();
    reply(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/`, calls, authTest: authTest.opened };
}

/** The whole app in HTTP mode against that Web API. */
function startAgainst(slackApiUrl: string, lines: string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return start(
    {
      slack: { mode: 'http', botToken: 'xoxb-1', signingSecret },
      port: 0,
      host: '127.0.0.1',
      data: join(folder, 'data.db'),
      rules: undefined,
      logLevel: 'info',
      postPauseMs: 0,
      postSettleMs: 0,
      slackApiUrl,
    },
    pino(
      { base: null },
      {
        write(line: string) {
          wrote(line);
          lines.push(line);
        },
      },
    ),
  );
}

const now = () => Math.floor(Date.now() / 1000);

async function expectServing(running: Awaited<ReturnType<typeof startAgainst>>, slack: string): Promise<void> {
  const url = running.url ?? '';
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/slack\/events$/);
  const health = await send(url, '', { method: 'GET', path: '/healthz' });
  expect({ status: health.status, body: JSON.parse(health.text) }).toEqual({ status: 200, body: { ok: true, slack } });
  const body = command({ trigger_id: 't', channel_name: 'llm-guild' });
  expect(await send(url, body, { seconds: now() })).toMatchObject({ status: 200, text: '' });
  // The very same again opens no second window.
  expect(await send(url, body, { seconds: now() })).toMatchObject({ status: 200 });
  expect(await send(url, body, { seconds: now() + 3600 })).toMatchObject({ status: 401 });
  expect(await send(url, 'null', { seconds: now(), type: 'application/json' })).toMatchObject({ status: 400 });
}

test.each([
  ['says who the bot is', json(200, { ok: true, bot_id: 'B1', user_id: 'U1' }), 'known'],
  ['fails', json(500, {}), 'not answering yet'],
  ['limits us', json(429, {}, { 'retry-after': '30' }), 'not answering yet'],
  ['answers with a page', (response: ServerResponse) => void response.end('<html>'), 'not answering yet'],
  ['cuts the connection', (response: ServerResponse) => void response.destroy(), 'not answering yet'],
])('starts, serves and acknowledges while Slack %s', async (_, reply, slack) => {
  const api = await fakeApi(reply);
  const running = await startAgainst(api.url);
  await expectServing(running, slack);
  await running.stop();
  expect(api.calls.filter((method) => method === 'views.open').length).toBeLessThanOrEqual(2);
  expect(api.calls).not.toContain('chat.postMessage');
});

test('starts, serves and acknowledges while Slack hangs', async () => {
  const api = await fakeApi(() => {});
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const starting = startAgainst(api.url);
  await api.authTest;
  vi.advanceTimersByTime(3000);
  const running = await starting;
  vi.useRealTimers();
  await expectServing(running, 'not answering yet');
  await running.stop();
  expect(api.calls[0]).toBe('auth.test');
});

test('does not start with a token that Slack refuses, and says so in one sentence', async () => {
  const api = await fakeApi(json(200, { ok: false, error: 'invalid_auth' }));
  const lines: string[] = [];
  const refused = await startAgainst(api.url, lines).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(TokenRefused);
  expect(String(refused)).toContain('Slack refuses SLACK_BOT_TOKEN (invalid_auth)');
  expect(api.calls).toEqual(['auth.test']);
  expect(lines.join('')).not.toContain('xoxb');
});

test('answers no request once it was stopped', async () => {
  const api = await fakeApi(json(500, {}));
  const running = await startAgainst(api.url);
  await running.stop();
  await expect(send(running.url ?? '', command(), { seconds: now() })).rejects.toThrow('ECONNREFUSED');
  expect(api.calls).toEqual(['auth.test']);
});
