import { ballotEdit, settlementEdit } from './debate-posts.ts';
import type { DebateChange, FoundDebate } from './debate-ports.ts';
import type { Clock, Installation, PersonId, Store } from './ports.ts';
import { Refused } from './refused.ts';
import type { Actor, Ranked } from './people.ts';

const day = 24 * 3_600_000;
/** Rows of one kind deleted at once. */
const atOnce = 200;

/** The app is gone from an installation. */
export interface Gone {
  readonly installation: Installation;
  /** In milliseconds since 1970, where Slack says it. */
  readonly at: number | undefined;
  /** Its token was revoked; whether it was uninstalled too is said apart. */
  readonly revoked: boolean;
}

/** Everything that makes the app forget. */
export interface Forgetting {
  /**
   * The app was uninstalled, or its token was revoked: everything of it goes. False where it stays, because somebody installed it
   * again since, or because the token that was revoked is the operator's, who will set another one.
   */
  uninstalled(gone: Gone): Promise<boolean>;
  /** What a person has not shared, their name, and quotes of them; ballots and results of debates with these are drawn anew. */
  person(who: Actor): Promise<void>;
  /** Everything of the workspace or organization, which stays installed. @throws Refused `not-admin` */
  workspace(who: Ranked): Promise<void>;
  /** Deletes what nobody touched for so many days, if told, and what ended by itself. */
  old(days: number | undefined): Promise<number>;
}

export function createForgetting({
  store,
  clock,
  wake,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly wake: () => void;
}): Forgetting {
  return {
    async uninstalled({ installation, at, revoked }) {
      const standing = await store.installation(installation);
      if (revoked && standing === undefined) return false;
      // Slack says when to the second.
      if (at !== undefined && standing !== undefined && standing.installedAt >= at + 1_000) return false;
      await store.purge(installation);
      return true;
    },

    async person({ installation, person }) {
      await store.forgetPerson(installation, person);
      for (const id of await store.debatesNaming(installation, person)) {
        await store.changeDebate(installation, id, undefined, (found) => without(found, person, clock.now()));
      }
      wake();
    },

    async workspace({ installation, admin }) {
      if (admin !== true) throw new Refused('not-admin');
      await store.purge(installation, 'installation');
    },

    async old(days) {
      const now = clock.now();
      const before = days === undefined ? 0 : now - days * day;
      let gone = 0;
      for (;;) {
        const some = await store.sweep(before, now, atOnce);
        gone += some;
        if (some < atOnce) return gone;
      }
    },
  };
}

/** The debate without a person's words and name, its messages drawn anew; undefined when there are none. */
function without({ debate, statements }: FoundDebate, person: PersonId, now: number): DebateChange | undefined {
  const opened = debate.opener === person && debate.openerName !== undefined;
  const quoted = debate.evidence.some(
    ({ author, quote, name }) => author === person && (quote !== '' || name !== undefined),
  );
  const stated = statements.find((one) => one.person === person && one.name !== undefined);
  if (!opened && !quoted && stated === undefined) return undefined;
  const changed = {
    ...debate,
    version: debate.version + 1,
    openerName: debate.opener === person ? undefined : debate.openerName,
    evidence: debate.evidence.map((one) => (one.author === person ? { ...one, quote: '', name: undefined } : one)),
  };
  const posts = [ballotEdit(changed, now), ...(debate.closing === undefined ? [] : [settlementEdit(changed, now)])];
  return { debate: changed, statement: stated && { ...stated, name: undefined }, posts };
}
