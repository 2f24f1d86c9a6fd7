import { z } from 'zod';
import { limits } from '../limits.ts';
import { checkView, type CheckedView, wording } from '../schema/check.ts';
import { findView, publishHome, pushView, replaceView, topOf } from '../views.ts';
import { viewJson } from '../wire.ts';
import type { World } from '../world.ts';
import { type Method, method, needFiles, Refusal } from './method.ts';

/** Checks a view as Slack does before it shows it. Throws a Refusal. */
export function needView(world: World, view: unknown, surface: 'modal' | 'home', own?: string): CheckedView {
  if (Buffer.byteLength(JSON.stringify(view ?? null)) > limits.viewBytes.max) throw new Refusal('view_too_large');
  const checked = checkView(view, surface);
  if (!checked.ok) {
    throw new Refusal('invalid_arguments', { response_metadata: { messages: checked.problems.map(wording) } });
  }
  needFiles(world, checked.value.blocks, 'invalid_arguments');
  const { external_id } = checked.value;
  const taken = external_id ? findView(world, { externalId: external_id }) : undefined;
  if (taken && taken.id !== own) throw new Refusal('duplicate_external_id');
  return checked.value;
}

/** Uses up a trigger id. Throws a Refusal when it is unknown, used, or older than 3 s. */
function exchange(world: World, id: string) {
  const trigger = world.triggers.get(id);
  if (!trigger) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (world.now() - trigger.at > limits.triggerMs.max) throw new Refusal('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

const opening = z.looseObject({ trigger_id: z.string().min(1), view: z.unknown() });

const open = method([], opening, (world, args) => {
  const sent = needView(world, args.view, 'modal');
  const trigger = exchange(world, args.trigger_id);
  const fresh = trigger.view === undefined || topOf(world, trigger.user) === undefined;
  const view = pushView(world, trigger.user, sent, { fresh, channel: trigger.channel });
  if (!view) throw new Refusal('push_limit_reached');
  return { view: viewJson(world, view) };
});

const push = method([], opening, (world, args) => {
  const sent = needView(world, args.view, 'modal');
  const trigger = exchange(world, args.trigger_id);
  if (trigger.view === undefined || !topOf(world, trigger.user)) throw new Refusal('invalid_trigger_id');
  const view = pushView(world, trigger.user, sent, { fresh: false });
  if (!view) throw new Refusal('push_limit_reached');
  return { view: viewJson(world, view) };
});

const update = method(
  [],
  z.looseObject({
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
    view: z.unknown(),
  }),
  (world, args) => {
    if (!args.view_id && !args.external_id) {
      throw new Refusal('invalid_arguments', {
        response_metadata: { messages: ['[ERROR] missing required field: view_id'] },
      });
    }
    if (args.view_id && args.external_id) {
      throw new Refusal('invalid_arguments', {
        response_metadata: { messages: ['[ERROR] Cannot provide both `view_id` and `external_id`'] },
      });
    }
    const old = findView(world, { id: args.view_id, externalId: args.external_id });
    if (!old) throw new Refusal('not_found');
    const sent = needView(world, args.view, old.type, old.id);
    if (args.hash !== undefined && args.hash !== old.hash) throw new Refusal('hash_conflict');
    return { view: viewJson(world, replaceView(world, old, sent)) };
  },
);

const publish = method(
  [],
  z.looseObject({ user_id: z.string().min(1), hash: z.string().optional(), view: z.unknown() }),
  (world, args, grants) => {
    if (grants.home === false) throw new Refusal('not_enabled');
    if (!world.users.some((it) => it.id === args.user_id && !it.isBot)) throw new Refusal('user_not_found');
    const old = world.homes.get(args.user_id);
    const sent = needView(world, args.view, 'home', old?.id);
    if (args.hash !== undefined && old && args.hash !== old.hash) throw new Refusal('hash_conflict');
    return { view: viewJson(world, publishHome(world, args.user_id, sent)) };
  },
);

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
