import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { changeWindow, completeWindow } from '../../src/slack/windows.ts';
import { expectView, FakeSlack, type Json, payloads, textsIn } from './kit.ts';
import { previewOf, second, started } from './started.ts';

const later = 'The prices come in a moment.';
const said = (view: Json): string[] => textsIn(view).map(({ text }) => text);
const submission = () => payloads.submission(second(), {}, { trigger_id: `t${Math.random()}` });

describe('the answer, when the last page was submitted', () => {
  test('is the whole answer at once but for the prices, which come into it', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(submission());
    expect(it.order).toEqual(['answer', 'ack', 'views.update']);
    expectView(answer.view);
    const { external_id, view } = it.slack.calls[0]?.args ?? {};
    expect(external_id).toBe(answer.view.external_id);
    expectView(view);
    expect(view).toEqual(previewOf());
    expect(said(answer.view)).toContain(later);
    expect(said(view)).not.toContain(later);
  });

  test('is named anew each time, so that no window is taken for another', async () => {
    const it = await started();
    const names = [];
    for (const one of [submission(), submission()]) names.push((await it.receiver.send(one))[0].view.external_id);
    expect(new Set(names).size).toBe(2);
  });

  test('stays as it is when the prices cannot be shown, and leads to them', async () => {
    const it = await started();
    it.slack.answer('views.update', { ok: false, error: 'fatal_error' });
    const [answer] = await it.receiver.send(submission());
    expect(it.slack.methods).toEqual(['views.update']);
    expect(it.log.lines.map(({ level, message }) => [level, message])).toContainEqual([
      'warn',
      'what was shown could not be added to',
    ]);
    const button = answer.view.blocks.find((block: Json) => block.accessory !== undefined).accessory;
    expect(button).toMatchObject({ text: { text: 'Show the prices' } });
    const view = { ...answer.view, id: 'V1', hash: '1.b', state: { values: {} } };
    await it.receiver.send(payloads.action(button.action_id, button.value, { view }));
    expect(it.slack.calls[1]?.args).toMatchObject({ view_id: 'V1', hash: '1.b', view: previewOf() });
  });
});

const client = (slack: FakeSlack) => new WebClient('xoxb-test', { fetch: slack.fetch, retryConfig: { retries: 0 } });

describe('what comes into a window later', () => {
  const gone = { ok: false, error: 'not_found' };

  test('is sent again when Slack does not show that window yet', async () => {
    const slack = new FakeSlack().answer('views.update', gone, gone);
    expect(await completeWindow(client(slack), 'name', previewOf(), [1, 1, 1])).toBe(true);
    expect(slack.calls.map(({ args }) => args['external_id'])).toEqual(['name', 'name', 'name']);
  });

  test('changes nothing once somebody closed it or went on', async () => {
    const slack = new FakeSlack().answer('views.update', gone, gone);
    expect(await completeWindow(client(slack), 'name', previewOf(), [1])).toBe(false);
    expect(slack.methods).toEqual(['views.update', 'views.update']);
  });

  test('does not stand in the way of a click made before it came', async () => {
    const conflict = { ok: false, error: 'hash_conflict' };
    const asked = { id: 'V1', hash: '1.a', external_id: 'name' };
    const slack = new FakeSlack().answer('views.update', conflict);
    await changeWindow(client(slack), asked, previewOf());
    expect(slack.calls.map(({ args }) => args['hash'])).toEqual(['1.a', undefined]);
    const other = new FakeSlack().answer('views.update', conflict);
    await expect(changeWindow(client(other), { id: 'V1', hash: '1.a' }, previewOf())).rejects.toThrow('stale');
  });

  test('fails with what Slack says besides', async () => {
    const slack = new FakeSlack().answer('views.update', { ok: false, error: 'view_too_large' });
    await expect(completeWindow(client(slack), 'name', previewOf(), [])).rejects.toThrow('view_too_large');
  });
});
