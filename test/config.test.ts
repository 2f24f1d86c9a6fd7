import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const many = {
  SLACK_CLIENT_ID: '123.456',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_SIGNING_SECRET: 'signing-secret',
  TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

function config(env: Record<string, string>) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

function problems(env: Record<string, string>): readonly string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}

describe('the environment', () => {
  it.each([
    [{}, 'playground'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, 'socket'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-secret' }, 'http'],
    [many, 'oauth'],
  ])('%j starts as %s', (env, mode) => {
    expect(config(env).slack.mode).toBe(mode);
  });

  it('takes keys as base64 or hexadecimal digits, the earlier ones after the one that seals', () => {
    const hex = Buffer.alloc(32, 2).toString('hex');
    const third = Buffer.alloc(32, 3).toString('base64');
    expect(config({ ...many, TOKEN_ENCRYPTION_KEYS_BEFORE: `${hex}, ${third}` }).slack).toMatchObject({
      keys: [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)],
    });
  });

  it.each(Object.keys(many))('names %s when many workspaces need it and it is missing', (name) => {
    const { [name]: _, ...rest } = many as Record<string, string>;
    expect(problems(rest)).toEqual([expect.stringContaining(`${name}: it is missing`)]);
  });

  it('names everything that is wrong at once, and shows no value of it', () => {
    const wrong = {
      ...many,
      SLACK_BOT_TOKEN: 'xoxb-1',
      TOKEN_ENCRYPTION_KEY: 'c2hvcnQtc2VjcmV0',
      PUBLIC_URL: 'http://plain.example',
      RETENTION_DAYS: '0',
      SLACK_CHANNELS: '#general',
      OPERATIONS_PORT: 'x',
      SLACK_SCOPES: 'DROP TABLE',
    };
    const named = problems(wrong).map((problem) => problem.split(/[.:]/)[0]);
    expect(new Set(named)).toEqual(
      new Set([
        'SLACK_BOT_TOKEN',
        'TOKEN_ENCRYPTION_KEY',
        'PUBLIC_URL',
        'RETENTION_DAYS',
        'SLACK_CHANNELS',
        'OPERATIONS_PORT',
        'SLACK_SCOPES',
      ]),
    );
    expect(problems(wrong).join(' ')).not.toContain('c2hvcnQtc2VjcmV0');
  });

  it('limits what one person may do, but not in the playground', () => {
    expect(config({}).actionsPerMinute).toBe(0);
    expect(config(many).actionsPerMinute).toBeUndefined();
    expect(config({ ...many, ACTIONS_PER_MINUTE: '100', SLACK_CHANNELS: 'C012,C034' })).toMatchObject({
      actionsPerMinute: 100,
      channels: ['C012', 'C034'],
    });
  });
});
