import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Examined } from '../../src/operate/doctor.ts';
import { manifestSchema } from '../../src/operate/manifest-schema.ts';
import { newFolder, root, secret, seen, tokens } from './kit.ts';

const noNetwork = () => Promise.reject(new Error('no network'));
const changed = (change: (manifest: ReturnType<typeof parse>) => void, name = 'manifest.yml'): string => {
  const manifest = parse(readFileSync(new URL(name, root), 'utf8'));
  change(manifest);
  const file = join(newFolder(), 'manifest.yml');
  writeFileSync(file, stringify(manifest));
  return file;
};
const problems = async (file: string, env: Examined['env'] = {}) => {
  const { findings } = await seen(env, { manifest: file, fetch: noNetwork });
  return findings.flatMap(({ check, state, says }) => (check === 'manifest' && state !== 'ok' ? [says] : []));
};

describe('the doctor of a manifest', () => {
  it.each<[string, (manifest: ReturnType<typeof parse>) => void, RegExp]>([
    [
      'a name that is too long',
      (m) => (m.display_information.name = 'x'.repeat(36)),
      /display_information\.name: has at most 35/,
    ],
    [
      'a field Slack does not know',
      (m) => (m.features.rich_previews = {}),
      /features: Unrecognized key: "rich_previews"/,
    ],
    ['no command', (m) => (m.features.slash_commands = []), /slash_commands: has at least one entry/],
    ['a command that does not escape', (m) => (m.features.slash_commands[0].should_escape = false), /does not escape/],
    [
      'a shortcut of another id',
      (m) => (m.features.shortcuts[1].callback_id = 'x'),
      /message shortcut settle_debate is missing/,
    ],
    [
      'no word when it is removed',
      (m) => (m.settings.event_subscriptions.bot_events = []),
      /app_uninstalled is missing/,
    ],
    ['no buttons', (m) => (m.settings.interactivity.is_enabled = false), /buttons and windows are off/],
    ['a missing scope', (m) => m.oauth_config.scopes.bot.shift(), /the scope commands is missing/],
    [
      'an optional scope alone',
      (m) => m.oauth_config.scopes.bot_optional.push('x:y'),
      /optional scope x:y is not among/,
    ],
  ])('tells %s', async (_, change, said) => {
    expect((await problems(changed(change)))[0]).toMatch(said);
  });

  it('tells one of another way of connecting, and an address that was not filled in', async () => {
    const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: secret };
    expect(await problems(new URL('manifest.yml', root).pathname, http)).toEqual([
      'Socket Mode is on, and the app takes requests over HTTP',
    ]);
    expect(await problems(new URL('manifest.http.yml', root).pathname, tokens)).toEqual([
      'Socket Mode is off, and SLACK_APP_TOKEN is set',
    ]);
    expect(await problems(new URL('manifest.http.yml', root).pathname, http)).toEqual([
      'the address of /rag-or-ft is that of the example',
      'the address of interactivity is that of the example',
      'the address of events is that of the example',
    ]);
    const wrong = changed(
      (m) => (m.settings.interactivity.request_url = 'https://bot.example.com/'),
      'manifest.http.yml',
    );
    expect(await problems(wrong, http)).toContain('the address of interactivity does not end in /slack/events');
  });

  it('refuses what Slack’s own schema refuses, wherever a manifest of ours is broken', () => {
    const schema = JSON.parse(readFileSync(new URL('test/slack/manifest.schema.json', root), 'utf8')) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const base: unknown = parse(readFileSync(new URL('manifest.oauth.yml', root), 'utf8'));
    const places = pathsOf(base);
    const odd = fc.constantFrom<unknown>('', 'x'.repeat(5000), 7, null, {}, [], { no_such_field: 1 }, true);
    fc.assert(
      fc.property(fc.constantFrom(...places), odd, (path, value) => {
        const broken = put(structuredClone(base), path, value);
        fc.pre(!validate(broken));
        expect(manifestSchema.safeParse(broken).success).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key])),
  ];
}

function put(root: unknown, path: Path, value: unknown): unknown {
  const last = path.at(-1)!;
  let at = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[last] = value;
  return root;
}
