import { z } from 'zod';
import { limits } from '../limits.ts';
import { addMessage, editMessage, messageJson, removeMessage } from '../messages.ts';
import type { Message, World } from '../world.ts';
import {
  checkMessage,
  flag,
  type Method,
  messageBody,
  method,
  needChannel,
  needMember,
  needTarget,
  Refusal,
} from './method.ts';

const channel = z.string().min(1);
const ts = z.string().regex(/^\d+\.\d{6}$/, 'must be a message timestamp');

const postMessage = method(
  ['chat:write'],
  z.looseObject({
    channel,
    ...messageBody,
    thread_ts: ts.optional(),
    reply_broadcast: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
    mrkdwn: flag.optional(),
  }),
  (world, args, grants) => {
    const target = needTarget(world, args.channel);
    if (!grants.scopes.includes('chat:write.public') || target.kind !== 'public') needMember(world, target);
    const body = checkMessage(world, 'chat.postMessage', args, { textMax: limits.postText.max });
    const threadTs = args.thread_ts === undefined ? undefined : threadOf(world, target.id, args.thread_ts);
    const message = addMessage(world, {
      channel: target.id,
      user: world.bot.user,
      botId: world.bot.id,
      ...body,
      threadTs,
      broadcast: args.reply_broadcast,
    });
    return { channel: target.id, ts: message.ts, message: messageJson(world, message) };
  },
);

/** A reply to a reply belongs to the thread's first message; a thread that does not exist is refused. */
function threadOf(world: World, channel: string, ts: string): string {
  const parent = world.messages.find((it) => it.channel === channel && it.ts === ts && !it.onlyFor);
  if (!parent) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

function ownMessage(world: World, channel: string, ts: string, refusal: string): Message {
  const message = world.messages.find((it) => it.channel === channel && it.ts === ts && !it.onlyFor);
  if (!message) throw new Refusal('message_not_found');
  if (message.user !== world.bot.user) throw new Refusal(refusal);
  return message;
}

const update = method(['chat:write'], z.looseObject({ channel, ts, ...messageBody }), (world, args) => {
  const target = needChannel(world, args.channel);
  const old = ownMessage(world, target.id, args.ts, 'cant_update_message');
  const body = checkMessage(world, 'chat.update', args, { textMax: limits.updateText.max });
  const message = editMessage(world, old, {
    text: body.text,
    blocks: body.blocks,
    metadata: body.metadata ?? old.metadata,
    edited: world.nextTs(),
  });
  return { channel: target.id, ts: old.ts, text: message.text, message: messageJson(world, message) };
});

const remove = method(['chat:write'], z.looseObject({ channel, ts }), (world, args) => {
  const target = needChannel(world, args.channel);
  removeMessage(world, ownMessage(world, target.id, args.ts, 'cant_delete_message'));
  return { channel: target.id, ts: args.ts };
});

const postEphemeral = method(
  ['chat:write'],
  z.looseObject({ channel, user: z.string().min(1), ...messageBody, thread_ts: ts.optional() }),
  (world, args) => {
    const target = needTarget(world, args.channel);
    needMember(world, target);
    if (!target.members.includes(args.user)) throw new Refusal('user_not_in_channel');
    const body = checkMessage(world, 'chat.postEphemeral', args, { textMax: limits.postText.max });
    const message = addMessage(world, {
      channel: target.id,
      user: world.bot.user,
      botId: world.bot.id,
      ...body,
      threadTs: args.thread_ts,
      onlyFor: args.user,
    });
    return { message_ts: message.ts };
  },
);

const getPermalink = method([], z.looseObject({ channel, message_ts: ts }), (world, args) => {
  const target = needChannel(world, args.channel);
  const message = world.messages.find((it) => it.channel === target.id && it.ts === args.message_ts && !it.onlyFor);
  if (!message) throw new Refusal('message_not_found');
  return { channel: target.id, permalink: permalink(world, message) };
});

/** The message's address as Slack writes it. */
function permalink(world: World, message: Message): string {
  const base = `https://${world.team.domain}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`;
  const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
  return isReply ? `${base}?thread_ts=${message.threadTs}&cid=${message.channel}` : base;
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
