import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commands, shortcuts } from '../../src/slack/ids.ts';
import { texts } from '../../src/slack/texts.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const manifest: unknown = parse(read('../../manifest.yml'));

const shape = z.object({
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() })),
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean(), usage_hint: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()) }),
    socket_mode_enabled: z.boolean(),
  }),
});

test('the manifest is one Slack takes', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(read('manifest.schema.json')));
  validate(manifest);
  expect(validate.errors).toBeNull();
});

test('the manifest declares what the app registers, and the events it takes', () => {
  const { features, settings } = shape.parse(manifest);
  expect(features.slash_commands.map((one) => one.command)).toEqual(Object.values(commands));
  expect(features.slash_commands.every((one) => one.should_escape)).toBe(true);
  expect(features.shortcuts.map((one) => [one.type, one.callback_id])).toEqual([
    ['global', shortcuts.start],
    ['message', shortcuts.settle],
  ]);
  expect(settings.event_subscriptions.bot_events).toEqual([
    'app_home_opened',
    'app_mention',
    'app_uninstalled',
    'tokens_revoked',
  ]);
  expect(settings.socket_mode_enabled).toBe(true);
});

test('the manifest asks for ten scopes, eight of them optional', () => {
  const { scopes } = shape.parse(manifest).oauth_config;
  const optional = [
    'channels:history',
    'groups:history',
    'files:write',
    'files:read',
    'app_mentions:read',
    'users:read',
    'channels:read',
    'groups:read',
  ];
  expect(scopes.bot).toEqual(['commands', 'chat:write', ...optional]);
  expect(scopes.bot_optional).toEqual(optional);
});

test('what people are told to type is what the manifest declares', () => {
  const { features } = shape.parse(manifest);
  expect(texts.invite).toBe(`/invite @${features.bot_user.display_name}`);
  expect(texts.command).toBe(features.slash_commands[0]?.command);
  expect(texts.help.thread).toContain(`“${features.shortcuts[1]?.name}”`);
});
