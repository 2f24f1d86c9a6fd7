import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startWhole, type Whole } from '../playground/whole.ts';
import { shareRag } from './flow.ts';
import { accessibilityProblems, sharedBrowser } from './kit.ts';

const open = sharedBrowser();
let whole: Whole;
vi.setConfig({ testTimeout: 60_000 });
beforeEach(async () => {
  whole = await startWhole('http');
});
afterEach(() => whole?.stop());

const as = (id: string) => open(`${whole.playground.url}?as=${id}&channel=C0GUILD`);
const type = async (page: Page, text: string) => {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
};
const decided = async () => {
  const decision = await shareRag(whole.playground);
  await whole.playground.until(() => whole.playground.as('ann').thread('#llm-guild', decision.ts).length >= 3);
  return decision;
};

test('a window closed by mistake is offered again, with what was entered', async () => {
  const { page, complaints, close } = await as('U0ANN');
  await type(page, '/rag-or-ft Help desk bot');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('It lacks facts').check();
  await dialog.getByLabel('How many queries a day').fill('2k');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  const word = page.locator('.message.hidden');
  await word.getByText('Help desk bot').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await word.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor();
  expect(await dialog.getByLabel('What are you building?').inputValue()).toBe('Help desk bot');
  expect(await dialog.getByLabel('It lacks facts').isChecked()).toBe(true);
  expect(await dialog.getByLabel('How many queries a day').inputValue()).toMatch(/^2,?000$|^2k$/);
  await word.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await close();
});

test('another person says what they see differently, and everybody reads it in the thread', async () => {
  const decision = await decided();
  const ann = await open(`${whole.playground.url}?as=U0ANN&channel=C0GUILD&thread=${decision.ts}`);
  const ben = await as('U0BEN');
  await ben.page.locator(`[id="m${decision.ts}"]`).getByRole('button', { name: 'Change an answer' }).click();
  const dialog = ben.page.getByRole('dialog', { name: 'Your view' });
  await dialog.getByLabel('How much text holds the facts').fill('40 pages');
  await dialog.getByLabel('About once a year').check();
  expect(await accessibilityProblems(ben.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Say so in the thread' }).click();
  await ben.page.getByRole('dialog', { name: 'Said' }).getByRole('button', { name: 'Done' }).click();
  const thread = ann.page.getByRole('complementary', { name: 'Thread' });
  await thread.getByText('@Ben Okafor').waitFor();
  await thread.getByText(/sees \d answers differently/).waitFor();
  await ann.page.locator(`[id="m${decision.ts}"]`).getByText('Use retrieval (RAG)').waitFor();
  expect(await accessibilityProblems(ann.page)).toEqual([]);
  await ann.close();
  await ben.close();
});

test('a window that Slack opens too late is offered again, to that person alone', async () => {
  const { playground } = whole;
  const [ann, ben] = [await as('U0ANN'), await as('U0BEN')];
  playground.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' });
  await type(ann.page, '/rag-or-ft Help desk bot');
  const word = ann.page.locator('.message.hidden');
  await word.getByText('Slack did not let me open the window in time.').waitFor();
  expect(await ben.page.getByText('did not let me open').count()).toBe(0);
  await word.getByRole('button').first().click();
  await ann.page.getByRole('dialog').getByLabel('What are you building?').waitFor();
  expect(await ann.page.getByRole('dialog').getByLabel('What are you building?').inputValue()).toBe('Help desk bot');
  await ann.close();
  await ben.close();
});

test('limits of Slack in the middle cost time, and neither a message nor an answer', async () => {
  const { playground } = whole;
  playground.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 1 });
  const decision = await shareRag(playground);
  await playground.until(() => playground.as('ann').thread('#llm-guild', decision.ts).length >= 3, 20_000);
  expect(
    playground
      .as('ann')
      .messages('#llm-guild')
      .filter(({ botId }) => botId),
  ).toHaveLength(1);
  const { page, close } = await as('U0ANN');
  playground.faults.next('views.open', { kind: 'rate-limited', retryAfter: 30 });
  await page.locator(`[id="m${decision.ts}"]`).getByRole('button', { name: 'Why', exact: true }).click();
  await page.locator('.message.hidden').waitFor();
  await page.locator(`[id="m${decision.ts}"]`).getByRole('button', { name: 'Why', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await close();
});
