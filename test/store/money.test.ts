import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { CostChoices } from '../../src/core/index.ts';
import { migrate, migrations } from '../../src/store/migrations.ts';
import { sqlite } from '../../src/store/sqlite.ts';
import { onEveryDatabase } from './databases.ts';
import { ann, decisionOf, newFile, newStore, revise, revisionOf, share, team } from './samples.ts';

const everything: CostChoices = {
  numbers: { 'people.usd_per_week': { p10: 1, p50: 2.5, p90: 1e12 } },
  model: 'gpt-6-luna',
  cashOnly: true,
  todayUsd: 0,
  currency: { code: 'EUR', perUsd: 0.92, on: '2026-11-20' },
};

onEveryDatabase(({ newStore }) => {
  test.each<[string, CostChoices | undefined]>([
    ['everything', everything],
    ['nothing', undefined],
    ['an empty choice', {}],
    ['a currency alone', { currency: { code: 'JPY', perUsd: 149.5, on: '2026-01-01' } }],
  ])('a revision comes back with what was said about its costs: %s', async (_, money) => {
    const store = await newStore();
    const decision = decisionOf();
    await share(store, decision);
    await revise(store, decision, 2, { money });
    const written = await store.written(team, 'd1');
    expect(written?.revisions[1]?.money).toEqual(money);
    expect(written?.revisions[0]).toEqual(revisionOf(decision));
  });

  test('of what a workspace starts with the newest stands, and no other workspace sees it', async () => {
    const store = await newStore();
    expect(await store.money(team)).toBeUndefined();
    await store.keepMoney({ installation: team, money: everything, person: ann, at: 1 });
    await store.keepMoney({ installation: 'T:T2', money: { cashOnly: true }, person: 'T2:U1', at: 2 });
    expect(await store.money(team)).toEqual(everything);
    await store.keepMoney({ installation: team, money: {}, person: ann, at: 3 });
    expect([await store.money(team), await store.money('T:T2'), await store.money('T:T3')]).toEqual([
      {},
      { cashOnly: true },
      undefined,
    ]);
  });
});

test('a database from before costs could be changed is brought up to date with all it holds', async () => {
  const file = await newFile();
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0003'));
  const db = new Kysely<unknown>({ dialect: sqlite(file) });
  await migrate(db, before);
  await db.destroy();
  expect(await writeAsBefore(file)).not.toContain('money');
  const store = await newStore({ file });
  const written = await store.written(team, 'd1');
  expect(written?.revisions).toEqual([revisionOf(decisionOf())]);
  expect(await store.revise(revisionOf(decisionOf(), { number: 2, money: everything }), [])).toBe(true);
  expect((await store.written(team, 'd1'))?.revisions[1]?.money).toEqual(everything);
});

/** Writes a decision as the version before did; resolves to the names of its tables. */
async function writeAsBefore(file: string): Promise<readonly string[]> {
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: sqlite(file) });
  const decision = decisionOf();
  const { answers, unknown, approach, rulebook, prices, pricedAt, at, author } = revisionOf(decision);
  const { installation, id, owner, title, place, draft, createdAt } = decision;
  await db
    .insertInto('contents')
    .values([rulebook, prices].map((hash) => ({ hash, body: '{}' })))
    .execute();
  await db
    .insertInto('decisions')
    .values({ installation, id, owner, title, channel: place.channel, draft, created_at: createdAt })
    .execute();
  await db
    .insertInto('revisions')
    .values({
      installation,
      decision: id,
      number: 1,
      author,
      approach,
      rulebook,
      prices,
      at,
      answers: JSON.stringify(answers),
      unknown: JSON.stringify(unknown),
      priced_at: pricedAt,
    })
    .execute();
  const tables = await db.introspection.getTables();
  await db.destroy();
  return tables.map(({ name }) => name);
}
