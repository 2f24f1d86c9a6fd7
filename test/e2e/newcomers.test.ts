import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWhole, type Whole } from '../playground/whole.ts';

let whole: Whole;
beforeAll(async () => {
  whole = await startWhole('http');
});
afterAll(() => whole.stop());
beforeEach(async () => {
  const ann = whole.playground.as('ann');
  while (ann.view() !== undefined) await ann.closeView();
});

const ann = () => whole.playground.as('ann');
/** The private message that comes after those there are. */
async function said(line: string): Promise<{ readonly ts: string; readonly text: string }> {
  const before = ann().ephemerals('#llm-guild').length;
  await ann().command('#llm-guild', line);
  return whole.playground.until(() => ann().ephemerals('#llm-guild')[before]);
}
const shown = () => JSON.stringify(ann().view()?.blocks);

describe('a question of a newcomer', () => {
  it('is answered in private, with the lesson that says more', async () => {
    const answer = await said('/rag-or-ft ask does fine tuning stop hallucinations?');
    expect(answer.text).toMatch(/^Does fine-tuning stop hallucinations\?\nNo\./);
    await ann().click('The lesson: The commonest mistakes', { ts: answer.ts });
    await whole.playground.until(() => ann().view());
    expect(ann().view()?.title?.text).toBe('Lesson 9 of 11');
    expect(whole.playground.as('ben').ephemerals('#llm-guild')).toEqual([]);
  });

  it('about something else is said to have no answer, and may be the title of a decision', async () => {
    const answer = await said('/rag-or-ft ask the cafeteria bot');
    expect(answer.text).toContain('I have no answer to that.');
    await ann().click('Use “the cafeteria bot” as the title', { ts: answer.ts });
    const view = await whole.playground.until(() => ann().view());
    expect(view.state).toMatchObject({ Title: { Title: { value: 'the cafeteria bot' } } });
  });

  it('that was forgotten is asked for', async () => {
    expect((await said('/rag-or-ft ask')).text).toContain('What would you like to know?');
  });

  it('may have been meant otherwise: what comes close is offered', async () => {
    const answer = await said('/rag-or-ft ask how do I start');
    const before = ann().ephemerals('#llm-guild').length;
    await ann().click('Should I train the whole model or use LoRA?', { ts: answer.ts });
    const other = await whole.playground.until(() => ann().ephemerals('#llm-guild')[before]);
    expect(other.text).toContain('Start with LoRA');
  });
});

describe('the lessons', () => {
  it('are read one after the other in one window, and tried on the own case', async () => {
    await ann().command('#llm-guild', '/rag-or-ft lessons');
    await whole.playground.until(() => ann().view());
    await ann().click('1. What each approach does', { view: true });
    await whole.playground.until(() => shown()?.includes('reference book'));
    await ann().click('Next: The two questions', { view: true });
    await whole.playground.until(() => shown()?.includes('two piles'));
    await ann().click('All lessons', { view: true });
    await whole.playground.until(() => ann().view()?.title?.text === 'Lessons');
    await ann().click('4. How often the facts change', { view: true });
    await whole.playground.until(() => shown()?.includes('Keep apart what changes'));
    await ann().click('Try it on your case', { view: true });
    await whole.playground.until(() => ann().view()?.callbackId === 'case:modal:start');
    expect(ann().view()?.state).toMatchObject({
      gap: { gap: { selected_option: { value: 'knowledge' } } },
      freshness: { freshness: { selected_option: { value: 'weekly' } } },
    });
    expect(whole.playground.notes).toEqual([]);
  });

  it('are offered to somebody who mistyped them', async () => {
    expect((await said('/rag-or-ft lesons')).text).toBe('Did you mean /rag-or-ft lessons?');
  });
});
