import type { App, RespondArguments, ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { z } from 'zod';
import type { Actor } from '../app/use-cases.ts';
import { Refused } from '../app/refused.ts';
import { traceOf } from './errors.ts';
import { type GuardDeps, report } from './guard.ts';
import { actorOf, installationOf, requestContext } from './installation.ts';
import { events, opening } from './ids.ts';
import type { Log } from './log.ts';
import { type Begun, Busy, type Once } from './once.ts';
import type { Rated } from './rate.ts';
import { logOf } from './requests.ts';
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
  insideOf,
  type ViewPayload,
  viewPayload,
} from './payloads.ts';
import { texts } from './texts.ts';

/** One payload for a handler: read, with the person acting and the way to acknowledge it. */
export interface Call<P, A = never> {
  readonly payload: P;
  readonly actor: Actor;
  /** The name of the request, for the person when something goes wrong. */
  readonly request: string;
  /** Every line in it names the request. */
  readonly log: Log;
  /** Only the first acknowledgement reaches Slack. */
  readonly ack: (answer?: A) => Promise<void>;
  /** Adds to what was shown once Slack has its answer and nothing of it can be lost; should that fail, what is shown stays. */
  readonly afterwards: (work: () => Promise<void>) => void;
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

export interface RouterDeps {
  readonly tenantOf: (installation: string) => Tenant;
  readonly rate: (person: string) => Rated;
  readonly log: Log;
  /** Remembers what came, across instances. */
  readonly once: Once;
}

/**
 * Registers the way in. Bolt would run every listener's own chain for each payload, so there is none: one middleware hands
 * each payload to its handler. What has no handler is acknowledged and logged; events go on to their listeners.
 */
export function route(app: App, deps: RouterDeps): void {
  const all = { ...deps, seen: new Seen() };
  app.use(async (args) => {
    const { body, context } = args;
    if ('command' in args) {
      const ack = (message?: RespondArguments) => args.ack(message);
      return dispatch(all, ({ commands }) => commands, { kind: 'command', body, context, ack }, commandPayload, {
        id: (payload) => payload.command,
        user: (payload) => ({ id: payload.user_id, name: payload.user_name }),
        reach: (payload) => ({ user: payload.user_id, responseUrl: payload.response_url }),
        // Only opens windows: Slack itself takes a trigger once, whichever instance comes with it.
        keys: (it) => [`${it.trigger_id} ${it.user_id} ${it.command}`],
      });
    }
    if ('shortcut' in args) {
      const ack = () => args.ack();
      return dispatch(all, ({ shortcuts }) => shortcuts, { kind: 'shortcut', body, context, ack }, shortcutPayload, {
        id: (payload) => payload.callback_id,
        user: (payload) => payload.user,
        reach: (payload) => ({ user: payload.user.id, responseUrl: payload.response_url }),
        keys: (it) => [`${it.trigger_id} ${it.user.id} ${it.callback_id}`],
      });
    }
    if ('action' in args) {
      const ack = () => args.ack();
      return dispatch(all, ({ actions }) => actions, { kind: 'action', body, context, ack }, actionPayload, {
        id: (payload) => payload.actions[0]?.action_id ?? '',
        user: (payload) => payload.user,
        reach: (payload) => ({
          user: payload.user.id,
          view: payload.view?.id,
          inside: insideOf(payload),
          responseUrl: payload.response_url,
        }),
        keys: clickKeys,
        lasting: (it) =>
          it.view === undefined && opening.has(it.actions[0]?.action_id ?? '') ? undefined : clickKeys(it).at(-1),
      });
    }
    if ('event' in args) {
      if (args.event.type === events.home) {
        return dispatch(all, ({ homes }) => homes, { kind: 'home', body, context, ack: acknowledged }, homePayload, {
          id: (payload) => payload.event.type,
          user: ({ event }) => ({ id: event.user }),
          reach: ({ event }) => ({ user: event.user }),
          keys: ({ event_id }) => [event_id],
        });
      }
      // What a bot writes begins nothing.
      if (!taken.has(args.event.type) || ('bot_id' in args.event && args.event.bot_id)) return args.next();
      return dispatch(
        all,
        ({ events: handlers }) => handlers,
        { kind: 'event', body, context, ack: acknowledged },
        mentionPayload,
        {
          id: (payload) => payload.event.type,
          user: ({ event }) => ({ id: event.user, team_id: event.team }),
          reach: ({ event }) => ({ user: event.user, place: { channel: event.channel, thread: event.thread_ts } }),
          // Slack sends an event again when it believes it lost.
          lasting: ({ event_id }) => event_id,
        },
      );
    }
    if (!('view' in args)) return args.next();
    if (args.body.type === 'view_closed') {
      const ack = () => args.ack();
      return dispatch(all, ({ closed }) => closed, { kind: 'closed', body, context, ack }, viewPayload, {
        ...ofView,
        lasting: ({ view }) => `${view.id} ${view.hash ?? ''} ${view.callback_id} closed`,
        // The window is gone, and closing it is no reason for a message.
        reach: (payload) => ({ user: payload.user.id }),
      });
    }
    const ack = (action?: ViewResponseAction) => (action === undefined ? args.ack() : args.ack(action));
    // It is one of ours, whatever TypeScript knows of it.
    const again = (answer: unknown) => Reflect.apply(args.ack, undefined, [answer]);
    const withView = (view: ModalView) => ack({ response_action: 'update', view });
    const withError = ({ view }: ViewPayload) => {
      const [input] = Object.keys(view.state.values);
      if (input === undefined) return undefined;
      return () => ack({ response_action: 'errors', errors: { [input]: texts.refused['too-many'] } });
    };
    return dispatch(
      all,
      ({ submissions }) => submissions,
      { kind: 'submission', body, context, ack, again, withView, withError },
      viewPayload,
      // The state of a window is no key: with errors at its inputs it is submitted again as it is.
      { ...ofView, lasting: ({ trigger_id: trigger, view }) => trigger && `${trigger} ${view.callback_id}` },
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
  /** Acknowledges with an answer that was given before. */
  readonly again?: (answer: unknown) => Promise<unknown>;
  readonly withView?: (view: ModalView) => Promise<unknown>;
  /** Leaves the window as it is, with a sentence that this was too much; undefined where it has no place for one. */
  readonly withError?: (payload: P) => (() => Promise<unknown>) | undefined;
}

/** What is read of one kind of payload before its handler is found. */
interface PayloadReader<P> {
  readonly id: (payload: P) => string;
  readonly user: (payload: P) => Parameters<typeof actorOf>[1];
  readonly reach: (payload: P) => Reach;
  /** What repeats one of these in this process is acknowledged and no more. */
  readonly keys?: (payload: P) => readonly string[];
  /** The key by which all instances know it for a day, for what does more than open a window; undefined for what does not. */
  readonly lasting?: (payload: P) => string | undefined;
}

/**
 * A click by its trigger; and in a window by the state it was made on, as a second click on the same state came before the
 * first one changed it.
 */
function clickKeys({ trigger_id, user, view, actions }: ActionPayload): string[] {
  const action = actions[0]?.action_id ?? '';
  const sent = `${trigger_id} ${user.id} ${action}`;
  return view?.hash === undefined ? [sent] : [sent, `${view.id} ${view.hash} ${action}`];
}

/** Events that have a handler. */
const taken: ReadonlySet<string> = new Set([events.mention]);

/** Bolt acknowledges events by itself. */
async function acknowledged(): Promise<void> {}

/** What came already, the last ten thousand of it. */
class Seen {
  readonly #known = new Set<string>();

  /** False for what repeats something; else what to call when it failed, so that it may come again. */
  first(keys: readonly string[]): false | (() => void) {
    if (keys.some((key) => this.#known.has(key))) return false;
    for (const key of keys) this.#known.add(key);
    for (const oldest of this.#known) {
      if (this.#known.size <= 10_000) break;
      this.#known.delete(oldest);
    }
    return () => {
      for (const key of keys) this.#known.delete(key);
    };
  }
}

async function dispatch<P, A>(
  { tenantOf, rate, log: ownLog, once: remembered, seen }: RouterDeps & { readonly seen: Seen },
  handlers: (routes: Routes) => Handlers<P, A>,
  { kind, body, context, ack, again, withView, withError }: Incoming<A, P>,
  schema: z.ZodType<P>,
  reader: PayloadReader<P>,
): Promise<void> {
  let acked = false;
  const once = async (answer: () => Promise<unknown>) => {
    if (acked) return;
    acked = true;
    await answer();
  };
  const payload = schema.safeParse(body);
  const where = requestContext.safeParse(context);
  if (!payload.success || !where.success) {
    ownLog.warn({ kind, fields: fieldsOf(payload.error ?? where.error) }, 'a payload could not be read');
    return once(() => ack());
  }
  const { request } = where.data;
  const log = logOf(ownLog, request);
  const id = reader.id(payload.data);
  const installation = installationOf(where.data);
  if (installation === undefined) {
    log.warn({ kind }, 'a payload names neither a workspace nor an organization');
    return once(() => ack());
  }
  const { routes, client, whisper } = tenantOf(installation);
  const handler = handlers(routes).get(id);
  if (handler === undefined) {
    log.warn({ kind, id: namely(id) }, 'nothing handles this');
    return once(() => ack());
  }
  const actor = actorOf(where.data, reader.user(payload.data));
  const rated = rate(`${installation} ${actor.person}`);
  const instead = withError?.(payload.data);
  // A closed window asks for nothing, and one without inputs cannot stay: what somebody wrote is kept first.
  const goesOn = rated === 'ok' || kind === 'closed' || (withError !== undefined && instead === undefined);
  if (!goesOn) {
    log.warn({ kind, id, installation }, 'one person does too much');
    await once(instead ?? (() => ack()));
    // Opening a tab asks for no message.
    if (instead !== undefined || rated === 'silent' || kind === 'home') return;
    const incident = { kind, id, installation, request, reach: reader.reach(payload.data) };
    return report({ client, whisper, log }, new Refused('too-many'), incident);
  }
  const forget = seen.first(reader.keys?.(payload.data) ?? []);
  if (forget === false) {
    log.debug({ kind, id }, 'came twice');
    return once(() => ack());
  }
  const lasting = reader.lasting?.(payload.data);
  let begun: Begun | undefined;
  let said: A | undefined;
  const later: (() => Promise<void>)[] = [];
  try {
    begun = lasting === undefined ? undefined : await remembered.begin(installation, `${actor.person} ${lasting}`);
    if (begun?.first === false) {
      log.debug({ kind, id }, 'came twice');
      const { answer } = begun;
      return await once(() => (again === undefined || answer === undefined ? ack() : again(answer)));
    }
    await handler({
      payload: payload.data,
      actor,
      request,
      log,
      ack: (answer) => {
        said = acked ? said : answer;
        return once(() => ack(answer));
      },
      afterwards: (work) => void later.push(work),
    });
    // Slack shows the person an error for what nobody acknowledged.
    await once(() => ack());
    await begun?.done(said);
  } catch (error) {
    forget();
    // Not acknowledged: it comes again.
    if (error instanceof Busy) throw error;
    if (begun?.first === true) await begun.failed();
    const answer = acked || withView === undefined ? undefined : (view: ModalView) => once(() => withView(view));
    const incident = { kind, id, installation, request, reach: reader.reach(payload.data), answer };
    await report({ client, whisper, log }, error, incident);
    return once(() => ack());
  }
  for (const work of later)
    await work().catch((error: unknown) =>
      log.warn({ kind, id, installation, ...traceOf(error) }, 'what was shown could not be added to'),
    );
}

function fieldsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).slice(0, 5).map((issue) => issue.path.join('.'));
}

/** The name of a command, button or window as a log may show it: what a payload has in its place might be anything somebody wrote. */
function namely(id: string): string {
  return /^[\w:./-]{1,80}$/.test(id) ? id : 'no name';
}
