import { expect, test } from 'vitest';
import type { Answer, Finding } from './outbox-world.ts';
import type { Claim, Outgoing, Shown } from '../../src/app/ports.ts';
import { outlookOf } from '../slack/money.ts';
import { decisionOf, newStore, revise, share, team } from '../store/samples.ts';
import { settle, worldOf } from './outbox-world.ts';

const all = ['d1:1:decision', 'd1:1:argument', 'd1:1:costs'];

async function setUp() {
  const store = await newStore();
  const decision = decisionOf();
  await share(store, decision);
  const world = worldOf(store);
  const states = async () => (await store.posts(team, 'd1')).map(({ state }) => state);
  return { store, decision, ...world, states };
}

test('a decision and its replies arrive in order, a second apart in their channel', async () => {
  const { clock, slack, start, states } = await setUp();
  await settle(start(), clock);
  expect(slack.arrived.map(({ id, at }) => [id, at - 1_000_000])).toEqual([
    ['d1:1:decision', 0],
    ['d1:1:argument', 1_000],
    ['d1:1:costs', 2_000],
  ]);
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
  expect(slack.finds).toEqual([]);
  expect(clock.timers).toBe(0);
});

test('only the costs, new or changed, come with what the draws say', async () => {
  const { store, decision, clock, slack, start } = await setUp();
  await revise(store, decision, 2);
  const drawn: [string, boolean][] = [];
  slack.onSend = (message, take) => {
    drawn.push([message.post.kind, message.outlook !== undefined]);
    return take();
  };
  const asked: number[] = [];
  const outlook = async ({ revision }: Shown) => {
    asked.push(revision.number);
    return outlookOf();
  };
  await settle(start({ outlook }), clock);
  expect(drawn).toEqual([
    ['decision', false],
    ['argument', false],
    ['costs', true],
    ['edit', false],
    ['edit-argument', false],
    ['edit-costs', true],
    ['moved', false],
  ]);
  expect(asked).toEqual([2, 2]);
});

test('costs whose draws fail are tried again, and the posts after them still arrive', async () => {
  const { clock, slack, start, states, logged } = await setUp();
  let calls = 0;
  const outlook = async () => {
    calls += 1;
    if (calls === 1) throw new Error('no draws');
    return outlookOf();
  };
  await settle(start({ outlook }), clock);
  expect(slack.arrived.map(({ kind }) => kind)).toEqual(['decision', 'argument', 'costs']);
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
  expect(logged).toContain('a post could not be prepared');
});

test('different channels do not wait for each other', async () => {
  const { store, clock, slack, start } = await setUp();
  await share(store, decisionOf({ id: 'd2', place: { channel: 'C2' } }));
  await share(store, decisionOf({ id: 'd3', place: { channel: 'C1' } }));
  const outbox = start();
  await settle(outbox, clock, clock.now());
  expect(slack.sends).toEqual(['d1:1:decision', 'd2:1:decision']);
  await settle(outbox, clock);
  expect(slack.sends).toHaveLength(9);
  expect(new Set(slack.sends).size).toBe(9);
});

const taken = (_: Outgoing, take: () => Answer): Answer => (take(), { kind: 'unclear', code: 'timeout' });
const lost = (): Answer => ({ kind: 'unclear', code: 'timeout' });
const looked = (_: unknown, look: () => Finding): Finding => look();
const forbidden = (): Finding => ({ kind: 'unknown' });

const oncePerPost = { arrived: all, notices: [], failed: [] };
const told = { notices: ['unclear'], failed: all };

const cases = [
  {
    what: 'an unclear answer to what Slack took is looked up',
    send: taken,
    find: looked,
    sends: 1,
    outcome: oncePerPost,
  },
  {
    what: 'an unclear answer to what Slack did not take is sent again',
    send: lost,
    find: looked,
    sends: 2,
    outcome: oncePerPost,
  },
  {
    what: 'what Slack took and nobody may look up is not sent again: the owner is told',
    send: taken,
    find: forbidden,
    sends: 1,
    outcome: { ...told, arrived: ['d1:1:decision'] },
  },
  {
    what: 'what Slack did not take and nobody may look up is not sent again either',
    send: lost,
    find: forbidden,
    sends: 1,
    outcome: { ...told, arrived: [] },
  },
  {
    what: 'a look that fails is repeated until it succeeds',
    send: taken,
    find: later(3),
    sends: 1,
    outcome: oncePerPost,
  },
  {
    what: 'a look that fails for hours ends with a word to the owner',
    send: taken,
    find: later(1_000),
    sends: 1,
    outcome: { ...told, arrived: ['d1:1:decision'] },
  },
  {
    what: 'a refused post is not tried again: the owner is told why',
    send: (): Answer => ({ kind: 'refused', code: 'not_in_channel' }),
    find: looked,
    sends: 1,
    outcome: { arrived: [], notices: ['not_in_channel'], failed: all },
  },
  {
    what: 'a post that Slack surely did not take is sent again without looking',
    send: (): Answer => ({ kind: 'later', afterMs: 30_000, code: 'ratelimited' }),
    find: forbidden,
    sends: 2,
    outcome: oncePerPost,
  },
  {
    what: 'a poster that throws counts as unclear',
    send: (): Promise<Answer> => Promise.reject(new Error('a bug')),
    find: looked,
    sends: 2,
    outcome: oncePerPost,
  },
];

test.each(cases.map((one) => [one.what, one] as const))('%s', async (_, { send, find, sends, outcome }) => {
  const { store, clock, slack, start } = await setUp();
  let calls = 0;
  slack.onSend = (message, take) => {
    if (message.post.kind !== 'decision') return take();
    calls += 1;
    return calls === 1 ? send(message, take) : take();
  };
  slack.onFind = find;
  await settle(start(), clock);
  const posts = await store.posts(team, 'd1');
  expect(calls).toBe(sends);
  expect(slack.arrived.filter(({ kind }) => kind !== 'not-posted').map(({ id }) => id)).toEqual(outcome.arrived);
  expect(slack.arrived.filter(({ kind }) => kind === 'not-posted').map(({ reason }) => reason)).toEqual(
    outcome.notices,
  );
  expect(posts.filter(({ state }) => state === 'failed').map(({ id }) => id)).toEqual(outcome.failed);
  expect(posts.filter(({ state }) => state === 'pending' || state === 'sending')).toEqual([]);
});

function later(times: number) {
  let calls = 0;
  return (_: unknown, look: () => Finding): Finding => (calls++ < times ? { kind: 'later', code: 'http_503' } : look());
}

test('a notice goes to its owner alone', async () => {
  const { clock, slack, start } = await setUp();
  slack.onSend = ({ post }, take) =>
    post.kind === 'costs' ? { kind: 'refused', code: 'msg_blocks_too_long' } : take();
  await settle(start(), clock);
  expect(slack.arrived.map(({ kind, channel, reason }) => [kind, channel, reason])).toEqual([
    ['decision', 'C1', undefined],
    ['argument', 'C1', undefined],
    ['not-posted', 'U0ANN', 'msg_blocks_too_long'],
  ]);
});

test('a notice that cannot be posted is logged, and that is all', async () => {
  const { store, clock, slack, start, states, logged } = await setUp();
  slack.onSend = () => ({ kind: 'refused', code: 'account_inactive' });
  await settle(start(), clock);
  expect(await states()).toEqual(['failed', 'failed', 'failed', 'failed']);
  expect(await store.posts(team, 'd1')).toHaveLength(4);
  expect(logged).toEqual(['a post is given up', 'a post is given up']);
});

test('a notice of unknown outcome that nobody may look up is sent again', async () => {
  const { clock, slack, start } = await setUp();
  let notices = 0;
  slack.onSend = ({ post }, take) => {
    if (post.kind !== 'not-posted') return { kind: 'refused', code: 'is_archived' };
    notices += 1;
    return notices === 1 ? { kind: 'unclear', code: 'timeout' } : take();
  };
  slack.onFind = () => ({ kind: 'unknown' });
  await settle(start(), clock);
  expect(slack.arrived.map(({ kind }) => kind)).toEqual(['not-posted']);
});

test('a post that Slack refuses to hear for hours is given up, with longer and longer waits', async () => {
  const { clock, slack, start, states } = await setUp();
  const times: number[] = [];
  slack.onSend = ({ post }, take) => {
    if (post.kind === 'not-posted') return take();
    times.push(clock.now());
    return { kind: 'later', afterMs: 0, code: 'http_503' };
  };
  await settle(start(), clock);
  expect(await states()).toEqual(['failed', 'failed', 'failed', 'sent']);
  expect(slack.arrived).toMatchObject([{ kind: 'not-posted', reason: 'http_503' }]);
  const hours = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 3_600_000;
  expect(hours).toBeGreaterThan(2);
  expect(hours).toBeLessThan(8);
  expect(times.length).toBeLessThan(50);
});

test('a wait that Slack asks for holds the whole channel back, and no other', async () => {
  const { store, clock, slack, start } = await setUp();
  await share(store, decisionOf({ id: 'd2' }));
  await share(store, decisionOf({ id: 'd3', place: { channel: 'C3' } }));
  slack.onSend = (_, take) =>
    slack.sends.length === 1 ? { kind: 'later', afterMs: 30_000, code: 'ratelimited' } : take();
  await settle(start(), clock);
  const first = (channel: string) => slack.arrived.find((message) => message.channel === channel)?.at ?? 0;
  expect(first('C3')).toBe(1_000_000);
  expect(first('C1')).toBe(1_030_000);
  expect(slack.arrived).toHaveLength(9);
});

test('one post that cannot be drawn does not hold up the others', async () => {
  const { store, clock, slack, start } = await setUp();
  const other = decisionOf({ id: 'd2' });
  await share(store, other);
  const { show, ...rest } = brokenFor('d1');
  await settle(start({ show }), clock, clock.now() + 60_000);
  expect(rest.asked()).toBeGreaterThan(1);
  expect(slack.arrived.map(({ id }) => id)).toEqual(['d2:1:decision', 'd2:1:argument', 'd2:1:costs']);

  function brokenFor(id: string) {
    let asked = 0;
    return {
      asked: () => asked,
      show: async (_: string, decision: string) => {
        if (decision !== id) {
          const written = await store.written(team, decision);
          return {
            decision: other,
            revision: written!.revisions[0],
            explanation: {} as Outgoing['explanation'],
            moved: [],
          };
        }
        asked += 1;
        throw new Error('the rulebook of this decision is gone');
      },
    };
  }
});

test('a revision edits the message and says what moved; a lost edit is simply made again', async () => {
  const { store, decision, clock, slack, start } = await setUp();
  const outbox = start();
  await settle(outbox, clock);
  await revise(store, decision, 2);
  await revise(store, decision, 3);
  slack.onSend = ({ post }, take) =>
    slack.sends.length === 4 && post.kind === 'edit' ? { kind: 'unclear', code: 'timeout' } : take();
  slack.onFind = () => ({ kind: 'unknown' });
  await settle(outbox, clock);
  const whole = ['edit', 'edit-argument', 'edit-costs', 'moved'];
  expect(slack.sends.slice(3)).toEqual([
    'd1:2:edit',
    ...[2, 3].flatMap((number) => whole.map((kind) => `d1:${number}:${kind}`)),
  ]);
  expect(slack.arrived.slice(3).map(({ kind, revision }) => [kind, revision])).toEqual([
    ['edit', 3],
    ['edit-argument', 3],
    ['edit-costs', 3],
    ['moved', 2],
    ['edit', 3],
    ['edit-argument', 3],
    ['edit-costs', 3],
    ['moved', 3],
  ]);
});

test('waking often has the effect of waking once', async () => {
  const { store, clock, slack, start } = await setUp();
  let reads = 0;
  const counting = { ...store, claimPosts: (claim: Claim) => ((reads += 1), store.claimPosts(claim)) };
  const outbox = start({ store: counting });
  for (let i = 0; i < 100; i += 1) outbox.wake();
  await outbox.idle();
  expect(reads).toBeLessThan(5);
  expect(slack.sends).toEqual(['d1:1:decision']);
  expect(clock.timers).toBe(1);
  outbox.wake();
  await outbox.idle();
  expect(slack.sends).toHaveLength(1);
  expect(clock.timers).toBe(1);
});

test('a wake during the last moment of a pass is not lost', async () => {
  const { store, clock, slack, start } = await setUp();
  const outbox = start();
  await settle(outbox, clock);
  outbox.wake();
  await outbox.idle();
  const late = share(store, decisionOf({ id: 'd2', place: { channel: 'C2' } })).then(() => outbox.wake());
  outbox.wake();
  await late;
  await outbox.idle();
  expect(slack.sends.at(-1)).toBe('d2:1:decision');
});

test('stopping waits for what is being sent, and sends nothing more', async () => {
  const { clock, slack, start, states } = await setUp();
  const outbox = start();
  const answers: ((answer: Answer) => void)[] = [];
  const sending = new Promise<void>((began) => {
    slack.onSend = () => {
      began();
      return new Promise<Answer>((resolve) => answers.push(resolve));
    };
  });
  outbox.wake();
  await sending;
  let stopped = false;
  const stop = outbox.stop().then(() => (stopped = true));
  await Promise.resolve();
  expect(stopped).toBe(false);
  answers[0]?.({ kind: 'sent', ts: '1.1' });
  await stop;
  expect(await states()).toEqual(['sent', 'pending', 'pending']);
  outbox.wake();
  await outbox.idle();
  expect(slack.sends).toHaveLength(1);
  expect(clock.timers).toBe(0);
});

test('a store that fails for a while loses nothing and doubles nothing', async () => {
  const { store, clock, slack, start, states } = await setUp();
  slack.onFind = () => ({ kind: 'unknown' });
  let broken = 4;
  const failing = async <T>(run: () => Promise<T>): Promise<T> => {
    if (slack.sends.length > 0 && broken-- > 0) throw new Error('database or disk is full');
    return run();
  };
  const sick = {
    ...store,
    claimPosts: (claim: Claim) => failing(() => store.claimPosts(claim)),
    markSent: (...args: Parameters<typeof store.markSent>) => failing(() => store.markSent(...args)),
  };
  await settle(start({ store: sick }), clock);
  expect(broken).toBeLessThan(0);
  expect(slack.sends).toEqual(all);
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
});

test('two programs on one store send nothing twice', async () => {
  const { clock, slack, start, states } = await setUp();
  const [one, two] = [start(), start()];
  for (let i = 0; i < 20; i += 1) {
    one.wake();
    two.wake();
    await Promise.all([one.idle(), two.idle()]);
    if (clock.next !== undefined) clock.go(clock.next);
  }
  await Promise.all([one.idle(), two.idle()]);
  expect(slack.sends).toEqual(all);
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
});
