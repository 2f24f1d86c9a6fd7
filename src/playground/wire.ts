import { createHmac } from 'node:crypto';
import { remember, remembered } from './memory.ts';
import type { AppAnswer, Link } from './socket/link.ts';
import type { View, World } from './world.ts';

/** One request to the app and its answer, for the page's inspector and for tests. */
export interface Delivery {
  readonly at: number;
  readonly kind: string;
  readonly payload: unknown;
  answer?: AppAnswer;
}

/** Slack's signature: v0 HMAC-SHA256 over version, time and body. `seconds` is Unix time. */
export const sign = (secret: string, seconds: number, body: string) =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;

export interface Wire {
  /** Sends over Socket Mode when the app has connected, else as a signed request; after `ackMs` it gives up, as Slack does. */
  send(kind: string, body: { form: Record<string, string>; shown: unknown } | { json: unknown }): Promise<AppAnswer>;
  connect(url: string): void;
  readonly deliveries: Delivery[];
}

/** The line to the app: signs, posts, and never waits longer than the person would. */
export function createWire(options: { world: World; signingSecret: string; ackMs: number; link: Link }): Wire {
  let eventsUrl: string | undefined;
  const deliveries: Delivery[] = [];
  const post = async (url: string, body: string, type: string): Promise<AppAnswer> => {
    const seconds = Math.floor(options.world.now() / 1000);
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: new TextEncoder().encode(body),
        headers: {
          'content-type': type,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': sign(options.signingSecret, seconds, body),
        },
        signal: AbortSignal.timeout(options.ackMs),
      });
      const text = await response.text();
      if (response.status !== 200) {
        const error = response.status >= 500 ? 'http_service_error' : 'http_client_error';
        return { ok: false, error, detail: `HTTP ${response.status} ${text}`.trim() };
      }
      return { ok: true, body: text, json: parsed(text) };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      return { ok: false, error: late ? 'operation_timeout' : 'dispatch_failed', detail: String(error) };
    }
  };
  return {
    deliveries,
    connect(url) {
      eventsUrl = url;
    },
    async send(kind, body) {
      const delivery: Delivery = { at: options.world.now(), kind, payload: 'form' in body ? body.shown : body.json };
      remember(deliveries, delivery, remembered.deliveries);
      const answer: AppAnswer =
        options.link.open > 0
          ? await options.link.send(
              'json' in body ? 'events_api' : kind === 'slash_command' ? 'slash_commands' : 'interactive',
              delivery.payload,
            )
          : eventsUrl === undefined
            ? { ok: false, error: 'dispatch_failed', detail: 'no app is connected' }
            : 'form' in body
              ? await post(eventsUrl, new URLSearchParams(body.form).toString(), 'application/x-www-form-urlencoded')
              : await post(eventsUrl, JSON.stringify(body.json), 'application/json');
      delivery.answer = answer;
      options.world.changed();
      return answer;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The view in Slack's wire form. */
export function viewJson(world: World, view: View) {
  return {
    id: view.id,
    team_id: world.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: world.appId,
    external_id: view.externalId,
    app_installed_team_id: world.team.id,
    bot_id: world.bot.id,
  };
}
