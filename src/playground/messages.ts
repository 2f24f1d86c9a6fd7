import { fileJson } from './files.ts';
import { findChannel, type Message, repliesTo, type World } from './world.ts';

/** A message in Slack's wire form. */
export function messageJson(world: World, message: Message, options: { metadata?: boolean } = {}) {
  const replies = repliesTo(world, message.channel, message.ts);
  const bot = message.botId === undefined ? {} : botFields(world);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: world.team.id,
    ...bot,
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.files ? { files: message.files.map((id) => fileJson(world, world.files.get(id))) } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.edited } } : {}),
    ...(options.metadata && message.metadata ? { metadata: message.metadata } : {}),
    ...threadFields(message, replies),
  };
}

const botFields = (world: World) => ({
  bot_id: world.bot.id,
  app_id: world.appId,
  bot_profile: {
    id: world.bot.id,
    app_id: world.appId,
    name: world.users.find((it) => it.id === world.bot.user)?.name,
    deleted: false,
    team_id: world.team.id,
  },
});

function threadFields(message: Message, replies: readonly Message[]) {
  const latest = replies.at(-1);
  if (message.threadTs !== undefined && message.threadTs !== message.ts) {
    return { thread_ts: message.threadTs };
  }
  if (!latest) return {};
  const repliers = [...new Set(replies.map((it) => it.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: repliers.length,
    reply_users: repliers,
    latest_reply: latest.ts,
  };
}

/** Stores a new message and tells the page. */
export function addMessage(world: World, message: Omit<Message, 'ts'>): Message {
  const added = { ...message, ts: world.nextTs() };
  world.messages.push(added);
  world.changed();
  return added;
}

/** Changes a stored message; its timestamp stays. */
export function editMessage(world: World, old: Message, change: Partial<Omit<Message, 'ts'>>): Message {
  const edited = { ...old, ...change };
  world.messages = world.messages.map((it) => (it === old ? edited : it));
  world.changed();
  return edited;
}

/** Removes a message. */
export function removeMessage(world: World, message: Message): void {
  world.messages = world.messages.filter((it) => it !== message);
  world.changed();
}

/** Does this person or bot see the channel? */
export const isMember = (world: World, channel: string, user: string) =>
  findChannel(world, channel)?.members.includes(user) ?? false;

/** What Slack stores for text that somebody typed: markup characters escaped, @names and #channels made references. */
export function typed(world: World, text: string): string {
  const escaped = escapeText(text);
  const mentioned = world.users.reduce(
    (sum, user) => sum.replace(new RegExp(`(?<![\\w@])@${user.name}(?![\\w-])`, 'g'), `<@${user.id}>`),
    escaped,
  );
  return world.channels
    .filter((it) => it.kind === 'public')
    .reduce(
      (sum, it) => sum.replace(new RegExp(`(?<![\\w#])#${it.name}(?![\\w-])`, 'g'), `<#${it.id}|${it.name}>`),
      mentioned,
    );
}

/** Slack's escaping of the three characters that make markup. */
export const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
