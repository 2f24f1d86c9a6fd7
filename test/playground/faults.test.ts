import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../src/playground/limits.ts';
import { type Bare, startBare } from './bare.ts';
import { call, credentials } from './stand-in.ts';

const text = { text: 'hello' };

let it: Bare;
beforeEach(async () => {
  it = await startBare();
});
afterEach(() => it.stop());

const respond = async (body: object) => {
  const response = await fetch(String(it.payloads.at(-1)?.['response_url']), {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return `${response.status} ${await response.text()}`;
};

describe('response_url', () => {
  test('works five times', async () => {
    await it.trigger();
    const answers = [];
    for (let at = 0; at <= limits.responseUrlUses.max; at++) answers.push(await respond(text));
    expect(answers).toEqual([...Array.from({ length: 5 }, () => '200 ok'), '404 used_url']);
  });

  test('works for thirty minutes', async () => {
    await it.trigger();
    it.now += limits.responseUrlMs.max;
    expect(await respond({ ...text, response_type: 'in_channel' })).toBe('200 ok');
    expect(it.playground.as('ben').messages('C0GUILD').at(-1)?.text).toBe('hello');
    it.now += 1;
    expect(await respond(text)).toBe('404 expired_url');
  });
});

const post = () => call(it.playground.apiUrl, 'chat.postMessage', { channel: 'C0GUILD', ...text });

const posted = () =>
  it.playground
    .as('ann')
    .messages('C0GUILD')
    .filter((one) => one.text === 'hello').length;

describe('when Slack misbehaves', () => {
  test('the next calls are limited, fail, or lose their answer', async () => {
    it.playground.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 7 });
    const limited = await post();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    it.playground.faults.next('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    expect((await post()).body).toEqual({ ok: false, error: 'fatal_error' });
    it.playground.faults.next('*', { kind: 'reset', when: 'before' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(posted()).toBe(0);
    it.playground.faults.next('chat.postMessage', { kind: 'reset', when: 'after' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(posted()).toBe(1);
    expect((await post()).body).toMatchObject({ ok: true });
    expect(it.playground.calls.map((one) => one.status)).toEqual([429, 200, 0, 0, 200]);
  });

  test('a call can hang', async () => {
    it.playground.faults.next('chat.postMessage', { kind: 'hang', when: 'after' });
    const waited = fetch(`${it.playground.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credentials.botToken}` },
      body: new URLSearchParams({ channel: 'C0GUILD', text: 'hello' }),
      signal: AbortSignal.timeout(100),
    });
    await expect(waited).rejects.toThrow('timeout');
    expect(posted()).toBe(1);
  });

  test('hooks run at the very moment and are waited for', async () => {
    const seen: string[] = [];
    const off = it.playground.faults.onCall('chat.postMessage', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(`before ${posted()}`);
    });
    it.playground.faults.onCall('chat.postMessage', () => void seen.push(`after ${posted()}`), 'after');
    await post();
    off();
    await post();
    expect(seen).toEqual(['before 0', 'after 1', 'after 2']);
  });

  test('one message a second per channel, with a burst', async () => {
    it.playground.faults.rateLimits = true;
    const statuses = [];
    for (let at = 0; at < 5; at++) statuses.push((await post()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    it.now += 1000;
    expect((await post()).status).toBe(200);
    expect((await call(it.playground.apiUrl, 'chat.postMessage', { channel: 'U0ANN', ...text })).status).toBe(200);
  });
});

const send = (headers: Record<string, string>) =>
  fetch(`${it.playground.url}do?as=U0ANN`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ do: 'say', channel: 'C0GUILD', text: 'hi' }),
  });

test('the page’s deeds are refused to other sites', async () => {
  expect((await send({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(403);
  expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
  expect((await send({ 'content-type': 'application/json' })).status).toBe(200);
});
