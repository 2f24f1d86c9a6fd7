import {
  addLater,
  type Case,
  type CostChoices,
  exampleOf,
  explain,
  type Explanation,
  moved,
  movedUnpriced,
  nextQuestions,
  questionsOf,
  same,
} from '../core/index.ts';
import type { Books } from './books.ts';
import { isoDate } from './dates.ts';
import { keptMoney, ownMoney } from './money.ts';
import type { Clock, Draft, Ids, Revision, Store } from './ports.ts';
import type { DecisionShowing } from './showing.ts';
import { Refused } from './refused.ts';
import type { FirstPage, PageAnswers, Preview, Resumed, Step } from './pages.ts';
import type { Actor } from './people.ts';

/** Inputs on one page besides the title; Slack advises about six. */
const inputsPerPage = 6;
const day = 24 * 60 * 60 * 1_000;

/** Held against what was before; no price is made until somebody reads one. */
function withMoved(preview: Preview, before: Explanation): Preview {
  const { explanation } = preview;
  const held = { ...preview, movedUnpriced: movedUnpriced(before, explanation) };
  addLater(held, { moved: () => moved(before, explanation) });
  return held;
}

const sameCase = (a: Case, b: Case): boolean => Object.keys({ ...a, ...b }).every((id) => same(a[id], b[id]));

/** What a person does with the form of a decision. */
export interface Filling {
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
}

/** Forms that are being filled in: everything accepted is kept before anybody is answered. */
export interface Drafts extends Filling {
  /** @throws Refused `expired`, `not-yours` */
  own(who: Actor, id: string): Promise<Draft>;
  /** Takes in what a page holds. */
  keep(draft: Draft, page: PageAnswers, left?: Pick<Draft, 'step' | 'asking'>): Promise<Draft>;
  create(first: Omit<FirstPage, 'page' | 'draft'>): Draft;
  /** A draft that tries a worked case out, with its answers. @throws Refused `expired` when there is no such case */
  tryOut(who: Actor, name: string): Promise<Draft>;
  next(draft: Draft): Promise<Step>;
  /** What is said about costs once it is shared: as in the revision it started from, or as is usual in the workspace. */
  moneyOf(draft: Draft): Promise<CostChoices | undefined>;
}

export function createDrafts({
  store,
  clock,
  ids,
  books,
  showing,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  readonly showing: DecisionShowing;
}): Drafts {
  const { book } = books.current;
  const form = questionsOf(book);
  const today = () => isoDate(clock.now());

  async function own(who: Actor, id: string): Promise<Draft> {
    const draft = await store.draft(who.installation, id);
    if (draft === undefined) throw new Refused('expired');
    if (draft.owner !== who.person) throw new Refused('not-yours');
    return draft;
  }

  function create({ installation, owner, title, place }: Omit<FirstPage, 'page' | 'draft'>): Draft {
    return { installation, id: ids.next(), owner, title, place, answers: {}, unknown: [], updatedAt: clock.now() };
  }

  /** The draft a first page goes on with, under the title it has now, or a new one. @throws Refused */
  async function begun({ draft: id, ...rest }: Omit<FirstPage, 'page'>): Promise<Draft> {
    if (id === undefined) return create(rest);
    const draft = await own({ installation: rest.installation, person: rest.owner }, id);
    return draft.done === true ? create(rest) : { ...draft, title: rest.title };
  }

  async function keep(
    draft: Draft,
    page: PageAnswers,
    { step, asking }: Pick<Draft, 'step' | 'asking'> = {},
  ): Promise<Draft> {
    const unknown = new Set([...draft.unknown, ...page.unknown].filter((id) => !(id in page.answers)));
    const answers = Object.fromEntries(
      Object.entries({ ...draft.answers, ...page.answers }).filter(([id]) => !page.unknown.includes(id)),
    );
    const kept = { ...draft, answers, unknown: [...unknown], step, asking, updatedAt: clock.now() };
    await store.saveDraft(kept);
    return kept;
  }

  async function baseOf({ installation, revises }: Draft): Promise<Revision | undefined> {
    if (revises === undefined) return undefined;
    const { revisions } = await showing.written(installation, revises.decision);
    return revisions.find((one) => one.number === revises.revision) ?? revisions[0];
  }

  const moneyFor = async (draft: Draft, base: Revision | undefined): Promise<CostChoices | undefined> =>
    base === undefined ? usualMoney(draft) : keptMoney(book.rulebook, base, draft.answers);

  async function usualMoney({ installation, owner }: Draft): Promise<CostChoices | undefined> {
    return ownMoney((await store.person(installation, owner))?.money, await store.money(installation));
  }

  async function previewOf(draft: Draft): Promise<Preview> {
    const base = await baseOf(draft);
    const money = await moneyFor(draft, base);
    const context = { title: draft.title, at: today(), money };
    const explanation = explain(book, draft.answers, context);
    const preview = { kind: 'preview' as const, draft, explanation };
    if (base !== undefined) return withMoved(preview, await showing.explained(draft.title, base));
    const example = draft.example === undefined ? undefined : exampleOf(book.rulebook, draft.example);
    if (example === undefined || sameCase(example.answers, draft.answers)) return preview;
    return withMoved(preview, explain(book, example.answers, context));
  }

  async function next(draft: Draft): Promise<Step> {
    if (draft.step === 'preview') return previewOf(draft);
    if (draft.asking !== undefined) return { kind: 'page', draft, questions: draft.asking };
    if (draft.revises !== undefined || draft.example !== undefined) {
      return { kind: 'page', draft, questions: form.toChange(draft.answers, today()) };
    }
    const questions = nextQuestions(book, draft.answers, { at: today(), leave: draft.unknown, most: inputsPerPage });
    return questions.length === 0 ? previewOf(draft) : { kind: 'page', draft, questions };
  }

  return {
    own,
    create,
    async tryOut({ installation, person: owner }, name) {
      const example = exampleOf(book.rulebook, name);
      if (example === undefined) throw new Refused('expired');
      const draft: Draft = { ...create({ installation, owner, title: name }), answers: example.answers, example: name };
      await store.saveDraft(draft);
      return draft;
    },
    keep,
    next,
    moneyOf: async (draft) => moneyFor(draft, await baseOf(draft)),

    firstPage: () => form.firstPage,

    async start({ page, ...rest }) {
      return next(await keep(await begun(rest), page));
    },

    async answer(who, id, page, now) {
      const draft = await own(who, id);
      const decides = now === 'decide' || draft.revises !== undefined || draft.example !== undefined;
      return next(await keep(draft, page, decides ? { step: 'preview' } : {}));
    },

    async resume(who, id) {
      const draft = await own(who, id);
      if (draft.done === true) throw new Refused('done');
      return draft.step === 'start' ? { kind: 'start', draft } : next(draft);
    },

    async leave(who, id, page, asking) {
      const draft = await own(who, id);
      // A worked case is opened again from its list.
      if (draft.done === true || draft.example !== undefined) return undefined;
      const changes =
        Object.entries(page.answers).some(([key, value]) => !same(draft.answers[key], value)) ||
        page.unknown.some((key) => key in draft.answers);
      // Looking at the answers of a decision leaves nothing to go on with.
      if (draft.revises !== undefined && draft.step === undefined && !changes) return undefined;
      if (asking === undefined) return keep(draft, page, draft);
      return keep(draft, page, draft.revises === undefined ? { asking } : {});
    },

    async leaveFirst({ page, ...rest }) {
      if (rest.draft === undefined && Object.keys(page.answers).length + page.unknown.length === 0) return undefined;
      return keep(await begun(rest), page, { step: 'start' });
    },

    async unfinished({ installation, person }) {
      return store.unfinished(installation, person, clock.now() - day);
    },
  };
}
