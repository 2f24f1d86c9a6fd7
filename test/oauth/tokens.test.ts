import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import type { Outgoing, PostKind } from '../../src/app/ports.ts';
import { type Accounts, NotInstalled } from '../../src/slack/accounts.ts';
import { createPoster } from '../../src/slack/poster.ts';
import { auditTableView } from '../../src/slack/views/audit.ts';
import { forgetView } from '../../src/slack/views/forget.ts';
import { rulebook } from '../core/shipped.ts';
import { FakeSlack, type Json, keptLog, payloads } from '../slack/kit.ts';
import { draftOf, outgoing, postOf, rules } from '../slack/samples.ts';
import { started } from '../slack/started.ts';

const tokens = new Map([
  ['T:T1', 'xoxb-one'],
  ['T:T2', 'xoxb-two'],
  ['E:E1', 'xoxb-org'],
]);
const accounts: Accounts = {
  of: async (installation) => {
    const token = tokens.get(installation);
    if (token === undefined) throw new NotInstalled(installation);
    return { botId: `B-${installation}`, botUserId: 'U0BOT', token: async () => token };
  },
  forget: () => undefined,
};

/** Who a payload is from, for each installation. */
const places = {
  'T:T1': { team: { id: 'T1' }, user: { id: 'U1', team_id: 'T1' }, team_id: 'T1' },
  'T:T2': { team: { id: 'T2' }, user: { id: 'U1', team_id: 'T2' }, team_id: 'T2' },
  // The workspace of the payload is T1, whose own installation has another token.
  'E:E1': {
    team: { id: 'T1' },
    enterprise: { id: 'E1' },
    user: { id: 'U1', team_id: 'T1' },
    team_id: 'T1',
    enterprise_id: 'E1',
    is_enterprise_install: true,
  },
} as const;
type Installation = keyof typeof places;
const installations = Object.keys(places) as Installation[];

const slackDown = new TypeError('fetch failed');
const thread = {
  ok: true,
  messages: [{ ts: '1.0', user: 'U2', text: 'We have 300 pages and they change weekly' }],
};
const upload = { ok: true, upload_url: 'https://files.slack.com/upload/v1/x', file_id: 'F1' };
const table = auditTableView(rulebook, { v: 1, place: { channel: 'C1' } }, true);
const file = JSON.stringify({ id: 'F1', url_private: 'https://files.slack.com/files-pri/x/a.csv', size: 40 });

let events = 0;
/** Everything a person does, with the calls it leads to. */
const doing: readonly [string, readonly string[], (more: object) => Json, (slack: FakeSlack) => unknown][] = [
  [
    'the command',
    ['views.open', 'views.update'],
    (more) =>
      payloads.command('x', { ...more, is_enterprise_install: 'is_enterprise_install' in more ? 'true' : 'false' }),
    (slack) => slack.answer('views.open', { ok: true, view: { id: 'V1', hash: 'h' } }),
  ],
  [
    'a command whose window comes too late',
    ['views.open', 'chat.postMessage'],
    (more) =>
      payloads.command('x', { ...more, is_enterprise_install: 'is_enterprise_install' in more ? 'true' : 'false' }),
    (slack) => slack.answer('views.open', { ok: false, error: 'expired_trigger_id' }).answer('response_url', slackDown),
  ],
  [
    'a mention',
    ['chat.postEphemeral'],
    (more) => ({
      ...more,
      type: 'event_callback',
      event_id: `Ev${(events += 1)}`,
      event: { type: 'app_mention', user: 'U1', channel: 'C1', ts: '1.0', text: 'hi' },
    }),
    () => undefined,
  ],
  [
    'opening Home',
    ['users.conversations', 'views.publish'],
    (more) => ({
      ...more,
      type: 'event_callback',
      event_id: `Ev${(events += 1)}`,
      event: { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' },
    }),
    (slack) => slack.answer('users.conversations', { ok: true, channels: [{ id: 'C1' }] }),
  ],
  [
    'settling a debate',
    ['views.open', 'conversations.replies', 'views.update'],
    (more) => payloads.message(more),
    (slack) =>
      slack.answer('views.open', { ok: true, view: { id: 'V1', hash: 'h' } }).answer('conversations.replies', thread),
  ],
  [
    'forgetting a workspace',
    ['users.info'],
    (more) => payloads.submission(forgetView(), { What: 'workspace', Confirm: 'everything' }, more),
    () => undefined,
  ],
  [
    'files of the costs',
    ['files.getUploadURLExternal', 'files.completeUploadExternal'],
    (more) =>
      payloads.action(
        'decision:button:files',
        { v: 1, decision: 'decision-1' },
        { ...more, message: { ts: '2.0', thread_ts: '1.0' } },
      ),
    (slack) => slack.answer('files.getUploadURLExternal', upload, upload),
  ],
  [
    'a file that was given',
    ['files-pri/x/a.csv'],
    (more) => payloads.submission(table, { File: file }, more),
    (slack) => slack,
  ],
];

/** Posts, and looking for them. */
const posting: readonly [PostKind, 'send' | 'find', readonly string[]][] = [
  ['decision', 'send', ['chat.postMessage']],
  ['edit', 'send', ['chat.update']],
  ['decision', 'find', ['conversations.history']],
  ['costs', 'find', ['conversations.replies']],
];

const seen = new Set<string>();
/** The token of each call by what was called; a call without one has none. */
function tokensOf(slack: FakeSlack): [string, string | undefined][] {
  for (const { method } of slack.calls) seen.add(method);
  return slack.calls.map(({ method, token }) => [method, token?.replace('Bearer ', '')]);
}

const withoutToken = (method: string) => method === 'response_url' || method.startsWith('/upload');

describe('every call is made with the token of the installation it is for', () => {
  it.each(doing)('%s', async (_, methods, payload, prepare) => {
    const it = await started({ unfinished: async () => draftOf() }, undefined, accounts);
    for (const installation of [...installations, ...installations.toReversed()]) {
      it.slack.calls.length = 0;
      prepare(it.slack);
      await it.receiver.send({ ...payload(places[installation]) });
      const made = tokensOf(it.slack);
      expect(made.map(([method]) => method.replace(/^\//, ''))).toEqual(expect.arrayContaining([...methods]));
      const others = made.filter(
        ([method, token]) => token !== (withoutToken(method) ? undefined : tokens.get(installation)),
      );
      expect(others).toEqual([]);
    }
  });

  it.each(posting)('a post of kind %s: %s', async (kind, what, methods) => {
    const slack = new FakeSlack();
    const poster = createPoster({
      book: { rulebook: rules },
      accounts,
      log: keptLog(),
      clientOptions: { fetch: slack.fetch },
    });
    for (const installation of [...installations, ...installations.toReversed()]) {
      slack.calls.length = 0;
      const rest = { installation, ...(kind !== 'decision' && { afterTs: '5.0' }) };
      const message: Outgoing = outgoing(kind, rest);
      await (what === 'send' ? poster.send(message) : poster.find(postOf(kind, rest)));
      expect(tokensOf(slack)).toEqual(methods.map((method) => [method, tokens.get(installation)]));
    }
  });

  test('a message with our mark from the bot of another workspace is not taken for ours', async () => {
    const slack = new FakeSlack();
    const poster = createPoster({
      book: { rulebook: rules },
      accounts,
      log: keptLog(),
      clientOptions: { fetch: slack.fetch },
    });
    const mark = { event_type: 'rag_or_ft_post', event_payload: { post: 'decision-1:1:decision' } };
    const messages = [{ ts: '1.0', bot_id: 'B-T:T2', metadata: mark }];
    slack.answer('conversations.history', { ok: true, messages }, { ok: true, messages });
    expect(await poster.find(postOf('decision', { installation: 'T:T1' }))).toEqual({ kind: 'absent' });
    expect(await poster.find(postOf('decision', { installation: 'T:T2' }))).toMatchObject({ kind: 'found' });
  });

  test('where the app is not installed nothing is called, and the person is asked to reinstall it', async () => {
    const it = await started({}, undefined, accounts);
    await expect(it.receiver.send(payloads.command('x', { team_id: 'T9' }))).rejects.toMatchObject({
      code: 'slack_bolt_authorization_error',
    });
    expect(it.slack.calls).toEqual([]);
  });

  test('nobody is asked to reinstall it because the database does not answer', async () => {
    const locked = { of: () => Promise.reject(new Error('locked')), forget: () => undefined };
    const it = await started({}, undefined, locked);
    await expect(it.receiver.send(payloads.command('x'))).rejects.toThrow('locked');
  });

  test('a post for an installation that is gone is refused, and not tried again', async () => {
    const slack = new FakeSlack();
    const poster = createPoster({
      book: { rulebook: rules },
      accounts,
      log: keptLog(),
      clientOptions: { fetch: slack.fetch },
    });
    expect(await poster.send(outgoing('decision', { installation: 'T:T9' }))).toEqual({
      kind: 'refused',
      code: 'not_installed',
    });
    expect(slack.calls).toEqual([]);
  });
});

// Last, since it looks back at the others.
test('every call that the source names was made here, under the name of its last step', () => {
  const folder = fileURLToPath(new URL('../../src/slack', import.meta.url));
  const source = readdirSync(folder, { recursive: true })
    .filter((name) => String(name).endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${String(name)}`, 'utf8'))
    .join('\n');
  const named = [...source.matchAll(/client\.(\w+(?:\.\w+)+)\(|apiCall\('([\w.]+)'/g)].map(
    (found) => found[1] ?? found[2],
  );
  const apart = {
    'files.uploadV2': 'files.completeUploadExternal',
    'files.info': undefined,
    'oauth.v2.access': undefined,
  };
  const expected = named.flatMap((name = '') => (name in apart ? (apart[name as keyof typeof apart] ?? []) : [name]));
  expect([...new Set(expected)].filter((name) => !seen.has(name))).toEqual([]);
});
