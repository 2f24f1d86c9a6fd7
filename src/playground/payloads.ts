import { issueResponse } from './api/response-url.ts';
import { type Control, hasState } from './form.ts';
import { remembered, rememberKey } from './memory.ts';
import { messageJson } from './messages.ts';
import { viewJson } from './wire.ts';
import { type Channel, type Message, type State, type StateValue, stamp, type View, type World } from './world.ts';

/** Where an interaction takes place. */
export type Place = { message: Message } | { view: View };

/** Hands out a trigger id: good for one use within 3 s. */
function issueTrigger(world: World, user: string, view?: View, channel?: string): string {
  const id = `${Math.floor(world.now())}.${world.nextId()}.${user.toLowerCase()}`;
  const trigger = { user, at: world.now(), view: view?.id, channel, used: false };
  rememberKey(world.triggers, id, trigger, remembered.triggers);
  return id;
}

const userJson = (world: World, id: string) => {
  const name = world.users.find((it) => it.id === id)?.name ?? id;
  return { id, username: name, name, team_id: world.team.id };
};

const teamJson = (world: World) => ({ id: world.team.id, domain: world.team.domain });

/** Slack shows direct messages to apps under this name. */
const channelName = (channel: Channel) => (channel.kind === 'im' ? 'directmessage' : channel.name);

const common = (world: World, user: string) => ({
  team: teamJson(world),
  user: userJson(world, user),
  api_app_id: world.appId,
  token: 'local-verification-token',
  enterprise: null,
  is_enterprise_install: false,
});

const actionTime = (world: World) => stamp(world.now() * 1000);

/** The form of a slash command. */
export function commandForm(
  world: World,
  it: { user: string; channel: Channel; command: string; text: string; responseBase: string },
): Record<string, string> {
  return {
    token: 'local-verification-token',
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: it.channel.id,
    channel_name: channelName(it.channel),
    user_id: it.user,
    user_name: userJson(world, it.user).name,
    command: it.command,
    text: it.text,
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: it.responseBase + issueResponse(world, it.channel.id, it.user),
    trigger_id: issueTrigger(world, it.user, undefined, it.channel.id),
  };
}

export const globalShortcutPayload = (world: World, user: string, callbackId: string) => ({
  type: 'shortcut',
  action_ts: actionTime(world),
  ...common(world, user),
  callback_id: callbackId,
  trigger_id: issueTrigger(world, user),
});

export const messageShortcutPayload = (
  world: World,
  it: { user: string; callbackId: string; channel: Channel; message: Message; responseBase: string },
) => ({
  type: 'message_action',
  action_ts: actionTime(world),
  ...common(world, it.user),
  channel: { id: it.channel.id, name: channelName(it.channel) },
  callback_id: it.callbackId,
  trigger_id: issueTrigger(world, it.user, undefined, it.channel.id),
  response_url: it.responseBase + issueResponse(world, it.channel.id, it.user, it.message),
  message_ts: it.message.ts,
  message: messageJson(world, it.message),
});

/** A click or a choice in a message, a modal or App Home. */
export function blockActionsPayload(
  world: World,
  it: {
    user: string;
    place: Place;
    control: Control;
    value: StateValue | undefined;
    state: State;
    responseBase: string;
  },
) {
  const inView = 'view' in it.place ? it.place.view : undefined;
  const base = {
    type: 'block_actions',
    ...common(world, it.user),
    actions: [actionJson(world, it.control, it.value)],
  };
  if (inView) {
    return {
      ...base,
      trigger_id: issueTrigger(world, it.user, inView.type === 'modal' ? inView : undefined),
      container: { type: 'view', view_id: inView.id },
      view: viewJson(world, inView),
    };
  }
  const message = 'message' in it.place ? it.place.message : undefined;
  const channel = world.channels.find(({ id }) => id === message?.channel);
  if (!message || !channel) throw new Error('an action needs a message or a view');
  const hidden = message.onlyFor !== undefined;
  return {
    ...base,
    trigger_id: issueTrigger(world, it.user, undefined, channel.id),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: hidden,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: channel.id, name: channelName(channel) },
    ...(hidden ? {} : { message: messageJson(world, message) }),
    state: { values: it.state },
    response_url: it.responseBase + issueResponse(world, channel.id, it.user, message),
  };
}

function actionJson(world: World, { element, blockId, actionId }: Control, value: StateValue | undefined) {
  const base = { action_id: actionId, block_id: blockId, type: element.type, action_ts: actionTime(world) };
  if (element.type === 'button') {
    return {
      ...base,
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
    };
  }
  return {
    ...base,
    ...('placeholder' in element && hasState(element) ? { placeholder: element.placeholder } : {}),
    ...value,
  };
}

export const submissionPayload = (world: World, view: View, responseUrls: unknown[]) => ({
  type: 'view_submission',
  ...common(world, view.user),
  trigger_id: issueTrigger(world, view.user, view),
  view: viewJson(world, view),
  response_urls: responseUrls,
});

export const closedPayload = (world: World, view: View, cleared: boolean) => ({
  type: 'view_closed',
  ...common(world, view.user),
  view: viewJson(world, view),
  is_cleared: cleared,
});

/** An event in its Events API envelope. */
export const eventPayload = (world: World, event: { type: string } & Record<string, unknown>) => ({
  token: 'local-verification-token',
  team_id: world.team.id,
  context_team_id: world.team.id,
  api_app_id: world.appId,
  event: { ...event, event_ts: event['ts'] ?? actionTime(world) },
  type: 'event_callback',
  // Told apart from those before a restart, which the app may remember.
  event_id: `Ev${Math.floor(world.now()).toString(36).toUpperCase()}${world.nextId()}`,
  event_time: Math.floor(world.now() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: world.team.id,
      user_id: world.bot.user,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
});
