import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { openBooks } from './app/books.ts';
import { createOutbox } from './app/outbox.ts';
import type { Store } from './app/ports.ts';
import { createUseCases } from './app/use-cases.ts';
import type { Config } from './config.ts';
import type { Rulebook } from './core/index.ts';
import type { Playground } from './playground/index.ts';
import { contentHash } from './rules/hash.ts';
import { openRulebook } from './rules/open.ts';
import { createApp } from './slack/app.ts';
import { createPoster } from './slack/poster.ts';
import { createReplies } from './slack/replies.ts';
import { openStore } from './store/store.ts';
import { openSurface } from './surface.ts';

/** What is wrong with the rules or the environment, ready to print. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}

export interface Running {
  /** Where people or Slack reach it: the playground's page, or the HTTP endpoint; undefined in Socket Mode. */
  readonly url: string | undefined;
  /** The local workspace, when there is no Slack. */
  readonly playground: Playground | undefined;
  /** Takes nothing new, finishes what is under way and closes the store. */
  readonly stop: () => Promise<void>;
}

/** The root of the package: rules, manifest and page stand there, run from source or built. */
const root = new URL('../', import.meta.url);

/**
 * Wires the app: rules are checked before anything listens, and posts a crash left behind are taken up.
 * @throws CannotStart, TokenRefused
 */
export async function start(config: Config, log: Logger): Promise<Running> {
  const rules = await openRulebook(config.rules ?? fileURLToPath(new URL('rules/', root)), config.overlay);
  if (!rules.ok) throw new CannotStart(rules.problems.join('\n'));
  const store = await openStore({ file: config.data });
  try {
    return await wire(config, log, rules.rulebook, store);
  } catch (cause) {
    await store.close();
    if (!isTaken(cause)) throw cause;
    throw new CannotStart(
      `port ${config.port} is taken: stop what listens there, or try PORT=${config.port + 1} npm start`,
    );
  }
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

async function wire(config: Config, log: Logger, rulebook: Rulebook, store: Store): Promise<Running> {
  const surface = await openSurface(config, new URL('manifest.yml', root), log);
  const clock = { now: () => Date.now() };
  const books = await openBooks(store, rulebook, contentHash);
  const shared = {
    book: books.current.book,
    accounts: surface.accounts,
    log,
    clientOptions: { slackApiUrl: surface.apiUrl },
    replies: createReplies(clock.now),
  };
  const useCases = createUseCases({
    store,
    clock,
    books,
    ids: { next: () => randomBytes(15).toString('base64url') },
    wake: () => outbox.wake(),
  });
  const outbox = createOutbox({
    store,
    clock,
    log,
    poster: createPoster(shared),
    show: (...args) => useCases.show(...args),
    stance: (...args) => useCases.stance(...args),
    outlook: (shown) => useCases.outlook(shown),
    debate: (...args) => useCases.debates.show(...args),
    pause: config.postPauseMs,
    settle: config.postSettleMs,
  });
  const app = createApp({ ...shared, useCases, receiver: surface.receiver });
  await app.init();
  const url = await surface.listen();
  outbox.wake();
  return {
    url,
    playground: surface.playground,
    stop: async () => {
      await app.stop();
      await outbox.stop();
      await surface.playground?.close();
      await store.close();
    },
  };
}
