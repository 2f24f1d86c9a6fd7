import { sql } from 'kysely';
import type { PurgeStore } from '../app/installation-ports.ts';
import { ofDebate } from '../app/kept.ts';
import type { Database, Tables } from './tables.ts';

/** Slack sends nothing again after so long, and a window is gone by then. */
const day = 24 * 3_600_000;

/** Every table with rows of an installation, those first that others do not refer to. */
export const purged = [
  'posts',
  'positions',
  'revisions',
  'decisions',
  'drafts',
  'money',
  'submissions',
  'statements',
  'debates',
  'channels',
  'deliveries',
  'asides',
  'people',
  'practice',
  'pictures',
] as const satisfies readonly (keyof Tables)[];

/** The part of the store that deletes. */
export function purgeRows(db: Database): PurgeStore {
  return {
    purge(key, keep) {
      return db.transaction().execute(async (transaction) => {
        let gone = 0;
        for (const table of keep === 'installation' ? purged : ([...purged, 'installations'] as const)) {
          const { numDeletedRows } = await transaction
            .deleteFrom(table)
            .where('installation', '=', key)
            .executeTakeFirst();
          gone += Number(numDeletedRows);
        }
        return gone;
      });
    },

    forgetPerson(key, person) {
      return db.transaction().execute(async (transaction) => {
        const drafts = await transaction
          .deleteFrom('drafts')
          .where('installation', '=', key)
          .where('owner', '=', person)
          .executeTakeFirst();
        let changed = Number(drafts.numDeletedRows);
        await transaction.deleteFrom('asides').where('installation', '=', key).where('person', '=', person).execute();
        // Answers show what they wrote.
        await transaction
          .updateTable('deliveries')
          .where('installation', '=', key)
          .where(sql<boolean>`substr(key, 1, ${person.length + 1}) = ${`${person} `}`)
          .set({ answer: null })
          .execute();
        for (const table of ['people', 'practice'] as const) {
          const own = await transaction
            .deleteFrom(table)
            .where('installation', '=', key)
            .where('person', '=', person)
            .executeTakeFirst();
          changed += Number(own.numDeletedRows);
        }
        const named = await transaction
          .updateTable('positions')
          .where('installation', '=', key)
          .where('person', '=', person)
          .where('name', 'is not', null)
          .set({ name: null })
          .executeTakeFirst();
        return changed + Number(named.numUpdatedRows);
      });
    },

    async debatesNaming(key, person) {
      const rows = await db
        .selectFrom('debates')
        .select('id')
        .where('installation', '=', key)
        .where((is) =>
          is.or([
            is.and([is('opener', '=', person), is('opener_name', 'is not', null)]),
            // Whoever is found too often is sorted out by whoever reads the evidence.
            is('evidence', 'like', `%${person.replaceAll(/[%_\\]/g, '_')}%`),
            is.exists(
              is
                .selectFrom('statements')
                .select('statements.at')
                .whereRef('statements.installation', '=', 'debates.installation')
                .whereRef('statements.debate', '=', 'debates.id')
                .where('statements.person', '=', person)
                .where('statements.name', 'is not', null),
            ),
          ]),
        )
        .orderBy('created_at')
        .execute();
      return rows.map(({ id }) => id);
    },

    async sweep(before, now, limit) {
      await db.deleteFrom('oauth_states').where('expires_at', '<=', now).execute();
      await db.deleteFrom('asides').where('until', '<=', now).execute();
      await db
        .deleteFrom('deliveries')
        .where('at', '<', now - day)
        .execute();
      await db
        .deleteFrom('submissions')
        .where('at', '<', now - day)
        .execute();
      const drafts = await sweepDrafts(db, before, limit);
      const practice = await sweepPractice(db, before, limit);
      // Last: whoever began something or practiced since is still there.
      const people = await sweepPeople(db, before, limit);
      const rest = (await sweepDecisions(db, before, limit)) + (await sweepDebates(db, before, limit));
      return drafts + practice + people + rest;
    },
  };
}

async function sweepDrafts(db: Database, before: number, limit: number): Promise<number> {
  const old = await db
    .selectFrom('drafts')
    .select(['installation', 'id'])
    .where('updated_at', '<', before)
    .limit(limit)
    .execute();
  for (const { installation, id } of old) {
    await db
      .deleteFrom('drafts')
      .where('installation', '=', installation)
      .where('id', '=', id)
      // Somebody may have gone on with it meanwhile.
      .where('updated_at', '<', before)
      .execute();
  }
  return old.length;
}

async function sweepPractice(db: Database, before: number, limit: number): Promise<number> {
  const old = await db
    .selectFrom('practice')
    .select(['installation', 'person', 'case'])
    .where('at', '<', before)
    .limit(limit)
    .execute();
  for (const { installation, person, case: name } of old) {
    await db
      .deleteFrom('practice')
      .where('installation', '=', installation)
      .where('person', '=', person)
      .where('case', '=', name)
      .where('at', '<', before)
      .execute();
  }
  return old.length;
}

/** What people set, and that they were welcomed, once nothing of theirs is left that is newer. */
async function sweepPeople(db: Database, before: number, limit: number): Promise<number> {
  const old = await db
    .selectFrom('people')
    .select(['people.installation', 'people.person'])
    .where('people.updated_at', '<', before)
    .where((is) =>
      is.not(
        is.or([
          is.exists(
            is
              .selectFrom('drafts')
              .select('drafts.id')
              .whereRef('drafts.installation', '=', 'people.installation')
              .whereRef('drafts.owner', '=', 'people.person'),
          ),
          is.exists(
            is
              .selectFrom('practice')
              .select('practice.case')
              .whereRef('practice.installation', '=', 'people.installation')
              .whereRef('practice.person', '=', 'people.person'),
          ),
        ]),
      ),
    )
    .limit(limit)
    .execute();
  for (const { installation, person } of old) {
    await db
      .deleteFrom('people')
      .where('installation', '=', installation)
      .where('person', '=', person)
      .where('updated_at', '<', before)
      .execute();
  }
  return old.length;
}

/** Decisions whose last revision and position are old. Those that debates ended in go with their debates. */
async function sweepDecisions(db: Database, before: number, limit: number): Promise<number> {
  const old = await db
    .selectFrom('decisions as decision')
    .select(['decision.installation', 'decision.id'])
    .where('decision.created_at', '<', before)
    .where('decision.draft', 'not like', `${ofDebate}%`)
    .where((is) =>
      is.not(
        is.or([
          is.exists(
            is
              .selectFrom('revisions')
              .select('revisions.number')
              .whereRef('revisions.installation', '=', 'decision.installation')
              .whereRef('revisions.decision', '=', 'decision.id')
              .where('revisions.at', '>=', before),
          ),
          is.exists(
            is
              .selectFrom('positions')
              .select('positions.number')
              .whereRef('positions.installation', '=', 'decision.installation')
              .whereRef('positions.decision', '=', 'decision.id')
              .where('positions.at', '>=', before),
          ),
        ]),
      ),
    )
    .limit(limit)
    .execute();
  for (const { installation, id } of old) {
    await db.transaction().execute((transaction) => deleteDecision(transaction, installation, id));
  }
  return old.length;
}

/** Debates in which nobody said anything since, with the decisions they ended in. */
async function sweepDebates(db: Database, before: number, limit: number): Promise<number> {
  const old = await db
    .selectFrom('debates as debate')
    .select(['debate.installation', 'debate.id'])
    .where('debate.created_at', '<', before)
    .where((is) =>
      is.not(
        is.or([
          is.exists(
            is
              .selectFrom('statements')
              .select('statements.at')
              .whereRef('statements.installation', '=', 'debate.installation')
              .whereRef('statements.debate', '=', 'debate.id')
              .where('statements.at', '>=', before),
          ),
          is.exists(
            is
              .selectFrom('revisions')
              .innerJoin('decisions', (join) =>
                join
                  .onRef('decisions.installation', '=', 'revisions.installation')
                  .onRef('decisions.id', '=', 'revisions.decision'),
              )
              .select('revisions.at')
              .whereRef('decisions.installation', '=', 'debate.installation')
              .where('decisions.draft', '=', sql<string>`${sql.lit(ofDebate)} || debate.id`)
              .where('revisions.at', '>=', before),
          ),
        ]),
      ),
    )
    .limit(limit)
    .execute();
  for (const { installation, id } of old) {
    await db.transaction().execute(async (transaction) => {
      const decided = await transaction
        .selectFrom('decisions')
        .select('id')
        .where('installation', '=', installation)
        .where('draft', '=', `${ofDebate}${id}`)
        .execute();
      for (const decision of decided) await deleteDecision(transaction, installation, decision.id);
      await transaction
        .deleteFrom('posts')
        .where('installation', '=', installation)
        .where('decision', '=', id)
        .execute();
      for (const table of ['submissions', 'statements'] as const) {
        await transaction.deleteFrom(table).where('installation', '=', installation).where('debate', '=', id).execute();
      }
      await transaction.deleteFrom('debates').where('installation', '=', installation).where('id', '=', id).execute();
    });
  }
  return old.length;
}

async function deleteDecision(transaction: Database, installation: string, id: string): Promise<void> {
  for (const table of ['posts', 'positions', 'revisions'] as const) {
    await transaction.deleteFrom(table).where('installation', '=', installation).where('decision', '=', id).execute();
  }
  await transaction.deleteFrom('decisions').where('installation', '=', installation).where('id', '=', id).execute();
}
