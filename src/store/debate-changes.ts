import type { DebateChange, DebateStore, FoundDebate, Statement } from '../app/debate-ports.ts';
import type { Installation, NewPost } from '../app/ports.ts';
import { changedBy } from '../app/posts.ts';
import { passes, transact } from './again.ts';
import { fromDebate, fromStatement, readDebate } from './debate-data.ts';
import { fromDecision, fromRevision } from './rows.ts';
import { insertPosts, lock } from './steps.ts';
import type { Database } from './tables.ts';

type Came = Awaited<ReturnType<DebateStore['changeDebate']>>;

/** One change of one debate. */
interface Asked {
  /** Names what a person sent. */
  readonly name: string;
  readonly change: (found: FoundDebate) => DebateChange | undefined;
  readonly resolve: (came: Came) => void;
  readonly reject: (why: unknown) => void;
}

/**
 * Changes debates, one change after the other. What comes for one debate while it is being changed is written together: a hundred
 * people who state a position at once wait for a few commits, and with one connection, not for a hundred with as many.
 */
export function debateChanges(db: Database) {
  const waiting = new Map<string, Asked[]>();

  async function drain(key: string, installation: Installation, id: string): Promise<void> {
    for (;;) {
      // Whatever the same look at the network brought in is still on its way here.
      await new Promise((resolve) => void setImmediate(resolve));
      const all = waiting.get(key) ?? [];
      if (all.length === 0) break;
      waiting.set(key, []);
      await settle(all, installation, id);
    }
    waiting.delete(key);
  }

  async function settle(all: readonly Asked[], installation: Installation, id: string): Promise<void> {
    try {
      const came = await transact(db, (transaction, tries) => changeAll(transaction, all, { installation, id, tries }));
      for (const [at, one] of all.entries()) came[at]?.(one);
    } catch (error) {
      // One that cannot be written fails alone.
      if (all.length > 1 && !passes(error)) for (const one of all) await settle([one], installation, id);
      else for (const { reject } of all) reject(error);
    }
  }

  return (installation: Installation, id: string, asked: Pick<Asked, 'name' | 'change'>): Promise<Came> =>
    new Promise((resolve, reject) => {
      const key = `${installation} ${id}`;
      const queue = waiting.get(key);
      const one = { ...asked, resolve, reject };
      if (queue !== undefined) return void queue.push(one);
      waiting.set(key, [one]);
      void drain(key, installation, id);
    });
}

/** Resolves to what each of them is to be told. */
async function changeAll(
  transaction: Database,
  all: readonly Asked[],
  { installation, id, tries }: { readonly installation: Installation; readonly id: string; readonly tries: number },
): Promise<readonly ((one: Asked) => void)[]> {
  await lock(transaction, 'debates', installation, id);
  const first = await readDebate(transaction, installation, id);
  if (first === undefined)
    return all.map(
      () =>
        ({ resolve }) =>
          resolve(undefined),
    );
  const known = await sentBefore(transaction, installation, id, all);
  const [told, changes, names]: [((one: Asked) => void)[], DebateChange[], string[]] = [[], [], []];
  let now = first;
  for (const { name, change } of all) {
    const found = now;
    if (known.has(name)) {
      // After a commit whose answer was lost it is this very change.
      const changed = tries > 1 && !names.includes(name);
      told.push(({ resolve }) => resolve({ found, changed }));
      continue;
    }
    try {
      const changing = change(found);
      known.add(name);
      names.push(name);
      if (changing !== undefined) changes.push(changing);
      const came = { found: changing === undefined ? found : after(found, changing), changed: changing !== undefined };
      now = came.found;
      told.push(({ resolve }) => resolve(came));
    } catch (error) {
      told.push(({ reject }) => reject(error));
    }
  }
  await write(transaction, { now, changes, names });
  return told;
}

/** What stands once a change is written. */
function after({ statements }: FoundDebate, { debate, statement }: DebateChange): FoundDebate {
  if (statement === undefined) return { debate, statements };
  const others = statements.filter(({ person }) => person !== statement.person);
  return { debate, statements: [...others, statement].sort((a, b) => (a.person < b.person ? -1 : 1)) };
}

async function sentBefore(
  transaction: Database,
  installation: Installation,
  debate: string,
  all: readonly Asked[],
): Promise<Set<string>> {
  const rows = await transaction
    .selectFrom('submissions')
    .select('submission')
    .where('installation', '=', installation)
    .where('debate', '=', debate)
    .where(
      'submission',
      'in',
      all.map(({ name }) => name),
    )
    .execute();
  return new Set(rows.map(({ submission }) => submission));
}

async function write(
  transaction: Database,
  {
    now: { debate: stands },
    changes,
    names,
  }: { readonly now: FoundDebate; readonly changes: readonly DebateChange[]; readonly names: readonly string[] },
): Promise<void> {
  const { installation, id, ...rest } = fromDebate(stands);
  if (names.length > 0) {
    const rows = names.map((submission) => ({ installation, debate: id, submission, at: Date.now() }));
    await transaction.insertInto('submissions').values(rows).execute();
  }
  if (changes.length === 0) return;
  await transaction
    .updateTable('debates')
    .where('installation', '=', installation)
    .where('id', '=', id)
    .set(rest)
    .execute();
  await writeStatements(
    transaction,
    changes.flatMap(({ statement }) => statement ?? []),
  );
  for (const { written } of changes) {
    if (written?.decision !== undefined) {
      await transaction.insertInto('decisions').values(fromDecision(written.decision)).execute();
    }
    if (written !== undefined)
      await transaction.insertInto('revisions').values(fromRevision(written.revision)).execute();
  }
  const needed: NewPost[] = [];
  for (const post of changes.flatMap(({ posts }) => posts)) {
    const again = changedBy(post.kind) !== undefined && needed.some(({ kind }) => kind === post.kind);
    if (!again && !(await isDrawnAnyway(transaction, post))) needed.push(post);
  }
  await insertPosts(transaction, needed);
}

async function writeStatements(transaction: Database, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 0) return;
  const latest = new Map(statements.map((statement) => [statement.person, fromStatement(statement)]));
  await transaction
    .insertInto('statements')
    .values([...latest.values()])
    .onConflict((conflict) =>
      conflict.columns(['installation', 'debate', 'person']).doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        answers: row.ref('excluded.answers'),
        unknown: row.ref('excluded.unknown'),
        at: row.ref('excluded.at'),
      })),
    )
    .execute();
}

/** A change of a message waits to be sent already, or the message itself does: it will be drawn as things stand then. */
async function isDrawnAnyway(transaction: Database, { installation, subject, kind, after }: NewPost): Promise<boolean> {
  if (changedBy(kind) === undefined) return false;
  const waiting = await transaction
    .selectFrom('posts')
    .select('id')
    .where('installation', '=', installation)
    .where('decision', '=', subject)
    .where((is) => is.or([is('kind', '=', kind), ...(after === undefined ? [] : [is('id', '=', after)])]))
    .where('state', '=', 'pending')
    // It is not drawn before this change is committed.
    .forUpdate()
    .executeTakeFirst();
  return waiting !== undefined;
}
