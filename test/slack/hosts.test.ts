import { Socket } from 'node:net';
import { describe, expect, it, test, vi } from 'vitest';
import { z } from 'zod';
import { fetchOf, ForeignHost, slackHosts } from '../../src/slack/http.ts';
import { respond } from '../../src/slack/whisper.ts';
import { running } from '../e2e/running.ts';
import { shared } from '../e2e/share.ts';

describe('calls to other hosts', () => {
  const asked: string[] = [];
  const fetch = async (url: string | URL): Promise<Response> => {
    asked.push(String(url));
    return new Response('{"ok":true}');
  };

  it.each([
    'https://example.com/api/chat.postMessage',
    'https://slack.com.example.com/api/',
    'https://example.com/?https://slack.com/',
    'https://slack.com@example.com/',
    'https://files.slack.com.evil.test/x',
    'https://evilslack.com/api/',
    'http://slack.com/api/',
    'https://slack.com:8443/api/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost:3000/',
  ])('%s is never called', async (url) => {
    asked.length = 0;
    await expect(fetchOf({ fetch })(url)).rejects.toThrow(ForeignHost);
    await expect(respond({ fetch }, url, {})).rejects.toThrow(ForeignHost);
    await expect(fetchOf({ fetch, slackApiUrl: 'http://127.0.0.1:1/api/' })(url)).rejects.toThrow(ForeignHost);
    expect(asked).toEqual([]);
  });

  it('the hosts of Slack are, and the one SLACK_API_URL names', async () => {
    for (const host of slackHosts) await fetchOf({ fetch })(`https://${host}/x`);
    await fetchOf({ fetch, slackApiUrl: 'http://127.0.0.1:1/api/' })('http://127.0.0.1:1/api/views.open');
    expect(asked.slice(-1 - slackHosts.size)).toEqual([
      ...[...slackHosts].map((host) => `https://${host}/x`),
      'http://127.0.0.1:1/api/views.open',
    ]);
  });
});

test('a decision from its first question to its posts opens no connection but to the workspace', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect');
  const slice = await running();
  const { thread } = await shared(slice);
  expect(thread).toHaveLength(3);
  const told: readonly unknown[] = connect.mock.calls.flat(2);
  connect.mockRestore();
  const hosts = told.flatMap((one) => z.object({ host: z.string() }).safeParse(one).data?.host ?? []);
  expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
});
