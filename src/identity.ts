import { z } from 'zod';
import { createClient, unknownBot } from './slack/clients.ts';
import type { BotIdentity } from './slack/accounts.ts';
import type { SlackEndpoint } from './slack/endpoint.ts';
import { failureOf } from './slack/errors.ts';
import type { Log } from './slack/log.ts';

const answer = z.object({ bot_id: z.string(), user_id: z.string() });

/** How long the start waits for Slack, and the pauses between later tries. */
export const identityPauses = { startMs: 3000, firstMs: 1000, mostMs: 300_000 } as const;

/** Slack refused the token: nothing can work, so the start is refused. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

/** The bot's account, with the ids of nobody until Slack has said who it is: read them each time. */
export interface Identity extends BotIdentity {
  known(): boolean;
  /** Asks no more. */
  stop(): void;
}

/** Calls back after a while. @returns a function that prevents it */
export type After = (ms: number, callback: () => void) => () => void;

const after: After = (ms, callback) => {
  // What else runs keeps the process alive, or nothing does.
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
};

type Asked =
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'later'; readonly afterMs: number };

/**
 * Asks Slack who the bot is, for three seconds at most. A slow or failing Slack does not hold up the start: it is asked
 * again, less and less often, until it says. Meanwhile only posts of unknown outcome have to wait.
 * @throws TokenRefused when Slack knows the token to be wrong.
 */
export async function identify(
  botToken: string,
  endpoint: SlackEndpoint | undefined,
  log: Log,
  wait: After = after,
): Promise<Identity> {
  const client = createClient('interactive', { botToken }, endpoint, log);
  let ids: Pick<BotIdentity, 'botId' | 'botUserId'> = unknownBot;
  let stopped = false;
  let cancel: (() => void) | undefined;

  const ask = async (): Promise<Asked> => {
    try {
      const { bot_id, user_id } = answer.parse(await client.auth.test());
      ids = { botId: bot_id, botUserId: user_id };
      return { kind: 'known' };
    } catch (error) {
      const failure = failureOf(error);
      // web-api takes a whole page of a proxy for Slack's error code.
      if (failure?.kind === 'refused' && /^\w{1,60}$/.test(failure.code))
        return { kind: 'refused', sentence: refusal(failure.code) };
      return { kind: 'later', afterMs: failure?.kind === 'later' ? failure.afterMs : 0 };
    }
  };
  const goOn = (asked: Asked, pause: number): void => {
    if (stopped) return;
    if (asked.kind === 'refused') return log.error({ from: 'start' }, asked.sentence);
    if (asked.kind === 'known') return log.info({ from: 'start' }, 'Slack said who the bot is');
    cancel = wait(Math.min(Math.max(pause, asked.afterMs), identityPauses.mostMs), () => {
      void ask().then((again) => goOn(again, 2 * pause));
    });
  };

  const first = ask();
  const inTime = await Promise.race([
    first,
    new Promise<undefined>((resolve) => {
      cancel = wait(identityPauses.startMs, () => resolve(undefined));
    }),
  ]);
  cancel?.();
  if (inTime?.kind === 'refused') throw new TokenRefused(inTime.sentence);
  if (inTime?.kind !== 'known') {
    log.warn({ from: 'start' }, 'Slack did not say who the bot is; starting without, and asking again');
    void first.then((asked) => goOn(asked, identityPauses.firstMs));
  }
  return {
    botToken,
    get botId() {
      return ids.botId;
    },
    get botUserId() {
      return ids.botUserId;
    },
    known: () => ids !== unknownBot,
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}

function refusal(code: string): string {
  return `Slack refuses SLACK_BOT_TOKEN (${code}): copy the Bot User OAuth Token from “OAuth & Permissions” of your app.`;
}
