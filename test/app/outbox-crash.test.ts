import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutbox, type Outbox } from '../../src/app/outbox.ts';
import type { Outgoing, Poster, Store } from '../../src/app/ports.ts';
import { outlookOf } from '../slack/money.ts';
import { decisionOf, newStore, revise, share, team } from '../store/samples.ts';
import { type Answer, type Finding, settle, storeAround, type World, worldOf, untimed } from './outbox-world.ts';

const all = ['d1:1:decision', 'd1:1:argument', 'd1:1:costs'];

/** Where a process dies: at its n-th call of the store or of Slack, before the call or just after it took effect. */
interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Runs an outbox until it dies or comes to rest. Resolves to whether it died. */
async function runUntilDeath(world: World, store: Store, { call, when }: Death): Promise<boolean> {
  let calls = 0;
  let dead = false;
  const mourners: (() => void)[] = [];
  const death = new Promise<void>((resolve) => mourners.push(resolve));
  const die = () => {
    dead = true;
    for (const mourn of mourners) mourn();
  };
  const never = new Promise<never>(() => undefined);
  const mortal = async <R>(run: () => Promise<R>): Promise<R> => {
    calls += 1;
    if (dead) return never;
    if (calls === call && when === 'before') die();
    if (dead) return never;
    const mine = calls === call;
    const result = await run();
    if (mine) die();
    return dead ? never : result;
  };
  const { slack, clock } = world;
  const mortalStore = storeAround(store, mortal);
  const poster: Poster = {
    send: (message) => mortal(() => slack.send(message)),
    find: (post) => mortal(() => slack.find(post)),
  };
  const outbox = createOutbox({
    store: mortalStore,
    poster,
    clock,
    log: { warn: () => undefined, error: () => undefined },
    after: clock.after,
    show: async (installation, id, number) => {
      const written = await mortalStore.written(installation, id);
      const revision = written!.revisions.find((one) => one.number === number) ?? written!.revisions.at(-1)!;
      return { decision: written!.decision, revision, explanation: {} as Outgoing['explanation'], moved: [] };
    },
    outlook: () => Promise.resolve(outlookOf()),
    stance: () => Promise.resolve(undefined),
    debate: () => Promise.reject(new Error('there is no debate here')),
  });
  const mourned: Outbox = { ...outbox, idle: () => Promise.race([outbox.idle(), death]) };
  const running = settle(mourned, clock);
  await Promise.race([running, death]);
  clock.die();
  return dead;
}

async function setUp() {
  const store = await newStore();
  const decision = decisionOf();
  await share(store, decision);
  return { store, decision, world: worldOf(store) };
}

const taking = (_: Outgoing, take: () => Answer): Answer => take();
const lookup = (_: unknown, look: () => Finding): Finding => look();

const stories: readonly {
  readonly what: string;
  readonly send?: (message: Outgoing, take: () => Answer, tries: number) => Answer;
  readonly arrives: readonly string[];
}[] = [
  { what: 'all goes well', arrives: all },
  {
    what: 'the first answer is lost on its way back',
    send: (_, take, tries) => (tries === 1 ? (take(), { kind: 'unclear', code: 'timeout' }) : take()),
    arrives: all,
  },
  {
    what: 'the first message is lost on its way out',
    send: (_, take, tries) => (tries === 1 ? { kind: 'unclear', code: 'timeout' } : take()),
    arrives: all,
  },
  {
    what: 'Slack asks to wait',
    send: (_, take, tries) => (tries <= 2 ? { kind: 'later', afterMs: 5_000, code: 'ratelimited' } : take()),
    arrives: all,
  },
  {
    what: 'a reply is refused',
    send: ({ post }, take) => (post.kind === 'argument' ? { kind: 'refused', code: 'invalid_blocks' } : take()),
    arrives: ['d1:1:decision', 'd1:1:argument:notice', 'd1:1:costs'],
  },
];

const deaths = stories.flatMap((story) =>
  (['before', 'after'] as const).map((when) => [story.what, when, story] as const),
);

test.each(deaths)(
  '%s, and the process dies %s any call: each message arrives once',
  async (_, when, { send, arrives }) => {
    let call = 0;
    for (let died = true; died;) {
      call += 1;
      const { store, world } = await setUp();
      let tries = 0;
      if (send !== undefined) world.slack.onSend = (message, take) => send(message, take, (tries += 1));
      died = await runUntilDeath(world, store, { call, when });
      await settle(world.start(), world.clock);
      expect(world.slack.arrived.map(({ id }) => id).toSorted(), `death ${when} call ${call}`).toEqual(
        arrives.toSorted(),
      );
      const posts = await store.posts(team, 'd1');
      expect(
        posts
          .filter(({ state }) => state === 'sent')
          .map(({ id }) => untimed(id))
          .toSorted(),
      ).toEqual(arrives.toSorted());
      await store.close();
    }
    expect(call).toBeGreaterThan(15);
  },
);

test('where nobody may look, a death leaves a message posted once or its owner told', async () => {
  for (const when of ['before', 'after'] as const) {
    for (let call = 1, died = true; died; call += 1) {
      const { store, world } = await setUp();
      world.slack.onFind = () => ({ kind: 'unknown' });
      died = await runUntilDeath(world, store, { call, when });
      await settle(world.start(), world.clock);
      const arrived = world.slack.arrived.map(({ id }) => id);
      expect(new Set(arrived).size, `death ${when} call ${call}`).toBe(arrived.length);
      for (const { id, state, kind, error } of await store.posts(team, 'd1')) {
        if (kind === 'not-posted') continue;
        const told =
          arrived.includes(`${id}:notice`) || (error === 'predecessor_failed' && arrived.includes(`${all[0]}:notice`));
        expect(state === 'sent' ? arrived.includes(id) : told, `${id} after death ${when} call ${call}`).toBe(true);
      }
      await store.close();
    }
  }
});

test('a message that reaches Slack only after the process died is waited for, and not sent again', async () => {
  const { store, world } = await setUp();
  const late: (() => unknown)[] = [];
  world.slack.onSend = (_, take) => {
    late.push(take);
    return new Promise<Answer>(() => undefined);
  };
  const dying = runUntilDeath(world, store, { call: Number.POSITIVE_INFINITY, when: 'after' });
  while (world.slack.sends.length === 0) await Promise.resolve();
  expect(world.slack.arrived).toEqual([]);
  world.clock.die();
  void dying;
  world.slack.onSend = taking;
  const next = world.start();
  await settle(next, world.clock, world.clock.now() + 9_000);
  late[0]?.();
  await settle(next, world.clock);
  expect(world.slack.arrived.map(({ id }) => id)).toEqual(all);
});

test('whatever goes wrong and however often the process dies, no message is doubled and none is lost silently', async () => {
  const fault = fc.constantFrom('taken', 'taken', 'lost', 'later', 'refused', 'fine', 'fine', 'fine', 'fine');
  const finding = fc.constantFrom('look', 'look', 'look', 'later', 'unknown');
  const death = fc.record({
    call: fc.integer({ min: 1, max: 40 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { maxLength: 12 }),
      fc.array(finding, { maxLength: 6 }),
      fc.array(death, { maxLength: 4 }),
      async (faults, findings, deaths) => {
        const { store, decision, world } = await setUp();
        await share(store, decisionOf({ id: 'd2' }));
        await share(store, decisionOf({ id: 'd3', place: { channel: 'C3' } }));
        const { slack, clock } = world;
        const [coming, looks] = [[...faults], [...findings]];
        slack.onSend = (_, take) => {
          const next = coming.shift();
          if (next === 'taken') take();
          if (next === 'taken' || next === 'lost') return { kind: 'unclear', code: 'timeout' };
          if (next === 'later') return { kind: 'later', afterMs: 2_000, code: 'ratelimited' };
          if (next === 'refused') return { kind: 'refused', code: 'not_in_channel' };
          return take();
        };
        slack.onFind = (post, look) => {
          const next = looks.shift();
          if (next === 'later') return { kind: 'later', code: 'http_500' };
          return next === 'unknown' ? { kind: 'unknown' } : lookup(post, look);
        };
        for (const [index, one] of deaths.entries()) {
          await runUntilDeath(world, store, one);
          if (index === 0) await revise(store, decision, 2);
        }
        const outbox = world.start();
        await settle(outbox, clock);
        await outbox.stop();

        const once = slack.arrived
          .filter(({ kind }) => !kind.startsWith('edit') && kind !== 'not-posted')
          .map(({ id }) => id);
        expect(new Set(once).size).toBe(once.length);
        for (const id of ['d1', 'd2', 'd3']) {
          const posts = await store.posts(team, id);
          const arrived = new Set(slack.arrived.map((message) => message.id));
          expect(posts.filter(({ state }) => state === 'pending' || state === 'sending')).toEqual([]);
          const inOrder = posts
            .filter((post) => post.kind !== 'not-posted' && arrived.has(post.id))
            .map((post) => post.id);
          const ofDecision = once.filter((one) => one.startsWith(id));
          expect(ofDecision).toEqual(inOrder.filter((one) => ofDecision.includes(one)));
          const told = new Set(posts.map((post) => untimed(post.id)));
          const lost = posts.filter(
            (post) =>
              post.kind !== 'not-posted' &&
              post.error !== 'predecessor_failed' &&
              !(post.state === 'sent' ? arrived.has(post.id) : told.has(`${post.id}:notice`)),
          );
          expect(lost).toEqual([]);
        }
        await store.close();
      },
    ),
    { numRuns: 120 },
  );
}, 60_000);
