import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { option, plain, start } from '../playground/stand-in.ts';
import { accessibilityProblems, sharedBrowser } from './kit.ts';

const form = {
  type: 'modal' as const,
  callback_id: 'first',
  title: plain('RAG or fine-tuning?'),
  submit: plain('Next'),
  close: plain('Cancel'),
  blocks: [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Three answers are enough to *start*.' } },
    {
      type: 'input' as const,
      block_id: 'title',
      label: plain('What is it about?'),
      element: { type: 'plain_text_input' as const, action_id: 'title', max_length: 80 },
    },
    {
      type: 'input' as const,
      block_id: 'gap',
      label: plain('What goes wrong today?'),
      hint: plain('Think of the last ten bad answers.'),
      element: {
        type: 'radio_buttons' as const,
        action_id: 'gap',
        options: [
          { ...option('knowledge', 'It lacks facts'), description: plain('It does not know our documents.') },
          option('behavior', 'It behaves wrongly'),
        ],
      },
    },
    {
      type: 'input' as const,
      block_id: 'limits',
      optional: true,
      label: plain('Tick what applies'),
      element: {
        type: 'checkboxes' as const,
        action_id: 'limits',
        options: [option('cite', 'Answers must cite'), option('pii', 'Data must be deletable')],
      },
    },
    {
      type: 'input' as const,
      block_id: 'freshness',
      optional: true,
      label: plain('How often do facts change?'),
      element: {
        type: 'static_select' as const,
        action_id: 'freshness',
        options: ['daily', 'weekly', 'yearly'].map((it) => option(it)),
      },
    },
    {
      type: 'actions' as const,
      block_id: 'help',
      elements: [{ type: 'button' as const, action_id: 'explain', text: plain('What does this mean?') }],
    },
  ],
};

const costs = {
  type: 'table' as const,
  column_settings: [{ is_wrapped: true }, { align: 'right' as const }, { align: 'right' as const }],
  rows: [
    ['Item', 'RAG', 'Fine-tuning'].map((text) => ({ type: 'raw_text' as const, text })),
    ['Inference', '$412.50', '$380.00'].map((text) => ({ type: 'raw_text' as const, text })),
    ['Vector store <b>', '$70.00', '–'].map((text) => ({ type: 'raw_text' as const, text })),
  ],
};

type Started = Awaited<ReturnType<typeof start>>;
const open = sharedBrowser();
let it: Started;
vi.setConfig({ testTimeout: 30_000 });
beforeEach(async () => {
  it = await start((app) => {
    app.command('/rag-or-ft', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    app.action('explain', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.view) return;
      const alert = { type: 'alert' as const, level: 'info' as const, text: plain('Facts are what a document says.') };
      await client.views.update({ view_id: body.view.id, view: { ...form, blocks: [alert, ...form.blocks] } });
    });
    app.view('first', async ({ ack, view, client }) => {
      const title = view.state.values['title']?.['title']?.value ?? '';
      if (title.length < 4) return ack({ response_action: 'errors', errors: { title: 'Say a little more.' } });
      await ack();
      const posted = await client.chat.postMessage({
        channel: 'C0GUILD',
        text: 'Retrieval (RAG)',
        blocks: [
          { type: 'header', text: plain('Retrieval (RAG)') },
          {
            type: 'section',
            text: {
              type: 'mrkdwn',
              text: '*Settled.* Facts change weekly and answers must cite. <https://example.org/why|Why>',
            },
          },
          { type: 'section', fields: [plain(`Title: ${title}`), plain('Gap: knowledge')] },
          { type: 'context', elements: [plain('Rulebook of November 2026')] },
          {
            type: 'actions',
            block_id: 'verdict',
            elements: [
              { type: 'button', action_id: 'why', style: 'primary', text: plain('Why?') },
              {
                type: 'button',
                action_id: 'drop',
                style: 'danger',
                text: plain('Withdraw'),
                confirm: {
                  title: plain('Withdraw it?'),
                  text: plain('Everybody sees that it is gone.'),
                  confirm: plain('Withdraw'),
                  deny: plain('Keep'),
                },
              },
              {
                type: 'static_select',
                action_id: 'compare',
                placeholder: plain('Compare with…'),
                options: [option('fine-tune', 'Fine-tuning')],
              },
              { type: 'overflow', action_id: 'more', options: [option('record', 'Decision record')] },
            ],
          },
        ],
      });
      await client.chat.postMessage({ channel: 'C0GUILD', thread_ts: posted.ts ?? '', text: 'Costs', blocks: [costs] });
    });
    app.action('drop', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
    app.action('more', async ({ ack, respond, action }) => {
      await ack();
      await respond(action.type === 'overflow' ? `You chose ${action.selected_option.value}` : '');
    });
    app.action('compare', async ({ ack, respond, action }) => {
      await ack();
      await respond(action.type === 'static_select' ? `Compared with ${action.selected_option.value}` : '');
    });
    app.shortcut('settle', async ({ ack, client, shortcut }) => {
      await ack();
      if (shortcut.type === 'message_action') await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
    });
  });
});
afterEach(() => it.stop());

const settle = async (page: Awaited<ReturnType<typeof open>>['page']) => {
  await page.getByLabel('Message', { exact: true }).fill('/rag-or-ft our assistant');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'RAG or fine-tuning?' });
  await dialog.getByLabel('What is it about?').fill('Support <script>alert(1)</script>');
  await dialog.getByLabel('It lacks facts').check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.waitFor({ state: 'hidden' });
};

test('a newcomer runs the command, answers the modal, and reads message and thread', async () => {
  const { page, complaints, close } = await open(it.playground.url);
  await page.getByRole('link', { name: '5 replies' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const field = page.getByLabel('Message', { exact: true });
  await field.pressSequentially('/rag');
  await page.getByRole('option', { name: /Settle it/ }).waitFor();
  await page.keyboard.press('Tab');
  expect(await field.inputValue()).toBe('/rag-or-ft ');
  await page.keyboard.press('Enter');

  const dialog = page.getByRole('dialog', { name: 'RAG or fine-tuning?' });
  await dialog.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('Please complete this required field.').first().waitFor();
  await dialog.getByLabel('What is it about?').fill('ab');
  await dialog.getByLabel('It lacks facts').check();
  await dialog.getByLabel('Answers must cite').check();
  await dialog.getByLabel('How often do facts change?').selectOption('weekly');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('Say a little more.').waitFor();
  expect(await dialog.getByLabel('It lacks facts').isChecked()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);

  await dialog.getByLabel('What is it about?').fill('Support assistant');
  await dialog.getByRole('button', { name: 'What does this mean?' }).click();
  await dialog.getByText('Facts are what a document says.').waitFor();
  expect(await dialog.getByLabel('What is it about?').inputValue()).toBe('Support assistant');
  expect(await dialog.getByLabel('How often do facts change?').inputValue()).toBe('weekly');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.id')).toBe('composer-text');

  await page.getByText('Title: Support assistant').waitFor();
  await page.getByRole('link', { name: '1 reply' }).click();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByRole('columnheader', { name: 'Fine-tuning' }).waitFor();
  await thread.getByRole('rowheader', { name: 'Vector store <b>' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(it.playground.notes).toEqual([]);
  await close();
});

test('what a person types is text, never markup', async () => {
  const { page, complaints, close } = await open(it.playground.url);
  await settle(page);
  await page.getByText('Title: Support <script>alert(1)</script>').waitFor();
  await page.getByLabel('Message', { exact: true }).fill('<img src=x onerror=alert(1)> <!channel> <@U0BEN> *bold*');
  await page.keyboard.press('Enter');
  await page.getByText('<img src=x onerror=alert(1)> <!channel> <@U0BEN> bold').waitFor();
  expect(await page.locator('main script, main .broadcast, main img').count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test('buttons ask back, selects and menus tell the app, and others see only what is theirs', async () => {
  const ann = await open(it.playground.url);
  const ben = await open(`${it.playground.url}?as=U0BEN`);
  await settle(ann.page);
  await ann.page.getByLabel('Compare with…').selectOption('fine-tune');

  await ann.page.getByText('Compared with fine-tune').waitFor();
  await ann.page.getByLabel('More options').click();
  await ann.page.getByRole('button', { name: 'Decision record' }).click();
  await ann.page.getByText('You chose record').waitFor();
  expect(await ben.page.getByText('You chose record').count()).toBe(0);
  await ben.page.getByRole('button', { name: 'Withdraw' }).click();
  await ben.page.getByRole('dialog', { name: 'Withdraw it?' }).getByRole('button', { name: 'Keep' }).click();
  expect(await ann.page.getByText('Settled.').count()).toBe(1);
  await ben.page.getByRole('button', { name: 'Withdraw' }).click();
  await ben.page.getByRole('dialog', { name: 'Withdraw it?' }).getByRole('button', { name: 'Withdraw' }).click();
  await ann.page.getByText('Settled.').waitFor({ state: 'detached' });
  await ann.close();
  await ben.close();
});

test('a message has a thread and shortcuts, by keyboard as well', async () => {
  const { page, close } = await open(it.playground.url);
  await page.getByRole('link', { name: '5 replies' }).click();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByLabel('Reply', { exact: true }).fill('One more thing');
  await page.keyboard.press('Enter');
  await thread.getByText('One more thing').waitFor();
  await thread.getByLabel('Reply', { exact: true }).fill('/rag-or-ft');
  await page.keyboard.press('Enter');
  await page.getByText('/rag-or-ft is not supported in threads. Sorry!').waitFor();
  const menu = thread.getByLabel(/^More actions: message of Ben/).first();
  await menu.focus();
  await page.keyboard.press('Enter');
  await thread.getByRole('button', { name: 'Settle this debate' }).first().press('Enter');
  const dialog = page.getByRole('dialog', { name: 'RAG or fine-tuning?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.ariaLabel')).toMatch(/^More actions/);
  await close();
});

test('a phone shows one thing at a time, in dark colors too, without sideways scrolling', async () => {
  const { page, close } = await open(it.playground.url, {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  await settle(page);
  await page.getByRole('link', { name: '1 reply' }).click();
  await page.getByRole('columnheader', { name: 'Fine-tuning' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Close thread' }).click();
  await page.getByRole('button', { name: 'Channels' }).click();
  await page.getByRole('link', { name: 'random' }).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  expect(await accessibilityProblems(page)).toEqual([]);
  await close();
});

test('the payloads can be watched', async () => {
  const { page, close } = await open(it.playground.url);
  await page.getByRole('button', { name: 'Payloads' }).click();
  await settle(page);
  const panel = page.getByRole('complementary', { name: 'Payloads' });
  await panel.locator('summary', { hasText: 'view_submission' }).click();
  const payload = panel.locator('details[open]').getByText('"callback_id": "first"').first();
  await payload.waitFor();
  const shown = await panel.locator('summary').count();
  await it.playground.as('ann').command('#llm-guild', '/rag-or-ft help');
  await expect.poll(() => panel.locator('summary').count()).toBeGreaterThan(shown);
  expect(await payload.isVisible()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await close();
});
