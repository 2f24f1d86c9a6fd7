import { setTimeout } from 'node:timers/promises';
import type { Button, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { failureOf } from './errors.ts';

/** A window that did not open or change. `again` is a button that tries once more. */
export class WindowFailed extends Error {
  override name = 'WindowFailed';
  readonly kind: 'too-late' | 'stale' | 'there';
  readonly again: Button | undefined;
  constructor(kind: WindowFailed['kind'], again: Button | undefined, cause: unknown) {
    super(kind, { cause });
    this.kind = kind;
    this.again = again;
  }
}

const opened = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });

/** A window as Slack knows it. */
export interface Open {
  readonly id: string;
  readonly hash?: string | undefined;
  /** The name by which more of it was to come. */
  readonly external_id?: string | null | undefined;
}

/** Opens a window. @throws WindowFailed when it is worth another try; undefined when Slack does not say which window it is. */
export async function openWindow(
  client: WebClient,
  trigger_id: string,
  view: ModalView,
  again: Button,
): Promise<Open | undefined> {
  try {
    // As text, the view is not copied key by key for a debug line nobody reads.
    const call = { trigger_id, view: JSON.stringify(view) };
    return opened.safeParse(await client.apiCall('views.open', call)).data?.view;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined || (failure.kind === 'refused' && !failure.code.includes('trigger'))) throw error;
    // Somebody opened a window with it: this came twice, to two instances.
    throw new WindowFailed(failure.code === 'exchanged_trigger_id' ? 'there' : 'too-late', again, error);
  }
}

/** After so many milliseconds a window is looked for again: Slack may hear of a change before it has shown what it changes. */
const lookedAgainAfter = [100, 400, 1_500] as const;

/**
 * Shows something else where Slack shows the view of that external id, which was sent to it as an answer a moment ago. False when
 * nobody is shown that any more, as they closed it or went on: then nothing is changed.
 */
export async function completeWindow(
  client: WebClient,
  external_id: string,
  view: ModalView,
  again: readonly number[] = lookedAgainAfter,
): Promise<boolean> {
  for (const wait of [0, ...again]) {
    if (wait > 0) await setTimeout(wait);
    try {
      await client.views.update({ external_id, view });
      return true;
    } catch (error) {
      if (failureOf(error)?.code !== 'not_found') throw error;
    }
  }
  return false;
}

/** Shows something else in an open window, unless it changed meanwhile; resolves as {@link openWindow} does. @throws WindowFailed */
export async function changeWindow(
  client: WebClient,
  { id, hash, external_id: awaited }: Open,
  view: ModalView,
  again?: Button,
): Promise<Open | undefined> {
  try {
    const said = await client.views.update({ view_id: id, ...(hash !== undefined && { hash }), view });
    return opened.safeParse(said).data?.view;
  } catch (error) {
    if (failureOf(error)?.code !== 'hash_conflict') throw error;
    // What it waited for came between the click and now: that is no other window.
    if (awaited) return changeWindow(client, { id }, view, again);
    throw new WindowFailed('stale', again, error);
  }
}

/** Where a button was pressed. */
interface Pressed {
  /** The window it is in. */
  readonly view?: Open | undefined;
  readonly trigger_id: string;
}

/**
 * Shows a window in place of the one the button is in, or a new one. Resolves as {@link openWindow} does.
 * @param again what tries once more: where none opened, and where the one the button is in had changed
 * @throws WindowFailed
 */
export function showWindow(
  client: WebClient,
  { view, trigger_id: trigger }: Pressed,
  shown: ModalView,
  again: { readonly opening: Button; readonly changing?: Button | undefined },
): Promise<Open | undefined> {
  if (view === undefined) return openWindow(client, trigger, shown, again.opening);
  return changeWindow(client, view, shown, again.changing);
}
