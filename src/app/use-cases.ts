import {
  type Approach,
  type Case,
  type Challenged,
  type CostChoices,
  type Explanation,
  type Leaning,
  type Outlook,
  parseAnswers,
  type Premise,
  questionsOf,
  type Swing,
  type WhyNot,
} from '../core/index.ts';
import type { Books } from './books.ts';
import { type ChannelGate, channelGate } from './channels.ts';
import { isoDate } from './dates.ts';
import { type Audits, createAudits } from './audits.ts';
import { createDecisions } from './decisions.ts';
import { createDebates, type Debates } from './debates.ts';
import { createDrafts } from './drafts.ts';
import { createForgetting, type Forgetting } from './forgetting.ts';
import { createHistory, type History } from './history.ts';
import { dated, forWorkspace } from './money.ts';
import { createNewcomers, type Newcomers } from './newcomers.ts';
import type {
  Choice,
  Clock,
  Decision,
  Draft,
  Ids,
  Installation,
  PersonId,
  Place,
  Shown,
  Stance,
  Store,
} from './ports.ts';
import { Refused } from './refused.ts';
import { type CostFiles, createReadings } from './readings.ts';

/** What one submitted page holds: parsed answers, the questions answered with "I don't know", and those left as they were. */
export interface PageAnswers {
  readonly answers: Case;
  readonly unknown: readonly string[];
}

/** What comes after a page: another page of questions, or the answer for the person alone. */
export type Step = PageStep | Preview;

export interface PageStep {
  readonly kind: 'page';
  readonly draft: Draft;
  readonly questions: readonly string[];
}

export interface Preview {
  readonly kind: 'preview';
  readonly draft: Draft;
  readonly explanation: Explanation;
  /** For a revision or a changed worked case: what it moves, in sentences; priced when it is first read. */
  readonly moved?: readonly string[];
  /** What of that needs no price. */
  readonly movedUnpriced?: readonly string[];
}

/** Where a person goes on: where they were, the first page included. */
export type Resumed = Step | { readonly kind: 'start'; readonly draft: Draft };

export interface FirstPage {
  readonly installation: Installation;
  readonly owner: PersonId;
  readonly title: string;
  readonly place?: Place | undefined;
  /** The draft it goes on with; without one, or once that was shared, a new one begins. */
  readonly draft?: string | undefined;
  readonly page: PageAnswers;
}

export interface UseCases extends Audits {
  /** The fixed first page, from memory: nothing is stored. */
  firstPage(): readonly string[];
  /** Commits the first page as a new draft and says what comes next. */
  start(first: FirstPage): Promise<Step>;
  /** Commits a further page. @throws Refused `not-yours`, `expired` */
  answer(who: Actor, draft: string, page: PageAnswers, now?: 'decide'): Promise<Step>;
  /** The draft as it stands, where its owner left it. @throws Refused `not-yours`, `expired`, `done` */
  resume(who: Actor, draft: string): Promise<Resumed>;
  /**
   * Keeps what a closed page held, and which questions it asked; without them it was the answer that was closed. Undefined when
   * there is nothing left to go on with. @throws Refused
   */
  leave(who: Actor, draft: string, page: PageAnswers, asking?: readonly string[]): Promise<Draft | undefined>;
  /** Keeps a first page that was closed, unless nothing was answered on it. */
  leaveFirst(first: FirstPage): Promise<Draft | undefined>;
  /** What the person began within a day, did not share, and did not begin anew since. */
  unfinished(who: Actor): Promise<Draft | undefined>;
  /**
   * Writes the draft down as a decision, or as a revision of the one it revises, with its posts. Doing it twice has the
   * effect of once. @throws Refused `no-place` when neither the draft nor the call says where, `changed-meanwhile` when
   * another revision came first.
   */
  share(who: Actor, draft: string, place?: Place): Promise<Decision>;
  /** Opens a decision's answers: to its owner for change, to anybody else for a position. */
  change(who: Actor, decision: string): Promise<PageStep>;
  /**
   * Writes down how somebody else answers the questions of a decision, with a reply that says so; the decision stays as it
   * is. @throws Refused `changed-meanwhile` when the answers they looked at were changed.
   */
  takePosition(who: Actor, draft: string, page: PageAnswers): Promise<Stance>;
  /** What a person says about a decision now. */
  stance(installation: Installation, decision: string, person: PersonId): Promise<Stance | undefined>;
  /** Records what the team does, as a revision after the one they looked at. @throws Refused `not-yours`, `changed-meanwhile` */
  choose(who: Actor, decision: string, revision: number, chosen: Choice): Promise<Decision>;
  /**
   * Changes what a decision's costs are computed from, as a revision after the one they looked at; false, and nothing written, when
   * that one says the same. @throws Refused like `choose`
   */
  reckon(who: Actor, decision: string, revision: number, money: CostChoices): Promise<boolean>;
  /** What the draws say of a decision's costs; takes a moment. */
  outlook(shown: Shown): Promise<Outlook>;
  /** The numbers that move its result most. */
  swings(shown: Shown): Promise<readonly Swing[]>;
  /** The costs as files. */
  files(installation: Installation, decision: string): Promise<CostFiles>;
  /** Keeps what a person says about costs for new decisions of the workspace. */
  keepMoney(who: Actor, money: CostChoices): Promise<void>;
  /** Tries posts again that had failed, in another place if told. @throws Refused `not-yours` */
  postNow(who: Actor, decision: string, place?: Place): Promise<'on-its-way' | 'posted'>;
  /** The newest revision, or the one with this number, explained with the rules and prices it was made from. */
  show(installation: Installation, decision: string, number?: number): Promise<Shown>;
  /** Why the newest revision does not say this approach. */
  whyNot(installation: Installation, decision: string, approach: Approach): Promise<Shown & { readonly not: WhyNot }>;
  /** A reason of a decision with everything it leans on. @throws Refused `expired` */
  leaning(
    installation: Installation,
    decision: string,
    rule: string,
    number?: number,
  ): Promise<Shown & { readonly leaning: Leaning }>;
  /** The verdict under one other premise of it, for whoever asks; nothing is stored. */
  challenge(shown: Shown, rule: string, premise: Premise): Promise<Challenged>;
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
  /** The decision record, Markdown. */
  record(installation: Installation, decision: string): Promise<string>;
  /** Debates in threads. */
  readonly debates: Debates;
  readonly forgetting: Forgetting;
  readonly newcomers: Newcomers;
  readonly history: History;
  /** @throws Refused `channel-off` where the app may not post or read. */
  readonly allow: ChannelGate;
}

export interface Actor {
  readonly installation: Installation;
  readonly person: PersonId;
  /** The person's handle, where Slack says it. */
  readonly name?: string | undefined;
}

export interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  /** Called after posts were written, so that they leave at once. */
  readonly wake: () => void;
  /** Chance: 0 to below 1. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** The only channels to post in and read; undefined for all. */
  readonly channels?: readonly string[] | undefined;
}

/** The use cases of the product. They know no Slack: a listener translates, calls one of them, and renders. */
export function createUseCases(deps: Deps): UseCases {
  const { firstPage } = questionsOf(deps.books.current.book);
  const readings = createReadings(deps);
  const drafts = createDrafts({ ...deps, readings });
  const allow = channelGate(deps.channels);
  const decisions = createDecisions({ ...deps, readings, drafts, allow });
  return {
    firstPage: () => firstPage,
    start: async (first) => drafts.next(await drafts.keep(await drafts.first(first), first.page)),
    answer: async (who, id, page, now) => {
      const draft = await drafts.own(who, id);
      const decides = now === 'decide' || draft.revises !== undefined || draft.example !== undefined;
      return drafts.next(await drafts.keep(draft, page, decides ? { step: 'preview' } : {}));
    },
    resume: (...args) => drafts.resume(...args),
    leave: (...args) => drafts.leave(...args),
    leaveFirst: (first) => drafts.leaveFirst(first),
    unfinished: (who) => drafts.unfinished(who),
    ...createAudits({ books: deps.books, drafts }),
    ...decisions,
    stance: (...args) => readings.stance(...args),
    show: (...args) => readings.show(...args),
    whyNot: (...args) => readings.whyNot(...args),
    leaning: (...args) => readings.leaning(...args),
    challenge: (...args) => readings.challenge(...args),
    statePremise: async (who, id, number, { question, answers }) => {
      const { decision, revision } = await readings.show(who.installation, id);
      if (decision.owner === who.person) throw new Refused('owned');
      if (!parseAnswers(deps.books.current.book.rulebook, answers).ok) throw new Refused('expired');
      if (revision.number !== number) throw new Refused('changed-meanwhile');
      const { draft } = await decisions.change(who, id);
      const asked = deps.books.current.book.questions.find((one) => one.id === question);
      const units = [question, ...(asked?.also ?? []).map(([unit]) => unit)];
      return decisions.takePosition(who, draft.id, { answers, unknown: units.filter((unit) => !(unit in answers)) });
    },
    outlook: (shown) => readings.outlook(shown),
    swings: (shown) => readings.swings(shown),
    files: (...args) => readings.files(...args),
    keepMoney: async ({ installation, person }, said) => {
      const at = deps.clock.now();
      const money = dated(forWorkspace(said), await deps.store.money(installation), isoDate(at));
      return deps.store.keepMoney({ installation, money, person, at });
    },
    record: (...args) => readings.record(...args),
    debates: createDebates({ ...deps, readings, allow }),
    forgetting: createForgetting(deps),
    history: createHistory(deps),
    newcomers: createNewcomers({ ...deps, drafts }),
    allow,
  };
}
