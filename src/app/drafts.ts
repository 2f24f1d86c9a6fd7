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
import type { Readings } from './readings.ts';
import { Refused } from './refused.ts';
import type { Actor, FirstPage, PageAnswers, Preview, Resumed, Step } from './use-cases.ts';

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

/** Forms that are being filled in: everything accepted is kept before anybody is answered. */
export interface Drafts {
  /** @throws Refused `expired`, `not-yours` */
  own(who: Actor, id: string): Promise<Draft>;
  /** Takes in what a page holds. */
  keep(draft: Draft, page: PageAnswers, left?: Pick<Draft, 'step' | 'asking'>): Promise<Draft>;
  create(first: Omit<FirstPage, 'page' | 'draft'>): Draft;
  /** A draft that tries a worked case out, with its answers. @throws Refused `expired` when there is no such case */
  tryOut(who: Actor, name: string): Promise<Draft>;
  /** The draft a first page goes on with, under the title it has now, or a new one. @throws Refused */
  first(first: Omit<FirstPage, 'page'>): Promise<Draft>;
  next(draft: Draft): Promise<Step>;
  /** What is said about costs once it is shared: as in the revision it started from, or as is usual in the workspace. */
  moneyOf(draft: Draft): Promise<CostChoices | undefined>;
  resume(who: Actor, id: string): Promise<Resumed>;
  leave(who: Actor, id: string, page: PageAnswers, asking?: readonly string[]): Promise<Draft | undefined>;
  leaveFirst(first: FirstPage): Promise<Draft | undefined>;
  unfinished(who: Actor): Promise<Draft | undefined>;
}

export function createDrafts({
  store,
  clock,
  ids,
  books,
  readings,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  readonly readings: Readings;
}): Drafts {
  const { book } = books.current;
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

  async function first({ draft: id, ...rest }: Omit<FirstPage, 'page'>): Promise<Draft> {
    if (id === undefined) return create(rest);
    const begun = await own({ installation: rest.installation, person: rest.owner }, id);
    return begun.done === true ? create(rest) : { ...begun, title: rest.title };
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
    const { revisions } = await readings.written(installation, revises.decision);
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
    if (base !== undefined) return withMoved(preview, await readings.explained(draft.title, base));
    const example = draft.example === undefined ? undefined : exampleOf(book.rulebook, draft.example);
    if (example === undefined || sameCase(example.answers, draft.answers)) return preview;
    return withMoved(preview, explain(book, example.answers, context));
  }

  async function next(draft: Draft): Promise<Step> {
    if (draft.step === 'preview') return previewOf(draft);
    if (draft.asking !== undefined) return { kind: 'page', draft, questions: draft.asking };
    if (draft.revises !== undefined || draft.example !== undefined) {
      return { kind: 'page', draft, questions: questionsOf(book).toChange(draft.answers, today()) };
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
    first,
    keep,
    next,
    moneyOf: async (draft) => moneyFor(draft, await baseOf(draft)),

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
      return keep(await first(rest), page, { step: 'start' });
    },

    async unfinished({ installation, person }) {
      return store.unfinished(installation, person, clock.now() - day);
    },
  };
}
