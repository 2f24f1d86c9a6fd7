import { randomBytes } from 'node:crypto';
import { limits } from './limits.ts';
import { initialState, stillValid } from './form.ts';
import { type CheckedView, elementsOf } from './schema/check.ts';
import type { State, View, World } from './world.ts';

/** A version of a view; it differs after every change. */
const newHash = (world: World) => `${Math.floor(world.now() / 1000)}.${randomBytes(4).toString('hex')}`;

/** A view from what the app sent, not yet shown to anyone. */
function build(world: World, user: string, sent: CheckedView, previous?: View, channel?: string): View {
  const id = `V${world.nextId()}`;
  return {
    id,
    user,
    ...content(world, sent),
    state: initialState(sent.blocks, channel),
    rootId: previous?.rootId ?? id,
    previousId: previous?.id ?? null,
  };
}

function content(world: World, sent: CheckedView) {
  const modal = sent.type === 'modal' ? sent : undefined;
  return {
    type: sent.type,
    hash: newHash(world),
    blocks: sent.blocks,
    title: modal?.title,
    submit: modal?.submit,
    close: modal?.close,
    callbackId: sent.callback_id ?? '',
    privateMetadata: sent.private_metadata ?? '',
    externalId: sent.external_id ?? '',
    clearOnClose: modal?.clear_on_close ?? false,
    notifyOnClose: modal?.notify_on_close ?? false,
    errors: {},
    trouble: undefined,
  };
}

const stackOf = (world: World, user: string) => world.modals.get(user) ?? [];

/** The modal on top, if any. */
export const topOf = (world: World, user: string): View | undefined => stackOf(world, user).at(-1);

/** Puts a modal on the stack, or on an empty one; undefined when three are open already. */
export function pushView(
  world: World,
  user: string,
  sent: CheckedView,
  options: { fresh: boolean; channel?: string | undefined },
): View | undefined {
  const stack = options.fresh ? [] : stackOf(world, user);
  if (stack.length >= limits.modalStack.max) return undefined;
  const view = build(world, user, sent, stack.at(-1), options.channel);
  world.modals.set(user, [...stack, view]);
  world.changed();
  return view;
}

/** Shows new content in an open view. Inputs with the same block_id, action_id and type keep what was entered. */
export function replaceView(world: World, old: View, sent: CheckedView): View {
  const view: View = { ...old, ...content(world, sent), state: kept(old, sent) };
  putView(world, view);
  return view;
}

/** Stores a changed view in the place of its former self. */
export function putView(world: World, view: View): void {
  if (view.type === 'home') world.homes.set(view.user, view);
  else
    world.modals.set(
      view.user,
      stackOf(world, view.user).map((it) => (it.id === view.id ? view : it)),
    );
  world.changed();
}

/** Shows a person's App Home. */
export function publishHome(world: World, user: string, sent: CheckedView): View {
  const old = world.homes.get(user);
  if (old) return replaceView(world, old, sent);
  const view = build(world, user, sent);
  putView(world, view);
  return view;
}

/** The open view with this id or external id. */
export function findView(
  world: World,
  by: { id?: string | undefined; externalId?: string | undefined },
): View | undefined {
  const all = [...world.modals.values()].flat().concat([...world.homes.values()]);
  return all.find((it) =>
    by.id === undefined ? it.externalId === by.externalId && it.externalId !== '' : it.id === by.id,
  );
}

function kept(old: View, sent: CheckedView): State {
  const state = initialState(sent.blocks);
  for (const block of sent.blocks) {
    for (const element of elementsOf(block)) {
      const [blockId, actionId] = [block.block_id ?? '', element.action_id ?? ''];
      const before = stillValid(element, old.state[blockId]?.[actionId]);
      if (before) state[blockId] = { ...state[blockId], [actionId]: before };
    }
  }
  return state;
}
