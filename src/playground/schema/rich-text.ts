import { z } from 'zod';
import { limits } from '../limits.ts';
import { chars, items, linkUrl } from './objects.ts';

const style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
  underline: z.boolean().optional(),
});

export type TextStyle = z.infer<typeof style>;

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1, 'must be more than 0 characters'),
  style: style.optional(),
});

const link = z.strictObject({
  type: z.literal('link'),
  url: linkUrl(limits.buttonUrl.max),
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  style: style.optional(),
});

const inline = z.discriminatedUnion('type', [
  text,
  link,
  z.strictObject({ type: z.literal('user'), user_id: chars(255), style: style.optional() }),
  z.strictObject({ type: z.literal('channel'), channel_id: chars(255), style: style.optional() }),
  z.strictObject({
    type: z.literal('emoji'),
    name: chars(255),
    unicode: z.string().optional(),
    style: style.optional(),
  }),
]);

export type Inline = z.infer<typeof inline>;

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

const part = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: items(section, 1000),
    indent: z.number().int().min(0).max(8).optional(),
    offset: z.number().int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [text, link])),
    language: z.string().optional(),
    border,
  }),
]);

export type RichTextPart = z.infer<typeof part>;

/** A rich_text block; also a cell of a table. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: chars(limits.blockId.max).optional(),
  elements: z.array(part),
});
