import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shareRag } from '../browser/flow.ts';
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
  const before = new Set(
    ann()
      .ephemerals('#llm-guild')
      .map(({ ts }) => ts),
  );
  await ann().command('#llm-guild', line);
  return whole.playground.until(() =>
    ann()
      .ephemerals('#llm-guild')
      .find(({ ts }) => !before.has(ts)),
  );
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
    const answer = await said('/rag-or-ft ask is fine-tuning good for facts?');
    const before = ann().ephemerals('#llm-guild').length;
    expect(answer.text).toMatch(/^Can fine-tuning teach a model fresh information\?/);
    await ann().click('Does fine-tuning stop hallucinations?', { ts: answer.ts });
    const other = await whole.playground.until(() => ann().ephemerals('#llm-guild')[before]);
    expect(other.text).toContain('A tuned model still makes things up');
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

describe('worked cases', () => {
  it('are opened in the real form: an answer is changed, and the verdict moves', async () => {
    await ann().command('#llm-guild', '/rag-or-ft cases');
    await whole.playground.until(() => ann().view());
    expect(shown()).toContain('Support bot that answers from the help docs');
    await ann().click('More', { view: true });
    await whole.playground.until(() => shown()?.includes('Page 2 of 5'));
    await ann().click('Back', { view: true });
    await whole.playground.until(() => shown()?.includes('Page 1 of 5'));
    const [card] =
      ann()
        .view()
        ?.blocks.filter(({ type }) => type === 'actions') ?? [];
    await ann().click(`${card?.block_id}/app:button:case`, { view: true });
    const page = await whole.playground.until(() =>
      ann()
        .views()
        .find((it) => it.title?.text === 'Worked case'),
    );
    expect(page.state).toMatchObject({ gap: { gap: { selected_option: { value: 'knowledge' } } } });
    await ann().submit();
    expect(ann().view()?.title?.text).toBe('The verdict');
    expect(shown()).not.toContain('What moved');
    await ann().click('Change an answer', { view: true });
    await whole.playground.until(() => ann().view()?.title?.text === 'Worked case');
    await ann().submit({ gap: 'behavior' });
    expect(shown()).toContain('What moved');
    expect(shown()).toContain('Change an answer');
    await ann().click('Now my own case', { view: true });
    await whole.playground.until(() => ann().view()?.callbackId === 'case:modal:start');
    expect(shown()).not.toContain('You have not finished');
    expect(whole.playground.notes).toEqual([]);
  });
});

describe('the quiz', () => {
  it('asks, compares with the verdict, and keeps how it went to the person alone', async () => {
    const before = ann().messages('#llm-guild').length;
    await ann().command('#llm-guild', '/rag-or-ft quiz');
    await whole.playground.until(() => ann().view());
    expect(shown()).toContain('40 cases to find out. Only you see how you do.');
    await ann().submit({ Approach: 'hybrid' });
    expect(shown()).toMatch(/Right|You chose RAG and fine-tuning|You chose/);
    expect(shown()).toContain('of 1 so far, of 40 cases in all.');
    await ann().click('Next case', { view: true });
    await whole.playground.until(() => ann().view()?.callbackId === 'app:modal:quiz');
    await ann().submit({ Approach: 'prompt' });
    expect(shown()).toContain('of 2 so far');
    expect(ann().messages('#llm-guild').length).toBe(before);
    await ann().click('Share my score', { view: true });
    await whole.playground.until(() => ann().view()?.callbackId === 'app:modal:share-score');
    await ann().submit({ Place: 'C0GUILD' });
    const posted = await whole.playground.until(() => ann().messages('#llm-guild')[before]);
    expect(posted.text).toMatch(/^ann got \d of 2 cases right/);
    expect(whole.playground.notes).toEqual([]);
  });
});

describe('the welcome of a channel', () => {
  it('is one message with three ways, whose buttons work for everybody', async () => {
    const before = ann().messages('#llm-guild').length;
    await ann().command('#llm-guild', '/rag-or-ft welcome');
    const posted = await whole.playground.until(() => ann().messages('#llm-guild')[before]);
    expect(posted.text).toContain('Three ways to find out here');
    const ben = whole.playground.as('ben');
    for (const [button, title] of [
      ['Start a decision', 'RAG or fine-tuning?'],
      ['Lessons', 'Lessons'],
      ['Worked cases', 'Worked cases'],
      ['Quiz', 'What would you do?'],
    ] as const) {
      await ben.click(button, { ts: posted.ts });
      await whole.playground.until(() => ben.view()?.title?.text === title);
      await ben.closeView();
    }
    expect(ann().messages('#llm-guild').slice(before)).toHaveLength(1);
    expect(whole.playground.notes).toEqual([]);
  });

  it('is not posted for a slip of the pen before somebody says so', async () => {
    const ben = whole.playground.as('ben');
    const before = ben.messages('#llm-guild').length;
    const asked = await said('/rag-or-ft welcom');
    expect(ben.messages('#llm-guild').length).toBe(before);
    await ann().click('Post the welcome here', { ts: asked.ts });
    await whole.playground.until(() => ben.messages('#llm-guild')[before]);
  });
});

const home = () => JSON.stringify(ann().home()?.blocks) ?? '';
/** Without what the outbox sends meanwhile. */
const callsSince = (at: number) =>
  whole.playground.calls
    .slice(at)
    .map(({ method }) => method)
    .filter((method) => /^(users|views|conversations)\./.test(method));

/** The name of a button by what its label for screen readers says. */
function button(about: string, action: string): string {
  const block = ann()
    .home()
    ?.blocks.find((it) => it.type === 'actions' && JSON.stringify(it).includes(`: ${about}`));
  return `${block?.block_id}/${action}`;
}

describe('the Home tab', () => {
  it('welcomes in two steps, without a message, and then says what there is to do', async () => {
    const ben = whole.playground.as('ben');
    const ofBen = () => JSON.stringify(ben.home()?.blocks) ?? '';
    const before = whole.playground.calls.length;
    await ben.openHome();
    await whole.playground.until(() => ofBen().includes('Step 1 of 2'));
    await ben.click('Next', { home: true });
    await whole.playground.until(() => ofBen().includes('Step 2 of 2'));
    await ben.click('Read lesson one', { home: true });
    await whole.playground.until(() => ben.view()?.title?.text === 'Lesson 1 of 11');
    await ben.closeView();
    await ben.click('Take me to Home', { home: true });
    await whole.playground.until(() => ofBen().includes('Your drafts'));
    expect(ofBen()).toContain('Nothing is half done.');
    expect(ofBen()).toContain('No debate in your channels waits for your view.');
    expect(ofBen()).toContain('None yet. What somebody shares in one of your channels shows up here.');
    expect(callsSince(before)).toEqual([
      'users.conversations',
      'views.publish',
      'views.publish',
      'views.open',
      'views.publish',
    ]);
    expect(ben.messages('U0BEN')).toEqual([]);
  });

  it('goes on with a draft, and shows what was shared in a channel', async () => {
    await ann().openHome();
    await whole.playground.until(() => home().includes('Skip'));
    await ann().click('Skip', { home: true });
    await whole.playground.until(() => home().includes('Your drafts'));
    await ann().click('Start a decision', { home: true });
    await whole.playground.until(() => ann().view());
    await ann().fill({ Title: 'Half a bot', gap: 'knowledge' });
    await ann().closeView();
    expect(ann().messages('U0ANN')).toEqual([]);
    await shareRag(whole.playground, { title: 'Help desk bot' });
    const before = whole.playground.calls.length;
    await ann().openHome();
    await whole.playground.until(() => home().includes('Help desk bot'));
    expect(callsSince(before)).toEqual(['users.conversations', 'views.publish']);
    await ann().click(button('Half a bot', 'case:button:continue'), { home: true });
    const view = await whole.playground.until(() => ann().view());
    expect(view.state).toMatchObject({ Title: { Title: { value: 'Half a bot' } } });
    await ann().closeView();
    await ann().click(button('Help desk bot', 'home:button:open'), { home: true });
    await whole.playground.until(() => ann().view()?.title?.text === 'Why');
    expect(whole.playground.notes).toEqual([]);
  });

  it('lists and searches decisions', async () => {
    await ann().click('All decisions, and search', { home: true });
    await whole.playground.until(() => ann().view()?.title?.text === 'Decisions');
    expect(shown()).toContain('1 decision, newest first');
    await ann().submit({ Words: 'DESK help' });
    expect(shown()).toContain('1 decision, newest first');
    await ann().submit({ Words: 'desk', Approach: 'prompt' });
    expect(shown()).toContain('Nothing was found.');
    await ann().submit({ Approach: 'rag', Since: '2026-01-01' });
    expect(shown()).toContain('Help desk bot');
    await ann().submit({ Since: '2099-01-01' });
    expect(shown()).toContain('Nothing was found.');
  });

  it('keeps settings for the next decisions of a person; only an admin sets them for everybody', async () => {
    await ann().click('Settings', { home: true });
    await whole.playground.until(() => ann().view()?.title?.text === 'Settings');
    expect(shown()).not.toContain('For everybody here');
    await ann().submit({ Rate: '7777', People: ['yes'] });
    expect(shown()).toContain('Your next decisions start from this.');
    await ann().closeView();
    await ann().click('Settings', { home: true });
    await whole.playground.until(() => ann().view()?.title?.text === 'Settings');
    expect(JSON.stringify(ann().view()?.state)).toContain('7777');
    const cleo = whole.playground.as('cleo');
    await cleo.openHome();
    await whole.playground.until(() => cleo.home());
    await cleo.click('Skip', { home: true });
    await whole.playground.until(() => JSON.stringify(cleo.home()?.blocks).includes('Settings'));
    await cleo.click('Settings', { home: true });
    await whole.playground.until(() => cleo.view());
    expect(JSON.stringify(cleo.view()?.blocks)).toContain('For everybody here');
    await cleo.submit({ Everyone: ['yes'] });
    expect(JSON.stringify(cleo.view()?.blocks)).toContain('so do those of everybody here');
    expect(whole.playground.notes).toEqual([]);
  });
});
