import { act } from './door.ts';

type Entry = string | string[] | null;

const field = 'input, textarea, select';

/** What has been entered in one control. */
function entryOf(control: HTMLElement): Entry {
  if (control.dataset['kind'] === 'file') return JSON.parse(control.dataset['entry'] ?? 'null') as Entry;
  const fields = [...control.querySelectorAll<HTMLInputElement>(field)];
  const ticked = fields.filter((it) => it.checked).map((it) => it.value);
  if (control.dataset['kind'] === 'many') return ticked;
  const [only] = fields;
  const value = only?.type === 'radio' ? ticked[0] : only?.value;
  return value === undefined || value === '' ? null : value;
}

/** What has been entered in all controls below an element, by name. */
export function valuesIn(place: HTMLElement): Record<string, Entry> {
  const values: Record<string, Entry> = {};
  for (const it of place.querySelectorAll<HTMLElement>('[data-control]')) {
    const { control, kind } = it.dataset;
    if (control !== undefined && kind !== 'button' && kind !== 'overflow') values[control] = entryOf(it);
  }
  return values;
}

/** Puts entries back into controls of the same name and type. */
export function restore(place: HTMLElement, before: Map<string, { type: string; entry: Entry }>): void {
  for (const it of place.querySelectorAll<HTMLElement>('[data-control]')) {
    const old = before.get(it.dataset['control'] ?? '');
    if (!old || old.type !== it.dataset['type']) continue;
    if (it.dataset['kind'] === 'file') {
      it.dataset['entry'] = JSON.stringify(old.entry);
      continue;
    }
    const wanted = old.entry === null ? [] : [old.entry].flat();
    for (const one of it.querySelectorAll<HTMLInputElement>(field)) {
      if (one.type === 'radio' || one.type === 'checkbox') one.checked = wanted.includes(one.value);
      else one.value = wanted[0] ?? '';
    }
  }
}

/** What {@link restore} needs to know of the controls below an element. */
export function remember(place: HTMLElement): Map<string, { type: string; entry: Entry }> {
  const types = new Map(
    [...place.querySelectorAll<HTMLElement>('[data-control]')].map((it) => [it.dataset['control'], it.dataset['type']]),
  );
  return new Map(
    Object.entries(valuesIn(place)).map(([name, entry]) => [name, { type: types.get(name) ?? '', entry }]),
  );
}

/** The message or view around a control, and how to name it to the workspace. */
function placeOf(control: HTMLElement) {
  const view = control.closest<HTMLElement>('[data-view]');
  if (view?.classList.contains('home')) return { scope: view, where: { home: true } };
  if (view) return { scope: view, where: { view: view.dataset['view'] } };
  const message = control.closest<HTMLElement>('[data-ts]');
  return message && { scope: message, where: { ts: message.dataset['ts'] } };
}

/** Asks back if the app wants that; resolves to whether to go on. */
async function confirmed(control: HTMLElement): Promise<boolean> {
  const { confirmTitle, confirmText, confirmYes, confirmNo } = control.dataset;
  if (confirmTitle === undefined) return true;
  const dialog = document.querySelector<HTMLDialogElement>('#confirm');
  if (!dialog) return true;
  const texts = { title: confirmTitle, text: confirmText, yes: confirmYes, no: confirmNo };
  for (const [name, text] of Object.entries(texts)) {
    const place = dialog.querySelector(`#confirm-${name}`);
    if (place) place.textContent = text ?? '';
  }
  dialog.returnValue = 'no';
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  return dialog.returnValue === 'yes';
}

/** Tells the app of clicks and choices. */
export function listenToControls(): void {
  document.addEventListener('click', (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>('[data-control] button, [data-control] a');
    const control = pressed?.closest<HTMLElement>('[data-control]');
    if (!pressed || !control) return;
    const overflow = control.dataset['kind'] === 'overflow';
    if (overflow) control.querySelector('details')?.removeAttribute('open');
    void tell(control, overflow ? (pressed as HTMLButtonElement).value : undefined);
  });
  document.addEventListener('change', (event) => {
    const control = (event.target as Element).closest<HTMLElement>('[data-control]');
    if (control?.dataset['kind'] === 'file') void takeFile(control);
    else if (control?.dataset['tells'] !== undefined) void tell(control, entryOf(control));
  });
}

/** Reads the chosen file: what is entered is its name and its text. */
async function takeFile(control: HTMLElement): Promise<void> {
  const file = control.querySelector('input')?.files?.[0];
  control.dataset['entry'] = JSON.stringify(file ? [file.name, await file.text()] : null);
}

async function tell(control: HTMLElement, entry: Entry | undefined): Promise<void> {
  const place = placeOf(control);
  if (!place || !(await confirmed(control))) return;
  const values = valuesIn(place.scope);
  const name = control.dataset['control'] ?? '';
  control.classList.add('busy');
  if (entry === undefined) await act({ do: 'click', control: name, where: place.where, values });
  else await act({ do: 'pick', control: name, entry, where: place.where, values });
  control.classList.remove('busy');
}
