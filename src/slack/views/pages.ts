import type { KnownBlock, ModalView } from '@slack/types';
import type { Draft, Place } from '../../app/ports.ts';
import type { PageAnswers, PageStep } from '../../app/use-cases.ts';
import { titleField } from '../forms/basic.ts';
import { type Field, form, type ViewState } from '../forms/form.ts';
import {
  allLimitsOf,
  asked,
  formFor,
  isOpen,
  limitsOf,
  listedIn,
  pageOf,
  prefilled,
  type Rules,
} from '../forms/questions.ts';
import { pageContext, readContext, startContext } from '../codecs.ts';
import { buttons, inputs, modals } from '../ids.ts';
import { oneLine } from '../mrkdwn.ts';
import { auditTexts } from '../audit-texts.ts';
import { practiceTexts } from '../practice-texts.ts';
import { texts } from '../texts.ts';
import { context } from './rich.ts';

interface FirstRead {
  readonly title: string;
  readonly place: Place | undefined;
  /** Where the person can be answered in private. */
  readonly reply: string | undefined;
  /** The draft the page goes on with. */
  readonly draft: string | undefined;
  readonly page: PageAnswers;
}

/** What the first page holds once it was read. */
export type StartRead =
  | ({ readonly ok: true } & FirstRead)
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The first page: title, the fixed questions and the limits to tick. It needs nothing but the rulebook. */
export function startView(
  rulebook: Rules,
  questions: readonly string[],
  title: string,
  place: Place | undefined,
  { reply, filled, unfinished, draft }: StartExtras = {},
): ModalView {
  const { made, intro, after } = startForm(rulebook, questions);
  const answers =
    filled === undefined ? {} : prefilled(formFor(rulebook, questions, { limits: limitsOf(rulebook) }), filled);
  const initial = { ...answers, ...(title === '' ? {} : { [inputs.title]: title }) };
  return made.view({ v: 1, place, reply, draft }, initial, {
    title: texts.start.modal,
    submit: texts.start.next,
    close: texts.start.close,
    before: [...(unfinished === undefined ? [] : unfinishedBlocks(unfinished)), intro],
    after,
  });
}

/** What a first page may know besides. */
export interface StartExtras {
  readonly reply?: string | undefined;
  /** Answers given before it was closed. */
  readonly filled?: PageAnswers | undefined;
  /** The draft it goes on with. */
  readonly draft?: string | undefined;
  /** A draft to go on with instead. */
  readonly unfinished?: Pick<Draft, 'id' | 'title'> | undefined;
}

function unfinishedBlocks({ id, title }: Pick<Draft, 'id' | 'title'>): KnownBlock[] {
  return [
    context(texts.start.unfinished(oneLine(title)), 400),
    { type: 'actions', elements: [buttons.resume.render(texts.kept.continue, { v: 1, draft: id })] },
  ];
}

/** Reads a submitted first page. @throws z.ZodError when its context is not one of ours. */
export function readStart(rulebook: Rules, questions: readonly string[], view: ViewState): StartRead {
  const read = startForm(rulebook, questions).made.parse(view);
  return read.ok ? { ok: true, ...firstOf(read.values, view) } : read;
}

/** Reads what a first page held when it was closed. @throws z.ZodError when its context is not one of ours. */
export function readUnfinishedStart(
  rulebook: Rules,
  questions: readonly string[],
  view: ViewState,
): FirstRead & { readonly unreadable: readonly string[] } {
  const { made } = startForm(rulebook, questions);
  return { ...firstOf(made.readable(view), view), unreadable: made.unreadable(view) };
}

function firstOf(values: Readonly<Record<string, string | PageAnswers>>, view: ViewState): FirstRead {
  const { place, reply, draft } = readContext(startContext, view);
  const title = values[inputs.title];
  const answers = Object.values(values).filter((value) => typeof value !== 'string');
  return { title: typeof title === 'string' ? title : '', place, reply, draft, page: pageOf(answers) };
}

/** What is the same in all first pages, by rulebook: a form is made of schemas, and a command must be answered at once. */
const startForms = new WeakMap<Rules, ReturnType<typeof makeStartForm>>();

function startForm(rulebook: Rules, questions: readonly string[]) {
  const known = startForms.get(rulebook);
  if (known !== undefined) return known;
  const made = makeStartForm(rulebook, questions);
  startForms.set(rulebook, made);
  return made;
}

function makeStartForm(rulebook: Rules, questions: readonly string[]) {
  const fields: Record<string, Field<string> | Field<PageAnswers>> = {
    [inputs.title]: titleField,
    ...formFor(rulebook, questions, { limits: limitsOf(rulebook) }),
  };
  const after: readonly KnownBlock[] = [
    context(auditTexts.first),
    {
      type: 'actions',
      elements: [
        buttons.decideFirst.render(texts.page.decideNow, { v: 1 }),
        buttons.auditFirst.render(auditTexts.offer, { v: 1 }),
      ],
    },
  ];
  return {
    made: form<string | PageAnswers, typeof startContext>({ id: modals.start, fields, context: startContext }),
    intro: context(texts.start.intro),
    after,
  };
}

/** A further page of questions with "Decide now", or all answers of a decision, to change them. */
export function pageView(rulebook: Rules, { draft, questions }: PageStep): ModalView {
  return draft.revises === undefined && draft.example === undefined
    ? nextPage(rulebook, draft, questions)
    : changePage(rulebook, draft, questions);
}

function nextPage(rulebook: Rules, draft: Draft, questions: readonly string[]): ModalView {
  const listed = listedIn(rulebook, questions, draft);
  const fields = formFor(rulebook, questions, { listed });
  const single = questions.filter((id) => !listed.includes(id));
  const decide: KnownBlock = {
    type: 'actions',
    elements: [buttons.decideNow.render(texts.page.decideNow, { v: 1, draft: draft.id })],
  };
  return pageForm(fields).view(
    contextOf(draft.id, questions, { listed }),
    prefilled(fields, asked(rulebook, single, draft)),
    {
      title: texts.page.modal,
      submit: texts.page.next,
      close: texts.page.close,
      before: [context(texts.page.progress(Object.keys(draft.answers).length, Object.keys(fields).length))],
      after: [decide],
    },
  );
}

function changePage(rulebook: Rules, draft: Draft, questions: readonly string[]): ModalView {
  // A tick cannot show "no", so that only open limits stand in the list.
  const open = limitsOf(rulebook).filter((id) => isOpen(rulebook, id, draft));
  const ask = [...new Set([...questions, ...allLimitsOf(rulebook)])].filter((id) => !open.includes(id));
  const fields = Object.entries(formFor(rulebook, ask, { limits: open })).map(([id, field]) => {
    const relaxed: Field<PageAnswers> = { ...field, optional: field.optional === true || isOpen(rulebook, id, draft) };
    return [id, relaxed] as const;
  });
  const all = Object.fromEntries(fields);
  const position = draft.revises?.position === true;
  const wording = draft.example === undefined ? (position ? texts.position : texts.change) : practiceTexts.cases.change;
  return pageForm(all, position ? modals.position : modals.page).view(
    contextOf(draft.id, ask, { limits: open }),
    prefilled(all, draft),
    {
      title: wording.modal,
      submit: 'next' in wording ? wording.next : wording.submit,
      close: texts.page.close,
      before: [context(wording.intro)],
    },
  );
}

/** Which draft a page belongs to, and its answers or the sentences at its inputs. */
export type PageRead =
  | { readonly ok: true; readonly draft: string; readonly page: PageAnswers }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads a submitted page. @throws z.ZodError when its context is not one of ours. */
export function readPage(rulebook: Rules, view: ViewState): PageRead {
  const { draft, ask, tick, list: listed } = readContext(pageContext, view);
  const read = pageForm(formFor(rulebook, ask, { limits: tick, listed })).parse(view);
  return read.ok ? { ok: true, draft, page: pageOf(Object.values(read.values)) } : read;
}

/** Reads what is there already, for a person who decides now or closes the page. */
export function readUnfinished(
  rulebook: Rules,
  view: ViewState,
): {
  readonly draft: string;
  readonly page: PageAnswers;
  readonly ask: readonly string[];
  readonly unreadable: readonly string[];
} {
  const { draft, ask, tick, list: listed } = readContext(pageContext, view);
  const made = pageForm(formFor(rulebook, ask, { limits: tick, listed, unfinished: true }));
  return { draft, ask, page: pageOf(Object.values(made.readable(view))), unreadable: made.unreadable(view) };
}

function pageForm(fields: Readonly<Record<string, Field<PageAnswers>>>, id: string = modals.page) {
  return form<PageAnswers, typeof pageContext>({ id, fields, context: pageContext });
}

function contextOf(
  draft: string,
  ask: readonly string[],
  { limits = [], listed = [] }: { readonly limits?: readonly string[]; readonly listed?: readonly string[] },
) {
  return { v: 1 as const, draft, ask: [...ask], tick: [...limits], list: [...listed] };
}
