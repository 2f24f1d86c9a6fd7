import { z } from 'zod';
import { fileJson } from '../files.ts';
import { limits } from '../limits.ts';
import { addMessage } from '../messages.ts';
import type { World } from '../world.ts';
import {
  checkMessage,
  count,
  type Method,
  messageBody,
  method,
  needMember,
  needTarget,
  Refusal,
  type Reply,
} from './method.ts';

const announce = method(
  ['files:write'],
  z.looseObject({
    filename: z.string().min(1),
    length: count.min(1),
    alt_txt: z.string().optional(),
    // The SDK's name for it.
    alt_text: z.string().optional(),
  }),
  (world, args) => {
    const altText = args.alt_txt ?? args.alt_text ?? '';
    if (altText.length > limits.fileAltText.max) throw new Refusal('alt_txt_too_large');
    const id = `F${world.nextId()}`;
    const { filename: name, length } = args;
    world.files.set(id, {
      id,
      name,
      title: name,
      altText,
      length,
      at: world.now(),
      bytes: undefined,
      readyAt: undefined,
    });
    return { upload_url: `${world.base}upload/${id}`, file_id: id };
  },
);

/** Takes the bytes of an announced file; as many as were announced, once. */
export function acceptUpload(world: World, id: string, bytes: Uint8Array): Reply {
  const file = world.files.get(id);
  if (!file || file.bytes) return { status: 404, body: 'no such upload' };
  if (bytes.length !== file.length) return { status: 400, body: `announced ${file.length} bytes, got ${bytes.length}` };
  world.files.set(id, { ...file, bytes });
  return { status: 200, body: `OK - ${bytes.length}` };
}

/** The SDK sends the list as JSON in a form field. */
const listed = z.preprocess(
  (value) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  },
  z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1),
);

const complete = method(
  ['files:write'],
  z.looseObject({
    ...messageBody,
    files: listed,
    channel_id: z.string().optional(),
    thread_ts: z.string().optional(),
    initial_comment: z.string().optional(),
  }),
  (world, args) => {
    const files = args.files.map(({ id, title }) => {
      const file = world.files.get(id);
      if (!file) throw new Refusal('file_not_found');
      if (!file.bytes) throw new Refusal('posting_to_channel_denied', { detail: `${id} has no bytes yet` });
      return { ...file, title: title ?? file.title, readyAt: world.now() + world.quirks.fileMs };
    });
    const target = args.channel_id ? needTarget(world, args.channel_id) : undefined;
    if (target) needMember(world, target);
    if (
      target &&
      args.thread_ts &&
      !world.messages.some((it) => it.ts === args.thread_ts && it.channel === target.id)
    ) {
      throw new Refusal('invalid_thread_ts');
    }
    for (const file of files) world.files.set(file.id, file);
    if (target) {
      const text = args.initial_comment ?? files.map((it) => it.title).join(', ');
      const body = checkMessage(
        world,
        'files.completeUploadExternal',
        { ...args, text },
        { textMax: limits.postText.max },
      );
      addMessage(world, {
        channel: target.id,
        user: world.bot.user,
        botId: world.bot.id,
        ...body,
        text: args.initial_comment ?? '',
        threadTs: args.thread_ts,
        files: files.map((it) => it.id),
      });
    }
    return { files: files.map((it) => fileJson(world, it)) };
  },
);

const info = method(['files:read'], z.looseObject({ file: z.string().min(1) }), (world, args) => {
  const file = world.files.get(args.file);
  if (file?.readyAt === undefined) throw new Refusal('file_not_found');
  return { file: fileJson(world, file) };
});

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': announce,
  'files.completeUploadExternal': complete,
  'files.info': info,
};
