import { expect, test } from 'vitest';
import { ballotEdit, ballotOf, debateNotice, settlementEdit } from '../../src/app/debate-posts.ts';
import { noticeOf } from '../../src/app/posts.ts';
import type { Store } from '../../src/app/ports.ts';
import { onEveryDatabase } from './databases.ts';
import { debateOf, decisionOf, revise, share, team } from './samples.ts';

const decision = decisionOf();
const states = async (store: Store) => (await store.posts(team, 'd1')).map(({ kind, state }) => [kind, state]);

async function send(store: Store, id: string): Promise<void> {
  await store.markSending(team, id, 1_000, 0);
  await store.markSent(team, id, `ts of ${id}`);
}

onEveryDatabase(({ newStore }) => {
  async function failed(): Promise<Store> {
    const store = await newStore();
    await share(store, decision);
    await revise(store, decision, 2);
    const notice = noticeOf(decision, { id: 'd1:1:decision', revision: 1, kind: 'decision' }, 1_000);
    await store.failPost(team, 'd1:1:decision', 'not_in_channel', notice);
    return store;
  }

  test('a decision that could not be posted is posted as it stands, without what changed meanwhile', async () => {
    const store = await failed();
    expect(await store.rearm(team, 'd1', 5_000)).toBe(3);
    expect(await states(store)).toEqual([
      ['decision', 'pending'],
      ['argument', 'pending'],
      ['costs', 'pending'],
      ['edit', 'failed'],
      ['edit-argument', 'failed'],
      ['edit-costs', 'failed'],
      ['moved', 'failed'],
      ['not-posted', 'pending'],
    ]);
    expect((await store.duePosts(5_000)).map(({ id }) => id)).toContain('d1:1:decision');
    expect(await store.rearm(team, 'd1', 6_000)).toBe(0);
  });

  test('it may go to another place, for good', async () => {
    const store = await failed();
    await store.rearm(team, 'd1', 5_000, { place: { channel: 'C9' } });
    expect((await store.written(team, 'd1'))?.decision.place).toEqual({ channel: 'C9' });
    const posts = await store.posts(team, 'd1');
    expect(new Set(posts.filter(({ kind }) => kind !== 'not-posted').map(({ channel }) => channel))).toEqual(
      new Set(['C9']),
    );
    expect(posts.at(-1)?.channel).toBe('U0ANN');
  });

  test('one that was posted stays where it is, and only what failed is tried again', async () => {
    const store = await newStore();
    await share(store, decision);
    await send(store, 'd1:1:decision');
    await store.failPost(team, 'd1:1:argument', 'is_archived');
    await send(store, 'd1:1:costs');
    expect(await store.rearm(team, 'd1', 5_000, { place: { channel: 'C9' } })).toBe(1);
    expect((await store.written(team, 'd1'))?.decision.place).toEqual({ channel: 'C1' });
    expect(await states(store)).toEqual([
      ['decision', 'sent'],
      ['argument', 'pending'],
      ['costs', 'sent'],
    ]);
    expect(await store.rearm('T:T2', 'd1', 5_000)).toBe(0);
  });

  test.each([
    [undefined, ['pending', 'pending', 'pending', 'failed', 'pending', 'pending', 'pending']],
    ['1.0', ['pending', 'sent', 'sent', 'failed', 'pending', 'pending', 'pending']],
  ])('a message that is gone is posted anew, in thread %s', async (thread, expected) => {
    const store = await newStore();
    const mine = decisionOf({ place: { channel: 'C1', thread } });
    await share(store, mine);
    for (const kind of ['decision', 'argument', 'costs']) await send(store, `d1:1:${kind}`);
    await revise(store, mine, 2);
    await store.markSending(team, 'd1:2:edit', 2_000, 0);
    await store.repost(team, 'd1:2:edit', 3_000);
    await store.repost(team, 'd1:2:edit', 4_000);
    expect((await states(store)).map(([, state]) => state)).toEqual(expected);
    expect(await store.duePosts(3_000)).toMatchObject([{ id: 'd1:1:decision', attempts: 0, ts: undefined }]);
    // It is in the new message, so that nothing is left to try.
    await send(store, 'd1:1:decision');
    expect(await store.rearm(team, 'd1', 5_000)).toBe(0);
  });

  const debate = debateOf();
  const ballot = ballotOf(debate, 1_000);
  const debated = async (store: Store) =>
    (await store.posts(team, debate.id)).map(({ id, state, error }) => [id, state, error]);

  test('a ballot that could not be posted is posted as it stands, and its notice is not told again', async () => {
    const store = await newStore();
    await store.openDebate(debate, [ballot]);
    const notice = debateNotice(debate, ballot.id, 1_000);
    await store.failPost(team, ballot.id, 'not_in_channel', notice);
    await store.failPost(team, notice.id, 'user_not_found');
    await store.addPost(ballotEdit({ ...debate, version: 2 }, 2_000));
    expect(await store.rearm(team, debate.id, 5_000)).toBe(1);
    expect(await debated(store)).toEqual([
      ['b1:ballot', 'pending', undefined],
      [notice.id, 'failed', 'user_not_found'],
      ['b1:ballot:2', 'failed', 'reposted'],
    ]);
    await send(store, ballot.id);
    expect(await store.rearm(team, debate.id, 6_000)).toBe(0);
    expect(await store.rearm('T:T2', debate.id, 6_000)).toBe(0);
  });

  test('of many changes that failed only the last of each message is made', async () => {
    const store = await newStore();
    const result = { ...ballot, id: 'b1:result', kind: 'settlement' as const };
    await store.openDebate(debate, [ballot, result]);
    for (const { id } of [ballot, result]) await send(store, id);
    for (const version of [2, 3]) {
      for (const change of [ballotEdit, settlementEdit]) {
        const edit = change({ ...debate, version }, 1_000);
        await store.addPost(edit);
        await store.failPost(team, edit.id, 'not_in_channel');
      }
    }
    expect(await store.rearm(team, debate.id, 5_000)).toBe(2);
    expect((await debated(store)).map(([id, state]) => [id, state])).toEqual([
      ['b1:ballot', 'sent'],
      ['b1:result', 'sent'],
      ['b1:ballot:2', 'failed'],
      ['b1:result:2', 'failed'],
      ['b1:ballot:3', 'pending'],
      ['b1:result:3', 'pending'],
    ]);
  });

  test('a result that was left out is said after all, where changes of it wait for it', async () => {
    const store = await newStore();
    const result = { ...ballot, id: 'b1:result', kind: 'settlement' as const };
    await store.openDebate(debate, [ballot, result]);
    await send(store, ballot.id);
    await store.failPost(team, result.id, 'superseded');
    expect(await store.rearm(team, debate.id, 4_000)).toBe(0);
    await store.addPost(settlementEdit({ ...debate, version: 2 }, 2_000));
    expect(await store.rearm(team, debate.id, 5_000)).toBe(1);
    expect(await debated(store)).toEqual([
      ['b1:ballot', 'sent', undefined],
      ['b1:result', 'pending', undefined],
      ['b1:result:2', 'failed', 'reposted'],
    ]);
  });

  test.each([
    [true, 'sending', 'pending', 1_000],
    [false, 'pending', 'failed', undefined],
  ])('what may have arrived is looked for before its changes are made: %s', async (look, state, edit, since) => {
    const store = await newStore();
    await store.openDebate(debate, [ballot]);
    await store.markSending(team, ballot.id, 1_000, 0);
    await store.failPost(team, ballot.id, 'unclear');
    await store.addPost(ballotEdit({ ...debate, version: 2 }, 2_000));
    await store.rearm(team, debate.id, 5_000, { look });
    expect((await debated(store)).map(([, now]) => now)).toEqual([state, edit]);
    expect(await store.duePosts(5_000)).toMatchObject([{ id: ballot.id, state, attempts: 0, attemptedAt: since }]);
  });
});
