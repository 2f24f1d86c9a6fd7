import { expect, test } from 'vitest';
import type { PersonId, Place } from '../../src/app/ports.ts';
import type { Actor, PageAnswers, Step } from '../../src/app/use-cases.ts';
import { listsIn } from '../../src/core/index.ts';
import { newOffice, type Office, shipped } from './office.ts';

const installation = 'T:T1';
const ann: Actor = { installation, person: 'T1:UANN' };
const ben: Actor = { installation, person: 'T1:UBEN' };
const place = { channel: 'C1' };
const page = (answers: PageAnswers['answers'] = {}, unknown: readonly string[] = []): PageAnswers => ({
  answers,
  unknown,
});
const helpDocs = page({ gap: 'knowledge', freshness: 'weekly', knowledge_tokens: 3_000_000, queries_per_day: 2_000 });

function start(office: Office, first = helpDocs, where: { readonly place?: Place } = { place }): Promise<Step> {
  return office.useCases.start({ installation, owner: ann.person, title: 'Help docs bot', ...where, page: first });
}

/** Says "I don't know" to everything that is asked, until the answer is shown. */
async function toPreview(office: Office, step: Step, who = ann): Promise<Extract<Step, { kind: 'preview' }>> {
  for (let pages = 0; pages < 20 && step.kind === 'page'; pages += 1) {
    step = await office.useCases.answer(who, step.draft.id, page({}, step.questions));
  }
  if (step.kind !== 'preview') throw new Error('twenty pages were not enough');
  return step;
}

async function shared(office: Office) {
  const { draft } = await toPreview(office, await start(office));
  return office.useCases.share(ann, draft.id);
}

const refused = (code: string) => expect.objectContaining({ name: 'Refused', code });

test('the first page comes from memory, and leads by further pages to an answer', async () => {
  const office = await newOffice();
  expect(office.useCases.firstPage()).toContain('gap');
  const step = await start(office, page({ gap: 'knowledge' }));
  expect(step.kind).toBe('page');
  const { explanation, draft } = await toPreview(office, step);
  expect(explanation).toMatchObject({ title: 'Help docs bot', approach: 'rag' });
  expect(await office.store.draft(installation, draft.id)).toEqual(draft);
});

test('no page asks more than six things, or twice for what somebody does not know', async () => {
  const office = await newOffice();
  let step = await start(office, page());
  const asked: string[] = [];
  while (step.kind === 'page') {
    expect(step.questions.length).toBeGreaterThan(0);
    const listed = listsIn(shipped, step.questions, step.draft.answers).flatMap(({ ticks }) => ticks.slice(1));
    expect(step.questions.length - listed.length).toBeLessThanOrEqual(6);
    asked.push(...step.questions);
    step = await office.useCases.answer(ann, step.draft.id, page({}, step.questions));
  }
  expect(new Set(asked).size).toBe(asked.length);
});

test('an answer takes back "I don\'t know", and "I don\'t know" takes back an answer', async () => {
  const office = await newOffice();
  const { draft } = await start(office, page({ gap: 'knowledge' }, ['freshness']));
  await office.useCases.answer(ann, draft.id, page({ freshness: 'weekly' }, ['gap']));
  expect(await office.store.draft(installation, draft.id)).toMatchObject({
    answers: { freshness: 'weekly' },
    unknown: ['gap'],
  });
});

test('"Decide now" gives an answer whatever is open', async () => {
  const office = await newOffice();
  const { draft } = await start(office, page());
  const step = await office.useCases.answer(ann, draft.id, page(), 'decide');
  expect(step).toMatchObject({ kind: 'preview', explanation: { settled: 'no' } });
});

test('sharing twice, or many times at once, gives one decision', async () => {
  const office = await newOffice();
  const { draft } = await toPreview(office, await start(office));
  const decisions = await Promise.all(Array.from({ length: 10 }, () => office.useCases.share(ann, draft.id)));
  const again = await office.useCases.share(ann, draft.id, { channel: 'elsewhere' });
  expect(new Set([...decisions, again].map(({ id }) => id)).size).toBe(1);
  expect(again).toMatchObject({ owner: ann.person, title: 'Help docs bot', place, draft: draft.id });
  const posts = await office.store.posts(installation, again.id);
  expect(posts.map(({ kind, channel }) => [kind, channel])).toEqual([
    ['decision', 'C1'],
    ['argument', 'C1'],
    ['costs', 'C1'],
  ]);
  expect(office.woken()).toBe(11);
});

test('a draft without a place is shared where its owner says, and not at all if nobody says', async () => {
  const office = await newOffice();
  const { draft } = await toPreview(office, await start(office, helpDocs, {}));
  await expect(office.useCases.share(ann, draft.id)).rejects.toEqual(refused('no-place'));
  expect(office.woken()).toBe(0);
  expect((await office.useCases.share(ann, draft.id, { channel: 'C7' })).place).toEqual({ channel: 'C7' });
});

test('only its owner answers, sees, shares and changes', async () => {
  const office = await newOffice();
  const { draft } = await toPreview(office, await start(office));
  const { useCases } = office;
  await expect(useCases.answer(ben, draft.id, page())).rejects.toEqual(refused('not-yours'));
  await expect(useCases.resume(ben, draft.id)).rejects.toEqual(refused('not-yours'));
  await expect(useCases.share(ben, draft.id)).rejects.toEqual(refused('not-yours'));
  const decision = await useCases.share(ann, draft.id);
  expect((await useCases.show(installation, decision.id)).revision.number).toBe(1);
});

test('another installation finds nothing, even with the right ids and the same person', async () => {
  const office = await newOffice();
  const decision = await shared(office);
  const elsewhere: Actor = { installation: 'T:T2', person: ann.person };
  const { useCases } = office;
  await expect(useCases.resume(elsewhere, decision.draft)).rejects.toEqual(refused('expired'));
  await expect(useCases.share(elsewhere, decision.draft)).rejects.toEqual(refused('expired'));
  await expect(useCases.change(elsewhere, decision.id)).rejects.toEqual(refused('expired'));
  await expect(useCases.show('T:T2', decision.id)).rejects.toEqual(refused('expired'));
  await expect(useCases.record('T:T2', decision.id)).rejects.toEqual(refused('expired'));
});

test('a change becomes a second revision that says what moved, once however often it is shared', async () => {
  const office = await newOffice();
  const decision = await shared(office);
  const { useCases, store } = office;
  const opened = await useCases.change(ann, decision.id);
  expect(opened.questions).toEqual(expect.arrayContaining(['gap', 'freshness']));
  expect(opened.draft).toMatchObject({ answers: helpDocs.answers, revises: { decision: decision.id, revision: 1 } });
  const step = await useCases.answer(ann, opened.draft.id, page({ gap: 'behavior', behavior_kind: 'format' }));
  expect(step).toMatchObject({ kind: 'preview', explanation: { approach: 'prompt' } });
  expect(step.kind === 'preview' && step.moved?.length).toBeGreaterThan(0);
  await useCases.share(ann, opened.draft.id);
  await useCases.share(ann, opened.draft.id);
  const shown = await useCases.show(installation, decision.id);
  expect(shown).toMatchObject({ revision: { number: 2, approach: 'prompt' }, explanation: { approach: 'prompt' } });
  expect(shown.moved).toEqual(step.kind === 'preview' ? step.moved : []);
  expect((await store.posts(installation, decision.id)).slice(3).map(({ kind, revision }) => [kind, revision])).toEqual(
    [
      ['edit', 2],
      ['edit-argument', 2],
      ['edit-costs', 2],
      ['moved', 2],
    ],
  );
});

test('of two changes that started from the same revision the second is told, and writes nothing', async () => {
  const office = await newOffice();
  const decision = await shared(office);
  const { useCases } = office;
  const [one, two] = [await useCases.change(ann, decision.id), await useCases.change(ann, decision.id)];
  await useCases.answer(ann, one.draft.id, page({ freshness: 'yearly' }));
  await useCases.answer(ann, two.draft.id, page({ freshness: 'hourly' }));
  await useCases.share(ann, one.draft.id);
  await expect(useCases.share(ann, two.draft.id)).rejects.toEqual(refused('changed-meanwhile'));
  expect((await useCases.show(installation, decision.id)).revision).toMatchObject({
    number: 2,
    answers: { freshness: 'yearly' },
  });
});

test('an old decision keeps its rules, prices and date when the rules change', async () => {
  const before = await newOffice();
  const decision = await shared(before);
  const old = await before.useCases.show(installation, decision.id);
  const renamed = { ...shipped.approaches, rag: { ...shipped.approaches['rag'], label: 'Look it up' } };
  const prices = { ...shipped.prices, models: shipped.prices.models.map((row) => ({ ...row, input: row.input * 3 })) };
  const after = await newOffice({ store: before.store, rulebook: { ...shipped, approaches: renamed, prices } });
  after.at('2028-01-01');
  expect((await after.useCases.show(installation, decision.id)).explanation).toEqual(old.explanation);
  const { draft } = await after.useCases.change(ann, decision.id);
  const fresh = await after.useCases.answer(ann, draft.id, page());
  if (fresh.kind !== 'preview') throw new Error('a change shows what it moves');
  expect(fresh.explanation.label).toBe('Look it up');
  expect(fresh.explanation.costs).not.toEqual(old.explanation.costs);
});

test('the record names who decided what, when, and on which rules', async () => {
  const office = await newOffice();
  const decision = await shared(office);
  const { revision } = await office.useCases.show(installation, decision.id);
  const text = await office.useCases.record(installation, decision.id);
  expect(text).toContain('Help docs bot');
  expect(text).toContain('2026-11-20');
  expect(text).toContain(revision.rulebook.slice(0, 12));
  expect(text).toContain(revision.prices.slice(0, 12));
});

test.each<[string, PersonId]>([
  ['a draft', 'nobody:knows'],
  ['a decision', ann.person],
])('%s that is not there has expired', async (what, person) => {
  const { useCases } = await newOffice();
  const who = { installation, person };
  const call = what === 'a draft' ? useCases.resume(who, 'gone') : useCases.change(who, 'gone');
  await expect(call).rejects.toEqual(refused('expired'));
});
