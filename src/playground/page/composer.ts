import { act, elementOf, here, part } from './door.ts';

/** Sends on Enter; Shift and Enter make a new line. */
function listen(form: HTMLFormElement, send: (text: string) => Promise<boolean>): void {
  const field = form.querySelector('textarea');
  if (!field) return;
  const fit = () => {
    field.rows = Math.min(8, field.value.split('\n').length);
  };
  field.addEventListener('input', fit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    fit();
    void send(text).then((sent) => {
      if (!sent && field.value === '') field.value = text;
      return undefined;
    });
  });
}

const channel = () => document.body.dataset['channel'];

/** The fields for messages and replies, and the commands offered while typing. */
export function listenToComposers(): void {
  offerCommands(elementOf('composer-text', HTMLTextAreaElement), part('commands'));
  listen(elementOf('composer', HTMLFormElement), (text) => act({ do: 'say', channel: channel(), text }));
  listen(elementOf('thread-composer', HTMLFormElement), (text) =>
    act({ do: 'say', channel: channel(), text, thread: here().get('thread') ?? undefined }),
  );
}

function offerCommands(field: HTMLTextAreaElement, list: HTMLElement): void {
  const options = () => [...list.querySelectorAll<HTMLElement>('[data-command]')];
  const offered = () => options().filter((it) => !it.hidden);
  let active = 0;

  const show = () => {
    const typed = field.value;
    const open = /^\/\S*$/.test(typed);
    for (const it of options()) it.hidden = !(it.dataset['command'] ?? '').startsWith(typed);
    list.hidden = !open || offered().length === 0;
    active = Math.min(active, Math.max(0, offered().length - 1));
    mark();
  };
  const mark = () => {
    for (const it of options()) it.setAttribute('aria-selected', 'false');
    const current = list.hidden ? undefined : offered()[active];
    current?.setAttribute('aria-selected', 'true');
    if (current) field.setAttribute('aria-activedescendant', current.id);
    else field.removeAttribute('aria-activedescendant');
    part('status').textContent = current
      ? `${current.dataset['command']}: ${current.querySelector('span')?.textContent}. Tab completes it.`
      : '';
  };
  const take = (it: HTMLElement | undefined) => {
    if (!it) return;
    field.value = `${it.dataset['command']} `;
    list.hidden = true;
    mark();
    field.focus();
  };

  field.addEventListener('input', show);
  field.addEventListener('blur', () => {
    list.hidden = true;
  });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take((event.target as Element).closest<HTMLElement>('[data-command]') ?? undefined);
  });
  field.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      active = (active + step + offered().length) % offered().length;
      mark();
    } else if (event.key === 'Escape') {
      list.hidden = true;
      mark();
    } else if (
      event.key === 'Tab' ||
      (event.key === 'Enter' && offered()[active]?.dataset['command'] !== field.value)
    ) {
      event.preventDefault();
      take(offered()[active]);
    }
  });
}
