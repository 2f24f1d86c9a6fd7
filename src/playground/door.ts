import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { packageRoot } from '../package-root.ts';
import { bodyOf } from './api/serve.ts';
import type { ApiCall } from './faults.ts';
import { findFile, isImage, mediaType } from './files.ts';
import type { Manifest, PersonAtPage } from './person.ts';
import { group, type Html } from './render/html.ts';
import { type Looking, messageRows } from './render/message.ts';
import { home, modal } from './render/modal.ts';
import { commandList, header, inspector, shortcutMenu, sidebar, sideBySide, threadHeader } from './render/shell.ts';
import type { Delivery } from './wire.ts';
import type { World } from './world.ts';

const styles = ['frame', 'messages', 'blocks', 'windows', 'figures', 'narrow'].map((name) => `${name}.css`);
const files: Record<string, { at: string; type: string }> = {
  ...Object.fromEntries(
    styles.map((name) => [name, { at: `src/playground/page/${name}`, type: 'text/css; charset=utf-8' }]),
  ),
  'page.js': { at: 'dist/playground/page/page.js', type: 'text/javascript; charset=utf-8' },
};

const entry = z.union([z.string(), z.array(z.string()), z.null()]);
const where = z.union([
  z.strictObject({ ts: z.string() }),
  z.strictObject({ view: z.string() }),
  z.strictObject({ home: z.literal(true) }),
]);
const entries = z.record(z.string(), entry);

/** What the page may ask for; each is something a person can do. */
const deed = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('say'), channel: z.string(), text: z.string().min(1), thread: z.string().optional() }),
  z.strictObject({ do: z.literal('global'), callback: z.string() }),
  z.strictObject({ do: z.literal('shortcut'), callback: z.string(), channel: z.string(), ts: z.string() }),
  z.strictObject({ do: z.literal('click'), control: z.string(), where, values: entries }),
  z.strictObject({ do: z.literal('pick'), control: z.string(), entry, where, values: entries }),
  z.strictObject({ do: z.literal('submit'), values: entries }),
  z.strictObject({ do: z.literal('close'), values: entries.optional() }),
  z.strictObject({ do: z.literal('home') }),
]);

type Deed = z.infer<typeof deed>;

interface Door {
  readonly world: World;
  readonly manifest: Manifest;
  readonly calls: readonly ApiCall[];
  readonly deliveries: readonly Delivery[];
  readonly person: (id: string) => PersonAtPage;
}

/** Serves the page, its parts, its changes and what people do on it. Answers false for a path that is not the page's. */
export function createDoor(door: Door): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = /^\/page\/([\w.]+)$/.exec(url.pathname)?.[1];
    const upload = /^\/files\/(\w+)$/.exec(url.pathname)?.[1];
    if (file !== undefined) await sendFile(response, file);
    else if (upload !== undefined) sendUpload(door.world, response, upload);
    else if (request.method === 'POST' && url.pathname === '/do') await act(door, url, request, response);
    else if (url.pathname === '/') await sendPage(door, url, response);
    else if (url.pathname === '/parts')
      send(response, 200, JSON.stringify(partsOf(door, url).parts), 'application/json');
    else if (url.pathname === '/changes') follow(door.world, request, response);
    else return false;
    return true;
  };
}

function send(response: ServerResponse, status: number, body: string | Uint8Array, type: string): void {
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src http: https: data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    })
    .end(body);
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  try {
    if (!file) throw new Error('unknown file');
    send(response, 200, await readFile(new URL(file.at, packageRoot)), file.type);
  } catch {
    send(response, 404, `${name} is not there; npm run build makes it`, 'text/plain');
  }
}

/** What the app has uploaded; only pictures are shown, anything else is handed out as a download. */
function sendUpload(world: World, response: ServerResponse, id: string): void {
  const stored = findFile(world, { id });
  if (!stored?.bytes) return send(response, 404, 'there is no such file', 'text/plain');
  if (!isImage(stored)) response.setHeader('content-disposition', 'attachment');
  send(response, 200, stored.bytes, mediaType(stored));
}

/** Which person looks at what. Whatever the address says that does not exist falls back to the first there is. */
function lookingAt({ world, manifest }: Door, url: URL): Looking & { tab: 'messages' | 'home' } {
  const asked = (name: string) => url.searchParams.get(name) ?? undefined;
  const people = world.users.filter((it) => !it.isBot).map((it) => it.id);
  const user = people.find((it) => it === asked('as')) ?? people[0] ?? '';
  const mine = world.channels.filter((it) => it.members.includes(user));
  const channel = mine.find((it) => it.id === asked('channel')) ?? mine[0];
  const thread = world.messages.find((it) => it.ts === asked('thread') && it.channel === channel?.id)?.ts;
  const tab = asked('tab') === 'home' && channel?.kind === 'im' ? 'home' : 'messages';
  return { world, manifest, user, channel: channel?.id ?? '', thread, tab };
}

/** The changing parts of the page. */
function partsOf(door: Door, url: URL) {
  const at = lookingAt(door, url);
  const person = door.person(at.user);
  const channel = door.world.channels.find((it) => it.id === at.channel);
  if (!channel) throw new Error('there is no channel to show');
  const view = person.view();
  const parts = {
    user: at.user,
    channel: at.channel,
    title: `${channel.kind === 'im' ? 'Direct message' : `#${channel.name}`} · ${door.world.team.name}`,
    sidebar: sidebar(at).html,
    header: header(at, channel, at.tab).html,
    messages: messageRows(at, person.messages(at.channel), false),
    home: at.tab === 'home' ? home(door.world, person.home()).html : undefined,
    thread: at.thread === undefined ? undefined : messageRows(at, person.thread(at.channel, at.thread), true),
    threadHeader: threadHeader(at, channel).html,
    modal: view && { id: view.id, html: modal(door.world, view).html },
    inspector: url.searchParams.has('inspect') ? inspector(door.deliveries, door.calls).html : undefined,
    placeholder: channel.kind === 'im' ? 'Message the app' : `Message #${channel.name}, or type / for commands`,
  };
  return { at, parts };
}

const rows = (all: readonly { html: string }[] | undefined) => (all ?? []).map((it) => it.html).join('');
const escaped = (text: string): string => group(text).html;
const html = (it: Html) => it.html;

async function sendPage(door: Door, url: URL, response: ServerResponse): Promise<void> {
  const beside = url.searchParams.get('side');
  const other = door.world.users.find((it) => it.id === beside && !it.isBot);
  if (other) {
    const frame = await readFile(new URL('src/playground/page/side.html', packageRoot), 'utf8');
    const at = lookingAt(door, url);
    const filled = frame
      .replace('{{title}}', escaped(door.world.team.name))
      .replace('{{frames}}', sideBySide(at, other.id).html);
    return send(response, 200, filled, 'text/html; charset=utf-8');
  }
  const { at, parts } = partsOf(door, url);
  const slots: Record<string, string> = {
    title: escaped(parts.title),
    user: escaped(parts.user),
    channel: escaped(parts.channel),
    tab: at.tab,
    sidebar: parts.sidebar,
    header: parts.header,
    messages: rows(parts.messages),
    home: parts.home ?? '',
    thread: rows(parts.thread),
    threadHeader: parts.threadHeader,
    shortcuts: html(shortcutMenu(at)),
    commands: html(commandList(at)),
    placeholder: escaped(parts.placeholder),
  };
  const template = await readFile(new URL('src/playground/page/index.html', packageRoot), 'utf8');
  const page = template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => slots[name] ?? '');
  send(response, 200, page, 'text/html; charset=utf-8');
}

/** Tells the page, at most every 30 ms, that something changed. */
function follow(world: World, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  let waiting: NodeJS.Timeout | undefined;
  const tell = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      response.write('data: changed\n\n');
    }, 30);
  };
  world.events.on('change', tell);
  request.on('close', () => {
    clearTimeout(waiting);
    world.events.off('change', tell);
  });
}

async function act(door: Door, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { origin, host } = request.headers;
  const answer = (status: number, body: object) => send(response, status, JSON.stringify(body), 'application/json');
  // A page of another site must not drive this workspace.
  if (origin !== undefined && origin !== `http://${host}`) return answer(403, { problem: 'from another site' });
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    return answer(415, { problem: 'JSON only' });
  try {
    const asked = deed.parse(JSON.parse(await bodyOf(request)));
    await perform(door, door.person(lookingAt(door, url).user), asked);
    answer(200, {});
  } catch (error) {
    answer(400, { problem: error instanceof Error ? error.message : String(error) });
  }
}

async function perform(door: Door, person: PersonAtPage, it: Deed): Promise<void> {
  switch (it.do) {
    case 'say':
      if (!it.text.startsWith('/')) await person.say(it.channel, it.text, it.thread);
      else if (it.thread === undefined) await person.command(it.channel, it.text);
      else throw new Error(`${it.text.split(/\s/)[0]} is not supported in threads. Sorry!`);
      return;
    case 'global':
      await person.globalShortcut(it.callback);
      return;
    case 'shortcut':
      await person.messageShortcut(it.callback, it.channel, it.ts);
      return;
    case 'click':
      person.enter(it.where, it.values);
      await person.click(it.control, it.where);
      return;
    case 'pick':
      person.enter(it.where, it.values);
      await person.pick(it.control, it.entry, it.where);
      return;
    case 'submit':
      person.enter({ view: true }, it.values);
      await person.send();
      return;
    case 'close':
      // The app is told what stood in the window it loses.
      if (it.values) person.enter({ view: true }, it.values);
      await person.closeView();
      return;
    case 'home':
      await person.openHome();
  }
}
