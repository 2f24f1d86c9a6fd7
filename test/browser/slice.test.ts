import { expect, it } from 'vitest';
import { running } from '../e2e/running.ts';
import { accessibilityProblems, picture, sharedBrowser } from './kit.ts';

const open = sharedBrowser();

it('types /rag-or-ft, answers, previews, shares, reads verdict, thread and costs, and changes an answer', async () => {
  const { playground } = await running();
  const { page, complaints, close } = await open(playground.url);
  await page.getByLabel('Message', { exact: true }).fill('/rag-or-ft Help desk bot');
  await page.keyboard.press('Enter');

  const form = page.getByRole('dialog');
  await form.getByLabel('It lacks facts').waitFor();
  await picture(page, 'first-page');
  expect(await form.getByLabel('What are you building?').inputValue()).toBe('Help desk bot');
  await form.getByLabel('It lacks facts').check();
  await form.getByLabel('How much text holds the facts').fill('3000 pages');
  await form.getByLabel('How many queries a day').fill('2k');
  await form.getByLabel('Every week').check();
  await form.getByLabel('Answers must show which document').check();
  await form.getByRole('button', { name: 'Next' }).click();

  await form.getByLabel('What share of real cases').waitFor();
  await picture(page, 'next-page');
  await form.getByLabel('What share of real cases').fill('60 %');
  await form.getByRole('button', { name: 'Next' }).click();

  await form.getByText('Use retrieval (RAG)').waitFor();
  await picture(page, 'preview');
  expect(await accessibilityProblems(page)).toEqual([]);
  await form.getByRole('button', { name: 'Share in channel' }).click();
  await form.getByRole('button', { name: 'Done' }).click();

  const replies = page.getByRole('link', { name: '2 replies' });
  await replies.waitFor();
  await picture(page, 'message');
  await replies.click();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByText('The argument').waitFor();
  const costs = thread.getByRole('table').first();
  await costs.waitFor();
  expect(await costs.getByRole('row').count()).toBe(6);
  await costs.scrollIntoViewIfNeeded();
  await picture(page, 'thread');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Change an answer' }).first().click();
  await form.getByLabel('How much text holds the facts').fill('40 pages');
  await picture(page, 'change');
  await form.getByLabel('How many queries a day').fill('100');
  await form.getByLabel('About once a year').check();
  await form.getByRole('group', { name: 'Must an answer show' }).getByLabel('No', { exact: true }).check();
  await form.getByRole('button', { name: /.+/ }).last().click();
  await form.getByText('The recommendation moves from RAG to Long context.').waitFor();
  await picture(page, 'moved');
  await form.getByRole('button', { name: /Share/ }).click();
  await thread.getByText('The recommendation moves from RAG to Long context.').waitFor();

  expect(complaints).toEqual([]);
  expect(playground.notes).toEqual([]);
  await close();
});
