import { expect, test } from 'vitest';
import { Refused } from '../../src/app/refused.ts';
import type { Actor } from '../../src/app/use-cases.ts';
import { certain, checkReceipt, type CostChoices } from '../../src/core/index.ts';
import { newOffice, type Office, shipped } from './office.ts';

const installation = 'T:T1';
const ann: Actor = { installation, person: 'T1:UANN' };
const ben: Actor = { installation, person: 'T1:UBEN' };
const answers = { gap: 'knowledge', freshness: 'weekly', knowledge_tokens: 300_000, queries_per_day: 2_000 };
const refused = (code: string) => expect.objectContaining({ name: 'Refused', code });
const upkeep = 'people.upkeep_days_per_month.rag';

/** Ann's draft, decided at once. */
async function previewed(office: Office, owner = ann) {
  const first = { installation: owner.installation, owner: owner.person, title: 'Help desk', place: { channel: 'C1' } };
  const { draft } = await office.useCases.start({ ...first, page: { answers, unknown: [] } });
  const step = await office.useCases.answer(owner, draft.id, { answers: {}, unknown: [] }, 'decide');
  if (step.kind !== 'preview') throw new Error('it is decided');
  return step;
}

const sharedBy = async (office: Office, owner = ann) =>
  (await office.useCases.share(owner, (await previewed(office, owner)).draft.id)).id;

const postsOf = async ({ store }: Office, decision: string) =>
  (await store.posts(installation, decision)).map(({ kind }) => kind);

const euros: CostChoices = { currency: { code: 'EUR', perUsd: 0.9, on: '' } };

test('what the owner says about costs is a revision that edits the messages and says what moved', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  const before = await office.useCases.show(installation, id);
  const money = { numbers: { [upkeep]: certain(20) }, model: 'gpt-6-luna', cashOnly: false, todayUsd: 900, ...euros };
  expect(await office.useCases.reckon(ann, id, 1, money)).toBe(true);
  const { revision, explanation, moved } = await office.useCases.show(installation, id);
  expect(revision).toMatchObject({ number: 2, answers: before.revision.answers, pricedAt: before.revision.pricedAt });
  expect(explanation.costs.options[2]?.lines.find(({ label }) => label === 'Upkeep')?.usd).toBe(18_000);
  expect(moved).toEqual([
    'Looking after retrieval: 2 (1-4) → 20 days per month.',
    'Looking after retrieval and a tuned model: 4 (2-8) → 22 (21-24) days per month.',
    'Priced with gpt-6-luna instead of gpt-6.1-terra.',
    'Paid today: EUR 810 a month.',
    'Prices are shown in EUR, 1 USD = 0.9 EUR.',
    'The recommendation stays RAG.',
    expect.stringMatching(/^Cost over 12 months, every number at its middle: EUR .* → EUR /),
  ]);
  expect((await postsOf(office, id)).slice(3)).toEqual(['edit', 'edit-argument', 'edit-costs', 'moved']);
});

test('saying what stands already writes nothing, and the same click arriving twice says it once', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  expect(await office.useCases.reckon(ann, id, 1, {})).toBe(false);
  expect(await postsOf(office, id)).toHaveLength(3);
  expect(await Promise.all([1, 2].map(() => office.useCases.reckon(ann, id, 1, { cashOnly: true })))).toEqual([
    true,
    true,
  ]);
  expect((await office.store.written(installation, id))?.revisions).toHaveLength(2);
  office.at('2026-11-23');
  expect(await office.useCases.reckon(ann, id, 2, { cashOnly: true })).toBe(false);
});

test('only the owner may, and not over what somebody changed meanwhile', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  await expect(office.useCases.reckon(ben, id, 1, { cashOnly: true })).rejects.toEqual(refused('not-yours'));
  await office.useCases.reckon(ann, id, 1, { cashOnly: true });
  await expect(office.useCases.reckon(ann, id, 1, { todayUsd: 5 })).rejects.toEqual(refused('changed-meanwhile'));
  await expect(office.useCases.reckon(ann, id, 7, { todayUsd: 5 })).rejects.toEqual(refused('expired'));
});

test('a rate keeps the day it was set until it is another rate', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  const currency = async () => (await office.useCases.show(installation, id)).explanation.costs.currency;
  await office.useCases.reckon(ann, id, 1, euros);
  expect(await currency()).toEqual({ code: 'EUR', perUsd: 0.9, on: '2026-11-20' });
  office.at('2026-12-24');
  await office.useCases.reckon(ann, id, 2, { ...euros, todayUsd: 1 });
  expect((await currency())?.on).toBe('2026-11-20');
  await office.useCases.reckon(ann, id, 3, { currency: { code: 'EUR', perUsd: 0.8, on: '' } });
  expect((await currency())?.on).toBe('2026-12-24');
});

test('only an administrator says what a workspace starts with', async () => {
  const office = await newOffice();
  await expect(office.useCases.keepMoney(ann, euros)).rejects.toThrow(new Refused('not-admin'));
});

test('what a workspace starts with is dated, shown before sharing, and no other workspace has it', async () => {
  const office = await newOffice();
  const numbers = { 'people.usd_per_week': certain(9_000), [upkeep]: certain(30) };
  await office.useCases.keepMoney(
    { ...ann, admin: true },
    { ...euros, model: 'gpt-6-luna', numbers, cashOnly: true, todayUsd: 70 },
  );
  const kept = {
    numbers: { 'people.usd_per_week': certain(9_000) },
    model: 'gpt-6-luna',
    currency: { code: 'EUR', perUsd: 0.9, on: '2026-11-20' },
  };
  const { explanation, draft } = await previewed(office);
  expect(explanation.costHeadline).toContain('EUR');
  const decision = await office.useCases.share(ann, draft.id);
  const shown = await office.useCases.show(installation, decision.id);
  expect(shown.revision.money).toEqual(kept);
  expect(shown.explanation.costs).toEqual(explanation.costs);
  const elsewhere: Actor = { installation: 'T:T2', person: ann.person };
  const other = await office.useCases.show('T:T2', await sharedBy(office, elsewhere));
  expect(other.revision.money).toBeUndefined();
  expect(other.explanation.costs.currency).toBeUndefined();
});

test('an earlier decision keeps its own when the workspace starts with something else', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  await office.useCases.keepMoney({ ...ann, admin: true }, euros);
  expect((await office.useCases.show(installation, id)).revision.money).toBeUndefined();
  await office.useCases.keepMoney({ ...ann, admin: true }, {});
  expect((await previewed(office)).explanation.costs.currency).toBeUndefined();
});

test('a changed answer keeps what was said about costs, but for the number it now gives itself', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  const numbers = { 'workload.queries_per_day': certain(7_000), [upkeep]: certain(9) };
  await office.useCases.reckon(ann, id, 1, { numbers, cashOnly: true });
  expect((await office.useCases.show(installation, id)).moved[0]).toMatch(/: 2,000 → 7,000 queries per day\.$/);
  const { draft } = await office.useCases.change(ann, id);
  const step = await office.useCases.answer(ann, draft.id, { answers: { queries_per_day: 100 }, unknown: [] });
  expect(step.kind === 'preview' && step.moved).not.toContain('With the work of people.');
  await office.useCases.share(ann, draft.id);
  const { revision, explanation } = await office.useCases.show(installation, id);
  expect(revision.money).toEqual({ numbers: { [upkeep]: certain(9) }, cashOnly: true });
  expect(explanation.costs.inputs.find(({ id: path }) => path === 'workload.queries_per_day')?.value).toBe(100);
  expect(step.kind === 'preview' && step.explanation.costs).toEqual(explanation.costs);
});

test('a model that left the list is no reason to show nothing: it is priced as usual', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  const usual = await office.useCases.show(installation, id);
  await office.useCases.reckon(ann, id, 1, { model: 'gpt-2' });
  const { explanation } = await office.useCases.show(installation, id);
  expect(explanation.costs.options).toEqual(usual.explanation.costs.options);
});

test('the receipt of a decision comes out the same, and a number somebody changed is named', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  await office.useCases.reckon(ann, id, 1, { numbers: { [upkeep]: { p10: 1, p50: 2, p90: 9 } }, ...euros });
  const { csv, receipt, title } = await office.useCases.files(installation, id);
  const text = JSON.stringify(receipt);
  const checked = checkReceipt(JSON.parse(text));
  expect(checked?.differing).toEqual([]);
  const shown = await office.useCases.show(installation, id);
  const outlook = await office.useCases.outlook(shown);
  const rag = checked?.result.options['rag'];
  expect(rag !== undefined && 'total' in rag && rag.total).toEqual(
    outlook.options.find(({ option }) => option === 'rag')?.range,
  );
  const p50 = String(rag !== undefined && 'total' in rag && rag.total.p50);
  expect(checkReceipt(JSON.parse(text.replace(`"p50":${p50}`, '"p50":1')))?.differing).toEqual([
    'options.rag.total.p50',
  ]);
  expect(title).toBe('Help desk');
  const setup = shown.explanation.costs.options.find(({ option }) => option === 'rag')?.setup;
  expect(csv).toContain(`RAG,Setup in all,one-off,,${String(setup)},`);
  await expect(office.useCases.files('T:T2', id)).rejects.toEqual(refused('expired'));
});

test('every model that can be chosen prices every approach or says why not', async () => {
  const office = await newOffice();
  const id = await sharedBy(office);
  const models = [...new Set(shipped.prices.models.map((row) => row.id))];
  expect(models.length).toBeGreaterThan(3);
  for (const [at, model] of models.entries()) {
    await office.useCases.reckon(ann, id, at + 1, { model });
    const { explanation } = await office.useCases.show(installation, id);
    for (const option of explanation.costs.options) {
      expect(option.unavailable ?? Number.isFinite(option.total)).toBeTruthy();
    }
    expect(explanation.costs.options.find(({ option }) => option === 'rag')?.model).toBe(model);
  }
});
