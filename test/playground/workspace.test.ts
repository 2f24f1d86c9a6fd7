import type { BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { option, plain, start } from './stand-in.ts';

const form = (more: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'first',
  notify_on_close: true,
  private_metadata: 'C0GUILD',
  title: plain('RAG or fine-tuning?'),
  submit: plain('Next'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'gap',
      label: plain('What goes wrong?'),
      element: { type: 'radio_buttons' as const, action_id: 'gap', options: [option('knowledge'), option('behavior')] },
    },
    {
      type: 'input' as const,
      block_id: 'volume',
      optional: true,
      label: plain('Questions a day'),
      element: {
        type: 'number_input' as const,
        action_id: 'volume',
        is_decimal_allowed: false,
        min_value: '0',
        max_value: '10',
      },
    },
    {
      type: 'actions' as const,
      block_id: 'more',
      elements: [{ type: 'button' as const, action_id: 'why', text: plain('Why?') }],
    },
  ],
  ...more,
});

type Started = Awaited<ReturnType<typeof start>>;
let it: Started;
const closed: unknown[] = [];
const pressed: BlockAction[] = [];

beforeEach(async () => {
  it = await start((app) => {
    app.command('/rag-or-ft', async ({ ack, client, command }) => {
      if (command.text === 'slow') return;
      await ack(command.text === 'help' ? 'Here is help' : undefined);
      if (command.text !== 'help') await client.views.open({ trigger_id: command.trigger_id, view: form() });
    });
    app.shortcut('settle', async ({ ack, client, shortcut }) => {
      await ack();
      if (shortcut.type !== 'message_action') return;
      await client.chat.postMessage({
        channel: shortcut.channel.id,
        thread_ts: shortcut.message['thread_ts'] ?? shortcut.message_ts,
        text: 'A ballot',
        blocks: [
          { type: 'actions', elements: [{ type: 'button', action_id: 'vote', value: 'rag', text: plain('RAG') }] },
        ],
      });
    });
    app.shortcut('start', async ({ ack, client, shortcut }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: form({ submit: plain('Go') }) });
    });
    app.view({ callback_id: 'first', type: 'view_closed' }, async ({ ack, view }) => {
      await ack();
      closed.push(view.id);
    });
    app.view('first', async ({ ack, view, client }) => {
      const picked = view.state.values['gap']?.['gap']?.selected_option?.value;
      if (picked === 'behavior') return ack({ response_action: 'errors', errors: { gap: 'Are you sure?' } });
      await ack({ response_action: 'clear' });
      await client.chat.postMessage({ channel: view.private_metadata, text: `picked ${picked}` });
    });
    app.action('why', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.view) return;
      pressed.push(body);
      await client.views.update({
        view_id: body.view.id,
        hash: body.view.hash,
        view: form({ title: plain('Updated') }),
      });
    });
    app.action('vote', async ({ ack, respond, body }) => {
      await ack();
      if (body.type === 'block_actions') pressed.push(body);
      await respond({ text: 'Only you see this' });
    });
    app.event('app_mention', async ({ say, event }) => {
      await say({ text: `hello <@${event.user}>`, thread_ts: event.ts });
    });
  });
});
afterEach(() => it.stop());

describe('a person uses the app', () => {
  test('a slash command opens a modal, its answers reach the app, and the app posts', async () => {
    const { ann, playground } = it;
    expect(await ann.command('#llm-guild', '/rag-or-ft our assistant')).toEqual({ ok: true });
    await playground.until(() => ann.view());
    expect(await ann.submit({ gap: 'knowledge', volume: 7 })).toEqual({ kind: 'clear' });
    const posted = await playground.until(() => ann.messages('#llm-guild').find((m) => m.text === 'picked knowledge'));
    expect(posted.user).toBe('U0BOT');
    expect(ann.view()).toBeUndefined();
    expect(playground.calls.map((call) => [call.method, call.answer?.['ok']])).toEqual([
      ['views.open', true],
      ['chat.postMessage', true],
    ]);
  });

  test('a text answer to a command is ephemeral', async () => {
    await it.ann.command('C0GUILD', '/rag-or-ft help');
    expect(it.ann.ephemerals('C0GUILD').map((m) => m.text)).toEqual(['Here is help']);
    expect(it.ben.ephemerals('C0GUILD')).toEqual([]);
    expect(it.ben.messages('C0GUILD').some((m) => m.text === 'Here is help')).toBe(false);
  });

  test('Slack’s client refuses what it would not send', async () => {
    const { ann, playground } = it;
    await ann.globalShortcut('start');
    await playground.until(() => ann.view());
    await expect(ann.submit()).rejects.toThrow('gap: Please complete this required field.');
    await expect(ann.submit({ nobody: 'x' })).rejects.toThrow('there is no "nobody"');
    await expect(ann.submit({ gap: 'magic' })).rejects.toThrow(
      'gap does not offer "magic"; it offers: knowledge, behavior',
    );
    await expect(ann.submit({ gap: 'knowledge', volume: 11 })).rejects.toThrow(
      'Please enter a number not more than 10.',
    );
    await expect(ann.submit({ volume: 2.5 })).rejects.toThrow('Please enter a whole number.');
    await expect(ann.command('#llm-guild', '/other')).rejects.toThrow('/other is not a valid command.');
    expect(playground.deliveries.filter((d) => d.kind === 'view_submission')).toEqual([]);
  });

  test('errors of the app appear at their input and go when it is changed', async () => {
    const { ann, playground } = it;
    await ann.globalShortcut('start');
    await playground.until(() => ann.view());
    expect(await ann.submit({ gap: 'behavior' })).toEqual({ kind: 'errors', errors: { gap: 'Are you sure?' } });
    expect(ann.view()?.errors).toEqual({ gap: 'Are you sure?' });
    await ann.fill({ gap: 'knowledge' });
    expect(ann.view()?.errors).toEqual({});
  });

  test('a button in a modal brings the state and a hash, and an update keeps what was entered', async () => {
    const { ann, playground } = it;
    await ann.globalShortcut('start');
    await playground.until(() => ann.view());
    await ann.fill({ gap: 'knowledge', 'Questions a day': 3 });
    await ann.click('Why?', { view: true });
    await playground.until(() => ann.view()?.title?.text === 'Updated');
    expect(pressed.at(-1)?.view?.state.values['volume']?.['volume']).toEqual({ type: 'number_input', value: '3' });
    expect(ann.view()?.state['volume']?.['volume']?.['value']).toBe('3');
  });

  test('closing tells the app if it asked', async () => {
    const { ann, playground } = it;
    await ann.globalShortcut('start');
    const view = await playground.until(() => ann.view());
    await ann.closeView();
    expect(ann.view()).toBeUndefined();
    expect(closed).toContain(view.id);
  });

  test('a message shortcut works on a reply, and a button in the thread answers the one who pressed it', async () => {
    const { ann, ben, playground } = it;
    const [, opening] = ann.messages('#llm-guild');
    const reply = ann.thread('#llm-guild', opening!.ts).at(-1)!;
    await ann.messageShortcut('settle', '#llm-guild', reply.ts);
    const ballot = await playground.until(() =>
      ann.thread('#llm-guild', opening!.ts).find((m) => m.text === 'A ballot'),
    );
    await ben.click('RAG', { ts: ballot.ts });
    await playground.until(() => ben.ephemerals('#llm-guild').length > 0);
    expect(ann.ephemerals('#llm-guild')).toEqual([]);
    expect(pressed.at(-1)?.actions[0]).toMatchObject({ action_id: 'vote', value: 'rag', type: 'button' });
    await playground.until(() => playground.calls.some((c) => c.method === 'response_url' && c.status === 200));
  });

  test('a mention reaches the app as an event', async () => {
    const { ann, playground } = it;
    const ts = await ann.say('#llm-guild', '@rag-or-ft what do you think of <b>?');
    await playground.until(() => ann.thread('#llm-guild', ts).length === 2);
    expect(ann.thread('#llm-guild', ts).map((m) => m.text)).toEqual([
      '<@U0BOT> what do you think of &lt;b&gt;?',
      'hello <@U0ANN>',
    ]);
  });
});

test('an app that does not ack in time is reported as Slack reports it', async () => {
  const slow = await start((app) => app.command('/rag-or-ft', async () => {}), { ackMs: 50 });
  const answer = await slow.ann.command('#llm-guild', '/rag-or-ft slow');
  expect(answer).toEqual({
    ok: false,
    error: 'operation_timeout',
    shown: '/rag-or-ft failed with the error "operation_timeout"',
  });
  expect(slow.ann.notices()).toEqual(['/rag-or-ft failed with the error "operation_timeout"']);
  await slow.stop();
});
