import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { sign } from '../../src/playground/wire.ts';
import { credentials } from '../playground/stand-in.ts';

/** What happens between Slack and the instances, as shares of 1. */
export interface Way {
  /** Comes again, signed anew, to another instance: at the same time, or when the first is answered. */
  readonly again: number;
  /** Is held up, so that what was sent later comes first. */
  readonly late: number;
  readonly lateMs: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

/** Shares requests out among instances in turn, sends some twice and some late, and an unanswered one to the next. */
export async function balancer(urls: readonly string[], way: Way, random: () => number) {
  let turn = 0;
  const sent = { requests: 0, again: 0, late: 0, elsewhere: 0 };
  const next = (): string => urls[(turn += 1) % urls.length] ?? '';

  async function forward(body: string, headers: IncomingHttpHeaders, retry: boolean): Promise<Answer> {
    const seconds = Number(headers['x-slack-request-timestamp']);
    // A copy of Slack's has a signature of its own.
    const at = retry ? seconds + 1 : seconds;
    const type = headers['content-type'] ?? '';
    const response = await fetch(next(), {
      method: 'POST',
      body: new TextEncoder().encode(body),
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': sign(credentials.signingSecret, at, body),
        ...(retry && { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }),
      },
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
  }

  async function deliver(body: string, headers: IncomingHttpHeaders): Promise<Answer> {
    sent.requests += 1;
    if (random() < way.late) {
      sent.late += 1;
      await new Promise((resolve) => void setTimeout(resolve, random() * way.lateMs));
    }
    const copied = random() < way.again;
    if (copied) sent.again += 1;
    const atOnce = copied && random() < 0.5;
    const copy = atOnce ? forward(body, headers, true).catch(() => undefined) : undefined;
    const first = await forward(body, headers, false).catch(() => undefined);
    const second = copied && !atOnce ? await forward(body, headers, true).catch(() => undefined) : await copy;
    const good = [first, second].find((answer) => answer?.status === 200);
    if (good !== undefined) return good;
    sent.elsewhere += 1;
    return (await forward(body, headers, true).catch(() => undefined)) ?? { status: 502, text: '', type: '' };
  }

  async function answer(body: string, headers: IncomingHttpHeaders, response: ServerResponse): Promise<void> {
    const { status, text, type } = await deliver(body, headers);
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(text);
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      void answer(Buffer.concat(parts).toString('utf8'), request.headers, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, sent };
}
