import { App, AuthorizationError, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { UseCases } from '../app/use-cases.ts';
import type { Rulebook } from '../core/index.ts';
import { type Accounts, NotInstalled } from './accounts.ts';
import { clientOptions } from './clients.ts';
import type { SlackEndpoint } from './endpoint.ts';
import { createRoom, type Room } from './debate/room.ts';
import { traceOf } from './errors.ts';
import { contextSchema, installationOf } from './installation.ts';
import { type Log, slackLogger } from './log.ts';
import { Busy, type Once, onceHere } from './once.ts';
import { actionsPerMinute, createRate } from './rate.ts';
import { type Replies, createReplies } from './replies.ts';
import { logOf, newRequest } from './requests.ts';
import { route } from './router.ts';
import { createTenants } from './tenants.ts';
import { createUninstalls } from './uninstalls.ts';
import { createDrain, watched } from './watch.ts';

/** What the app is made of. */
export interface AppDeps {
  readonly useCases: UseCases;
  /** The current rulebook: forms are built from it. */
  readonly book: { readonly rulebook: Rulebook };
  readonly receiver: Receiver;
  readonly accounts: Accounts;
  readonly log: Log;
  readonly clientOptions?: SlackEndpoint | undefined;
  /** Shared with the poster, which answers there. */
  readonly replies?: Replies | undefined;
  /** What one person may do in a minute; 30 unless told, 0 for no limit. */
  readonly actionsPerMinute?: number | undefined;
  /** Remembers what came, across instances; default: in this process. */
  readonly once?: Once | undefined;
  /** Readings, when several instances share them. */
  readonly room?: Room | undefined;
  /** Names a request that has no name yet, to the person and in the log. Default: random. */
  readonly newReference?: (() => string) | undefined;
}

/** The Bolt app with its listeners. Call `init()` before `start()`. */
export function createApp(deps: AppDeps): App {
  const { useCases, book, accounts, log, clientOptions: endpoint } = deps;
  const { replies = createReplies(), room = createRoom(), once = onceHere(), newReference = newRequest } = deps;
  const app = boltApp(deps);
  const tenantOf = createTenants({ useCases, book, accounts, endpoint, replies, room, log });
  route(app, { tenantOf, rate: createRate(deps.actionsPerMinute ?? actionsPerMinute), log, once });
  const uninstalls = createUninstalls({ useCases, accounts, log });
  const process = failing(app.processEvent.bind(app), log);
  const enter = watched(process, { meter: endpoint?.meter, gone: uninstalls.gone });
  const drain = createDrain();
  app.processEvent = (event) => {
    // Over Socket Mode nobody has named it yet.
    const customProperties = { request: nameOf(event) ?? newReference() };
    return drain.during(enter({ ...event, customProperties }));
  };
  const stop = app.stop.bind(app);
  app.stop = async (...given) => {
    const stopped = await stop(...given);
    // Over Socket Mode nobody else waits for what came before the connection closed.
    await drain.drained();
    uninstalls.stop();
    return stopped;
  };
  return app;
}

/** Bolt without what it would do by itself: no token, no initialization, no store, and errors come out as they are. */
function boltApp({ receiver, accounts, log, clientOptions: endpoint }: AppDeps): App {
  const app = new App({
    receiver,
    // Bolt never gets a token: its clients are shared, and every listener here has those of its own installation.
    authorize: async (source) => {
      // Bolt takes the ids out of a payload as they are: they may be anything.
      const where = contextSchema.safeParse(source);
      const installation = where.success ? installationOf(where.data) : undefined;
      // Nobody's payload goes to no listener.
      if (installation === undefined) return {};
      const { botId, botUserId } = await accounts.of(installation);
      return { botId, botUserId };
    },
    // A bad token would otherwise end the process from inside the constructor.
    deferInitialization: true,
    // The default one keeps every conversation for ever.
    convoStore: false,
    ignoreSelf: false,
    logger: slackLogger(log),
    clientOptions: clientOptions('interactive', endpoint, log),
  });
  // Bolt does not say here which request it was.
  app.error(async (error) => {
    throw error;
  });
  return app;
}

/** Bolt's way in, whose failures are logged here; only those that the receiver has an answer for go on to it. */
function failing(process: App['processEvent'], log: Log): App['processEvent'] {
  return async (event) => {
    try {
      await process(event);
    } catch (error) {
      const cause = error instanceof Error && 'original' in error ? error.original : undefined;
      // The receiver answers that it should come again.
      if (cause instanceof Busy) throw cause;
      logOf(log, nameOf(event) ?? newRequest()).error(traceOf(error), 'the app failed');
      // The receiver answers "please reinstall" to this alone; swallowed, the person would see nothing at all.
      if (error instanceof AuthorizationError) throw cause instanceof NotInstalled ? error : cause;
    }
  };
}

/** The name of a request, where it has one. */
function nameOf({ customProperties }: ReceiverEvent): string | undefined {
  const name: unknown = customProperties?.['request'];
  return typeof name === 'string' ? name : undefined;
}
