import { z } from 'zod';
import { limits } from '../limits.ts';
import { clean, cut, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { type Field, plain } from './form.ts';

const titleLength = 150;

/** One line of free text: what the decision is about. */
export const titleField: Field<string> = {
  label: texts.start.title,
  hint: texts.start.titleHint,
  value: z
    .string(texts.start.titleMissing)
    .transform((text) => cut(oneLine(text), titleLength))
    .refine((text) => text.length > 0, texts.start.titleMissing),
  element: (action_id, initial) => ({
    type: 'plain_text_input',
    action_id,
    max_length: titleLength,
    placeholder: plain(texts.start.titlePlaceholder, limits.placeholder.max),
    ...(initial && { initial_value: cut(oneLine(initial), titleLength) }),
  }),
};

/** The channel to share in, when nothing said where. */
export const placeField: Field<string> = {
  label: texts.preview.place,
  hint: texts.preview.placeHint,
  value: z.string(texts.preview.placeMissing).regex(/^[A-Z0-9]{2,40}$/, texts.preview.placeMissing),
  element: (action_id, initial) => ({
    type: 'conversations_select',
    action_id,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(initial === undefined ? { default_to_current_conversation: true } : { initial_conversation: initial }),
  }),
};

const reasonLength = 500;

/** Why a team did otherwise. */
export const reasonField: Field<string> = {
  label: texts.otherwise.reason,
  hint: texts.otherwise.reasonHint,
  value: z
    .string(texts.otherwise.reasonMissing)
    .transform((text) => clean(text).trim())
    .refine((text) => text.length > 0 && text.length <= reasonLength, texts.otherwise.reasonMissing),
  element: (action_id, initial) => ({
    type: 'plain_text_input',
    action_id,
    multiline: true,
    max_length: reasonLength,
    ...(initial && { initial_value: cut(initial, reasonLength) }),
  }),
};

/** One of several approaches, by value and label. */
export function approachField(labels: Readonly<Record<string, string>>): Field<string> {
  const options = Object.entries(labels).map(([value, label]) => ({
    text: plain(label, limits.optionText.max),
    value,
  }));
  return {
    label: texts.otherwise.approach,
    value: z
      .string(texts.otherwise.approachMissing)
      .refine((given) => Object.hasOwn(labels, given), texts.otherwise.approachMissing),
    element: (action_id, initial) => {
      const chosen = options.find(({ value }) => value === initial);
      return { type: 'radio_buttons', action_id, options, ...(chosen && { initial_option: chosen }) };
    },
  };
}
