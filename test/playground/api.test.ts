import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../src/playground/limits.ts';
import { startPlayground } from '../../src/playground/index.ts';
import { type Bare, startBare } from './bare.ts';
import { call, credentials, manifest, plain } from './stand-in.ts';

const long = (count: number) => 'x'.repeat(count);
const text = { text: 'hello' };

let it: Bare;
beforeEach(async () => {
  it = await startBare();
});
afterEach(() => it.stop());

const error = (method: string, args: object) => it.error(method, args);
const api = (method: string, args: object) => it.api(method, args);

const sections = (last: number) =>
  [3000, 3000, 3000, last].map((count) => ({ type: 'section', text: plain(long(count)) }));

describe('who may call', () => {
  test.each([
    ['no token', '', 'not_authed'],
    ['a wrong token', 'xoxb-other', 'invalid_auth'],
  ])('%s is refused', async (_name, token, expected) => {
    const response = await fetch(`${it.playground.apiUrl}auth.test`, {
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
      it.playground
        .as('ann')
        .messages('D0ANN')
        .map((one) => one.text),
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
    const response = await fetch(`${it.playground.apiUrl}chat.postMessage`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'header' }] } });
  });

  test('a message without text is taken, and noted', async () => {
    expect(
      await api('chat.postMessage', { channel: 'C0GUILD', blocks: [{ type: 'header', text: plain('Hi') }] }),
    ).toMatchObject({ ok: true });
    expect(it.playground.notes).toEqual([expect.stringContaining('a message without text')]);
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
    const [first] = it.playground.as('ann').messages('C0GUILD');
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
    expect(it.playground.as('ann').messages('C0GUILD').at(-1)).toMatchObject({ text: 'changed', blocks: undefined });
    expect(await api('chat.delete', { channel: 'C0GUILD', ts })).toMatchObject({ ok: true });
    expect(await error('chat.update', { channel: 'C0GUILD', ts, ...text })).toBe('message_not_found');
  });

  test('ephemeral messages reach one member and are in no history', async () => {
    expect(await error('chat.postEphemeral', { channel: 'C0GUILD', user: 'U0NOBODY', ...text })).toBe(
      'user_not_in_channel',
    );
    await api('chat.postEphemeral', { channel: 'C0GUILD', user: 'U0BEN', ...text });
    expect(it.playground.as('ben').ephemerals('C0GUILD')).toHaveLength(1);
    expect(
      it.playground
        .as('ann')
        .messages('C0GUILD')
        .some((one) => one.text === 'hello'),
    ).toBe(false);
    const { messages } = await api('conversations.history', { channel: 'C0GUILD' });
    expect(JSON.stringify(messages)).not.toContain('hello');
  });

  test('a thread is read page by page, its first message first', async () => {
    const parent = it.playground.as('ann').messages('C0GUILD')[1];
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
    const ann = it.playground.as('ann');
    const parent = ann.messages('C0GUILD')[1]?.ts ?? '';
    const reply = ann.thread('C0GUILD', parent)[1]?.ts ?? '';
    expect(await api('chat.getPermalink', { channel: 'C0GUILD', message_ts: reply })).toMatchObject({
      permalink: `https://local.slack.com/archives/C0GUILD/p${reply.replace('.', '')}?thread_ts=${parent}&cid=C0GUILD`,
    });
  });
});
