import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Config, Slack } from './config.ts';
import { identify } from './identity.ts';
import { readManifest } from './manifest.ts';
import { type Playground, startPlayground } from './playground/index.ts';
import type { BotIdentity } from './slack/clients.ts';
import { type Log, slackLogger } from './slack/log.ts';

/** Where the app meets people: a Slack workspace, or the local one. */
export interface Surface {
  readonly receiver: Receiver;
  readonly identity: BotIdentity;
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
  const playground = await startPlayground({ port, host, manifest: readManifest(manifest), credentials });
  const receiver = new HTTPReceiver({ signingSecret: credentials.signingSecret, logger: slackLogger(log) });
  return {
    receiver,
    identity: await identify(credentials.botToken, { slackApiUrl: playground.apiUrl }, log),
    apiUrl: playground.apiUrl,
    playground,
    listen: async () => {
      playground.connect(await listenOn(receiver, { port: 0, host: '127.0.0.1' }));
      return playground.url;
    },
  };
}

async function openSocket(
  { slackApiUrl }: Config,
  slack: Extract<Slack, { mode: 'socket' }>,
  log: Log,
): Promise<Surface> {
  const clientOptions = slackApiUrl === undefined ? {} : { slackApiUrl };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: slackLogger(log),
    installerOptions: { clientOptions },
  });
  return {
    receiver,
    identity: await identify(slack.botToken, clientOptions, log),
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
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: slackLogger(log) });
  return {
    receiver,
    identity: await identify(slack.botToken, { slackApiUrl }, log),
    apiUrl: slackApiUrl,
    playground: undefined,
    listen: () => listenOn(receiver, { port, host }),
  };
}

/** @returns the URL Slack sends its requests to */
async function listenOn(receiver: HTTPReceiver, at: { port: number; host: string }): Promise<string> {
  const server = await receiver.start(at);
  const address = server.address();
  return `http://${at.host}:${isPort(address) ? address.port : at.port}/slack/events`;
}

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function secret(): string {
  return randomBytes(16).toString('hex');
}
