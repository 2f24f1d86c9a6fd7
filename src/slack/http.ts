import type { FetchFunction } from '@slack/web-api';
import { request } from 'undici';
import type { SlackEndpoint } from './endpoint.ts';

/** Every host the app calls: the Web API, files people gave or get, and answers to what they did. */
export const slackHosts: ReadonlySet<string> = new Set(
  ['slack.com', 'slack-gov.com'].flatMap((home) => [home, `files.${home}`, `hooks.${home}`]),
);

/** Somebody asked for a call to a host that is none of Slack's: an address out of a payload is no reason to call it. */
export class ForeignHost extends Error {
  override name = 'ForeignHost';
}

/** `fetch` for this endpoint and nothing else: Slack's hosts, or where SLACK_API_URL says that Slack is. */
export function fetchOf(endpoint: SlackEndpoint | undefined): FetchFunction {
  const { slackApiUrl: api, fetch: inner = slackFetch } = endpoint ?? {};
  const home = api !== undefined && URL.canParse(api) ? new URL(api).origin : undefined;
  return async (address, init) => {
    const { origin, protocol, hostname, port } = new URL(address);
    const slacks = protocol === 'https:' && port === '' && slackHosts.has(hostname);
    if (origin !== home && !slacks) throw new ForeignHost('a call to a host that is none of Slack’s');
    return inner(address, init);
  };
}

/**
 * Calls Slack over kept connections. It is what web-api needs of `fetch` and no more: the whole of it would cost more than
 * everything else the app does between a command and its window. Redirects are not followed.
 */
export const slackFetch: FetchFunction = async (url, init = {}) => {
  const { body, headers, signal } = init;
  // Forms of files need what is left out here.
  if (body !== undefined && typeof body !== 'string') return fetch(url, { ...init, redirect: 'manual' });
  const answer = await request(url, {
    method: init.method === 'POST' ? 'POST' : 'GET',
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
  const { statusCode: status } = answer;
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    url: String(url),
    headers: headersOf(answer.headers),
    text: () => answer.body.text(),
    json: () => answer.body.json(),
    arrayBuffer: () => answer.body.arrayBuffer(),
  };
};

function headersOf(all: Readonly<Record<string, string | string[] | undefined>>) {
  const one = (name: string): string | undefined => {
    const value = all[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    get: (name: string) => one(name.toLowerCase()) ?? null,
    *entries(): IterableIterator<[string, string]> {
      for (const name of Object.keys(all)) yield [name, one(name) ?? ''];
    },
  };
}
