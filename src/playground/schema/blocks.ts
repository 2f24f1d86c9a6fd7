import { z } from 'zod';
import { limits } from '../limits.ts';
import { chart, dataTable, table } from './data.ts';
import {
  accessory,
  actionElement,
  hasOnePicture,
  imageElement,
  inputElement,
  onePicture,
  pictured,
} from './elements.ts';
import { anyText, chars, items, mrkdwn, plainText } from './objects.ts';
import { richText } from './rich-text.ts';

const block = { block_id: chars(limits.blockId.max).optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: anyText(limits.sectionText.max).optional(),
    fields: items(anyText(limits.sectionField.max), limits.sectionFields.max).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((it) => it.text !== undefined || it.fields !== undefined, 'must have text or fields');

const contextElement = z.discriminatedUnion('type', [plainText(), mrkdwn(limits.text.max), imageElement]);
/** Every block the workspace knows, with Slack's limits. */
export const anyBlock = z.discriminatedUnion('type', [
  section,
  table,
  dataTable,
  chart,
  richText,
  z.strictObject({ type: z.literal('actions'), ...block, elements: items(actionElement, limits.actionsElements.max) }),
  z.strictObject({
    type: z.literal('context'),
    ...block,
    elements: items(contextElement, limits.contextElements.max),
  }),
  z.strictObject({ type: z.literal('divider'), ...block }),
  z.strictObject({ type: z.literal('header'), ...block, text: plainText(limits.headerText.max) }),
  z
    .strictObject({
      type: z.literal('image'),
      ...block,
      ...pictured,
      title: plainText(limits.imageTitle.max).optional(),
    })
    .refine(hasOnePicture, onePicture),
  z.strictObject({
    type: z.literal('input'),
    ...block,
    label: plainText(limits.inputLabel.max),
    hint: plainText(limits.inputHint.max).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: inputElement,
  }),
  z.strictObject({ type: z.literal('markdown'), ...block, text: chars(limits.markdownText.max) }),
  z.strictObject({
    type: z.literal('alert'),
    ...block,
    text: anyText(limits.alertText.max),
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
]);

export type Block = z.infer<typeof anyBlock>;
export type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

export type Surface = 'message' | 'modal' | 'home';

/** Where each block may stand. */
export const surfaces: Record<Block['type'], readonly Surface[]> = {
  section: ['message', 'modal', 'home'],
  actions: ['message', 'modal', 'home'],
  context: ['message', 'modal', 'home'],
  divider: ['message', 'modal', 'home'],
  header: ['message', 'modal', 'home'],
  image: ['message', 'modal', 'home'],
  input: ['message', 'modal', 'home'],
  rich_text: ['message', 'modal', 'home'],
  table: ['message'],
  data_table: ['message'],
  data_visualization: ['message'],
  markdown: ['message'],
  alert: ['modal'],
};
