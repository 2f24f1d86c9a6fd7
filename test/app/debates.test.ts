import { describe, expect, it } from 'vitest';
import type { KeptEvidence } from '../../src/app/debate-ports.ts';
import type { Actor, PageAnswers } from '../../src/app/use-cases.ts';
import { newOffice, type Office } from './office.ts';

const installation = 'T:T0LOCAL';
const actor = (name: string): Actor => ({ installation, person: `T0LOCAL:U0${name.toUpperCase()}`, name });
const [ann, ben, cleo] = [actor('ann'), actor('ben'), actor('cleo')];
const place = { channel: 'C1', thread: '1.000100' };
const page = (answers: PageAnswers['answers'], unknown: readonly string[] = []): PageAnswers => ({ answers, unknown });

const evidence: readonly KeptEvidence[] = [
  {
    question: 'queries_per_day',
    value: 2000,
    author: ann.person,
    ts: '1.000200',
    quote: '2000 a day',
    certainty: 'stated',
  },
];
const retrieval = { gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly', prompt_success_rate: 0.6 } as const;

const opened = ({ useCases }: Office, source = 'reading-1') =>
  useCases.debates.open(ann, { source, title: 'Which way', place, evidence });

const kinds = async ({ store }: Office, id: string) => (await store.posts(installation, id)).map(({ kind }) => kind);

let submissions = 0;
const state = (office: Office, who: Actor, id: string, said: PageAnswers, submission = `s${(submissions += 1)}`) =>
  office.useCases.debates.state(who, id, submission, [...Object.keys(said.answers), ...said.unknown], said);

const refused = (code: string) => expect.objectContaining({ name: 'Refused', code });

/** A debate in which two people differ on the gap. */
async function disputed(office: Office) {
  const { id } = await opened(office);
  await state(office, ben, id, page({ gap: 'behavior' }));
  await state(office, cleo, id, page({ gap: 'knowledge' }));
  return id;
}

/** A debate that is settled as retrieval. */
async function settled(office: Office) {
  const { id } = await opened(office);
  await state(office, ben, id, page(retrieval));
  return id;
}

describe('a debate', () => {
  it('is opened once for a reading and once for a thread', async () => {
    const office = await newOffice();
    const first = await opened(office);
    expect((await opened(office)).id).toBe(first.id);
    expect((await opened(office, 'reading-2')).id).toBe(first.id);
    expect(await kinds(office, first.id)).toEqual(['ballot']);
  });

  it('loses nothing and counts nothing twice when a hundred people state positions at once, each of them twice', async () => {
    const office = await newOffice();
    const { id } = await opened(office);
    const people = Array.from({ length: 100 }, (_, at) => actor(`p${at}`));
    await Promise.all(
      people.flatMap((who, at) => {
        const said = page({ gap: at % 2 === 0 ? 'knowledge' : 'behavior' });
        return [state(office, who, id, said, `once-${at}`), state(office, who, id, said, `once-${at}`)];
      }),
    );
    const { assessment, debate } = await office.useCases.debates.show(installation, id);
    expect(assessment.disputes[0]?.camps.map(({ by }) => by.length)).toEqual([50, 50]);
    expect(debate.version).toBe(101);
    // The ballot itself still waits, and will be drawn as things stand then.
    expect(await kinds(office, id)).toEqual(['ballot']);
  });

  it('draws its ballot once more, not a hundred times, when a hundred positions come while a change waits', async () => {
    const office = await newOffice();
    const { id } = await opened(office);
    await office.store.markSent(installation, `${id}:ballot`, '1.1');
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => state(office, actor(`p${at}`), id, page({ gap: 'both' }))),
    );
    const [, waiting, ...more] = await office.store.posts(installation, id);
    expect([waiting?.kind, more]).toEqual(['edit-ballot', []]);
    // What is being drawn may have missed what comes now.
    await office.store.markSending(installation, waiting?.id ?? '', 0, 0);
    await state(office, ben, id, page({ gap: 'none' }));
    expect(await kinds(office, id)).toEqual(['ballot', 'edit-ballot', 'edit-ballot']);
  });

  it('keeps the later of two positions of a person though the earlier arrives again', async () => {
    const office = await newOffice();
    const { id } = await opened(office);
    await state(office, ben, id, page({ gap: 'behavior' }), 'first');
    await state(office, ben, id, page({ gap: 'knowledge' }), 'second');
    await state(office, ben, id, page({ gap: 'behavior' }), 'first');
    const { assessment } = await office.useCases.debates.show(installation, id);
    expect(assessment.case['gap']).toBe('knowledge');
  });

  it('settles by itself once one approach is left, with one result, and stays settled when somebody does not know', async () => {
    const office = await newOffice();
    const { id } = await opened(office);
    const came = await state(office, ben, id, page(retrieval));
    expect(came).toEqual({ settled: true });
    expect(await state(office, cleo, id, page({}, ['gap', 'freshness']))).toMatchObject({
      settled: true,
      dissent: { changes: false },
    });
    const { settlement } = await office.useCases.debates.show(installation, id);
    expect(settlement).toMatchObject({ explanation: { approach: 'rag' }, closing: { how: 'settled', revision: 1 } });
    expect((await kinds(office, id)).filter((kind) => kind === 'settlement')).toHaveLength(1);
  });

  it('asks at most four questions, those that divide people first, filled with what was said', async () => {
    const office = await newOffice();
    const { id } = await opened(office);
    await state(office, ben, id, page({ gap: 'behavior' }));
    await state(office, cleo, id, page({ gap: 'knowledge' }));
    const form = await office.useCases.debates.form(ann, id, 'open');
    expect(form.questions[0]).toBe('gap');
    expect(form.questions.length).toBeLessThanOrEqual(4);
    expect(form.said.answers).toEqual({ queries_per_day: 2000 });
    expect((await office.useCases.debates.form(ben, id, 'mine')).questions).toEqual(['gap']);
  });

  it('lets somebody disagree with what only one person said', async () => {
    const office = await newOffice();
    const { id } = await opened(office);
    await state(office, ben, id, page({ gap: 'behavior' }));
    expect((await office.useCases.debates.form(cleo, id, 'open')).questions).toContain('gap');
  });
});

describe('closing a debate', () => {
  const reason = 'We looked.';

  it('is for its opener and for administrators, who stand in for an opener that left', async () => {
    const office = await newOffice();
    const id = await disputed(office);
    const { debates } = office.useCases;
    await expect(debates.close(ben, id, reason, { gap: 'knowledge' })).rejects.toEqual(refused('not-opener'));
    const { settlement } = await debates.close({ ...cleo, admin: true }, id, reason, { gap: 'knowledge' });
    expect(settlement?.closing).toMatchObject({ how: 'closed', by: cleo.person, reason });
    await expect(debates.close(ann, id, reason, { gap: 'knowledge' })).rejects.toEqual(refused('debate-settled'));
  });

  it('is refused when another dispute came to matter while it was being closed', async () => {
    const office = await newOffice();
    const id = await disputed(office);
    await expect(office.useCases.debates.close(ann, id, reason, {})).rejects.toEqual(refused('debate-moved'));
  });

  it('counts every position, before or after, when people state positions meanwhile', async () => {
    const office = await newOffice();
    const id = await disputed(office);
    const people = Array.from({ length: 20 }, (_, at) => actor(`p${at}`));
    await Promise.all([
      ...people.map((who) => state(office, who, id, page({ gap: 'knowledge' }))),
      office.useCases.debates.close(ann, id, reason, { gap: 'knowledge' }),
      ...people.map((who) => state(office, who, id, page({ gap: 'behavior' }))),
    ]);
    const { settlement, participants } = await office.useCases.debates.show(installation, id);
    expect(participants).toHaveLength(23);
    expect(settlement?.standings.filter(({ differs }) => differs.length > 0)).toHaveLength(21);
    expect((await kinds(office, id)).filter((kind) => kind === 'settlement')).toHaveLength(1);
  });

  it('says who agreed, who dissented and what would change it by when', async () => {
    const office = await newOffice();
    const id = await disputed(office);
    await office.useCases.debates.close(ann, id, reason, { gap: 'knowledge' });
    const { settlement } = await office.useCases.debates.show(installation, id, { range: true });
    expect(settlement?.wouldChange).toEqual([expect.stringMatching(/^If @ben can show by \d{4}-\d{2}-\d{2}: .*Then /)]);
    expect(settlement?.range).toMatch(/^RAG: \$/);
    const { markdown } = await office.useCases.debates.record(installation, id);
    for (const part of [
      '## Context',
      '## Considered options',
      '## Decision',
      '## Cost trajectory',
      '## Dissented',
      '## Evidence',
    ])
      expect(markdown).toContain(part);
    expect(markdown).toContain('Closed with this reason: We looked.');
    expect(markdown).toContain('archives/C1/p1000200');
  });
});

describe('after a settlement', () => {
  it('a dissent that would change the verdict is offered to the opener, and re-opening says what moved', async () => {
    const office = await newOffice();
    const id = await settled(office);
    const { debates } = office.useCases;
    const came = await state(office, cleo, id, page({ gap: 'none' }));
    expect(came.dissent).toMatchObject({ changes: true });
    expect(await kinds(office, id)).toContain('debate-notice');
    await expect(debates.reopen(cleo, id)).rejects.toEqual(refused('not-opener'));
    expect(await debates.reopen(ann, id)).toEqual({ outcome: 'open', moved: [] });
    await expect(debates.record(installation, id)).rejects.toEqual(refused('debate-open'));
    await state(office, ben, id, page({ gap: 'none' }));
    const again = await debates.show(installation, id);
    const pivotal = again.assessment.disputes.filter((one) => one.pivotal);
    expect(pivotal).toEqual([]);
    const { settlement } = again.settlement === undefined ? await debates.close(ann, id, 'So be it.', {}) : again;
    expect(settlement?.closing.revision).toBe(2);
    expect(settlement?.moved.join(' ')).toContain('The recommendation moves from RAG to');
    expect((await kinds(office, id)).filter((kind) => kind === 'settlement')).toHaveLength(1);
  });

  it('whoever leaves possible what was decided agrees, however far their range reaches', async () => {
    const office = await newOffice();
    const id = await settled(office);
    const came = await state(office, cleo, id, page({ queries_per_day: { low: 1, high: 100_000_000 } }));
    expect(came.dissent).toMatchObject({ changes: false });
    expect(await kinds(office, id)).not.toContain('debate-notice');
    const { settlement } = await office.useCases.debates.show(installation, id);
    expect(settlement?.standings.find(({ by }) => by === cleo.person)).toMatchObject({ differs: [], would: 'rag' });
    expect(settlement?.wouldChange).toEqual([]);
  });

  it('re-opening with the same answers moves nothing', async () => {
    const office = await newOffice();
    const id = await settled(office);
    expect(await office.useCases.debates.reopen(ann, id)).toEqual({ outcome: 'unchanged', moved: [] });
    expect((await office.useCases.debates.show(installation, id)).settlement?.closing.revision).toBe(1);
  });

  it('is asked about again at the review, and after "still true" once more as much later', async () => {
    const office = await newOffice();
    const id = await settled(office);
    const reminders = async () =>
      (await office.store.posts(installation, id)).filter(({ kind }) => kind === 'reminder');
    const { debate } = await office.useCases.debates.show(installation, id);
    expect((await reminders()).map(({ dueAt }) => dueAt)).toEqual([debate.reviewAt]);
    // Pressed too early it changes nothing.
    await office.useCases.debates.stillTrue(cleo, id);
    expect(await reminders()).toHaveLength(1);
    office.at('2027-12-01');
    const next = await office.useCases.debates.stillTrue(cleo, id);
    expect((await reminders()).map(({ dueAt }) => new Date(dueAt).toISOString().slice(0, 10)).at(-1)).toBe(next);
  });

  it('does not wait for its reminder before other posts go out', async () => {
    const office = await newOffice();
    const id = await settled(office);
    for (const { id: post, kind } of await office.store.posts(installation, id))
      if (kind !== 'reminder') await office.store.markSent(installation, post, '1.1');
    await state(office, cleo, id, page({ gap: 'none' }));
    const due = await office.store.duePosts(Date.parse('2026-11-21'));
    expect(due.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['edit-ballot']));
  });

  it('is decided by the debate alone: its decision is not changed from elsewhere', async () => {
    const office = await newOffice();
    const id = await settled(office);
    const { settlement } = await office.useCases.debates.show(installation, id);
    const decision = settlement?.decision.id ?? '';
    await expect(office.useCases.change(ann, decision)).rejects.toEqual(refused('debated'));
    await expect(office.useCases.choose(ann, decision, 1, { approach: 'prompt', reason: 'x' })).rejects.toEqual(
      refused('debated'),
    );
  });
});

it('keeps debates of installations apart', async () => {
  const office = await newOffice();
  const { id } = await opened(office);
  await expect(office.useCases.debates.show('T:OTHER', id)).rejects.toEqual(refused('expired'));
  expect(await office.useCases.debates.inThread('T:OTHER', place)).toBeUndefined();
});
