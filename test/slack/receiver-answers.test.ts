import { App, type AuthorizeResult } from '@slack/bolt';
import { expect, test } from 'vitest';
import { slackLogger } from '../../src/slack/log.ts';
import { noticeModal } from '../../src/slack/views/modal.ts';
import { FakeReceiver, FakeSlack, keptLog, payloads } from './kit.ts';
import { command, interaction, listening } from './receiver-kit.ts';

const never = new Promise<never>(() => {});
const authorize = (): Promise<AuthorizeResult> => Promise.reject(new Error('no installation'));

test('what nobody acknowledged in time is answered 503 with a line in the log, and a late one changes nothing', async () => {
  let late: (() => Promise<void>) | undefined;
  const it = await listening(
    async ({ ack }) => {
      late = () => ack({ text: 'late' });
      await never;
    },
    { limits: { ackMs: 5, stopMs: 5 } },
  );
  expect(await it.send(command())).toMatchObject({ status: 503, text: '' });
  await late?.();
  expect(it.log.lines.map(({ level, message }) => [level, message])).toEqual([
    ['error', 'nobody acknowledged in time'],
    ['warn', 'acknowledged twice, or too late'],
  ]);
});

test('a second acknowledgement is logged and does not throw', async () => {
  const it = await listening(async ({ ack }) => {
    await ack({ text: 'one' });
    await ack({ text: 'two' });
  });
  const { status, text } = await it.send(command());
  expect({ status, body: JSON.parse(text) }).toEqual({ status: 200, body: { text: 'one' } });
  expect(it.log.lines).toEqual([
    {
      level: 'warn',
      fields: { kind: 'command', request: expect.stringMatching(/^[0-9a-f]{8}$/) },
      message: 'acknowledged twice, or too late',
    },
  ]);
});

test.each([
  ['throws', () => Promise.reject(new Error('with a secret')), 'a listener failed'],
  ['ends without an acknowledgement', async () => {}, 'no listener acknowledged'],
])('a listener that %s is answered 500 at once', async (_, process, message) => {
  const it = await listening(process);
  expect(await it.send(command())).toMatchObject({ status: 500, text: '' });
  expect(it.log.lines).toMatchObject([{ level: 'error', fields: { kind: 'command' }, message }]);
  expect(JSON.stringify(it.log.lines)).not.toContain('secret');
});

test('an acknowledgement that is no JSON is a failure of the listener', async () => {
  const it = await listening(async ({ ack }) => ack({ n: 1n }));
  expect(await it.send(command())).toMatchObject({ status: 500 });
});

test('a listener that fails after it acknowledged is logged only', async () => {
  const it = await listening(async ({ ack }) => {
    await ack();
    throw new Error('later');
  });
  expect(await it.send(command())).toMatchObject({ status: 200 });
  expect(it.log.lines).toMatchObject([{ level: 'error', message: 'a listener failed after the answer' }]);
});

test('a request before the app is there is a failure, not a wait', async () => {
  const it = await listening();
  it.receiver.init(undefined as unknown as App);
  expect(await it.send(command())).toMatchObject({ status: 500 });
});

test.each([
  ['a command', command(), { response_type: 'ephemeral', text: expect.stringContaining('reinstall') }],
  [
    'a click',
    interaction(payloads.action('decision:why', { v: 1 })),
    { replace_original: false, text: expect.stringContaining('reinstall') },
  ],
  [
    'a submitted window',
    interaction(payloads.submission(noticeModal('Sorry', 'Close', 'x'))),
    { response_action: 'update', view: { type: 'modal', title: { text: 'Sorry' } } },
  ],
  ['a closed window', interaction(payloads.closed(noticeModal('Sorry', 'Close', 'x'))), {}],
])('without an installation %s is answered kindly', async (_, body, answer) => {
  const app = new App({
    receiver: new FakeReceiver(),
    authorize,
    deferInitialization: true,
    convoStore: false,
    ignoreSelf: false,
    logger: slackLogger(keptLog()),
    clientOptions: { fetch: new FakeSlack().fetch },
  });
  app.error(async (error) => {
    throw error;
  });
  await app.init();
  const it = await listening(app);
  const { status, text } = await it.send(body);
  expect({ status, body: JSON.parse(text || '{}') }).toMatchObject({ status: 200, body: answer });
  expect(it.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
