import type { HomeView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HomeShown } from '../../src/app/history.ts';
import type { ListedDecision } from '../../src/app/newcomer-ports.ts';
import { createApp } from '../../src/slack/app.ts';
import { homeTexts } from '../../src/slack/home-texts.ts';
import type { Rooms } from '../../src/slack/rooms.ts';
import { historyView } from '../../src/slack/views/history.ts';
import { homeView, troubledHome, welcomeHome } from '../../src/slack/views/home.ts';
import { settingsView } from '../../src/slack/views/settings.ts';
import { checkView, wording } from '../../src/playground/schema/check.ts';
import { newOffice } from '../app/office.ts';
import { rulebook } from '../core/shipped.ts';
import { decisionOf, share } from '../store/samples.ts';
import { accounts, FakeReceiver, FakeSlack, type Json, keptLog, payloads, viewProblems } from './kit.ts';
import { draftOf } from './samples.ts';
import { started } from './started.ts';
import type { UseCases } from '../../src/app/use-cases.ts';

/** Why Slack would not take this Home. */
function homeProblems(view: HomeView): string[] {
  const checked = checkView(JSON.parse(JSON.stringify(view)), 'home');
  const heavy = Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['more than 250 KB'] : [];
  return [...(checked.ok ? [] : checked.problems.map(wording)), ...heavy];
}

let events = 0;
const opened = (user = 'U1', more: object = {}) => ({
  type: 'event_callback',
  event_id: `Ev${(events += 1)}`,
  team_id: 'T1',
  event: { type: 'app_home_opened', user, channel: 'D1', tab: 'home', event_ts: '1.0' },
  authorizations: [
    { team_id: 'T1', enterprise_id: null, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
  ],
  ...more,
});
const inOrganization = {
  enterprise_id: 'E1',
  team_id: 'T2',
  authorizations: [{ team_id: 'T2', enterprise_id: 'E1', user_id: 'U0BOT', is_bot: true, is_enterprise_install: true }],
};
const channels = (...ids: string[]) => ({ ok: true, channels: ids.map((id) => ({ id })) });

/** The app with its own store, in which two channels of a workspace and one of an organization hold decisions. */
async function withHistory() {
  const { store, useCases } = await newOffice();
  for (const [installation, id, channel] of [
    ['T:T1', 'open1', 'CPUBLIC'],
    ['T:T1', 'secret1', 'CSECRET'],
    ['T:T2', 'foreign1', 'CPUBLIC'],
    ['E:E1', 'org1', 'CORG'],
  ] as const) {
    await store.keepContents([{ hash: 'rules-1', body: '{}' }]);
    await share(store, decisionOf({ installation, id, draft: id, title: `About ${id}`, place: { channel } }));
  }
  for (const [installation, person] of [
    ['T:T1', 'T1:U1'],
    ['T:T1', 'T9:U1'],
    ['E:E1', 'T2:U1'],
  ] as const)
    await store.keepPerson({ installation, person, welcomed: true, updatedAt: 1 });
  const receiver = new FakeReceiver();
  const slack = new FakeSlack();
  const log = keptLog();
  const app = createApp({
    useCases,
    book: { rulebook },
    receiver,
    accounts,
    log,
    clientOptions: { fetch: slack.fetch },
    newReference: () => 'ref-1',
  });
  await app.init();
  const last = (method: string): Json => slack.calls.findLast((call) => call.method === method)?.args['view'];
  const listed = () => [
    ...new Set([...JSON.stringify(last('views.publish')).matchAll(/About (\w+?)"/g)].map(([, id]) => id)),
  ];
  return { receiver, slack, store, log, last, listed };
}

describe('what somebody sees of the channels', () => {
  it('are decisions of those they are in, which one call to Slack tells', async () => {
    const it = await withHistory();
    it.slack.answer('users.conversations', channels('CPUBLIC', 'CEMPTY'));
    await it.receiver.send(opened());
    expect(it.listed()).toEqual(['open1']);
    expect(it.slack.methods).toEqual(['users.conversations', 'views.publish']);
    expect(it.slack.calls[0]?.args).toMatchObject({ user: 'U1', types: 'public_channel,private_channel' });
  });

  it('are those of a private channel for its members alone', async () => {
    const it = await withHistory();
    it.slack.answer('users.conversations', channels('CSECRET'));
    await it.receiver.send(opened());
    expect(it.listed()).toEqual(['secret1']);
  });

  it('are gone once they have left, in Home and behind a button that was there before', async () => {
    const it = await withHistory();
    it.slack.answer('users.conversations', channels('CSECRET'), channels(), channels());
    await it.receiver.send(opened());
    await it.receiver.send(opened());
    expect(it.listed()).toEqual([]);
    const home = { view: { id: 'V1', type: 'home', callback_id: '', private_metadata: '', state: { values: {} } } };
    const click = payloads.action('home:button:open', { v: 1, decision: 'secret1' }, home);
    await it.receiver.send({ ...click, channel: undefined, response_url: undefined });
    expect(JSON.stringify(it.last('views.open'))).toContain(homeTexts.refused['not-member']);
    expect(it.slack.methods.filter((method) => method.startsWith('chat.'))).toEqual([]);
  });

  it('are none of ours for a guest from another workspace, whose id means somebody else here', async () => {
    const it = await withHistory();
    it.slack.answer('users.conversations', channels('CPUBLIC', 'CSECRET'));
    const click = payloads.action('home:button:history', { v: 1 }, { user: { id: 'U1', team_id: 'T9' } });
    await it.receiver.send(click);
    expect(JSON.stringify(it.last('views.open'))).toContain(homeTexts.decisions.elsewhere);
    expect(JSON.stringify(it.last('views.open'))).not.toContain('About');
    expect(it.slack.methods).toEqual(['views.open']);
  });

  it('are besides these what they decided in direct messages with the app, and nobody else sees that', async () => {
    const it = await withHistory();
    const direct = { installation: 'T:T1', owner: 'T1:U1', place: { channel: 'D1' } } as const;
    await share(it.store, decisionOf({ ...direct, id: 'own1', draft: 'own1', title: 'About own1' }));
    it.slack.answer('users.conversations', channels(), channels());
    await it.receiver.send(opened());
    expect(it.listed()).toEqual(['own1']);
    expect(JSON.stringify(it.last('views.publish'))).toContain(homeTexts.decisions.direct);
    const home = { view: { id: 'V1', type: 'home', callback_id: '', private_metadata: '', state: { values: {} } } };
    const click = { ...payloads.action('home:button:open', { v: 1, decision: 'own1' }, home), channel: undefined };
    await it.receiver.send({ ...click, user: { id: 'U2', team_id: 'T1' } });
    expect(JSON.stringify(it.last('views.open'))).toContain(homeTexts.refused['not-member']);
    await it.store.keepPerson({ installation: 'T:T1', person: 'T1:U2', welcomed: true, updatedAt: 1 });
    await it.receiver.send(opened('U2'));
    expect(it.listed()).toEqual([]);
  });

  it('are those of their own workspace where the app is installed for an organization', async () => {
    const it = await withHistory();
    it.slack.answer('users.conversations', channels('CORG', 'CPUBLIC', 'CSECRET'));
    await it.receiver.send(opened('U1', inOrganization));
    expect(it.listed()).toEqual(['org1']);
    expect(it.slack.calls[0]?.args).toMatchObject({ user: 'U1', team_id: 'T2' });
  });

  it.each([
    ['the app may not ask', { ok: false, error: 'missing_scope' }, homeTexts.decisions.scope],
    ['Slack does not say', { ok: false, error: 'user_not_found' }, homeTexts.decisions.failed],
  ])('are none while %s, and Home says why', async (_, answer, said) => {
    const it = await withHistory();
    it.slack.answer('users.conversations', answer);
    await it.receiver.send(opened());
    expect(it.listed()).toEqual([]);
    expect(JSON.stringify(it.last('views.publish'))).toContain(said);
  });
});

describe('opening the app', () => {
  it('at its messages does nothing, and twice for one event nothing more', async () => {
    const it = await withHistory();
    const event = opened();
    await it.receiver.send({ ...event, event: { ...event.event, tab: 'messages' } });
    expect(it.slack.methods).toEqual([]);
    const again = opened();
    await it.receiver.send(again);
    await it.receiver.send(again);
    expect(it.slack.methods).toEqual(['users.conversations', 'views.publish']);
  });

  it('while the store is away shows that, and writes to nobody', async () => {
    const it = await withHistory();
    await it.store.close();
    await it.receiver.send(opened());
    expect(it.slack.methods).toEqual(['users.conversations', 'views.publish']);
    expect(JSON.stringify(it.last('views.publish'))).toContain('I could not show your Home tab just now.');
    expect(it.log.lines.map(({ message }) => message)).toContain('Home was not shown');
  });
});

describe('every surface of Home', () => {
  const rooms: Rooms = { known: true, channels: new Set(['C1']), more: true };
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constant('מה שלום'.repeat(60)),
    fc.constant('\u202E<!channel> *bold* <https://example.org|x> &amp; `code`'),
    fc.constant('x'.repeat(5_000)),
  );
  const decision = fc
    .tuple(hostile, fc.constantFrom('rag', 'hybrid'), fc.option(fc.constantFrom('prompt', 'rag'), { nil: undefined }))
    .map(([title, approach, chosen]): ListedDecision => ({
      id: 'd'.repeat(24),
      title,
      place: { channel: 'C0123456789' },
      createdAt: Date.parse('2026-11-20'),
      approach: approach as ListedDecision['approach'],
      chosen: chosen as ListedDecision['chosen'],
    }));
  const many = fc.array(decision, { minLength: 100, maxLength: 100 });

  it('keeps within Slack’s limits with a hundred decisions, long titles and right-to-left text', () => {
    fc.assert(
      fc.property(many, hostile, (decisions, title) => {
        const history = { decisions: decisions.slice(0, 30), more: { at: 1, id: 'd'.repeat(24) } };
        const shown: HomeShown = {
          welcomed: true,
          drafts: Array.from({ length: 5 }, () => draftOf({ title })),
          waiting: Array.from({ length: 5 }, () => ({ id: 'b1', title, place: { channel: 'C1' } })),
          history,
        };
        expect(homeProblems(homeView(shown, rooms, rulebook))).toEqual([]);
        expect(viewProblems(historyView({ Words: title.slice(0, 100) }, history, rooms, rulebook))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['empty', homeView({ welcomed: true, drafts: [], waiting: [], history: { decisions: [] } }, rooms, rulebook)],
    ['the first step', welcomeHome(1, rulebook)],
    ['the second step', welcomeHome(2, rulebook)],
    ['in trouble', troubledHome('ref-1')],
  ])('is taken by Slack when %s', (_, view) => {
    expect(homeProblems(view)).toEqual([]);
  });

  it('lets settings be taken by Slack, for admins and others', () => {
    for (const admin of [true, false]) expect(viewProblems(settingsView(undefined, admin, rulebook))).toEqual([]);
  });
});

describe('a debate that waits', () => {
  const place = { channel: 'C7', thread: '1.0' };
  const debate = { id: 'b1', title: 'Which one?', place, opener: 'T1:U9', state: 'open' };
  const debates = {
    show: async () => ({ debate }),
    form: async () => ({ debate, questions: ['gap'], said: { answers: {}, unknown: [] }, submission: 's1' }),
  };

  it.each([
    ['opens the questions for somebody in its channel', ['C7'], 'debate:modal:position'],
    ['is refused to others, in a window', ['C8'], 'app:modal:notice'],
  ])('%s', async (_, mine, modal) => {
    const it = await started({ debates: debates as unknown as UseCases['debates'] });
    it.slack.answer('users.conversations', channels(...mine));
    await it.receiver.send(payloads.action('home:button:state', { v: 1, debate: 'b1' }));
    expect(it.opened().callback_id).toBe(modal);
    expect(it.slack.methods).toEqual(['users.conversations', 'views.open']);
  });
});
