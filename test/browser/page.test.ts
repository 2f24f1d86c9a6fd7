import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { png } from '../playground/png.ts';
import { call, plain, start } from '../playground/stand-in.ts';
import { accessibilityProblems, sharedBrowser } from './kit.ts';

type Started = Awaited<ReturnType<typeof start>>;
const open = sharedBrowser();
let it: Started;
vi.setConfig({ testTimeout: 60_000 });
beforeEach(async () => {
  it = await start(
    (app) => {
      app.event('app_home_opened', async ({ client, event }) => {
        const view = { type: 'home' as const, blocks: [{ type: 'header' as const, text: plain('Your decisions') }] };
        await client.views.publish({ user_id: event.user, view });
      });
      app.command('/rag-or-ft', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({
          trigger_id: command.trigger_id,
          view: { type: 'modal', title: plain('Hello'), blocks: [] },
        });
      });
    },
    { rateLimits: false },
  );
});
afterEach(() => it.stop());

const cells = (row: string[]) => row.map((text) => ({ type: 'raw_text', text }));
const costs = {
  type: 'table',
  column_settings: [
    { is_wrapped: true },
    { align: 'right' },
    { align: 'right' },
    { align: 'right' },
    { align: 'right' },
  ],
  rows: [
    ['Item', 'Prompt', 'Long context', 'RAG', 'Fine-tuning'],
    ['Setup, engineers included', '$1,200', '$2,400', '$9,600', '$21,000'],
    ['Per month', '$410', '$13,900', '$980', '$1,450'],
  ].map(cells),
};
const dataTable = { ...costs, type: 'data_table', caption: 'Costs by month', column_settings: undefined };
const points = (values: number[]) => ['Jan', 'Feb', 'Mar'].map((label, at) => ({ label, value: values[at] ?? 0 }));
const chart = (type: string) => ({
  type: 'data_visualization',
  title: `Costs, ${type}`,
  chart: {
    type,
    series: [
      { name: 'RAG', data: points([9, 10, 11]) },
      { name: 'Fine-tuning', data: points([21, 22, -3]) },
    ],
    axis_config: { categories: ['Jan', 'Feb', 'Mar'], x_label: 'Month', y_label: '$ thousand' },
  },
});
const pie = {
  type: 'data_visualization',
  title: 'Shares',
  chart: {
    type: 'pie',
    segments: [
      { label: 'a', value: 1 },
      { label: 'b', value: 3 },
    ],
  },
};

const api = (method: string, args: Record<string, unknown>) => call(it.playground.apiUrl, method, args);
const post = async (blocks: object[], thread_ts?: string) => {
  const { body } = await api('chat.postMessage', {
    channel: 'C0GUILD',
    text: 'x',
    blocks,
    ...(thread_ts && { thread_ts }),
  });
  expect(body).toMatchObject({ ok: true });
  return String(body['ts']);
};

/** Sideways only the tables scroll. */
const fits = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

const looks = [
  ['wide and light', {}],
  ['wide and dark', { colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 390, height: 844 } }],
  ['a phone in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
] as const;

test.each(looks)('charts, tables and uploads are shown and can be read by everybody: %s', async (_name, options) => {
  const { body } = await api('files.getUploadURLExternal', { filename: 'a.png', length: png.length });
  await fetch(String(body['upload_url']), { method: 'POST', body: new Uint8Array(png) });
  await api('files.completeUploadExternal', {
    files: [{ id: body['file_id'], title: 'A dot' }],
    channel_id: 'C0GUILD',
  });
  const parent = await post([{ type: 'image', alt_text: 'The same dot', slack_file: { id: body['file_id'] } }]);
  await post([costs], parent);
  await post([dataTable], parent);
  await post([chart('bar'), pie], parent);
  await post([chart('line'), chart('area')], parent);

  const { page, complaints, close } = await open(`${it.playground.url}?thread=${parent}`, options);
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByRole('img', { name: 'The same dot' }).waitFor();
  await thread.getByRole('table', { name: 'Costs by month' }).waitFor();
  expect(await thread.getByRole('rowheader', { name: 'Per month' }).count()).toBe(2);
  for (const name of ['Costs, bar', 'Costs, line', 'Costs, area', 'Shares'])
    await thread.getByRole('figure', { name }).waitFor();
  expect(await thread.getByRole('cell', { name: '-3' }).count()).toBe(3);
  expect(await fits(page)).toBe(true);
  // The first column must leave room for a number beside it.
  for (const table of await thread.getByRole('table').all()) {
    const first = await table.getByRole('rowheader').first().boundingBox();
    expect(first?.width ?? 0).toBeLessThan(220);
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('App Home is published when it is opened, and can be read', async () => {
  const { page, complaints, close } = await open(`${it.playground.url}?channel=D0ANN`);
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('heading', { name: 'Your decisions' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('two people stand side by side, and each sees at once what the other writes', async () => {
  const { page, complaints, close } = await open(it.playground.url);
  await page.getByRole('link', { name: 'Beside Ben Okafor' }).click();
  const [ann, ben] = [page.frameLocator('iframe[title="Ann Rivera"]'), page.frameLocator('iframe[title="Ben Okafor"]')];
  await ann.getByLabel('Message', { exact: true }).fill('Can you see this?');
  await ann.getByRole('button', { name: 'Send' }).click();
  await ben.getByText('Can you see this?').waitFor();
  await ben.getByLabel('Message', { exact: true }).fill('Yes.');
  await ben.getByRole('button', { name: 'Send' }).click();
  await ann.getByText('Yes.', { exact: true }).waitFor();
  expect(await page.title()).toBe('Side by side · Local workspace');
  expect(complaints).toEqual([]);
  await close();
});

test('a private channel has a lock that needs no font, and says so to people who cannot see it', async () => {
  const { page, close } = await open(it.playground.url);
  await page.getByRole('link', { name: 'private: leads' }).click();
  await page.getByRole('heading', { name: 'private: leads' }).waitFor();
  expect(await page.locator('svg.lock').count()).toBeGreaterThan(1);
  expect(await page.evaluate('document.body.innerText')).not.toContain('🔒');
  expect(await accessibilityProblems(page)).toEqual([]);
  await close();
});

test('the payloads lead to Block Kit Builder with what was shown', async () => {
  await post([{ type: 'header', text: plain('Built') }]);
  await it.ann.command('#llm-guild', '/rag-or-ft');
  const { page, close } = await open(it.playground.url);
  await page.getByRole('dialog', { name: 'Hello' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Payloads' }).click();
  const panel = page.getByRole('complementary', { name: 'Payloads' });
  await panel.locator('summary', { hasText: 'chat.postMessage' }).click();
  const link = panel
    .locator('details', { hasText: 'chat.postMessage' })
    .getByRole('link', { name: 'Open in Block Kit Builder' });
  const address = decodeURIComponent((await link.getAttribute('href')) ?? '');
  expect(address).toBe(
    'https://app.slack.com/block-kit-builder#{"blocks":[{"type":"header","text":{"type":"plain_text","text":"Built"}}]}',
  );
  await panel.locator('summary', { hasText: 'views.open' }).click();
  await panel.locator('summary', { hasText: 'slash_command' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await close();
});
