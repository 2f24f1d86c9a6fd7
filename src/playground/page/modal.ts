import { remember, restore, valuesIn } from './controls.ts';
import { act, elementOf, part, type Parts } from './door.ts';

let shown: Parts['modal'];
let opener: Element | null = null;
let busy = false;

const dialog = () => elementOf('modal', HTMLDialogElement);

/** Shows the modal as it is now; what was typed and the focus stay where they can. */
export function showModal(next: Parts['modal']): void {
  if (next?.html === shown?.html && next?.id === shown?.id) return;
  const same = next?.id === shown?.id;
  shown = next;
  if (!next) return close();
  const box = dialog();
  const before = same ? remember(box) : undefined;
  const focused = document.activeElement?.id;
  const scrolled = box.querySelector('.scrolling')?.scrollTop ?? 0;
  const questions = labels(box);
  box.innerHTML = next.html;
  if (before) restore(box, before);
  if (!box.open) {
    opener = document.activeElement;
    box.showModal();
  }
  const stays = same && labels(box) === questions;
  if (stays) box.querySelector('.scrolling')?.scrollTo(0, scrolled);
  focus(box, stays ? focused : undefined);
}

const labels = (box: HTMLElement) =>
  [...box.querySelectorAll('label, legend, h2')].map((it) => it.textContent).join('|');

/** The first input with a complaint, else the submit button if the complaint is about the whole. */
const erroneous = (box: HTMLElement) =>
  box
    .querySelector('.error')
    ?.parentElement?.querySelector<HTMLElement>('input, textarea, select, button[type=submit]');

function focus(box: HTMLElement, id: string | undefined): void {
  const wrong = erroneous(box);
  const wanted = box.querySelector<HTMLElement>('[data-focus]');
  const again = id ? box.querySelector<HTMLElement>(`#${CSS.escape(id)}`) : null;
  const first = box.querySelector<HTMLElement>('h2');
  (wrong ?? again ?? wanted ?? first)?.focus();
}

function close(): void {
  if (dialog().open) dialog().close();
  dialog().innerHTML = '';
  const back = opener?.isConnected ? opener : part('composer-text');
  if (back instanceof HTMLElement) back.focus();
  opener = null;
}

/** Sends and closes the modal when the person says so. */
export function listenToModal(): void {
  const box = dialog();
  box.addEventListener('cancel', (event) => {
    event.preventDefault();
    void act({ do: 'close', values: valuesIn(box) });
  });
  box.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-close]')) void act({ do: 'close', values: valuesIn(box) });
  });
  box.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(box);
  });
}

async function submit(box: HTMLElement): Promise<void> {
  if (busy) return;
  busy = true;
  box.classList.add('busy');
  await act({ do: 'submit', values: valuesIn(box) });
  box.classList.remove('busy');
  busy = false;
  // The same complaint again redraws nothing, so the focus has to be moved here.
  erroneous(box)?.focus();
}
