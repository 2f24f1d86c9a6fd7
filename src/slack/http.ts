import type { FetchFunction } from '@slack/web-api';
import { request } from 'undici';

/**
 * Calls Slack over kept connections. It is what web-api needs of `fetch` and no more: the whole of it would cost more than
 * everything else the app does between a command and its window. Redirects are not followed.
 */
export const slackFetch: FetchFunction = async (url, init = {}) => {
  const { body, headers, signal } = init;
  // Forms of files need what is left out here.
  if (body !== undefined && typeof body !== 'string') return fetch(url, init);
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
