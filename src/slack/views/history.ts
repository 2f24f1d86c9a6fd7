import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { HistoryPage, Sought } from '../../app/history.ts';
import { type Field, form, plain, type ViewState } from '../forms/form.ts';
import { homeTexts } from '../home-texts.ts';
import { nothingRef } from '../codecs.ts';
import { approachValue, buttons, inputs, modals } from '../ids.ts';
import { limits } from '../limits.ts';
import { cut, oneLine } from '../mrkdwn.ts';
import type { Rooms } from '../rooms.ts';
import type { Labels } from './answer.ts';
import { decisionRows } from './home.ts';
import { context } from './rich.ts';

const { history: said, decisions: listTexts } = homeTexts;
const wordsLength = 100;
const any = '?';
const day = 24 * 3_600_000;

/** What a person looks for, as it stands in the inputs. */
export type Asked = Readonly<Record<string, string>>;

/** A page of decisions under the inputs that search them. */
export function historyView(asked: Asked, page: HistoryPage, rooms: Rooms, rulebook: Labels): ModalView {
  const none = page.decisions.length === 0;
  const found = none && page.more !== undefined ? said.furtherNone : said.found(page.decisions.length);
  return historyForm(rulebook).view({ v: 1 }, asked, {
    title: said.modal,
    submit: said.search,
    close: said.close,
    before: [context(said.intro)],
    after: [
      context(rooms.known ? found : listTexts[rooms.why]),
      ...decisionRows(page.decisions, rulebook),
      ...(rooms.known && rooms.more ? [context(listTexts.more)] : []),
      ...(page.more === undefined
        ? []
        : [{ type: 'actions' as const, elements: [buttons.historyOn.render(said.older, { v: 1, ...page.more })] }]),
    ],
  });
}

/** Reads the inputs as they are now. */
export function readHistory(
  view: ViewState,
  rulebook: Labels,
):
  | { readonly ok: true; readonly asked: Asked; readonly sought: Sought }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  const read = historyForm(rulebook).parse(view);
  if (!read.ok) return read;
  const { [inputs.words]: words = '', [inputs.approach]: approach = '', [inputs.since]: since = '' } = read.values;
  return {
    ok: true,
    asked: Object.fromEntries(Object.entries(read.values).filter(([, value]) => value !== '')),
    sought: {
      ...(words !== '' && { words }),
      ...(approach !== '' && approach !== any && { approach: approachValue.parse(approach) }),
      // A day of theirs may begin up to fourteen hours before that of UTC.
      ...(since !== '' && { since: Date.parse(since) - (14 * day) / 24 }),
    },
  };
}

const typed = z.union([z.string(), z.undefined()]);

const wordsField: Field<string> = {
  label: said.words,
  optional: true,
  value: typed.transform((text = '') => cut(oneLine(text), wordsLength)),
  element: (action_id, initial) => ({
    type: 'plain_text_input',
    action_id,
    max_length: wordsLength,
    ...(initial && { initial_value: cut(initial, wordsLength) }),
  }),
};

const sinceField: Field<string> = {
  label: said.since,
  optional: true,
  value: typed
    .transform((text = '') => text)
    .refine(
      (text) => text === '' || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))),
      said.unknownDay,
    ),
  element: (action_id, initial) => ({ type: 'datepicker', action_id, ...(initial && { initial_date: initial }) }),
};

function approachField({ approaches }: Labels): Field<string> {
  const options = [
    [any, said.any] as const,
    ...Object.entries(approaches).map(([id, { label }]) => [id, label] as const),
  ].map(([value, label]) => ({ text: plain(label, limits.optionText.max), value }));
  return {
    label: said.approach,
    optional: true,
    value: typed
      .transform((text = '') => text)
      .refine((text) => text === '' || options.some(({ value }) => value === text), said.unknownApproach),
    element: (action_id, initial) => {
      const chosen = options.find(({ value }) => value === initial) ?? options[0];
      return { type: 'static_select', action_id, options, ...(chosen && { initial_option: chosen }) };
    },
  };
}

function historyForm(rulebook: Labels) {
  return form<string, typeof nothingRef>({
    id: modals.history,
    fields: { [inputs.words]: wordsField, [inputs.approach]: approachField(rulebook), [inputs.since]: sinceField },
    context: nothingRef,
    keepsNothing: true,
  });
}
