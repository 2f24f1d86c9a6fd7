import { expect, it } from 'vitest';
import { debateTexts } from '../../src/slack/debate-texts.ts';
import { payloads } from './kit.ts';
import { started } from './started.ts';

const link = 'settle https://x.slack.com/archives/C02/p1700000000000100';
const offer = { v: 1, place: { channel: 'C02', thread: '1700000000.000100' } };

/** The app as somebody leads it to a thread of C02, with what Slack says of the channels they are in. */
async function led(payload: object, ...channels: readonly object[]) {
  const it = await started();
  it.slack.answer('views.open', { ok: true, view: { id: 'V1', hash: '1.a' } });
  it.slack.answer('users.conversations', ...channels);
  await it.receiver.send(payload);
  return {
    read: it.slack.methods.includes('conversations.replies'),
    said: JSON.stringify(it.slack.calls),
  };
}

it.each([
  ['by a link, of somebody who is elsewhere', payloads.command(link), { ok: true, channels: [{ id: 'C1' }] }],
  ['by a link, while Slack does not say who is where', payloads.command(link), { ok: false, error: 'missing_scope' }],
  ['by the button that tries again', payloads.action('debate:button:settle', offer), { ok: true, channels: [] }],
])('a thread is not read %s', async (_, payload, channels) => {
  const { read, said } = await led(payload, channels);
  expect(read).toBe(false);
  expect(said).toContain(debateTexts.settle.outside);
});

it.each([
  ['by a link, of somebody who is in its channel', payloads.command(link), { ok: true, channels: [{ id: 'C02' }] }],
  [
    'by a link written in its channel',
    payloads.command(link, { channel_id: 'C02' }),
    { ok: false, error: 'fatal_error' },
  ],
  ['from its own menu', payloads.message({ channel: { id: 'C02' } }), { ok: false, error: 'fatal_error' }],
])('a thread is read %s', async (_, payload, channels) => {
  expect(await led(payload, channels)).toMatchObject({ read: true });
});

const page = (id: string, cursor: string) => ({
  ok: true,
  channels: [{ id }],
  response_metadata: { next_cursor: cursor },
});

it('a thread is read for somebody whose channels fill more than a page', async () => {
  const { read, said } = await led(payloads.command(link), page('C1', 'more'), page('C02', ''));
  expect(read).toBe(true);
  expect(said).toContain('"cursor":"more"');
});
