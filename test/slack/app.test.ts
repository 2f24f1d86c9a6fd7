import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/app/refused.ts';
import { expectView, fill, payloads } from './kit.ts';
import { draftOf } from './samples.ts';
import { decideNow, entries, first, previewOf, second, started } from './started.ts';

describe('the ways in', () => {
  test('the command acknowledges, then opens the first page at once, with its text as the title', async () => {
    const it = await started();
    expect(await it.receiver.send(payloads.command('support bot for &lt;us&gt; &amp; <@U2|ben>'))).toEqual([undefined]);
    expect(it.order).toEqual(['ack', 'views.open']);
    expectView(it.opened());
    expect(fill(it.opened()).state.values['Title']).toMatchObject({ Title: { value: 'support bot for <us> & @ben' } });
    expect(JSON.parse(it.opened().private_metadata ?? '')).toEqual({ v: 1, place: { channel: 'C1' } });
  });

  test.each(['help', 'HELP', ' ? '])('the command with "%s" answers with help, for the person alone', async (text) => {
    const it = await started();
    const [answer] = await it.receiver.send(payloads.command(text));
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('/invite @rag-or-ft') });
    expect(it.slack.methods).toEqual([]);
  });

  test.each([
    ['a direct message', { channel_id: 'D1', channel_name: 'directmessage' }],
    ['a group of people', { channel_id: 'G1', channel_name: 'mpdm-ann--ben-1' }],
  ])('the command in %s remembers where to answer in private', async (_, more) => {
    const it = await started();
    await it.receiver.send(payloads.command('x', more));
    expect(JSON.parse(it.opened().private_metadata ?? '')).toEqual({
      v: 1,
      place: { channel: more.channel_id },
      reply: 'https://hooks.slack.com/actions/1',
    });
  });

  test('the global shortcut opens the first page without a place', async () => {
    const it = await started();
    await it.receiver.send(payloads.global());
    expect(it.order).toEqual(['ack', 'views.open']);
    expect(JSON.parse(it.opened().private_metadata ?? '')).toEqual({ v: 1 });
  });

  test.each([
    [{ ts: '2.0', thread_ts: '1.0' }, '1.0'],
    [{ ts: '2.0' }, '2.0'],
  ])('the message shortcut on %j opens its window first, then reads its thread', async (message, thread) => {
    const it = await started();
    it.slack.answer('views.open', { ok: true, view: { id: 'V1', hash: '1.a' } });
    await it.receiver.send(payloads.message({ message }));
    expect(it.order.slice(0, 3)).toEqual(['ack', 'views.open', 'conversations.replies']);
    expect(it.slack.calls.find(({ method }) => method === 'conversations.replies')?.args).toMatchObject({
      channel: 'C1',
      ts: thread,
    });
    expect(it.slack.methods.at(-1)).toBe('views.update');
  });
});

describe('a submitted page', () => {
  test('is committed before Slack is answered with the next page', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(payloads.submission(first(), { ...entries, Limits: ['offline'] }));
    expect(it.order).toEqual(['start', 'ack']);
    expect(it.calls[0]?.args).toEqual([
      {
        installation: 'T:T1',
        owner: 'T1:U1',
        title: 'A bot',
        place: { channel: 'C1' },
        page: {
          answers: { gap: 'both', knowledge_pages: 300, queries_per_day: 2000, offline: 'yes' },
          unknown: ['knowledge_tokens', 'knowledge_documents', 'freshness'],
        },
      },
    ]);
    expect(answer).toMatchObject({ response_action: 'update', view: { callback_id: 'case:modal:page' } });
    expectView(answer.view);
    expect(it.slack.methods).toEqual([]);
  });

  test('with something unreadable comes back with a sentence at that input, and nothing is stored', async () => {
    const it = await started();
    const acks = await it.receiver.send(
      payloads.submission(first(), { ...entries, queries_per_day: 'lots', Title: ' ' }),
    );
    expect(acks).toEqual([
      { response_action: 'errors', errors: { Title: expect.any(String), queries_per_day: expect.any(String) } },
    ]);
    expect(it.calls).toEqual([]);
  });

  test('of a draft goes to that draft and on to the preview', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(
      payloads.submission(second(), { country: 'c', prompt_tried: '?', queries_per_day: '5' }),
    );
    expect(it.calls).toEqual([
      {
        name: 'answer',
        args: [
          { installation: 'T:T1', person: 'T1:U1' },
          'draft-1',
          { answers: { country: 'c', queries_per_day: 5 }, unknown: ['prompt_tried'] },
        ],
      },
    ]);
    expect(answer.view.callback_id).toBe('case:modal:preview');
  });

  test('that is a preview shares, and says so', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(
      payloads.submission(previewOf(draftOf({ place: undefined })), { Place: 'C9' }),
    );
    expect(it.calls).toEqual([
      { name: 'share', args: [{ installation: 'T:T1', person: 'T1:U1' }, 'draft-1', { channel: 'C9' }] },
    ]);
    expect(answer).toMatchObject({ response_action: 'update', view: { title: { text: 'Shared' } } });
  });

  test.each([
    ['expired', 'Please start again'],
    ['changed-meanwhile', 'Somebody changed this decision'],
    ['not-yours', 'Only the person who shared'],
  ] as const)('refused as %s says so in the window, without an alarm', async (code, sentence) => {
    const it = await started({ share: () => Promise.reject(new Refused(code)) });
    const [answer] = await it.receiver.send(payloads.submission(previewOf()));
    expect(JSON.stringify(answer)).toContain(sentence);
    expect(answer.response_action).toBe('update');
    expect(it.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('never pushes another window', async () => {
    const it = await started();
    const all = [
      ...(await it.receiver.send(payloads.submission(first(), entries))),
      ...(await it.receiver.send(
        payloads.submission(second(), { country: '?', prompt_tried: '?', queries_per_day: '?' }),
      )),
      ...(await it.receiver.send(payloads.submission(previewOf()))),
    ];
    expect(all.map((answer) => answer.response_action)).toEqual(['update', 'update', 'update']);
  });
});

describe('buttons', () => {
  test('"Decide now" takes what can be read already and updates the window it came from', async () => {
    const it = await started();
    const view = {
      id: 'V1',
      hash: '1.abc',
      callback_id: 'case:modal:page',
      ...fill(second(), { country: 'c', queries_per_day: 'lots' }),
    };
    await it.receiver.send(payloads.action('case:button:decide', { v: 1, draft: 'draft-1' }, { view }));
    expect(it.calls[0]?.args).toEqual([
      { installation: 'T:T1', person: 'T1:U1' },
      'draft-1',
      { answers: { country: 'c' }, unknown: [] },
      'decide',
    ]);
    expect(it.slack.calls[0]).toMatchObject({ method: 'views.update', args: { view_id: 'V1', hash: '1.abc' } });
    expect(it.order[0]).toBe('ack');
  });

  test('clicked twice, the second click does nothing', async () => {
    const it = await started();
    await Promise.all([it.receiver.send(decideNow()), it.receiver.send(decideNow())]);
    expect(it.slack.methods).toEqual(['views.update']);
    expect(it.log.lines.map(({ level }) => level)).toEqual(['debug']);
  });

  test('clicked again after a failure, it is tried again', async () => {
    const it = await started({ answer: () => Promise.reject(new Error('a full disk')) });
    await it.receiver.send(decideNow());
    await it.receiver.send(decideNow());
    expect(it.calls.map(({ name }) => name)).toEqual(['answer', 'answer']);
  });

  test('a window that shows something newer is left alone, and the person is told where to go on', async () => {
    const it = await started();
    it.slack.answer('views.update', { ok: false, error: 'hash_conflict' });
    await it.receiver.send(decideNow());
    expect(it.slack.methods).toEqual(['views.update', 'response_url']);
    expect(it.slack.calls[1]?.args['text']).toContain('Everything you sent is kept');
    expect(JSON.stringify(it.slack.calls[1]?.args['blocks'])).toContain('case:button:continue');
    expect(it.log.lines.map(({ level }) => level)).toEqual(['info']);
  });

  test.each([
    ['decision:button:why', 'decision:modal:why', 'show'],
    ['decision:button:record', 'decision:modal:record', 'record'],
    ['decision:button:change', 'case:modal:page', 'change'],
  ])('%s opens %s', async (id, modal, useCase) => {
    const it = await started();
    await it.receiver.send(payloads.action(id, { v: 1, decision: 'decision-1' }));
    expect(it.calls.map(({ name }) => name)).toEqual([useCase]);
    expect(it.opened().callback_id).toBe(modal);
    expectView(it.opened());
  });

  test('"Change an answer" by somebody else says kindly whose it is, to them alone', async () => {
    const it = await started({ change: () => Promise.reject(new Refused('not-yours')) });
    await it.receiver.send(payloads.action('decision:button:change', { v: 1, decision: 'decision-1' }));
    expect(it.slack.calls).toMatchObject([
      {
        method: 'response_url',
        args: { response_type: 'ephemeral', replace_original: false, text: expect.stringContaining('Only the person') },
      },
    ]);
  });
});

describe('what nobody handles', () => {
  const strange = { ...first(), callback_id: 'somebody:else' };
  test.each<[string, object]>([
    ['a command', payloads.command('x', { command: '/other' })],
    ['a shortcut', payloads.global({ callback_id: 'other' })],
    ['a button', payloads.action('other', undefined)],
    ['a submission', payloads.submission(strange)],
    ['a closed window', payloads.closed(strange)],
    ['a link button', payloads.action('', undefined)],
  ])('%s is acknowledged once, logged and left alone', async (_, body) => {
    const it = await started();
    expect(await it.receiver.send(body)).toEqual([undefined]);
    expect(it.slack.methods).toEqual([]);
    expect(it.calls).toEqual([]);
    expect(it.log.lines).toMatchObject([{ level: 'warn' }]);
  });

  test.each<[string, object]>([
    ['without a trigger', payloads.global({ trigger_id: undefined })],
    ['with a strange response_url', payloads.command('x', { response_url: 'javascript:alert(1)' })],
    [
      'without a hash or a state',
      payloads.submission(
        { ...first(), callback_id: 'case:modal:start' },
        {},
        { view: { callback_id: 'case:modal:start', id: 'V1' } },
      ),
    ],
  ])('a payload %s is acknowledged and logged, not thrown', async (_, body) => {
    const it = await started();
    expect(await it.receiver.send(body)).toEqual([undefined]);
    expect(it.log.lines).toMatchObject([{ level: 'warn', message: 'a payload could not be read' }]);
  });
});

describe('closing a window', () => {
  test('keeps what was entered, and says in private where to go on', async () => {
    const it = await started();
    expect(await it.receiver.send(payloads.closed(second()))).toEqual([undefined]);
    expect(it.order).toEqual(['leave', 'ack', 'chat.postEphemeral']);
    expect(it.slack.calls[0]?.args).toMatchObject({ channel: 'C1', user: 'U1' });
    expect(JSON.stringify(it.slack.calls[0]?.args['blocks'])).toContain('case:button:continue');
  });

  test('says it in a direct message where the app may not', async () => {
    const it = await started();
    it.slack.answer('chat.postEphemeral', { ok: false, error: 'not_in_channel' });
    await it.receiver.send(payloads.closed(previewOf()));
    expect(it.slack.methods).toEqual(['chat.postEphemeral', 'chat.postMessage']);
    expect(it.slack.calls[1]?.args).toMatchObject({ channel: 'U1' });
  });

  test.each([
    ['with nothing on it', first(), {}],
    ['of a draft that is gone', second(), { leave: () => Promise.reject(new Refused('expired')) }],
  ])('%s says nothing', async (_, view, over) => {
    const it = await started(over);
    expect(await it.receiver.send(payloads.closed(view))).toEqual([undefined]);
    expect(it.slack.methods).toEqual([]);
    expect(it.log.lines).toEqual([]);
  });
});

describe('when something breaks', () => {
  const secret = 'my secret plan';
  const broken = () => Promise.reject(new TypeError(`cannot read ${secret} with xoxb-test`));

  test('in a submission, the window says what to do and gives a reference', async () => {
    const it = await started({ start: broken });
    const acks = await it.receiver.send(payloads.submission(first(secret), entries));
    expect(acks).toHaveLength(1);
    expect(JSON.stringify(acks[0])).toContain('ref-1');
    expectView(acks[0].view);
  });

  test('the operator gets one line with the same reference, and no word of the person and no token', async () => {
    const it = await started({ start: broken });
    await it.receiver.send(payloads.submission(first(secret), entries));
    const errors = it.log.lines.filter(({ level }) => level === 'error');
    expect(errors).toMatchObject([
      {
        fields: {
          reference: 'ref-1',
          kind: 'submission',
          id: 'case:modal:start',
          installation: 'T:T1',
          error: 'TypeError',
        },
      },
    ]);
    expect(JSON.stringify(it.log.lines)).not.toMatch(/secret|xoxb/);
  });

  test('after a button in a window, the window says it', async () => {
    const it = await started({ answer: broken });
    const view = { id: 'V1', hash: '1.abc', callback_id: 'case:modal:page', ...fill(second()) };
    await it.receiver.send(payloads.action('case:button:decide', { v: 1, draft: 'draft-1' }, { view }));
    expect(it.slack.calls).toMatchObject([{ method: 'views.update', args: { view_id: 'V1' } }]);
    expect(JSON.stringify(it.slack.calls)).toContain('ref-1');
  });

  test('after a button on a message, it is said to the person alone', async () => {
    const it = await started({ show: broken });
    await it.receiver.send(payloads.action('decision:button:why', { v: 1, decision: 'decision-1' }));
    expect(it.slack.methods).toEqual(['response_url']);
  });

  test('and the place cannot be reached either, it is said in a direct message', async () => {
    const it = await started();
    it.slack.answer('views.open', { ok: false, error: 'expired_trigger_id' }).answer('response_url', { status: 404 });
    expect(await it.receiver.send(payloads.command('x'))).toEqual([undefined]);
    expect(it.slack.methods).toEqual(['views.open', 'response_url', 'chat.postMessage']);
    expect(it.slack.calls[2]?.args).toMatchObject({
      channel: 'U1',
      text: expect.stringContaining('did not let me open the window in time'),
    });
  });

  test('and nothing works, the app lives on', async () => {
    const it = await started({ show: broken });
    const down = new TypeError('fetch failed');
    it.slack.answer('response_url', down).answer('chat.postMessage', down);
    expect(await it.receiver.send(payloads.action('decision:button:why', { v: 1, decision: 'decision-1' }))).toEqual([
      undefined,
    ]);
  });

  test.each([
    '',
    'null',
    '{}',
    '{"v":2,"decision":"d"}',
    '{"v":1,"decision":"d","x":1}',
    '{"v":1,"decision":{}}',
    'x'.repeat(5000),
  ])('a button with the forged value %s is acknowledged and answered kindly', async (value) => {
    const it = await started();
    expect(await it.receiver.send(payloads.action('decision:button:why', value))).toEqual([undefined]);
    expect(it.calls).toEqual([]);
    expect(it.slack.methods).toEqual(['response_url']);
  });
});

describe('who acts', () => {
  test('in Slack Connect a person keeps their own workspace', async () => {
    const it = await started();
    await it.receiver.send(
      payloads.submission(
        second(),
        { country: '?', prompt_tried: '?', queries_per_day: '?' },
        { user: { id: 'U1', team_id: 'T2' } },
      ),
    );
    expect(it.calls[0]?.args[0]).toEqual({ installation: 'T:T1', person: 'T2:U1' });
  });

  test('in an organization-wide installation the organization is the key, with or without a workspace', async () => {
    const it = await started();
    const org = { is_enterprise_install: true, enterprise: { id: 'E1' } };
    const blank = { country: '?', prompt_tried: '?', queries_per_day: '?' };
    await it.receiver.send(payloads.submission(second(), blank, org));
    await it.receiver.send(payloads.submission(second(), blank, { ...org, team: null }));
    expect(it.calls.map(({ args }) => args[0])).toEqual([
      { installation: 'E:E1', person: 'T1:U1' },
      { installation: 'E:E1', person: 'T1:U1' },
    ]);
  });
});
