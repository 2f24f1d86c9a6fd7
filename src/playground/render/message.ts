import { isMember } from '../messages.ts';
import type { Manifest } from '../person.ts';
import { type Message, repliesTo, type World } from '../world.ts';
import { blocks } from './blocks.ts';
import { type Child, h, type Html } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';
import { screenOf, sharedFiles } from './screen.ts';

/** A list entry: the page replaces only those whose HTML changed. */
export interface Row {
  readonly id: string;
  readonly html: string;
}

export interface Looking {
  readonly world: World;
  readonly manifest: Manifest;
  readonly user: string;
  readonly channel: string;
  /** The thread that is open. */
  readonly thread: string | undefined;
}

const row = (id: string, html: Html): Row => ({ id, html: html.html });

/** A timestamp's time of day, for people. */
const clock = (ts: string) =>
  new Date(Number(ts) * 1000).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });

/** Rows for messages and for what Slack itself says, in order of time. */
export function messageRows(at: Looking, messages: readonly Message[], inThread: boolean): Row[] {
  const notices = inThread
    ? []
    : at.world.notices.filter((it) => it.user === at.user && (it.channel === at.channel || it.channel === ''));
  const rows = [
    ...messages.map((it, place) => ({ ts: it.ts, row: messageRow(at, it, inThread, inThread && place === 0) })),
    ...notices.map((it) => ({ ts: it.ts, row: noticeRow(it.ts, it.text) })),
  ];
  return rows.toSorted((a, b) => (a.ts < b.ts ? -1 : 1)).map((it) => it.row);
}

function noticeRow(ts: string, said: string): Row {
  const body = h(
    'div',
    { class: 'body' },
    head('Slackbot', ts),
    h('p', { class: 'only' }, 'Only visible to you'),
    h('p', {}, said),
  );
  return row(`m${ts}`, h('li', { id: `m${ts}`, class: 'message' }, avatar('S', 'slackbot'), body));
}

const avatar = (letter: string, look: string) => h('span', { class: `avatar ${look}`, 'aria-hidden': 'true' }, letter);

function head(name: string, ts: string, ...more: Child[]): Html {
  const when = new Date(Number(ts) * 1000).toISOString();
  return h('p', { class: 'head' }, h('b', {}, name), more, h('time', { datetime: when }, clock(ts)));
}

function messageRow(at: Looking, message: Message, inThread: boolean, isParent: boolean): Row {
  const screen = screenOf(at.world, at.user, message);
  const author = at.world.users.find((it) => it.id === message.user);
  const name = author?.realName ?? message.user;
  const hidden = message.onlyFor !== undefined;
  const id = `${inThread ? 't' : 'm'}${message.ts}`;
  const body = h(
    'div',
    { class: 'body' },
    head(name, message.ts, author?.isBot && h('span', { class: 'app' }, 'APP')),
    hidden && h('p', { class: 'only' }, 'Only visible to you'),
    message.blocks
      ? blocks(message.blocks, { ...screen, place: id })
      : h('div', { class: 'said' }, mrkdwn(message.text, screen)),
    sharedFiles(at.world, message.files ?? []),
    message.edited && h('span', { class: 'edited' }, '(edited)'),
    !inThread && replies(at, message),
  );
  const html = h(
    'li',
    { id, class: hidden ? 'message hidden' : 'message', 'data-ts': message.ts },
    avatar(name.slice(0, 1).toUpperCase(), message.user.toLowerCase()),
    body,
    !hidden && tools(at, message, name, inThread),
    isParent && h('hr'),
  );
  return row(id, html);
}

function replies(at: Looking, message: Message): Child {
  const { length } = repliesTo(at.world, message.channel, message.ts);
  if (length === 0) return undefined;
  return h(
    'a',
    { class: 'replies', href: threadHref(at, message.ts), 'data-thread': message.ts },
    length === 1 ? '1 reply' : `${length} replies`,
  );
}

/** The page with this thread open. */
const threadHref = (at: Looking, ts: string) => `?as=${at.user}&channel=${at.channel}&thread=${ts}`;

/** What one can do with a message. */
function tools(at: Looking, message: Message, name: string, inThread: boolean): Child {
  const shortcuts = at.manifest.shortcuts.filter((it) => it.type === 'message');
  const about = `message of ${name} at ${clock(message.ts)}`;
  const buttons = shortcuts.map((it) =>
    h('li', {}, h('button', { type: 'button', 'data-shortcut': it.callback_id, 'data-ts': message.ts }, it.name)),
  );
  return h(
    'div',
    { class: 'tools' },
    !inThread &&
      h(
        'button',
        { type: 'button', 'data-thread': message.threadTs ?? message.ts, 'aria-label': `Reply in thread: ${about}` },
        'Reply in thread',
      ),
    buttons.length > 0 &&
      h(
        'details',
        { class: 'menu' },
        h('summary', { 'aria-label': `More actions: ${about}` }, 'More actions'),
        h('ul', {}, buttons),
      ),
  );
}

/** May the bot read along here? Said in the header, for those who wonder why it does not answer. */
export const botIsHere = (at: Looking) => isMember(at.world, at.channel, at.world.bot.user);
