import { describe, expect, it } from 'vitest';
import { ballotOf } from '../../src/app/debate-posts.ts';
import type { KeptEvidence } from '../../src/app/debate-ports.ts';
import type { Evidence } from '../../src/core/index.ts';
import { createRoom } from '../../src/slack/debate/room.ts';
import { ballotMessage, whoView } from '../../src/slack/views/debate/ballot.ts';
import { closeView, positionView, readClose, readPosition } from '../../src/slack/views/debate/position.ts';
import {
  evidenceView,
  keepAll,
  pasteView,
  progressView,
  proposalsShown,
  readEvidence,
} from '../../src/slack/views/debate/reading.ts';
import { noticeMessage, reminderMessage, settlementMessage } from '../../src/slack/views/debate/settlement.ts';
import { newOffice, shipped } from '../app/office.ts';
import { hostileTexts } from '../playground/hostile.ts';
import { expectView, fill, messageProblems, textsIn } from './kit.ts';

const installation = 'T:T0LOCAL';
const nasty = `${hostileTexts.join(' ')} `.repeat(3);
const people = Array.from({ length: 24 }, (_, at) => ({
  installation,
  person: `T0LOCAL:U${at}${at % 7 === 0 ? 'X' : ''}`,
  name: `p${at} ${nasty}`.slice(0, 200),
}));
const questions = Object.entries(shipped.questions);

/** Everything is disputed, by many people with unpleasant names. */
const answersOf = (at: number) =>
  Object.fromEntries(
    questions.map(([id, question]) => {
      if (question.kind === 'number')
        return [id, at % 3 === 0 ? question.usual : at % 3 === 1 ? question.min : question.max];
      const options = question.kind === 'choice' ? Object.keys(question.options) : ['yes', 'no'];
      return [id, options[at % options.length] ?? ''];
    }),
  );

async function crowded() {
  const office = await newOffice();
  const { debates } = office.useCases;
  const evidence = [...questions, ...questions].map(([question, asked], at): KeptEvidence => ({
    question,
    value: answersOf(at < questions.length ? 0 : 1)[question] ?? asked.usual,
    author: at < questions.length ? 'T0LOCAL:UREAD' : `pasted:${nasty}`.slice(0, 60),
    ts: '1.000200',
    quote: nasty.slice(0, 300),
    certainty: 'hedged',
  }));
  const [opener] = people;
  if (opener === undefined) throw new Error('nobody is there');
  const { id } = await debates.open(opener, {
    source: 'reading-1',
    title: nasty.slice(0, 150),
    place: { channel: 'C1', thread: '1.000100' },
    evidence,
  });
  for (const [at, who] of people.entries())
    await debates.state(
      who,
      id,
      `s${at}`,
      questions.map(([one]) => one),
      { answers: answersOf(at), unknown: [] },
    );
  return { debates, id, opener };
}

describe('a debate about everything, with many unpleasant people', () => {
  it('fits every message and window of Slack, before and after it is closed', async () => {
    const { debates, id, opener } = await crowded();
    const open = await debates.show(installation, id);
    expect(open.assessment.disputes.length).toBeGreaterThan(12);
    const ballot = ballotMessage(open, shipped);
    expect(messageProblems(ballot)).toEqual([]);
    expectView(whoView(open, shipped));
    expectView(closeView(shipped, open));
    for (const which of ['open', 'mine'] as const)
      expectView(positionView(shipped, await debates.form(opener, id, which), which === 'mine'));
    const choices = Object.fromEntries(
      open.assessment.disputes.flatMap(({ question, camps }) =>
        camps[0] === undefined ? [] : [[question, camps[0].value]],
      ),
    );
    const closed = await debates.close(opener, id, nasty.slice(0, 500), choices);
    const failed = { ...ballotOf(closed.debate, 1), state: 'failed' as const, attempts: 1 };
    const codes = ['not_in_channel', 'thread_not_found', 'unclear', nasty.slice(0, 80)];
    for (const message of [
      ballotMessage(closed, shipped),
      settlementMessage(closed),
      reminderMessage(closed),
      noticeMessage(closed, undefined, opener.person, shipped),
      ...codes.map((error) => noticeMessage(closed, { ...failed, error }, failed.id, shipped)),
    ]) {
      expect(messageProblems(message)).toEqual([]);
      expect(textsIn(message.blocks).some(({ type }) => type === 'mrkdwn')).toBe(false);
      expect(message.text).not.toMatch(/<[!@#]/);
    }
    expectView(whoView(closed, shipped));
  }, 60_000);

  it('reads back what its windows show', async () => {
    const { debates, id, opener } = await crowded();
    const form = await debates.form(opener, id, 'open');
    const stated = readPosition(shipped, fill(positionView(shipped, form, false)));
    expect(stated).toMatchObject({ ok: true, debate: id, ask: form.questions, submission: form.submission });
    const open = await debates.show(installation, id);
    const first = open.assessment.disputes.find(({ pivotal }) => pivotal);
    const view = closeView(shipped, open);
    const entries = Object.fromEntries(
      open.assessment.disputes
        .filter(({ pivotal }) => pivotal)
        .map(({ question, leadsTo }) => [question, JSON.stringify(leadsTo[0]?.value)]),
    );
    const closing = readClose(shipped, fill(view, { ...entries, Reason: 'Because.' }));
    expect(closing).toMatchObject({ ok: true, reason: 'Because.' });
    expect(closing.ok && closing.choices[first?.question ?? '']).toEqual(first?.leadsTo[0]?.value);
  }, 60_000);
});

describe('the screen of evidence', () => {
  const proposals = Array.from({ length: 70 }, (_, at): Evidence => {
    const [question = 'gap', asked] = questions[at % questions.length] ?? [];
    const value = asked?.kind === 'number' ? asked.usual : (answersOf(at)[question] ?? '');
    return {
      question,
      value,
      author: `T0LOCAL:U${at}`,
      ts: `${at}.000100`,
      message: at + 1,
      quote: nasty.slice(0, 300),
      certainty: 'hedged',
    };
  });
  const session = () => {
    const made = createRoom().begin(
      { installation, person: 'T0LOCAL:U1' },
      { channel: 'C1', thread: '1.000100' },
      'reading-1',
    );
    made.messages.push({ author: 'T0LOCAL:U1', ts: '1.000100', text: nasty });
    made.reading = { evidence: proposals, conflicts: [], foreign: [] };
    return made;
  };

  it('fits Slack with more proposals than it can show, and says how many it left out', () => {
    const view = evidenceView(session(), shipped);
    expectView(view);
    expect(JSON.stringify(view)).toContain('30 more proposals did not fit');
    for (const other of [progressView(session()), pasteView('reading-1')]) expectView(other);
  });

  it('keeps all of them when nothing is touched, changes what is changed, and drops what is dropped', () => {
    const made = session();
    const view = evidenceView(made, shipped);
    const untouched = readEvidence(made, shipped, fill(view));
    expect(untouched.ok && untouched.kept).toEqual(keepAll(made));
    const numbers = proposals.findIndex(({ value }) => typeof value === 'number');
    const options = proposals.findIndex(({ question }) => question === 'gap');
    const changed = readEvidence(
      made,
      shipped,
      fill(view, { [`Proposal${numbers}`]: '', [`Proposal${options}`]: 'both' }),
    );
    expect(changed.ok && changed.kept).toHaveLength(proposalsShown - 1);
    expect(changed.ok && changed.kept.find(({ question }) => question === 'gap')?.value).toBe('both');
  });
});
