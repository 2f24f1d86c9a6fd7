import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../../src/slack/clients.ts';
import { failureOf } from '../../src/slack/errors.ts';
import { slackFetch } from '../../src/slack/http.ts';
import { identity, keptLog } from './kit.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

const call = (slackApiUrl: string) =>
  createClient('interactive', identity, { slackApiUrl }, keptLog())
    .apiCall('views.open', { trigger_id: 't', view: '{}' })
    .then(
      ({ ok }) => ({ ok }),
      (error: unknown) => failureOf(error),
    );

describe('calls to Slack', () => {
  it('carry the token and the form, and read the answer', async () => {
    const seen: unknown[] = [];
    const url = await serving((request, response) => {
      request.on('data', (part: Buffer) => {
        seen.push([request.method, request.url, request.headers.authorization, part.toString()]);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
      });
    });
    expect(await call(url)).toEqual({ ok: true });
    expect(seen).toEqual([['POST', '/api/views.open', 'Bearer xoxb-test', 'trigger_id=t&view=%7B%7D']]);
  });

  it.each([
    ['a limit with its time', 429, { 'retry-after': '7' }, { kind: 'later', code: 'ratelimited', afterMs: 7000 }],
    ['a failing server', 503, {}, { kind: 'unclear', code: 'http_503' }],
    [
      'a redirect, which is not followed',
      302,
      { location: 'http://127.0.0.1:1/' },
      { kind: 'later', code: 'http_302' },
    ],
  ])('understand %s', async (_, status, headers, failure) => {
    const url = await serving((_request, response) => void response.writeHead(status, headers).end());
    expect(await call(url)).toMatchObject(failure);
  });

  it('know that a server which is not there has seen nothing, and one that hung up may have', async () => {
    expect(await call('http://127.0.0.1:1/api/')).toMatchObject({ kind: 'later', code: 'ECONNREFUSED' });
    const url = await serving((request) => void request.socket.destroy());
    expect(await call(url)).toMatchObject({ kind: 'unclear' });
  });

  it('end when they are told to', async () => {
    const url = await serving(() => undefined);
    const told = new AbortController();
    const answer = slackFetch(url, { method: 'POST', body: 'x', signal: told.signal });
    told.abort(new DOMException('too long', 'TimeoutError'));
    await expect(answer).rejects.toThrow('too long');
  });

  it('send forms with files as well', async () => {
    let type: string | undefined;
    const url = await serving((request, response) => {
      type = request.headers['content-type'];
      request.resume().on('end', () => response.end('{"ok":true}'));
    });
    const body = new FormData();
    body.append('file', new Blob(['x']), 'x.txt');
    const answer = await slackFetch(url, { method: 'POST', body });
    expect([type?.split(';')[0], await answer.json()]).toEqual(['multipart/form-data', { ok: true }]);
  });
});
