import {
  type Case,
  contestable,
  type Debate,
  decide,
  inOwnUnits,
  type Reading,
  type Message,
  moved,
  openLanguage,
  readingThread,
  same,
  standings,
  unitsOf,
} from '../core/index.ts';
import type { Books } from './books.ts';
import type { ChannelGate } from './channels.ts';
import { isoDate, monthsAfter } from './dates.ts';
import { ballotEdit, ballotOf, debateNotice, reminderOf, settlementEdit } from './debate-posts.ts';
import type {
  DebateChange,
  DebateShown,
  FoundDebate,
  KeptEvidence,
  Participant,
  StoredDebate,
} from './debate-ports.ts';
import { createClosings } from './debate-closing.ts';
import { createDebateShowing } from './debate-showing.ts';
import type { Clock, Ids, Installation, PersonId, Place, Revision, SecondTry, Store } from './ports.ts';
import type { DecisionShowing } from './showing.ts';
import { Refused } from './refused.ts';
import { createSecondTries, type Retried } from './second-tries.ts';
import { inTurns } from './turns.ts';
import type { PageAnswers } from './pages.ts';
import type { Actor, Ranked } from './people.ts';

/** At most so many inputs are asked of a participant at once. */
export const inputsPerPosition = 4;
/** So many of what others agree on come before what nobody said. */
const unspokenFirst = 2;
/** Changing what one said shows no more than this. */
const inputsPerChange = 10;

/** What somebody opens a debate with. */
export interface Opening {
  /** Names the reading: opening it twice opens it once. */
  readonly source: string;
  readonly title: string;
  readonly place: Place & { readonly thread: string };
  readonly evidence: readonly KeptEvidence[];
}

/** The questions for one participant, with what they said. */
export interface PositionForm {
  readonly debate: StoredDebate;
  readonly questions: readonly string[];
  readonly said: PageAnswers;
  /** Names what will be sent: sent twice it counts once. */
  readonly submission: string;
}

/** What came of stating a position. */
export interface Stated {
  readonly settled: boolean;
  /** After the settlement: what these answers would lead to, and whether that is something else. */
  readonly dissent?: { readonly label: string; readonly changes: boolean } | undefined;
}

/** What came of re-opening. */
export interface Reopened {
  readonly outcome: 'open' | 'settled-again' | 'unchanged';
  readonly moved: readonly string[];
}

/** Everything about debates in threads. Every function but `read` and `open` throws Refused `expired` when it is not there. */
export interface Debates {
  /** Proposals: nothing of it counts until a person keeps it. */
  read(messages: readonly Message[]): Promise<Reading>;
  /** Opens a debate with its ballot; the one the thread has already stands. */
  open(who: Actor, opening: Opening): Promise<StoredDebate>;
  inThread(installation: Installation, place: Place): Promise<DebateShown | undefined>;
  show(installation: Installation, id: string, options?: { readonly range?: boolean }): Promise<DebateShown>;
  /** `open`: what still matters, at most four. `mine`: what this person said. */
  form(who: Actor, id: string, which: 'open' | 'mine'): Promise<PositionForm>;
  state(who: Actor, id: string, submission: string, asked: readonly string[], page: PageAnswers): Promise<Stated>;
  /** @throws Refused `not-opener`, `debate-settled`; `debate-moved` when a dispute that matters got no value. */
  close(who: Ranked, id: string, reason: string, choices: Case): Promise<DebateShown>;
  /** @throws Refused `not-opener`, `debate-open` */
  reopen(who: Ranked, id: string): Promise<Reopened>;
  /** The decision still holds: look again after as long a time. */
  stillTrue(who: Actor, id: string): Promise<string>;
  /** Tries posts again that had failed, drawn as the debate stands now. @throws Refused `channel-off` */
  postNow(who: Actor, id: string, how?: Pick<SecondTry, 'look'>): Promise<Retried>;
  /** @throws Refused `debate-open` */
  record(installation: Installation, id: string): Promise<{ readonly title: string; readonly markdown: string }>;
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  readonly showing: DecisionShowing;
  readonly wake: () => void;
  readonly allow: ChannelGate;
}

export function createDebates({ store, clock, ids, books, showing, wake, allow }: Deps): Debates {
  const debates = createDebateShowing({ books, clock, showing });
  const closings = createClosings({ books, clock, ids, debates });
  const tryAgain = createSecondTries({ store, clock, wake });

  async function found(installation: Installation, id: string): Promise<FoundDebate> {
    const one = await store.debate(installation, id);
    if (one === undefined) throw new Refused('expired');
    return one;
  }

  async function change(
    installation: Installation,
    id: string,
    submission: string | undefined,
    make: (found: FoundDebate) => DebateChange | undefined,
  ): Promise<{ readonly found: FoundDebate; readonly changed: boolean }> {
    const result = await store.changeDebate(installation, id, submission, make);
    if (result === undefined) throw new Refused('expired');
    if (result.changed) wake();
    return result;
  }

  const show = async (installation: Installation, id: string, options?: { readonly range?: boolean }) =>
    debates.shown(await found(installation, id), options);

  return {
    read: async (messages) => inTurns(readingThread(await openLanguage(), books.current.book, messages)),

    async open(who, { source, title, place, evidence }) {
      allow(place);
      const debate: StoredDebate = {
        installation: who.installation,
        id: ids.next(),
        opener: who.person,
        openerName: who.name,
        title,
        place,
        evidence,
        state: 'open',
        version: 1,
        source,
        createdAt: clock.now(),
      };
      const stands = await store.openDebate(debate, [ballotOf(debate, clock.now())]);
      // What people wrote may leave one approach already.
      await change(who.installation, stands.id, `opened:${source}`, (now) => closings.automatically(now));
      wake();
      return stands;
    },

    async inThread(installation, place) {
      const one = await store.debateIn(installation, place);
      return one && debates.shown(one);
    },

    show,

    async form(who, id, which) {
      const one = await found(who.installation, id);
      const mine = debates.participants(one).find(({ person }) => person === who.person);
      const assessment = debates.assessed(one);
      return {
        debate: one.debate,
        questions: questionsFor(
          assessment,
          contestable(books.current.book, assessment, isoDate(clock.now())),
          mine,
          which,
        ),
        said: { answers: mine?.answers ?? {}, unknown: mine?.unknown ?? [] },
        submission: ids.next(),
      };
    },

    async state(who, id, submission, asked, page) {
      const { questions } = books.current.book.rulebook;
      const units = new Set(asked.flatMap((one) => unitsOf(one, questions[one])));
      const came = { late: false };
      const result = await change(who.installation, id, submission, (now) => {
        came.late = now.debate.state === 'settled';
        const before = now.statements.find(({ person }) => person === who.person);
        const kept = Object.entries(before?.answers ?? {}).filter(([question]) => !units.has(question));
        const given = inOwnUnits(books.current.book.rulebook, page.answers);
        const statement = {
          installation: who.installation,
          debate: id,
          person: who.person,
          name: who.name,
          answers: { ...Object.fromEntries(kept), ...given },
          unknown: [
            ...new Set([
              ...(before?.unknown ?? []).filter((question) => !units.has(question)),
              ...asked.filter(
                (one) =>
                  given[one] === undefined &&
                  page.unknown.some((other) => unitsOf(one, questions[one]).includes(other)),
              ),
            ]),
          ],
          at: clock.now(),
        };
        const debate = { ...now.debate, version: now.debate.version + 1 };
        const others = now.statements.filter(({ person }) => person !== who.person);
        const after: FoundDebate = { debate, statements: [...others, statement] };
        if (debate.state === 'settled') {
          const notice = dissents(after, who.person) && who.person !== debate.opener;
          const posts = [
            ballotEdit(debate, clock.now()),
            settlementEdit(debate, clock.now()),
            ...(notice ? [debateNotice(debate, who.person, clock.now())] : []),
          ];
          return { debate, statement, posts };
        }
        const closed = closings.automatically(after);
        return closed === undefined
          ? { debate, statement, posts: [ballotEdit(debate, clock.now())] }
          : { ...closed, statement };
      });
      if (!came.late) return { settled: result.found.debate.state === 'settled' };
      const { settlement } = await debates.shown(result.found);
      const own = settlement?.standings.find(({ by }) => by === who.person);
      return {
        settled: settlement !== undefined,
        dissent:
          settlement !== undefined && own !== undefined
            ? { label: own.label, changes: own.would !== settlement.explanation.approach }
            : undefined,
      };
    },

    async close(who, id, reason, choices) {
      const result = await change(who.installation, id, undefined, (now) => {
        if (!mayClose(who, now.debate)) throw new Refused('not-opener');
        if (now.debate.state === 'settled') throw new Refused('debate-settled');
        const open = debates.assessed(now).disputes.filter(({ pivotal }) => pivotal);
        if (open.some(({ question }) => choices[question] === undefined)) throw new Refused('debate-moved');
        return closings.as(now, { how: 'closed', by: who.person, reason, choices });
      });
      return debates.shown(result.found);
    },

    async reopen(who, id) {
      const before = await show(who.installation, id);
      const came: { outcome: Reopened['outcome'] } = { outcome: 'open' };
      await change(who.installation, id, undefined, (now) => {
        if (!mayClose(who, now.debate)) throw new Refused('not-opener');
        if (now.debate.state === 'open') throw new Refused('debate-open');
        const debate: StoredDebate = { ...now.debate, state: 'open', version: now.debate.version + 1 };
        const after = { ...now, debate };
        const again = closings.automatically(after);
        if (again?.written !== undefined && sameCase(again.written.revision, before)) {
          came.outcome = 'unchanged';
          return undefined;
        }
        came.outcome = again === undefined ? 'open' : 'settled-again';
        return again ?? { debate, posts: [ballotEdit(debate, clock.now()), settlementEdit(debate, clock.now())] };
      });
      const after = await show(who.installation, id);
      const movedThen =
        before.settlement === undefined || after.settlement === undefined || came.outcome === 'unchanged'
          ? []
          : moved(before.settlement.explanation, after.settlement.explanation);
      return { outcome: came.outcome, moved: movedThen };
    },

    async stillTrue(who, id) {
      const { settlement } = await show(who.installation, id);
      if (settlement === undefined) throw new Refused('debate-open');
      const months = settlement.explanation.reviewMonths;
      const result = await change(who.installation, id, undefined, ({ debate }) => {
        if ((debate.reviewAt ?? 0) > clock.now()) return undefined;
        const next = { ...debate, version: debate.version + 1, reviewAt: monthsAfter(clock.now(), months) };
        return { debate: next, posts: [reminderOf(next, clock.now())] };
      });
      return isoDate(result.found.debate.reviewAt ?? clock.now());
    },

    async postNow(who, id, how) {
      const { debate } = await found(who.installation, id);
      allow(debate.place);
      return tryAgain(who.installation, id, how);
    },

    async record(installation, id) {
      const one = await found(installation, id);
      if (one.debate.state === 'open') throw new Refused('debate-open');
      return { title: one.debate.title, markdown: await debates.record(one) };
    },
  };

  /** Whether this person's answers would lead elsewhere than what was decided, by the rules of today. */
  function dissents({ debate, statements }: FoundDebate, person: PersonId): boolean {
    const mine = debates.participants({ debate, statements }).find((one) => one.person === person);
    const { book } = books.current;
    const decided =
      debate.closing && debates.settled({ debate, statements: statements.filter((one) => one.person !== person) });
    if (mine === undefined || decided === undefined || debate.closing === undefined) return false;
    const base = { ...decided.case, ...debate.closing.choices };
    const at = isoDate(clock.now());
    const [standing] = standings(book, base, [{ by: person, answers: mine.answers, unknown: mine.unknown }], at);
    return standing !== undefined && standing.would !== decide(book, base, at).approach;
  }
}

/** What to ask one person: what divides people, then what they have not spoken to and might see differently, then what nobody said. */
function questionsFor(
  assessment: Debate,
  mayFlip: readonly string[],
  mine: Participant | undefined,
  which: 'open' | 'mine',
): readonly string[] {
  const said = [...Object.keys(mine?.answers ?? {}), ...(mine?.unknown ?? [])];
  if (which === 'mine' && said.length > 0) return [...new Set(said)].slice(0, inputsPerChange);
  const { disputes, ask, agreed } = assessment;
  const pivotal = disputes.filter((one) => one.pivotal).map(({ question }) => question);
  const unspoken = mayFlip.filter((id) => !said.includes(id));
  const all = [
    ...pivotal,
    ...unspoken.slice(0, unspokenFirst),
    ...ask,
    ...unspoken,
    ...disputes.map(({ question }) => question),
    // Settled, and nothing flips it alone: whoever sees it differently says so where they spoke.
    ...(ask.length > 0 ? [] : agreed.map(({ question }) => question)),
  ];
  return [...new Set(all)].slice(0, inputsPerPosition);
}

function mayClose({ person, admin }: Ranked, { opener }: StoredDebate): boolean {
  return person === opener || admin === true;
}

function sameCase({ answers }: Revision, { settlement }: DebateShown): boolean {
  return settlement !== undefined && same(answers, settlement.revision.answers);
}
