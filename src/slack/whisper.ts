import type { WebClient } from '@slack/web-api';
import type { SlackEndpoint } from './endpoint.ts';
import { traceOf } from './errors.ts';
import { fetchOf } from './http.ts';
import type { Log } from './log.ts';
import type { MessageBlock } from './views/chart.ts';

/** Whom a private word is for, and the places where it may be said. */
export interface Audience {
  readonly user: string;
  /** The thread they just acted in, below its first message: what comes by a response URL stands outside, where they do not look. */
  readonly inside?: { readonly channel: string; readonly thread: string } | undefined;
  /** Where they just acted; best elsewhere, since it needs no membership. */
  readonly responseUrl?: string | undefined;
  /** Where they began. */
  readonly place?: { readonly channel: string; readonly thread?: string | undefined } | undefined;
}

export interface Said {
  readonly text: string;
  readonly blocks?: readonly MessageBlock[] | undefined;
}

/** Says something to one person alone. */
export interface Whisper {
  /** Where they are, else in a direct message. Never throws; false when no way worked. `log`: that of the request. */
  (to: Audience, said: Said, log?: Log): Promise<boolean>;
  /** Says something to everybody where a response URL belongs; false when Slack did not take it. Never throws. */
  readonly openly: (responseUrl: string, said: Said) => Promise<boolean>;
  /** Takes away the private message a button stood on. Never throws. */
  readonly dismiss: (responseUrl: string | undefined) => Promise<void>;
}

/** A post to a response_url. Slack's own `respond` has no time limit. */
export async function respond(endpoint: SlackEndpoint | undefined, url: string, body: object): Promise<void> {
  const answer = await fetchOf(endpoint)(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(2500),
  });
  if (!answer.ok) throw new Error(`response_url answered ${answer.status}`);
}

/** The body of a private answer that leaves the message it belongs to alone. */
export function privately({ text, blocks }: Said): object {
  return { response_type: 'ephemeral', replace_original: false, text, ...(blocks && { blocks }) };
}

export function createWhisper({
  client,
  endpoint,
  log: ownLog,
}: {
  /** The interactive client. */
  readonly client: WebClient;
  readonly endpoint: SlackEndpoint | undefined;
  readonly log: Log;
}): Whisper {
  async function whisper({ user, inside, responseUrl, place }: Audience, said: Said, log = ownLog): Promise<boolean> {
    const content = { text: said.text, ...(said.blocks && { blocks: [...said.blocks] }) };
    const ways: (() => Promise<unknown>)[] = [];
    const there = ({ channel, thread }: { readonly channel: string; readonly thread?: string | undefined }) =>
      client.chat.postEphemeral({ channel, user, ...content, ...(thread !== undefined && { thread_ts: thread }) });
    if (inside !== undefined) ways.push(() => there(inside));
    if (responseUrl !== undefined) ways.push(() => respond(endpoint, responseUrl, privately(said)));
    if (place !== undefined) ways.push(() => there(place));
    ways.push(() => client.chat.postMessage({ channel: user, ...content, unfurl_links: false, unfurl_media: false }));
    for (const way of ways) {
      try {
        await way();
        return true;
      } catch (error) {
        log.warn(traceOf(error), 'could not tell the person this way');
      }
    }
    return false;
  }

  return Object.assign(whisper, {
    async openly(responseUrl: string, { text, blocks }: Said) {
      const body = { response_type: 'in_channel', replace_original: false, text, ...(blocks && { blocks }) };
      try {
        await respond(endpoint, responseUrl, body);
        return true;
      } catch (error) {
        ownLog.warn(traceOf(error), 'a message was not posted');
        return false;
      }
    },

    async dismiss(responseUrl: string | undefined) {
      if (responseUrl === undefined) return;
      await respond(endpoint, responseUrl, { delete_original: true }).catch((error: unknown) =>
        ownLog.warn(traceOf(error), 'a private message stays where it is'),
      );
    },
  });
}
