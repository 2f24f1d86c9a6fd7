import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { forgetTexts } from '../forget-texts.ts';
import { type Field, form, plain, type ViewState } from '../forms/form.ts';
import { nothingRef } from '../codecs.ts';
import { inputs, modals } from '../ids.ts';
import { limits } from '../limits.ts';
import { context } from './rich.ts';

const whats = ['mine', 'workspace'] as const;
export type What = (typeof whats)[number];

const whatField: Field<string> = {
  label: forgetTexts.what,
  value: z.enum(whats, forgetTexts.missing),
  element: (action_id) => ({
    type: 'radio_buttons',
    action_id,
    options: whats.map((value) => ({
      value,
      text: plain(forgetTexts[value], limits.optionText.max),
      description: plain(forgetTexts[`${value}Hint`], limits.optionText.max),
    })),
  }),
};

const confirmField: Field<string> = {
  label: forgetTexts.confirm,
  optional: true,
  value: z.string().default(''),
  element: (action_id) => ({ type: 'plain_text_input', action_id, max_length: 40 }),
};

const forgetForm = form<string, typeof nothingRef>({
  id: modals.forget,
  fields: { [inputs.what]: whatField, [inputs.confirm]: confirmField },
  context: nothingRef,
  keepsNothing: true,
});

/** Asks what to forget; everything of a workspace needs a word typed. */
export function forgetView(): ModalView {
  const { modal: title, submit, close, intro } = forgetTexts;
  return forgetForm.view({ v: 1 }, {}, { title, submit, close, before: [context(intro)] });
}

/** What to forget, or what is wrong at which input. */
export function readForget(
  view: ViewState,
):
  | { readonly ok: true; readonly what: What }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  const read = forgetForm.parse(view);
  if (!read.ok) return read;
  const what = z.enum(whats).parse(read.values[inputs.what]);
  const typed = (read.values[inputs.confirm] ?? '').trim().toLowerCase();
  if (what === 'mine' || typed === forgetTexts.word) return { ok: true, what };
  return { ok: false, errors: { [inputs.confirm]: forgetTexts.unconfirmed } };
}
