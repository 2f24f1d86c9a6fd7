import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { App } from '@slack/bolt';
import type { Forgetting, Gone } from '../../src/app/forgetting.ts';
import { createDrain, uninstalledBy, watched } from '../../src/slack/watch.ts';
import { decideNow, first, started } from './started.ts';
import { type Json, payloads } from './kit.ts';
import { gate } from './receiver-kit.ts';

describe('what Slack sends again', () => {
  it.each([
    ['a command', payloads.command('My workload'), ['views.open']],
    ['a shortcut', payloads.global(), ['views.open']],
    [
      'a click on a message',
      payloads.action('decision:button:why', { v: 1, decision: 'decision-1' }, { message: { ts: '2.0' } }),
      ['views.open'],
    ],
    ['a click in a window', decideNow(), ['views.update']],
  ])('%s has the effect of one, and every one is acknowledged', async (_, payload, methods) => {
    const it = await started();
    const acks = [
      await it.receiver.send(payload),
      ...(await Promise.all([it.receiver.send(payload), it.receiver.send(payload)])),
    ];
    expect(acks).toEqual([[undefined], [undefined], [undefined]]);
    expect(it.slack.methods).toEqual(methods);
  });

  it('is done when the first of it failed', async () => {
    const it = await started();
    it.slack.answer('views.open', { status: 500 });
    const payload = payloads.command('My workload');
    await it.receiver.send(payload);
    await it.receiver.send(payload);
    expect(it.slack.methods).toEqual(['views.open', 'response_url', 'views.open']);
  });
});

describe('payloads of organizations and of guests', () => {
  const org = { team: null, enterprise: { id: 'E1', name: 'Org' }, is_enterprise_install: true };
  const guest = { user: { id: 'U9', team_id: 'T9' } };

  it.each<[string, Json]>([
    ['a click', decideNowFor(org)],
    ['a window', payloads.submission(first(), { Title: 'My workload' }, org)],
    ['a closed window', payloads.closed(first(), org)],
  ])('%s without a workspace belongs to the organization', async (_, payload) => {
    const it = await started();
    await it.receiver.send(payload);
    expect(it.log.lines.filter(({ level }) => level !== 'debug')).toEqual([]);
    const [call] = it.calls;
    expect(JSON.stringify(call?.args)).toContain('E:E1');
  });

  it('a guest acts under their own workspace, in the installation of this one', async () => {
    const it = await started();
    await it.receiver.send(payloads.submission(first(), { Title: 'My workload' }, guest));
    expect(it.calls[0]?.args).toMatchObject([{ installation: 'T:T1', owner: 'T9:U9' }]);
  });
});

function decideNowFor(more: object): Json {
  return { ...decideNow(), ...more };
}

const event = (more: object, type: object = { type: 'app_uninstalled' }) => ({
  type: 'event_callback',
  event: type,
  ...more,
});
/** Acknowledges everything. */
const process: App['processEvent'] = async ({ ack }) => ack();

describe('an uninstall', () => {
  it.each<[object, string | undefined]>([
    [event({ team_id: 'T1' }), 'T:T1'],
    [event({ team_id: 'T1', enterprise_id: 'E1' }), 'T:T1'],
    [event({ team_id: 'T1', enterprise_id: 'E1', is_enterprise_install: true }), 'E:E1'],
    [event({ team_id: 'T1', enterprise_id: 'E1', authorizations: [{ is_enterprise_install: true }] }), 'E:E1'],
    [event({ team_id: null, enterprise_id: 'E1' }), 'E:E1'],
    [event({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: { bot: ['U1'] } }), 'T:T1'],
    [event({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: { oauth: ['U1'] } }), undefined],
    [event({ team_id: 'T1' }, { type: 'tokens_revoked' }), undefined],
    [event({ team_id: 'T1' }, { type: 'app_mention' }), undefined],
    [event({}), undefined],
    [event({ team_id: 'a team <!channel>' }), undefined],
    [event({ team_id: 'T'.repeat(41) }), undefined],
    [{ command: '/rag-or-ft', team_id: 'T1' }, undefined],
  ])('%j is of %s', (body, installation) => {
    expect(uninstalledBy(body)?.installation).toBe(installation);
  });

  it('is done before it is acknowledged, and not acknowledged when it fails', async () => {
    const order: string[] = [];
    const body = event({ team_id: 'T1' });
    const ack = async () => void order.push('ack');
    await watched(process, { meter: undefined, gone: async () => void order.push('gone') })({ body, ack });
    expect(order).toEqual(['gone', 'ack']);
    const failing = watched(process, { meter: undefined, gone: () => Promise.reject(new Error('locked')) });
    await expect(failing({ body, ack })).rejects.toThrow('locked');
    expect(order).toHaveLength(2);
  });

  describe('of which something was under way', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    it('is purged once more, of what was written since, when nobody can be at work for it any more', async () => {
      const { purged, log } = await uninstall({ uninstalled: async () => true });
      await minutes(1.9);
      expect(purged).toHaveLength(1);
      await minutes(0.2);
      // As of then: an installation made since stays.
      const gone = { installation: 'T:T1', at: 1_700_000_000_000, revoked: false };
      expect(purged).toEqual([gone, gone]);
      await minutes(60);
      expect(purged).toHaveLength(2);
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    });

    it('says in the log when that fails', async () => {
      const { log } = await uninstall({ uninstalled: () => Promise.reject(new Error('locked')) });
      await minutes(2.1);
      expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
        'what an uninstall left could not be deleted',
      ]);
    });
  });
});

const never = () => Promise.reject(new Error('nobody asked for it'));

const minutes = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 60_000);
const uninstall = async (over: Partial<Forgetting>) => {
  const purged: Gone[] = [];
  const forgetting = { person: never, workspace: never, old: never, ...over };
  const it = await started({
    forgetting: { ...forgetting, uninstalled: async (gone) => purged.push(gone) === 1 || over.uninstalled!(gone) },
  });
  await it.receiver.send(event({ team_id: 'T1', event_time: 1_700_000_000 }));
  return { ...it, purged };
};

describe('the log', () => {
  it.each([
    ['/other', '/other'],
    ['Our secret plan <!channel>', 'no name'],
    ['x'.repeat(81), 'no name'],
  ])('of a command %s that there is not shows %s', async (command, id) => {
    const it = await started();
    await it.receiver.send({ ...payloads.command('x'), command });
    expect(it.log.lines).toContainEqual({
      level: 'warn',
      fields: expect.objectContaining({ id }),
      message: 'nothing handles this',
    });
  });
});

describe('a stop', () => {
  it('waits for what is under way, failed or not', async () => {
    const drain = createDrain();
    const [one, two] = [gate(), gate()];
    const order: string[] = [];
    void drain.during(one.opened.then(() => order.push('one')));
    const failing = drain.during(two.opened.then(() => Promise.reject(new Error('x')))).catch(() => order.push('two'));
    const stopped = drain.drained().then(() => order.push('stopped'));
    one.open();
    two.open();
    await Promise.all([stopped, failing]);
    expect(order.toSorted()).toEqual(['one', 'stopped', 'two']);
    expect(order.at(-1)).toBe('stopped');
  });

  it('does not wait for ever', async () => {
    const drain = createDrain(1);
    void drain.during(new Promise(() => undefined));
    await expect(drain.drained()).resolves.toBeUndefined();
  });
});
