import { randomBytes } from 'node:crypto';
import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { InstallationStore, PulseStore } from './app/installation-ports.ts';
import type { Config, Slack } from './config.ts';
import { identify, type Identity } from './identity.ts';
import { readyPage } from './operations.ts';
import type { Playground } from './playground/index.ts';
import { type Accounts, oneAccount } from './slack/accounts.ts';
import { fetchOf } from './slack/http.ts';
import { type Log, slackLogger } from './slack/log.ts';
import type { Meter } from './slack/meter.ts';
import { installPages, tokenRefresh } from './slack/oauth/install.ts';
import { createInstallations, type Installed } from './slack/oauth/installations.ts';
import { createSealer } from './slack/oauth/seal.ts';
import { createReceiver } from './slack/receiver.ts';

/** Where the app meets people: a Slack workspace, any number of them, or the local one. */
export interface Surface {
  readonly receiver: Receiver;
  readonly accounts: Accounts;
  readonly apiUrl: string | undefined;
  readonly playground: Playground | undefined;
  /** Whether Slack said who the bot is, in a word or two. */
  readonly slack: () => string;
  /** Starts taking requests. @returns where, if it has an address */
  readonly listen: () => Promise<string | undefined>;
}

/** What a surface is opened with. */
export interface Opening {
  readonly config: Config;
  readonly manifest: URL;
  readonly log: Log;
  readonly store: InstallationStore & PulseStore;
  readonly meter: Meter | undefined;
  /** Somebody installed the app, perhaps again. */
  readonly installed: (installation: string) => Promise<void>;
}

/** Opens the surface the environment asks for. @throws TokenRefused */
export function openSurface(opening: Opening): Promise<Surface> {
  const { slack } = opening.config;
  switch (slack.mode) {
    case 'playground':
      return openPlayground(opening);
    case 'socket':
      return openSocket(opening, slack);
    case 'http':
      return openHttp(opening, slack);
    case 'oauth':
      return openOAuth(opening, slack);
  }
}

const ofEach = () => 'known for each installation';
const saying = (identity: Identity) => () => (identity.known() ? 'known' : 'not answering yet');

async function openPlayground({ config: { port, host }, manifest, log }: Opening): Promise<Surface> {
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
    slack: saying(identity),
    listen: async () => {
      playground.connect(await receiver.start({ port: 0, host: '127.0.0.1' }));
      return playground.url;
    },
  };
}

async function openSocket(
  { config: { slackApiUrl }, log }: Opening,
  slack: Extract<Slack, { mode: 'socket' }>,
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
    slack: saying(identity),
    listen: async () => {
      await receiver.start();
      return undefined;
    },
  };
}

async function openHttp(
  { config: { port, host, slackApiUrl }, log, store }: Opening,
  slack: Extract<Slack, { mode: 'http' }>,
): Promise<Surface> {
  const identity = await identify(slack.botToken, { slackApiUrl }, log);
  const says = saying(identity);
  const receiver = createReceiver({
    signingSecret: slack.signingSecret,
    log,
    health: () => ({ slack: says() }),
    pages: new Map([['/readyz', readyPage({ store, slack: says })]]),
  });
  return {
    receiver: stoppingWith(receiver, identity),
    accounts: oneAccount(identity),
    apiUrl: slackApiUrl,
    playground: undefined,
    slack: says,
    listen: () => receiver.start({ port, host }),
  };
}

async function openOAuth(
  { config: { port, host, slackApiUrl }, manifest, log, store, meter, installed }: Opening,
  slack: Extract<Slack, { mode: 'oauth' }>,
): Promise<Surface> {
  const { clientId, clientSecret, publicUrl } = slack;
  const { readManifest } = await import('./manifest.ts');
  const app = { clientId, clientSecret, publicUrl, scopes: slack.scopes ?? readManifest(manifest).scopes };
  const endpoint = { slackApiUrl, meter };
  const installations = createInstallations({
    store,
    sealer: createSealer(slack.keys),
    refresh: tokenRefresh({ app, endpoint, log }),
    log,
  });
  const keep = async (it: Installed): Promise<void> => {
    await installations.keep(it);
    await installed(it.installation);
  };
  const pages = installPages({ app, states: store, keep, endpoint, log });
  const receiver = createReceiver({
    signingSecret: slack.signingSecret,
    log,
    pages: new Map([...pages, ['/readyz', readyPage({ store, slack: ofEach })]]),
  });
  return {
    receiver,
    accounts: installations,
    apiUrl: slackApiUrl,
    playground: undefined,
    slack: ofEach,
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
