import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { accessibilityProblems, sharedWhole } from './kit.ts';

vi.setConfig({ testTimeout: 90_000 });
const whole = sharedWhole();

const clean = async (page: Page) => expect(await accessibilityProblems(page)).toEqual([]);

test.each([
  ['U0ANN', 'in light', { colorScheme: 'light' as const }],
  ['U0BEN', 'in dark on a phone', { colorScheme: 'dark' as const, viewport: { width: 390, height: 844 } }],
])('a newcomer (%s) goes from the first open to a decision of their own, %s', async (user, _, options) => {
  const url = `${whole.playground.url}?as=${user}&channel=D${user.slice(1)}&tab=home`;
  const { page, complaints, close } = await whole.open(url, options);
  const home = page.locator('#home');
  const dialog = page.getByRole('dialog');
  const press = (name: string) => dialog.getByRole('button', { name, exact: true }).first().click();

  // The first open
  await home.getByText('Step 1 of 2').waitFor();
  await clean(page);
  await home.getByRole('button', { name: 'Next' }).click();
  await home.getByText('How would you like to begin?').waitFor();

  // A lesson
  await home.getByRole('button', { name: 'Read lesson one' }).click();
  await dialog.getByText('Think of a new colleague.').waitFor();
  await clean(page);
  await press('Next: The two questions');
  await dialog.getByText('Ask two things before you name a tool.').waitFor();
  await press('Close');
  await home.getByRole('button', { name: 'Take me to Home' }).click();
  await home.getByText('Your drafts').waitFor();
  await clean(page);

  // A worked case, by keyboard; an answer is changed
  await home.getByRole('button', { name: 'Worked cases' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('Support bot that answers from the help docs').waitFor();
  await clean(page);
  await dialog.getByRole('button', { name: 'Open: Support bot that answers from the help docs' }).click();
  await dialog.getByRole('button', { name: 'See the verdict' }).click();
  await dialog.getByText('Only you see this. Nothing is posted.').waitFor();
  await press('Change an answer');
  await dialog.getByRole('radio', { name: /^It behaves wrongly/ }).check();
  await dialog.getByRole('button', { name: 'See the verdict' }).click();
  await dialog.getByText('What moved').waitFor();
  await press('Close');

  // The quiz
  await home.getByRole('button', { name: 'Quiz' }).click();
  await dialog.getByText('What is known:').waitFor();
  await clean(page);
  await dialog.getByRole('radio', { name: 'RAG', exact: true }).check();
  await dialog.getByRole('button', { name: 'Check' }).click();
  await dialog.getByText('of 1 so far').waitFor();
  await press('Close');

  // A decision of their own
  await home.getByRole('button', { name: 'Start a decision' }).click();
  await dialog.getByRole('textbox', { name: 'What are you building?' }).fill(`The bot of ${user}`);
  await dialog.getByRole('radio', { name: /^It lacks facts/ }).check();
  await dialog.getByRole('button', { name: 'Decide now' }).click();
  await dialog.getByRole('combobox', { name: 'Share in which channel?' }).selectOption({ label: '#llm-guild' });
  await dialog.getByRole('button', { name: 'Share in channel' }).click();
  await dialog.getByText('On its way.').waitFor();
  await press('Done');
  await page.reload();
  await home.getByRole('button', { name: `Open: The bot of ${user}` }).waitFor();
  await home.getByRole('button', { name: 'All decisions, and search' }).click();
  await dialog.getByText('newest first').waitFor();
  await clean(page);
  await press('Close');
  await home.getByRole('button', { name: 'Settings' }).click();
  await dialog.getByText('Every decision you start takes these.').waitFor();
  await clean(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(whole.playground.as(user).messages(`D${user.slice(1)}`)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
