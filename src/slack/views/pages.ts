import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { PageAnswers, Step } from '../../app/use-cases.ts';
import type { Place } from '../../app/ports.ts';
import { titleField } from '../forms/basic.ts';
import { type Field, form, type ViewState } from '../forms/form.ts';
import { allLimitsOf, formFor, isOpen, limitsOf, pageOf, prefilled, type Rules } from '../forms/questions.ts';
import { buttons, inputs, jsonCodec, modals, pageContext, startContext } from '../ids.ts';
import { texts } from '../texts.ts';
import { context } from './rich.ts';

type PageStep = Extract<Step, { kind: 'page' }>;

/** What the first page holds once it was read. */
export type StartRead =
  | { readonly ok: true; readonly title: string; readonly place: Place | undefined; readonly page: PageAnswers }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The first page: title, the fixed questions and the limits to tick. It needs nothing but the rulebook. */
export function startView(
  rulebook: Rules,
  questions: readonly string[],
  title: string,
  place: Place | undefined,
): ModalView {
  return startForm(rulebook, questions).view({ v: 1, place }, title === '' ? {} : { [inputs.title]: title }, {
    title: texts.start.modal,
    submit: texts.start.next,
    close: texts.start.close,
    before: [context(texts.start.intro)],
  });
}

/** Reads a submitted first page. @throws z.ZodError when its context is not one of ours. */
export function readStart(rulebook: Rules, questions: readonly string[], view: ViewState): StartRead {
  const { place } = z.decode(jsonCodec(startContext), view.private_metadata);
  const read = startForm(rulebook, questions).parse(view);
  if (!read.ok) return read;
  const title = read.values[inputs.title];
  const answers = Object.values(read.values).filter((value) => typeof value !== 'string');
  return { ok: true, title: typeof title === 'string' ? title : '', place, page: pageOf(answers) };
}

function startForm(rulebook: Rules, questions: readonly string[]) {
  const fields: Record<string, Field<string> | Field<PageAnswers>> = {
    [inputs.title]: titleField,
    ...formFor(rulebook, questions, limitsOf(rulebook)),
  };
  return form<string | PageAnswers, typeof startContext>({ id: modals.start, fields, context: startContext });
}

/** A further page of questions with "Decide now", or all answers of a decision, to change them. */
export function pageView(rulebook: Rules, { draft, questions }: PageStep): ModalView {
  return draft.revises === undefined ? nextPage(rulebook, draft, questions) : changePage(rulebook, draft, questions);
}

function nextPage(rulebook: Rules, draft: PageStep['draft'], questions: readonly string[]): ModalView {
  const fields = formFor(rulebook, questions, []);
  const decide: KnownBlock = {
    type: 'actions',
    elements: [buttons.decideNow.render(texts.page.decideNow, { v: 1, draft: draft.id })],
  };
  return pageForm(fields).view(contextOf(draft.id, questions, []), prefilled(fields, draft), {
    title: texts.page.modal,
    submit: texts.page.next,
    close: texts.page.close,
    before: [context(texts.page.progress(Object.keys(draft.answers).length, Object.keys(fields).length))],
    after: [decide],
  });
}

function changePage(rulebook: Rules, draft: PageStep['draft'], questions: readonly string[]): ModalView {
  // A tick cannot show "no", so that only open limits stand in the list.
  const open = limitsOf(rulebook).filter((id) => isOpen(rulebook, id, draft));
  const ask = [...new Set([...questions, ...allLimitsOf(rulebook)])].filter((id) => !open.includes(id));
  const fields = Object.entries(formFor(rulebook, ask, open)).map(([id, field]) => {
    const relaxed: Field<PageAnswers> = { ...field, optional: field.optional === true || isOpen(rulebook, id, draft) };
    return [id, relaxed] as const;
  });
  const all = Object.fromEntries(fields);
  return pageForm(all).view(contextOf(draft.id, ask, open), prefilled(all, draft), {
    title: texts.change.modal,
    submit: texts.change.next,
    close: texts.page.close,
    before: [context(texts.change.intro)],
  });
}

/** Which draft a page belongs to, and its answers or the sentences at its inputs. */
export type PageRead =
  | { readonly ok: true; readonly draft: string; readonly page: PageAnswers }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads a submitted page. @throws z.ZodError when its context is not one of ours. */
export function readPage(rulebook: Rules, view: ViewState): PageRead {
  const { draft, ask, tick } = z.decode(jsonCodec(pageContext), view.private_metadata);
  const read = pageForm(formFor(rulebook, ask, tick)).parse(view);
  return read.ok ? { ok: true, draft, page: pageOf(Object.values(read.values)) } : read;
}

/** Reads what is there already, for a person who decides now. */
export function readUnfinished(rulebook: Rules, view: ViewState): PageAnswers {
  const { ask, tick } = z.decode(jsonCodec(pageContext), view.private_metadata);
  return pageOf(Object.values(pageForm(formFor(rulebook, ask, tick)).readable(view)));
}

function pageForm(fields: Readonly<Record<string, Field<PageAnswers>>>) {
  return form<PageAnswers, typeof pageContext>({ id: modals.page, fields, context: pageContext });
}

function contextOf(draft: string, ask: readonly string[], tick: readonly string[]) {
  return { v: 1 as const, draft, ask: [...ask], tick: [...tick] };
}
