import { describe, expect, test } from 'vitest';
import type { UseCases } from '../../src/app/use-cases.ts';
import { createApp } from '../../src/slack/app.ts';
import { clientOptions, createClient } from '../../src/slack/clients.ts';
import { buttons, modals } from '../../src/slack/ids.ts';
import { slackLogger } from '../../src/slack/log.ts';
import { noticeModal } from '../../src/slack/views/modal.ts';
import { accounts, FakeReceiver, FakeSlack, identity, keptLog, payloads } from './kit.ts';
import { firstPage, rules } from './samples.ts';

const useCases = { firstPage: () => firstPage, allow: () => undefined, newcomers: {} } as unknown as UseCases;

async function started(slack = new FakeSlack()) {
  const receiver = new FakeReceiver();
  const log = keptLog();
  const app = createApp({
    useCases,
    book: { rulebook: rules },
    receiver,
    accounts,
    log,
    clientOptions: { fetch: slack.fetch },
  });
  await app.init();
  return { app, receiver, slack, log };
}

describe('what Bolt and web-api would do by default', () => {
  test('no headers are shared between clients: each calls Slack with its own token', async () => {
    const slack = new FakeSlack();
    const endpoint = { fetch: slack.fetch, headers: { 'x-shared': '1' } };
    expect(clientOptions('interactive', endpoint, keptLog())).not.toHaveProperty('headers');
    for (const botToken of ['xoxb-a', 'xoxb-b', 'xoxb-a']) {
      await createClient('background', { ...identity, botToken }, endpoint, keptLog()).api.test();
    }
    expect(slack.calls.map(({ token }) => token)).toEqual(['Bearer xoxb-a', 'Bearer xoxb-b', 'Bearer xoxb-a']);
  });

  test('every payload is acknowledged exactly once: one handler takes it', async () => {
    const it = await started();
    const view = noticeModal('Sorry', 'Close', 'x');
    const all = [
      payloads.command('x'),
      payloads.command('help'),
      payloads.global(),
      payloads.message(),
      payloads.submission(view),
      payloads.closed(view),
      ...Object.values(buttons).map(({ id }) => payloads.action(id, undefined)),
    ];
    for (const body of all) expect(await it.receiver.send(body)).toHaveLength(1);
  });

  test('closing any of our windows has a listener', async () => {
    const it = await started();
    for (const callback_id of Object.values(modals)) {
      expect(await it.receiver.send(payloads.closed({ ...noticeModal('Sorry', 'Close', 'x'), callback_id }))).toEqual([
        undefined,
      ]);
    }
    expect(it.log.lines).toEqual([]);
  });

  test('nobody asks Slack who we are, neither at the start nor with an event', async () => {
    const it = await started();
    for (let at = 0; at < 5; at += 1) await it.receiver.send(payloads.command('x'));
    expect(new Set(it.slack.methods)).toEqual(new Set(['views.open']));
  });

  test('starts while Slack is down', async () => {
    const slack = new FakeSlack().answer('auth.test', new TypeError('fetch failed'));
    await expect(started(slack)).resolves.toBeDefined();
  });

  test('conversations are not kept in memory', async () => {
    const it = await started();
    let kept: unknown = 'not looked';
    it.app.use(async ({ context, next }) => {
      kept = context['updateConversation'];
      await next();
    });
    // Events go past the handlers of commands and windows.
    await it.receiver.send({ team_id: 'T1', type: 'event_callback', event: { type: 'message', channel: 'C1' } });
    expect(kept).toBeUndefined();
  });

  test('a limited or hanging call fails at once instead of holding back the next one', async () => {
    const slack = new FakeSlack().answer('views.open', { status: 429, headers: { 'retry-after': '30' } });
    const it = await started(slack);
    await it.receiver.send(payloads.command('x'));
    await it.receiver.send(payloads.command('y'));
    expect(slack.methods).toEqual(['views.open', 'response_url', 'views.open']);
    for (const kind of ['interactive', 'background'] as const) {
      expect(clientOptions(kind, undefined, keptLog())).toMatchObject({
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      });
    }
    expect(clientOptions('interactive', undefined, keptLog()).timeout).toBeLessThan(3000);
    expect(clientOptions('background', undefined, keptLog()).timeout).toBe(10_000);
  });

  test("what Slack's libraries log is reduced to sentences", () => {
    const log = keptLog();
    slackLogger(log).error(new Error('with xoxb-secret'), { token: 'xoxb-secret' });
    slackLogger(log).warn('a sentence', { token: 'xoxb-secret' });
    expect(JSON.stringify(log.lines)).not.toContain('secret');
    expect(log.lines).toHaveLength(2);
  });
});
