import type { ReceiverEvent } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor, PageAnswers, Preview } from '../../src/app/use-cases.ts';
import type { Case } from '../../src/core/index.ts';
import { createApp } from '../../src/slack/app.ts';
import { createRoom } from '../../src/slack/debate/room.ts';
import { buttons, commands, events, modals, shortcuts, sumsButtons, whyNotButtons } from '../../src/slack/ids.ts';
import type { ListenerDeps } from '../../src/slack/listeners/calls.ts';
import { routesOf } from '../../src/slack/listeners/routes.ts';
import { auditTableView, auditView } from '../../src/slack/views/audit.ts';
import { challengeView } from '../../src/slack/views/challenge.ts';
import { closeView, positionView } from '../../src/slack/views/debate/position.ts';
import { evidenceView, pasteView } from '../../src/slack/views/debate/reading.ts';
import { forgetView } from '../../src/slack/views/forget.ts';
import { historyView } from '../../src/slack/views/history.ts';
import { elsewhereView, otherwiseView } from '../../src/slack/views/outcome.ts';
import { pageView, startView } from '../../src/slack/views/pages.ts';
import { unpricedView } from '../../src/slack/views/preview.ts';
import { quizView, shareScoreView } from '../../src/slack/views/quiz.ts';
import { reckonView } from '../../src/slack/views/reckon.ts';
import { settingsView } from '../../src/slack/views/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { newOffice, shipped } from '../app/office.ts';
import { accounts, type Entries, FakeReceiver, FakeSlack, fill, keptLog, payloads } from './kit.ts';

/** Acknowledgements, calls to Slack and everything that is priced, in the order they happen. */
const order = vi.hoisted((): string[] => []);

/** A module with every pricing of a case counted; whether a rule of the verdict holds is not the costs step. */
const counted = vi.hoisted(() => <M extends object>(there: M, ...names: (keyof M & string)[]): M => {
  const counting = (name: string, work: unknown): unknown =>
    names.some((one) => one === name) && typeof work === 'function'
      ? (...args: unknown[]): unknown => {
          order.push('priced');
          return Reflect.apply(work, undefined, args);
        }
      : work;
  return Object.fromEntries(Object.entries(there).map(([name, it]) => [name, counting(name, it)])) as M;
});

vi.mock(import('../../src/core/costs/price.ts'), async (there) => counted(await there(), 'price', 'scenarioOf'));
vi.mock(import('../../src/core/costs/simulate.ts'), async (there) => counted(await there(), 'simulate', 'simulating'));
vi.mock(import('../../src/core/costs/tornado.ts'), async (there) => counted(await there(), 'tornado'));

const installation = 'T:T1';
const owner: Actor = { installation, person: 'T1:U1' };
const other: Actor = { installation, person: 'T1:U2' };
const by = (user: string) => ({ user: { id: user, team_id: 'T1' } });
const place = { channel: 'C1' };
const thread = { channel: 'C1', thread: '1.000100' };
const retrieval: Case = { gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly', prompt_success_rate: 0.6 };
const page = (answers: Case): PageAnswers => ({ answers, unknown: [] });
const filled = { gap: 'knowledge', knowledge_tokens: '3000 pages', queries_per_day: '2k', freshness: 'weekly' };

/** The whole app on a database of its own, with a decision and a debate that were changed once: then what moved is priced too. */
async function opened() {
  const store = await openStore({ file: ':memory:' });
  const { useCases } = await newOffice({ store });
  const receiver = new FakeReceiver(order);
  const slack = new FakeSlack(order);
  const room = createRoom();
  const clientOptions = { fetch: slack.fetch };
  const app = createApp({
    useCases,
    book: { rulebook: shipped },
    receiver,
    accounts,
    log: keptLog(),
    clientOptions,
    room,
    actionsPerMinute: 0,
  });
  await app.init();
  const preview = async (answers: Case = retrieval): Promise<Preview> => {
    const { draft } = await useCases.start({
      installation,
      owner: owner.person,
      title: 'A bot',
      place,
      page: page(answers),
    });
    const step = await useCases.answer(owner, draft.id, page({}), 'decide');
    if (step.kind !== 'preview') throw new Error('it decides');
    return step;
  };
  const changed = async (id: string, answers: Case) => {
    const { draft } = await useCases.change(owner, id);
    await useCases.answer(owner, draft.id, page(answers));
    return useCases.share(owner, draft.id);
  };
  const decision = await useCases.share(owner, (await preview()).draft.id);
  await changed(decision.id, { freshness: 'yearly', queries_per_day: 9000 });
  const { debates } = useCases;
  let rounds = 0;
  const state = (id: string, who: Actor, answers: Case) =>
    debates.state(who, id, `s${(rounds += 1)}`, Object.keys(answers), page(answers));
  /** Settled once, opened again by somebody who sees it differently; `again` settles it a second time. */
  const debate = async (again: boolean) => {
    const at = { ...thread, thread: `${(rounds += 1)}.000100` };
    const { id } = await debates.open(owner, { source: `r${rounds}`, title: 'Which way', place: at, evidence: [] });
    await state(id, other, retrieval);
    await state(id, owner, { gap: 'none' });
    await debates.reopen(owner, id);
    if (again) await debates.close(owner, id, 'So be it.', { gap: 'none' });
    return id;
  };
  return { store, useCases, receiver, slack, room, preview, changed, decision: decision.id, debate };
}

type World = Awaited<ReturnType<typeof opened>>;
type Body = ReceiverEvent['body'];

let triggers = 0;
const submitted = (view: ModalView, entries: Entries = {}, user = 'U1'): Body =>
  payloads.submission(view, entries, { ...by(user), trigger_id: `submitted-${(triggers += 1)}` });

/** The window somebody is in when they press a button or close it. */
const within = (view: ModalView) => ({ view: { ...view, ...fill(view), id: 'V1', hash: `${(triggers += 1)}.a` } });

const first = ({ useCases }: World) => startView(shipped, useCases.firstPage(), 'A bot', place);

async function furtherPage({ useCases }: World): Promise<ModalView> {
  const step = await useCases.start({ installation, owner: owner.person, title: 'A bot', place, page: page({}) });
  if (step.kind !== 'page') throw new Error('nothing was answered yet');
  return pageView(shipped, step);
}

async function changing({ useCases, decision }: World, who: Actor): Promise<ModalView> {
  return pageView(shipped, await useCases.change(who, decision));
}

async function reading({ room, useCases }: World) {
  const session = room.begin(owner, thread, `reading-${(triggers += 1)}`);
  session.messages.push({ author: owner.person, ts: '1.000100', text: 'We get 2,000 queries a day.' });
  session.reading = await useCases.debates.read(session.messages);
  await room.keep(session);
  return session;
}

/** The last page of a worked case with an answer changed. */
async function changedCase({ useCases: { newcomers } }: World): Promise<Body> {
  const { draft } = await newcomers.open(owner, newcomers.examples()[0]?.name ?? '');
  const view = pageView(shipped, await newcomers.change(owner, draft.id));
  return submitted(view, { freshness: 'static' });
}

/** Windows that are submitted, each in the state in which most would have to be priced. */
const submissions: Readonly<Record<string, (it: World) => Body | Promise<Body>>> = {
  [modals.start]: (it) => submitted(first(it), { ...filled, Limits: [] }),
  [modals.page]: async (it) => submitted(await changing(it, owner), { freshness: 'weekly' }),
  [modals.preview]: async ({ preview }) => submitted(unpricedView(await preview(), 'name')),
  [modals.position]: async (it) => submitted(await changing(it, other), { freshness: 'weekly' }, 'U2'),
  [modals.otherwise]: async ({ useCases, decision }) =>
    submitted(otherwiseView(await useCases.show(installation, decision), shipped), {
      Approach: 'prompt',
      Reason: 'It is cheap.',
    }),
  [modals.elsewhere]: ({ decision }) => submitted(elsewhereView(decision), { Place: 'C2' }),
  [modals.reckon]: async ({ useCases, decision }) => {
    const shown = await useCases.show(installation, decision);
    const view = reckonView({ ...shown, swings: await useCases.swings(shown) }, shipped);
    return submitted(view, { Currency: 'EUR 0.9', Today: '900' });
  },
  [modals.challenge]: async ({ useCases, decision }) => {
    const { explanation } = await useCases.show(installation, decision);
    const rule = explanation.reasons[0]?.rule ?? '';
    const shown = await useCases.leaning(installation, decision, rule);
    const view = challengeView(shown, shown.leaning, shipped);
    return submitted(view, { knowledge_tokens: '100 pages' }, 'U2');
  },
  [modals.paste]: async (it) => submitted(pasteView((await reading(it)).id), { Pasted: 'We get 300 queries a day.' }),
  [modals.evidence]: async (it) => submitted(evidenceView(await reading(it), shipped), { Title: 'Which way' }),
  [modals.debatePosition]: async ({ useCases: { debates }, debate }) => {
    const asked = await debates.form(other, await debate(true), 'mine');
    return submitted(positionView(shipped, asked, true), { freshness: 'static' }, 'U2');
  },
  [modals.closeDebate]: async ({ useCases: { debates }, debate }) => {
    const view = closeView(shipped, await debates.show(installation, await debate(false)));
    return submitted(view, { gap: JSON.stringify('none'), Reason: 'So be it.' });
  },
  [modals.forget]: () => submitted(forgetView(), { What: 'mine' }, 'U3'),
  [modals.audit]: () => submitted(auditView(shipped, { v: 1, place }), { Right: '40' }),
  [modals.auditTable]: () =>
    submitted(auditTableView(shipped, { v: 1, place }, false), { Table: 'right,40\nmissing fact,50' }),
  [modals.quiz]: async ({ useCases: { newcomers } }) => {
    const asked = await newcomers.ask(owner);
    if (asked === undefined) throw new Error('there are worked cases');
    return submitted(quizView(asked, shipped), { Approach: 'rag' });
  },
  [modals.shareScore]: () => submitted(shareScoreView('1 of 2'), { Place: 'C1' }),
  [modals.history]: () =>
    submitted(historyView({}, { decisions: [] }, { known: true, channels: new Set(), more: false }, shipped)),
  [modals.settings]: () => submitted(settingsView(undefined, false, shipped), { Rate: '5000' }),
};

/** Other things a window can be submitted as. */
const variants: Readonly<Record<string, (it: World) => Body | Promise<Body>>> = {
  'the last page of a form': async ({ useCases }) => {
    const { prompt_success_rate: _, ...answers } = retrieval;
    const said = { installation, owner: owner.person, title: 'A bot', place, page: page(answers) };
    const { draft } = await useCases.start(said);
    const view = pageView(shipped, { kind: 'page', draft, questions: ['prompt_success_rate'] });
    return submitted(view, { prompt_success_rate: '60%' });
  },
  'a change of a decision': async (it) => submitted(await changing(it, owner), { freshness: 'weekly' }),
  'a worked case with other answers': changedCase,
};

const kinds = [...Object.values(buttons), ...Object.values(whyNotButtons), ...Object.values(sumsButtons)];

/** The window a button is in, where it does nothing outside of one. */
const windows: Readonly<Record<string, (it: World) => Promise<ModalView> | ModalView>> = {
  [buttons.decideFirst.id]: first,
  [buttons.auditFirst.id]: first,
  [buttons.decideNow.id]: furtherPage,
  [buttons.auditUse.id]: () => auditView(shipped, { v: 1, title: 'A bot', place }),
};

/** Values that buttons carry, of what there is. */
async function valuesOf(it: World): Promise<readonly object[]> {
  const { decision, useCases, preview, debate } = it;
  const { explanation } = await useCases.show(installation, decision);
  const rule = explanation.reasons[0]?.rule;
  const [example] = useCases.newcomers.examples();
  const [lesson] = Object.keys(shipped.lessons);
  const [faq] = Object.keys(shipped.faq);
  return [
    { v: 1, decision },
    { v: 1, draft: (await preview()).draft.id },
    { v: 1, debate: await debate(true) },
    { v: 1, decision, page: 1 },
    { v: 1, decision, rule },
    { v: 1, reading: (await reading(it)).id },
    { v: 1, place: thread },
    { v: 1, lesson },
    { v: 1, case: example?.name },
    { v: 1, page: 1 },
    { v: 1, faq },
    { v: 1, at: 1, id: decision },
    { v: 1 },
  ];
}

async function pressed(id: string, it: World): Promise<Body> {
  const kind = kinds.find((one) => one.id === id);
  // What a button takes tells what it is about.
  const value = values.find((one) => {
    try {
      return kind?.read(JSON.stringify(one)) !== undefined;
    } catch {
      return false;
    }
  });
  const view = await windows[id]?.(it);
  if (value === undefined) throw new Error(`nothing is known that ${id} could be about`);
  return payloads.action(id, value, { ...by('U1'), ...(view && within(view)) });
}

const routes = routesOf({ useCases: {}, rulebook: shipped, client: {} } as unknown as ListenerDeps);

let it: World;
let values: readonly object[];
let further: ModalView;
beforeAll(async () => {
  it = await opened();
  values = await valuesOf(it);
  further = await furtherPage(it);
});
afterAll(async () => {
  await it.store.close();
});

/** What happens from the moment Slack sends this: acknowledgements, calls, prices. */
async function happened(make: (it: World) => Body | Promise<Body>) {
  const body = await make(it);
  order.length = 0;
  const answers = await it.receiver.send(body);
  return { answers, order: [...order] };
}

const pricesBefore = (all: readonly string[]): number =>
  all.slice(0, all.indexOf('ack')).filter((one) => one === 'priced').length;

describe('nothing is priced before Slack is acknowledged', () => {
  test.each(Object.entries(submissions))('when %s is submitted', async (_, make) => {
    const came = await happened(make);
    expect(came.order).toContain('ack');
    expect(pricesBefore(came.order)).toBe(0);
    // Errors at its inputs would say nothing about what follows.
    expect(came.answers[0]?.response_action).toBe('update');
  });

  test.each(Object.entries(variants))('when %s is submitted', async (_, make) => {
    const came = await happened(make);
    expect(pricesBefore(came.order)).toBe(0);
    expect(came.order.filter((one) => one !== 'priced')).toEqual(['ack', 'views.update']);
    expect(came.order).toContain('priced');
  });

  test.each([...routes.closed.keys()])('when %s is closed', async (id) => {
    const view =
      id === modals.start ? first(it) : id === modals.preview ? unpricedView(await it.preview(), 'name') : further;
    const came = await happened(() => payloads.closed({ ...view, callback_id: id }, { trigger_id: `closed-${id}` }));
    expect(came.order).toContain('ack');
    expect(pricesBefore(came.order)).toBe(0);
  });

  test.each([...routes.actions.keys()])('when %s is pressed', async (id) => {
    const came = await happened((world) => pressed(id, world));
    expect(came.order).toContain('ack');
    expect(pricesBefore(came.order)).toBe(0);
  });

  test.each(['A bot', 'audit', 'help', 'lessons', 'settle', 'ask why', 'cases'])('for /rag-or-ft %s', async (text) => {
    const came = await happened(() => payloads.command(text));
    expect(came.order).toContain('ack');
    expect(pricesBefore(came.order)).toBe(0);
  });

  test.each([
    ['a shortcut', payloads.global()],
    ['a shortcut on a message', payloads.message()],
  ])('for %s', async (_, body) => {
    const came = await happened(() => body);
    expect(came.order).toContain('ack');
    expect(pricesBefore(came.order)).toBe(0);
  });

  test.each([
    { type: events.mention, user: 'U1', channel: 'C1', ts: '3.0', text: 'hello' },
    { type: events.home, user: 'U1', tab: 'home', channel: 'D1' },
  ])('for the event $type', async (event) => {
    const came = await happened(() => ({ type: 'event_callback', team_id: 'T1', event_id: `E-${event.type}`, event }));
    expect(came.order).toContain('ack');
    expect(came.order).not.toContain('priced');
  });
});

test('every way in is among them', () => {
  expect([...routes.submissions.keys()].toSorted()).toEqual(Object.keys(submissions).toSorted());
  expect([...routes.commands.keys(), ...routes.shortcuts.keys()]).toEqual([
    commands.start,
    ...Object.values(shortcuts),
  ]);
  expect([...routes.events.keys(), ...routes.homes.keys()]).toEqual([events.mention, events.home]);
});

test.each([buttons.sums, buttons.reckon, buttons.record, buttons.files, buttons.resume, whyNotButtons.prompt])(
  'what is priced after an acknowledgement is counted: $id',
  async ({ id }) => {
    const came = await happened((world) => pressed(id, world));
    expect(came.order.indexOf('priced')).toBeGreaterThan(came.order.indexOf('ack'));
  },
);
