import { expect, test } from 'vitest';
import type { Answer } from './outbox-world.ts';
import { gate } from '../slack/receiver-kit.ts';
import { onEveryDatabase } from '../store/databases.ts';
import { decisionOf, share, team } from '../store/samples.ts';
import { storeAround, type World, worldOf } from './outbox-world.ts';
import type { Outbox } from '../../src/app/outbox.ts';

const all = ['d1:1:decision', 'd1:1:argument', 'd1:1:costs'];

/** Lets time pass for all instances until `until`. */
async function pass({ clock }: World, outboxes: readonly Outbox[], until: number): Promise<void> {
  for (const outbox of outboxes) outbox.wake();
  for (;;) {
    for (const outbox of outboxes) await outbox.idle();
    if (clock.next === undefined || clock.next > until) break;
    clock.go(clock.next);
  }
}

onEveryDatabase(({ newPlace, newStore }) => {
  async function setUp() {
    const place = await newPlace();
    const [one, two] = [await newStore(place), await newStore(place)];
    const world = worldOf(one);
    return { one, two, world, poll: () => 2_000 };
  }

  test('a channel hears one message a second whichever instance sends it', async () => {
    const { one, two, world, poll } = await setUp();
    for (const id of ['d1', 'd2', 'd3']) await share(one, decisionOf({ id }));
    await share(one, decisionOf({ id: 'd4', place: { channel: 'C4' } }));
    const outboxes = [world.start({ holder: 'a', poll }), world.start({ holder: 'b', poll, store: two })];
    await pass(world, outboxes, world.clock.now() + 30_000);
    const times = world.slack.arrived.filter(({ channel }) => channel === 'C1').map(({ at }) => at - 1_000_000);
    expect(times).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((second) => second * 1_000));
    expect(world.slack.arrived).toHaveLength(12);
  });

  test.each([true, false])(
    'what an instance that died was sending is looked up by another and arrives once (taken before: %s)',
    async (taken) => {
      const { one, two, world, poll } = await setUp();
      await share(one, decisionOf());
      const { slack, clock } = world;
      const grave = gate();
      const dead = grave.opened.then((): Answer => ({ kind: 'unclear', code: 'dead' }));
      const dying = world.start({ holder: 'a', poll });
      const reached = new Promise<void>((resolve) => {
        slack.onSend = (_, take) => {
          if (taken) take();
          resolve();
          return dead;
        };
      });
      dying.wake();
      await reached;
      clock.die();
      slack.onSend = (_, take) => take();
      const other = world.start({ holder: 'b', poll, store: two });
      await pass(world, [other], clock.now() + 10_000);
      expect(slack.sends).toEqual(all.slice(0, 1));
      await pass(world, [other], clock.now() + 120_000);
      expect(slack.arrived.map(({ id }) => id)).toEqual(all);
      expect(slack.sends).toHaveLength(taken ? 3 : 4);
      expect((await two.posts(team, 'd1')).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
      grave.open();
    },
  );

  test('an instance that slept while it drew a message leaves it to whoever looked meanwhile', async () => {
    const { one, two, world, poll } = await setUp();
    await share(one, decisionOf());
    const { clock, slack } = world;
    const { opened: asleep, open: wakeUp } = gate();
    const began = new Promise<void>((resolve) => {
      const sleeper = world.start({
        holder: 'a',
        show: async (installation, id) => {
          resolve();
          await asleep;
          const written = await one.written(installation, id);
          return { decision: written!.decision, revision: written!.revisions[0], explanation: {} as never, moved: [] };
        },
      });
      sleeper.wake();
    });
    await began;
    clock.die();
    const other = world.start({ holder: 'b', poll, store: two });
    await pass(world, [other], clock.now() + 120_000);
    expect(slack.arrived.map(({ id }) => id)).toEqual(all);
    wakeUp();
    await pass(world, [other], clock.now() + 120_000);
    expect(slack.arrived.map(({ id }) => id)).toEqual(all);
  });

  test('a message that takes longer to draw than others would wait for it is sent all the same', async () => {
    const { one, world, poll } = await setUp();
    await share(one, decisionOf());
    const { clock, slack } = world;
    const slow = world.start({
      holder: 'a',
      poll,
      show: async (installation, id) => {
        clock.go(clock.now() + 40_000);
        const written = await one.written(installation, id);
        return { decision: written!.decision, revision: written!.revisions[0], explanation: {} as never, moved: [] };
      },
    });
    await pass(world, [slow], clock.now() + 400_000);
    expect(slack.arrived.map(({ id }) => id)).toEqual(all);
  });

  test('what one instance was told after its process ended another finds, without being told', async () => {
    const { one, two, world, poll } = await setUp();
    const other = world.start({ holder: 'b', poll, store: two });
    await pass(world, [other], world.clock.now());
    await share(one, decisionOf());
    await pass(world, [other], world.clock.now() + 10_000);
    expect(world.slack.arrived.map(({ id }) => id)).toEqual(all);
  });

  test('a database that is away for 30 seconds costs nothing but time', async () => {
    const { one, world } = await setUp();
    await share(one, decisionOf());
    const { clock, slack } = world;
    const back = clock.now() + 30_000;
    const away = storeAround(one, async (call) => {
      const reached = slack.sends.length > 0 && clock.now() < back;
      if (reached) throw new Error('connect ECONNREFUSED');
      return call();
    });
    // It goes while the first message is under way.
    const outbox = world.start({ store: away });
    await pass(world, [outbox], back - 1);
    expect(slack.sends).toEqual(all.slice(0, 1));
    await pass(world, [outbox], back + 60_000);
    expect(slack.arrived.map(({ id }) => id)).toEqual(all);
    expect(slack.sends).toEqual(all);
  });
});
