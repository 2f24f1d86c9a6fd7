import type { Config } from '../config.ts';
import { readScopes } from '../manifest.ts';
import { type Answered, type Asking, callOf, unreachable } from './asking.ts';
import type { Finding } from './finding.ts';
import { installationFindings } from './installation-checks.ts';
import { scopeFindings } from './scope-checks.ts';

/** Token, scopes, clock and what else only Slack can tell. */
export async function slackFindings(config: Config, asking: Asking): Promise<readonly Finding[]> {
  const { slack } = config;
  if (slack.mode === 'playground') return [];
  const call = callOf(config, asking);
  const wanted = readScopes(asking.manifest);
  if (slack.mode === 'oauth') {
    const answered = await call('oauth.v2.access', {
      client_id: slack.clientId,
      client_secret: slack.clientSecret,
      code: 'none',
    });
    return [
      client(answered),
      ...(await installationFindings(config, slack, { call, wanted, now: asking.now })),
      signing(slack.signingSecret),
      ...clock(answered),
    ];
  }
  const answered = await call('auth.test', {}, slack.botToken);
  return [
    token(answered),
    ...(slack.mode === 'socket' ? [appToken(await call('apps.connections.open', {}, slack.appToken))] : []),
    ...(slack.mode === 'http' ? [signing(slack.signingSecret)] : []),
    ...scopeFindings(answered, wanted),
    ...clock(answered),
  ];
}

function token(answered: Answered | string): Finding {
  if (typeof answered === 'string') return unreachable('token', answered);
  if (answered.error === undefined) return { check: 'token', state: 'ok', says: 'Slack knows SLACK_BOT_TOKEN' };
  return {
    check: 'token',
    state: 'fail',
    says: `Slack refuses SLACK_BOT_TOKEN (${answered.error})`,
    remedy: 'Copy the Bot User OAuth Token from “OAuth & Permissions” of your app.',
  };
}

function appToken(answered: Answered | string): Finding {
  if (typeof answered === 'string') return unreachable('app token', answered);
  if (answered.error === undefined)
    return { check: 'app token', state: 'ok', says: 'SLACK_APP_TOKEN opens Socket Mode connections' };
  return {
    check: 'app token',
    state: 'fail',
    says: `Slack refuses SLACK_APP_TOKEN (${answered.error})`,
    remedy:
      'Generate an app-level token with connections:write under “Basic Information” of the same app, with Socket Mode on.',
  };
}

function client(answered: Answered | string): Finding {
  if (typeof answered === 'string') return unreachable('client', answered);
  // A code that is none can only be refused, and for the client when that is wrong.
  if (answered.error === 'invalid_code')
    return { check: 'client', state: 'ok', says: 'Slack knows the client id and its secret' };
  return {
    check: 'client',
    state: 'fail',
    says: `Slack refuses SLACK_CLIENT_ID or SLACK_CLIENT_SECRET (${answered.error ?? 'unknown'})`,
    remedy: 'Copy both from “Basic Information” of your app.',
  };
}

/** Slack offers no way to try it. */
function signing(secret: string): Finding {
  if (/^[0-9a-f]{32}$/.test(secret)) {
    return {
      check: 'signing secret',
      state: 'ok',
      says: 'it is set; whether it is the right one only a request of Slack’s shows',
    };
  }
  return {
    check: 'signing secret',
    state: 'warn',
    says: 'SLACK_SIGNING_SECRET is not of 32 hexadecimal digits, as Slack’s are',
    remedy: 'Copy the Signing Secret from “Basic Information” of your app.',
  };
}

const fewSeconds = 30_000;
const slackAllows = 300_000;

function clock(answered: Answered | string): readonly Finding[] {
  if (typeof answered === 'string' || answered.skewMs === undefined) return [];
  const seconds = Math.round(Math.abs(answered.skewMs) / 1_000);
  const says = `this machine’s clock is ${seconds} s ${answered.skewMs > 0 ? 'behind' : 'ahead of'} Slack’s`;
  const remedy = 'Let the machine set its clock from the network (NTP).';
  if (Math.abs(answered.skewMs) >= slackAllows)
    return [{ check: 'clock', state: 'fail', says: `${says}: its signed requests are refused`, remedy }];
  if (Math.abs(answered.skewMs) >= fewSeconds) return [{ check: 'clock', state: 'warn', says, remedy }];
  return [{ check: 'clock', state: 'ok', says: 'this machine’s clock and Slack’s agree' }];
}
