import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { ballotEdit, ballotOf } from '../../src/app/debate-posts.ts';
import { postOfPosition } from '../../src/app/posts.ts';
import type { Store } from '../../src/app/ports.ts';
import { onEveryDatabase, onPostgres } from './databases.ts';
import { debateOf, decisionOf, share, team } from './samples.ts';

const claim = (holder: string, now = 1_000, rest: { readonly until?: number; readonly limit?: number } = {}) => ({
  holder,
  now,
  until: now + 100,
  limit: 8,
  ...rest,
});
const ids = async (store: Store, ...of: Parameters<typeof claim>) =>
  (await store.claimPosts(claim(...of))).map(({ id }) => id);

const debate = debateOf();

/** Somebody states something, and the ballot is to be drawn anew; something is to be said in another channel. */
const change = (store: Store, name: string, elsewhere = 'C2') =>
  store.changeDebate(team, 'b1', name, ({ debate: before }) => {
    const next = { ...before, version: before.version + 1 };
    const notice = { ...ballotOf(next, 1), id: `notice ${name}`, kind: 'debate-notice' as const, channel: elsewhere };
    return { debate: next, posts: [ballotEdit(next, 1), notice] };
  });

onEveryDatabase(({ newPlace, newStore }) => {
  /** Instances that share a database. */
  async function instances(count: number): Promise<Store[]> {
    const place = await newPlace();
    const first = await newStore(place);
    return [first, ...(await Promise.all(Array.from({ length: count - 1 }, () => newStore(place))))];
  }

  test('what one instance claimed no other is given, until it is given back or the time is over', async () => {
    const [one, two] = await instances(2);
    await share(one!, decisionOf());
    expect(await ids(one!, 'a')).toEqual(['d1:1:decision']);
    expect(await ids(two!, 'b')).toEqual([]);
    await two!.releaseChannel(team, 'C1', 'b', 0);
    expect(await ids(two!, 'b', 1_099)).toEqual([]);
    expect(await ids(two!, 'b', 1_100)).toEqual(['d1:1:decision']);
    await one!.releaseChannel(team, 'C1', 'a', 5_000);
    expect(await ids(one!, 'a', 1_150)).toEqual([]);
    await two!.releaseChannel(team, 'C1', 'b', 1_150);
    expect(await ids(one!, 'a', 1_150)).toEqual(['d1:1:decision']);
    await one!.releaseChannels('a');
    expect(await ids(two!, 'b', 1_150)).toEqual(['d1:1:decision']);
  });

  test('a channel rests for all instances, and they know when to look again', async () => {
    const [one, two] = await instances(2);
    await share(one!, decisionOf());
    await ids(one!, 'a');
    expect(await two!.nextClaim(1_000)).toBe(1_100);
    await one!.releaseChannel(team, 'C1', 'a', 2_000);
    expect(await ids(two!, 'b', 1_999)).toEqual([]);
    expect(await two!.nextClaim(1_999)).toBe(2_000);
    expect(await ids(two!, 'b', 2_000)).toEqual(['d1:1:decision']);
  });

  test('instances that claim at the same moment share everything out, and nothing twice', async () => {
    const all = await instances(4);
    const channels = Array.from({ length: 20 }, (_, i) => `C${i}`);
    for (const channel of channels) await share(all[0]!, decisionOf({ id: `of-${channel}`, place: { channel } }));
    const rounds = [];
    for (let round = 0; round < 4; round += 1)
      rounds.push(...(await Promise.all(all.map((store, i) => ids(store, `i${i}`, 1_000, { limit: 2 })))));
    const claimed = rounds.flat();
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claimed.toSorted()).toEqual(channels.map((channel) => `of-${channel}:1:decision`).toSorted());
    expect(Math.max(...rounds.map(({ length }) => length))).toBe(2);
  });

  test('a hundred changes of a debate at once, over four instances, all count and draw the ballot once more', async () => {
    const all = await instances(4);
    await all[0]!.openDebate(debate, [ballotOf(debate, 1)]);
    await all[0]!.markSent(team, 'b1:ballot', '1.2');
    const state = (i: number) =>
      all[i % 4]!.changeDebate(team, 'b1', `s${i % 100}`, ({ debate }) => {
        const next = { ...debate, version: debate.version + 1 };
        const statement = {
          installation: team,
          debate: 'b1',
          person: `T:U${i % 100}`,
          answers: {},
          unknown: [],
          at: i,
        };
        return { debate: next, statement, posts: [ballotEdit(next, 1)] };
      });
    // Each once more, as Slack does it, on another instance.
    await Promise.all(Array.from({ length: 200 }, (_, i) => state(i < 100 ? i : i + 1)));
    const found = await all[0]!.debate(team, 'b1');
    expect([found?.debate.version, found?.statements.length]).toEqual([101, 100]);
    expect((await all[0]!.posts(team, 'b1')).map(({ kind }) => kind)).toEqual(['ballot', 'edit-ballot']);
  });

  test('positions that one person states at once on two instances are numbered one after the other', async () => {
    const all = await instances(2);
    await share(all[0]!, decisionOf());
    const take = (i: number) =>
      all[i % 2]!.takePosition(
        {
          installation: team,
          decision: 'd1',
          person: 'T:U1',
          revision: 1,
          draft: `draft-${i}`,
          at: i,
          answers: { gap: `${i}` },
          unknown: [],
        },
        (stands) => postOfPosition(decisionOf(), stands, 1),
      );
    const numbers = (await Promise.all(Array.from({ length: 10 }, (_, i) => take(i)))).map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await all[0]!.posts(team, 'd1')).filter(({ kind }) => kind === 'position')).toHaveLength(10);
  });

  test('what comes after a post that fails at the same moment never waits for it', async () => {
    const all = await instances(2);
    for (let round = 0; round < 10; round += 1) {
      const decision = decisionOf({ id: `r${round}` });
      await share(all[0]!, decision);
      const late = { ...decision, revision: 1, kind: 'moved' as const, channel: 'C1', dueAt: 1 };
      const post = { installation: team, subject: decision.id, after: `${decision.id}:1:decision` };
      await Promise.all([
        all[0]!.failPost(team, `${decision.id}:1:decision`, 'not_in_channel'),
        all[1]!.addPost({ ...post, id: `${decision.id}:late`, revision: 1, kind: late.kind, channel: 'C1', dueAt: 1 }),
      ]);
      const states = (await all[0]!.posts(team, decision.id)).map(({ state }) => state);
      expect(states).toEqual(['failed', 'failed', 'failed', 'failed']);
    }
  });
});

onPostgres(({ newPlace, newStore, open }) => {
  test('a ballot is not drawn while a change of it is being committed, which would not be in it', async () => {
    const place = await newPlace();
    const [store, other, db] = [await newStore(place), await newStore(place), open(place)];
    await store.openDebate(debate, [ballotOf(debate, 1)]);
    await store.markSent(team, 'b1:ballot', '1.2');
    await change(store, 'first');
    const waiting = (await store.posts(team, 'b1')).find(({ state }) => state === 'pending')!;

    /** Statements that wait for a lock. */
    const blocked = async () => {
      const found = sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await found.execute(db)).rows.length;
    };
    const until = (count: number) => vi.waitFor(async () => expect(await blocked()).toBeGreaterThanOrEqual(count));
    let drawn = 0;
    const { changing, drawing } = await db.transaction().execute(async (holder) => {
      // What the change writes last has to wait for this.
      await sql`insert into channels (installation, channel) values (${team}, 'C9')`.execute(holder);
      const changing = change(store, 'second', 'C9');
      await until(1);
      const drawing = other
        .markSending(team, waiting.id, 1, 0)
        .then(async () => (drawn = (await other.debate(team, 'b1'))!.debate.version));
      await Promise.race([until(2), drawing]);
      return { changing, drawing };
    });
    await Promise.all([changing, drawing]);
    const left = (await store.posts(team, 'b1')).filter(
      ({ kind, state }) => kind === 'edit-ballot' && state === 'pending',
    );
    expect([drawn, left]).toEqual([3, []]);
  });
});
