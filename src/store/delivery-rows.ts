import { sql } from 'kysely';
import type { Delivery, DeliveryOutcome, Store, Taken } from '../app/ports.ts';
import { transact } from './again.ts';
import type { Database } from './tables.ts';
import { together } from './together.ts';

interface Ending extends Pick<Delivery, 'installation' | 'key' | 'taker'> {
  readonly outcome: DeliveryOutcome;
}

type Named = Pick<Delivery, 'installation' | 'key'>;

const nameOf = ({ installation, key }: Named): string => JSON.stringify([installation, key]);

/** In an order in which instances never wait for each other in a circle. */
const inOrder = <T extends Named>(all: readonly T[]): readonly T[] =>
  all.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

/** The part of the store that knows what came in already. */
export function deliveryRows(db: Database): Pick<Store, 'takeDelivery' | 'settleDelivery' | 'releaseDeliveries'> {
  const take = together((all: readonly Delivery[]) => takeAll(db, all));
  const settle = together((all: readonly Ending[]) => settleAll(db, all));
  return {
    async takeDelivery(delivery) {
      const { mine, standing } = await take(delivery);
      const name = nameOf(delivery);
      if (mine.get(name) === delivery) return { kind: 'yours' };
      return standing.get(name) ?? { kind: 'busy' };
    },

    settleDelivery: (installation, key, taker, outcome) => settle({ installation, key, taker, outcome }),

    async releaseDeliveries(holder) {
      await db
        .updateTable('deliveries')
        .set({ until: 0 })
        .where('done', '=', 0)
        .where(sql<boolean>`substr(taken_by, 1, ${holder.length + 1}) = ${`${holder} `}`)
        .execute();
    },
  };
}

interface Takings {
  /** Who has it now. */
  readonly mine: ReadonlyMap<string, Delivery>;
  readonly standing: ReadonlyMap<string, Taken>;
}

async function takeAll(db: Database, all: readonly Delivery[]): Promise<Takings> {
  const first = new Map<string, Delivery>();
  for (const one of all) if (!first.has(nameOf(one))) first.set(nameOf(one), one);
  const wanted = inOrder([...first.values()]);
  const rows = wanted.map(({ installation, key, taker, at, until }) => ({
    installation,
    key,
    taken_by: taker,
    until,
    at,
  }));
  const taken = await db
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['installation', 'key'])
        .doUpdateSet((row) => ({ taken_by: row.ref('excluded.taken_by'), until: row.ref('excluded.until') }))
        .where('deliveries.done', '=', 0)
        .where((is) =>
          is.or([
            is('deliveries.until', '<=', is.ref('excluded.at')),
            // A statement that is repeated because its answer was lost.
            is('deliveries.taken_by', '=', is.ref('excluded.taken_by')),
          ]),
        ),
    )
    .returning(['installation', 'key'])
    .execute();
  const names = new Set(taken.map(nameOf));
  const mine = new Map([...first].filter(([name]) => names.has(name)));
  return {
    mine,
    standing: await standingOf(
      db,
      wanted.filter((one) => !names.has(nameOf(one))),
    ),
  };
}

async function standingOf(db: Database, all: readonly Delivery[]): Promise<ReadonlyMap<string, Taken>> {
  if (all.length === 0) return new Map();
  const rows = await db
    .selectFrom('deliveries')
    .select(['installation', 'key', 'done', 'answer'])
    .where((is) =>
      is.or(all.map(({ installation, key }) => is.and([is('installation', '=', installation), is('key', '=', key)]))),
    )
    .execute();
  return new Map(
    rows.map((row): [string, Taken] => [
      nameOf(row),
      row.done === 1 ? { kind: 'done', answer: row.answer ?? undefined } : { kind: 'busy' },
    ]),
  );
}

/** Those that ended in the same way together; nobody else writes the rows of their takers. */
async function settleAll(db: Database, all: readonly Ending[]): Promise<void> {
  const groups = new Map<string, Ending[]>();
  for (const one of all) {
    const name = JSON.stringify(one.outcome);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  await transact(db, async (transaction) => {
    for (const group of groups.values()) {
      const outcome = group[0]?.outcome;
      await transaction
        .updateTable('deliveries')
        .where('done', '=', 0)
        .where((is) =>
          is.or(
            group.map(({ installation, key, taker }) =>
              is.and([is('installation', '=', installation), is('key', '=', key), is('taken_by', '=', taker)]),
            ),
          ),
        )
        .set(outcome?.kind === 'done' ? { done: 1, answer: outcome.answer ?? null } : { until: 0 })
        .execute();
    }
  });
}
