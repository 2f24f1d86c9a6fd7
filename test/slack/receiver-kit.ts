import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { App, ReceiverEvent } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { createReceiver, type ReceiverOptions } from '../../src/slack/receiver.ts';
import { keptLog } from './kit.ts';

export const signingSecret = 'the-signing-secret';
/** A fixed time, so that no test depends on the clock. */
export const noon = 1_800_000_000;

export const form = 'application/x-www-form-urlencoded';

export type Process = (event: ReceiverEvent) => Promise<void>;

/** Acknowledges everything. */
export const acks: Process = async ({ ack }) => ack();

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Sending {
  readonly seconds?: number;
  readonly type?: string;
  /** Instead of, or besides, the right ones; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly method?: string;
  readonly path?: string;
}

export function sign(seconds: number, body: string | Uint8Array, secret = signingSecret): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:`).update(body).digest('hex')}`;
}

/** A receiver on a free port before an app that does `process`. */
export async function listening(process: Process | App = acks, options: Partial<ReceiverOptions> = {}) {
  const log = keptLog();
  const clock = { seconds: noon };
  const events: ReceiverEvent[] = [];
  const receiver = createReceiver({ signingSecret, log, now: () => clock.seconds * 1000, ...options });
  const app = typeof process !== 'function' ? process : ({ processEvent: process } as unknown as App);
  receiver.init({
    processEvent: (event: ReceiverEvent) => {
      events.push(event);
      return app.processEvent(event);
    },
  } as unknown as App);
  const url = await receiver.start({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => receiver.stop());
  return {
    receiver,
    log,
    clock,
    events,
    url,
    send: (body: string | Uint8Array, more?: Sending) => send(url, body, more),
  };
}

/** Sends a signed request as Slack does. */
export function send(url: string, body: string | Uint8Array, more: Sending = {}): Promise<Answered> {
  const seconds = more.seconds ?? noon;
  const headers = {
    'content-type': more.type ?? form,
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': sign(seconds, body),
    ...more.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(more.path ?? url, url), { method: more.method ?? 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.setHeader(name, value);
    sent.on('error', reject);
    sent.end(body);
  });
}

export const command = (more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    command: '/rag-or-ft',
    text: 'x',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    ...more,
  }).toString();

export const interaction = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** Something to wait for, and the function that lets it happen. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open?.() };
}
