import { App, AuthorizationError, type Receiver } from '@slack/bolt';
import type { UseCases } from '../app/use-cases.ts';
import type { Rulebook } from '../core/index.ts';
import { type Accounts, NotInstalled } from './accounts.ts';
import { accountClient, clientOptions } from './clients.ts';
import type { SlackEndpoint } from './endpoint.ts';
import { createRoom, type Room } from './debate/room.ts';
import { createDownload } from './download.ts';
import { traceOf } from './errors.ts';
import { contextSchema, installationOf } from './installation.ts';
import { routesOf } from './listeners/routes.ts';
import { type Log, slackLogger } from './log.ts';
import { Busy, type Once, onceHere } from './once.ts';
import { recent } from './recent.ts';
import { actionsPerMinute, createRate } from './rate.ts';
import { type Replies, createReplies } from './replies.ts';
import { asRequest, newRequest, request } from './requests.ts';
import { createRooms } from './rooms.ts';
import { route, type Tenant } from './router.ts';
import { createDrain, type Uninstalled, watched } from './watch.ts';
import { createWhisper } from './whisper.ts';

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
  /** Names a request to the person and in the log. Default: random. */
  readonly newReference?: (() => string) | undefined;
}

/** Installations whose listeners are kept ready. */
const tenantsKept = 500;

const nameOfRequest = (): string => request() ?? newRequest();

/** The Bolt app with its listeners. Call `init()` before `start()`. */
export function createApp(deps: AppDeps): App {
  const { useCases, book, receiver, accounts, log, clientOptions: endpoint } = deps;
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
  app.error(async (error) => {
    // The receiver answers that it should come again.
    if (error.original instanceof Busy) throw error.original;
    log.error(traceOf(error), 'the app failed');
    // The receiver answers "please reinstall" to this alone; swallowed, the person would see nothing at all.
    if (!(error instanceof AuthorizationError)) return;
    throw error.original instanceof NotInstalled ? error : error.original;
  });
  /** Done before Slack hears that it is: an acknowledged event does not come again. */
  async function gone({ installation, at }: Uninstalled): Promise<void> {
    accounts.forget(installation);
    const purged = await useCases.forgetting.uninstalled(installation, at);
    log.info({ installation, purged }, 'uninstalled');
  }
  const replies = deps.replies ?? createReplies();
  const room = deps.room ?? createRoom();
  /** Listeners of one installation, which know no other one's account. */
  const tenantOf = recent(tenantsKept, (installation: string): Tenant => {
    const account = { token: async () => (await accounts.of(installation)).token() };
    const client = accountClient('interactive', account, endpoint, log);
    const whisper = createWhisper({ client, endpoint, log });
    const download = createDownload({ account, endpoint, log });
    const roomsOf = createRooms({ client, log });
    const rulebook = book.rulebook;
    const routes = routesOf({ useCases, rulebook, client, whisper, replies, download, room, roomsOf, log });
    return { routes, client, whisper };
  });
  const rate = createRate(deps.actionsPerMinute ?? actionsPerMinute);
  route(app, { tenantOf, rate, log, newReference: nameOfRequest, once: deps.once ?? onceHere() });
  const process = app.processEvent.bind(app);
  const enter = watched(process, { meter: endpoint?.meter, gone });
  const drain = createDrain();
  app.processEvent = (event) => drain.during(asRequest(() => enter(event), deps.newReference));
  const stop = app.stop.bind(app);
  app.stop = async (...given) => {
    const stopped = await stop(...given);
    // Over Socket Mode nobody else waits for what came before the connection closed.
    await drain.drained();
    return stopped;
  };
  return app;
}
