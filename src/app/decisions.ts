import { type CostChoices, decide, parseAnswers, type Premise, same, unitsOf } from '../core/index.ts';
import type { Books, NamedBook } from './books.ts';
import type { ChannelGate } from './channels.ts';
import { isoDate } from './dates.ts';
import type { Drafts } from './drafts.ts';
import { type Choice, type Decision, type Draft, ofDebate, type Place, type Revision, type Written } from './kept.ts';
import { dated, forNewDecisions, sameMoney } from './money.ts';
import type { PageAnswers, PageStep } from './pages.ts';
import type { Actor, Ranked } from './people.ts';
import type { Clock, Ids, Stance, Store } from './ports.ts';
import { postOfPosition, postsOfDecision, postsOfRevision } from './posts.ts';
import { type DecisionShowing, sameChoice } from './showing.ts';
import { Refused } from './refused.ts';
import { createSecondTries, type Retried } from './second-tries.ts';

/** What is written down for good: decisions, revisions, positions. Each of them twice has the effect of once. */
export interface Decisions {
  /**
   * Writes the draft down as a decision, or as a revision of the one it revises, with its posts.
   * @throws Refused `no-place` when neither the draft nor the call says where, `changed-meanwhile` when another revision came first
   */
  share(who: Actor, draft: string, place?: Place): Promise<Decision>;
  /** Opens a decision's answers: to its owner for change, to anybody else for a position. */
  change(who: Actor, decision: string): Promise<PageStep>;
  /**
   * Writes down how somebody else answers the questions of a decision, with a reply that says so; the decision stays as it
   * is. @throws Refused `changed-meanwhile` when the answers they looked at were changed.
   */
  takePosition(who: Actor, draft: string, page: PageAnswers): Promise<Stance>;
  /**
   * States one other answer as the position of somebody who is not the owner, like {@link takePosition}.
   * @throws Refused `owned` for the owner, `changed-meanwhile` when that revision is not the newest
   */
  statePremise(
    who: Actor,
    decision: string,
    revision: number,
    premise: Extract<Premise, { kind: 'answer' }>,
  ): Promise<Stance>;
  /** Records what the team does, as a revision after the one they looked at. @throws Refused `not-yours`, `changed-meanwhile` */
  choose(who: Actor, decision: string, revision: number, chosen: Choice): Promise<Decision>;
  /**
   * Changes what a decision's costs are computed from, as a revision after the one they looked at; false, and nothing written, when
   * that one says the same. @throws Refused like `choose`
   */
  reckon(who: Actor, decision: string, revision: number, money: CostChoices): Promise<boolean>;
  /** Keeps what an administrator says about costs for new decisions of the workspace. @throws Refused `not-admin` */
  keepMoney(who: Ranked, money: CostChoices): Promise<void>;
  /** Tries posts again that had failed, in another place if told. @throws Refused `not-yours` */
  postNow(who: Actor, decision: string, place?: Place): Promise<Retried>;
}

export function createDecisions({
  store,
  clock,
  ids,
  books,
  showing,
  drafts,
  wake,
  allow,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  readonly showing: DecisionShowing;
  readonly drafts: Drafts;
  readonly wake: () => void;
  readonly allow: ChannelGate;
}): Decisions {
  const { book } = books.current;
  const tryAgain = createSecondTries({ store, clock, wake });
  const today = () => isoDate(clock.now());

  async function ownDecision(who: Actor, id: string): Promise<Written> {
    const found = await showing.written(who.installation, id);
    if (isDebated(found.decision)) throw new Refused('debated');
    if (found.decision.owner !== who.person) throw new Refused('not-yours');
    return found;
  }

  async function shareFirst(draft: Draft, place: Place): Promise<Decision> {
    const decision: Decision = {
      installation: draft.installation,
      id: ids.next(),
      owner: draft.owner,
      title: draft.title,
      place,
      draft: draft.id,
      createdAt: clock.now(),
    };
    const first = revisionOf(draft, books.current, {
      decision: decision.id,
      number: 1,
      at: clock.now(),
      pricedAt: today(),
      money: await drafts.moneyOf(draft),
    });
    const stands = await store.share(decision, first, postsOfDecision(decision, clock.now()));
    return stands.decision;
  }

  /** Adds a revision, or finds the same one there already. @throws Refused `changed-meanwhile` */
  async function revise({ decision, revisions }: Written, revision: Revision, draft?: string): Promise<Decision> {
    const { number } = revision;
    const added = await store.revise(revision, postsOfRevision(decision, number, clock.now()), draft);
    if (!added) {
      const standing =
        revisions.find((one) => one.number === number) ??
        // Written by the same click arriving twice at once.
        (await showing.written(decision.installation, decision.id)).revisions.find((one) => one.number === number);
      if (standing === undefined || !sameRevision(standing, revision)) throw new Refused('changed-meanwhile');
    }
    wake();
    return decision;
  }

  async function change(who: Actor, id: string): Promise<PageStep> {
    const { decision, revisions } = await showing.written(who.installation, id);
    if (isDebated(decision)) throw new Refused('debated');
    const { answers, unknown, number } = newest(revisions);
    const position = decision.owner === who.person ? undefined : (true as const);
    const { installation, title, place } = decision;
    const draft = drafts.create({ installation, owner: who.person, title, place });
    const revises = { decision: decision.id, revision: number, position };
    const kept = await drafts.keep({ ...draft, unknown, revises }, { answers, unknown: [] });
    const step = await drafts.next(kept);
    if (step.kind !== 'page') throw new Error('a change begins with a page');
    return step;
  }

  async function takePosition(who: Actor, id: string, page: PageAnswers): Promise<Stance> {
    const draft = await drafts.own(who, id);
    const { revises } = draft;
    if (revises?.position !== true) throw new Refused('expired');
    const { decision, revisions } = await showing.written(who.installation, revises.decision);
    const before = await store.position(who.installation, decision.id, who.person);
    if (before?.draft === draft.id) return showing.stanceOf(before);
    const { answers, unknown } = await drafts.keep(draft, page);
    // Compared with a newer revision it would blame them for what the owner changed.
    if (newest(revisions).number !== revises.revision) throw new Refused('changed-meanwhile');
    const position = {
      installation: who.installation,
      decision: decision.id,
      person: who.person,
      name: who.name,
      revision: revises.revision,
      answers,
      unknown,
      draft: draft.id,
      at: clock.now(),
    };
    const stands = await store.takePosition(position, (one) => postOfPosition(decision, one, clock.now()));
    wake();
    return showing.stanceOf(stands);
  }

  return {
    async share(who, id, place) {
      const draft = await drafts.own(who, id);
      // What tries a worked case out is nobody's decision.
      if (draft.example !== undefined) throw new Refused('expired');
      const { revises } = draft;
      if (revises === undefined) {
        const to = draft.place ?? place;
        if (to === undefined) throw new Refused('no-place');
        allow(to);
        const decision = await shareFirst(draft, to);
        wake();
        return decision;
      }
      const found = await ownDecision(who, revises.decision);
      const base = found.revisions.find(({ number }) => number === revises.revision);
      const revision = revisionOf(draft, books.current, {
        decision: found.decision.id,
        number: revises.revision + 1,
        at: clock.now(),
        pricedAt: today(),
        chosen: base?.chosen,
        money: await drafts.moneyOf(draft),
      });
      return revise(found, revision, draft.id);
    },

    change,

    takePosition,

    async statePremise(who, id, number, { question, answers }) {
      const { decision, revision } = await showing.show(who.installation, id);
      if (decision.owner === who.person) throw new Refused('owned');
      if (!parseAnswers(book.rulebook, answers).ok) throw new Refused('expired');
      if (revision.number !== number) throw new Refused('changed-meanwhile');
      const { draft } = await change(who, id);
      const units = unitsOf(question, book.rulebook.questions[question]);
      return takePosition(who, draft.id, { answers, unknown: units.filter((unit) => !(unit in answers)) });
    },

    async choose(who, id, number, chosen) {
      const found = await ownDecision(who, id);
      const base = found.revisions.find((one) => one.number === number);
      if (base === undefined) throw new Refused('expired');
      return revise(found, { ...base, number: number + 1, author: who.person, at: clock.now(), chosen });
    },

    async reckon(who, id, number, money) {
      const found = await ownDecision(who, id);
      const base = found.revisions.find((one) => one.number === number);
      if (base === undefined) throw new Refused('expired');
      const said = dated(money, base.money, today());
      if (sameMoney(said, base.money)) return false;
      await revise(found, { ...base, number: number + 1, author: who.person, at: clock.now(), money: said });
      return true;
    },

    async keepMoney({ installation, person, admin = false }, said) {
      if (!admin) throw new Refused('not-admin');
      const at = clock.now();
      const money = dated(forNewDecisions(said), await store.money(installation), today());
      await store.keepMoney({ installation, money, person, at });
    },

    async postNow(who, id, place) {
      if (place !== undefined) allow(place);
      const { decision } = await ownDecision(who, id);
      return tryAgain(who.installation, decision.id, { place });
    },
  };
}

/** What a debate decided changes with the debate: its message shows who agreed. */
const isDebated = ({ draft }: Decision): boolean => draft.startsWith(ofDebate);

function newest(revisions: Written['revisions']): Revision {
  return revisions.at(-1) ?? revisions[0];
}

function revisionOf(
  draft: Draft,
  { book, rulebook, prices }: NamedBook,
  rest: Pick<Revision, 'decision' | 'number' | 'at' | 'pricedAt' | 'chosen' | 'money'>,
): Revision {
  const { approach } = decide(book, draft.answers, rest.pricedAt);
  return {
    installation: draft.installation,
    author: draft.owner,
    answers: draft.answers,
    unknown: draft.unknown,
    approach,
    rulebook,
    prices,
    ...rest,
  };
}

function sameRevision(a: Revision, b: Revision): boolean {
  return same(a.answers, b.answers) && sameMoney(a.money, b.money) && sameChoice(a.chosen, b.chosen);
}
