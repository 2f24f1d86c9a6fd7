import type { App, RespondArguments, ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { z } from 'zod';
import type { Actor } from '../app/use-cases.ts';
import { Refused } from '../app/refused.ts';
import { type GuardDeps, report } from './guard.ts';
import { actorOf, contextSchema, installationOf } from './installation.ts';
import type { Log } from './log.ts';
import type { Rated } from './rate.ts';
import {
  type ActionPayload,
  actionPayload,
  type CommandPayload,
  commandPayload,
  type HomePayload,
  homePayload,
  type MentionPayload,
  mentionPayload,
  type Reach,
  type ShortcutPayload,
  shortcutPayload,
  type ViewPayload,
  viewPayload,
} from './payloads.ts';
import { texts } from './texts.ts';

/** One payload for a handler: read, with the person acting and the way to acknowledge it. */
export interface Call<P, A = never> {
  readonly payload: P;
  readonly actor: Actor;
  /** Only the first acknowledgement reaches Slack. */
  readonly ack: (answer?: A) => Promise<void>;
}

type Handlers<P, A = never> = ReadonlyMap<string, (call: Call<P, A>) => Promise<void>>;

/** Handlers by command, callback id or action id. */
export interface Routes {
  readonly commands: Handlers<CommandPayload, RespondArguments>;
  readonly shortcuts: Handlers<ShortcutPayload>;
  readonly actions: Handlers<ActionPayload>;
  readonly submissions: Handlers<ViewPayload, ViewResponseAction>;
  readonly closed: Handlers<ViewPayload>;
  /** Events by type. */
  readonly events: Handlers<MentionPayload>;
  /** The same for the Home tab. */
  readonly homes: Handlers<HomePayload>;
}

/** What belongs to one installation: its handlers, and the ways to reach its people. */
export interface Tenant extends Pick<GuardDeps, 'client' | 'whisper'> {
  readonly routes: Routes;
}

export interface RouterDeps extends Pick<GuardDeps, 'newReference'> {
  readonly tenantOf: (installation: string) => Tenant;
  readonly rate: (person: string) => Rated;
  readonly log: Log;
}

/**
 * Registers the way in. Bolt would run every listener's own chain for each payload, so there is none: one middleware hands
 * each payload to its handler. What has no handler is acknowledged and logged; events go on to their listeners.
 */
export function route(app: App, deps: RouterDeps): void {
  const clicks = new Clicks();
  const events = new Seen();
  // Slack sends over a new connection what it believes lost on the old one: the same trigger, person and action.
  const triggers = new Seen();
  app.use(async (args) => {
    const { body, context } = args;
    if ('command' in args) {
      const ack = (message?: RespondArguments) => args.ack(message);
      return dispatch(deps, ({ commands }) => commands, { kind: 'command', body, context, ack }, commandPayload, {
        id: (payload) => payload.command,
        user: (payload) => ({ id: payload.user_id, name: payload.user_name }),
        reach: (payload) => ({ user: payload.user_id, responseUrl: payload.response_url }),
        first: (it) => triggers.first(`${it.trigger_id} ${it.user_id} ${it.command}`),
      });
    }
    if ('shortcut' in args) {
      const ack = () => args.ack();
      return dispatch(deps, ({ shortcuts }) => shortcuts, { kind: 'shortcut', body, context, ack }, shortcutPayload, {
        id: (payload) => payload.callback_id,
        user: (payload) => payload.user,
        reach: (payload) => ({ user: payload.user.id, responseUrl: payload.response_url }),
        first: (it) => triggers.first(`${it.trigger_id} ${it.user.id} ${it.callback_id}`),
      });
    }
    if ('action' in args) {
      const ack = () => args.ack();
      return dispatch(deps, ({ actions }) => actions, { kind: 'action', body, context, ack }, actionPayload, {
        id: (payload) => payload.actions[0]?.action_id ?? '',
        user: (payload) => payload.user,
        reach: (payload) => ({ user: payload.user.id, view: payload.view?.id, responseUrl: payload.response_url }),
        first: (it) => {
          const sent = triggers.first(`${it.trigger_id} ${it.user.id} ${it.actions[0]?.action_id ?? ''}`);
          const click = sent === false ? false : clicks.first(it);
          return sent !== false && click !== false && both(sent, click);
        },
      });
    }
    if ('event' in args) {
      if (args.event.type === 'app_home_opened') {
        return dispatch(deps, ({ homes }) => homes, { kind: 'home', body, context, ack: acknowledged }, homePayload, {
          id: (payload) => payload.event.type,
          user: ({ event }) => ({ id: event.user }),
          reach: ({ event }) => ({ user: event.user }),
          first: ({ event_id }) => events.first(event_id),
        });
      }
      if (!taken.has(args.event.type)) return args.next();
      return dispatch(
        deps,
        ({ events: handlers }) => handlers,
        { kind: 'event', body, context, ack: acknowledged },
        mentionPayload,
        {
          id: (payload) => payload.event.type,
          user: ({ event }) => ({ id: event.user, team_id: event.team }),
          reach: ({ event }) => ({ user: event.user, place: { channel: event.channel, thread: event.thread_ts } }),
          // Slack sends an event again when it believes it lost, and what a bot writes begins nothing.
          first: ({ event_id, event }) => (event.bot_id ? false : events.first(event_id)),
        },
      );
    }
    if (!('view' in args)) return args.next();
    if (args.body.type === 'view_closed') {
      const ack = () => args.ack();
      return dispatch(deps, ({ closed }) => closed, { kind: 'closed', body, context, ack }, viewPayload, {
        ...ofView,
        // The window is gone, and closing it is no reason for a message.
        reach: (payload) => ({ user: payload.user.id }),
      });
    }
    const ack = (action?: ViewResponseAction) => (action === undefined ? args.ack() : args.ack(action));
    const withView = (view: ModalView) => ack({ response_action: 'update', view });
    const withError = ({ view }: ViewPayload) => {
      const [input] = Object.keys(view.state.values);
      if (input === undefined) return undefined;
      return () => ack({ response_action: 'errors', errors: { [input]: texts.refused['too-many'] } });
    };
    return dispatch(
      deps,
      ({ submissions }) => submissions,
      { kind: 'submission', body, context, ack, withView, withError },
      viewPayload,
      ofView,
    );
  });
}

const ofView = {
  id: (payload: ViewPayload) => payload.view.callback_id,
  user: (payload: ViewPayload) => payload.user,
  reach: (payload: ViewPayload): Reach => ({ user: payload.user.id, view: payload.view.id }),
};

interface Incoming<A, P> {
  readonly kind: string;
  readonly body: unknown;
  readonly context: unknown;
  readonly ack: (answer?: A) => Promise<unknown>;
  readonly withView?: (view: ModalView) => Promise<unknown>;
  /** Leaves the window as it is, with a sentence that this was too much; undefined where it has no place for one. */
  readonly withError?: (payload: P) => (() => Promise<unknown>) | undefined;
}

interface Reading<P> {
  readonly id: (payload: P) => string;
  readonly user: (payload: P) => Parameters<typeof actorOf>[1];
  readonly reach: (payload: P) => Reach;
  /** False for a payload that repeats one; else what to call when it failed, so that it may come again. */
  readonly first?: (payload: P) => false | (() => void);
}

/** Clicks in windows by the state they were made on. A second click on the same state came before the first one changed it. */
class Clicks {
  readonly #seen = new Seen();

  first({ view, actions }: ActionPayload): false | (() => void) {
    if (view?.hash === undefined) return () => undefined;
    return this.#seen.first(`${view.id} ${view.hash} ${actions[0]?.action_id ?? ''}`);
  }
}

/** Events that have a handler. */
const taken: ReadonlySet<string> = new Set(['app_mention']);

/** Bolt acknowledges events by itself. */
async function acknowledged(): Promise<void> {}

const both = (one: () => void, other: () => void) => () => {
  one();
  other();
};

/** What came already, the last ten thousand of it. */
class Seen {
  readonly #known = new Set<string>();

  first(one: string): false | (() => void) {
    if (this.#known.has(one)) return false;
    this.#known.add(one);
    const [oldest] = this.#known;
    if (this.#known.size > 10_000 && oldest !== undefined) this.#known.delete(oldest);
    return () => void this.#known.delete(one);
  }
}

async function dispatch<P, A>(
  { tenantOf, rate, log, newReference }: RouterDeps,
  handlers: (routes: Routes) => Handlers<P, A>,
  { kind, body, context, ack, withView, withError }: Incoming<A, P>,
  schema: z.ZodType<P>,
  reading: Reading<P>,
): Promise<void> {
  let acked = false;
  const once = async (answer: () => Promise<unknown>) => {
    if (acked) return;
    acked = true;
    await answer();
  };
  const payload = schema.safeParse(body);
  const where = contextSchema.safeParse(context);
  if (!payload.success || !where.success) {
    log.warn({ kind, fields: fieldsOf(payload.error ?? where.error) }, 'a payload could not be read');
    return once(() => ack());
  }
  const id = reading.id(payload.data);
  const installation = installationOf(where.data);
  if (installation === undefined) {
    log.warn({ kind }, 'a payload names neither a workspace nor an organization');
    return once(() => ack());
  }
  const { routes, client, whisper } = tenantOf(installation);
  const handler = handlers(routes).get(id);
  if (handler === undefined) {
    log.warn({ kind, id: id.slice(0, 80) }, 'nothing handles this');
    return once(() => ack());
  }
  const actor = actorOf(where.data, reading.user(payload.data));
  const rated = rate(`${installation} ${actor.person}`);
  const instead = withError?.(payload.data);
  // A closed window asks for nothing, and one without inputs cannot stay: what somebody wrote is kept first.
  const goesOn = rated === 'ok' || kind === 'closed' || (withError !== undefined && instead === undefined);
  if (!goesOn) {
    log.warn({ kind, id, installation }, 'one person does too much');
    await once(instead ?? (() => ack()));
    // Opening a tab asks for no message.
    if (instead !== undefined || rated === 'silent' || kind === 'home') return;
    const incident = { kind, id, installation, reach: reading.reach(payload.data) };
    return report({ client, whisper, log, newReference }, new Refused('too-many'), incident);
  }
  const failed = reading.first?.(payload.data);
  if (failed === false) {
    log.debug({ kind, id }, 'came twice');
    return once(() => ack());
  }
  try {
    await handler({ payload: payload.data, actor, ack: (answer) => once(() => ack(answer)) });
  } catch (error) {
    failed?.();
    const answer = acked || withView === undefined ? undefined : (view: ModalView) => once(() => withView(view));
    const incident = { kind, id, installation, reach: reading.reach(payload.data), answer };
    await report({ client, whisper, log, newReference }, error, incident);
  }
  // Slack shows the person an error for what nobody acknowledged.
  await once(() => ack());
}

function fieldsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).slice(0, 5).map((issue) => issue.path.join('.'));
}
