import { findFile, isImage } from '../files.ts';
import type { Message, State, View, World } from '../world.ts';
import { h, type Html } from './html.ts';

/** What a renderer may know: names behind ids, and what has been entered. */
export interface Screen {
  readonly userName: (id: string) => string;
  readonly channelName: (id: string) => string;
  /** People and conversations that can be chosen: id and name. */
  readonly users: readonly Choice[];
  readonly channels: readonly Choice[];
  /** Where a link leads: permalinks of the workspace stay in the page. */
  readonly href: (url: string) => string;
  /** The address of a file uploaded to the workspace. */
  readonly fileUrl: (wanted: { id: string } | { url: string }) => string | undefined;
  /** Where the blocks stand; begins the ids of their inputs. */
  readonly place: string;
  readonly state: State;
  readonly errors: Record<string, string>;
}

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The screen of one person; for a message or view with what was entered there. */
export function screenOf(world: World, user: string, at?: Message | View): Screen {
  const named = (id: string) => world.users.find((it) => it.id === id);
  const isView = at !== undefined && 'hash' in at;
  return {
    userName: (id) => named(id)?.realName ?? id,
    channelName: (id) => world.channels.find((it) => it.id === id)?.name ?? id,
    users: world.users.map((it) => ({ id: it.id, name: it.realName })),
    channels: world.channels
      .filter((it) => it.kind !== 'im' && it.members.includes(user))
      .map((it) => ({ id: it.id, name: `#${it.name}` })),
    fileUrl: (wanted) => {
      const file = findFile(world, wanted);
      return file && `/files/${file.id}`;
    },
    href: (url) => localHref(world, user, url),
    place: at === undefined ? 'page' : isView ? at.id : `m${at.ts}`,
    state: isView ? at.state : at ? (world.messageStates.get(`${user}/${at.ts}`) ?? {}) : {},
    errors: isView ? at.errors : {},
  };
}

function localHref(world: World, user: string, url: string): string {
  const found = /^https:\/\/([\w-]+)\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})/.exec(url);
  const [, domain, channel, seconds, micros] = found ?? [];
  if (!channel || domain !== world.team.domain) return url;
  const ts = `${seconds}.${micros}`;
  const message = world.messages.find((it) => it.channel === channel && it.ts === ts);
  const thread = message?.threadTs ?? ts;
  return `?as=${user}&channel=${channel}&thread=${thread}#m${ts}`;
}

/** A person's name set off as a mention. */
export const mention = (text: string): Html => h('span', { class: 'mention' }, text);

/** Files shared with a message: pictures shown, others as links. */
export const sharedFiles = (world: World, ids: readonly string[]): Html[] =>
  ids.flatMap((id) => {
    const file = findFile(world, { id });
    if (!file) return [];
    const href = `/files/${id}`;
    const name = file.title || file.name;
    return isImage(file)
      ? [h('figure', { class: 'file' }, h('figcaption', {}, name), h('img', { src: href, alt: file.altText || name }))]
      : [h('p', { class: 'file' }, h('a', { href, download: file.name }, name))];
  });
