import { describe, expect, test } from 'vitest';
import type { UseCases } from '../../src/app/use-cases.ts';
import { Refused } from '../../src/app/refused.ts';
import { reckonView } from '../../src/slack/views/reckon.ts';
import { payloads, textsIn, viewProblems } from './kit.ts';
import { moneyExplained, moneyRules, reckoned, swings } from './money.ts';
import { decision, revision } from './samples.ts';
import { started } from './started.ts';

const value = { v: 1, decision: 'decision-1' };
const explanation = moneyExplained();
const show = async () => ({ decision, revision, explanation, moved: [] });
const owner = { user: { id: decision.owner.split(':')[1], team_id: 'T1' } };
const windowOf = (shown = revision) => reckonView({ explanation, revision: shown, swings }, moneyRules());
const rate = 'Number.people.usd_per_week';
const saidIn = (it: object) => textsIn(it).map(({ text }) => text);

describe('a button under the costs', () => {
  test.each([
    ['sums', 'Every line'],
    ['articles', 'The articles'],
    ['reckon', 'Edit assumptions'],
    ['sums-fine-tune', 'Every line'],
  ])('%s acknowledges at once and opens its window', async (id, title) => {
    const it = await started({ show });
    expect(await it.receiver.send(payloads.action(`decision:button:${id}`, value, owner))).toEqual([undefined]);
    expect(it.order[0]).toBe('ack');
    expect(it.order.at(-1)).toBe('views.open');
    expect(it.opened().title.text).toBe(title);
    expect(viewProblems(it.opened())).toEqual([]);
  });

  test('in a window shows the lines of another option in its place', async () => {
    const it = await started({ show });
    const view = {
      id: 'V1',
      hash: '1.abc',
      callback_id: 'decision:modal:sums',
      private_metadata: '',
      state: { values: {} },
    };
    await it.receiver.send(payloads.action('decision:button:sums-prompt', value, { ...owner, view }));
    expect(it.slack.methods).toEqual(['views.update']);
    expect(saidIn(it.slack.calls[0]?.args ?? {})).toContain('Label prompt, priced with a-model');
  });

  test('to edit assumptions tells everybody but the owner so, before they type for nothing', async () => {
    const it = await started({ show });
    await it.receiver.send(payloads.action('decision:button:reckon', value, { user: { id: 'U9', team_id: 'T1' } }));
    expect(it.slack.methods).toEqual(['response_url']);
    expect(it.slack.calls[0]?.args['text']).toContain('Only the person who shared this decision');
  });
});

describe('the window of assumptions, submitted', () => {
  test('is committed, then says what comes', async () => {
    const it = await started({ show });
    const [answer] = await it.receiver.send(payloads.submission(windowOf(), { [rate]: '5000' }, owner));
    expect(it.order).toEqual(['reckon', 'ack']);
    const numbers = { 'people.usd_per_week': { p10: 5000, p50: 5000, p90: 5000 } };
    expect(it.calls[0]?.args).toEqual([{ installation: 'T:T1', person: decision.owner }, 'decision-1', 1, { numbers }]);
    expect(answer.response_action).toBe('update');
    expect(saidIn(answer.view).join(' ')).toContain('a reply says what moved');
  });

  test('says so when nothing was changed', async () => {
    const it = await started({ show, reckon: async () => false });
    const [answer] = await it.receiver.send(payloads.submission(windowOf(), {}, owner));
    expect(saidIn(answer.view).join(' ')).toContain('Nothing was changed, so nothing is posted.');
  });

  test('is kept for the next decisions of its owner only when asked', async () => {
    const kept: unknown[] = [];
    const startWith: UseCases['history']['startWith'] = async (...args) => void kept.push(args);
    const it = await started({ show, history: { startWith } as UseCases['history'] });
    await it.receiver.send(payloads.submission(windowOf(), { Model: '?usual' }, owner));
    expect(kept).toEqual([]);
    const money = { currency: { code: 'EUR', perUsd: 0.9, on: '' } };
    const [answer] = await it.receiver.send(
      payloads.submission(windowOf(), { Currency: 'EUR 0.9', Defaults: ['yes'] }, owner),
    );
    expect(kept).toEqual([[{ installation: 'T:T1', person: decision.owner }, money]]);
    expect(it.calls.map(({ name }) => name)).not.toContain('keepMoney');
    expect(saidIn(answer.view).join(' ')).toContain('Your new decisions start with');
  });

  test('with wrong inputs keeps the window, with a sentence at each', async () => {
    const it = await started({ show });
    const wrong = { [rate]: 'many', Currency: 'euros' };
    const [answer] = await it.receiver.send(payloads.submission(windowOf(), wrong, owner));
    expect(answer.response_action).toBe('errors');
    expect(Object.keys(answer.errors)).toEqual(Object.keys(wrong));
    expect(it.calls).toEqual([]);
  });

  test('after somebody else changed the decision says so, and keeps nothing for later', async () => {
    const kept: unknown[] = [];
    const startWith: UseCases['history']['startWith'] = async (...args) => void kept.push(args);
    const history = { startWith } as UseCases['history'];
    const it = await started({ show, history, reckon: () => Promise.reject(new Refused('changed-meanwhile')) });
    const [answer] = await it.receiver.send(payloads.submission(windowOf(), { Defaults: ['yes'] }, owner));
    expect(saidIn(answer.view).join(' ')).toContain('Somebody changed this decision while you were looking at it.');
    expect(kept).toEqual([]);
  });

  test('changes the revision it was opened on', async () => {
    const it = await started({ show });
    await it.receiver.send(payloads.submission(windowOf({ ...reckoned({}), number: 4 }), {}, owner));
    expect(it.calls[0]?.args[2]).toBe(4);
  });
});

describe('the download', () => {
  test.each(['missing_scope', 'not_in_channel'])('says so to the person alone after %s', async (error) => {
    const it = await started({ show });
    it.slack.answer('files.getUploadURLExternal', { ok: false, error }, { ok: false, error });
    await it.receiver.send(
      payloads.action('decision:button:files', value, { message: { ts: '2.0', thread_ts: '1.0' } }),
    );
    expect(it.order.indexOf('ack')).toBeLessThan(it.order.indexOf('files'));
    expect(it.slack.calls.at(-1)).toMatchObject({ method: 'chat.postEphemeral', args: { thread_ts: '1.0' } });
    expect(it.slack.calls.at(-1)?.args['text']).toContain('I need the scope files:write and to be in the channel');
    expect(JSON.stringify(it.log.lines)).not.toContain('receipt');
  });

  test('of a decision that is gone says so', async () => {
    const it = await started({ files: () => Promise.reject(new Refused('expired')) });
    await it.receiver.send(payloads.action('decision:button:files', value));
    expect(it.slack.methods).toEqual(['response_url']);
    expect(it.slack.calls[0]?.args['text']).toContain('I cannot find this any more');
  });
});
