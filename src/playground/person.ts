import { Refusal } from './api/method.ts';
import { responseBody, showResponse } from './api/response-url.ts';
import { complaints, type Control, entered, type Entry, findControl, hasState, initialState } from './form.ts';
import { withUploads } from './files.ts';
import { addMessage, isMember, messageJson, typed } from './messages.ts';
import { type Ack, closeTop, fail, submitTop } from './modal.ts';
import {
  blockActionsPayload,
  commandForm,
  eventPayload,
  globalShortcutPayload,
  messageShortcutPayload,
  type Place,
} from './payloads.ts';
import { findView, putView, topOf } from './views.ts';
import type { Wire } from './wire.ts';
import type { AppAnswer } from './socket/link.ts';
import {
  type Channel,
  findChannel,
  type Message,
  repliesTo,
  type State,
  type StateValue,
  type View,
  type World,
} from './world.ts';

export interface Manifest {
  readonly commands: readonly { command: string; description: string; usage_hint: string; should_escape?: boolean }[];
  readonly shortcuts: readonly { name: string; type: 'global' | 'message'; callback_id: string }[];
  readonly scopes: readonly string[];
  /** Events the app asked for, such as `app_mention`. Default: those its scopes allow. */
  readonly events?: readonly string[];
  /** Has the app a Home tab? Default: yes. */
  readonly home?: boolean;
}

/** Did the app take it? If not, `shown` is what the person reads. */
type Outcome = { ok: true } | { ok: false; error: string; shown: string };

/** Where a control is: in a message, in the top modal (`true`) or one with this id, or in App Home. */
type Where = { ts: string } | { view: string | true } | { home: true };

/** One person of the workspace, acting as Slack's client lets them. Channels are ids or `#names`. */
export interface Person {
  readonly id: string;
  /** Types a slash command into the composer. Throws for a command the app does not have. */
  command(channel: string, line: string): Promise<Outcome>;
  /** Posts what was typed; `@rag-or-ft` mentions the bot. Returns the timestamp. Events are delivered before it resolves. */
  say(channel: string, text: string, thread?: string): Promise<string>;
  globalShortcut(callbackId: string): Promise<Outcome>;
  messageShortcut(callbackId: string, channel: string, ts: string): Promise<Outcome>;
  /** The modal on top, if any. */
  view(): View | undefined;
  /** All open modals, the top last. */
  views(): readonly View[];
  /** App Home as last published. */
  home(): View | undefined;
  /** Opens the App Home tab. */
  openHome(): Promise<void>;
  /**
   * Enters values into the top modal, by block_id, action_id, `block_id/action_id` or label. Controls outside input blocks,
   * and inputs with `dispatch_action`, tell the app at once. Throws for an unknown control and an option not offered.
   */
  fill(values: Record<string, Entry>): Promise<void>;
  /** Fills and submits the top modal. Throws when Slack's client would not send it: a required input is blank, a number is out of range. */
  submit(values?: Record<string, Entry>): Promise<Ack>;
  /** Clicks a button by action_id or text; a confirmation is confirmed. */
  click(button: string, where: Where): Promise<Outcome>;
  /** Chooses in a select, radio group, checkboxes, overflow menu or date picker anywhere. */
  pick(control: string, entry: Entry, where: Where): Promise<Outcome>;
  closeView(): Promise<void>;
  /** Messages in the channel itself, oldest first; with the ephemeral ones this person sees. */
  messages(channel: string): readonly Message[];
  /** The message and its replies, oldest first. */
  thread(channel: string, ts: string): readonly Message[];
  ephemerals(channel: string): readonly Message[];
  /** What Slack itself told this person, such as a command that failed. */
  notices(): readonly string[];
}

/** What the page needs besides: entering without telling the app, and sending what may be incomplete. */
export interface PersonAtPage extends Person {
  enter(where: Where, values: Record<string, Entry>): void;
  send(): Promise<Ack>;
}

interface Surroundings {
  readonly world: World;
  readonly wire: Wire;
  readonly manifest: Manifest;
  /** Where response_urls begin; ids are appended. */
  readonly responseBase: () => string;
}

const blocksOf = (place: Place) => ('view' in place ? place.view.blocks : (place.message.blocks ?? []));

/** Is it shown in the channel itself, and not only in a thread? */
const isInChannel = (it: Message) => it.threadTs === undefined || it.threadTs === it.ts || it.broadcast === true;

/** The same functions serve tests and the page. */
export function createPerson(around: Surroundings, user: string): PersonAtPage {
  const { world, wire, manifest } = around;

  const inChannel = (name: string): Channel => {
    const channel = findChannel(world, name);
    if (!channel?.members.includes(user)) throw new Error(`${user} is in no channel ${name}`);
    return channel;
  };
  const visible = (it: Message) => it.onlyFor === undefined || it.onlyFor === user;
  const ids = () => [
    ...world.users.map((it) => it.id),
    ...world.channels.filter((it) => it.members.includes(user)).map((it) => it.id),
  ];

  const notice = (channel: string, text: string) => {
    world.notices.push({ ts: world.nextTs(), channel, user, text });
    world.changed();
  };
  const outcome = (answer: AppAnswer, what: string, channel: string): Outcome => {
    if (answer.ok) return { ok: true };
    const shown = `${what} failed with the error "${answer.error}"`;
    notice(channel, shown);
    world.note(`${what}: ${answer.error}: ${answer.detail}`);
    return { ok: false, error: answer.error, shown };
  };
  const interact = (payload: { type: string }) =>
    wire.send(payload.type, { form: { payload: JSON.stringify(payload) }, shown: payload });

  const placeOf = (where: Where): Place => {
    if ('ts' in where) {
      const message = world.messages.find((it) => it.ts === where.ts && visible(it));
      if (!message || !isMember(world, message.channel, user)) throw new Error(`there is no message ${where.ts}`);
      return { message };
    }
    const view =
      'home' in where
        ? world.homes.get(user)
        : where.view === true
          ? topOf(world, user)
          : findView(world, { id: where.view });
    if (!view || view.user !== user) throw new Error('no such view is open');
    return { view };
  };
  const stateOf = (place: Place): State =>
    'view' in place
      ? place.view.state
      : (world.messageStates.get(`${user}/${place.message.ts}`) ?? initialState(blocksOf(place)));

  /** Remembers the value, and returns the place as it is then. */
  const put = (place: Place, control: Control, given: StateValue): Place => {
    const value = withUploads(world, given);
    const before = stateOf(place);
    const state = { ...before, [control.blockId]: { ...before[control.blockId], [control.actionId]: value } };
    if ('message' in place) {
      world.messageStates.set(`${user}/${place.message.ts}`, state);
      return place;
    }
    const { [control.blockId]: _, ...errors } = place.view.errors;
    const view = { ...place.view, state, errors };
    putView(world, view);
    return { view };
  };

  const act = async (place: Place, control: Control, value: StateValue | undefined): Promise<Outcome> => {
    const state = stateOf(place);
    const payload = blockActionsPayload(world, {
      user,
      place,
      control,
      value,
      state,
      responseBase: around.responseBase(),
    });
    const answer = await interact(payload);
    if ('message' in place) return outcome(answer, 'That action', place.message.channel);
    if (answer.ok) return { ok: true };
    const now = findView(world, { id: place.view.id });
    const failed = now && fail(world, now, `${control.actionId}: ${answer.error}: ${answer.detail}`);
    return { ok: false, error: answer.error, shown: failed?.kind === 'failed' ? failed.shown : '' };
  };

  const choose = async (place: Place, control: Control, entry: Entry): Promise<Outcome> => {
    const value = entered(control.element, entry, ids());
    const then = hasState(control.element) ? put(place, control, value) : place;
    const quiet = control.block.type === 'input' && !control.block.dispatch_action;
    return quiet ? { ok: true } : act(then, control, value);
  };

  const fill = async (values: Record<string, Entry>) => {
    for (const [name, entry] of Object.entries(values)) {
      const top = topOf(world, user);
      if (!top) throw new Error('no modal is open');
      await choose({ view: top }, findControl(top.blocks, name), entry);
    }
  };

  const subscribed = (event: string, scope: string) =>
    manifest.events ? manifest.events.includes(event) : manifest.scopes.includes(scope);
  const deliver = async (event: { type: string } & Record<string, unknown>) => {
    const answer = await wire.send(event.type, { json: eventPayload(world, event) });
    if (!answer.ok) world.note(`event ${event.type}: ${answer.error}: ${answer.detail}`);
  };

  return {
    id: user,
    async command(name, line) {
      const channel = inChannel(name);
      const [command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim())?.slice(1) ?? [];
      const known = manifest.commands.find((it) => it.command === command);
      if (!known) throw new Error(`${command} is not a valid command.`);
      const sent = known.should_escape ? typed(world, text) : text;
      const form = commandForm(world, { user, channel, command, text: sent, responseBase: around.responseBase() });
      const answer = await wire.send('slash_command', { form, shown: form });
      if (!answer.ok || answer.body === '') return outcome(answer, command, channel.id);
      const body = responseBody.safeParse(typeof answer.json === 'object' ? answer.json : { text: answer.body });
      try {
        if (body.success) showResponse(world, { channel: channel.id, user, message: undefined, body: body.data });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return outcome({ ok: false, error: 'dispatch_failed', detail: error.message }, command, channel.id);
      }
      return { ok: true };
    },
    async say(name, text, thread) {
      const channel = inChannel(name);
      const message = addMessage(world, { channel: channel.id, user, text: typed(world, text), threadTs: thread });
      const event = { ...messageJson(world, message), channel: channel.id };
      const here = channel.members.includes(world.bot.user);
      if (here && message.text.includes(`<@${world.bot.user}>`) && subscribed('app_mention', 'app_mentions:read')) {
        await deliver({ ...event, type: 'app_mention' });
      }
      if (channel.kind === 'im' && subscribed('message.im', 'im:history')) {
        await deliver({ ...event, channel_type: 'im' });
      }
      return message.ts;
    },
    async globalShortcut(callbackId) {
      const shortcut = manifest.shortcuts.find((it) => it.type === 'global' && it.callback_id === callbackId);
      if (!shortcut) throw new Error(`there is no global shortcut ${callbackId}`);
      return outcome(await interact(globalShortcutPayload(world, user, callbackId)), shortcut.name, '');
    },
    async messageShortcut(callbackId, name, ts) {
      const channel = inChannel(name);
      const shortcut = manifest.shortcuts.find((it) => it.type === 'message' && it.callback_id === callbackId);
      if (!shortcut) throw new Error(`there is no message shortcut ${callbackId}`);
      const message = world.messages.find((it) => it.channel === channel.id && it.ts === ts && !it.onlyFor);
      if (!message) throw new Error(`there is no message ${ts} with shortcuts in ${channel.name}`);
      const payload = messageShortcutPayload(world, {
        user,
        callbackId,
        channel,
        message,
        responseBase: around.responseBase(),
      });
      return outcome(await interact(payload), shortcut.name, channel.id);
    },
    view: () => topOf(world, user),
    views: () => world.modals.get(user) ?? [],
    home: () => world.homes.get(user),
    async openHome() {
      const direct = world.channels.find((it) => it.kind === 'im' && it.name === user);
      if (manifest.events && !manifest.events.includes('app_home_opened')) return;
      await deliver({ type: 'app_home_opened', user, channel: direct?.id, tab: 'home' });
    },
    fill,
    enter(where, values) {
      for (const [name, entry] of Object.entries(values)) {
        const place = placeOf(where);
        const control = findControl(blocksOf(place), name);
        if (!hasState(control.element)) continue;
        const value = entered(control.element, entry, ids());
        if (JSON.stringify(value) !== JSON.stringify(stateOf(place)[control.blockId]?.[control.actionId]))
          put(place, control, value);
      }
    },
    send: () => submitTop(world, wire, user, around.responseBase()),
    async submit(values = {}) {
      await fill(values);
      const top = topOf(world, user);
      const wrong = Object.entries(top ? complaints(top.blocks, top.state) : {});
      if (wrong.length > 0) throw new Error(`the modal cannot be sent: ${wrong.map((it) => it.join(': ')).join('; ')}`);
      return submitTop(world, wire, user, around.responseBase());
    },
    async click(name, where) {
      const place = placeOf(where);
      const control = findControl(blocksOf(place), name);
      if (control.element.type !== 'button') throw new Error(`${name} is a ${control.element.type}: pick from it`);
      return act(place, control, undefined);
    },
    async pick(name, entry, where) {
      const place = placeOf(where);
      return choose(place, findControl(blocksOf(place), name), entry);
    },
    closeView: () => closeTop(world, wire, user),
    messages(name) {
      const { id } = inChannel(name);
      return world.messages.filter((it) => it.channel === id && visible(it) && isInChannel(it));
    },
    thread(name, ts) {
      const { id } = inChannel(name);
      const hidden = world.messages.filter((it) => it.channel === id && it.threadTs === ts && it.onlyFor === user);
      const open = world.messages.filter((it) => it.channel === id && it.ts === ts && visible(it));
      return [...open, ...repliesTo(world, id, ts), ...hidden].toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
    },
    ephemerals(name) {
      const { id } = inChannel(name);
      return world.messages.filter((it) => it.channel === id && it.onlyFor === user);
    },
    notices: () => world.notices.filter((it) => it.user === user).map((it) => it.text),
  };
}
