import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { running, type Slice } from './running.ts';
import { full, posted, read, shared } from './share.ts';

const toLongContext = { knowledge_tokens: '40 pages', freshness: 'yearly', queries_per_day: 100 };

/** Ben says what he sees differently. */
async function stated({ playground }: Slice, ts: string, answers: Record<string, string | number>) {
  const ben = playground.as('U0BEN');
  await ben.click('Change an answer', { ts });
  const form = await playground.until(() => ben.view());
  await ben.submit(answers);
  const thanks = ben.view();
  await ben.closeView();
  return { ben, form, thanks };
}

describe('somebody who is not the owner', () => {
  it('says what they see differently, and the thread says whether it matters', async () => {
    const slice = await running();
    const { ann, decision } = await shared(slice);
    const { form, thanks } = await stated(slice, decision.ts, toLongContext);
    expect(form.callbackId).toBe('decision:modal:position');
    expect(form.state).toMatchObject({ freshness: { freshness: { selected_option: { value: 'weekly' } } } });
    expect(read(thanks)).toContain('That would make it Long context.');
    const thread = await slice.playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
    expect(thread[3]?.text).toMatch(/^@ben sees 3 answers differently: .*That would make it Long context\.$/);
    expect(thread[3]?.text).not.toContain('<@');
    expect(thread[3]?.blocks).toMatchObject([
      { type: 'rich_text', elements: [{ elements: [{ type: 'user', user_id: 'U0BEN' }, {}, {}] }] },
    ]);
    const stands = ann.messages('#llm-guild').find(({ ts }) => ts === decision.ts);
    expect(stands?.text).toBe(decision.text);
    expect(slice.playground.notes).toEqual([]);
  });

  it('may agree, or differ without changing anything', async () => {
    const slice = await running();
    const { ann, decision } = await shared(slice);
    await stated(slice, decision.ts, {});
    await slice.playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
    await stated(slice, decision.ts, { queries_per_day: '2500' });
    const thread = await slice.playground.until(() => full(ann.thread('#llm-guild', decision.ts), 5));
    expect(thread[3]?.text).toBe('@ben sees every answer the same way.');
    expect(thread[4]?.text).toMatch(/^@ben sees 1 answer differently: .* That changes nothing: it stays RAG\.$/);
  });

  it('says nothing twice', async () => {
    const slice = await running();
    const { ann, decision } = await shared(slice);
    for (let times = 0; times < 2; times += 1) {
      await stated(slice, decision.ts, toLongContext);
      await slice.playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
    }
    await slice.stop();
    expect(ann.thread('#llm-guild', decision.ts)).toHaveLength(4);
  });

  it('is told when the answers changed meanwhile, and the owner keeps the last word', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    const ben = playground.as('U0BEN');
    await ben.click('Change an answer', { ts: decision.ts });
    await playground.until(() => ben.view());
    await ann.click('Change an answer', { ts: decision.ts });
    await playground.until(() => ann.view());
    await ann.submit(toLongContext);
    await ann.submit();
    await ben.submit({ queries_per_day: '3k' });
    expect(read(ben.view())).toContain('Somebody changed this decision');
  });

  it('cannot record what the team chose', async () => {
    const slice = await running();
    const { decision } = await shared(slice);
    const ben = slice.playground.as('U0BEN');
    await ben.click('We chose otherwise', { ts: decision.ts });
    const refusal = await slice.playground.until(() => ben.ephemerals('#llm-guild')[0]);
    expect(refusal.text).toContain('Only the person who shared this decision');
    expect(ben.view()).toBeUndefined();
  });
});

describe('a team that chose otherwise', () => {
  const reason = 'Our <!channel> vendor *only* hosts <@U0BEN> long prompts; `see` contract.';

  it('finds it on the message, in the thread and in the record, as text', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    await ann.click('We chose otherwise', { ts: decision.ts });
    const form = await playground.until(() => ann.view());
    expect(read(form)).not.toContain('"value":"rag"');
    await ann.submit({ Approach: 'long-context', Reason: reason });
    const edited = await playground.until(() =>
      ann.messages('#llm-guild').find(({ ts, text }) => ts === decision.ts && text.includes('The team chose')),
    );
    const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
    for (const message of [edited, thread[3]]) {
      expect(message?.text).toContain('The team chose Long context instead of RAG: Our &lt;!channel&gt; vendor');
      expect(message?.text).not.toMatch(/<!channel>|<@U0BEN>|\*only\*|`see`/);
      expect(read(message)).not.toContain('mrkdwn');
    }
    await ann.closeView();
    await playground.as('U0BEN').click('Decision record', { ts: decision.ts });
    const record = await playground.until(() => playground.as('U0BEN').view());
    expect(read(record)).toContain('- The team chose: **Long context** instead of RAG, because: Our ');
    expect(playground.notes).toEqual([]);
  });

  it('keeps its choice when an answer changes later, and can go back to the recommendation', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    const choose = async (approach: string, why: string) => {
      await ann.click('We chose otherwise', { ts: decision.ts });
      await playground.until(() => ann.view());
      await ann.submit({ Approach: approach, Reason: why });
      await ann.closeView();
    };
    const message = (part: string) =>
      ann.messages('#llm-guild').find(({ ts, text }) => ts === decision.ts && text.includes(part));
    await choose('prompt', 'No time');
    await playground.until(() => message('The team chose'));
    await ann.click('Change an answer', { ts: decision.ts });
    await playground.until(() => ann.view());
    await ann.submit(toLongContext);
    await ann.submit();
    await ann.closeView();
    await playground.until(() => message('A better prompt instead of Long context'));
    const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts), 5));
    expect(thread[4]?.text).not.toContain('The team');
    await choose('long-context', 'Time after all');
    await playground.until(() => message('The team goes with Long context, as recommended: Time after all'));
    expect(playground.notes).toEqual([]);
  });

  it('must say why', async () => {
    const slice = await running();
    const { ann, decision } = await shared(slice);
    await ann.click('We chose otherwise', { ts: decision.ts });
    await slice.playground.until(() => ann.view());
    expect(await ann.submit({ Approach: 'prompt', Reason: '   ' })).toMatchObject({
      kind: 'errors',
      errors: { Reason: expect.stringContaining('say why') },
    });
  });
});

it('says why not another approach, what would flip to it, and what it costs', async () => {
  const slice = await running();
  const { playground } = slice;
  const { decision } = await shared(slice);
  const ben = playground.as('U0BEN');
  await ben.click('Why', { ts: decision.ts });
  await playground.until(() => ben.view());
  await ben.click('Why not Long context?', { view: true });
  const shown = await playground.until(() => (read(ben.view()).includes('Needed:') ? ben.view() : undefined));
  for (const part of ['Why not Long context?', 'Against it: ', 'What it costs', 'over 12 months'])
    expect(read(shown)).toContain(part);
  await ben.click('Why not Fine-tuning?', { view: true });
  await playground.until(() => read(ben.view()).includes('The weights have to be trained'));
  await ben.click('Why RAG', { view: true });
  await playground.until(() => read(ben.view()).includes('Look at the others'));
  expect(ben.views()).toHaveLength(1);
  expect(playground.notes).toEqual([]);
});

/** Ann changes answers and shares the change. */
async function revised({ playground }: Slice, ts: string, answers: Record<string, string | number>) {
  const ann = playground.as('U0ANN');
  await ann.click('Change an answer', { ts });
  await playground.until(() => ann.view());
  await ann.submit(answers);
  await ann.submit();
  await ann.closeView();
}

describe('revisions', () => {
  it('in quick succession each say what they moved themselves', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    const signal = new EventEmitter();
    const released = once(signal, 'release');
    playground.faults.onCall('chat.update', async () => void (await released));
    await revised(slice, decision.ts, toLongContext);
    await revised(slice, decision.ts, { knowledge_tokens: '3000 pages', freshness: 'weekly', queries_per_day: '2k' });
    signal.emit('release');
    const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts), 5));
    expect(thread[3]?.text).toContain('moves from RAG to Long context');
    expect(thread[4]?.text).toContain('moves from Long context to RAG');
    expect(playground.notes).toEqual([]);
  });

  it.each(['message_not_found', 'edit_window_closed'])('post the decision anew, once, after %s', async (error) => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    playground.faults.next('chat.update', { kind: 'error', error });
    await revised(slice, decision.ts, toLongContext);
    const anew = await playground.until(() =>
      ann.messages('#llm-guild').find(({ botId, ts }) => botId !== undefined && ts !== decision.ts),
    );
    expect(anew.text).toContain('long context');
    const thread = await playground.until(() => full(ann.thread('#llm-guild', anew.ts), 4));
    expect(thread.map(({ text }) => text.split('\n')[0])).toEqual([
      expect.stringContaining('Decision'),
      'The argument',
      'What each approach costs',
      'Revision 2: what moved',
    ]);
    await revised(slice, anew.ts, { queries_per_day: 200 });
    await playground.until(() =>
      ann.messages('#llm-guild').find(({ ts, edited }) => ts === anew.ts && edited !== undefined),
    );
    expect(ann.messages('D0ANN')).toEqual([]);
    expect(playground.notes).toEqual([]);
  });

  it('wait out a limit in the middle', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    playground.faults.next('chat.update', { kind: 'rate-limited', retryAfter: 1 });
    await revised(slice, decision.ts, toLongContext);
    const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4), 15_000);
    expect(thread[3]?.text).toContain('Revision 2');
    expect(posted(playground, '#llm-guild')?.text).toContain('long context');
  });
});
