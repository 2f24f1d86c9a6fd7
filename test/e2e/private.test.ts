import { describe, expect, it } from 'vitest';
import { running, type Slice } from './running.ts';
import { full, posted, previewed, read, shared } from './share.ts';

const refusal = (error: string) => ({ kind: 'error', error }) as const;

/** The private word with the whole answer. */
function privateAnswer({ playground }: Slice, nth = 0) {
  return playground
    .as('U0ANN')
    .messages('D0ANN')
    .filter(({ text }) => text.includes('I could not post your decision'))[nth];
}

it('posts in its own direct message when it was asked there', async () => {
  const slice = await running();
  const { playground } = slice;
  const ann = await previewed(slice, 'D0ANN');
  expect(read(ann.view())).toContain('It will be posted in this conversation if I am part of it');
  await ann.submit();
  const decision = await playground.until(() => posted(playground, 'D0ANN'));
  expect(decision.text).toContain('Use retrieval (RAG)');
  expect(await playground.until(() => full(ann.thread('D0ANN', decision.ts)))).toHaveLength(3);
  expect(playground.notes).toEqual([]);
});

it('answers in private in a conversation between people, with a way to share it', async () => {
  const slice = await running();
  const { playground } = slice;
  const ann = await previewed(slice, 'D0ANN');
  playground.faults.next('chat.postMessage', refusal('channel_not_found'));
  await ann.submit();
  await ann.closeView();
  const answer = await playground.until(() => ann.ephemerals('D0ANN')[0]);
  expect(answer.text).toContain('Use retrieval (RAG)');
  expect(read(answer)).not.toContain('Post it now');
  await ann.click('Post in a channel', { ts: answer.ts });
  await playground.until(() => ann.view());
  await ann.submit({ Place: 'C0GUILD' });
  const decision = await playground.until(() => posted(playground, '#llm-guild'));
  expect(await playground.until(() => full(ann.thread('#llm-guild', decision.ts)))).toHaveLength(3);
  expect(playground.notes).toEqual([]);
});

describe('a channel without the app', () => {
  it('gives the owner the whole answer, the line that invites, and another channel', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await previewed(slice, '#random');
    await ann.submit();
    await ann.closeView();
    const answer = await playground.until(() => privateAnswer(slice));
    for (const part of ['/invite @rag-or-ft', 'Decision: Help desk bot', 'Use retrieval (RAG)', 'What would flip it'])
      expect(answer.text).toContain(part);
    for (const part of ['What it costs', 'Fine-tuning', 'a month', 'Why']) expect(read(answer)).toContain(part);
    await ann.click('Why', { ts: answer.ts });
    expect((await playground.until(() => ann.view())).callbackId).toBe('decision:modal:why');
    expect(playground.notes).toEqual([]);
  });

  it.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    'can be posted later after %s, once, and revised then',
    async (code) => {
      const slice = await running();
      const { playground } = slice;
      const ann = await previewed(slice);
      playground.faults.next('chat.postMessage', refusal(code));
      await ann.submit();
      await ann.closeView();
      const answer = await playground.until(() => privateAnswer(slice));
      await Promise.all([ann.click('Post it now', { ts: answer.ts }), ann.click('Post it now', { ts: answer.ts })]);
      const decision = await playground.until(() => posted(playground, '#llm-guild'));
      await playground.until(() => full(ann.thread('#llm-guild', decision.ts)));
      await ann.click('Change an answer', { ts: decision.ts });
      await playground.until(() => ann.view());
      await ann.submit({ knowledge_tokens: '40 pages', freshness: 'yearly', queries_per_day: 100 });
      await ann.submit();
      const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
      expect(thread).toHaveLength(4);
      expect(thread[3]?.text).toContain('Long context');
      await ann.click('Post it now', { ts: answer.ts });
      await playground.until(() =>
        [...ann.messages('D0ANN'), ...ann.ephemerals('D0ANN')].find(({ text }) => text.includes('posted already')),
      );
      expect(ann.messages('#llm-guild').filter(({ botId, onlyFor }) => botId && !onlyFor)).toHaveLength(1);
      expect(playground.notes).toEqual([]);
    },
  );

  it('tells its owner again when it fails again, and shows the newest revision when it is posted', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await previewed(slice);
    playground.faults.next('chat.postMessage', refusal('not_in_channel'));
    await ann.submit();
    await ann.closeView();
    const answer = await playground.until(() => privateAnswer(slice));
    playground.faults.next('chat.postMessage', refusal('not_in_channel'));
    await ann.click('Post it now', { ts: answer.ts });
    const second = await playground.until(() => privateAnswer(slice, 1));
    await ann.click('Post it now', { ts: second.ts });
    const decision = await playground.until(() => posted(playground, '#llm-guild'));
    expect(await playground.until(() => full(ann.thread('#llm-guild', decision.ts)))).toHaveLength(3);
  });
});

describe('when something goes wrong', () => {
  it('after a button in a window, the window says so', async () => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', '/rag-or-ft x');
    await playground.until(() => ann.view());
    await ann.submit({ gap: 'behavior', knowledge_tokens: '?', queries_per_day: '?', freshness: '?' });
    playground.faults.next('views.update', refusal('internal_error'));
    await ann.click('Decide now', { view: true });
    const sorry = await playground.until(() =>
      ann.view()?.callbackId === 'app:modal:notice' ? ann.view() : undefined,
    );
    expect(read(sorry)).toMatch(/Something went wrong on my side.*reference [0-9a-f]{8}/);
    expect(playground.notes).toEqual([]);
  });

  it('a window that shows something newer is left alone, with a word where to go on', async () => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', '/rag-or-ft x');
    await playground.until(() => ann.view());
    await ann.submit({ gap: 'behavior', knowledge_tokens: '?', queries_per_day: '?', freshness: '?' });
    playground.faults.next('views.update', refusal('hash_conflict'));
    await ann.click('Decide now', { view: true });
    const said = await playground.until(() => ann.messages('D0ANN')[0]);
    expect(said.text).toContain('That window had changed meanwhile');
    await ann.click('Continue', { ts: said.ts });
    await playground.until(() => ann.view()?.callbackId === 'case:modal:preview');
    expect(playground.notes).toEqual([]);
  });

  it('after a button on a message, it is said there in private, and else in a direct message', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    playground.faults.next('views.open', refusal('view_too_large'));
    await ann.click('Why', { ts: decision.ts });
    const there = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    playground.faults.next('views.open', refusal('view_too_large'));
    playground.faults.next('response_url', { kind: 'status', status: 500 });
    await ann.click('Why', { ts: decision.ts });
    const direct = await playground.until(() => ann.messages('D0ANN')[0]);
    for (const { text } of [there, direct]) expect(text).toMatch(/Something went wrong.*reference [0-9a-f]{8}/);
    const references = slice.lines.flatMap(({ reference }) => (typeof reference === 'string' ? [reference] : []));
    expect(references).toHaveLength(2);
    for (const [at, { text }] of [there, direct].entries()) expect(text).toContain(references[at]);
  });

  it('a button whose window did not open is offered again', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    playground.faults.next('views.open', { kind: 'rate-limited', retryAfter: 1 });
    await ann.click('Decision record', { ts: decision.ts });
    const offered = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    await ann.click('Try again', { ts: offered.ts });
    expect((await playground.until(() => ann.view())).callbackId).toBe('decision:modal:record');
    expect(playground.notes).toEqual([]);
  });
});
