import { type FetchFunction, WebClient, type WebClientOptions } from '@slack/web-api';
import { fetchOf } from './http.ts';
import { type Log, slackLogger } from './log.ts';

/** The bot's own account. With both ids given Bolt never calls auth.test. */
export interface BotIdentity {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
}

/** The ids while Slack has not said who the bot is. */
export const unknownBot = { botId: 'B_UNKNOWN', botUserId: 'U_UNKNOWN' } as const;

/** Where Slack is. No headers: web-api writes the first workspace's token into them and shares them. */
export interface SlackEndpoint {
  readonly slackApiUrl?: string | undefined;
  readonly fetch?: FetchFunction | undefined;
}

const timeouts = { interactive: 2500, background: 10_000 } as const;

/**
 * Options of a client. Interactive calls must answer while a person waits; background ones are retried by the outbox.
 * A limited call fails at once, because web-api would otherwise hold back every other call of the client.
 */
export function clientOptions(
  kind: keyof typeof timeouts,
  endpoint: SlackEndpoint | undefined,
  log: Log,
): WebClientOptions {
  return {
    timeout: timeouts[kind],
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
    ...(endpoint?.slackApiUrl !== undefined && { slackApiUrl: endpoint.slackApiUrl }),
    fetch: fetchOf(endpoint),
  };
}

/** A client of its own for one kind of calls. */
export function createClient(
  kind: keyof typeof timeouts,
  identity: BotIdentity,
  endpoint: SlackEndpoint | undefined,
  log: Log,
): WebClient {
  return new WebClient(identity.botToken, clientOptions(kind, endpoint, log));
}
