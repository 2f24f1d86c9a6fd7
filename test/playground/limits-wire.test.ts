import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'undici';
import { createMeter } from '../../src/playground/api/rates.ts';
import { limits, rateOf, usualRate } from '../../src/playground/limits.ts';
import { type Bare, startBare } from './bare.ts';
import { actions, button, long, many, section, type wireLimits } from './limit-table.ts';
import { call, credentials, option, plain, start } from './stand-in.ts';

let it: Bare;
beforeEach(async () => {
  it = await startBare();
});
afterEach(() => it.stop());

const post = (more: object) => it.error('chat.postMessage', { channel: 'C0GUILD', text: 'x', ...more });
const view = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });
const open = async (sent: object) => it.error('views.open', { trigger_id: await it.trigger(), view: sent });
const heavy = (bytes: number) => {
  const empty = view({ blocks: many(90, () => section(plain('x'))) });
  const spare = bytes - JSON.stringify(empty).length;
  const share = Math.floor(spare / 90);
  return view({ blocks: many(90, (at) => section(plain(long(1 + share + (at === 0 ? spare % 90 : 0))))) });
};
const sections = (sum: number) => [
  ...many(3, () => section(plain(long(3000)))),
  section(plain(long(sum - 9000 - 1))),
  section(plain('x')),
];
const metadata = (bytes: number) => {
  const empty = { event_type: 'e', event_payload: { text: '' } };
  return { ...empty, event_payload: { text: long(bytes - JSON.stringify(empty).length) } };
};
const respond = async (url: unknown) => {
  const body = JSON.stringify({ text: 'x' });
  return (await fetch(String(url), { method: 'POST', body })).status === 200 ? undefined : 'refused';
};
const responseUrl = async () => {
  await it.trigger();
  return it.payloads.at(-1)?.['response_url'];
};

/** Each probe gives what Slack says to a call of this size; nothing when it is taken. */
const probes: Record<Exclude<(typeof wireLimits)[number], 'ackMs' | 'socketConnections'>, (size: number) => unknown> = {
  viewBytes: (n) => open(heavy(n)),
  postText: (n) => post({ text: long(n) }),
  async updateText(n) {
    const { ts } = await it.api('chat.postMessage', { channel: 'C0GUILD', text: 'x' });
    return it.error('chat.update', { channel: 'C0GUILD', ts, text: long(n) });
  },
  messageBlocksText: (n) => post({ blocks: sections(n) }),
  metadataBytes: (n) => post({ metadata: metadata(n) }),
  attachments: (n) => post({ attachments: many(n, () => ({ text: 'x' })) }),
  fileAltText: (n) => it.error('files.getUploadURLExternal', { filename: 'a.png', length: 1, alt_txt: long(n) }),
  async modalStack(n) {
    const more = view({ blocks: [actions(button({ action_id: 'more' }))] });
    await it.openModal(more);
    for (let at = 1; at < n; at++) {
      await it.playground.as('ann').click('more', { view: true });
      const refused = await it.error('views.push', { trigger_id: it.payloads.at(-1)?.['trigger_id'], view: more });
      if (refused !== undefined) return refused;
    }
    return undefined;
  },
  async triggerMs(n) {
    const trigger_id = await it.trigger();
    it.now += n;
    return it.error('views.open', { trigger_id, view: view() });
  },
  async responseUrlMs(n) {
    const url = await responseUrl();
    it.now += n;
    return respond(url);
  },
  async responseUrlUses(n) {
    const url = await responseUrl();
    let last: unknown;
    for (let at = 0; at < n; at++) last = await respond(url);
    return last;
  },
};

test.each(Object.entries(probes))('%s: the limit passes, one more is refused', async (name, probe) => {
  const { max } = Object.entries(limits).find(([key]) => key === name)![1];
  expect(await probe(max)).toBeUndefined();
  expect(await probe(max + 1)).toEqual(expect.any(String));
});

test('ackMs: an app that acks just in time is fine, and one that is late has failed', async () => {
  const slow = await start(
    (app) =>
      app.command('/rag-or-ft', async ({ ack, command }) => {
        await sleep(Number(command.text));
        await ack();
      }),
    { ackMs: 400 },
  );
  expect(limits.ackMs.max).toBe(3000);
  expect(await slow.ann.command('#llm-guild', '/rag-or-ft 200')).toEqual({ ok: true });
  expect(await slow.ann.command('#llm-guild', '/rag-or-ft 700')).toMatchObject({ error: 'operation_timeout' });
  await slow.stop();
});

/** What the workspace says first to one more connection. */
const greet = async () => {
  const { body } = await call(it.playground.apiUrl, 'apps.connections.open', {}, credentials.appToken);
  const socket = new WebSocket(String(body['url']));
  const said = await new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true });
  });
  return (JSON.parse(said) as { type: string }).type;
};

test('socketConnections: ten are greeted, one more is sent away', async () => {
  const greetings = [];
  for (let at = 0; at <= limits.socketConnections.max; at++) greetings.push(await greet());
  expect(greetings).toEqual([...many(10, () => 'hello'), 'disconnect']);
});

describe('rate limits', () => {
  test.each(Object.entries({ ...rateOf, 'any other method': usualRate }))(
    '%s: the burst passes, one more waits as long as it is told',
    (method, rate) => {
      let now = 0;
      const meter = createMeter(() => now);
      for (let at = 0; at < rate.burst; at++) expect(meter.take(method, 'C1')).toBeUndefined();
      const wait = meter.take(method, 'C1') ?? 0;
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(meter.take(method, 'C2') === undefined).toBe(rate.per === 'channel');
      now += wait * 1000;
      expect(meter.take(method, 'C1')).toBeUndefined();
    },
  );
});

describe('what is refused whatever its size', () => {
  test('a trigger is good once', async () => {
    const trigger_id = await it.trigger();
    expect(await it.error('views.open', { trigger_id, view: view() })).toBeUndefined();
    expect(await it.error('views.open', { trigger_id, view: view() })).toBe('exchanged_trigger_id');
  });

  test('errors of a submission name blocks of inputs', async () => {
    const asking = {
      type: 'input',
      block_id: 'q',
      label: plain('Q'),
      element: { type: 'radio_buttons', action_id: 'a', options: [option('x')] },
    };
    await it.openModal(view({ submit: plain('Go'), blocks: [asking, { type: 'divider', block_id: 'd' }] }));
    it.ack.body = JSON.stringify({ response_action: 'errors', errors: { d: 'no input' } });
    expect(await it.playground.as('ann').submit({ q: 'x' })).toMatchObject({ kind: 'failed' });
  });

  test('message shortcuts are not offered on ephemeral messages', async () => {
    await it.api('chat.postEphemeral', { channel: 'C0GUILD', user: 'U0ANN', text: 'x' });
    const [hidden] = it.playground.as('ann').ephemerals('C0GUILD');
    await expect(it.playground.as('ann').messageShortcut('settle', 'C0GUILD', hidden!.ts)).rejects.toThrow(
      'no message',
    );
    expect(await it.error('chat.update', { channel: 'C0GUILD', ts: hidden!.ts, text: 'y' })).toBe('message_not_found');
  });
});
