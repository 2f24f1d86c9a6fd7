import { describe, expect, it } from 'vitest';
import { createAsides } from '../../src/slack/asides.ts';
import { sharedRoom } from '../../src/slack/debate/shared-room.ts';
import { Busy, createOnce } from '../../src/slack/once.ts';
import { sharedReplies } from '../../src/slack/replies.ts';
import { createLog } from '../../src/log.ts';
import { newStore } from '../store/samples.ts';
import { accounts, keptLog, payloads } from './kit.ts';
import { command, listening } from './receiver-kit.ts';
import { draftOf } from './samples.ts';
import { decideNow, entries, first, started } from './started.ts';

const clock = { now: () => 1_000 };

/** Two instances of the app that remember in one store. */
async function twoInstances(over: Parameters<typeof started>[0] = {}) {
  const store = await newStore({ file: ':memory:' });
  const once = () => createOnce({ store, clock, log: keptLog() });
  return {
    store,
    one: await started(over, undefined, accounts, { once: once() }),
    two: await started(over, undefined, accounts, { once: once() }),
  };
}

const mention = (event_id: string) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id,
  event: { type: 'app_mention', user: 'U1', channel: 'C1', ts: '2.0', text: 'hello' },
});

describe('what comes to one instance and then to another', () => {
  it.each([
    ['a submitted window', () => payloads.submission(first(), entries, { trigger_id: '1.2.3' }), 'start'],
    ['a click in a window', decideNow, 'answer'],
  ])('as %s, has one effect and the same answer', async (_, payloadOf, effect) => {
    const { one, two } = await twoInstances();
    const payload = payloadOf();
    const answered = await one.receiver.send(payload);
    expect(await two.receiver.send(payload)).toEqual(answered);
    expect([...one.calls, ...two.calls].map(({ name }) => name)).toEqual([effect]);
  });

  it('as an event, is said once, and acknowledged when it was said', async () => {
    const { one, two } = await twoInstances();
    expect(await one.receiver.send(mention('Ev1'))).toHaveLength(1);
    expect(await two.receiver.send(mention('Ev1'))).toHaveLength(1);
    expect(one.order.at(-1)).toBe('ack');
    expect([one.slack.methods, two.slack.methods]).toEqual([['chat.postEphemeral'], []]);
  });

  it('while the first is at it, is not acknowledged, so that Slack sends it again', async () => {
    const { two, store } = await twoInstances();
    await store.takeDelivery({ installation: 'T:T1', key: 'T1:U1 Ev1', taker: 'another', at: 1_000, until: 2_000 });
    await expect(two.receiver.send(mention('Ev1'))).rejects.toThrow(Busy);
    expect(two.order).toEqual([]);
    const { send } = await listening(() => Promise.reject(new Busy('somebody is at it')));
    const copies = [await send(command()), await send(command())];
    expect(copies.map(({ status }) => status)).toEqual([503, 503]);
  });

  it('as a command whose window is open already, says nothing more', async () => {
    const { two } = await twoInstances();
    two.slack.answer('views.open', { ok: false, error: 'exchanged_trigger_id' });
    await two.receiver.send(payloads.command('My workload'));
    expect(two.slack.methods).toEqual(['views.open']);
  });

  it('while an instance has died at it, comes again until its time is over, and is said once', async () => {
    let now = 1_000;
    const store = await newStore({ file: ':memory:' });
    const once = (holder: string) => createOnce({ store, clock: { now: () => now }, log: keptLog(), holder });
    await once('dead').begin('T:T1', 'T1:U1 Ev1');
    const it = await started({}, undefined, accounts, { once: once('alive') });
    // Slack sends an event again at once, after a minute and after five.
    await expect(it.receiver.send(mention('Ev1'))).rejects.toThrow(Busy);
    for (const after of [60_000, 300_000]) {
      now += after;
      expect(await it.receiver.send(mention('Ev1'))).toHaveLength(1);
    }
    expect(it.slack.methods).toEqual(['chat.postEphemeral']);
  });

  it('while an instance has died at it that lives again, is not busy: a click in its window counts at once', async () => {
    const store = await newStore({ file: ':memory:' });
    const once = (holder: string) => createOnce({ store, clock, log: keptLog(), holder });
    await once('host:3000').begin('T:T1', 'click');
    await once('host:30').begin('T:T1', 'another');
    await store.releaseDeliveries('host:3000');
    expect(await once('host:3000').begin('T:T1', 'click')).toMatchObject({ first: true });
    await expect(once('host:3000').begin('T:T1', 'another')).rejects.toThrow(Busy);
  });

  it('is done by the other when it failed here', async () => {
    let fails = true;
    const start = async () => {
      if (fails) throw new Error('locked');
      return { kind: 'page' as const, draft: draftOf(), questions: [] };
    };
    const { one, two } = await twoInstances({ start });
    const payload = payloads.submission(first(), entries, { trigger_id: '1.2.3' });
    await one.receiver.send(payload);
    fails = false;
    await two.receiver.send(payload);
    expect([...one.calls, ...two.calls].map(({ name }) => name)).toEqual(['start', 'start']);
  });
});

describe('what all instances need for a while', () => {
  const secret = 'the-signing-secret';
  const actor = { installation: 'T:T1', person: 'T1:U1' };
  const place = { channel: 'C1', thread: '1.0' };
  const url = 'https://hooks.slack.com/actions/1';

  async function shared() {
    const store = await newStore({ file: ':memory:' });
    const time = { now: () => now };
    let now = 1_000;
    const asides = (given = secret) => createAsides({ store, clock: time, secret: given });
    return { store, asides, room: () => sharedRoom(asides(), time), later: (ms: number) => void (now += ms) };
  }

  it('is a thread that somebody reads: another instance goes on with it, for them alone, for a while', async () => {
    const { room, later } = await shared();
    const [one, two] = [room(), room()];
    const session = one.begin(actor, place, 'r1');
    session.messages.push({ author: 'T1:U2', ts: '1.0', text: 'it changes weekly' });
    Object.assign(session, { seen: 1, cursor: 'next', view: 'V1', problem: 'time' });
    session.names.set('T1:U2', 'ben');
    await one.keep(session);
    expect(await two.find(actor, 'r1')).toEqual(session);
    expect(await two.find({ ...actor, person: 'T1:U2' }, 'r1')).toBeUndefined();
    expect(await two.find({ ...actor, installation: 'T:T2' }, 'r1')).toBeUndefined();
    later(26 * 60_000);
    expect(await two.find(actor, 'r1')).toBeUndefined();
  });

  it('is what they ask of it meanwhile, and its end', async () => {
    const { room } = await shared();
    const [one, two] = [room(), room()];
    const session = one.begin(actor, place, 'r1');
    session.view = 'V1';
    await one.keep(session);
    const there = await two.find(actor, 'r1');
    if (there === undefined) throw new Error('the reading is not shared');
    await two.ask(there, 'leave');
    await one.heed(session);
    expect([session.stopped, session.view]).toEqual([true, undefined]);
    await two.end(there);
    expect(await one.find(actor, 'r1')).toBeUndefined();
  });

  it('is an address to answer at, once; the database alone shows neither', async () => {
    const { store, asides } = await shared();
    await sharedReplies(asides()).keep(actor, 'd1', url);
    expect(await store.aside('T:T1', 'reply d1', 1_000)).not.toContain('hooks');
    expect(await asides('another secret').find('T:T1', 'reply d1')).toBeUndefined();
    const taken = [sharedReplies(asides()).take('T:T1', 'd1'), sharedReplies(asides()).take('T:T1', 'd1')];
    expect(await Promise.all(taken)).toEqual([url, undefined]);
  });
});

describe('a request', () => {
  it('has one name in every line of the log, and the person is told it', async () => {
    let count = 0;
    const lines: string[] = [];
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    const it = await started({ start: () => Promise.reject(new Error('a full disk')) }, undefined, accounts, {
      log,
      newReference: () => `ref-${(count += 1)}`,
    });
    await Promise.all([
      it.receiver.send(payloads.submission(first(), entries)),
      it.receiver.send({ ...payloads.command('x'), command: '/other' }),
    ]);
    const named = lines.map((line): unknown => JSON.parse(line));
    expect(named).toEqual([
      expect.objectContaining({ request: 'ref-2', msg: 'nothing handles this' }),
      expect.objectContaining({ request: 'ref-1', reference: 'ref-1', msg: 'a listener failed' }),
    ]);
  });
});
