import { expect, test } from 'vitest';
import { decisionOf, newStore, share, team } from '../store/samples.ts';
import { settle, worldOf } from './outbox-world.ts';

async function setUp() {
  const store = await newStore();
  await share(store, decisionOf());
  const states = async () => (await store.posts(team, 'd1')).map(({ state }) => state);
  return { store, ...worldOf(store), states };
}

test('without a good token posts wait, for as long as somebody may need to give another, and go then, each once', async () => {
  const { store, clock, slack, start, states } = await setUp();
  let open = false;
  const shut = { kind: 'shut', code: 'token_revoked' } as const;
  // Slack took the first one, and its answer was lost.
  slack.onSend = (_, take) => {
    if (open) return take();
    if (slack.sends.length === 1) return (take(), { kind: 'unclear', code: 'ECONNRESET' });
    return shut;
  };
  slack.onFind = (_, look) => (open ? look() : shut);
  const outbox = start();
  await settle(outbox, clock, clock.now() + 72 * 3_600_000);
  expect(slack.finds.length).toBeLessThan(40);
  expect(await states()).toEqual(['sending', 'pending', 'pending']);
  open = true;
  await store.hurry(['token_revoked'], clock.now());
  await settle(outbox, clock, clock.now() + 60_000);
  expect(slack.arrived.map(({ kind }) => kind)).toEqual(['decision', 'argument', 'costs']);
});

test('a post for which nobody gives another token is given up after a week', async () => {
  const { clock, slack, start, states } = await setUp();
  const times: number[] = [];
  slack.onSend = () => (times.push(clock.now()), { kind: 'shut', code: 'invalid_auth' });
  slack.onFind = () => ({ kind: 'unknown' });
  await settle(start(), clock);
  expect((await states()).slice(0, 3)).toEqual(['failed', 'failed', 'failed']);
  const days = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 86_400_000;
  // Of the notice too, which waits as long.
  expect(days).toBeGreaterThan(12);
  expect(days).toBeLessThan(16);
  expect(times.length).toBeLessThan(80);
});
