import { listenToComposers } from './composer.ts';
import { listenToControls } from './controls.ts';
import { act, fetchParts, here, part, type Parts, type Row, warn } from './door.ts';
import { listenToModal, showModal } from './modal.ts';

const last = new Map<string, string>();

/** Replaces a part only if it changed, so that focus and open menus survive. */
function put(id: string, html: string): void {
  if (last.get(id) === html) return;
  last.set(id, html);
  const place = part(id);
  const focused = document.activeElement;
  const again = focused && place.contains(focused) ? focused.id : '';
  place.innerHTML = html;
  if (again) document.querySelector<HTMLElement>(`#${CSS.escape(again)}`)?.focus();
}

/** Keeps a log at its end, whatever changes its size, until the person scrolls up. */
function stickToEnd(log: HTMLElement): void {
  let stuck = true;
  const toEnd = () => {
    if (stuck) log.scrollTop = log.scrollHeight;
  };
  log.addEventListener('scroll', () => {
    stuck = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  });
  const sizes = new ResizeObserver(toEnd);
  for (const it of [log, ...log.children]) sizes.observe(it);
}

/** Replaces the rows that changed, adds new ones and removes old ones. */
function putRows(list: HTMLElement, rows: readonly Row[]): void {
  const prefix = list.id;
  const wanted = new Set(rows.map((it) => it.id));
  for (const old of Array.from(list.children)) {
    if (wanted.has(old.id)) continue;
    last.delete(`${prefix}/${old.id}`);
    old.remove();
  }
  let place: Element | null = list.firstElementChild;
  for (const row of rows) {
    const known = place?.id === row.id;
    if (!known) {
      list.insertBefore(made(row.html), place);
    } else {
      const next: Element | null = place?.nextElementSibling ?? null;
      if (last.get(`${prefix}/${row.id}`) !== row.html) replace(place, row.html);
      place = next;
    }
    last.set(`${prefix}/${row.id}`, row.html);
  }
}

function made(html: string): Element {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild ?? document.createElement('li');
}

function replace(old: Element | null, html: string): void {
  if (!old) return;
  const focused = old.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const fresh = made(html);
  old.replaceWith(fresh);
  if (focused) fresh.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
}

/** Whatever comes in, what somebody reads stays open. */
function putPayloads(html: string): void {
  const list = part('inspector-list');
  const open = new Set([...list.querySelectorAll<HTMLElement>('details[open]')].map((it) => it.dataset['payload']));
  put('inspector-list', html);
  for (const it of list.querySelectorAll('details')) it.open = open.has(it.dataset['payload']);
}

function show(parts: Parts): void {
  put('sidebar', parts.sidebar);
  put('header', parts.header);
  const isHome = parts.home !== undefined;
  part('home').hidden = !isHome;
  part('messages').hidden = isHome;
  part('composer').hidden = isHome;
  put('home', parts.home ?? '');
  putRows(part('message-list'), parts.messages);
  const pane = part('thread');
  const opened = parts.thread !== undefined && pane.hidden;
  pane.hidden = parts.thread === undefined;
  document.body.classList.toggle('with-thread', parts.thread !== undefined);
  put('thread-header', parts.threadHeader);
  if (opened) part('thread-list').replaceChildren();
  putRows(part('thread-list'), parts.thread ?? []);
  if (parts.inspector !== undefined) putPayloads(parts.inspector);
  showModal(parts.modal);
}

let running = false;
let again = false;

/** Fetches and shows the parts; calls during a run lead to one more run. */
async function refresh(): Promise<void> {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      show(await fetchParts());
    } while (again);
  } catch {
    warn('The workspace does not answer. Is it still running?');
  } finally {
    running = false;
  }
}

async function openThread(ts: string | undefined): Promise<void> {
  const query = here();
  query.set('channel', document.body.dataset['channel'] ?? '');
  if (ts === undefined) query.delete('thread');
  else query.set('thread', ts);
  history.pushState(null, '', `?${query}`);
  await refresh();
  part(ts === undefined ? 'composer-text' : 'thread-text').focus();
}

function toggle(button: HTMLElement, open: boolean): void {
  button.setAttribute('aria-expanded', String(open));
}

document.addEventListener('click', (event) => {
  const target = event.target as Element;
  const closeMenus = [...document.querySelectorAll('details.menu[open]')].filter((it) => !it.contains(target));
  for (const it of closeMenus) it.removeAttribute('open');
  const thread = target.closest<HTMLElement>('[data-thread], [data-close-thread]');
  if (thread) {
    event.preventDefault();
    void openThread(thread.dataset['thread']);
  }
  const shortcut = target.closest<HTMLElement>('[data-shortcut]');
  if (shortcut) {
    const menu = shortcut.closest('details');
    menu?.removeAttribute('open');
    menu?.querySelector('summary')?.focus();
    const { shortcut: callback, ts } = shortcut.dataset;
    void act(
      ts === undefined
        ? { do: 'global', callback }
        : { do: 'shortcut', callback, ts, channel: document.body.dataset['channel'] },
    );
  }
  const menuButton = target.closest<HTMLElement>('#menu');
  if (menuButton) toggle(menuButton, document.body.classList.toggle('with-sidebar'));
  const inspect = target.closest<HTMLElement>('#inspect');
  if (inspect) {
    part('inspector').hidden = !part('inspector').hidden;
    document.body.classList.toggle('with-inspector', !part('inspector').hidden);
    toggle(inspect, !part('inspector').hidden);
    void refresh();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.activeElement?.closest('details.menu[open]');
  menu?.removeAttribute('open');
  menu?.querySelector('summary')?.focus();
});

for (const log of document.querySelectorAll<HTMLElement>('.log')) stickToEnd(log);
listenToControls();
listenToModal();
listenToComposers();
window.addEventListener('popstate', () => void refresh());

// The drawn page and the fetched parts are the same, so filling the lists again costs nothing and changes nothing to see.
part('message-list').replaceChildren();
await refresh();
const linked = location.hash && document.querySelector(`#${CSS.escape(location.hash.slice(1))}`);
if (linked instanceof Element) linked.scrollIntoView();
if (document.body.dataset['tab'] === 'home') void act({ do: 'home' });

const changes = new EventSource('/changes');
changes.addEventListener('message', () => void refresh());
changes.addEventListener('open', () => {
  warn('');
  void refresh();
});
