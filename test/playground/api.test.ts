import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '../../src/playground/limits.ts';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { call, credentials, manifest, option, plain } from './stand-in.ts';

const long = (count: number) => 'x'.repeat(count);
const view = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });

let now: number;
let playground: Playground;
let app: Server;
/** What the app answers next; it gets the trigger of the latest interaction. */
let ack: { status: number; body: string };
const payloads: Record<string, unknown>[] = [];

beforeEach(async () => {
  now = Date.parse('2026-11-21T10:00:00Z');
  ack = { status: 200, body: '' };
  payloads.length = 0;
  playground = await startPlayground({ manifest, credentials, clock: () => now, rateLimits: false });
  app = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      payloads.push(form['payload'] === undefined ? form : (JSON.parse(form['payload']) as Record<string, unknown>));
      response.writeHead(ack.status).end(ack.body);
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  playground.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`);
});
afterEach(async () => {
  await playground.close();
  app.closeAllConnections();
  app.close();
});

const api = async (method: string, args: object, token?: string) =>
  (await call(playground.apiUrl, method, { ...args }, token)).body;
const error = async (method: string, args: object, token?: string) => (await api(method, args, token))['error'];
const text = { text: 'hello' };

/** A fresh trigger of Ann's. */
async function trigger(): Promise<string> {
  await playground.as('ann').command('C0GUILD', '/rag-or-ft');
  return String(payloads.at(-1)?.['trigger_id']);
}
async function openModal(sent: object = view()) {
  const answer = await api('views.open', { trigger_id: await trigger(), view: sent });
  return answer['view'] as { id: string; hash: string };
}

describe('who may call', () => {
  test.each([
    ['no token', '', 'not_authed'],
    ['a wrong token', 'xoxb-other', 'invalid_auth'],
  ])('%s is refused', async (_name, token, expected) => {
    const response = await fetch(`${playground.apiUrl}auth.test`, {
      method: 'POST',
      ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    });
    expect(await response.json()).toMatchObject({ ok: false, error: expected });
  });

  test('auth.test says who the bot is; an unknown method is refused', async () => {
    expect(await api('auth.test', {})).toMatchObject({
      ok: true,
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
      team_id: 'T0LOCAL',
    });
    expect(await error('chat.scream', {})).toBe('unknown_method');
  });

  test('a missing scope is named', async () => {
    const bare = await startPlayground({ manifest: { ...manifest, scopes: ['commands'] }, credentials });
    const { body } = await call(bare.apiUrl, 'chat.postMessage', { channel: 'C0GUILD', text: 'x' });
    expect(body).toEqual({ ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'commands' });
    await bare.close();
    expect(await api('conversations.history', { channel: 'C0LEADS' })).toMatchObject({ error: 'channel_not_found' });
    expect(await api('conversations.info', { channel: 'C0GUILD' })).toMatchObject({ needed: 'channels:read' });
  });
});

describe('messages', () => {
  test.each([
    ['where the bot is not', { channel: 'C0RANDOM', ...text }, 'not_in_channel'],
    ['into a private channel it cannot know', { channel: 'C0LEADS', ...text }, 'channel_not_found'],
    ['to nobody', { channel: 'C0NOWHERE', ...text }, 'channel_not_found'],
    ['without a channel', text, 'invalid_arguments'],
    ['without text and blocks', { channel: 'C0GUILD' }, 'no_text'],
    ['into a thread that does not exist', { channel: 'C0GUILD', ...text, thread_ts: '1.000001' }, 'thread_not_found'],
    ['that are too long', { channel: 'C0GUILD', text: long(limits.postText.max + 1) }, 'msg_too_long'],
    ['with bad blocks', { channel: 'C0GUILD', ...text, blocks: [{ type: 'chart' }] }, 'invalid_blocks'],
    ['with bad metadata', { channel: 'C0GUILD', ...text, metadata: { a: 1 } }, 'invalid_metadata_format'],
  ])('%s are refused', async (_name, args, expected) => {
    expect(await error('chat.postMessage', args)).toBe(expected);
  });

  test('the text of all blocks together has a limit', async () => {
    const sections = (last: number) =>
      [3000, 3000, 3000, last].map((count) => ({ type: 'section', text: plain(long(count)) }));
    expect(await error('chat.postMessage', { channel: 'C0GUILD', ...text, blocks: sections(3000) })).toBeUndefined();
    const over = [...sections(3000), { type: 'section', text: plain('x') }];
    expect(await error('chat.postMessage', { channel: 'C0GUILD', ...text, blocks: over })).toBe('msg_blocks_too_long');
  });

  test('two tables are refused as Slack words it', async () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(await error('chat.postMessage', { channel: 'C0GUILD', ...text, blocks: [table, table] })).toBe(
      'invalid_attachments',
    );
  });

  test('a person’s id as channel means their direct messages', async () => {
    expect(await api('chat.postMessage', { channel: 'U0ANN', ...text })).toMatchObject({ ok: true, channel: 'D0ANN' });
    expect(
      playground
        .as('ann')
        .messages('D0ANN')
        .map((it) => it.text),
    ).toEqual(['hello']);
  });

  test('a form works as well as JSON', async () => {
    const blocks = [{ type: 'header', text: plain('Hi') }];
    const form = new URLSearchParams({
      channel: 'C0GUILD',
      text: 'x',
      blocks: JSON.stringify(blocks),
      token: credentials.botToken,
    });
    const response = await fetch(`${playground.apiUrl}chat.postMessage`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'header' }] } });
  });

  test('a message without text is taken, and noted', async () => {
    expect(
      await api('chat.postMessage', { channel: 'C0GUILD', blocks: [{ type: 'header', text: plain('Hi') }] }),
    ).toMatchObject({ ok: true });
    expect(playground.notes).toEqual([expect.stringContaining('a message without text')]);
  });

  test('metadata is shown only to those who ask', async () => {
    const metadata = { event_type: 'decided', event_payload: { id: 'x' } };
    await api('chat.postMessage', { channel: 'C0GUILD', ...text, metadata });
    const last = async (more: object) =>
      ((await api('conversations.history', { channel: 'C0GUILD', limit: 1, ...more }))['messages'] as object[])[0];
    expect(await last({})).not.toHaveProperty('metadata');
    expect(await last({ include_all_metadata: true })).toMatchObject({ metadata });
  });

  test('only its own messages can be changed, and text without blocks removes the blocks', async () => {
    const [first] = playground.as('ann').messages('C0GUILD');
    expect(await error('chat.update', { channel: 'C0GUILD', ts: first?.ts, ...text })).toBe('cant_update_message');
    expect(await error('chat.delete', { channel: 'C0GUILD', ts: first?.ts })).toBe('cant_delete_message');
    const blocks = [{ type: 'header', text: plain('Hi') }];
    const { ts } = await api('chat.postMessage', { channel: 'C0GUILD', ...text, blocks });
    expect(await error('chat.update', { channel: 'C0GUILD', ts, text: long(limits.updateText.max + 1) })).toBe(
      'msg_too_long',
    );
    expect(await api('chat.update', { channel: 'C0GUILD', ts, text: 'changed' })).toMatchObject({
      ok: true,
      text: 'changed',
    });
    expect(playground.as('ann').messages('C0GUILD').at(-1)).toMatchObject({ text: 'changed', blocks: undefined });
    expect(await api('chat.delete', { channel: 'C0GUILD', ts })).toMatchObject({ ok: true });
    expect(await error('chat.update', { channel: 'C0GUILD', ts, ...text })).toBe('message_not_found');
  });

  test('ephemeral messages reach one member and are in no history', async () => {
    expect(await error('chat.postEphemeral', { channel: 'C0GUILD', user: 'U0NOBODY', ...text })).toBe(
      'user_not_in_channel',
    );
    await api('chat.postEphemeral', { channel: 'C0GUILD', user: 'U0BEN', ...text });
    expect(playground.as('ben').ephemerals('C0GUILD')).toHaveLength(1);
    expect(
      playground
        .as('ann')
        .messages('C0GUILD')
        .some((it) => it.text === 'hello'),
    ).toBe(false);
    const { messages } = await api('conversations.history', { channel: 'C0GUILD' });
    expect(JSON.stringify(messages)).not.toContain('hello');
  });

  test('a thread is read page by page, its first message first', async () => {
    const parent = playground.as('ann').messages('C0GUILD')[1];
    const page = await api('conversations.replies', { channel: 'C0GUILD', ts: parent?.ts, limit: 4 });
    expect(page).toMatchObject({ has_more: true, messages: [{ ts: parent?.ts, reply_count: 5 }, {}, {}, {}] });
    const { next_cursor } = page['response_metadata'] as { next_cursor: string };
    const rest = await api('conversations.replies', {
      channel: 'C0GUILD',
      ts: parent?.ts,
      limit: 4,
      cursor: next_cursor,
    });
    expect(rest).toMatchObject({ has_more: false, messages: [{ thread_ts: parent?.ts }, {}] });
    expect(await error('conversations.replies', { channel: 'C0GUILD', ts: parent?.ts, cursor: 'x' })).toBe(
      'invalid_cursor',
    );
    expect(await error('conversations.replies', { channel: 'C0RANDOM', ts: parent?.ts })).toBe('not_in_channel');
  });

  test('a permalink of a reply names its thread', async () => {
    const ann = playground.as('ann');
    const parent = ann.messages('C0GUILD')[1]?.ts ?? '';
    const reply = ann.thread('C0GUILD', parent)[1]?.ts ?? '';
    expect(await api('chat.getPermalink', { channel: 'C0GUILD', message_ts: reply })).toMatchObject({
      permalink: `https://local.slack.com/archives/C0GUILD/p${reply.replace('.', '')}?thread_ts=${parent}&cid=C0GUILD`,
    });
  });
});

describe('modals', () => {
  test('a trigger works once, for three seconds', async () => {
    const id = await trigger();
    now += limits.triggerMs.max;
    expect(await error('views.open', { trigger_id: id, view: view() })).toBeUndefined();
    expect(await error('views.open', { trigger_id: id, view: view() })).toBe('exchanged_trigger_id');
    const late = await trigger();
    now += limits.triggerMs.max + 1;
    expect(await error('views.open', { trigger_id: late, view: view() })).toBe('expired_trigger_id');
    expect(await error('views.open', { trigger_id: 'made.up', view: view() })).toBe('invalid_trigger_id');
  });

  test('a stale hash is refused, a good one works', async () => {
    const { id, hash } = await openModal();
    const answer = await api('views.update', { view_id: id, hash, view: view({ title: plain('Second') }) });
    expect(answer).toMatchObject({ ok: true, view: { id, title: { text: 'Second' } } });
    expect(await error('views.update', { view_id: id, hash, view: view() })).toBe('hash_conflict');
    expect(await error('views.update', { view_id: 'V0', view: view() })).toBe('not_found');
  });

  test('three modals fit on the stack', async () => {
    const more = {
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] }],
    };
    await openModal(view(more));
    const push = async () => {
      await playground.as('ann').click('more', { view: true });
      return error('views.push', { trigger_id: payloads.at(-1)?.['trigger_id'], view: view(more) });
    };
    expect([await push(), await push(), await push()]).toEqual([undefined, undefined, 'push_limit_reached']);
    expect(await error('views.push', { trigger_id: await trigger(), view: view() })).toBe('invalid_trigger_id');
  });

  test('a view over 250 KB is refused, and an invalid one says where', async () => {
    const heavy = Array.from({ length: 90 }, () => ({ type: 'section', text: plain(long(2800)) }));
    expect(await error('views.open', { trigger_id: await trigger(), view: view({ blocks: heavy }) })).toBe(
      'view_too_large',
    );
    expect(
      await api('views.open', { trigger_id: await trigger(), view: view({ title: plain(long(25)) }) }),
    ).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
  });

  test('an external id belongs to one view', async () => {
    await openModal(view({ external_id: 'mine' }));
    expect(await error('views.open', { trigger_id: await trigger(), view: view({ external_id: 'mine' }) })).toBe(
      'duplicate_external_id',
    );
    expect(await error('views.update', { external_id: 'mine', view: view({ external_id: 'mine' }) })).toBeUndefined();
  });

  const input = (more: object = {}) => ({
    type: 'input',
    block_id: 'q',
    label: plain('Question'),
    element: { type: 'static_select', action_id: 'a', options: [option('x'), option('y')], ...more },
  });
  const asking = (...blocks: object[]) => view({ submit: plain('Go'), blocks });

  test('an update keeps what was entered while block_id, action_id and option stay', async () => {
    const { id } = await openModal(asking(input()));
    const ann = playground.as('ann');
    const entered = () =>
      ann.view()?.state['q']?.[Object.keys(ann.view()?.state['q'] ?? {})[0] ?? '']?.['selected_option'];
    await ann.fill({ q: 'y' });
    await api('views.update', { view_id: id, view: asking({ type: 'divider' }, input()) });
    expect(entered()).toMatchObject({ value: 'y' });
    await api('views.update', { view_id: id, view: asking(input({ options: [option('x')] })) });
    expect(entered()).toBeNull();
    await ann.fill({ q: 'x' });
    await api('views.update', { view_id: id, view: asking(input({ action_id: 'b' })) });
    expect(entered()).toBeNull();
  });

  test.each<[string, { status?: number; body?: object | string }, string]>([
    [
      'errors for no input',
      { body: { response_action: 'errors', errors: { other: 'x' } } },
      'errors must name input blocks',
    ],
    ['an invalid view', { body: { response_action: 'update', view: { type: 'modal' } } }, 'invalid_arguments'],
    ['an unknown action', { body: { response_action: 'explode' } }, 'not an answer Slack understands'],
    ['text', { body: 'thanks' }, 'not an answer Slack understands'],
    ['HTTP 500', { status: 500 }, 'http_service_error'],
  ])('%s as the answer to a submission shows trouble', async (_name, { status = 200, body = '' }, detail) => {
    await openModal(asking(input()));
    ack = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await playground.as('ann').submit({ q: 'x' });
    expect(answer).toMatchObject({ kind: 'failed', shown: 'We had some trouble connecting. Try again?' });
    expect(playground.notes.at(-1)).toContain(detail);
  });

  test('update, push, clear and an empty answer do what they say', async () => {
    const ann = playground.as('ann');
    await openModal(asking(input()));
    ack.body = JSON.stringify({ response_action: 'update', view: view({ title: plain('Two'), submit: plain('Go') }) });
    expect(await ann.submit({ q: 'x' })).toMatchObject({ kind: 'update' });
    ack.body = JSON.stringify({ response_action: 'push', view: view({ title: plain('Three'), submit: plain('Go') }) });
    expect(await ann.submit()).toMatchObject({ kind: 'push' });
    expect(ann.views().map((it) => it.title?.text)).toEqual(['Two', 'Three']);
    ack.body = '';
    expect(await ann.submit()).toEqual({ kind: 'closed' });
    expect(ann.view()?.title?.text).toBe('Two');
    ack.body = JSON.stringify({ response_action: 'clear' });
    expect(await ann.submit()).toEqual({ kind: 'clear' });
    expect(ann.view()).toBeUndefined();
  });
});

describe('response_url', () => {
  const respond = async (body: object) => {
    const response = await fetch(String(payloads.at(-1)?.['response_url']), {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return `${response.status} ${await response.text()}`;
  };

  test('works five times', async () => {
    await trigger();
    const answers = [];
    for (let at = 0; at <= limits.responseUrlUses.max; at++) answers.push(await respond(text));
    expect(answers).toEqual([...Array.from({ length: 5 }, () => '200 ok'), '404 used_url']);
  });

  test('works for thirty minutes', async () => {
    await trigger();
    now += limits.responseUrlMs.max;
    expect(await respond({ ...text, response_type: 'in_channel' })).toBe('200 ok');
    expect(playground.as('ben').messages('C0GUILD').at(-1)?.text).toBe('hello');
    now += 1;
    expect(await respond(text)).toBe('404 expired_url');
  });
});

describe('when Slack misbehaves', () => {
  const post = () => call(playground.apiUrl, 'chat.postMessage', { channel: 'C0GUILD', ...text });
  const posted = () =>
    playground
      .as('ann')
      .messages('C0GUILD')
      .filter((it) => it.text === 'hello').length;

  test('the next calls are limited, fail, or lose their answer', async () => {
    playground.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 7 });
    const limited = await post();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    playground.faults.next('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    expect((await post()).body).toEqual({ ok: false, error: 'fatal_error' });
    playground.faults.next('*', { kind: 'reset', when: 'before' });
    await expect(post()).rejects.toThrow();
    expect(posted()).toBe(0);
    playground.faults.next('chat.postMessage', { kind: 'reset', when: 'after' });
    await expect(post()).rejects.toThrow();
    expect(posted()).toBe(1);
    expect((await post()).body).toMatchObject({ ok: true });
    expect(playground.calls.map((it) => it.status)).toEqual([429, 200, 0, 0, 200]);
  });

  test('a call can hang', async () => {
    playground.faults.next('chat.postMessage', { kind: 'hang', when: 'after' });
    const waited = fetch(`${playground.apiUrl}chat.postMessage`, {
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
    const off = playground.faults.onCall('chat.postMessage', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(`before ${posted()}`);
    });
    playground.faults.onCall('chat.postMessage', () => void seen.push(`after ${posted()}`), 'after');
    await post();
    off();
    await post();
    expect(seen).toEqual(['before 0', 'after 1', 'after 2']);
  });

  test('one message a second per channel, with a burst', async () => {
    playground.faults.rateLimits = true;
    const statuses = [];
    for (let at = 0; at < 5; at++) statuses.push((await post()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    now += 1000;
    expect((await post()).status).toBe(200);
    expect((await call(playground.apiUrl, 'chat.postMessage', { channel: 'U0ANN', ...text })).status).toBe(200);
  });
});

test('the page’s deeds are refused to other sites', async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${playground.url}do?as=U0ANN`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ do: 'say', channel: 'C0GUILD', text: 'hi' }),
    });
  expect((await send({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(403);
  expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
  expect((await send({ 'content-type': 'application/json' })).status).toBe(200);
});
