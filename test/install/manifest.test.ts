import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { httpManifest, installManifest, readManifest } from '../../src/manifest.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const requestUrl = 'https://your.host/slack/events';

test('the manifest for HTTP is the one for Socket Mode with addresses, and nothing else', async () => {
  await expect(httpManifest(read('manifest.yml'), requestUrl)).toMatchFileSnapshot(
    new URL('manifest.http.yml', root).pathname,
  );
  const same = (name: string) => ({ ...readManifest(new URL(name, root)) });
  expect(same('manifest.http.yml')).toEqual(same('manifest.yml'));
});

test('the manifest for many workspaces is the one for HTTP with an address to come back to and tokens that end', async () => {
  const redirectUrl = 'https://your.host/slack/oauth_redirect';
  await expect(installManifest(read('manifest.yml'), requestUrl, redirectUrl)).toMatchFileSnapshot(
    new URL('manifest.oauth.yml', root).pathname,
  );
  expect(readManifest(new URL('manifest.oauth.yml', root))).toEqual(readManifest(new URL('manifest.yml', root)));
  expect(parse(read('manifest.oauth.yml'))).toMatchObject({
    oauth_config: { redirect_urls: [redirectUrl] },
    settings: { org_deploy_enabled: true, token_rotation_enabled: true, socket_mode_enabled: false },
  });
});

test.each(['manifest.yml', 'manifest.http.yml', 'manifest.oauth.yml'])('%s is one Slack takes', (name) => {
  const schema: unknown = JSON.parse(read('test/slack/manifest.schema.json'));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema as object);
  validate(parse(read(name)));
  expect(validate.errors).toBeNull();
});

test('only the one for HTTP carries addresses, at every place Slack calls', () => {
  expect(read('manifest.yml')).not.toContain('url');
  const { features, settings } = parse(read('manifest.http.yml')) as {
    features: { slash_commands: { url: string }[] };
    settings: { socket_mode_enabled: boolean; interactivity: object; event_subscriptions?: object };
  };
  expect(features.slash_commands.map(({ url }) => url)).toEqual(features.slash_commands.map(() => requestUrl));
  expect(settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: requestUrl } });
  expect(settings.event_subscriptions ?? { request_url: requestUrl }).toMatchObject({ request_url: requestUrl });
});

test('names are within Slack’s limits: 24 for a shortcut, 32 for a command, five shortcuts of each kind', () => {
  const { shortcuts, commands } = readManifest(new URL('manifest.yml', root));
  for (const { name } of shortcuts) expect(name.length).toBeLessThanOrEqual(24);
  for (const { command } of commands) expect(command).toMatch(/^\/[\w-]{1,31}$/);
  for (const kind of ['global', 'message'])
    expect(shortcuts.filter(({ type }) => type === kind).length).toBeLessThanOrEqual(5);
});
