import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { openBooks } from './app/books.ts';
import { mayPostIn } from './app/channels.ts';
import { createOutbox } from './app/outbox.ts';
import type { Clock, Store } from './app/ports.ts';
import { createUseCases } from './app/use-cases.ts';
import { type Config, databaseIn } from './config.ts';
import { packageRoot } from './package-root.ts';
import type { Playground } from './playground/index.ts';
import { contentHash } from './rules/hash.ts';
import type { Metrics } from './metrics.ts';
import { type Operations, readyPage, serveOperations } from './operations.ts';
import { watchFlips } from './operate/stored.ts';
import { sweepHourly } from './retention.ts';
import { openRulebook, shippedRules } from './rules/open.ts';
import type { Prepared } from './rules/prepared.ts';
import { createApp } from './slack/app.ts';
import { createAsides } from './slack/asides.ts';
import type { Room } from './slack/debate/room.ts';
import { sharedRoom } from './slack/debate/shared-room.ts';
import { tokenCodes } from './slack/errors.ts';
import { createOnce } from './slack/once.ts';
import type { Page } from './slack/oauth/install.ts';
import { createPoster } from './slack/poster.ts';
import { createReplies, type Replies, sharedReplies } from './slack/replies.ts';
import { sharedClock } from './store/shared-clock.ts';
import { openStore } from './store/store.ts';
import { openSurface } from './surface.ts';

/** What is wrong with the rules or the environment, ready to print. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}

export interface Running {
  /** Where people or Slack reach it: the playground's page, or the HTTP endpoint; undefined in Socket Mode. */
  readonly url: string | undefined;
  /** Where operators read health and metrics. */
  readonly operations: string | undefined;
  /** The local workspace, when there is no Slack. */
  readonly playground: Playground | undefined;
  /** Takes nothing new, finishes what is under way and closes the store. */
  readonly stop: () => Promise<void>;
}

/** How often an instance looks for posts that others left. */
const pollMs = 2_000;

/**
 * Wires the app: rules are checked before anything listens, and posts a crash left behind are taken up.
 * @throws CannotStart, TokenRefused
 */
export async function start(config: Config, log: Logger): Promise<Running> {
  const rules = await openRulebook(config.rules ?? shippedRules, config.overlay);
  if (!rules.ok) throw new CannotStart(rules.problems.join('\n'));
  const store = await openStore(databaseIn(config), log);
  try {
    return await wire(config, log, rules, store);
  } catch (cause) {
    await store.close();
    const why = whyNoPort(config, cause);
    throw why === undefined ? cause : new CannotStart(why);
  }
}

/** Why a port cannot be listened on, and what to do; undefined where the failure is another. */
function whyNoPort({ port, operationsPort, host }: Config, cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause && 'syscall' in cause)) return undefined;
  // A call to Slack or a database fails with the same codes; those say so themselves.
  const looksUp = cause.syscall === 'getaddrinfo' && 'hostname' in cause && cause.hostname === host;
  if (!looksUp && cause.syscall !== 'listen') return undefined;
  const [name, wanted] =
    operationsPort !== undefined && 'port' in cause && cause.port === operationsPort
      ? ['OPERATIONS_PORT', operationsPort]
      : ['PORT', port];
  switch (cause.code) {
    case 'EADDRINUSE':
      return `port ${wanted} is taken: stop what listens there, or try ${name}=${wanted + 1} npm start`;
    case 'EACCES':
      return `port ${wanted} may not be listened on by this user: try ${name}=3000 npm start`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return `HOST ${host} is no address of this machine: write 127.0.0.1 for this machine alone, or 0.0.0.0 for every network`;
    default:
      return undefined;
  }
}

async function wire(config: Config, log: Logger, { rulebook, places }: Prepared, store: Store): Promise<Running> {
  const metrics = config.operationsPort === undefined ? undefined : (await import('./metrics.ts')).createMetrics(store);
  const meter = metrics?.meter;
  const surface = await openSurface({
    config,
    manifest: new URL('manifest.yml', packageRoot),
    log,
    store,
    meter,
    installed: async (installation) => {
      await store.hurry(tokenCodes, clock.now(), installation);
      outbox.wake();
    },
  });
  const clock = await sharedClock(store, log);
  const books = await openBooks(store, rulebook, contentHash, places);
  // The same after a restart of the same machine, so that nothing has to wait for what its earlier life was at.
  const holder =
    config.database === undefined ? 'this instance' : `${hostname()}:${config.port || randomBytes(6).toString('hex')}`;
  await store.releaseDeliveries(holder);
  const shared = {
    book: books.current.book,
    accounts: surface.accounts,
    log,
    clientOptions: { slackApiUrl: surface.apiUrl, meter },
    ...shareAmong(config, store, clock),
    once: createOnce({ store, clock, log, holder }),
  };
  const useCases = createUseCases({
    store,
    clock,
    books,
    ids: { next: () => randomBytes(15).toString('base64url') },
    wake: () => outbox.wake(),
    channels: config.channels,
  });
  const poster = createPoster(shared);
  const outbox = createOutbox({
    store,
    clock,
    log,
    poster: metrics?.posting(poster) ?? poster,
    show: (...args) => useCases.show(...args),
    stance: (...args) => useCases.stance(...args),
    outlook: (shown) => useCases.outlook(shown),
    debate: (...args) => useCases.debates.show(...args),
    allowed: mayPostIn(config.channels),
    pause: config.postPauseMs,
    settle: config.postSettleMs,
    // A look must come after what was under way; whoever takes over waits for it anyway.
    hold: Math.max(1_000, config.postSettleMs * 0.6),
    holder,
    ...(config.database !== undefined && { poll: () => pollMs * (0.75 + Math.random() / 2) }),
  });
  const app = createApp({
    ...shared,
    useCases,
    receiver: surface.receiver,
    actionsPerMinute: config.actionsPerMinute,
  });
  await app.init();
  const operations = await openOperations(config, metrics, readyPage({ store, slack: surface.slack }), log);
  const url = await surface.listen();
  const sweeping = sweepHourly(config.retentionDays, useCases.forgetting, log);
  // A restart is how an operator gives it another token.
  await store.hurry(tokenCodes, clock.now());
  outbox.wake();
  const watching = watchFlips(databaseIn(config), books.current.book, log);
  return {
    url,
    playground: surface.playground,
    operations: operations?.url,
    stop: async () => {
      await Promise.all([sweeping.stop(), watching.stop()]);
      await app.stop();
      await outbox.stop();
      await surface.playground?.close();
      await operations?.stop();
      clock.stop();
      await store.close();
    },
  };
}

/** What all instances need to know for a while. One instance alone keeps it in memory. */
function shareAmong({ database, slack }: Config, store: Store, clock: Clock): { replies: Replies; room?: Room } {
  if (database === undefined || slack.mode === 'playground') return { replies: createReplies(() => clock.now()) };
  const secret = slack.mode === 'socket' ? slack.appToken : slack.signingSecret;
  const asides = createAsides({ store, clock, secret });
  return { replies: sharedReplies(asides), room: sharedRoom(asides, clock) };
}

async function openOperations(
  { operationsPort: port, host }: Config,
  metrics: Metrics | undefined,
  ready: Page,
  log: Logger,
): Promise<Operations | undefined> {
  if (port === undefined || metrics === undefined) return undefined;
  const operations = await serveOperations({ port, host }, { ready, metrics: metrics.page });
  log.info({ url: operations.url }, 'operators are served');
  return operations;
}
