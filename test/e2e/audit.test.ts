import { describe, expect, it } from 'vitest';
import { running, type Slice } from './running.ts';
import { full, posted, read, shared } from './share.ts';

/** Ann opens the audit and says what she counted. */
async function audited({ playground }: Slice, counts: Record<string, string>) {
  const ann = playground.as('ann');
  await ann.command('#llm-guild', '/rag-or-ft audit');
  await playground.until(() => ann.view());
  await ann.submit(counts);
  return ann;
}

describe('a failure audit', () => {
  it('becomes the answers of a decision, and the decision is made with them', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await audited(slice, { 'Missing fact': '4', 'Wrong label or judgment': '70', Right: '40' });
    expect(read(ann.view())).toContain('What goes wrong most: wrong labels or judgments.');
    await ann.click('Use these answers', { view: true });
    const first = await playground.until(() =>
      ann.view()?.callbackId === 'case:modal:start' ? ann.view() : undefined,
    );
    expect(first.state).toMatchObject({ gap: { gap: { selected_option: { value: 'behavior' } } } });
    await ann.submit({ Title: 'Ticket routing', knowledge_tokens: '10k', queries_per_day: '20k', freshness: 'yearly' });
    for (let page = 0; page < 4 && ann.view()?.callbackId === 'case:modal:page'; page += 1) {
      // What kind of behavior it is and how many come right was answered by the audit.
      expect(Object.keys(ann.view()?.state ?? {})).not.toContain('behavior_kind');
      await ann.click('Decide now', { view: true });
    }
    await playground.until(() => (ann.view()?.callbackId === 'case:modal:preview' ? ann.view() : undefined));
    expect(read(ann.view())).not.toContain('Sort failures first');
    await ann.submit();
    await playground.until(() => posted(playground, '#llm-guild'));
    expect(playground.notes).toEqual([]);
  });

  it('is offered with an answer while nobody knows what goes wrong, and settles it there', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = playground.as('ann');
    await ann.command('#llm-guild', '/rag-or-ft A bot');
    await playground.until(() => ann.view());
    await ann.click('Decide now', { view: true });
    await playground.until(() => read(ann.view()).includes('Nobody has said what goes wrong') || undefined);
    await ann.click('Sort failures first', { view: true });
    await playground.until(() => (ann.view()?.callbackId === 'audit:modal:counts' ? ann.view() : undefined));
    await ann.submit({ 'Missing fact': '60' });
    await ann.click('Use these answers', { view: true });
    const next = await playground.until(() => (ann.view()?.callbackId.startsWith('case:') ? ann.view() : undefined));
    expect(next.callbackId).not.toBe('case:modal:start');
    expect(Object.keys(next.state)).not.toContain('gap');
    expect(playground.notes).toEqual([]);
  });

  it('keeps what stood on the first page', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = playground.as('ann');
    await ann.command('#llm-guild', '/rag-or-ft Invoice reader');
    await playground.until(() => ann.view());
    await ann.fill({ queries_per_day: '300' });
    await ann.click('Sort failures first', { view: true });
    await playground.until(() => (ann.view()?.callbackId === 'audit:modal:counts' ? ann.view() : undefined));
    await ann.submit({ 'Format or tone': '55', 'Missing fact': '1' });
    await ann.click('Use these answers', { view: true });
    const first = await playground.until(() =>
      ann.view()?.callbackId === 'case:modal:start' ? ann.view() : undefined,
    );
    expect(first.state).toMatchObject({
      Title: { Title: { value: 'Invoice reader' } },
      queries_per_day: { queries_per_day: { value: '300' } },
      gap: { gap: { selected_option: { value: 'behavior' } } },
    });
    expect(playground.notes).toEqual([]);
  });

  it('takes a table as text or as a file, and names the line it cannot read', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = playground.as('ann');
    await ann.command('#llm-guild', '/rag-or-ft audit');
    await playground.until(() => ann.view());
    await ann.click('Paste or upload a table', { view: true });
    await playground.until(() => (ann.view()?.callbackId === 'audit:modal:table' ? ann.view() : undefined));
    expect(await ann.submit({ Table: 'missing fact,12\n=1+1,3' })).toMatchObject({
      kind: 'errors',
      errors: { Table: expect.stringContaining('Line 2') },
    });
    const rows = [...Array.from({ length: 40 }, () => 'missing fact'), ...Array.from({ length: 9 }, () => 'right')];
    const csv = `id,answer,kind\n${rows.map((kind, at) => `${at},"<!channel> *bold*, ""so""",${kind}`).join('\n')}\n`;
    await ann.submit({ Table: null, File: ['answers.csv', csv] });
    expect(read(ann.view())).toContain('40 of 40');
    expect(read(ann.view())).not.toContain('channel');
    await ann.click('Enter more', { view: true });
    const again = await playground.until(() =>
      ann.view()?.callbackId === 'audit:modal:counts' ? ann.view() : undefined,
    );
    expect(again.state).toMatchObject({ Right: { Right: { value: '9' } } });
    expect(playground.notes).toEqual([]);
  });

  it('does not name a kind from an even sample', async () => {
    const slice = await running();
    const ann = await audited(slice, { 'Missing fact': '9', 'Format or tone': '8', Reasoning: '8', 'No pattern': '9' });
    expect(read(ann.view())).toContain('No kind of failure leads');
    expect(read(ann.view())).not.toContain('What goes wrong most');
  });
});

describe('a reason somebody disagrees with', () => {
  it('can be argued with alone, and stated for all', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    const before = ann.thread('#llm-guild', decision.ts).length;
    const ben = playground.as('U0BEN');
    await ben.click('Why', { ts: decision.ts });
    await playground.until(() => ben.view());
    const button = 'decision:button:challenge';
    const row = ben.view()?.blocks.find((block) => JSON.stringify(block).includes('lacks_facts'));
    await ben.click(`${row?.block_id ?? ''}/${button}`, { view: true });
    await playground.until(() => (ben.view()?.callbackId === 'decision:modal:challenge' ? ben.view() : undefined));
    expect(read(ben.view())).toMatch(/Rule lacks_facts in claims.yml:\d+\./);
    expect(await ben.submit({})).toMatchObject({ kind: 'errors' });
    await ben.submit({ gap: 'none' });
    expect(read(ben.view())).toContain('It would be A better prompt instead of RAG.');
    expect(ann.thread('#llm-guild', decision.ts)).toHaveLength(before);
    await ben.click('State as my position', { view: true });
    const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts), before + 1));
    expect(thread.at(-1)?.text).toMatch(/^@ben sees 1 answer differently: .*That would make it A better prompt\.$/);
    expect(playground.notes).toEqual([]);
  });

  it('is not stated by the owner, who changes the answer instead', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ann, decision } = await shared(slice);
    await ann.click('Why', { ts: decision.ts });
    await playground.until(() => ann.view());
    const row = ann.view()?.blocks.find((block) => JSON.stringify(block).includes('lacks_facts'));
    await ann.click(`${row?.block_id ?? ''}/decision:button:challenge`, { view: true });
    await playground.until(() => (ann.view()?.callbackId === 'decision:modal:challenge' ? ann.view() : undefined));
    await ann.submit({ gap: 'none' });
    expect(read(ann.view())).not.toContain('State as my position');
    expect(playground.notes).toEqual([]);
  });
});
