import { beforeAll, expect, test, vi } from 'vitest';
import { shareRag } from './flow.ts';
import { accessibilityProblems, sharedWhole } from './kit.ts';

const csv = (text: string) => ({ name: 'judged.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

vi.setConfig({ testTimeout: 60_000 });
const whole = sharedWhole();
let ts: string;
beforeAll(async () => {
  ({ ts } = await shareRag(whole.playground));
});

test.each([
  ['in light', { colorScheme: 'light' as const }],
  ['in dark on a phone', { colorScheme: 'dark' as const, viewport: { width: 390, height: 844 } }],
])('a table of judged answers is uploaded, mended and read, %s', async (_, options) => {
  const { page, complaints, close } = await whole.open(`${whole.playground.url}?as=U0BEN&channel=C0GUILD`, options);
  const ben = whole.playground.as('U0BEN');
  await ben.command('#llm-guild', '/rag-or-ft audit');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Failure audit').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Paste or upload a table' }).click();
  const upload = dialog.getByLabel('Or upload it');
  await upload.setInputFiles(csv('kind,count\nmissing fact,40\nmising fact,1\n'));
  await dialog.getByRole('button', { name: 'What does it say?' }).click();
  await dialog.getByText('Line 3: "mising fact" is not a kind of failure').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await upload.setInputFiles(csv('kind,count\nmissing fact,41\nright,20\n'));
  await dialog.getByRole('button', { name: 'What does it say?' }).click();
  await dialog.getByText('What goes wrong most: missing facts.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await ben.closeView();
  expect(complaints).toEqual([]);
  await close();
});

test('somebody disagrees with a threshold on a phone and reads what follows', async () => {
  const viewport = { width: 390, height: 844 };
  const { page, complaints, close } = await whole.open(`${whole.playground.url}?as=U0BEN&channel=C0GUILD`, {
    viewport,
  });
  const ben = whole.playground.as('U0BEN');
  await ben.click('Why', { ts });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'I disagree' }).first().click();
  const threshold = dialog.getByRole('textbox', { name: 'The threshold window_tokens' });
  await threshold.fill('100');
  await dialog.getByRole('button', { name: 'See what follows' }).click();
  await dialog.getByText('Please write a number above 200,000').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await threshold.fill('3M');
  await dialog.getByRole('button', { name: 'See what follows' }).click();
  await dialog.getByText('The reason you disagree with no longer applies.').waitFor();
  await dialog.getByText('value: 3000000').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await ben.closeView();
  expect(complaints).toEqual([]);
  await close();
});
