import { randomBytes } from 'node:crypto';
import { App, AuthorizationError, type Receiver } from '@slack/bolt';
import type { UseCases } from '../app/use-cases.ts';
import type { Rulebook } from '../core/index.ts';
import { type BotIdentity, clientOptions, createClient, type SlackEndpoint } from './clients.ts';
import { createDownload } from './download.ts';
import { traceOf } from './errors.ts';
import { routesOf } from './listeners/routes.ts';
import { type Log, slackLogger } from './log.ts';
import { type Replies, createReplies } from './replies.ts';
import { route } from './router.ts';
import { createWhisper } from './whisper.ts';

/** What the app is made of. */
export interface AppDeps {
  readonly useCases: UseCases;
  /** The current rulebook: forms are built from it. */
  readonly book: { readonly rulebook: Rulebook };
  readonly receiver: Receiver;
  readonly identity: BotIdentity;
  readonly log: Log;
  readonly clientOptions?: SlackEndpoint | undefined;
  /** Shared with the poster, which answers there. */
  readonly replies?: Replies | undefined;
  /** Names a failure to the person and in the log. Default: random. */
  readonly newReference?: (() => string) | undefined;
}

/** The Bolt app with its listeners. Call `init()` before `start()`. */
export function createApp(deps: AppDeps): App {
  const { useCases, book, receiver, identity, log, clientOptions: endpoint } = deps;
  const app = new App({
    receiver,
    // Given a token and no more, Bolt asks Slack who it is, even for the ids it was given.
    authorize: async () => ({ ...identity }),
    // A bad token would otherwise end the process from inside the constructor.
    deferInitialization: true,
    // The default one keeps every conversation for ever.
    convoStore: false,
    ignoreSelf: false,
    logger: slackLogger(log),
    clientOptions: clientOptions('interactive', endpoint, log),
  });
  app.error(async (error) => {
    log.error(traceOf(error), 'the app failed');
    // The receiver answers "please reinstall"; swallowed, the person would see nothing at all.
    if (error instanceof AuthorizationError) throw error;
  });
  const client = createClient('interactive', identity, endpoint, log);
  const newReference = deps.newReference ?? (() => randomBytes(4).toString('hex'));
  const whisper = createWhisper({ client, endpoint, log });
  const replies = deps.replies ?? createReplies();
  const download = createDownload({ token: identity.botToken, endpoint, log });
  const routes = routesOf({ useCases, rulebook: book.rulebook, client, whisper, replies, download, log });
  route(app, routes, { client, log, whisper, newReference });
  return app;
}
