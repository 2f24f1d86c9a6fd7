import { expect, test } from 'vitest';
import { noticeOf } from '../../src/app/posts.ts';
import type { Store } from '../../src/app/ports.ts';
import { onEveryDatabase } from './databases.ts';
import { decisionOf, revise, share, team } from './samples.ts';

const due = async (store: Store, now = 1_000) => (await store.duePosts(now)).map(({ id }) => id);

async function send(store: Store, id: string, ts = `ts of ${id}`): Promise<void> {
  await store.markSending(team, id, 1_000, 0);
  await store.markSent(team, id, ts);
}

onEveryDatabase(({ newStore }) => {
  test('the replies of a decision wait for its message, and follow it in order', async () => {
    const store = await newStore();
    await share(store, decisionOf());
    expect(await due(store)).toEqual(['d1:1:decision']);
    await store.markSending(team, 'd1:1:decision', 1_000, 0);
    expect(await due(store)).toEqual(['d1:1:decision']);
    await store.markSent(team, 'd1:1:decision', '1.1');
    expect(await store.duePosts(1_000)).toMatchObject([
      { id: 'd1:1:argument', after: 'd1:1:decision', afterTs: '1.1' },
    ]);
    await send(store, 'd1:1:argument');
    expect(await due(store)).toEqual(['d1:1:costs']);
    await send(store, 'd1:1:costs');
    expect(await due(store)).toEqual([]);
  });

  test('one post per channel, the oldest first, and every channel at once', async () => {
    const store = await newStore();
    await share(store, decisionOf({ id: 'd1', place: { channel: 'C1' } }));
    await share(store, decisionOf({ id: 'd2', place: { channel: 'C1' } }));
    await share(store, decisionOf({ id: 'd3', place: { channel: 'C2' } }));
    expect(await due(store)).toEqual(['d1:1:decision', 'd3:1:decision']);
    await send(store, 'd1:1:decision');
    expect(await due(store)).toEqual(['d1:1:argument', 'd3:1:decision']);
  });

  test('the same channel id in two installations is two channels', async () => {
    const store = await newStore();
    await share(store, decisionOf());
    await share(store, decisionOf({ installation: 'T:T2' }));
    expect((await store.duePosts(1_000)).map(({ installation }) => installation)).toEqual([team, 'T:T2']);
  });

  test('a post that waits for its next try lets other decisions pass, but not later posts of its own', async () => {
    const store = await newStore();
    await share(store, decisionOf({ id: 'd1' }));
    await send(store, 'd1:1:decision');
    await store.markSending(team, 'd1:1:argument', 1_000, 0);
    await store.retryPost(team, 'd1:1:argument', 60_000, 'ratelimited');
    await share(store, decisionOf({ id: 'd2' }));
    expect(await due(store)).toEqual(['d2:1:decision']);
    expect(await store.nextClaim(1_000)).toBe(60_000);
    expect((await store.duePosts(60_000))[0]).toMatchObject({
      id: 'd1:1:argument',
      state: 'pending',
      attempts: 1,
      error: 'ratelimited',
    });
  });

  test('nothing falls due later when everything is due or waits for another', async () => {
    const store = await newStore();
    expect(await store.nextClaim(0)).toBeUndefined();
    await share(store, decisionOf());
    expect(await store.nextClaim(999)).toBe(1_000);
    expect(await store.nextClaim(1_000)).toBeUndefined();
  });

  test('a failed post takes those that follow it along, and tells its owner in the same breath', async () => {
    const store = await newStore();
    const decision = decisionOf();
    await share(store, decision);
    await revise(store, decision, 2);
    const notice = noticeOf(decision, { id: 'd1:1:decision', revision: 1, kind: 'decision' }, 1_000);
    await store.failPost(team, 'd1:1:decision', 'not_in_channel', notice);
    const posts = await store.posts(team, 'd1');
    expect(posts.map(({ kind, state, error }) => [kind, state, error])).toEqual([
      ['decision', 'failed', 'not_in_channel'],
      ['argument', 'failed', 'predecessor_failed'],
      ['costs', 'failed', 'predecessor_failed'],
      ['edit', 'failed', 'predecessor_failed'],
      ['edit-argument', 'failed', 'predecessor_failed'],
      ['edit-costs', 'failed', 'predecessor_failed'],
      ['moved', 'failed', 'predecessor_failed'],
      ['not-posted', 'pending', undefined],
    ]);
    expect(await due(store)).toEqual(['d1:1:decision:notice:1000']);
    await revise(store, decision, 3);
    expect((await store.posts(team, 'd1')).slice(-2).map(({ state }) => state)).toEqual(['failed', 'failed']);
  });

  test('a reply that fails takes nothing along', async () => {
    const store = await newStore();
    await share(store, decisionOf());
    await send(store, 'd1:1:decision');
    await store.failPost(team, 'd1:1:argument', 'msg_blocks_too_long');
    expect(await due(store)).toEqual(['d1:1:costs']);
  });

  test('a settled post stays as it is', async () => {
    const store = await newStore();
    const decision = decisionOf();
    await share(store, decision);
    await send(store, 'd1:1:decision', '1.1');
    const notice = noticeOf(decision, { id: 'd1:1:decision', revision: 1, kind: 'decision' }, 1_000);
    await store.failPost(team, 'd1:1:decision', 'late', notice);
    await store.retryPost(team, 'd1:1:decision', 2_000, 'late');
    await store.lookAgain(team, 'd1:1:decision', 2_000, 'late');
    await store.markSent(team, 'd1:1:decision', '2.2');
    expect(await store.markSending(team, 'd1:1:decision', 2_000, 1)).toBe(false);
    const posts = await store.posts(team, 'd1');
    expect(posts[0]).toMatchObject({ state: 'sent', ts: '1.1', attempts: 1 });
    expect(posts.slice(1).map(({ state }) => state)).toEqual(['pending', 'pending']);
  });

  test('only one of those who read a post may send it', async () => {
    const store = await newStore();
    await share(store, decisionOf());
    const takers = await Promise.all([1, 2, 3].map((at) => store.markSending(team, 'd1:1:decision', at, 0)));
    expect(takers).toEqual([true, false, false]);
    expect((await store.posts(team, 'd1'))[0]).toMatchObject({ attempts: 1, attemptedAt: 1 });
    expect(await store.markSending(team, 'd1:1:decision', 4, 1)).toBe(true);
  });

  test('a post added twice is there once, as it was', async () => {
    const store = await newStore();
    const decision = decisionOf();
    await share(store, decision);
    const notice = noticeOf(decision, { id: 'd1:1:costs', revision: 1, kind: 'costs' }, 1_000);
    await store.addPost(notice);
    await send(store, notice.id);
    await store.addPost(notice);
    expect((await store.posts(team, 'd1')).filter(({ kind }) => kind === 'not-posted')).toMatchObject([
      { state: 'sent' },
    ]);
  });
});
