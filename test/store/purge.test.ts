import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createForgetting } from '../../src/app/forgetting.ts';
import type { StoredDebate } from '../../src/app/debate-ports.ts';
import { ballotOf } from '../../src/app/debate-posts.ts';
import { postOfPosition } from '../../src/app/posts.ts';
import type { Store } from '../../src/app/ports.ts';
import { purged } from '../../src/store/purge-rows.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { ann, decisionOf, draftOf, newFile, newStore, revise, share, team } from './samples.ts';

const ben = 'T0LOCAL:U0BEN';
const other = 'T:T0OTHER';

/** A look into the database beside the store. */
function looking(file: string): Kysely<Tables> {
  const db = new Kysely<Tables>({ dialect: sqlite(file) });
  onTestFinished(() => db.destroy());
  return db;
}

async function tablesOf(db: Kysely<Tables>) {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }));
}

function debateOf(rest: Partial<StoredDebate> = {}): StoredDebate {
  return {
    installation: team,
    id: 'debate-1',
    opener: ann,
    openerName: 'ann',
    title: 'Which one?',
    place: { channel: 'C1', thread: '1.0' },
    evidence: [
      {
        question: 'freshness',
        value: 'weekly',
        author: ben,
        name: 'ben',
        quote: 'it changes weekly',
        certainty: 'stated',
      },
      { question: 'gap', value: 'knowledge', author: ann, name: 'ann', quote: 'it knows nothing', certainty: 'stated' },
    ],
    state: 'open',
    version: 1,
    source: 'reading-1',
    createdAt: 1_000,
    ...rest,
  };
}

/** A row in every table, all of the same age. */
async function fill(store: Store, installation: string, at = 1_000): Promise<void> {
  await store.saveDraft(draftOf({ installation, updatedAt: at }));
  const decision = decisionOf({ installation, createdAt: at });
  await share(store, decision);
  await revise(store, decision, 2, { at });
  await store.takePosition(
    { installation, decision: 'd1', person: ben, name: 'ben', revision: 1, answers: {}, unknown: [], draft: 'x', at },
    (position) => postOfPosition(decision, position, at),
  );
  await store.keepMoney({ installation, money: {}, person: ann, at });
  await store.keepPerson({ installation, person: ben, welcomed: true, updatedAt: at });
  await store.keepPractice({ installation, person: ben, case: 'A case', right: true, at });
  await store.keepPicture(installation, 'ladder', 'F1', at);
  const debate = debateOf({ installation, createdAt: at });
  await store.openDebate(debate, [ballotOf(debate, at)]);
  await store.changeDebate(installation, debate.id, 'sent-1', (found) => ({
    ...found,
    statement: { installation, debate: debate.id, person: ben, name: 'ben', answers: {}, unknown: [], at },
    posts: [],
  }));
  await store.claimPosts({ now: at, until: at + 1, holder: 'me', limit: 8 });
  await store.keepAside({ installation, person: ann, key: 'a', sealed: 'x', until: at + 1 });
  await store.takeDelivery({ installation, key: 'E1', taker: 'me', at, until: at + 1 });
  await store.keepInstallation({ installation, botId: 'B', botUser: 'U', sealed: 'x', installedAt: at });
}

async function counts(db: Kysely<Tables>, installation: string): Promise<Record<string, number>> {
  const rows = [...purged, 'installations' as const].map(async (table) => {
    const found = await db.selectFrom(table).select('installation').where('installation', '=', installation).execute();
    return [table, found.length] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

const forgettingOf = (store: Store, now = 1_000) =>
  createForgetting({ store, clock: { now: () => now }, wake: () => undefined });

describe('a workspace', () => {
  it('is deleted whole from every table with rows of installations, and no other workspace is touched', async () => {
    const file = await newFile();
    const store = await newStore({ file });
    const db = looking(file);
    await fill(store, team);
    await fill(store, other);
    const tables = await tablesOf(db);
    const keyed = tables.filter(({ columns }) => columns.includes('installation')).map(({ name }) => name);
    expect(new Set(keyed)).toEqual(new Set([...purged, 'installations']));
    const before = await counts(db, other);
    expect(Object.entries(before).filter(([, many]) => many === 0)).toEqual([]);
    await store.purge(team);
    expect(Object.values(await counts(db, team))).toEqual(keyed.map(() => 0));
    expect(await counts(db, other)).toEqual(before);
    // Again it has the effect of once.
    expect(await store.purge(team)).toBe(0);
  });

  it('stays installed when an admin wants everything forgotten, and nobody else may want that', async () => {
    const file = await newFile();
    const store = await newStore({ file });
    await fill(store, team);
    const forgetting = forgettingOf(store);
    await expect(forgetting.workspace({ installation: team, person: ann })).rejects.toThrow('not-admin');
    await forgetting.workspace({ installation: team, person: ann, admin: true });
    expect(await counts(looking(file), team)).toEqual({
      ...Object.fromEntries(purged.map((name) => [name, 0])),
      installations: 1,
    });
  });
});

describe('a person', () => {
  it('loses drafts, name and quotes, and nobody else does', async () => {
    const store = await newStore();
    await fill(store, team);
    await fill(store, other);
    await store.saveDraft(draftOf({ id: 'of-ben', owner: ben }));
    await forgettingOf(store).person({ installation: team, person: ben });
    expect(await store.draft(team, 'of-ben')).toBeUndefined();
    expect(await store.draft(team, 'draft-1')).toBeDefined();
    expect([await store.person(team, ben), await store.practice(team, ben)]).toEqual([undefined, []]);
    expect((await store.practice(other, ben)).length).toBe(1);
    expect((await store.position(team, 'd1', ben))?.name).toBeUndefined();
    const found = await store.debate(team, 'debate-1');
    expect(found?.statements.map(({ name }) => name)).toEqual([undefined]);
    expect(found?.debate.evidence.map(({ quote, name, value }) => [quote, name, value])).toEqual([
      ['', undefined, 'weekly'],
      ['it knows nothing', 'ann', 'knowledge'],
    ]);
    expect(found?.debate.openerName).toBe('ann');
    expect((await store.position(other, 'd1', ben))?.name).toBe('ben');
    expect((await store.debate(other, 'debate-1'))?.debate.evidence[0]?.quote).toBe('it changes weekly');
  });

  it('has the ballot with their name drawn anew, once', async () => {
    const store = await newStore();
    await fill(store, team);
    await store.markSending(team, 'debate-1:ballot', 1, 0);
    await store.markSent(team, 'debate-1:ballot', '9.0');
    const forgetting = forgettingOf(store);
    for (const person of [ann, ann, ben]) await forgetting.person({ installation: team, person });
    const edits = (await store.posts(team, 'debate-1')).filter(({ kind }) => kind === 'edit-ballot');
    // Drawn as things stand when it is sent: one that waits is enough.
    expect(edits).toHaveLength(1);
    expect((await store.debate(team, 'debate-1'))?.debate.openerName).toBeUndefined();
  });
});

describe('what is old', () => {
  const day = 24 * 3_600_000;

  it('is deleted with all that belongs to it, and what somebody touched since stays', async () => {
    const file = await newFile();
    const store = await newStore({ file });
    await fill(store, team, 1_000);
    await fill(store, other, 5 * day);
    await store.keepState('over', 1);
    expect(await forgettingOf(store, 8 * day).old(7)).toBe(5);
    const { channels } = await counts(looking(file), other);
    const kept = { money: 1, pictures: 1, installations: 1, channels };
    expect(await counts(looking(file), team)).toEqual({
      ...Object.fromEntries(purged.map((name) => [name, 0])),
      ...kept,
    });
    // Deliveries go after a day, and what is kept for a while at its end, whatever the retention is.
    const { deliveries, asides, ...there } = await counts(looking(file), other);
    expect({ deliveries, asides }).toEqual({ deliveries: 0, asides: 0 });
    expect(Object.values(there)).not.toContain(0);
    expect(await looking(file).selectFrom('oauth_states').selectAll().execute()).toEqual([]);
  });

  it('spares what somebody set who began a decision or practised since', async () => {
    const store = await newStore();
    const [idle, deciding, practising] = ['T0LOCAL:U1', 'T0LOCAL:U2', 'T0LOCAL:U3'];
    for (const person of [idle, deciding, practising])
      await store.keepPerson({ installation: team, person, welcomed: true, updatedAt: 1_000 });
    await store.saveDraft(draftOf({ owner: deciding, updatedAt: 5 * day }));
    await store.keepPractice({ installation: team, person: practising, case: 'Old', right: true, at: 1_000 });
    await store.keepPractice({ installation: team, person: practising, case: 'New', right: true, at: 5 * day });
    expect(await forgettingOf(store, 8 * day).old(7)).toBe(2);
    const left = await Promise.all([idle, deciding, practising].map((person) => store.person(team, person)));
    expect(left.map((one) => one?.welcomed)).toEqual([undefined, true, true]);
    expect((await store.practice(team, practising)).map((one) => one.case)).toEqual(['New']);
  });

  it.each<[string, (store: Store) => Promise<unknown>]>([
    ['a new revision', (store) => revise(store, decisionOf({ createdAt: 1_000 }), 3, { at: 5 * day })],
    [
      'a new position',
      (store) =>
        store.takePosition(
          {
            installation: team,
            decision: 'd1',
            person: ann,
            revision: 2,
            answers: {},
            unknown: [],
            draft: 'y',
            at: 5 * day,
          },
          (position) => postOfPosition(decisionOf(), position, 5 * day),
        ),
    ],
  ])('is not a decision with %s', async (_, touch) => {
    const store = await newStore();
    await fill(store, team, 1_000);
    await touch(store);
    await forgettingOf(store, 8 * day).old(7);
    expect(await store.written(team, 'd1')).toBeDefined();
    expect(await store.debate(team, 'debate-1')).toBeUndefined();
  });

  it('is nothing when no time is set', async () => {
    const store = await newStore();
    await fill(store, team);
    expect(await forgettingOf(store, 10_000 * day).old(undefined)).toBe(0);
    expect(await store.written(team, 'd1')).toBeDefined();
  });

  it('goes however much of it there is', async () => {
    const store = await newStore();
    for (let at = 0; at < 450; at += 1) await store.saveDraft(draftOf({ id: `d${at}`, updatedAt: 1 }));
    expect(await forgettingOf(store, 8 * day).old(7)).toBe(450);
  });
});
