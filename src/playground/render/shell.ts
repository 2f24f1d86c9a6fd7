import type { ApiCall } from '../faults.ts';
import type { Delivery } from '../wire.ts';
import { type Channel, repliesTo } from '../world.ts';
import { z } from 'zod';
import { type Child, group, h, type Html, link } from './html.ts';
import { botIsHere, type Looking } from './message.ts';

const title = (at: Looking, channel: Channel): string => (channel.kind === 'im' ? botName(at) : channel.name);
const botName = (at: Looking) => at.world.users.find((it) => it.isBot)?.realName ?? 'app';
/** What stands before a channel's name. The lock is drawn, since not every machine has a font with one. */
const sign = (channel: Channel): Child =>
  channel.kind === 'im'
    ? undefined
    : channel.kind === 'public'
      ? h('span', { 'aria-hidden': 'true' }, '# ')
      : [
          h(
            'svg',
            { class: 'lock', viewBox: '0 0 12 14', 'aria-hidden': 'true' },
            h('path', { d: 'M3 6V4a3 3 0 0 1 6 0v2', class: 'shackle' }),
            h('rect', { x: 1, y: 6, width: 10, height: 7, rx: 1.5 }),
          ),
          h('span', { class: 'unseen' }, 'private: '),
        ];

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
        sign(it),
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
      people
        .filter((it) => it.id !== at.user)
        .map((it) =>
          h(
            'li',
            {},
            h('a', { class: 'beside-me', href: besideHref(at, it.id), target: '_top' }, `Beside ${it.realName}`),
          ),
        ),
    ),
  );
}

const besideHref = (at: Looking, other: string) => `?as=${at.user}&channel=${at.channel}&side=${other}`;

/** Two people's windows next to each other, each with an address of its own. */
export function sideBySide(at: Looking, other: string): Html {
  const name = (id: string) => at.world.users.find((it) => it.id === id)?.realName ?? id;
  const shared = at.world.channels.find((it) => it.id === at.channel)?.members.includes(other) ? at.channel : '';
  const frame = (user: string, channel: string) =>
    h('iframe', { title: name(user), src: `/?as=${user}${channel && `&channel=${channel}`}` });
  return group(frame(at.user, at.channel), frame(other, shared));
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
    h('h1', {}, sign(channel), title(at, channel)),
    channel.kind === 'im'
      ? h(
          'nav',
          { class: 'tabs', 'aria-label': 'Tabs' },
          at.manifest.home !== false && tabLink('home', 'Home'),
          tabLink('messages', 'Messages'),
        )
      : h('p', { class: 'topic' }, channel.topic, !botIsHere(at) && ` · ${botName(at)} is not in this channel`),
  );
}

/** The head of the thread pane. */
export function threadHeader(at: Looking, channel: Channel): Html {
  const count = at.thread === undefined ? 0 : repliesTo(at.world, at.channel, at.thread).length;
  return group(
    h('h2', {}, 'Thread'),
    h('p', { class: 'topic' }, sign(channel), `${title(at, channel)}, ${count === 1 ? '1 reply' : `${count} replies`}`),
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

const shownAs = z.union([
  z.object({ view: z.object({ type: z.enum(['modal', 'home']), blocks: z.array(z.unknown()) }).loose() }),
  z.object({ blocks: z.array(z.unknown()) }),
]);

/** What of a payload Block Kit Builder can show: a view, or the blocks of a message. */
function shownIn(value: unknown): object | undefined {
  const found = shownAs.safeParse(value);
  if (!found.success) return undefined;
  if ('blocks' in found.data) return found.data;
  const { view } = found.data;
  const kept = ['type', 'title', 'submit', 'close', 'blocks'].filter(
    (key) => view[key] !== undefined && view[key] !== null,
  );
  return Object.fromEntries(kept.map((key) => [key, view[key]]));
}

const builderUrl = (shown: object) =>
  `https://app.slack.com/block-kit-builder#${encodeURIComponent(JSON.stringify(shown))}`;

/** What went between Slack and the app, latest first. */
export function inspector(deliveries: readonly Delivery[], calls: readonly ApiCall[]): Html {
  const out = deliveries.map((it) => ({
    at: it.at,
    line: `→ app  ${it.kind}`,
    good: it.answer?.ok !== false,
    status: it.answer === undefined ? 'waiting' : it.answer.ok ? 'ack' : it.answer.error,
    blocks: shownIn(it.answer?.ok ? it.answer.json : undefined) ?? shownIn(it.payload),
    parts: { payload: it.payload, answer: it.answer?.ok ? (it.answer.json ?? it.answer.body) : it.answer },
  }));
  const back = calls.map((it) => ({
    at: it.at,
    line: `← app  ${it.method}`,
    good: it.status === 200 && it.answer?.['ok'] !== false,
    status: it.answer?.['ok'] === false ? String(it.answer['error']) : String(it.status),
    blocks: shownIn(it.args),
    parts: { arguments: it.args, answer: it.answer },
  }));
  const all = [...out, ...back].toSorted((a, b) => b.at - a.at).slice(0, 60);
  if (all.length === 0)
    return h('p', { class: 'nothing' }, 'Nothing yet. What goes between Slack and the app appears here.');
  return group(
    all.map((it) =>
      h(
        'details',
        { 'data-payload': `${it.at} ${it.line}` },
        h('summary', { class: it.good ? undefined : 'bad' }, it.line, h('span', {}, it.status)),
        it.blocks && h('p', {}, link(builderUrl(it.blocks), 'Open in Block Kit Builder')),
        Object.entries(it.parts).map(([name, value]) => [
          h('h3', {}, name),
          h('pre', { tabindex: 0 }, JSON.stringify(value, null, 2) ?? ''),
        ]),
      ),
    ),
  );
}
