import { describe, expect, test } from 'vitest';
import { newOffice } from './office.ts';

const ann = { installation: 'T:T1', person: 'T1:U1' };
const ben = { ...ann, person: 'T1:U2' };
const counts = (kinds: Readonly<Record<string, number>>, right?: number) => ({ right, kinds });

describe('judged answers', () => {
  test('start a decision on its first page, which goes on with the same draft', async () => {
    const { useCases } = await newOffice();
    const begun = await useCases.useAudit(ann, counts({ label: 60 }, 40), { title: '', place: { channel: 'C1' } });
    expect(begun).toMatchObject({ kind: 'start', draft: { answers: { gap: 'behavior', behavior_kind: 'task' } } });
    const { id } = begun.draft;
    const page = { answers: { queries_per_day: 100 }, unknown: [] };
    const { draft } = await useCases.start({
      installation: ann.installation,
      owner: ann.person,
      title: 'Routing',
      draft: id,
      page,
    });
    expect(draft).toMatchObject({
      id,
      title: 'Routing',
      place: { channel: 'C1' },
      answers: { gap: 'behavior', behavior_kind: 'task', queries_per_day: 100 },
    });
  });

  test('go on where a draft stood, and answer what was left open', async () => {
    const { useCases } = await newOffice();
    const page = { answers: { freshness: 'weekly' }, unknown: ['gap'] };
    const { draft } = await useCases.start({ installation: ann.installation, owner: ann.person, title: 'Bot', page });
    const step = await useCases.useAudit(ann, counts({ missing_fact: 60 }), { draft: draft.id });
    expect(step.kind).not.toBe('start');
    expect(step.draft).toMatchObject({ id: draft.id, answers: { freshness: 'weekly', gap: 'knowledge' }, unknown: [] });
  });

  test('of somebody else, or for a decision that was shared, are refused', async () => {
    const { useCases } = await newOffice();
    const page = { answers: { gap: 'knowledge' }, unknown: [] };
    const { draft } = await useCases.start({ installation: ann.installation, owner: ann.person, title: 'Bot', page });
    const sample = counts({ missing_fact: 60 });
    await expect(useCases.useAudit(ben, sample, { draft: draft.id })).rejects.toMatchObject({ code: 'not-yours' });
    await expect(useCases.audit(ben, sample, draft.id)).rejects.toMatchObject({ code: 'not-yours' });
    await expect(useCases.audit(ann, sample, 'nothing')).rejects.toMatchObject({ code: 'expired' });
    await useCases.share(ann, draft.id, { channel: 'C1' });
    await expect(useCases.useAudit(ann, sample, { draft: draft.id })).rejects.toMatchObject({ code: 'done' });
  });
});

/** A decision of Ann's for retrieval. */
async function decided() {
  const it = await newOffice();
  const page = { answers: { gap: 'knowledge', knowledge_tokens: 2_000_000, freshness: 'weekly' }, unknown: [] };
  const first = { installation: ann.installation, owner: ann.person, title: 'Bot', place: { channel: 'C1' }, page };
  const { draft } = await it.useCases.start(first);
  return { ...it, decision: await it.useCases.share(ann, draft.id) };
}

describe('a premise somebody sees differently', () => {
  const premise = { kind: 'answer' as const, question: 'knowledge_tokens', answers: { knowledge_pages: 20 } };

  test('changes nothing until it is stated, and then is a position', async () => {
    const { useCases, decision } = await decided();
    const shown = await useCases.leaning(ben.installation, decision.id, 'too_large_to_load');
    const { would, applies } = await useCases.challenge(shown, 'too_large_to_load', premise);
    expect([would.approach, applies]).toEqual(['long-context', false]);
    expect(await useCases.stance(ben.installation, decision.id, ben.person)).toBeUndefined();
    await useCases.statePremise(ben, decision.id, 1, premise);
    const stance = await useCases.stance(ben.installation, decision.id, ben.person);
    expect(stance).toMatchObject({ stands: { approach: 'rag' }, would: { approach: 'long-context' } });
    expect(stance?.position.answers).toEqual({ gap: 'knowledge', knowledge_pages: 20, freshness: 'weekly' });
  });

  test('is not stated by the owner, about another revision, or with what is no answer', async () => {
    const { useCases, decision } = await decided();
    const state = (who: typeof ann, number: number, changed = premise) =>
      useCases.statePremise(who, decision.id, number, changed);
    await expect(state(ann, 1)).rejects.toMatchObject({ code: 'owned' });
    await expect(state(ben, 2)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const wrong = { ...premise, answers: { knowledge_pages: -1 } };
    await expect(state(ben, 1, wrong)).rejects.toMatchObject({ code: 'expired' });
    await expect(useCases.leaning(ben.installation, decision.id, 'no_such_rule')).rejects.toMatchObject({
      code: 'expired',
    });
  });
});
