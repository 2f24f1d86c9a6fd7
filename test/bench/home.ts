import { openBooks } from '../../src/app/books.ts';
import { postsOfDecision } from '../../src/app/posts.ts';
import { historyPageSize } from '../../src/app/history.ts';
import type { Behind } from '../../src/app/newcomer-ports.ts';
import { createUseCases, type UseCases } from '../../src/app/use-cases.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { createApp } from '../../src/slack/app.ts';
import { openStore } from '../../src/store/store.ts';
import { rulebook } from '../core/shipped.ts';
import { accounts, FakeReceiver, FakeSlack, keptLog } from '../slack/kit.ts';
import { decisionOf, revisionOf } from '../store/samples.ts';
import { median, spread } from './measure.ts';

const installation = 'T:T1';
const who = { installation, person: 'T1:U1' };
const channels = Array.from({ length: 20 }, (_, at) => `C${at}`);
const rounds = 30;

/**
 * The Home tab and the list of decisions in workspaces of several sizes: calls to Slack, our time for all of it but the wait for
 * Slack, and whether a page takes longer where there are more.
 */
export async function benchHome(say: (line: string) => void): Promise<void> {
  say('Home tab and list of decisions, SQLite, 20 channels, ms per call:');
  for (const many of [100, 1_000, 10_000]) say(`  ${many.toLocaleString('en')} decisions: ${await measured(many)}`);
}

async function measured(many: number): Promise<string> {
  const store = await openStore({ file: ':memory:' });
  const books = await openBooks(store, rulebook, contentHash);
  const useCases = createUseCases({
    store,
    clock: { now: Date.now },
    ids: { next: () => 'id' },
    books,
    wake: () => undefined,
  });
  const hashes = { rulebook: books.current.rulebook, prices: books.current.prices };
  for (let at = 0; at < many; at += 1) {
    const id = `d${at}`;
    const place = { channel: channels[at % channels.length] ?? '' };
    const decision = decisionOf({ installation, id, draft: id, title: `Bot ${at}`, place, createdAt: at });
    await store.share(decision, revisionOf(decision, hashes), postsOfDecision(decision, at));
  }
  await store.keepPerson({ ...who, welcomed: true, updatedAt: 1 });
  const { receiver, slack } = await appOf(useCases);
  const home: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    slack.answer('users.conversations', { ok: true, channels: channels.map((id) => ({ id })) });
    const began = performance.now();
    await receiver.send(opened(`Ev${many}-${round}`));
    home.push(performance.now() - began);
  }
  const calls = slack.calls.length / rounds;
  const first = await pages(useCases, {});
  const last = await pages(useCases, {}, { at: historyPageSize, id: 'd0' });
  const search = await pages(useCases, { words: 'no such words' });
  await store.close();
  const parts = [
    `Home ${spread(home.slice(5))} with ${calls} calls`,
    `first page ${median(first).toFixed(2)}`,
    `last page ${median(last).toFixed(2)}`,
    `a search that finds nothing, per 1,000 looked through ${median(search).toFixed(2)}`,
  ];
  return parts.join(', ');
}

async function pages(
  { history }: UseCases,
  sought: { readonly words?: string },
  behind?: Behind,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await history.page(who, channels, sought, behind);
    times.push(performance.now() - began);
  }
  return times.slice(5);
}

async function appOf(useCases: UseCases) {
  const receiver = new FakeReceiver();
  const slack = new FakeSlack();
  const app = createApp({
    useCases,
    book: { rulebook },
    receiver,
    accounts,
    log: keptLog(),
    clientOptions: { fetch: slack.fetch },
    actionsPerMinute: 0,
  });
  await app.init();
  return { receiver, slack };
}

const opened = (event_id: string) => ({
  type: 'event_callback',
  event_id,
  team_id: 'T1',
  event: { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home', event_ts: '1.0' },
  authorizations: [
    { team_id: 'T1', enterprise_id: null, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
  ],
});
