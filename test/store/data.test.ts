import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { migrate } from '../../src/store/migrations.ts';
import { onEveryDatabase } from './databases.ts';

/** Tables and columns of docs/data.md, as `table.column`. */
function told(): readonly string[] {
  let table = '';
  return readFileSync(new URL('../../docs/data.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, first = '', column] = /^\| (?:`(\w+)`)? ?\| `(\w+)` \|/.exec(line) ?? [];
      table = first || table;
      return column === undefined ? [] : [`${table}.${column}`];
    });
}

onEveryDatabase(({ newPlace, open }) => {
  it('every table and column is told of in docs/data.md, and no other', async () => {
    const db = open(await newPlace());
    await migrate(db);
    const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
    const actual = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
    expect(told().toSorted()).toEqual(actual.toSorted());
  });
});
