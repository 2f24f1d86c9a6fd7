import { randomBytes } from 'node:crypto';
import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Config, Slack } from './config.ts';
import { identify, type Identity } from './identity.ts';
import type { Playground } from './playground/index.ts';
import { type Accounts, oneAccount } from './slack/accounts.ts';
import { fetchOf } from './slack/http.ts';
import { type Log, slackLogger } from './slack/log.ts';
import { createReceiver } from './slack/receiver.ts';

/** Where the app meets people: a Slack workspace, or the local one. */
export interface Surface {
  readonly receiver: Receiver;
  readonly accounts: Accounts;
  readonly apiUrl: string | undefined;
  readonly playground: Playground | undefined;
  /** Starts taking requests. @returns where, if it has an address */
  readonly listen: () => Promise<string | undefined>;
}

/** Opens the surface the environment asks for. @throws TokenRefused */
export function openSurface(config: Config, manifest: URL, log: Log): Promise<Surface> {
  switch (config.slack.mode) {
    case 'playground':
      return openPlayground(config, manifest, log);
    case 'socket':
      return openSocket(config, config.slack, log);
    case 'http':
      return openHttp(config, config.slack, log);
  }
}

async function openPlayground({ port, host }: Config, manifest: URL, log: Log): Promise<Surface> {
  const credentials = { botToken: `xoxb-${secret()}`, signingSecret: secret() };
  // The other modes need none of it.
  const [{ startPlayground }, { readManifest }] = await Promise.all([
    import('./playground/index.ts'),
    import('./manifest.ts'),
  ]);
  const playground = await startPlayground({ port, host, manifest: readManifest(manifest), credentials });
  const identity = await identify(credentials.botToken, { slackApiUrl: playground.apiUrl }, log);
  const receiver = createReceiver({ signingSecret: credentials.signingSecret, log });
  return {
    receiver: stoppingWith(receiver, identity),
    accounts: oneAccount(identity),
    apiUrl: playground.apiUrl,
    playground,
    listen: async () => {
      playground.connect(await receiver.start({ port: 0, host: '127.0.0.1' }));
      return playground.url;
    },
  };
}

async function openSocket(
  { slackApiUrl }: Config,
  slack: Extract<Slack, { mode: 'socket' }>,
  log: Log,
): Promise<Surface> {
  const clientOptions = { ...(slackApiUrl !== undefined && { slackApiUrl }), fetch: fetchOf({ slackApiUrl }) };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: slackLogger(log),
    installerOptions: { clientOptions },
  });
  const identity = await identify(slack.botToken, clientOptions, log);
  return {
    receiver: stoppingWith(receiver, identity),
    accounts: oneAccount(identity),
    apiUrl: slackApiUrl,
    playground: undefined,
    listen: async () => {
      await receiver.start();
      return undefined;
    },
  };
}

async function openHttp(
  { port, host, slackApiUrl }: Config,
  slack: Extract<Slack, { mode: 'http' }>,
  log: Log,
): Promise<Surface> {
  const identity = await identify(slack.botToken, { slackApiUrl }, log);
  const receiver = createReceiver({
    signingSecret: slack.signingSecret,
    log,
    health: () => ({ slack: identity.known() ? 'known' : 'not answering yet' }),
  });
  return {
    receiver: stoppingWith(receiver, identity),
    accounts: oneAccount(identity),
    apiUrl: slackApiUrl,
    playground: undefined,
    listen: () => receiver.start({ port, host }),
  };
}

/** Nobody asks Slack who the bot is once requests are no longer taken. */
function stoppingWith(receiver: Receiver, identity: Identity): Receiver {
  return {
    init: (app) => receiver.init(app),
    start: (...at) => receiver.start(...at),
    stop: async () => {
      identity.stop();
      await receiver.stop();
    },
  };
}

function secret(): string {
  return randomBytes(16).toString('hex');
}
