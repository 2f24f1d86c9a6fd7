import { WebClient, WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { type BotIdentity, clientOptions, type SlackEndpoint, unknownBot } from './slack/clients.ts';
import type { Log } from './slack/log.ts';

const answer = z.object({ bot_id: z.string(), user_id: z.string() });

/** Slack refused the token: nothing can work, so the start is refused. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

/**
 * Asks Slack once who the bot is. A slow or failing Slack does not hold up the start: the ids then stay unknown, which only
 * means that Bolt cannot tell the bot's own messages apart, and we do not listen to messages.
 * @throws TokenRefused when Slack knows the token to be wrong.
 */
export async function identify(botToken: string, endpoint: SlackEndpoint | undefined, log: Log): Promise<BotIdentity> {
  try {
    const client = new WebClient(botToken, clientOptions('interactive', endpoint, log));
    const { bot_id, user_id } = answer.parse(await client.auth.test());
    return { botToken, botId: bot_id, botUserId: user_id };
  } catch (cause) {
    if (cause instanceof WebAPIPlatformError) {
      throw new TokenRefused(`Slack refuses SLACK_BOT_TOKEN: ${cause.data.error}`);
    }
    log.warn({ from: 'start' }, 'Slack did not say who the bot is; starting without');
    return { botToken, ...unknownBot };
  }
}
