import { describe, expect, test } from 'vitest';
import { payloads, viewProblems } from './kit.ts';
import { decision, explanationOf, revision } from './samples.ts';
import { started } from './started.ts';

const value = { v: 1, decision: 'decision-1' };
const show = async () => ({ decision, revision, explanation: explanationOf('A help desk bot', 2), moved: [] });

describe('the comparison', () => {
  test('of a decision is said to the person alone, as one native table', async () => {
    const it = await started({ show });
    await it.receiver.send(payloads.action('decision:button:compare', value));
    expect(it.order[0]).toBe('ack');
    expect(it.slack.methods).toEqual(['response_url']);
    const said = it.slack.calls[0]?.args ?? {};
    expect(said).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(JSON.stringify(said).match(/"type":"table"/g)).toHaveLength(1);
  });

  test('without a decision answers the command from memory', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(payloads.command('compare'));
    expect(it.slack.methods).toEqual([]);
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('side by side') });
  });

  test("opens every row of the articles' tables beside it", async () => {
    const it = await started();
    await it.receiver.send(payloads.action('app:button:matrices', { v: 1 }));
    expect(it.order).toEqual(['ack', 'views.open']);
    expect(viewProblems(it.opened())).toEqual([]);
  });
});
