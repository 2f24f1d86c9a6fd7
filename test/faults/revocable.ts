import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Playground } from '../../src/playground/index.ts';
import { credentials } from '../playground/stand-in.ts';

/**
 * A way to the workspace's Web API on which tokens can be revoked and given: whoever installs the app gets the next one, and calls with
 * any other are answered that it was revoked.
 */
export async function revocable(playground: Playground) {
  let given = 1;
  let good: string | undefined = 'xoxb-given-1';
  /** Methods that were called with a token which was not good. */
  const refused: string[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
    const method = (request.url ?? '').replace('/api/', '');
    if (method === 'oauth.v2.access') return answer(response, installed());
    if ((request.headers.authorization ?? '') !== `Bearer ${good}`) {
      refused.push(method);
      return answer(response, { ok: false, error: 'token_revoked' });
    }
    const passed = await fetch(`${playground.apiUrl}${method}`, {
      method: 'POST',
      body: Buffer.concat(parts),
      headers: {
        authorization: `Bearer ${credentials.botToken}`,
        'content-type': request.headers['content-type'] ?? '',
      },
    }).catch(() => undefined);
    if (passed === undefined) return void response.destroy();
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text());
  }

  function installed(): object {
    given += 1;
    good = `xoxb-given-${given}`;
    return {
      ok: true,
      app_id: 'A1',
      access_token: good,
      token_type: 'bot',
      scope: 'commands,chat:write',
      bot_user_id: 'U0BOT',
      authed_user: { id: 'U0ANN' },
      is_enterprise_install: false,
      team: { id: 'T0LOCAL', name: 'A team' },
      enterprise: null,
    };
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    refused,
    revoke: () => void (good = undefined),
    /** Another token, for an operator to set. */
    give: () => (installed(), good ?? ''),
  };
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
