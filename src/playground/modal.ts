import { needView } from './api/views.ts';
import { issueResponse } from './api/response-url.ts';
import { Refusal } from './api/method.ts';
import { complaints, controlsOf } from './form.ts';
import { closedPayload, submissionPayload } from './payloads.ts';
import { z } from 'zod';
import { findView, pushView, putView, replaceView, topOf } from './views.ts';
import type { Wire } from './wire.ts';
import type { AppAnswer } from './socket/link.ts';
import type { View, World } from './world.ts';

/** What the person sees after pressing submit. */
export type Ack =
  | { kind: 'refused'; errors: Record<string, string> }
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'update'; view: View }
  | { kind: 'push'; view: View }
  | { kind: 'clear' }
  | { kind: 'closed' }
  | { kind: 'failed'; shown: string; detail: string };

/** What Slack shows in a modal when the app does not answer as it should. */
const trouble = 'We had some trouble connecting. Try again?';

const acked = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('clear') }),
]);

type AckBody = z.infer<typeof acked> | 'close' | undefined;

/** Sends the top modal to the app and does what it answers. `refused` means that Slack's client did not even send it. */
export async function submitTop(world: World, wire: Wire, user: string, responseBase: string): Promise<Ack> {
  const top = topOf(world, user);
  if (!top) throw new Error('no modal is open');
  if (!top.submit) throw new Error(`the modal "${top.title?.text}" has no submit button`);
  const errors = complaints(top.blocks, top.state);
  putView(world, { ...top, errors, trouble: undefined });
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors };
  const payload = submissionPayload(world, top, responseUrls(world, top, responseBase));
  const answer = await wire.send('view_submission', { form: { payload: JSON.stringify(payload) }, shown: payload });
  return apply(world, findView(world, { id: top.id }) ?? top, answer);
}

function responseUrls(world: World, view: View, responseBase: string): unknown[] {
  return controlsOf(view.blocks).flatMap(({ element, blockId, actionId }) => {
    if (!('response_url_enabled' in element) || !element.response_url_enabled) return [];
    const value = view.state[blockId]?.[actionId];
    const channel = value?.['selected_conversation'] ?? value?.['selected_channel'];
    if (typeof channel !== 'string') return [];
    const response_url = responseBase + issueResponse(world, channel, view.user);
    return [{ response_url, channel_id: channel, block_id: blockId, action_id: actionId }];
  });
}

function apply(world: World, view: View, answer: AppAnswer): Ack {
  if (!answer.ok) return fail(world, view, `${answer.error}: ${answer.detail}`);
  const body = readAck(answer);
  if (body === undefined) return fail(world, view, `not an answer Slack understands: ${answer.body.slice(0, 200)}`);
  if (body === 'close') {
    dropView(world, view);
    return { kind: 'closed' };
  }
  switch (body.response_action) {
    case 'errors':
      return showErrors(world, view, body.errors);
    case 'clear':
      world.modals.delete(view.user);
      world.changed();
      return { kind: 'clear' };
    case 'update':
    case 'push':
      return show(world, view, body.response_action, body.view);
  }
}

function readAck(answer: { body: string; json: unknown }): AckBody {
  const { body, json } = answer;
  if (body === '' || (typeof json === 'object' && json !== null && Object.keys(json).length === 0)) return 'close';
  const parsed = acked.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

function showErrors(world: World, view: View, errors: Record<string, string>): Ack {
  const inputs = new Set(view.blocks.filter((it) => it.type === 'input').map((it) => it.block_id));
  const strange = Object.keys(errors).filter((it) => !inputs.has(it));
  if (strange.length > 0 || Object.keys(errors).length === 0) {
    return fail(world, view, `errors must name input blocks; these are none: ${strange.join(', ') || '(no key)'}`);
  }
  putView(world, { ...view, errors, trouble: undefined });
  return { kind: 'errors', errors };
}

function show(world: World, view: View, kind: 'update' | 'push', sent: unknown): Ack {
  try {
    const checked = needView(world, sent, 'modal', kind === 'update' ? view.id : undefined);
    const shown =
      kind === 'update' ? replaceView(world, view, checked) : pushView(world, view.user, checked, { fresh: false });
    return shown ? { kind, view: shown } : fail(world, view, 'push_limit_reached');
  } catch (error) {
    if (error instanceof Refusal) return fail(world, view, `${error.message} ${JSON.stringify(error.extra)}`);
    throw error;
  }
}

/** Tells the person that something went wrong, and the developer what. */
export function fail(world: World, view: View, detail: string): Ack {
  world.note(`modal "${view.title?.text ?? view.callbackId}": ${detail}`);
  putView(world, { ...view, trouble });
  return { kind: 'failed', shown: trouble, detail };
}

function dropView(world: World, view: View): void {
  world.modals.set(
    view.user,
    (world.modals.get(view.user) ?? []).filter((it) => it.id !== view.id),
  );
  world.changed();
}

/** Closes the top modal as its X does, and tells the app if it asked for that. */
export async function closeTop(world: World, wire: Wire, user: string): Promise<void> {
  const stack = world.modals.get(user) ?? [];
  const top = stack.at(-1);
  if (!top) throw new Error('no modal is open');
  const gone = top.clearOnClose ? stack.toReversed() : [top];
  world.modals.set(user, top.clearOnClose ? [] : stack.slice(0, -1));
  world.changed();
  for (const view of gone) {
    if (!view.notifyOnClose) continue;
    const payload = closedPayload(world, view, top.clearOnClose);
    await wire.send('view_closed', { form: { payload: JSON.stringify(payload) }, shown: payload });
  }
}
