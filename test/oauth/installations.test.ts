import { describe, expect, it } from 'vitest';
import { NotInstalled } from '../../src/slack/accounts.ts';
import { installationLimits, type Refreshed } from '../../src/slack/oauth/installations.ts';
import { createSealer } from '../../src/slack/oauth/seal.ts';
import { gate } from '../slack/receiver-kit.ts';
import { newStore } from '../store/samples.ts';
import { installed, instance, key } from './kit.ts';

const hour = 3_600_000;
const tokenOf = async (it: ReturnType<typeof instance>, installation = 'T:T1') => (await it.of(installation)).token();

/** A clock that stands until it is moved, and Slack's answers to refreshes, each with a token of its own. */
function refreshing(store: Awaited<ReturnType<typeof newStore>>) {
  const time = { now: 1_000_000 };
  const asked: string[] = [];
  let hold: Promise<void> | undefined;
  const refresh = async (refreshToken: string): Promise<Refreshed> => {
    asked.push(refreshToken);
    await hold;
    return { token: `xoxb-new-${asked.length}`, refreshToken: `xoxe-${asked.length}`, forMs: 12 * hour };
  };
  const one = () => instance(store, { refresh, now: () => time.now, wait: async (ms) => void (time.now += ms) });
  return { time, asked, one, holding: (until: Promise<void>) => void (hold = until) };
}

describe('installations', () => {
  it('are found by their own key and by no other', async () => {
    const store = await newStore();
    const it = instance(store);
    await it.keep(installed());
    await it.keep(installed({ installation: 'E:E1', token: 'xoxb-org', botId: 'B2' }));
    expect([await tokenOf(it), await tokenOf(it, 'E:E1')]).toEqual(['xoxb-one', 'xoxb-org']);
    expect((await it.of('E:E1')).botId).toBe('B2');
    await expect(it.of('T:E1')).rejects.toThrow(NotInstalled);
    await expect(it.of('E:T1')).rejects.toThrow(NotInstalled);
  });

  it('keep nothing readable in the database', async () => {
    const store = await newStore();
    await instance(store).keep(installed({ refreshToken: 'xoxe-secret' }));
    const row = JSON.stringify(await store.installation('T:T1'));
    expect(row).not.toMatch(/xoxb|xoxe/);
  });

  it('sealed by an earlier key are sealed anew when they are next read', async () => {
    const store = await newStore();
    await instance(store).keep(installed());
    const next = Buffer.alloc(32, 7);
    expect(await tokenOf(instance(store, { sealer: createSealer([next, key]) }))).toBe('xoxb-one');
    // From then on the earlier key is not needed.
    expect(await tokenOf(instance(store, { sealer: createSealer([next]) }))).toBe('xoxb-one');
  });

  it('whose key is not set are not used, and the log says why', async () => {
    const store = await newStore();
    await instance(store).keep(installed());
    const other = instance(store, { sealer: createSealer([Buffer.alloc(32, 9)]) });
    await expect(other.of('T:T1')).rejects.toThrow('no key');
    expect(other.log.lines.map(({ message }) => message)).toEqual(['the tokens of an installation cannot be opened']);
  });

  it('moved to another row do not open: what a database reveals cannot be used for another workspace', async () => {
    const store = await newStore();
    const it = instance(store);
    await it.keep(installed());
    const stolen = await store.installation('T:T1');
    await store.keepInstallation({ ...stolen!, installation: 'T:T2' });
    await expect(it.of('T:T2')).rejects.toThrow('another installation');
  });

  it('are asked of the database once a minute, and at once after a change here', async () => {
    const store = await newStore();
    const time = { now: 0 };
    let reads = 0;
    const counting = { ...store, installation: (at: string) => ((reads += 1), store.installation(at)) };
    const it = instance(counting, { now: () => time.now });
    await it.keep(installed());
    for (let at = 0; at < 5; at += 1) await tokenOf(it);
    expect(reads).toBe(1);
    await it.keep(installed({ token: 'xoxb-two' }));
    expect(await tokenOf(it)).toBe('xoxb-two');
    await instance(store).keep(installed({ token: 'xoxb-three' }));
    time.now += installationLimits.cacheMs;
    expect(await tokenOf(it)).toBe('xoxb-three');
  });
});

const lasting = (ms: number) => installed({ refreshToken: 'xoxe-0', expiresAt: 1_000_000 + ms });

describe('a token that ends', () => {
  it('is used as it is while it is good for long', async () => {
    const store = await newStore();
    const { one, asked } = refreshing(store);
    const it = one();
    await it.keep(lasting(11 * hour));
    expect([await tokenOf(it), asked]).toEqual(['xoxb-one', []]);
  });

  it('is refreshed once, however many ask in however many instances', async () => {
    const store = await newStore();
    const { one, asked } = refreshing(store);
    const instances = [one(), one(), one()];
    await instances[0]!.keep(lasting(-1));
    const tokens = await Promise.all(instances.flatMap((it) => [tokenOf(it), tokenOf(it), tokenOf(it)]));
    expect(new Set(tokens)).toEqual(new Set(['xoxb-new-1']));
    expect(asked).toEqual(['xoxe-0']);
  });

  it('keeps nobody waiting while it is still good', async () => {
    const store = await newStore();
    const { one, asked, holding } = refreshing(store);
    const { opened, open } = gate();
    holding(opened);
    const it = one();
    await it.keep(lasting(hour));
    expect(await tokenOf(it)).toBe('xoxb-one');
    open();
    await expect.poll(() => tokenOf(it)).toBe('xoxb-new-1');
    expect(asked).toEqual(['xoxe-0']);
  });

  it('is refreshed by another instance when the one that began is gone', async () => {
    const store = await newStore();
    const { one, asked, time } = refreshing(store);
    const it = one();
    await it.keep(lasting(-1));
    const { expiresAt } = (await store.installation('T:T1'))!;
    expect(await store.claimRefresh('T:T1', expiresAt!, time.now, time.now + installationLimits.claimMs)).toBe(true);
    await expect(tokenOf(it)).rejects.toThrow('could not be refreshed');
    expect(asked).toEqual([]);
    time.now += installationLimits.claimMs;
    expect(await tokenOf(it)).toBe('xoxb-new-1');
  });

  it('is never put in the place of one that ends later', async () => {
    const store = await newStore();
    const it = refreshing(store).one();
    await it.keep(lasting(hour));
    const later = 1_000_000 + 20 * hour;
    await store.keepRefreshed('T:T1', 'the newer', later);
    await store.keepRefreshed('T:T1', 'the older', later - 1);
    expect(await store.installation('T:T1')).toMatchObject({ sealed: 'the newer', expiresAt: later });
  });
});

describe('a state', () => {
  it('is good once, and for its time', async () => {
    const store = await newStore();
    await store.keepState('a', 100);
    await store.keepState('b', 100);
    const taken = [
      store.takeState('a', 50),
      store.takeState('a', 50),
      store.takeState('b', 100),
      store.takeState('c', 1),
    ];
    expect(await Promise.all(taken)).toEqual([true, false, false, false]);
  });
});
