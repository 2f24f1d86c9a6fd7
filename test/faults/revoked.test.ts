import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Slack } from '../../src/config.ts';
import type { Playground } from '../../src/playground/index.ts';
import { keyBytes } from '../../src/slack/oauth/seal.ts';
import { openDatabase } from '../../src/store/database.ts';
import { purged } from '../../src/store/purge-rows.ts';
import { long } from '../long.ts';
import { credentials } from '../playground/stand-in.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { newFile } from '../store/samples.ts';
import { channel, type Instance, newInstance, newWorkspace, notify } from './kit.ts';
import { share } from './people.ts';
import { revocable } from './revocable.ts';

const patience = { timeout: 20_000, interval: 20 };
const { signingSecret } = credentials;
const oauth: Slack = {
  mode: 'oauth',
  signingSecret,
  clientId: '1.2',
  clientSecret: 'the-client-secret',
  keys: [randomBytes(keyBytes)],
  publicUrl: 'https://rag.example/',
};
const whole = ['decision', 'argument', 'costs'];
const event = (type: object, at: number, id: string) => ({
  team_id: 'T0LOCAL',
  event_id: id,
  event_time: Math.floor(at / 1_000),
  event: type,
});
const revocation = { type: 'tokens_revoked', tokens: { bot: ['U0BOT'] } };
const removal = { type: 'app_uninstalled' };

/** From "Add to Slack" to "Allow". */
async function install({ url }: Instance): Promise<void> {
  const begun = await fetch(new URL('/slack/install', url), { redirect: 'manual' });
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const back = new URL(`/slack/oauth_redirect?code=c&state=${state}`, url);
  expect((await fetch(back, { headers: { cookie } })).status).toBe(200);
}

/** The kinds of the app's messages about a title, each message with its replies. */
function postsOf(playground: Playground, title: string): unknown[] {
  const ann = playground.as('U0ANN');
  const heads = ann.messages(channel).filter(({ text, metadata }) => text.includes(title) && metadata !== undefined);
  return heads.flatMap(({ ts }) => ann.thread(channel, ts).map(({ metadata }) => kindOf(metadata?.event_payload)));
}

function kindOf(payload: unknown): string | undefined {
  return typeof payload === 'object' && payload !== null && 'post' in payload
    ? String(payload.post).split(':').at(-1)
    : undefined;
}

/** Somebody shares, and the token is revoked while Slack is at a post: before it, or after it with the answer lost. */
async function revokedWhilePosting(playground: Playground, revoke: () => void, when: 'before' | 'after', nth: number) {
  let posts = 0;
  const off = playground.faults.onCall(
    'chat.postMessage',
    () => {
      if ((posts += 1) !== nth) return;
      revoke();
      playground.faults.next('chat.postMessage', { kind: 'reset', when });
      off();
    },
    'before',
  );
  return (await share(playground.as('U0ANN'), `Revoked ${when} ${nth}`)).shared;
}

/** In the short form some on either database. */
const moments = [
  ['before', 1],
  ['after', 1],
  ['after', 2],
  ['before', 3],
] as const;
const databases = [
  ['SQLite', 1],
  ['PostgreSQL', 2],
] as const;

test.each(databases)(
  'a token that is revoked while something is posted: it is there once when the team has installed the app again: %s, instances: %i',
  async (name, count) => {
    if (name === 'PostgreSQL' && server === undefined) return;
    const playground = await newWorkspace();
    const slack = await revocable(playground);
    const database = name === 'SQLite' ? { file: await newFile() } : await freshDatabase();
    const changes = { slack: oauth, slackApiUrl: slack.apiUrl, postSettleMs: 0 };
    const instances: Instance[] = [];
    for (let i = 0; i < count; i += 1) instances.push(await newInstance(playground, database, changes));
    const [first, last] = [instances[0]!, instances.at(-1)!];
    await install(first);
    playground.connect(first.url);
    for (const [when, nth] of moments.filter((_moment, place) => long || place % 2 === count % 2)) {
      const at = Date.now();
      slack.refused.length = 0;
      const title = await revokedWhilePosting(playground, slack.revoke, when, nth);
      await vi.waitFor(() => expect(slack.refused).not.toEqual([]), patience);
      await install(last);
      // It comes late, and is about the token that was.
      expect((await notify(first.url, event(revocation, at - 2_000, `Ev ${when} ${nth}`))).status).toBe(200);
      await vi.waitFor(() => expect(postsOf(playground, title)).toEqual(whole), patience);
      expect(slack.refused.length).toBeLessThan(8);
    }
  },
);

test.each([
  ['its token is revoked, and it is uninstalled', [revocation, removal]],
  ['it is uninstalled, and its token is revoked', [removal, revocation]],
])('a team is gone while something is posted: %s, nothing is kept of it and nothing called', async (_, events) => {
  const playground = await newWorkspace();
  const slack = await revocable(playground);
  const file = await newFile();
  const it = await newInstance(playground, { file }, { slack: oauth, slackApiUrl: slack.apiUrl, postSettleMs: 0 });
  await install(it);
  playground.connect(it.url);
  const title = await revokedWhilePosting(playground, slack.revoke, 'before', 2);
  await vi.waitFor(() => expect(slack.refused).not.toEqual([]), patience);
  for (const [at, one] of events.entries())
    expect((await notify(it.url, event(one, Date.now(), `Ev${at}`))).status).toBe(200);
  const db = await openDatabase({ file });
  const left: unknown[] = [];
  for (const table of [...purged, 'installations'] as const)
    left.push(...(await db.selectFrom(table).selectAll().execute()));
  await db.destroy();
  expect(left).toEqual([]);
  slack.refused.length = 0;
  const said = playground.as('U0ANN').command(channel, '/rag-or-ft Afterwards');
  await said;
  expect([slack.refused, postsOf(playground, title)]).toEqual([[], ['decision']]);
});

test('an operator whose token is revoked sets another one: what was shared is kept, and there once', async () => {
  const playground = await newWorkspace();
  const slack = await revocable(playground);
  const database = { file: await newFile() };
  const one = (botToken: string) => ({
    slack: { mode: 'http', botToken, signingSecret } as const,
    slackApiUrl: slack.apiUrl,
    postSettleMs: 0,
  });
  const before = await newInstance(playground, database, one(slack.give()));
  playground.connect(before.url);
  const title = await revokedWhilePosting(playground, slack.revoke, 'before', 2);
  await vi.waitFor(() => expect(slack.refused).not.toEqual([]), patience);
  expect((await notify(before.url, event(revocation, Date.now(), 'Ev1'))).status).toBe(200);
  await before.stop();
  await newInstance(playground, database, one(slack.give()));
  await vi.waitFor(() => expect(postsOf(playground, title)).toEqual(whole), patience);
});
