import { beforeAll, expect, test, vi } from 'vitest';
import { shareRag } from './flow.ts';
import { accessibilityProblems, sharedWhole } from './kit.ts';

vi.setConfig({ testTimeout: 60_000 });
const whole = sharedWhole();
let url: string;
beforeAll(async () => {
  const { ts } = await shareRag(whole.playground);
  const ann = whole.playground.as('ann');
  await whole.playground.until(() => ann.thread('#llm-guild', ts).length >= 3);
  url = `${whole.playground.url}?as=U0ANN&channel=C0GUILD&thread=${ts}`;
});

const windows = [
  ['Every line', 'Every line', 'Made of'],
  ['Edit assumptions', 'Edit assumptions', 'Priced with'],
  ["Why not the article's number?", 'The articles', 'The difference:'],
] as const;

test.each([
  ['in light', { colorScheme: 'light' as const }],
  ['in dark', { colorScheme: 'dark' as const }],
  ['on a phone', { viewport: { width: 390, height: 844 } }],
])('the costs and every window under them can be read and used by all, %s', async (_, options) => {
  const { page, complaints, close } = await whole.open(url, options);
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByText('What each approach costs').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const [button, title, part] of windows) {
    await thread.getByRole('button', { name: button }).click();
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.getByText(part).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
  expect(complaints).toEqual([]);
  await close();
});

test('a wrong number is said at its input, and a right one changes the message in the thread', async () => {
  const { page, close } = await whole.open(url);
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByRole('button', { name: 'Edit assumptions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit assumptions' });
  const upkeep = dialog.getByRole('textbox', { name: 'Looking after retrieval' });
  await upkeep.fill('a few');
  await dialog.getByRole('button', { name: 'Reckon again' }).click();
  await dialog.getByText('I could not read that as a number.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await upkeep.fill('20');
  await dialog.getByRole('button', { name: 'Reckon again' }).click();
  await page.getByRole('dialog', { name: 'Reckoned again' }).waitFor();
  await page.keyboard.press('Escape');
  await thread.getByText('Looking after retrieval: 2 (1-4) → 20 days per month.').waitFor();
  expect(await thread.getByText('Looking after retrieval: 20 days per month').count()).toBe(1);
  await close();
});
