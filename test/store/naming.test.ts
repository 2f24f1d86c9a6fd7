import { expect, it } from 'vitest';
import type { Statement, StoredDebate } from '../../src/app/debate-ports.ts';
import { ballotOf, postsOfClosing } from '../../src/app/debate-posts.ts';
import { createForgetting } from '../../src/app/forgetting.ts';
import type { Store } from '../../src/app/ports.ts';
import { onEveryDatabase } from './databases.ts';
import { ann, team } from './samples.ts';

const [ben, cleo] = ['T0LOCAL:U0BEN', 'T0LOCAL:U0CLEO'];
const other = 'T:T0OTHER';
const now = 1_000;

/** Ann opened it, and what Cleo wrote was read in the thread. */
const debateOf = (id: string, rest: Partial<StoredDebate> = {}): StoredDebate => ({
  installation: team,
  id,
  opener: ann,
  openerName: 'ann',
  title: 'Which one?',
  place: { channel: 'C1', thread: id },
  evidence: [
    { question: 'gap', value: 'behavior', author: cleo, name: 'cleo', quote: 'it is rude', certainty: 'stated' },
  ],
  state: 'open',
  version: 1,
  source: id,
  createdAt: now,
  ...rest,
});

/** A debate whose messages stand in Slack, with one position in it. */
async function stated(
  store: Store,
  debate: StoredDebate,
  by: Pick<Statement, 'person' | 'name'> = { person: ben, name: 'ben' },
) {
  const { installation, id } = debate;
  await store.openDebate(debate, [ballotOf(debate, now)]);
  const statement = {
    installation,
    debate: id,
    ...by,
    answers: { gap: 'behavior' },
    unknown: ['freshness'],
    at: 7,
  };
  const posts = debate.closing === undefined ? [] : postsOfClosing(debate, debate.closing, now);
  await store.changeDebate(installation, id, `sent to ${id}`, (found) => ({ ...found, statement, posts }));
  for (const { id: post } of await store.posts(installation, id))
    await store.markSent(installation, post, `ts of ${post}`);
}

const closing = { how: 'closed', by: ann, reason: 'So', choices: {}, decision: 'd1', revision: 1, at: now } as const;

const waiting = async (store: Store, installation: string, id: string) =>
  (await store.posts(installation, id))
    .filter(({ state }) => state === 'pending')
    .map(({ kind, after }) => [kind, after]);

const forget = (store: Store, person: string) =>
  createForgetting({ store, clock: { now: () => now }, wake: () => undefined }).person({ installation: team, person });

onEveryDatabase(({ newStore }) => {
  it('finds the debates that name a person: as the opener, by a quote, or for what they stated', async () => {
    const store = await newStore();
    await stated(store, debateOf('b1'));
    await stated(store, debateOf('b2', { evidence: [] }), { person: cleo, name: 'cleo' });
    await stated(store, debateOf('b3', { createdAt: now + 1, opener: ben, openerName: 'ben', evidence: [] }), {
      person: ann,
      name: 'ann',
    });
    await stated(store, debateOf('b4', { createdAt: now + 2 }), { person: ben });
    await stated(store, debateOf('b5', { installation: other }));
    expect(await store.debatesNaming(team, ben)).toEqual(['b1', 'b3']);
    expect((await store.debatesNaming(team, cleo)).toSorted()).toEqual(['b1', 'b2', 'b4']);
    expect(await store.debatesNaming(other, ben)).toEqual(['b5']);
  });

  it('takes the name of whoever stated a position off it with the change of the messages that show it, once', async () => {
    const store = await newStore();
    await stated(store, debateOf('open'));
    await stated(store, debateOf('settled', { state: 'settled', closing, reviewAt: now }));
    await stated(store, debateOf('open', { installation: other }));
    await forget(store, ben);
    await forget(store, ben);
    expect(await waiting(store, team, 'open')).toEqual([['edit-ballot', 'open:ballot']]);
    expect(await waiting(store, team, 'settled')).toEqual([
      ['edit-ballot', 'settled:ballot'],
      ['edit-settlement', 'settled:result'],
    ]);
    for (const id of ['open', 'settled']) {
      const found = await store.debate(team, id);
      expect(found?.debate).toMatchObject({ version: 2, openerName: 'ann', evidence: [{ name: 'cleo' }] });
      expect(found?.statements).toMatchObject([
        { person: ben, name: undefined, answers: { gap: 'behavior' }, unknown: ['freshness'], at: 7 },
      ]);
    }
    expect(await store.debatesNaming(team, ben)).toEqual([]);
    expect(await waiting(store, other, 'open')).toEqual([]);
    expect((await store.debate(other, 'open'))?.statements[0]?.name).toBe('ben');
  });

  it('forgets a debate that could not be changed when the person asks again', async () => {
    const store = await newStore();
    await stated(store, debateOf('b1'));
    const broken: Store = { ...store, changeDebate: () => Promise.reject(new Error('away')) };
    await expect(forget(broken, ben)).rejects.toThrow('away');
    expect(await waiting(store, team, 'b1')).toEqual([]);
    await forget(store, ben);
    expect(await waiting(store, team, 'b1')).toEqual([['edit-ballot', 'b1:ballot']]);
    expect((await store.debate(team, 'b1'))?.statements[0]?.name).toBeUndefined();
  });
});
