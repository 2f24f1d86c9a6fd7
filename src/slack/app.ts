import { App, AuthorizationError, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Gone } from '../app/forgetting.ts';
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
import { createLessonPictures } from './lesson-pictures.ts';
import { type Log, slackLogger } from './log.ts';
import { Busy, type Once, onceHere } from './once.ts';
import { recent } from './recent.ts';
import { actionsPerMinute, createRate } from './rate.ts';
import { type Replies, createReplies } from './replies.ts';
import { logOf, newRequest } from './requests.ts';
import { createRooms } from './rooms.ts';
import { route, type Tenant } from './router.ts';
import { createDrain, watched } from './watch.ts';
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
  /** Names a request that has no name yet, to the person and in the log. Default: random. */
  readonly newReference?: (() => string) | undefined;
}

/** Nobody remembers an account for longer, or is at work for it. */
const afterwardsMs = 120_000;

/** Installations whose listeners are kept ready. */
const tenantsKept = 500;

/** The name of a request, where it has one. */
function nameOf({ customProperties }: ReceiverEvent): string | undefined {
  const name: unknown = customProperties?.['request'];
  return typeof name === 'string' ? name : undefined;
}

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
  // Bolt does not say here which request it was.
  app.error(async (error) => {
    throw error;
  });
  /** Done before Slack hears that it is: an acknowledged event does not come again. */
  async function gone(it: Gone): Promise<void> {
    const { installation, revoked } = it;
    accounts.forget(installation);
    const purged = await useCases.forgetting.uninstalled(it);
    log.info({ installation, purged, revoked }, 'uninstalled');
    if (!purged) return;
    // What was under way somewhere, for an account that was still remembered, may have written since.
    const since = it.at ?? Date.now();
    const again = (): void => {
      afterwards.delete(timer);
      useCases.forgetting
        .uninstalled({ installation, at: since, revoked: false })
        .catch((error: unknown) => log.error(traceOf(error), 'what an uninstall left could not be deleted'));
    };
    const timer = setTimeout(again, afterwardsMs).unref();
    afterwards.add(timer);
  }
  const afterwards = new Set<NodeJS.Timeout>();
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
    const uploading = accountClient('background', account, endpoint, log);
    const pictures = createLessonPictures({ installation, store: useCases.newcomers.pictures, client: uploading, log });
    const routes = routesOf({ useCases, rulebook, client, whisper, replies, download, room, roomsOf, pictures, log });
    return { routes, client, whisper };
  });
  const rate = createRate(deps.actionsPerMinute ?? actionsPerMinute);
  route(app, { tenantOf, rate, log, once: deps.once ?? onceHere() });
  const processEvent = app.processEvent.bind(app);
  const process = async (event: ReceiverEvent): Promise<void> => {
    try {
      await processEvent(event);
    } catch (error) {
      const cause = error instanceof Error && 'original' in error ? error.original : undefined;
      // The receiver answers that it should come again.
      if (cause instanceof Busy) throw cause;
      logOf(log, nameOf(event) ?? newRequest()).error(traceOf(error), 'the app failed');
      // The receiver answers "please reinstall" to this alone; swallowed, the person would see nothing at all.
      if (error instanceof AuthorizationError) throw cause instanceof NotInstalled ? error : cause;
    }
  };
  const enter = watched(process, { meter: endpoint?.meter, gone });
  const drain = createDrain();
  const { newReference = newRequest } = deps;
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
    for (const timer of afterwards) clearTimeout(timer);
    return stopped;
  };
  return app;
}
