import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/slack/clients.ts';
import { createSend, type SendDeps } from '../../src/slack/send.ts';
import { chartOf } from '../../src/slack/views/chart.ts';
import type { Content } from '../../src/slack/views/message.ts';
import { context } from '../../src/slack/views/rich.ts';
import { curves } from '../charts/samples.ts';
import { FakeSlack, identity, keptLog } from './kit.ts';
import { postOf } from './samples.ts';

const { block, chart } = chartOf(curves);
const content: Content = { text: 'Costs', blocks: [context('above'), block, context('below')], chart };
const refused = { ok: false, error: 'invalid_blocks' };
const post = postOf('costs', { afterTs: '5.0' });

/** A sender whose pictures get the file F1 unless told, on a clock of its own. */
function sender(slack: FakeSlack, upload: NonNullable<SendDeps['upload']> = async () => 'F1') {
  const log = keptLog();
  const it = { now: 1_000_000, uploads: 0 };
  const client = createClient('background', identity, { fetch: slack.fetch }, log);
  const send = createSend({
    client,
    log,
    now: () => it.now,
    upload: (...args) => {
      it.uploads += 1;
      return upload(...args);
    },
  });
  return Object.assign(it, { log, send });
}

/** The types of the blocks of each call. */
const shown = (slack: FakeSlack) =>
  slack.calls.map(({ args }) => (args['blocks'] ?? []).map((one: { type: string }) => one.type));
const whole = ['context', 'data_visualization', 'context'];
const pictured = ['context', 'image', 'context'];
const chartless = ['context', 'context'];

describe('a message with a chart', () => {
  test('goes as it is where Slack knows the block', async () => {
    const slack = new FakeSlack();
    const it = sender(slack);
    expect(await it.send(post, content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole]);
    expect(it.uploads).toBe(0);
  });

  test('shows a picture in its place, with its numbers in words, where Slack does not', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused);
    expect(await sender(slack).send(post, content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole, pictured]);
    expect(slack.calls[1]?.args['blocks'][1]).toMatchObject({
      slack_file: { id: 'F1' },
      alt_text: expect.stringContaining('RAG (recommended) $30.9K'),
    });
    expect(slack.calls[1]?.args['metadata']).toEqual(slack.calls[0]?.args['metadata']);
  });

  test.each(['edit-costs'] as const)('changed by an %s falls back alike', async (kind) => {
    const slack = new FakeSlack().answer('chat.update', refused);
    expect(await sender(slack).send(postOf(kind, { afterTs: '5.0' }), content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole, pictured]);
  });

  test('goes without when there can be no picture, and then as text alone', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused, refused);
    const it = sender(slack, () => Promise.reject(new Error('missing_scope')));
    expect(await it.send(post, content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole, chartless, []]);
  });

  test('goes without when the picture is refused too', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused, refused);
    expect(await sender(slack).send(post, content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole, pictured, chartless]);
  });

  test('is refused in the end when all of it is', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused, refused, refused, refused);
    expect(await sender(slack).send(post, content)).toEqual({ kind: 'refused', code: 'invalid_blocks' });
    expect(slack.calls).toHaveLength(4);
  });

  test.each([
    ['a reset connection', new TypeError('fetch failed'), 'unclear'],
    ['a server error', { status: 503 }, 'unclear'],
    ['a limit', { status: 429, headers: { 'retry-after': '3' } }, 'later'],
    ['another refusal', { ok: false, error: 'is_archived' }, 'refused'],
  ])('is not sent again after %s', async (_, answer, kind) => {
    for (const answers of [[answer], [refused, answer]]) {
      const slack = new FakeSlack().answer('chat.postMessage', ...answers);
      expect(await sender(slack).send(post, content)).toMatchObject({ kind });
      expect(slack.calls).toHaveLength(answers.length);
    }
  });

  test('leaves the picture to another attempt when Slack is slow to refuse, so that no call begins late', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused);
    const it = sender(slack);
    const first = it.send(post, content);
    it.now += 2001;
    expect(await first).toEqual({ kind: 'later', afterMs: 1000, code: 'invalid_blocks' });
    expect(await it.send(post, content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole, pictured]);
  });

  test('leaves what comes after the picture to another attempt when that was slow', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused);
    const it = sender(slack, async () => {
      it.now += 10_001;
      throw new Error('late');
    });
    expect(await it.send(post, content)).toMatchObject({ kind: 'later' });
    expect(await it.send(post, content)).toMatchObject({ kind: 'sent' });
    expect(shown(slack)).toEqual([whole, chartless]);
    expect(it.uploads).toBe(1);
  });

  test('that is too long is not made a picture', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', { ok: false, error: 'msg_blocks_too_long' });
    const it = sender(slack);
    await it.send(post, content);
    await it.send(post, content);
    expect(shown(slack)).toEqual([whole, chartless, whole]);
    expect(it.uploads).toBe(0);
  });

  test('is not offered a block again that Slack has just refused, but is after a quarter of an hour', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused);
    const it = sender(slack);
    await it.send(post, content);
    await it.send(post, content);
    it.now += 900_001;
    await it.send(post, content);
    expect(shown(slack)).toEqual([whole, pictured, pictured, whole]);
  });

  test('does not make Slack’s refusal of other messages one of charts', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused);
    const it = sender(slack);
    await it.send(post, { text: 'No chart', blocks: [context('bad')] });
    await it.send(post, content);
    expect(shown(slack)).toEqual([['context'], [], whole]);
  });

  test('logs no word of it', async () => {
    const slack = new FakeSlack().answer('chat.postMessage', refused, refused);
    const it = sender(slack, () => Promise.reject(new Error('secret plan')));
    await it.send(post, content);
    expect(JSON.stringify(it.log.lines)).not.toMatch(/secret|RAG|Break-even/);
    expect(it.log.lines.map((one) => one.level)).toEqual(['error', 'warn', 'error']);
  });
});
