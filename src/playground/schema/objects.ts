import { z } from 'zod';
import { limits } from '../limits.ts';

/** A string of 1 to `max` characters, with Slack's wording when it is not. */
export const chars = (max: number, min = 1) =>
  z
    .string()
    .min(min, `must be more than ${min - 1} characters`)
    .max(max, `must be less than ${max + 1} characters`);

/** A list of 1 to `max` items, with Slack's wording when it is not. */
export const items = <T extends z.ZodType>(item: T, max: number, min = 1) =>
  z.array(item).min(min, `no fewer than ${min} items allowed`).max(max, `no more than ${max} items allowed`);

/** A plain_text object of at most `max` characters. */
export const plainText = (max: number = limits.text.max) =>
  z.strictObject({ type: z.literal('plain_text'), text: chars(max), emoji: z.boolean().default(true) });

/** A mrkdwn object of at most `max` characters. */
export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: chars(max), verbatim: z.boolean().optional() });

/** A plain_text or mrkdwn object of at most `max` characters. */
export const anyText = (max: number = limits.text.max) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export type PlainText = z.infer<ReturnType<typeof plainText>>;
export type AnyText = z.infer<ReturnType<typeof anyText>>;

const optionWith = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    text,
    value: chars(limits.optionValue.max),
    description: plainText(limits.optionDescription.max).optional(),
  });

/** An option of a select menu: its text is plain. */
export const plainOption = optionWith(plainText(limits.optionText.max));

/** An option of checkboxes and radio buttons: text and description may be mrkdwn. */
export const richOption = z.strictObject({
  text: anyText(limits.optionText.max),
  value: chars(limits.optionValue.max),
  description: anyText(limits.optionDescription.max).optional(),
});

/** An option of an overflow menu: it may carry a link. */
export const overflowOption = plainOption.extend({ url: chars(limits.optionUrl.max).optional() });

export type Option = z.infer<typeof richOption>;

export const optionGroup = z.strictObject({
  label: plainText(limits.optionGroupLabel.max),
  options: items(plainOption, limits.optionsInGroup.max),
});

export const confirm = z.strictObject({
  title: plainText(limits.confirmTitle.max),
  text: anyText(limits.confirmText.max),
  confirm: plainText(limits.confirmButton.max),
  deny: plainText(limits.confirmButton.max),
  style: z.enum(['primary', 'danger']).optional(),
});

export type Confirm = z.infer<typeof confirm>;

/** An address Slack would turn into a link. */
export const linkUrl = (max: number) =>
  chars(max).refine((url) => /^(https?:\/\/|mailto:)/i.test(url), 'must be a valid URL');
