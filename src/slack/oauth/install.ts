import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { InstallProvider, type Installation } from '@slack/oauth';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { InstallationStore } from '../../app/installation-ports.ts';
import { clientOptions } from '../clients.ts';
import type { SlackEndpoint } from '../endpoint.ts';
import { installationOf } from '../installation.ts';
import { type Log, slackLogger } from '../log.ts';
import { texts } from '../texts.ts';
import type { Installed, Refreshed } from './installations.ts';

const second = 1_000;

export const installPaths = { install: '/slack/install', redirect: '/slack/oauth_redirect' } as const;

export const installLimits = {
  /** How long somebody may take between "Add to Slack" and "Allow". */
  stateSeconds: 600,
  /** Installs begun in a minute: anybody on the network may begin one. */
  perMinute: 120,
} as const;

/** How the app proves itself to Slack, and what it asks of a workspace. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Where people reach this app; undefined when its first redirect URL is the only one. */
  readonly publicUrl?: string | undefined;
}

export interface InstallDeps {
  readonly app: OAuthApp;
  readonly states: Pick<InstallationStore, 'keepState' | 'takeState'>;
  readonly keep: (installed: Installed) => Promise<void>;
  readonly endpoint: SlackEndpoint | undefined;
  readonly log: Log;
  readonly now?: (() => number) | undefined;
}

/** Answers a GET for a page. */
export type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The pages by which a workspace or an organization installs the app, by path. A state is good for ten minutes, for the browser it was
 * given to, and once.
 */
export function installPages(deps: InstallDeps): ReadonlyMap<string, Page> {
  const { app, states, endpoint, log, now = Date.now } = deps;
  const options = {
    scopes: [...app.scopes],
    ...(app.publicUrl !== undefined && { redirectUri: new URL(installPaths.redirect, app.publicUrl).href }),
  };
  const provider = new InstallProvider({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    directInstall: true,
    stateCookieExpirationSeconds: installLimits.stateSeconds,
    logger: slackLogger(log),
    clientOptions: clientOptions('background', endpoint, log),
    stateStore: {
      generateStateParam: async () => {
        const state = randomBytes(32).toString('base64url');
        await states.keepState(hashed(state), now() + installLimits.stateSeconds * second);
        return state;
      },
      verifyStateParam: async (_, state) => {
        if (!(await states.takeState(hashed(state), now()))) throw new Error('the state was used, or is over');
        return options;
      },
    },
    installationStore: {
      storeInstallation: async (given) => {
        const installed = installedOf(given);
        await deps.keep(installed);
        log.info({ installation: installed.installation }, 'installed');
      },
      fetchInstallation: async () => {
        throw new Error('installations are looked up elsewhere');
      },
    },
  });
  const begun = { minute: 0, count: 0 };

  return new Map<string, Page>([
    [
      installPaths.install,
      async (_request, response) => {
        const minute = Math.floor(now() / (60 * second));
        begun.count = begun.minute === minute ? begun.count + 1 : 1;
        begun.minute = minute;
        if (begun.count > installLimits.perMinute) return say(response, 429, texts.install.tooMany);
        await provider.handleInstallPath(_request, sameSite(response), undefined, options);
      },
    ],
    [
      installPaths.redirect,
      (request, response) =>
        provider.handleCallback(request, sameSite(response), {
          success: (_installation, _options, _request, answer) => say(answer, 200, texts.install.done),
          failure: (error, _options, _request, answer) => {
            log.warn({ code: error.code }, 'an install failed');
            say(answer, 400, texts.install.failed);
          },
        }),
    ],
  ]);
}

const refreshed = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number().positive() });

/** Exchanges a refresh token for the next token. */
export function tokenRefresh({ app, endpoint, log }: Pick<InstallDeps, 'app' | 'endpoint' | 'log'>) {
  const client = new WebClient(undefined, clientOptions('background', endpoint, log));
  return async (refreshToken: string): Promise<Refreshed> => {
    const answer = refreshed.parse(
      await client.oauth.v2.access({
        client_id: app.clientId,
        client_secret: app.clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),
    );
    return { token: answer.access_token, refreshToken: answer.refresh_token, forMs: answer.expires_in * second };
  };
}

/** Under the organization when it is for all of it; a workspace names its organization too. @throws without a bot */
function installedOf(given: Installation): Installed {
  const installation = installationOf({
    isEnterpriseInstall: given.isEnterpriseInstall === true,
    teamId: given.team?.id,
    enterpriseId: given.enterprise?.id,
  });
  const { bot } = given;
  if (installation === undefined || bot === undefined) throw new Error('an installation without a place or a bot');
  return {
    installation,
    botId: bot.id,
    botUser: bot.userId,
    token: bot.token,
    ...(bot.refreshToken !== undefined && { refreshToken: bot.refreshToken }),
    ...(bot.expiresAt !== undefined && { expiresAt: bot.expiresAt * second }),
  };
}

function hashed(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

/** The provider sets its cookie without saying that other sites' forms may not carry it. */
function sameSite(response: ServerResponse): ServerResponse {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name, name === 'Set-Cookie' && typeof value === 'string' ? `${value}; SameSite=Lax` : value);
  set('cache-control', 'no-store');
  set('referrer-policy', 'no-referrer');
  return response;
}

function say(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
    .end(`${sentence}\n`);
}
