import { describe, expect, it } from 'vitest';
import { running } from './running.ts';
import { firstPage, previewed, read } from './share.ts';

describe('a window that was closed', () => {
  it('can be gone on with where it was, with what stood in it', async () => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', '/rag-or-ft Help desk bot');
    await playground.until(() => ann.view());
    await ann.submit({ ...firstPage, gap: 'behavior' });
    await ann.fill({ List_within_reach: ['task_narrow_stable', '?none'] });
    await ann.closeView();
    const kept = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    expect(kept.text).toContain('“Help desk bot” is kept');
    await ann.click('Continue', { ts: kept.ts });
    const again = await playground.until(() => ann.view());
    expect(again.callbackId).toBe('case:modal:page');
    const ticked = [{ value: 'task_narrow_stable' }, { value: '?none' }];
    expect(again.state).toMatchObject({ List_within_reach: { List_within_reach: { selected_options: ticked } } });
    await playground.until(() => ann.ephemerals('#llm-guild').length === 0);
    await ann.click('Decide now', { view: true });
    const preview = await playground.until(() =>
      ann.view()?.callbackId === 'case:modal:preview' ? ann.view() : undefined,
    );
    expect(read(preview)).toContain('a better prompt');
    expect(playground.notes).toEqual([]);
  });

  it('is the answer again when it was closed at the answer', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await previewed(slice);
    await ann.closeView();
    const kept = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    await ann.click('Continue', { ts: kept.ts });
    const preview = await playground.until(() => ann.view());
    expect(preview.callbackId).toBe('case:modal:preview');
    await ann.submit();
    await playground.until(() => ann.messages('#llm-guild').find(({ botId, onlyFor }) => botId && !onlyFor));
    expect(playground.notes).toEqual([]);
  });

  it('keeps a first page on which something was answered, and says nothing about one that was only opened', async () => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', '/rag-or-ft Only looking');
    await playground.until(() => ann.view());
    await ann.closeView();
    expect(ann.ephemerals('#llm-guild')).toEqual([]);
    await ann.command('#llm-guild', '/rag-or-ft Begun');
    await playground.until(() => ann.view());
    await ann.fill({ gap: 'knowledge', queries_per_day: '2k' });
    await ann.closeView();
    const kept = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    await ann.click('Continue', { ts: kept.ts });
    const again = await playground.until(() => ann.view());
    expect(again.callbackId).toBe('case:modal:start');
    expect(again.state).toMatchObject({
      Title: { Title: { value: 'Begun' } },
      gap: { gap: { selected_option: { value: 'knowledge' } } },
    });
  });

  it('of somebody else stays theirs', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await previewed(slice, 'D0ANN');
    await ann.closeView();
    const kept = await playground.until(() => ann.messages('D0ANN').find(({ text }) => text.includes('is kept')));
    const value = /"value":"(.*?[^\\])"/.exec(read(kept))?.[1] ?? '';
    const { draft } = JSON.parse(value.replaceAll('\\"', '"')) as { draft: string };
    expect(draft.length).toBeGreaterThan(15);
    const ben = playground.as('U0BEN');
    await ben.command('#llm-guild', '/rag-or-ft Mine');
    await playground.until(() => ben.view());
    expect(read(ben.view())).not.toContain(draft);
  });
});

describe('the command with an unfinished draft', () => {
  it('opens at once, and offers to go on instead', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await previewed(slice, '#llm-guild', 'Half done');
    await ann.closeView();
    await ann.command('#llm-guild', '/rag-or-ft Something new');
    await playground.until(() => read(ann.view()).includes('You have not finished “Half done”'));
    expect(ann.view()?.state).toMatchObject({ Title: { Title: { value: 'Something new' } } });
    await ann.click('Continue', { view: true });
    await playground.until(() => ann.view()?.callbackId === 'case:modal:preview');
    expect(ann.views()).toHaveLength(1);
    expect(playground.notes).toEqual([]);
  });

  it('offers nothing once it was shared', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = await previewed(slice);
    await ann.submit();
    await ann.closeView();
    const opened = playground.calls.length;
    await ann.command('#llm-guild', '/rag-or-ft Something new');
    await playground.until(() => ann.view());
    await slice.stop();
    expect(playground.calls.slice(opened).filter(({ method }) => method === 'views.update')).toEqual([]);
  });
});

describe('a window that does not open', () => {
  it.each([
    ['an expired trigger', { kind: 'error', error: 'expired_trigger_id' }],
    ['a limit', { kind: 'rate-limited', retryAfter: 3 }],
    ['a lost connection', { kind: 'reset', when: 'before' }],
  ] as const)('because of %s can be opened by a button', async (_, fault) => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    playground.faults.next('views.open', fault);
    await ann.command('#llm-guild', '/rag-or-ft Help desk bot');
    const offered = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    expect(offered.text).toMatch(/Please try again\. \(Reference [0-9a-f]{8}\)/);
    await ann.click('Open the questions', { ts: offered.ts });
    const view = await playground.until(() => ann.view());
    expect(view.state).toMatchObject({ Title: { Title: { value: 'Help desk bot' } } });
    await playground.until(() => ann.ephemerals('#llm-guild').length === 0);
    expect(playground.notes).toEqual([]);
  });
});

describe('subcommands', () => {
  it('asks about a word that is nearly one, and takes it as the title if told', async () => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', '/rag-or-ft hepl');
    const asked = await playground.until(() => ann.ephemerals('#llm-guild')[0]);
    expect(asked.text).toBe('Did you mean /rag-or-ft help?');
    await ann.click('Show the help', { ts: asked.ts });
    await playground.until(() => ann.ephemerals('#llm-guild').find(({ text }) => text.includes('The ladder')));
    await ann.click('Use “hepl” as the title', { ts: asked.ts });
    const view = await playground.until(() => ann.view());
    expect(view.state).toMatchObject({ Title: { Title: { value: 'hepl' } } });
    expect(playground.notes).toEqual([]);
  });

  it('leaves other words alone', async () => {
    const { playground } = await running();
    const ann = playground.as('U0ANN');
    for (const title of ['hello', 'helpdesk', 'help desk bot']) {
      await ann.command('#llm-guild', `/rag-or-ft ${title}`);
      const view = await playground.until(() => ann.view());
      expect(view.state).toMatchObject({ Title: { Title: { value: title } } });
      await ann.closeView();
    }
    expect(ann.ephemerals('#llm-guild')).toEqual([]);
  });
});
