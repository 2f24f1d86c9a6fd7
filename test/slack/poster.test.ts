import { describe, expect, test } from 'vitest';
import type { PostKind } from '../../src/app/ports.ts';
import { createPoster } from '../../src/slack/poster.ts';
import { FakeSlack, accounts, keptLog } from './kit.ts';
import { explanationOf, outgoing, postOf, rules } from './samples.ts';

function poster(slack = new FakeSlack()) {
  const log = keptLog();
  return {
    slack,
    log,
    poster: createPoster({ book: { rulebook: rules }, accounts, log, clientOptions: { fetch: slack.fetch } }),
  };
}

const error = (code: string) => ({ ok: false, error: code });

const ours = (post: string, more: object = {}) => ({
  ts: '1700000001.000200',
  bot_id: 'B0BOT',
  metadata: { event_type: 'rag_or_ft_post', event_payload: { post } },
  ...more,
});
const history = (messages: object[], next_cursor = '') => ({
  ok: true,
  messages,
  response_metadata: { next_cursor },
});

const kinds: PostKind[] = ['decision', 'argument', 'costs', 'moved', 'edit', 'position', 'not-posted'];

describe('sending', () => {
  test.each(kinds)('a %s carries text, blocks, no previews of links', async (kind) => {
    const it = poster();
    expect(await it.poster.send(outgoing(kind, { afterTs: '5.0' }))).toEqual({ kind: 'sent', ts: '1700000000.000100' });
    const [call] = it.slack.calls;
    expect(call?.method).toBe(kind === 'edit' ? 'chat.update' : 'chat.postMessage');
    expect(call?.args['text'].length).toBeGreaterThan(10);
    expect(call?.args['blocks'].length).toBeGreaterThan(0);
    if (kind === 'edit') return;
    expect(call?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
    expect(call?.args['metadata']).toEqual({
      event_type: 'rag_or_ft_post',
      event_payload: { post: `decision-1:1:${kind}` },
    });
  });

  test.each<[PostKind, object, object]>([
    ['decision', {}, { channel: 'C1', thread_ts: undefined }],
    ['decision', { thread: '1.0' }, { channel: 'C1', thread_ts: '1.0' }],
    ['argument', { afterTs: '5.0' }, { channel: 'C1', thread_ts: '5.0' }],
    ['costs', { thread: '1.0', afterTs: '5.0' }, { channel: 'C1', thread_ts: '1.0' }],
    ['edit', { thread: '1.0', afterTs: '5.0' }, { channel: 'C1', ts: '5.0' }],
    ['not-posted', { channel: 'U1' }, { channel: 'U1', thread_ts: undefined }],
  ])('a %s with %j goes to %j', async (kind, post, to) => {
    const it = poster();
    await it.poster.send(outgoing(kind, post));
    const args = it.slack.calls[0]?.args ?? {};
    for (const [key, value] of Object.entries(to)) expect(args[key]).toBe(value);
  });

  const reset = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
  const refusedConnection = new TypeError('fetch failed', {
    cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
  });
  const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  test.each<[string, object, object]>([
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '7' } },
      { kind: 'later', afterMs: 7000, code: 'ratelimited' },
    ],
    ['ratelimited', error('ratelimited'), { kind: 'later', afterMs: 60_000, code: 'ratelimited' }],
    ['not_in_channel', error('not_in_channel'), { kind: 'refused', code: 'not_in_channel' }],
    ['channel_not_found', error('channel_not_found'), { kind: 'refused', code: 'channel_not_found' }],
    ['is_archived', error('is_archived'), { kind: 'refused', code: 'is_archived' }],
    ['msg_too_long', error('msg_too_long'), { kind: 'refused', code: 'msg_too_long' }],
    ['token_revoked', error('token_revoked'), { kind: 'shut', code: 'token_revoked' }],
    ['invalid_auth', error('invalid_auth'), { kind: 'shut', code: 'invalid_auth' }],
    ['fatal_error', error('fatal_error'), { kind: 'unclear', code: 'fatal_error' }],
    ['HTTP 503', { status: 503 }, { kind: 'unclear', code: 'http_503' }],
    ['HTTP 404 of a proxy', { status: 404 }, { kind: 'later', afterMs: 60_000, code: 'http_404' }],
    ['a reset connection', reset, { kind: 'unclear', code: 'ECONNRESET' }],
    ['a timeout', late, { kind: 'unclear' }],
    ['a connection never made', refusedConnection, { kind: 'later', afterMs: 5000, code: 'ECONNREFUSED' }],
  ])('%s', async (_, answer, outcome) => {
    const it = poster(new FakeSlack().answer('chat.postMessage', answer));
    expect(await it.poster.send(outgoing('decision'))).toMatchObject(outcome);
    // The outbox decides about trying again; a second call here could post twice.
    expect(it.slack.methods).toEqual(['chat.postMessage']);
  });

  test.each(['invalid_blocks', 'msg_blocks_too_long'])(
    'after %s the text goes alone rather than nothing',
    async (code) => {
      const it = poster(new FakeSlack().answer('chat.postMessage', error(code)));
      expect(await it.poster.send(outgoing('decision'))).toMatchObject({ kind: 'sent' });
      expect(it.slack.calls.map((call) => 'blocks' in call.args)).toEqual([true, false]);
      expect(it.slack.calls[1]?.args['metadata']).toBeDefined();
      expect(it.log.lines).toMatchObject([{ level: 'error', fields: { code } }]);
    },
  );

  test('refused twice is refused', async () => {
    const it = poster(new FakeSlack().answer('chat.postMessage', error('invalid_blocks'), error('is_archived')));
    expect(await it.poster.send(outgoing('decision'))).toEqual({ kind: 'refused', code: 'is_archived' });
  });

  test("an answer that is none of Slack's is unclear", async () => {
    const it = poster(new FakeSlack().answer('chat.postMessage', { ok: true }));
    expect(await it.poster.send(outgoing('decision'))).toEqual({ kind: 'unclear', code: 'unexpected' });
  });

  test('logs no word of the decision', async () => {
    const it = poster(new FakeSlack().answer('chat.postMessage', error('invalid_blocks'), { ok: true }));
    await it.poster.send(outgoing('decision', {}, explanationOf('my secret plan')));
    expect(JSON.stringify(it.log.lines)).not.toContain('secret');
  });
});

describe('looking whether a post arrived', () => {
  test('finds it by its marker in the channel, from six minutes before it was tried, since clocks differ', async () => {
    const it = poster(
      new FakeSlack().answer('conversations.history', history([ours('other'), ours('decision-1:1:decision')])),
    );
    expect(await it.poster.find(postOf('decision'))).toEqual({ kind: 'found', ts: '1700000001.000200' });
    expect(it.slack.calls[0]?.args).toMatchObject({
      channel: 'C1',
      include_all_metadata: 'true',
      oldest: '1699999640.000000',
    });
  });

  test('looks at replies for what belongs in a thread', async () => {
    const it = poster(new FakeSlack().answer('conversations.replies', history([ours('decision-1:1:costs')])));
    expect(await it.poster.find(postOf('costs', { afterTs: '5.0' }))).toMatchObject({ kind: 'found' });
    expect(it.slack.calls[0]?.args).toMatchObject({ ts: '5.0' });
  });

  test('reads on while there is more', async () => {
    const it = poster(
      new FakeSlack().answer(
        'conversations.history',
        history([ours('x')], 'more'),
        history([ours('decision-1:1:decision')]),
      ),
    );
    expect(await it.poster.find(postOf('decision'))).toMatchObject({ kind: 'found' });
    expect(it.slack.calls[1]?.args).toMatchObject({ cursor: 'more' });
  });

  test("does not take the marker from somebody else's message", async () => {
    const forged = ours('decision-1:1:decision', { bot_id: 'B0EVIL' });
    const it = poster(new FakeSlack().answer('conversations.history', history([forged])));
    expect(await it.poster.find(postOf('decision'))).toEqual({ kind: 'absent' });
  });

  test('gives up on an endless channel', async () => {
    const pages = Array.from({ length: 9 }, () => history([], 'more'));
    const it = poster(new FakeSlack().answer('conversations.history', ...pages));
    expect(await it.poster.find(postOf('decision'))).toEqual({ kind: 'unknown' });
  });

  test.each<[object, object]>([
    [{ ok: false, error: 'missing_scope' }, { kind: 'unknown' }],
    [{ ok: false, error: 'not_in_channel' }, { kind: 'unknown' }],
    [{ ok: false, error: 'channel_not_found' }, { kind: 'unknown' }],
    [
      { ok: false, error: 'token_revoked' },
      { kind: 'shut', code: 'token_revoked' },
    ],
    [
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'later', code: 'ratelimited' },
    ],
    [{ status: 502 }, { kind: 'later', code: 'http_502' }],
    [{ ok: true, messages: 'strange' }, { kind: 'unknown' }],
  ])('%j means %j', async (answer, outcome) => {
    const it = poster(new FakeSlack().answer('conversations.history', answer));
    expect(await it.poster.find(postOf('decision'))).toEqual(outcome);
  });

  test('an edit may be made again, and a direct message cannot be looked up', async () => {
    const it = poster();
    expect(await it.poster.find(postOf('edit', { afterTs: '5.0' }))).toEqual({ kind: 'absent' });
    expect(await it.poster.find(postOf('not-posted'))).toEqual({ kind: 'unknown' });
    expect(it.slack.calls).toEqual([]);
  });
});
