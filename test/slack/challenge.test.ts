import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/app/refused.ts';
import { challengedView, challengeView, readChallenge } from '../../src/slack/views/challenge.ts';
import { whyView } from '../../src/slack/views/decision.ts';
import { challengedSample, leaningSample } from './challenges.ts';
import { expectView, fill, type Json, payloads } from './kit.ts';
import { decision, explanationOf, revision, rules } from './samples.ts';
import { started } from './started.ts';

const leaning = leaningSample();
const window = challengeView({ decision, revision }, leaning, rules);
const said = (value: unknown): string => JSON.stringify(value);
const answer = { kind: 'answer' as const, question: 'country', answers: { country: 'c' } };
const stated = challengedView({ decision, revision }, challengedSample(), answer, true);
const other = { user: { id: 'U2', team_id: 'T1' } };
const click = (action: string, view: ModalView, value: object = { v: 1 }) =>
  payloads.action(action, value, { view: { id: 'V1', hash: '1.abc', callback_id: view.callback_id, ...fill(view) } });
const updated = (it: { slack: { calls: readonly { method: string; args: Json }[] } }): ModalView =>
  it.slack.calls.findLast(({ method }) => method === 'views.update')?.args['view'];

const shown = (owner: boolean, premise: Parameters<typeof challengedView>[2]) =>
  said(challengedView({ decision, revision }, challengedSample(), premise, !owner));
const read = (entries: object) => readChallenge(rules, fill(window, { ...entries }), leaning, { revision });

describe('a reason to disagree with', () => {
  test('stands under the verdict with a button of its own', () => {
    const explanation = explanationOf('Because', 5);
    const view = whyView('decision-1', explanation, undefined, rules);
    expectView(view);
    const rows = view.blocks.filter((block) => block.type === 'section');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({ accessory: { action_id: 'decision:button:challenge' } });
  });

  test('names its rule, file, threshold and who says otherwise', async () => {
    const it = await started();
    const ref = { v: 1, decision: 'decision-1', rule: 'few_examples' };
    await it.receiver.send(
      click('decision:button:challenge', whyView('decision-1', explanationOf(), undefined, rules), ref),
    );
    expectView(updated(it));
    for (const part of ['Rule few_examples in claims.yml:3.', 'threshold_0 is 100', 'thresholds.yml:7', 'Others say'])
      expect(said(updated(it))).toContain(part);
  });

  test('takes exactly one change', () => {
    expect(read({})).toEqual({ ok: false, errors: { country: expect.stringContaining('change this') } });
    expect(read({ country: 'c' })).toEqual({ ok: true, premise: answer });
    expect(read({ 'Threshold.threshold_0': '30' })).toEqual({
      ok: true,
      premise: { kind: 'threshold', threshold: 'threshold_0', value: 30 },
    });
    expect(read({ country: 'c', 'Threshold.threshold_0': '30' })).toMatchObject({
      ok: false,
      errors: { 'Threshold.threshold_0': expect.stringContaining('One at a time') },
    });
  });

  test.each(['0', '500', '-3', 'lots', '10-20', '=1+1'])('refuses "%s" for a threshold, at its input', (text) => {
    expect(readChallenge(rules, fill(window, { 'Threshold.threshold_0': text }), leaning, { revision })).toEqual({
      ok: false,
      errors: { 'Threshold.threshold_0': expect.stringContaining('above 0 and below 500') },
    });
  });

  test('reads back any threshold that was written into it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 499 }), (value) => {
        const read = readChallenge(rules, fill(window, { 'Threshold.threshold_0': String(value) }), leaning, {
          revision,
        });
        expect(read).toMatchObject(value === 100 ? { ok: false } : { ok: true, premise: { value } });
      }),
      { numRuns: 40 },
    );
  });

  test('shows the verdict under it, and stores nothing', async () => {
    const it = await started();
    const [ack] = await it.receiver.send(payloads.submission(window, { country: 'c' }, other));
    expect(it.calls).toMatchObject([{ name: 'challenge', args: [expect.anything(), 'few_examples', answer] }]);
    expectView(ack.view);
    expect(said(ack.view)).toContain('nothing was stored');
    expect(said(ack.view)).toContain('decision:button:state');
  });

  test('offers to state it neither to the owner nor for a threshold', () => {
    expect(shown(true, answer)).not.toContain('decision:button:state');
    const moved = shown(false, { kind: 'threshold', threshold: 'few', value: 3 });
    expect(moved).not.toContain('decision:button:state');
    expect(moved).toContain('value: 3');
  });

  test('is stated only on request, as one answer about the revision that was seen', async () => {
    const it = await started();
    await it.receiver.send(click('decision:button:state', stated));
    expect(it.calls).toEqual([
      { name: 'statePremise', args: [{ installation: 'T:T1', person: 'T1:U1' }, decision.id, revision.number, answer] },
    ]);
    expect(said(updated(it))).toContain('The thread says so');
  });

  test.each(['owned', 'changed-meanwhile', 'expired'] as const)('says why when it is refused as %s', async (code) => {
    const it = await started({ statePremise: () => Promise.reject(new Refused(code)) });
    await it.receiver.send(click('decision:button:state', stated));
    expect(updated(it).title.text).toBe('Sorry');
    expect(it.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
