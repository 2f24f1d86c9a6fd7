/** A row of a list, told apart by its id. */
export interface Row {
  readonly id: string;
  readonly html: string;
}

/** The changing parts of the page, as the workspace draws them. */
export interface Parts {
  readonly sidebar: string;
  readonly header: string;
  readonly messages: readonly Row[];
  readonly home?: string;
  readonly thread?: readonly Row[];
  readonly threadHeader: string;
  readonly modal?: { readonly id: string; readonly html: string };
  readonly inspector?: string;
}

/** The element with this id, of this kind. Throws when the page has none. */
export function elementOf<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.querySelector(`#${CSS.escape(id)}`);
  if (found instanceof kind) return found;
  throw new Error(`the page has no #${id}`);
}

/** The element with this id. Throws when the page has none. */
export const part = (id: string): HTMLElement => elementOf(id, HTMLElement);

/** What the address says: person, channel, thread and tab. */
export const here = () => new URLSearchParams(location.search);

/** Asks the workspace for the parts as they are now. */
export async function fetchParts(): Promise<Parts> {
  const query = here();
  query.set('as', document.body.dataset['user'] ?? '');
  query.set('channel', document.body.dataset['channel'] ?? '');
  if (!part('inspector').hidden) query.set('inspect', '1');
  const response = await fetch(`/parts?${query}`);
  if (!response.ok) throw new Error(`the workspace answered ${response.status}`);
  return (await response.json()) as Parts;
}

/** Asks the workspace to do something in the person's name; says so on the page when it will not. */
export async function act(deed: Record<string, unknown>): Promise<boolean> {
  warn('');
  const query = new URLSearchParams({ as: document.body.dataset['user'] ?? '' });
  try {
    const response = await fetch(`/do?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deed),
    });
    if (response.ok) return true;
    const { problem } = (await response.json()) as { problem: string };
    warn(problem);
  } catch {
    warn('The workspace does not answer. Is it still running?');
  }
  return false;
}

/** Shows a warning; an empty one takes it away. */
export function warn(text: string): void {
  const place = part('warning');
  place.textContent = text;
  place.hidden = text === '';
}
