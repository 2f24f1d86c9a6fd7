import { sql } from 'kysely';
import * as z from 'zod';
import type { ListedDecision, DecisionsQuery, NewcomerStore, Practice, StoredPerson } from '../app/newcomer-ports.ts';
import { approaches, moneySchema } from '../core/index.ts';
import { json, optionalText, storable, toDraft } from './rows.ts';
import type { Database } from './tables.ts';

/** A statement of SQLite has at most 500 parts. */
const channelsAtOnce = 200;

const personRow = z
  .object({
    installation: z.string(),
    person: z.string(),
    welcomed: z.int(),
    money: json(moneySchema).nullable(),
    updated_at: z.int(),
  })
  .transform(({ welcomed, money, updated_at, ...rest }): StoredPerson => ({
    ...rest,
    welcomed: welcomed !== 0,
    money: money ?? undefined,
    updatedAt: updated_at,
  }));

const practiceRow = z
  .object({
    installation: z.string(),
    person: z.string(),
    case: z.string(),
    right: z.int(),
    times: z.int(),
    at: z.int(),
  })
  .transform(({ right, ...rest }): Practice => ({ ...rest, right: right !== 0 }));

const listedRow = z
  .object({
    id: z.string(),
    title: z.string(),
    channel: z.string(),
    thread: optionalText,
    created_at: z.int(),
    approach: z.enum(approaches),
    chosen: json(z.object({ approach: z.enum(approaches) })).nullable(),
  })
  .transform(({ channel, thread, created_at, chosen, ...rest }): ListedDecision => ({
    ...rest,
    place: { channel, thread },
    createdAt: created_at,
    chosen: chosen?.approach,
  }));

/** The part of the store that newcomers and the Home tab need. */
export function newcomerRows(db: Database): NewcomerStore {
  return {
    async person(installation, person) {
      const row = await db
        .selectFrom('people')
        .selectAll()
        .where('installation', '=', installation)
        .where('person', '=', person)
        .executeTakeFirst();
      return row && personRow.parse(row);
    },

    async keepPerson({ installation, person, updatedAt, welcomed, money }) {
      const said = {
        ...(welcomed !== undefined && { welcomed: welcomed ? 1 : 0 }),
        ...(money !== undefined && { money: JSON.stringify(money) }),
        updated_at: updatedAt,
      };
      await db
        .insertInto('people')
        .values({ installation, person, ...said })
        .onConflict((conflict) => conflict.columns(['installation', 'person']).doUpdateSet(said))
        .execute();
    },

    async practice(installation, person) {
      const rows = await db
        .selectFrom('practice')
        .selectAll()
        .where('installation', '=', installation)
        .where('person', '=', person)
        .orderBy('at')
        .execute();
      return rows.map((row) => practiceRow.parse(row));
    },

    async keepPractice({ installation, person, case: name, right, at }) {
      const said = { right: right ? 1 : 0, at };
      await db
        .insertInto('practice')
        .values({ installation, person, case: storable(name), times: 1, ...said })
        .onConflict((conflict) =>
          conflict
            .columns(['installation', 'person', 'case'])
            .doUpdateSet({ ...said, times: sql<number>`practice.times + 1` }),
        )
        .execute();
    },

    async drafts(installation, owner, limit) {
      const rows = await db
        .selectFrom('drafts')
        .selectAll()
        .where('installation', '=', installation)
        .where('owner', '=', owner)
        .where('done', '=', 0)
        .where('revises', 'is', null)
        .where('example', 'is', null)
        .orderBy('updated_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toDraft);
    },

    async picture(installation, name) {
      const row = await db
        .selectFrom('pictures')
        .select('file')
        .where('installation', '=', installation)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.file;
    },

    async keepPicture(installation, name, file, at) {
      await db
        .insertInto('pictures')
        .values({ installation, name, file, at })
        .onConflict((conflict) => conflict.columns(['installation', 'name']).doUpdateSet({ file, at }))
        .execute();
    },

    async dropPicture(installation, name, file) {
      await db
        .deleteFrom('pictures')
        .where('installation', '=', installation)
        .where('name', '=', name)
        .where('file', '=', file)
        .execute();
    },

    async decisions(query) {
      const channels = await usedOf(db, query);
      if (channels.length === 0) return { decisions: [] };
      const each = Math.max(query.least, Math.floor(query.most / channels.length));
      const pages = Array.from({ length: Math.ceil(channels.length / channelsAtOnce) }, (_, at) =>
        decisionsIn(db, query, each, channels.slice(at * channelsAtOnce, (at + 1) * channelsAtOnce)),
      );
      const all = (await Promise.all(pages)).flat().toSorted(newestFirst);
      // Of a channel with as many as were asked for, older ones may be missing: nothing older than its last may be shown.
      const counts = new Map<string, number>();
      const full = all.find(({ place: { channel } }) => {
        const count = (counts.get(channel) ?? 0) + 1;
        counts.set(channel, count);
        return count === each;
      });
      if (full === undefined) return { decisions: all };
      return {
        decisions: all.slice(0, all.indexOf(full) + 1),
        more: { at: full.createdAt, id: full.id },
      };
    },

    async directly(installation, owner) {
      const rows = await db
        .selectFrom('decisions')
        .select('channel')
        .distinct()
        .where('installation', '=', installation)
        .where('owner', '=', owner)
        .where('channel', 'like', 'D%')
        .limit(channelsAtOnce)
        .execute();
      return rows.map(({ channel }) => channel);
    },

    async waiting(installation, person, channels, limit) {
      if (channels.length === 0) return [];
      const rows = await db
        .selectFrom('debates as debate')
        .select(['debate.id', 'debate.title', 'debate.channel', 'debate.thread'])
        .where('debate.installation', '=', installation)
        .where('debate.state', '=', 'open')
        .where('debate.channel', 'in', [...channels])
        .where((is) =>
          is.not(
            is.exists(
              is
                .selectFrom('statements')
                .select('statements.at')
                .whereRef('statements.installation', '=', 'debate.installation')
                .whereRef('statements.debate', '=', 'debate.id')
                .where('statements.person', '=', person),
            ),
          ),
        )
        .orderBy('debate.created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ channel, thread, ...rest }) => ({ ...rest, place: { channel, thread } }));
    },
  };
}

const newestFirst = (a: ListedDecision, b: ListedDecision): number =>
  b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);

/** Of the channels those in which something was posted. */
async function usedOf(db: Database, { installation, channels }: DecisionsQuery): Promise<readonly string[]> {
  if (channels.length === 0) return [];
  const rows = await db
    .selectFrom('channels')
    .select('channel')
    .where('installation', '=', installation)
    .where('channel', 'in', [...channels])
    .execute();
  return rows.map(({ channel }) => channel);
}

/** The newest of each channel, found by an index: one list for each, then all of them together. */
async function decisionsIn(
  db: Database,
  { installation, behind, since }: DecisionsQuery,
  each: number,
  channels: readonly string[],
): Promise<readonly ListedDecision[]> {
  const before =
    behind === undefined
      ? sql``
      : sql`and (created_at < ${behind.at} or (created_at = ${behind.at} and id < ${behind.id}))`;
  const after = since === undefined ? sql`` : sql`and created_at >= ${since}`;
  const lists = channels.map(
    (channel) => sql`select * from (
      select id, title, channel, thread, created_at from decisions
      where installation = ${installation} and channel = ${channel} ${before} ${after}
      order by created_at desc, id desc limit ${each}) as of_channel`,
  );
  const { rows } = await sql`
    select listed.*, revision.approach, revision.chosen
    from (${sql.join(lists, sql` union all `)}) as listed
    join revisions as revision on revision.installation = ${installation} and revision.decision = listed.id
      and revision.number = (
        select max(number) from revisions where installation = ${installation} and decision = listed.id)`.execute(db);
  return rows.map((row) => listedRow.parse(row));
}
