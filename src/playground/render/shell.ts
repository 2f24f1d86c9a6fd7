import type { ApiCall } from '../faults.ts';
import type { Delivery } from '../wire.ts';
import { type Channel, repliesTo } from '../world.ts';
import { group, h, type Html } from './html.ts';
import { botIsHere, type Looking } from './message.ts';

const title = (at: Looking, channel: Channel): string => (channel.kind === 'im' ? botName(at) : channel.name);
const botName = (at: Looking) => at.world.users.find((it) => it.isBot)?.realName ?? 'app';
const hash = (channel: Channel) => (channel.kind === 'im' ? '' : channel.kind === 'private' ? '🔒 ' : '# ');

/** Who one is, and where one can go. */
export function sidebar(at: Looking): Html {
  const mine = at.world.channels.filter((it) => it.members.includes(at.user));
  const entry = (it: Channel) =>
    h(
      'li',
      {},
      h(
        'a',
        { href: `?as=${at.user}&channel=${it.id}`, 'aria-current': it.id === at.channel ? 'page' : undefined },
        h('span', { 'aria-hidden': 'true' }, hash(it)),
        title(at, it),
      ),
    );
  const people = at.world.users.filter((it) => !it.isBot);
  return group(
    h('p', { class: 'workspace' }, at.world.team.name),
    h('h2', {}, 'Channels'),
    h('ul', {}, mine.filter((it) => it.kind !== 'im').map(entry)),
    h('h2', {}, 'Direct messages'),
    h('ul', {}, mine.filter((it) => it.kind === 'im').map(entry)),
    h('h2', {}, 'You are'),
    h(
      'ul',
      { class: 'people' },
      people.map((it) => {
        const there = at.world.channels.find((channel) => channel.id === at.channel);
        const channel = there?.members.includes(it.id) ? `&channel=${at.channel}` : '';
        const here = it.id === at.user;
        return h(
          'li',
          {},
          h('a', { href: `?as=${it.id}${channel}`, 'aria-current': here ? 'true' : undefined }, it.realName),
        );
      }),
    ),
  );
}

/** The line above the messages. */
export function header(at: Looking, channel: Channel, tab: 'messages' | 'home'): Html {
  const tabLink = (name: 'messages' | 'home', label: string) =>
    h(
      'a',
      { href: `?as=${at.user}&channel=${at.channel}&tab=${name}`, 'aria-current': tab === name ? 'page' : undefined },
      label,
    );
  return group(
    h('h1', {}, h('span', { 'aria-hidden': 'true' }, hash(channel)), title(at, channel)),
    channel.kind === 'im'
      ? h('nav', { class: 'tabs', 'aria-label': 'Tabs' }, tabLink('home', 'Home'), tabLink('messages', 'Messages'))
      : h('p', { class: 'topic' }, channel.topic, !botIsHere(at) && ` · ${botName(at)} is not in this channel`),
  );
}

/** The head of the thread pane. */
export function threadHeader(at: Looking, channel: Channel): Html {
  const count = at.thread === undefined ? 0 : repliesTo(at.world, at.channel, at.thread).length;
  return group(
    h('h2', {}, 'Thread'),
    h(
      'p',
      { class: 'topic' },
      `${hash(channel)}${title(at, channel)}, ${count === 1 ? '1 reply' : `${count} replies`}`,
    ),
    h(
      'a',
      {
        class: 'close',
        href: `?as=${at.user}&channel=${at.channel}`,
        'data-close-thread': true,
        'aria-label': 'Close thread',
      },
      '×',
    ),
  );
}

/** Menu of the lightning button. */
export function shortcutMenu(at: Looking): Html {
  const all = at.manifest.shortcuts.filter((it) => it.type === 'global');
  if (all.length === 0) return group();
  return h(
    'details',
    { class: 'menu up' },
    h('summary', { 'aria-label': 'Shortcuts' }, '⚡'),
    h(
      'ul',
      {},
      all.map((it) => h('li', {}, h('button', { type: 'button', 'data-shortcut': it.callback_id }, it.name))),
    ),
  );
}

/** The commands offered while one types. */
export const commandList = (at: Looking): Html =>
  group(
    at.manifest.commands.map((it, place) =>
      h(
        'li',
        { role: 'option', id: `command-${place}`, 'data-command': it.command, 'aria-selected': 'false' },
        h('b', {}, it.command),
        it.usage_hint && h('i', {}, ` ${it.usage_hint}`),
        h('span', {}, it.description),
      ),
    ),
  );

/** What went between Slack and the app, latest first. */
export function inspector(deliveries: readonly Delivery[], calls: readonly ApiCall[]): Html {
  const out = deliveries.map((it) => ({
    at: it.at,
    line: `→ app  ${it.kind}`,
    good: it.answer?.ok !== false,
    status: it.answer === undefined ? 'waiting' : it.answer.ok ? 'ack' : it.answer.error,
    parts: { payload: it.payload, answer: it.answer?.ok ? (it.answer.json ?? it.answer.body) : it.answer },
  }));
  const back = calls.map((it) => ({
    at: it.at,
    line: `← app  ${it.method}`,
    good: it.status === 200 && it.answer?.['ok'] !== false,
    status: it.answer?.['ok'] === false ? String(it.answer['error']) : String(it.status),
    parts: { arguments: it.args, answer: it.answer },
  }));
  const all = [...out, ...back].toSorted((a, b) => b.at - a.at).slice(0, 60);
  if (all.length === 0)
    return h('p', { class: 'nothing' }, 'Nothing yet. What goes between Slack and the app appears here.');
  return group(
    all.map((it) =>
      h(
        'details',
        {},
        h('summary', { class: it.good ? undefined : 'bad' }, it.line, h('span', {}, it.status)),
        Object.entries(it.parts).map(([name, value]) => [
          h('h3', {}, name),
          h('pre', { tabindex: 0 }, JSON.stringify(value, null, 2) ?? ''),
        ]),
      ),
    ),
  );
}
