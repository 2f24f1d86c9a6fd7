import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Account, BotIdentity } from './accounts.ts';
import type { SlackEndpoint } from './endpoint.ts';
import { fetchOf } from './http.ts';
import { type Log, slackLogger } from './log.ts';

/** The ids while Slack has not said who the bot is. */
export const unknownBot = { botId: 'B_UNKNOWN', botUserId: 'U_UNKNOWN' } as const;

/** Where Slack's Web API is. */
export const slackApi = 'https://slack.com/api/';

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

/** A client with one token for ever. */
export function createClient(
  kind: keyof typeof timeouts,
  { botToken }: Pick<BotIdentity, 'botToken'>,
  endpoint: SlackEndpoint | undefined,
  log: Log,
): WebClient {
  return new WebClient(botToken, clientOptions(kind, endpoint, log));
}

/**
 * A client of one account, which asks for the token at every call: it may have been refreshed. The token goes to the Web API alone, not
 * to the hosts of files.
 */
export function accountClient(
  kind: keyof typeof timeouts,
  account: Pick<Account, 'token'>,
  endpoint: SlackEndpoint | undefined,
  log: Log,
): WebClient {
  const options = clientOptions(kind, endpoint, log);
  const inner = fetchOf(endpoint);
  const { href: api } = new URL('./', endpoint?.slackApiUrl ?? slackApi);
  return new WebClient(undefined, {
    ...options,
    fetch: async (url, init = {}) => {
      if (!String(url).startsWith(api)) return inner(url, init);
      const headers = { ...init.headers, Authorization: `Bearer ${await account.token()}` };
      const began = performance.now();
      const count = (outcome: string): void => {
        endpoint?.meter?.called(String(url).slice(api.length).slice(0, 80), outcome, performance.now() - began);
      };
      try {
        const answer = await inner(url, { ...init, headers });
        count(String(answer.status));
        return answer;
      } catch (error) {
        count('failed');
        throw error;
      }
    },
  });
}
