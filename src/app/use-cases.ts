import {
  type Case,
  decide,
  explain,
  type Explanation,
  moved,
  nextQuestions,
  questionsOf,
  record,
} from '../core/index.ts';
import type { Books, NamedBook } from './books.ts';
import { postsOfDecision, postsOfRevision } from './posts.ts';
import type { Clock, Decision, Draft, Ids, Installation, PersonId, Place, Revision, Store, Written } from './ports.ts';

/** Inputs on one page besides the title; Slack advises about six. */
const inputsPerPage = 6;

export type RefusedCode = 'not-yours' | 'expired' | 'no-place' | 'changed-meanwhile';

/** What a person may not do, or what is not there any more. `code` picks the sentence they read. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusedCode;
  constructor(code: RefusedCode) {
    super(code);
    this.code = code;
  }
}

/** What one submitted page holds: parsed answers, the questions answered with "I don't know", and those left as they were. */
export interface PageAnswers {
  readonly answers: Case;
  readonly unknown: readonly string[];
}

/** What comes after a page: another page of questions, or the answer for the person alone. */
export type Step = { readonly kind: 'page'; readonly draft: Draft; readonly questions: readonly string[] } | Preview;

export interface Preview {
  readonly kind: 'preview';
  readonly draft: Draft;
  readonly explanation: Explanation;
  /** For a revision: what it moves, in sentences. */
  readonly moved?: readonly string[];
}

export interface UseCases {
  /** The fixed first page, from memory: nothing is stored. */
  firstPage(): readonly string[];
  /** Commits the first page as a new draft and says what comes next. */
  start(input: {
    readonly installation: Installation;
    readonly owner: PersonId;
    readonly title: string;
    readonly place?: Place | undefined;
    readonly page: PageAnswers;
  }): Promise<Step>;
  /** Commits a further page. @throws Refused `not-yours`, `expired` */
  answer(who: Actor, draft: string, page: PageAnswers, now?: 'decide'): Promise<Step>;
  /** The draft as it stands, for a modal that is drawn again. @throws Refused */
  preview(who: Actor, draft: string): Promise<Preview>;
  /**
   * Writes the draft down as a decision, or as a revision of the one it revises, with its posts. Doing it twice has the
   * effect of once. @throws Refused `no-place` when neither the draft nor the call says where, `changed-meanwhile` when
   * another revision came first.
   */
  share(who: Actor, draft: string, place?: Place): Promise<Decision>;
  /** Opens a decision's answers for change. @throws Refused `not-yours` for anyone but its owner. */
  change(who: Actor, decision: string): Promise<Extract<Step, { kind: 'page' }>>;
  /** The newest revision, or the one with this number, explained with the rules and prices it was made from. */
  show(installation: Installation, decision: string, number?: number): Promise<Shown>;
  /** The decision record, Markdown. */
  record(installation: Installation, decision: string): Promise<string>;
}

export interface Actor {
  readonly installation: Installation;
  readonly person: PersonId;
}

export interface Shown {
  readonly decision: Decision;
  readonly revision: Revision;
  readonly explanation: Explanation;
  readonly moved: readonly string[];
}

export interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  /** Called after posts were written, so that they leave at once. */
  readonly wake: () => void;
}

/** The use cases of the product. They know no Slack: a listener translates, calls one of them, and renders. */
export function createUseCases({ store, clock, ids, books, wake }: Deps): UseCases {
  const { current } = books;
  const today = () => isoDate(clock.now());

  async function ownDraft(who: Actor, id: string): Promise<Draft> {
    const draft = await store.draft(who.installation, id);
    if (draft === undefined) throw new Refused('expired');
    if (draft.owner !== who.person) throw new Refused('not-yours');
    return draft;
  }

  async function written(installation: Installation, id: string): Promise<Written> {
    const found = await store.written(installation, id);
    if (found === undefined) throw new Refused('expired');
    return found;
  }

  async function explained(title: string, revision: Revision): Promise<Explanation> {
    const book = await books.of(revision.rulebook, revision.prices);
    return explain(book, revision.answers, { title, at: revision.pricedAt });
  }

  async function previewOf(draft: Draft): Promise<Preview> {
    const explanation = explain(current.book, draft.answers, { title: draft.title, at: today() });
    if (draft.revises === undefined) return { kind: 'preview', draft, explanation };
    const { revisions } = await written(draft.installation, draft.revises.decision);
    const base = revisions.find((one) => one.number === draft.revises?.revision) ?? revisions[0];
    return { kind: 'preview', draft, explanation, moved: moved(await explained(draft.title, base), explanation) };
  }

  async function next(draft: Draft, now?: 'decide'): Promise<Step> {
    if (now === 'decide' || draft.revises !== undefined) return previewOf(draft);
    const questions = nextQuestions(current.book, draft.answers, {
      at: today(),
      leave: draft.unknown,
      most: inputsPerPage,
    });
    return questions.length === 0 ? previewOf(draft) : { kind: 'page', draft, questions };
  }

  async function keep(draft: Draft, page: PageAnswers): Promise<Draft> {
    const unknown = new Set([...draft.unknown, ...page.unknown].filter((id) => !(id in page.answers)));
    const answers = Object.fromEntries(
      Object.entries({ ...draft.answers, ...page.answers }).filter(([id]) => !page.unknown.includes(id)),
    );
    const kept = { ...draft, answers, unknown: [...unknown], updatedAt: clock.now() };
    await store.saveDraft(kept);
    return kept;
  }

  async function show(installation: Installation, id: string, number?: number): Promise<Shown> {
    const { decision, revisions } = await written(installation, id);
    const revision = revisions.find((one) => one.number === number) ?? revisions.at(-1) ?? revisions[0];
    const before = revisions.find((one) => one.number === revision.number - 1);
    const explanation = await explained(decision.title, revision);
    return {
      decision,
      revision,
      explanation,
      moved: before === undefined ? [] : moved(await explained(decision.title, before), explanation),
    };
  }

  return {
    firstPage: () => questionsOf(current.book).firstPage,

    async start({ installation, owner, title, place, page }) {
      const empty = {
        installation,
        id: ids.next(),
        owner,
        title,
        place,
        answers: {},
        unknown: [],
        updatedAt: clock.now(),
      };
      return next(await keep(empty, page));
    },

    async answer(who, id, page, now) {
      return next(await keep(await ownDraft(who, id), page), now);
    },

    async preview(who, id) {
      return previewOf(await ownDraft(who, id));
    },

    async share(who, id, place) {
      const draft = await ownDraft(who, id);
      if (draft.revises === undefined) {
        const to = draft.place ?? place;
        if (to === undefined) throw new Refused('no-place');
        const decision: Decision = {
          installation: draft.installation,
          id: ids.next(),
          owner: draft.owner,
          title: draft.title,
          place: to,
          draft: draft.id,
          createdAt: clock.now(),
        };
        const first = revisionOf(draft, current, {
          decision: decision.id,
          number: 1,
          at: clock.now(),
          pricedAt: today(),
        });
        const stands = await store.share(decision, first, postsOfDecision(decision, clock.now()));
        wake();
        return stands.decision;
      }
      const { decision, revisions } = await written(draft.installation, draft.revises.decision);
      if (decision.owner !== who.person) throw new Refused('not-yours');
      const number = draft.revises.revision + 1;
      const revision = revisionOf(draft, current, {
        decision: decision.id,
        number,
        at: clock.now(),
        pricedAt: today(),
      });
      const added = await store.revise(revision, postsOfRevision(decision, number, clock.now()));
      if (
        !added &&
        !sameAnswers(
          revisions.find((one) => one.number === number),
          revision,
        )
      ) {
        throw new Refused('changed-meanwhile');
      }
      wake();
      return decision;
    },

    async change(who, id) {
      const { decision, revisions } = await written(who.installation, id);
      if (decision.owner !== who.person) throw new Refused('not-yours');
      const latest = revisions.at(-1) ?? revisions[0];
      const draft: Draft = {
        installation: decision.installation,
        id: ids.next(),
        owner: decision.owner,
        title: decision.title,
        place: decision.place,
        answers: latest.answers,
        unknown: latest.unknown,
        revises: { decision: decision.id, revision: latest.number },
        updatedAt: clock.now(),
      };
      await store.saveDraft(draft);
      return { kind: 'page', draft, questions: questionsOf(current.book).toChange(latest.answers) };
    },

    show,

    async record(installation, id) {
      const { decision, revision, explanation } = await show(installation, id);
      return record(explanation, {
        owner: decision.owner,
        decidedAt: isoDate(decision.createdAt),
        revisedAt: revision.number > 1 ? isoDate(revision.at) : undefined,
        revision: revision.number,
        rulebook: revision.rulebook,
        prices: revision.prices,
      });
    },
  };
}

/** The date in UTC, YYYY-MM-DD. */
export function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function revisionOf(
  draft: Draft,
  { book, rulebook, prices }: NamedBook,
  rest: Pick<Revision, 'decision' | 'number' | 'at' | 'pricedAt'>,
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

function sameAnswers(a: Revision | undefined, b: Revision): boolean {
  return a !== undefined && JSON.stringify(a.answers) === JSON.stringify(b.answers);
}
