import { describe, expect, it } from 'vitest';
import { actionsPerMinute, createRate } from '../../src/slack/rate.ts';
import { forgetTexts } from '../../src/slack/forget-texts.ts';
import { payloads } from './kit.ts';
import { first, previewOf, started } from './started.ts';

const tooMany = forgetTexts.refused['too-many'];

describe('what one person may do in a minute', () => {
  it('ends, begins anew with the next minute, and is counted for each person alone', () => {
    const time = { now: 0 };
    const rate = createRate(2, () => time.now);
    expect(['a', 'a', 'b', 'a', 'a', 'b'].map(rate)).toEqual(['ok', 'ok', 'ok', 'over', 'silent', 'ok']);
    time.now = 60_000;
    expect(rate('a')).toBe('ok');
  });

  it('has no end when none is set', () => {
    const rate = createRate(0);
    expect(new Set(Array.from({ length: 1_000 }, () => rate('a')))).toEqual(new Set(['ok']));
  });
});

/** An app in which somebody did as much as they may. */
async function exhausted() {
  const it = await started();
  for (let at = 0; at < actionsPerMinute; at += 1) await it.receiver.send(payloads.command(`Workload ${at}`));
  it.slack.calls.length = 0;
  it.calls.length = 0;
  return it;
}

describe('somebody who did as much as they may', () => {
  it('hears of it once, in one kind sentence', async () => {
    const it = await exhausted();
    for (let at = 0; at < 5; at += 1) expect(await it.receiver.send(payloads.command('x'))).toEqual([undefined]);
    expect(it.slack.calls.map(({ method, args }) => [method, args['text']])).toEqual([['response_url', tooMany]]);
  });

  it('keeps a window with everything in it', async () => {
    const it = await exhausted();
    const [answer] = await it.receiver.send(payloads.submission(first(), { Title: 'My workload' }));
    expect(answer).toEqual({ response_action: 'errors', errors: { Title: tooMany } });
    expect(it.calls).toEqual([]);
  });

  it('may still share and close what they have', async () => {
    const it = await exhausted();
    await it.receiver.send(payloads.submission(previewOf()));
    await it.receiver.send(payloads.closed(first()));
    expect(it.calls.map(({ name }) => name)).toEqual(['share', 'leaveFirst']);
  });

  it('is alone with that', async () => {
    const it = await exhausted();
    await it.receiver.send(payloads.command('x', { user_id: 'U2' }));
    await it.receiver.send(payloads.command('x', { team_id: 'T2' }));
    expect(it.slack.methods.filter((method) => method === 'views.open')).toHaveLength(2);
  });
});
