import { z } from 'zod';
import { limits } from '../limits.ts';
import { chars, plainText } from './objects.ts';

const shared = {
  blocks: z.array(z.unknown()).max(limits.viewBlocks.max, `no more than ${limits.viewBlocks.max} items allowed`),
  private_metadata: z
    .string()
    .max(limits.privateMetadata.max, `must be less than ${limits.privateMetadata.max + 1} characters`)
    .optional(),
  callback_id: chars(limits.callbackId.max).optional(),
  external_id: z.string().max(limits.externalId.max).optional(),
};

/** What an app sends as a view. Its blocks are checked by `checkBlocks`. */
export const anyView = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    ...shared,
    title: plainText(limits.viewTitle.max),
    submit: plainText(limits.viewSubmit.max).optional(),
    close: plainText(limits.viewClose.max).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('home'), ...shared }),
]);

export type SentView = z.infer<typeof anyView>;
