import { openBooks } from '../../src/app/books.ts';
import { historyPageSize } from '../../src/app/history.ts';
import { postsOfDecision } from '../../src/app/posts.ts';
import { createUseCases, type UseCases } from '../../src/app/use-cases.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { createApp } from '../../src/slack/app.ts';
import { openStore } from '../../src/store/store.ts';
import { rulebook } from '../core/shipped.ts';
import { accounts, FakeReceiver, FakeSlack, keptLog } from '../slack/kit.ts';
import { decisionOf, revisionOf } from '../store/samples.ts';
import { lineOf, type Part } from './line.ts';

const installation = 'T:T1';
const who = { installation, person: 'T1:U1' };
const channels = Array.from({ length: 20 }, (_, at) => `C${at}`);
const sizes = [100, 1_000, 10_000] as const;
const rounds = 25;
const warmUp = 5;

/**
 * The Home tab and the list of decisions in workspaces of several sizes: calls to Slack, our time for all of it but the wait for
 * Slack, and whether a page takes longer where there are more.
 */
export async function benchHome(): Promise<Part> {
  const workspaces: Workspace[] = [];
  for (const many of sizes) workspaces.push(await workspaceOf(many));
  const times = workspaces.map(() => kinds.map((): number[] => []));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [at, workspace] of workspaces.entries()) {
      for (const [kind, work] of kinds.entries()) {
        const began = performance.now();
        await work.run(workspace);
        if (round >= 0) times[at]?.[kind]?.push(performance.now() - began);
      }
    }
  }
  const calls = workspaces.map(({ slack }) => slack.calls.length / (rounds + warmUp));
  for (const workspace of workspaces) await workspace.close();
  const of = (at: number, kind: number): readonly number[] => times[at]?.[kind] ?? [];
  return {
    id: 'home',
    title: 'Home tab and list of decisions',
    about: [
      'On SQLite, in 20 channels, without the wait for Slack. There is no peer: a workspace of 100 decisions is held against larger ones, since',
      'a page should take the same time however many there are.',
    ],
    rounds,
    peers: {},
    lines: [
      lineOf('calls to Slack for one Home tab', '', calls, { bar: { on: 'ours', most: 2 } }),
      lineOf('Home tab at 10,000 decisions', 'ms', of(2, 0), { bar: { on: 'ours', most: 50 } }),
      ...kinds.flatMap(({ name, bar }, kind) =>
        [1, 2].map((at) =>
          lineOf(`${name}, ${sizes[at]?.toLocaleString('en')} decisions`, 'ms', of(at, kind), {
            peers: [{ name: 'ours, 100 decisions', values: of(0, kind) }],
            ...(bar && at === 2 ? { bar: { on: 'times', most: 2 } } : {}),
          }),
        ),
      ),
    ],
  };
}

interface Workspace {
  readonly useCases: UseCases;
  readonly slack: FakeSlack;
  open(): Promise<void>;
  close(): Promise<void>;
}

const kinds: readonly { readonly name: string; readonly bar: boolean; run(workspace: Workspace): Promise<unknown> }[] =
  [
    { name: 'Home tab', bar: true, run: (workspace) => workspace.open() },
    { name: 'first page of the list', bar: true, run: ({ useCases }) => useCases.history.page(who, channels, {}) },
    {
      name: 'last page of the list',
      bar: true,
      run: ({ useCases }) => useCases.history.page(who, channels, {}, { at: historyPageSize, id: 'd0' }),
    },
    {
      name: 'a search that finds nothing in what it looks through',
      bar: false,
      run: ({ useCases }) => useCases.history.page(who, channels, { words: 'no such words' }),
    },
  ];

async function workspaceOf(many: number): Promise<Workspace> {
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
  let opens = 0;
  return {
    useCases,
    slack,
    open: async () => {
      slack.answer('users.conversations', { ok: true, channels: channels.map((id) => ({ id })) });
      await receiver.send(opened(`Ev${many}-${(opens += 1)}`));
    },
    close: () => store.close(),
  };
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
