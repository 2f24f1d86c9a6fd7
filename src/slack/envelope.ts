import { type Fields, isFields } from './body.ts';

/** What a request is about; Bolt tells them apart in the same order. */
export type Kind = 'event' | 'command' | 'action' | 'shortcut' | 'submission' | 'closed';

const interactions: ReadonlyMap<unknown, Kind> = new Map([
  ['block_actions', 'action'],
  ['shortcut', 'shortcut'],
  ['message_action', 'shortcut'],
  ['view_submission', 'submission'],
  ['view_closed', 'closed'],
]);

/**
 * The kind of a request, `unknown` when it is none we take, `malformed` when Bolt would stumble over it: Bolt looks into
 * these fields without asking whether they are there.
 */
export function kindOf(body: Fields): Kind | 'unknown' | 'malformed' {
  if (body['response_urls'] !== undefined && !isList(body['response_urls'])) return 'malformed';
  if (body['event'] !== undefined) return isEvent(body) ? 'event' : 'malformed';
  if (body['command'] !== undefined) return typeof body['command'] === 'string' ? 'command' : 'malformed';
  const kind = interactions.get(body['type']);
  if (kind === undefined || body['name'] !== undefined) return 'unknown';
  // Bolt takes whatever has actions for a click.
  if ((body['actions'] !== undefined) !== (kind === 'action')) return 'malformed';
  return isInteraction(kind, body) ? kind : 'malformed';
}

function isEvent({ event, authorizations }: Fields): boolean {
  return (
    isFields(event) &&
    typeof event['type'] === 'string' &&
    [event['channel'], event['user']].every((one) => one === undefined || typeof one === 'string' || isFields(one)) &&
    [event['item'], event['subteam']].every((one) => one === undefined || isFields(one)) &&
    (authorizations === undefined || isList(authorizations))
  );
}

function isInteraction(kind: Kind, body: Fields): boolean {
  return (
    isFields(body['user']) &&
    [body['team'], body['enterprise']].every((one) => one === undefined || one === null || isFields(one)) &&
    [body['channel'], body['function_data']].every((one) => one === undefined || isFields(one)) &&
    hasId(kind, body)
  );
}

/** Listeners are found by it. */
function hasId(kind: Kind, { view, actions, callback_id }: Fields): boolean {
  if (kind === 'action') {
    return isList(actions) && actions.length > 0 && actions.every(({ action_id }) => typeof action_id === 'string');
  }
  if (kind === 'shortcut') return view === undefined && typeof callback_id === 'string';
  return isFields(view) && typeof view['callback_id'] === 'string';
}

function isList(value: unknown): value is readonly Fields[] {
  return Array.isArray(value) && value.every(isFields);
}
