import { expect, it } from 'vitest';
import { running } from './running.ts';
import { firstPage, shared } from './share.ts';

it('forgets what a person has not shared, and leaves what the team relies on', async () => {
  const slice = await running();
  const { playground } = slice;
  const { ann, decision } = await shared(slice);
  await ann.command('#llm-guild', '/rag-or-ft Another workload');
  await playground.until(() => ann.view());
  await ann.submit(firstPage);
  await ann.closeView();
  await ann.command('#llm-guild', '/rag-or-ft forget');
  await playground.until(() => (ann.view()?.callbackId === 'app:modal:forget' ? ann.view() : undefined));
  await ann.submit({ What: 'mine' });
  await ann.closeView();
  await ann.command('#llm-guild', '/rag-or-ft');
  const begun = await playground.until(() => (ann.view()?.callbackId === 'case:modal:start' ? ann.view() : undefined));
  expect(JSON.stringify(begun.blocks)).not.toContain('Another workload');
  await ann.closeView();
  await ann.click('Decision record', { ts: decision.ts });
  const record = await playground.until(() => ann.view());
  expect(JSON.stringify(record.blocks)).toContain('Help desk bot');
  expect(playground.notes).toEqual([]);
});

it('posts in no other channel than those it was given', async () => {
  const slice = await running({ channels: ['C0RANDOM'] });
  const ann = slice.playground.as('U0ANN');
  await ann.command('#llm-guild', '/rag-or-ft Another workload');
  const said = await slice.playground.until(() => ann.ephemerals('#llm-guild')[0]);
  expect(said.text).toContain('this is none of them');
  expect(ann.view()).toBeUndefined();
});
