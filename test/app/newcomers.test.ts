import { describe, expect, it } from 'vitest';
import { openBooks } from '../../src/app/books.ts';
import { createUseCases, type Actor } from '../../src/app/use-cases.ts';
import { approaches, type CostChoices, decide } from '../../src/core/index.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { at, book } from '../core/shipped.ts';
import { newStore } from '../store/samples.ts';
import { shipped } from './office.ts';

const ann: Actor = { installation: 'T:T1', person: 'T1:UANN' };
const ben: Actor = { installation: 'T:T1', person: 'T1:UBEN' };
const stranger: Actor = { installation: 'T:T2', person: 'T1:UANN' };

/** Numbers that look drawn, and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** With a rulebook of few cases, unless told. */
async function office(seed = 7, cases = shipped.cases.slice(0, 8)) {
  const store = await newStore();
  let now = Date.parse('2026-11-20');
  let ids = 0;
  const useCases = createUseCases({
    store,
    clock: { now: () => (now += 1_000) },
    ids: { next: () => `id${(ids += 1)}` },
    books: await openBooks(store, { ...shipped, cases }, contentHash),
    wake: () => undefined,
    random: seeded(seed),
  });
  return { store, useCases, ...useCases };
}

type Office = Awaited<ReturnType<typeof office>>;

/** Answers so many questions; `right` says which ones as the rules would. Returns the cases in order. */
async function play({ newcomers }: Office, times: number, right: (turn: number) => boolean, who = ann) {
  const asked: string[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const question = await newcomers.ask(who);
    if (question === undefined) throw new Error('there is nothing to ask');
    const { name, right: good } = question.example;
    asked.push(name);
    const wrong = approaches.find((approach) => !good.includes(approach));
    const chosen = right(turn) ? good[0] : wrong;
    if (chosen === undefined) throw new Error('every approach is right');
    expect((await newcomers.guess(who, name, chosen)).right).toBe(right(turn));
  }
  return asked;
}

describe('the quiz', () => {
  it('asks every case before one that was right comes again, and never the same one twice in a row', async () => {
    const it = await office();
    const all = it.newcomers.examples().length;
    const asked = await play(it, all, () => true);
    expect(new Set(asked).size).toBe(all);
    expect(await it.newcomers.progress(ann)).toEqual({ seen: all, right: all, all });
    const [first] = await play(it, 1, () => true);
    expect(first).toBe(asked[0]);
  });

  it('draws another order for another seed, and the same for the same', async () => {
    const orders = await Promise.all([7, 7, 8].map(async (seed) => play(await office(seed), 8, () => true)));
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]).not.toEqual(orders[2]);
  });

  it('brings back what was missed, until it is right', async () => {
    const it = await office();
    const [missed = ''] = await play(it, 1, () => false);
    const later = await play(it, 7, () => true);
    expect(later).toContain(missed);
    expect(later[0]).not.toBe(missed);
    expect(later.indexOf(missed)).toBe(later.lastIndexOf(missed));
    expect((await it.newcomers.progress(ann)).right).toBe(7);
  });

  it('keeps everybody apart, in each workspace too, and forgets a person with the rest', async () => {
    const it = await office();
    await play(it, 3, () => true);
    await play(it, 1, () => false, ben);
    const seen = async (who: Actor) => (await it.newcomers.progress(who)).seen;
    expect([await seen(ann), await seen(ben), await seen(stranger)]).toEqual([3, 1, 0]);
    await it.useCases.forgetting.person(ann);
    expect([await seen(ann), await seen(ben)]).toEqual([0, 1]);
  });

  it('agrees with the rules on every case it may ask', async () => {
    const it = await office(7, shipped.cases);
    for (const { answers, approach, right } of it.newcomers.examples()) {
      expect(right).toContain(approach);
      expect(decide(book, answers, at).approach).toBe(approach);
    }
  });

  it('knows no case that is gone', async () => {
    const it = await office();
    await expect(it.newcomers.guess(ann, 'No such case', 'rag')).rejects.toThrow('expired');
    await expect(it.newcomers.open(ann, 'No such case')).rejects.toThrow('expired');
  });
});

describe('a worked case', () => {
  it('is offered for each of the 25 scenarios of the sources', async () => {
    const { newcomers } = await office(7, shipped.cases);
    const tags = shipped.cases.filter(({ case: name }) => newcomers.examples().some((one) => one.name === name));
    const shown = new Set(tags.flatMap(({ shows = [] }) => shows.filter((tag) => /^S\d+$/.test(tag))));
    expect(shown.size).toBe(25);
  });

  it('says what moved when an answer is changed, and is neither shared nor offered as unfinished', async () => {
    const it = await office();
    const [first] = it.newcomers.examples();
    const step = await it.newcomers.open(ann, first?.name ?? '');
    const same = await it.useCases.answer(ann, step.draft.id, { answers: {}, unknown: [] });
    expect(same).toMatchObject({ kind: 'preview', explanation: { approach: 'rag' } });
    expect(same).not.toHaveProperty('moved');
    const changed = await it.useCases.answer(ann, step.draft.id, { answers: { gap: 'none' }, unknown: [] });
    expect(changed).toMatchObject({ kind: 'preview', moved: expect.arrayContaining([expect.any(String)]) });
    expect(await it.useCases.leave(ann, step.draft.id, { answers: {}, unknown: [] })).toBeUndefined();
    expect(await it.useCases.unfinished(ann)).toBeUndefined();
    expect((await it.history.home(ann, [])).drafts).toEqual([]);
    await expect(it.useCases.share(ann, step.draft.id, { channel: 'C1' })).rejects.toThrow('expired');
    await expect(it.newcomers.change(ben, step.draft.id)).rejects.toThrow('not-yours');
  });
});

const rate = (usd: number): CostChoices => ({ numbers: { 'people.usd_per_week': { p10: usd, p50: usd, p90: usd } } });

describe('what somebody set', () => {
  it('holds for their new decisions, over what the workspace set', async () => {
    const it = await office();
    await it.useCases.keepMoney({ ...ben, admin: true }, { ...rate(1_000), model: shipped.prices.models[0]?.id });
    await it.history.keepMoney(ann, { ...rate(9_000), cashOnly: true });
    const page = { answers: { gap: 'knowledge', knowledge_tokens: 3e6, freshness: 'weekly' }, unknown: [] };
    const shown = async ({ installation, person: owner }: Actor) => {
      const { draft } = await it.useCases.start({ installation, owner, title: 'A bot', page });
      const decision = await it.useCases.share({ installation, person: owner }, draft.id, { channel: 'C1' });
      return (await it.useCases.show(installation, decision.id)).revision.money;
    };
    const model = shipped.prices.models[0]?.id;
    expect(await shown(ann)).toEqual({ ...rate(9_000), model, cashOnly: true });
    expect(await shown(ben)).toEqual({ ...rate(1_000), model });
    expect(await shown(stranger)).toBeUndefined();
  });

  it('is taken from a decision without the numbers and the bill of that workload', async () => {
    const it = await office();
    const currency = { code: 'EUR', perUsd: 0.9, on: '' };
    await it.history.keepMoney(ann, { cashOnly: true, model: 'gone' });
    const numbers = { ...rate(9_000).numbers, 'workload.queries_per_day': { p10: 1, p50: 2, p90: 3 } };
    await it.history.startWith(ann, { numbers, currency, todayUsd: 5_000 });
    const kept = await it.history.money(ann);
    expect(kept).toMatchObject({ ...rate(9_000), cashOnly: true, currency: { code: 'EUR' } });
    expect(Object.keys(kept ?? {}).toSorted()).toEqual(['cashOnly', 'currency', 'numbers']);
    expect(Object.keys(kept?.numbers ?? {})).toEqual(['people.usd_per_week']);
  });
});
