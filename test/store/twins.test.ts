import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import type { StoredDebate } from '../../src/app/debate-ports.ts';
import { postOfPosition, postsOfRevision } from '../../src/app/posts.ts';
import type { StoredInstallation } from '../../src/app/installation-ports.ts';
import type { Installation, NewPost, Position, Store } from '../../src/app/ports.ts';
import { onEveryDatabase } from './databases.ts';
import { decisionOf, draftOf, revisionOf, share } from './samples.ts';

const ben = 'T0:U0BEN';

/** What a method does for one installation, or why it works for all of them. */
type Case =
  | { readonly reads: (store: Store, installation: Installation) => Promise<unknown> }
  | { readonly writes: (store: Store, installation: Installation) => Promise<unknown> }
  | { readonly serves: string };

const decision = (installation: Installation, id = 'd1') =>
  decisionOf({ installation, id, title: `by ${installation}` });
const draft = (installation: Installation) => draftOf({ installation, title: `by ${installation}` });
const post = (installation: Installation): NewPost => ({
  installation,
  id: 'd1:1:extra',
  subject: 'd1',
  revision: 1,
  kind: 'not-posted',
  channel: 'U1',
  dueAt: 1,
  about: installation,
});
const position = (installation: Installation, draft: string): Omit<Position, 'number'> => ({
  installation,
  decision: 'd1',
  person: ben,
  name: `by ${installation}`,
  revision: 1,
  draft,
  at: 1,
  answers: { gap: draft },
  unknown: [],
});
const stated = (stands: Position): NewPost => postOfPosition(decision(stands.installation), stands, 1);
const debate = (installation: Installation, id = 'b1'): StoredDebate => ({
  installation,
  id,
  opener: ben,
  title: `by ${installation}`,
  openerName: `by ${installation}`,
  evidence: [],
  state: 'open',
  place: { channel: 'C1', thread: `${id}.1` },
  source: id,
  version: 1,
  createdAt: 1,
});
const installed = (installation: Installation): StoredInstallation => ({
  installation,
  botId: 'B1',
  botUser: 'U1',
  sealed: `sealed of ${installation}`,
  expiresAt: 50,
  installedAt: 1,
});
const aside = (installation: Installation, sealed = `sealed of ${installation}`) => ({
  installation,
  key: 'a1',
  person: ben,
  sealed,
  until: 9,
});
const practised = (installation: Installation, right: boolean) => ({
  installation,
  person: ben,
  case: `case of ${installation}`,
  right,
  at: 1,
});
const delivery = (installation: Installation, key: string) => ({ installation, key, taker: 'x', at: 5, until: 9 });

// A method that is not listed here does not compile, nor does its test pass.
const cases: Readonly<Record<keyof Store, Case>> = {
  content: { serves: 'texts of rulebooks and prices by their hash, the same for everybody' },
  keepContents: { serves: 'the same' },
  draft: { reads: (store, team) => store.draft(team, 'draft-1') },
  saveDraft: { writes: (store, team) => store.saveDraft({ ...draft(team), unknown: ['gap'] }) },
  unfinished: { reads: (store, team) => store.unfinished(team, draft(team).owner, 0) },
  share: { writes: (store, team) => share(store, decision(team, 'd9')) },
  revise: {
    writes: (store, team) =>
      store.revise(revisionOf(decision(team), { number: 2 }), postsOfRevision(decision(team), 2, 1)),
  },
  written: { reads: (store, team) => store.written(team, 'd1') },
  takePosition: { writes: (store, team) => store.takePosition(position(team, 'draft-8'), stated) },
  position: { reads: (store, team) => store.position(team, 'd1', ben) },
  positions: { reads: (store, team) => store.positions(team, 'd1') },
  posts: { reads: (store, team) => store.posts(team, 'd1') },
  addPost: { writes: (store, team) => store.addPost(post(team)) },
  duePosts: { reads: async (store, team) => (await store.duePosts(2_000)).filter((due) => due.installation === team) },
  claimPosts: { serves: 'posts of all installations, each with its own: see below' },
  nextClaim: { serves: 'a time, of whoever comes first' },
  releaseChannel: { writes: (store, team) => store.releaseChannel(team, 'C1', 'me', 99) },
  releaseChannels: { serves: 'an instance, which sends for all installations' },
  markSending: { writes: (store, team) => store.markSending(team, 'd1:1:argument', 7, 0) },
  markSent: { writes: (store, team) => store.markSent(team, 'd1:1:argument', '7.7') },
  retryPost: { writes: (store, team) => store.retryPost(team, 'd1:1:argument', 7, 'later') },
  lookAgain: { writes: (store, team) => store.lookAgain(team, 'd1:1:argument', 7, 'unclear') },
  hurry: { writes: (store, team) => store.hurry(['token_revoked'], 500, team) },
  failPost: { writes: (store, team) => store.failPost(team, 'd1:1:argument', 'refused') },
  rearm: { writes: (store, team) => store.rearm(team, 'd2', 7, { place: { channel: 'C7' } }) },
  repost: { writes: (store, team) => store.repost(team, 'd3:2:edit', 7) },
  money: { reads: (store, team) => store.money(team) },
  person: { reads: (store, team) => store.person(team, ben) },
  keepPerson: {
    writes: (store, team) => store.keepPerson({ installation: team, person: ben, welcomed: true, updatedAt: 9 }),
  },
  practice: { reads: (store, team) => store.practice(team, ben) },
  keepPractice: { writes: (store, team) => store.keepPractice(practised(team, true)) },
  picture: { reads: (store, team) => store.picture(team, 'ladder') },
  keepPicture: { writes: (store, team) => store.keepPicture(team, 'ladder', 'F9', 2) },
  dropPicture: { writes: (store, team) => store.dropPicture(team, 'ladder', `file of ${team}`) },
  drafts: { reads: (store, team) => store.drafts(team, draft(team).owner, 5) },
  decisions: {
    reads: (store, team) => store.decisions({ installation: team, channels: ['C1'], least: 5, most: 5 }),
  },
  directly: {
    reads: async (store, team) => {
      const own = { ...decision(team, 'd8'), place: { channel: `D of ${team}` } };
      await share(store, own);
      return store.directly(team, own.owner);
    },
  },
  waiting: { reads: (store, team) => store.waiting(team, 'T0:nobody', ['C1'], 5) },
  keepMoney: { writes: (store, team) => store.keepMoney({ installation: team, money: {}, person: ben, at: 2 }) },
  openDebate: { writes: (store, team) => store.openDebate(debate(team, 'b2'), []) },
  debate: { reads: (store, team) => store.debate(team, 'b1') },
  debateIn: { reads: (store, team) => store.debateIn(team, { channel: 'C1', thread: 'b1.1' }) },
  changeDebate: {
    writes: (store, team) =>
      store.changeDebate(team, 'b1', undefined, (found) => ({ debate: { ...found.debate, version: 2 }, posts: [] })),
  },
  takeDelivery: { writes: (store, team) => store.takeDelivery(delivery(team, 'E2')) },
  settleDelivery: { writes: (store, team) => store.settleDelivery(team, 'E1', 'x', { kind: 'done' }) },
  releaseDeliveries: { serves: 'an instance, which takes on what comes for all installations' },
  keepAside: { writes: (store, team) => store.keepAside(aside(team, 'changed')) },
  aside: { reads: (store, team) => store.aside(team, 'a1', 5) },
  takeAside: { writes: (store, team) => store.takeAside(team, 'a1', 5) },
  clockSkew: { serves: 'a clock' },
  keepInstallation: { writes: (store, team) => store.keepInstallation({ ...installed(team), botId: 'B9' }) },
  installation: { reads: (store, team) => store.installation(team) },
  resealInstallation: { writes: (store, team) => store.resealInstallation(team, `sealed of ${team}`, 'anew') },
  claimRefresh: { writes: (store, team) => store.claimRefresh(team, 50, 10, 20) },
  keepRefreshed: { writes: (store, team) => store.keepRefreshed(team, 'refreshed', 90) },
  keepState: { serves: 'an install that has no workspace yet' },
  takeState: { serves: 'the same' },
  pulse: { serves: 'operators: a count and an age' },
  purge: { writes: (store, team) => store.purge(team) },
  forgetPerson: { writes: (store, team) => store.forgetPerson(team, ben) },
  debatesNaming: { reads: (store, team) => store.debatesNaming(team, ben) },
  sweep: { serves: 'what is old, of whomever' },
  close: { serves: 'the process' },
};

async function fill(store: Store, installation: Installation): Promise<void> {
  await store.saveDraft(draft(installation));
  for (const id of ['d1', 'd2', 'd3']) await share(store, decision(installation, id));
  await store.retryPost(installation, 'd1:1:costs', 9_000, 'token_revoked');
  for (const id of ['d1', 'd3']) await store.markSent(installation, `${id}:1:decision`, `ts of ${installation}`);
  await store.takePosition(position(installation, 'draft-7'), stated);
  await store.failPost(installation, 'd2:1:decision', 'not_in_channel');
  await store.revise(
    revisionOf(decision(installation, 'd3'), { number: 2 }),
    postsOfRevision(decision(installation, 'd3'), 2, 1),
  );
  await store.keepMoney({ installation, money: { model: installation }, person: ben, at: 1 });
  await store.keepPerson({ installation, person: ben, money: { model: installation }, updatedAt: 1 });
  await store.keepPractice(practised(installation, false));
  await store.keepPicture(installation, 'ladder', `file of ${installation}`, 1);
  await store.openDebate(debate(installation), []);
  // Its id tells whose it is, where ids alone are shown.
  await store.openDebate(debate(installation, `of ${installation}`), []);
  await store.takeDelivery(delivery(installation, 'E1'));
  await store.keepAside(aside(installation));
  await store.keepInstallation(installed(installation));
}

/** Tables that hold nothing of anybody. */
const ofNobody = new Set(['contents', 'oauth_states']);

/** Reads every row of an installation, in whichever table. */
async function rowReader(db: Kysely<unknown>): Promise<(installation: Installation) => Promise<readonly string[]>> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name).filter((name) => !ofNobody.has(name));
  return async (installation) => {
    const rows: string[] = [];
    for (const name of tables) {
      const found = await sql`select * from ${sql.table(name)} where installation = ${installation}`.execute(db);
      rows.push(...found.rows.map((row) => `${name} ${JSON.stringify(row)}`));
    }
    return rows.sort();
  };
}

/** Two installations in which everything has the same id; one instance holds the channels of both. */
async function fillTwins(store: Store, method: string) {
  const [one, two] = [`T:${method}-one`, `T:${method}-two`];
  for (const installation of [one, two]) await fill(store, installation);
  return { one, two, claimed: await store.claimPosts({ now: 2_000, until: 3_000, holder: 'me', limit: 8 }) };
}

onEveryDatabase(({ newPlace, newStore, open }) => {
  test('every method of the store is listed', async () => {
    expect(Object.keys(cases).toSorted()).toEqual(Object.keys(await newStore()).toSorted());
  });

  test('whatever a method does for one installation, its twin stays as it is and unseen', async () => {
    const place = await newPlace();
    const store = await newStore(place);
    const rowsOf = await rowReader(open(place));
    for (const [method, what] of Object.entries(cases)) {
      if ('serves' in what) continue;
      const run = 'reads' in what ? what.reads : what.writes;
      const { one, two } = await fillTwins(store, method);
      const [mine, others] = [await rowsOf(two), await rowsOf(one)];
      const result = JSON.stringify(await run(store, two)) ?? '';
      expect(await rowsOf(one), `${method} leaves the twin alone`).toEqual(others);
      expect(result, `${method} shows nothing of the twin`).not.toContain(one);
      const changed = JSON.stringify(await rowsOf(two)) !== JSON.stringify(mine);
      expect('reads' in what ? result.includes(two) : changed, `${method} does something`).toBe(true);
      // Whoever has nothing finds nothing; what is refused for that reason is refused in other words.
      const both = [...(await rowsOf(one)), ...(await rowsOf(two))];
      const found = await run(store, `T:${method}-nobody`).catch(String);
      expect(JSON.stringify(found) ?? '', `${method} finds nothing`).not.toMatch(/-one|-two/);
      expect([...(await rowsOf(one)), ...(await rowsOf(two))]).toEqual(both);
    }
  }, 120_000);

  test('posts of both are claimed, each with the channel and the predecessor of its own', async () => {
    const { one, two, claimed } = await fillTwins(await newStore(), 'claim');
    const replies = claimed.filter(({ channel }) => channel === 'C1');
    expect(replies.map(({ installation, afterTs }) => afterTs === `ts of ${installation}`)).toEqual([true, true]);
    expect(replies.map(({ installation }) => installation).toSorted()).toEqual([one, two]);
  });
});
