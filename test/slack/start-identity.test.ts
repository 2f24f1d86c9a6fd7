import { expect, test } from 'vitest';
import { type After, identify, identityPauses, TokenRefused } from '../../src/identity.ts';
import { unknownBot } from '../../src/slack/clients.ts';
import { FakeSlack, keptLog } from './kit.ts';
import { gate } from './receiver-kit.ts';

const hers = { ok: true, bot_id: 'B7', user_id: 'U7' };
const down = { status: 500 };

/** Timers that run when told, and a Slack that answers auth.test with these, one after the other. */
function around(...answers: Parameters<FakeSlack['answer']>[1][]) {
  const slack = new FakeSlack().answer('auth.test', ...answers);
  const log = keptLog();
  const pauses: number[] = [];
  let due: (() => void) | undefined;
  const wait: After = (ms, callback) => {
    pauses.push(ms);
    due = callback;
    return () => {
      if (due === callback) due = undefined;
    };
  };
  return {
    slack,
    log,
    pauses,
    waiting: () => due !== undefined,
    identify: (fetch = slack.fetch) => identify('xoxb-1', { fetch }, log, wait),
    /** Lets the pause be over, and what follows from it happen. */
    async pass() {
      const now = due;
      due = undefined;
      now?.();
      await settled();
    },
  };
}

/** All that needs no clock has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('knows the bot from the first answer, and asks no more', async () => {
  const it = around(hers);
  const identity = await it.identify();
  expect({ ...identity }).toMatchObject({ botToken: 'xoxb-1', botId: 'B7', botUserId: 'U7' });
  expect(identity.known()).toBe(true);
  expect({ waiting: it.waiting(), calls: it.slack.methods, log: it.log.lines }).toEqual({
    waiting: false,
    calls: ['auth.test'],
    log: [],
  });
});

test.each(['invalid_auth', 'account_inactive', 'token_revoked', 'not_allowed_token_type'])(
  'a token that Slack refuses with %s ends the start with one sentence that says what to do',
  async (error) => {
    const it = around({ ok: false, error });
    const sentence = `Slack refuses SLACK_BOT_TOKEN (${error}): copy the Bot User OAuth Token from “OAuth & Permissions” of your app.`;
    await expect(it.identify()).rejects.toThrow(new TokenRefused(sentence));
    expect(it.waiting()).toBe(false);
  },
);

test.each([
  ['fails', down],
  ['limits us', { status: 429, headers: { 'retry-after': '1' } }],
  ['cannot be reached', new TypeError('fetch failed')],
  ['is half way down', { ok: false, error: 'internal_error' }],
  ['says that it is limited', { ok: false, error: 'ratelimited' }],
  ['answers something else', { ok: true }],
  ['is hidden by the page of a proxy', { ok: false, error: '<html>Sign in</html>' }],
])('a Slack that %s does not hold up the start, and is asked again until it says', async (_, answer) => {
  const it = around(answer, answer, hers);
  const identity = await it.identify();
  expect({ ...identity }).toMatchObject(unknownBot);
  expect(it.log.lines.at(-1)).toMatchObject({ level: 'warn', message: expect.stringContaining('asking again') });
  await settled();
  await it.pass();
  expect(identity.known()).toBe(false);
  await it.pass();
  expect({ ...identity }).toMatchObject({ botId: 'B7', botUserId: 'U7' });
  expect({ waiting: it.waiting(), calls: it.slack.calls.length }).toEqual({ waiting: false, calls: 3 });
});

test('a hanging Slack holds up the start for three seconds, and a late answer still counts', async () => {
  const it = around(hers);
  const answering = gate();
  const starting = it.identify(async (url, init) => {
    await answering.opened;
    return it.slack.fetch(url, init);
  });
  await settled();
  expect(it.pauses).toEqual([identityPauses.startMs]);
  await it.pass();
  const identity = await starting;
  expect({ ...identity }).toMatchObject(unknownBot);
  expect(it.waiting()).toBe(false);
  answering.open();
  await settled();
  await settled();
  expect(identity.botId).toBe('B7');
});

test('the pauses grow up to five minutes, and it never gives up', async () => {
  const it = around(...Array.from({ length: 40 }, () => down));
  const identity = await it.identify();
  await settled();
  for (let at = 0; at < 30; at += 1) await it.pass();
  const [, first, second, third, ...more] = it.pauses;
  expect([first, second, third]).toEqual([1000, 2000, 4000]);
  expect(Math.max(...more)).toBe(identityPauses.mostMs);
  expect(it.pauses.at(-1)).toBe(identityPauses.mostMs);
  expect(it.waiting()).toBe(true);
  identity.stop();
});

test('it waits as long as Slack asks, if that is longer', async () => {
  const it = around({ status: 429, headers: { 'retry-after': '30' } });
  await it.identify();
  await settled();
  expect(it.pauses.at(-1)).toBe(30_000);
});

test('stops with the app: while pausing, and while Slack is asked', async () => {
  const pausing = around(down, down, down);
  const one = await pausing.identify();
  await settled();
  one.stop();
  expect(pausing.waiting()).toBe(false);

  const asking = around(down, down, down);
  const two = await asking.identify();
  await settled();
  const passing = asking.pass();
  two.stop();
  await passing;
  expect({ waiting: asking.waiting(), calls: asking.slack.calls.length }).toEqual({ waiting: false, calls: 2 });
});

test('a token that turns out to be refused later is said in the log, and Slack is left alone', async () => {
  const it = around(down, { ok: false, error: 'invalid_auth' });
  const identity = await it.identify();
  await settled();
  await it.pass();
  expect(it.log.lines.at(-1)).toMatchObject({ level: 'error', message: expect.stringContaining('SLACK_BOT_TOKEN') });
  expect({ waiting: it.waiting(), known: identity.known() }).toEqual({ waiting: false, known: false });
});
