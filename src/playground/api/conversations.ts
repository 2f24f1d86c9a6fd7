import { z } from 'zod';
import { messageJson } from '../messages.ts';
import { type Channel, type Message, repliesTo, type World } from '../world.ts';
import {
  count,
  flag,
  type Grants,
  type Method,
  method,
  needChannel,
  needMember,
  needScope,
  Refusal,
  scopeFor,
} from './method.ts';

const page = {
  channel: z.string().min(1),
  limit: count.min(1).max(1000).default(100),
  cursor: z.string().optional(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
};

type Page = z.infer<z.ZodObject<typeof page>>;

/** A conversation whose messages the bot may read. */
function readable(world: World, id: string, grants: Grants): Channel {
  const channel = needChannel(world, id);
  needScope(grants, scopeFor(channel, 'history'));
  needMember(world, channel);
  return channel;
}

/** Slack's cursor: opaque, here the place of the next message. */
const cursorOf = (place: number) => Buffer.from(`next:${place}`).toString('base64');

function startOf(cursor: string | undefined): number {
  if (!cursor) return 0;
  const place = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (place === undefined) throw new Refusal('invalid_cursor');
  return Number(place);
}

function paged(world: World, messages: Message[], args: Page, always = 0) {
  const after = (ts: string) => args.oldest === undefined || (args.inclusive ? ts >= args.oldest : ts > args.oldest);
  const before = (ts: string) => args.latest === undefined || (args.inclusive ? ts <= args.latest : ts < args.latest);
  const wanted = messages.filter((it, at) => at < always || (after(it.ts) && before(it.ts)));
  const start = startOf(args.cursor);
  const shown = wanted.slice(start, start + args.limit);
  const more = start + args.limit < wanted.length;
  return {
    messages: shown.map((it) => messageJson(world, it, { metadata: args.include_all_metadata ?? false })),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: cursorOf(start + args.limit) } } : {}),
  };
}

const history = method([], z.looseObject(page), (world, args, grants) => {
  const channel = readable(world, args.channel, grants);
  const top = world.messages.filter(
    (it) =>
      it.channel === channel.id && !it.onlyFor && (it.threadTs === undefined || it.threadTs === it.ts || it.broadcast),
  );
  return { ...paged(world, newestFirst(top), args), pin_count: 0 };
});

const newestFirst = (messages: Message[]) => messages.toSorted((a, b) => (a.ts < b.ts ? 1 : -1));

const replies = method([], z.looseObject({ ...page, ts: z.string().min(1) }), (world, args, grants) => {
  const channel = readable(world, args.channel, grants);
  const asked = world.messages.find((it) => it.channel === channel.id && it.ts === args.ts && !it.onlyFor);
  if (!asked) throw new Refusal('thread_not_found');
  const parent = asked.threadTs === undefined ? asked : world.messages.find((it) => it.ts === asked.threadTs);
  if (!parent) throw new Refusal('thread_not_found');
  return paged(world, [parent, ...repliesTo(world, channel.id, parent.ts)], args, 1);
});

const channelJson = (world: World, channel: Channel) => ({
  id: channel.id,
  ...(channel.kind === 'im' ? { user: channel.name } : { name: channel.name, name_normalized: channel.name }),
  is_channel: channel.kind === 'public',
  is_group: false,
  is_im: channel.kind === 'im',
  is_private: channel.kind !== 'public',
  is_archived: false,
  is_member: channel.members.includes(world.bot.user),
  context_team_id: world.team.id,
});

const info = method([], z.looseObject({ channel: z.string().min(1) }), (world, args, grants) => {
  const channel = needChannel(world, args.channel);
  needScope(grants, scopeFor(channel, 'read'));
  return { channel: channelJson(world, channel) };
});

/** Conversations of a person that the bot may know of: public ones, and private ones it is in too. */
const ofPerson = method(
  [],
  z.looseObject({
    user: z.string().min(1).optional(),
    types: z.string().default('public_channel'),
    limit: count.min(1).max(999).default(100),
    cursor: z.string().optional(),
  }),
  (world, args, grants) => {
    const kinds = args.types.split(',').map((type) => type.trim());
    for (const type of kinds) needScope(grants, type === 'public_channel' ? 'channels:read' : 'groups:read');
    const user = args.user ?? world.bot.user;
    if (!world.users.some((it) => it.id === user)) throw new Refusal('user_not_found');
    const seen = world.channels.filter(
      (it) =>
        kinds.includes(`${it.kind}_channel`) &&
        it.members.includes(user) &&
        (it.kind === 'public' || it.members.includes(world.bot.user)),
    );
    const start = startOf(args.cursor);
    const more = start + args.limit < seen.length;
    return {
      channels: seen.slice(start, start + args.limit).map((it) => channelJson(world, it)),
      response_metadata: { next_cursor: more ? cursorOf(start + args.limit) : '' },
    };
  },
);

const open = method(['im:write'], z.looseObject({ users: z.string().min(1) }), (world, args) => {
  const direct = world.channels.find((it) => it.kind === 'im' && it.name === args.users);
  if (!direct) throw new Refusal('user_not_found');
  return { no_op: true, already_open: true, channel: { id: direct.id } };
});

const userInfo = method(['users:read'], z.looseObject({ user: z.string().min(1) }), (world, args) => {
  const user = world.users.find((it) => it.id === args.user);
  if (!user) throw new Refusal('user_not_found');
  const profile = { real_name: user.realName, display_name: user.name };
  return {
    user: {
      id: user.id,
      team_id: world.team.id,
      name: user.name,
      real_name: user.realName,
      is_bot: user.isBot,
      is_admin: user.isAdmin ?? false,
      is_owner: false,
      deleted: false,
      tz: 'Etc/UTC',
      tz_offset: 0,
      profile,
    },
  };
});

export const conversationMethods: Record<string, Method> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.open': open,
  'users.info': userInfo,
  'users.conversations': ofPerson,
};
