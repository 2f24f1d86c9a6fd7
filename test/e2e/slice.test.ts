import { expect, it } from 'vitest';
import { running } from './running.ts';
import { firstPage, full, shared } from './share.ts';

it('leads a newcomer from the command to a threaded recommendation with a cost table', async () => {
  const slice = await running();
  const { decision, thread } = await shared(slice);
  expect(decision.text).toContain('Use retrieval (RAG)');
  expect(decision.text).toMatch(/prices of \d{4}-\d{2}-\d{2}/);
  expect(thread).toHaveLength(3);
  expect(thread[1]?.text).toContain('The argument');
  expect(thread[2]?.blocks?.filter(({ type }) => type === 'table')).toHaveLength(1);
  expect(slice.playground.notes).toEqual([]);
});

it('lets the owner change an answer, edits the message and says what moved', async () => {
  const slice = await running();
  const { ann, decision } = await shared(slice);
  await ann.click('Change an answer', { ts: decision.ts });
  await slice.playground.until(() => ann.view());
  await ann.submit({ knowledge_tokens: '40 pages', freshness: 'yearly', queries_per_day: 100 });
  await ann.submit();
  const moved = await slice.playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
  expect(moved[3]?.text).toContain('The recommendation moves from RAG to Long context.');
  const edited = await slice.playground.until(() =>
    ann.messages('#llm-guild').find(({ ts, text }) => ts === decision.ts && text.includes('long context')),
  );
  expect(edited.edited).toBeDefined();
  const [, argument, costs] = ann.thread('#llm-guild', decision.ts);
  expect(argument?.text).toContain('whole collection');
  expect(JSON.stringify(costs?.blocks)).toContain('Long context (recommended)');
});

it('gives anybody the decision record as Markdown', async () => {
  const slice = await running();
  const { decision } = await shared(slice);
  const ben = slice.playground.as('U0BEN');
  await ben.click('Decision record', { ts: decision.ts });
  const view = await slice.playground.until(() => ben.view());
  const record = JSON.stringify(view.blocks);
  for (const part of ['# Help desk bot', 'Success metric', 'Review: ', '## Cost trajectory'])
    expect(record).toContain(part);
});

it('asks where to post when it was started without a channel', async () => {
  const { playground } = await running();
  const ann = playground.as('U0ANN');
  await ann.globalShortcut('rag_or_ft_start');
  await playground.until(() => ann.view());
  await ann.submit({ Title: 'No channel yet', ...firstPage });
  await ann.submit({ prompt_success_rate: 0.5 });
  const place = ann.view()?.blocks.find((block) => JSON.stringify(block).includes('conversations_select'));
  expect(place).toMatchObject({ type: 'input', optional: false });
});

it('shows hostile text as text everywhere', async () => {
  const slice = await running();
  const hostile = '<!channel> <@U0BEN> *bold* \u202Egnp.exe &amp; `code`';
  const { decision, thread } = await shared(slice, hostile);
  for (const { text } of [decision, ...thread]) expect(text).not.toMatch(/<!channel>|<@U0BEN>|\u202E/);
});

it('puts an error at the input with a wrong number, and keeps the modal', async () => {
  const { playground } = await running();
  const ann = playground.as('U0ANN');
  await ann.command('#llm-guild', '/rag-or-ft Wrong number');
  await playground.until(() => ann.view());
  const ack = await ann.submit({ ...firstPage, queries_per_day: 'lots and lots' });
  expect(ack).toMatchObject({ kind: 'errors' });
  expect(Object.keys(ack.kind === 'errors' ? ack.errors : {})).toEqual(['queries_per_day']);
  expect((await ann.submit({ queries_per_day: 'don’t know' })).kind).toBe('update');
});

it('says at once that nothing was answered when everything is unknown: audit failures first', async () => {
  const { playground } = await running();
  const ann = playground.as('U0ANN');
  await ann.command('#llm-guild', '/rag-or-ft Nobody knows');
  await playground.until(() => ann.view());
  await ann.submit({ gap: '?', knowledge_tokens: 'don’t know', queries_per_day: '?', freshness: '?' });
  await ann.click('Decide now', { view: true });
  const preview = await playground.until(() =>
    ann.view()?.callbackId === 'case:modal:preview' ? ann.view() : undefined,
  );
  expect(JSON.stringify(preview.blocks)).toContain('a better prompt');
});

it('helps with the ladder in four lines', async () => {
  const { playground } = await running();
  const ann = playground.as('U0ANN');
  await ann.command('#llm-guild', '/rag-or-ft help');
  const help = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
  for (const step of ['A better prompt:', 'Long context:', 'RAG:', 'Fine-tuning:']) expect(help.text).toContain(step);
});

it('logs no text of a person', async () => {
  const slice = await running();
  await shared(slice, 'Secret project Nightingale');
  expect(JSON.stringify(slice.lines)).not.toContain('Nightingale');
});
