import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { postOfPosition } from '../../src/app/posts.ts';
import type { Position, Store } from '../../src/app/ports.ts';
import { migrate, migrations } from '../../src/store/migrations.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { onEveryDatabase } from './databases.ts';
import { decisionOf, draftOf, newFile, newStore, share, team } from './samples.ts';

const decision = decisionOf();

function positionOf(rest: Partial<Position> = {}): Omit<Position, 'number'> {
  const { answers, unknown } = draftOf();
  const whose = { installation: team, decision: 'd1', person: 'T0LOCAL:U0BEN', name: 'ben' };
  return { ...whose, revision: 1, answers, unknown, draft: 'draft-9', at: 2_000, ...rest };
}

const take = (store: Store, position: Omit<Position, 'number'>) =>
  store.takePosition(position, (one) => postOfPosition(decision, one, 2_000));

const postsOf = async (store: Store) =>
  (await store.posts(team, 'd1')).filter(({ kind }) => kind === 'position').map(({ id }) => id);

onEveryDatabase(({ newStore }) => {
  test('a position is kept with its post, and the latest of a person counts', async () => {
    const store = await newStore();
    await share(store, decision);
    const first = await take(store, positionOf());
    expect(first).toEqual({ ...positionOf(), number: 1 });
    const second = await take(store, positionOf({ draft: 'draft-10', answers: { gap: 'behavior' }, name: undefined }));
    expect(second.number).toBe(2);
    expect(await store.positions(team, 'd1')).toEqual([second]);
    expect(await store.position(team, 'd1', 'T0LOCAL:U0BEN')).toEqual(second);
    expect(await postsOf(store)).toEqual(['d1:position:T0LOCAL:U0BEN:1', 'd1:position:T0LOCAL:U0BEN:2']);
  });

  test('the same draft, or the same answers to the same revision, say nothing new', async () => {
    const store = await newStore();
    await share(store, decision);
    const stands = await take(store, positionOf());
    const again = await Promise.all([
      take(store, positionOf({ answers: {} })),
      take(store, positionOf({ draft: 'draft-10' })),
    ]);
    expect(again).toEqual([stands, stands]);
    expect(await postsOf(store)).toHaveLength(1);
  });

  test('positions of others, and of other installations, stay apart', async () => {
    const store = await newStore();
    await share(store, decision);
    await take(store, positionOf());
    await take(store, positionOf({ person: 'T0OTHER:U0BEN', draft: 'draft-10' }));
    expect(await store.positions(team, 'd1')).toHaveLength(2);
    expect(await store.positions('T:T2', 'd1')).toEqual([]);
    expect(await store.position('T:T2', 'd1', 'T0LOCAL:U0BEN')).toBeUndefined();
  });

  test('a position on a revision that is not there is refused whole', async () => {
    const store = await newStore();
    await share(store, decision);
    await expect(take(store, positionOf({ revision: 7 }))).rejects.toThrow(/foreign key/i);
    expect(await store.positions(team, 'd1')).toEqual([]);
    expect(await postsOf(store)).toEqual([]);
  });

  test('what a person began last is offered, unless it is old or was shared', async () => {
    const store = await newStore();
    const owner = draftOf().owner;
    expect(await store.unfinished(team, owner, 0)).toBeUndefined();
    await store.saveDraft(draftOf({ id: 'a', updatedAt: 1_000, asking: ['gap'], step: 'preview' }));
    await store.saveDraft(draftOf({ id: 'r', updatedAt: 9_000, revises: { decision: 'd1', revision: 1 } }));
    expect(await store.unfinished(team, owner, 500)).toEqual(
      draftOf({ id: 'a', updatedAt: 1_000, asking: ['gap'], step: 'preview' }),
    );
    expect(await store.unfinished(team, owner, 1_001)).toBeUndefined();
    expect(await store.unfinished(team, 'T0LOCAL:U0BEN', 0)).toBeUndefined();
    expect(await store.unfinished('T:T2', owner, 0)).toBeUndefined();
    await store.saveDraft(draftOf({ id: 'b', updatedAt: 2_000 }));
    await share(store, decisionOf({ draft: 'b' }));
    expect(await store.draft(team, 'b')).toMatchObject({ done: true });
    expect(await store.unfinished(team, owner, 0)).toBeUndefined();
  });
});

test('what an earlier version wrote is read as it was', async () => {
  const file = await newFile();
  const db = new Kysely<Tables>({ dialect: sqlite(file) });
  const { '0001_decisions': first } = migrations;
  if (first === undefined) throw new Error('the first step has its name');
  await migrate(db, { '0001_decisions': first });
  const { id, installation, ...rest } = draftOf();
  const raw = sql`insert into drafts (installation, id, owner, title, place, answers, unknown, revises, updated_at) values
    (${installation}, ${id}, ${rest.owner}, ${rest.title}, ${JSON.stringify(rest.place)}, ${JSON.stringify(rest.answers)},
    ${JSON.stringify(rest.unknown)}, null, ${rest.updatedAt})`;
  await raw.execute(db);
  await db.destroy();
  const store = await newStore({ file });
  expect(await store.draft(team, id)).toEqual(draftOf());
  expect(await store.unfinished(team, rest.owner, 0)).toEqual(draftOf());
});
