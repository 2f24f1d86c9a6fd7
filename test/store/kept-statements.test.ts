import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqlite } from '../../src/store/sqlite.ts';

interface Tables {
  readonly things: { readonly id: string; readonly size: number };
}

describe('Statements of SQLite, each prepared once,', () => {
  let db: Kysely<Tables>;
  const put = (id: string) => db.insertInto('things').values({ id, size: 1 }).execute();
  const one = (id: string) => db.selectFrom('things').select('id').where('id', '=', id).execute();
  const all = () => db.selectFrom('things').selectAll().orderBy('id').execute();

  beforeEach(async () => {
    db = new Kysely<Tables>({ dialect: sqlite(':memory:') });
    await sql`create table things (id text primary key, size integer not null)`.execute(db);
  });
  afterEach(() => db.destroy());

  it('work again after one of them failed', async () => {
    await put('a');
    await expect(put('a')).rejects.toThrow('UNIQUE');
    await put('b');
    expect((await all()).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('answer with what was given now, not before', async () => {
    await put('a');
    await put('b');
    expect([await one('a'), await one('b'), await one('c')]).toEqual([[{ id: 'a' }], [{ id: 'b' }], []]);
  });

  it('see a table that changed meanwhile', async () => {
    await put('a');
    expect(await all()).toEqual([{ id: 'a', size: 1 }]);
    await sql`alter table things add column color text`.execute(db);
    expect(await all()).toEqual([{ id: 'a', size: 1, color: null }]);
  });

  it('are forgotten when there are very many, and still answer', async () => {
    await put('a');
    const counted = await Promise.all(
      Array.from({ length: 400 }, (_, nth) =>
        db
          .selectFrom('things')
          .select('id')
          .where(
            'id',
            'in',
            Array.from({ length: nth + 1 }, () => 'a'),
          )
          .execute(),
      ),
    );
    expect(counted.every((rows) => rows.length === 1)).toBe(true);
    expect(await all()).toHaveLength(1);
  });
});
