import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from '../../src/config.ts';
import { start } from '../../src/start.ts';
import { wrote } from '../leaks.ts';
import { type Answered, command, send, signingSecret } from '../slack/receiver-kit.ts';
import { newFile } from '../store/samples.ts';
import { key } from './kit.ts';

type Call = readonly [method: string, token: string, args: URLSearchParams];

/** Slack's Web API: a code is the name of the workspace, or of the organization, that somebody allowed it for. */
async function fakeApi() {
  const calls: Call[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = (request.url ?? '').replace('/api/', '');
    const args = new URLSearchParams(await bodyOf(request));
    calls.push([method, (request.headers.authorization ?? '').replace('Bearer ', ''), args]);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(method, args)));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { calls, slackApiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/` };
}

function answer(method: string, args: URLSearchParams): object {
  const code = args.get('code') ?? '';
  if (method !== 'oauth.v2.access') return { ok: true, bot_id: 'B1', user_id: 'UB', url: 'https://x.slack.com/' };
  if (code === 'bad') return { ok: false, error: 'invalid_code' };
  const org = code.startsWith('E');
  return {
    ok: true,
    app_id: 'A1',
    access_token: `xoxb-${code}`,
    token_type: 'bot',
    scope: 'commands,chat:write',
    bot_user_id: 'UB',
    authed_user: { id: 'U1' },
    is_enterprise_install: org,
    team: org ? null : { id: code, name: 'A team' },
    enterprise: org ? { id: code, name: 'An organization' } : code === 'T2' ? { id: 'E1', name: 'x' } : null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}

const now = () => Math.floor(Date.now() / 1000);

async function running(changes: Partial<Config> = {}) {
  const api = await fakeApi();
  const lines: string[] = [];
  const it = await start(
    {
      slack: {
        mode: 'oauth',
        signingSecret,
        clientId: '1.2',
        clientSecret: 'the-client-secret',
        keys: [key],
        publicUrl: 'https://rag.example/',
      },
      port: 0,
      host: '127.0.0.1',
      data: await newFile(),
      rules: undefined,
      logLevel: 'info',
      postPauseMs: 0,
      postSettleMs: 0,
      slackApiUrl: api.slackApiUrl,
      ...changes,
    },
    pino(
      { base: null },
      {
        write(line: string) {
          wrote(line);
          lines.push(line);
        },
      },
    ),
  );
  onTestFinished(() => it.stop());
  const url = it.url ?? '';
  const get = (path: string, cookie?: string) => send(url, '', { method: 'GET', path, headers: { cookie } });
  /** From "Add to Slack" to "Allow". */
  const install = async (code: string): Promise<Answered> => {
    const { state, cookie } = await begun(get);
    return get(`/slack/oauth_redirect?code=${code}&state=${state}`, cookie);
  };
  let sent = 0;
  const say = (more: Record<string, string>) =>
    send(url, command({ trigger_id: `t${(sent += 1)}`, channel_name: 'x', ...more }), { seconds: now() });
  const event = (body: object) =>
    send(url, JSON.stringify({ type: 'event_callback', ...body }), { seconds: now(), type: 'application/json' });
  return { ...api, lines, it, get, install, say, event };
}

async function begun(get: (path: string) => Promise<Answered>) {
  const { status, headers } = await get('/slack/install');
  expect(status).toBe(302);
  const to = new URL(String(headers['location']));
  const set = String(headers['set-cookie']);
  return { to, set, state: to.searchParams.get('state') ?? '', cookie: set.split(';')[0] ?? '' };
}

const opened = (calls: readonly Call[]) =>
  calls.filter(([method]) => method === 'views.open').map(([, token]) => token);

describe('installing', () => {
  it('leads to Slack with the scopes of the manifest and a state for this browser alone', async () => {
    const { get } = await running();
    const { to, set, state } = await begun(get);
    expect(to.origin + to.pathname).toBe('https://slack.com/oauth/v2/authorize');
    expect(to.searchParams.get('scope')?.split(',')).toEqual(expect.arrayContaining(['commands', 'chat:write']));
    expect(to.searchParams.get('redirect_uri')).toBe('https://rag.example/slack/oauth_redirect');
    for (const part of [state, 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=600']) expect(set).toContain(part);
  });

  it('gives every workspace and organization its own token, and no other', async () => {
    const { install, say, calls } = await running();
    for (const code of ['T1', 'T2', 'E1']) expect(await install(code)).toMatchObject({ status: 200 });
    await say({ team_id: 'T1' });
    await say({ team_id: 'T2', enterprise_id: 'E1', is_enterprise_install: 'false' });
    await say({ team_id: 'T2', enterprise_id: 'E1', is_enterprise_install: 'true' });
    await say({ team_id: 'T1' });
    await expect.poll(() => opened(calls)).toEqual(['xoxb-T1', 'xoxb-T2', 'xoxb-E1', 'xoxb-T1']);
  });

  it.each<[string, (state: string, cookie: string) => readonly [string, string | undefined]]>([
    ['without the cookie', (state) => [state, undefined]],
    ['in another browser', (state) => [state, 'slack-app-oauth-state=other']],
    ['with a state that was made up', () => ['made-up', 'slack-app-oauth-state=made-up']],
  ])('is refused %s, and Slack is asked nothing', async (_, changed) => {
    const { get, calls } = await running();
    const { state, cookie } = await begun(get);
    const [given, carried] = changed(state, cookie);
    expect(await get(`/slack/oauth_redirect?code=T1&state=${given}`, carried)).toMatchObject({ status: 400 });
    expect(calls).toEqual([]);
  });

  it('takes a state once', async () => {
    const { get, calls } = await running();
    const { state, cookie } = await begun(get);
    const back = `/slack/oauth_redirect?code=T1&state=${state}`;
    expect([(await get(back, cookie)).status, (await get(back, cookie)).status]).toEqual([200, 400]);
    expect(calls.filter(([method]) => method === 'oauth.v2.access')).toHaveLength(1);
  });

  it('says what to do when it was canceled or refused, and nothing secret', async () => {
    const { get, install, lines } = await running();
    for (const failed of [await get('/slack/oauth_redirect?error=access_denied&state=x'), await install('bad')]) {
      expect(failed.status).toBe(400);
      expect(failed.text).toContain('begin again');
    }
    await install('T1');
    expect(lines.join('')).not.toMatch(/xox|the-client-secret|state=/);
  });
});

describe('an uninstalled app', () => {
  const uninstalled = { team_id: 'T1', event_id: 'Ev1', event: { type: 'app_uninstalled' } };
  const revoked = { team_id: 'T1', event_id: 'Ev2', event: { type: 'tokens_revoked', tokens: { bot: ['UB'] } } };

  it.each([
    ['app_uninstalled', [uninstalled]],
    ['tokens_revoked', [revoked]],
    ['both of them', [uninstalled, revoked]],
    ['both the other way round', [revoked, uninstalled]],
  ])('is forgotten after %s, calls nothing, and asks to be reinstalled', async (_, events) => {
    const { install, event, say, calls } = await running();
    await install('T1');
    await install('T2');
    for (const one of events) expect(await event(one)).toMatchObject({ status: 200 });
    calls.length = 0;
    const answer = await say({ team_id: 'T1' });
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('Please reinstall me') });
    await say({ team_id: 'T2' });
    await expect.poll(() => opened(calls)).toEqual(['xoxb-T2']);
  });

  it('that somebody installed again meanwhile stays, whatever comes late', async () => {
    const { install, event, say, calls } = await running();
    await install('T1');
    await event({ ...uninstalled, event_time: Math.floor(Date.now() / 1000) - 3600 });
    await say({ team_id: 'T1' });
    await expect.poll(() => opened(calls)).toEqual(['xoxb-T1']);
  });

  it('whose user token went keeps working', async () => {
    const { install, event, say, calls } = await running();
    await install('T1');
    await event({ ...revoked, event: { type: 'tokens_revoked', tokens: { oauth: ['U1'] } } });
    await say({ team_id: 'T1' });
    await expect.poll(() => opened(calls)).toEqual(['xoxb-T1']);
  });
});
