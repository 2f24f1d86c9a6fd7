import { expect, test } from 'vitest';
import { postOfPosition } from '../../src/app/posts.ts';
import type { Store } from '../../src/app/ports.ts';
import { cuttable } from '../faults/faulty.ts';
import { freshDatabase } from '../postgres/fresh.ts';
import { onPostgres } from './databases.ts';
import { ann, debateOf, decisionOf, draftOf, newStore, revise, share, team } from './samples.ts';

const decision = decisionOf();
const debate = debateOf();

/** What is done, and what is to be seen of it afterwards, once and not twice. */
const commits: Readonly<
  Record<string, { do: (store: Store) => Promise<unknown>; see: (store: Store) => Promise<unknown> }>
> = {
  'a shared decision': {
    do: async (store) => (await share(store, decisionOf({ id: 'd2' }))).decision.id,
    see: async (store) => (await store.posts(team, 'd2')).length,
  },
  'a revision': {
    do: (store) => revise(store, decision, 2).then(() => 'answered'),
    see: async (store) => (await store.written(team, 'd1'))?.revisions.length,
  },
  'a position': {
    do: (store) =>
      store.takePosition(
        {
          installation: team,
          decision: 'd1',
          person: ann,
          revision: 1,
          draft: 'x',
          at: 1,
          answers: {},
          unknown: [],
        },
        (stands) => postOfPosition(decision, stands, 1),
      ),
    see: async (store) => (await store.positions(team, 'd1')).map(({ number }) => number),
  },
  'a change of a debate': {
    do: async (store) =>
      (
        await store.changeDebate(team, 'b1', undefined, ({ debate }) => ({
          debate: { ...debate, version: debate.version + 1 },
          posts: [],
        }))
      )?.changed,
    see: async (store) => (await store.debate(team, 'b1'))?.debate.version,
  },
  'posts that are tried again': {
    do: (store) => store.rearm(team, 'd1', 5),
    see: async (store) => (await store.posts(team, 'd1')).map(({ state }) => state),
  },
};

onPostgres(() => {
  test.each(Object.entries(commits))('%s whose commit was not answered is there once', async (_, { do: act, see }) => {
    const came: unknown[] = [];
    for (const lost of [false, true]) {
      const way = await cuttable(await freshDatabase());
      const store = await newStore({ url: way.url });
      await share(store, decision);
      await store.failPost(team, 'd1:1:decision', 'not_in_channel');
      await store.openDebate(debate, []);
      if (lost) way.loseAnswer('COMMIT');
      came.push([await act(store), await see(store)]);
    }
    expect(came[1]).toEqual(came[0]);
  });

  test('lost connections are replaced, and whoever waited meanwhile is served', async () => {
    const way = await cuttable(await freshDatabase());
    const store = await newStore({ url: way.url });
    await Promise.all(Array.from({ length: 5 }, () => store.saveDraft(draftOf())));
    way.cut();
    const waiting = Promise.all([store.draft(team, 'draft-1'), share(store, decision)]);
    setImmediate(way.mend);
    const [draft, written] = await waiting;
    expect([draft?.id, written.decision.id]).toEqual(['draft-1', 'd1']);
  });

  test('a database that stays away is an error well within three seconds, and then all is as before', async () => {
    const way = await cuttable(await freshDatabase());
    const store = await newStore({ url: way.url });
    await share(store, decision);
    way.cut();
    const failures = await Promise.allSettled([
      store.saveDraft(draftOf()),
      share(store, decisionOf({ id: 'd2' })),
      store.claimPosts({ now: 2_000, until: 3_000, holder: 'a', limit: 8 }),
    ]);
    expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    way.mend();
    expect(await store.draft(team, 'draft-1')).toBeUndefined();
    expect(await store.written(team, 'd2')).toBeUndefined();
    expect(await store.claimPosts({ now: 2_000, until: 3_000, holder: 'a', limit: 8 })).toHaveLength(1);
  });
});
