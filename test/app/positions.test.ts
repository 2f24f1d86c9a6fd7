import { expect, test } from 'vitest';
import type { Actor, PageAnswers } from '../../src/app/use-cases.ts';
import { newOffice, type Office } from './office.ts';

const installation = 'T:T1';
const ann: Actor = { installation, person: 'T1:UANN' };
const ben: Actor = { installation, person: 'T1:UBEN', name: 'ben' };
const page = (answers: PageAnswers['answers'] = {}, unknown: readonly string[] = []): PageAnswers => ({
  answers,
  unknown,
});
const helpDocs = page({ gap: 'knowledge', freshness: 'weekly', knowledge_tokens: 3_000_000, queries_per_day: 2_000 });
const first = { installation, owner: ann.person, title: 'Help docs bot', place: { channel: 'C1' }, page: helpDocs };
const refused = (code: string) => expect.objectContaining({ name: 'Refused', code });

async function shared({ useCases }: Office) {
  const { draft } = await useCases.start(first);
  await useCases.answer(ann, draft.id, page(), 'decide');
  return useCases.share(ann, draft.id);
}

test('a position changes nothing but what its person said', async () => {
  const office = await newOffice();
  const { useCases, store } = office;
  const decision = await shared(office);
  const before = await useCases.show(installation, decision.id);
  const { draft } = await useCases.change(ben, decision.id);
  expect(draft).toMatchObject({ owner: ben.person, revises: { position: true }, answers: helpDocs.answers });
  const smaller = page({ knowledge_tokens: 20_000, freshness: 'yearly', queries_per_day: 100 });
  const stance = await useCases.takePosition(ben, draft.id, smaller);
  expect(stance).toMatchObject({
    position: { person: ben.person, name: 'ben', number: 1, revision: 1 },
    stands: { approach: 'rag' },
    would: { approach: 'long-context' },
  });
  expect(stance.differences).toHaveLength(3);
  expect(await useCases.takePosition(ben, draft.id, smaller)).toEqual(stance);
  expect(await useCases.stance(installation, decision.id, ben.person)).toEqual(stance);
  expect(await useCases.show(installation, decision.id)).toEqual(before);
  expect(await useCases.record(installation, decision.id)).toMatch(
    /## Seen differently\n- @ben \(on revision 1\): .+ Gives Long context\./,
  );
  expect((await store.posts(installation, decision.id)).filter(({ kind }) => kind === 'position')).toHaveLength(1);
});

test('nobody shares a position, takes somebody else’s, or makes one of a change of their own', async () => {
  const office = await newOffice();
  const { useCases } = office;
  const decision = await shared(office);
  const { draft } = await useCases.change(ben, decision.id);
  await expect(useCases.share(ben, draft.id)).rejects.toEqual(refused('not-yours'));
  await expect(useCases.takePosition(ann, draft.id, page())).rejects.toEqual(refused('not-yours'));
  const own = await useCases.change(ann, decision.id);
  await expect(useCases.takePosition(ann, own.draft.id, page())).rejects.toEqual(refused('expired'));
});

test('only the owner chooses and posts again', async () => {
  const office = await newOffice();
  const { useCases } = office;
  const decision = await shared(office);
  const chosen = { approach: 'prompt', reason: 'No time' } as const;
  await expect(useCases.choose(ben, decision.id, 1, chosen)).rejects.toEqual(refused('not-yours'));
  await expect(useCases.postNow(ben, decision.id)).rejects.toEqual(refused('not-yours'));
  await expect(useCases.choose({ ...ann, installation: 'T:T2' }, decision.id, 1, chosen)).rejects.toEqual(
    refused('expired'),
  );
});

test('a choice is one revision however often it is sent, and another one after it is told', async () => {
  const office = await newOffice();
  const { useCases } = office;
  const decision = await shared(office);
  const chosen = { approach: 'prompt', reason: 'No time' } as const;
  await Promise.all([1, 2, 3].map(() => useCases.choose(ann, decision.id, 1, chosen)));
  await expect(useCases.choose(ann, decision.id, 1, { ...chosen, reason: 'Other' })).rejects.toEqual(
    refused('changed-meanwhile'),
  );
  const shown = await useCases.show(installation, decision.id);
  expect(shown).toMatchObject({
    revision: { number: 2, approach: 'rag', chosen },
    choice: { ...chosen, recorded: true },
    moved: [],
  });
  expect(await useCases.record(installation, decision.id)).toContain('instead of RAG, because: No time');
  const { draft } = await useCases.change(ann, decision.id);
  await useCases.answer(ann, draft.id, page({ queries_per_day: 2_500 }));
  await useCases.share(ann, draft.id);
  expect((await useCases.show(installation, decision.id)).choice).toMatchObject({ ...chosen, recorded: false });
});

test('a change that was only looked at leaves nothing to go on with', async () => {
  const office = await newOffice();
  const { useCases } = office;
  const decision = await shared(office);
  const { draft, questions } = await useCases.change(ann, decision.id);
  expect(await useCases.leave(ann, draft.id, helpDocs, questions)).toBeUndefined();
  const left = await useCases.leave(ann, draft.id, page({ freshness: 'daily' }), questions);
  expect(left).toMatchObject({ answers: { freshness: 'daily' } });
  expect(await useCases.resume(ann, draft.id)).toMatchObject({ kind: 'page', draft: { revises: { revision: 1 } } });
  await useCases.answer(ann, draft.id, page());
  await useCases.share(ann, draft.id);
  await expect(useCases.resume(ann, draft.id)).rejects.toEqual(refused('done'));
  expect(await useCases.leave(ann, draft.id, page(), questions)).toBeUndefined();
});

test('a draft is unfinished for a day', async () => {
  const office = await newOffice();
  const { useCases } = office;
  const { draft } = await useCases.start(first);
  expect((await useCases.unfinished(ann))?.id).toBe(draft.id);
  expect(await useCases.unfinished(ben)).toBeUndefined();
  office.at('2026-11-22');
  expect(await useCases.unfinished(ann)).toBeUndefined();
  expect(await useCases.leaveFirst({ ...first, page: page() })).toBeUndefined();
});
