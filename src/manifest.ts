import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const text = z.string();

/** What changes between the two ways of connecting; the rest is kept as it is. */
const connectable = z.looseObject({
  features: z.looseObject({ slash_commands: z.array(z.looseObject({ command: text })) }),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({}).optional(),
    interactivity: z.looseObject({}),
    socket_mode_enabled: z.boolean(),
  }),
});

/**
 * The manifest for signed HTTP, made from that for Socket Mode: the same app, with the address Slack sends its requests to.
 * @throws when the source is not YAML of a manifest
 */
export function httpManifest(source: string, requestUrl: string): string {
  const { features, settings, ...rest } = connectable.parse(parse(source));
  const { event_subscriptions: events, ...others } = settings;
  const changed = {
    ...rest,
    features: { ...features, slash_commands: features.slash_commands.map((one) => ({ ...one, url: requestUrl })) },
    settings: {
      ...(events && { event_subscriptions: { request_url: requestUrl, ...events } }),
      ...others,
      interactivity: { ...settings.interactivity, request_url: requestUrl },
      socket_mode_enabled: false,
    },
  };
  return `${httpHead}${stringify(changed, { lineWidth: 0, singleQuote: true })}`;
}

const httpHead = `# For Slack's "Create an app from a manifest". Signed HTTP: put your own host in place of your.host.
# Made from manifest.yml: change that one, then run npx vitest run test/install/manifest.test.ts -u
`;

/**
 * The manifest for any number of workspaces and organizations: that for signed HTTP, with the address browsers come back to, tokens
 * that end, and installs for a whole organization.
 */
export function installManifest(source: string, requestUrl: string, redirectUrl: string): string {
  const http = installable.parse(parse(httpManifest(source, requestUrl)));
  const changed = {
    ...http,
    oauth_config: { redirect_urls: [redirectUrl], ...http.oauth_config },
    settings: { ...http.settings, org_deploy_enabled: true, token_rotation_enabled: true },
  };
  return `${installHead}${stringify(changed, { lineWidth: 0, singleQuote: true })}`;
}

const installable = z.looseObject({ oauth_config: z.looseObject({}), settings: z.looseObject({}) });

const installHead = `# For Slack's "Create an app from a manifest". Many workspaces over signed HTTP: put your own host in place of your.host.
# Made from manifest.yml: change that one, then run npx vitest run test/install/manifest.test.ts -u
`;

/** What the playground needs of `manifest.yml`, so that it offers exactly what Slack would. */
const manifest = z.object({
  features: z.object({
    slash_commands: z.array(
      z.object({ command: text, description: text, usage_hint: text, should_escape: z.boolean().optional() }),
    ),
    shortcuts: z.array(z.object({ name: text, type: z.enum(['global', 'message']), callback_id: text })),
    app_home: z.object({ home_tab_enabled: z.boolean().optional() }).optional(),
  }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(text).optional() }).optional() }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(text) }) }),
});

export interface Manifest {
  readonly commands: readonly { command: string; description: string; usage_hint: string; should_escape?: boolean }[];
  readonly shortcuts: readonly { name: string; type: 'global' | 'message'; callback_id: string }[];
  readonly scopes: readonly string[];
  /** Events the app gets. */
  readonly events: readonly string[];
  /** Has the app a Home tab? */
  readonly home: boolean;
}

/** Reads the app manifest. @throws when it is not there or not of this form: the package is broken. */
export function readManifest(file: URL): Manifest {
  const { features, oauth_config, settings } = manifest.parse(parse(readFileSync(file, 'utf8')));
  return {
    commands: features.slash_commands.map(({ should_escape, ...command }) => ({
      ...command,
      ...(should_escape !== undefined && { should_escape }),
    })),
    shortcuts: features.shortcuts,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
    home: features.app_home?.home_tab_enabled ?? false,
  };
}

/** Scopes an installation must grant, and those it may. */
export interface Scopes {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const scopesOf = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(text), bot_optional: z.array(text).default([]) }) }),
});

/** What the manifest asks of an installation. @throws when it is not there or not of this form: the package is broken. */
export function readScopes(file: string | URL): Scopes {
  const { bot, bot_optional: optional } = scopesOf.parse(parse(readFileSync(file, 'utf8'))).oauth_config.scopes;
  return { required: bot.filter((scope) => !optional.includes(scope)), optional };
}
