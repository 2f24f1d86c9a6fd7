import { launch, open } from './kit.ts';
import { startPlayground } from '../../src/playground/index.ts';
const b = await launch();
const m = process.argv[2] ?? '';
console.log(m);
const p = await startPlayground({
  manifest: {
    commands: [{ command: '/rag-or-ft', description: 'Settle it', usage_hint: '[about]' }],
    shortcuts: [
      { name: 'Settle this debate', type: 'message', callback_id: 'settle' },
      { name: 'RAG or fine-tuning?', type: 'global', callback_id: 's' },
    ],
    scopes: ['chat:write', 'commands'],
  },
  credentials: { botToken: 'x', signingSecret: 'y' },
  rateLimits: false,
});
const api = async (method: string, args: object) => {
  const r = (await (
    await fetch(p.apiUrl + method, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: JSON.stringify(args),
    })
  ).json()) as any;
  if (!r.ok) console.log(method, JSON.stringify(r));
  return r;
};
const pt = (text: string) => ({ type: 'plain_text', text });
const o = (v: string, t = v) => ({ text: pt(t), value: v });
const posted = await api('chat.postMessage', {
  channel: 'C0GUILD',
  text: 'Retrieval',
  blocks: [
    { type: 'header', text: pt('Retrieval (RAG)') },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: '*Settled.* Facts change weekly, and answers must cite. See <https://example.org|why>, `code` and _more_.\n> A quote from <@U0BEN>\n> of two lines\n```const x = 1;```',
      },
      accessory: { type: 'button', action_id: 'w', text: pt('Why?') },
    },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: '*Cost*\n$412 a month' },
        { type: 'mrkdwn', text: '*Would flip it*\nFacts that change yearly' },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'Reasons', style: { bold: true } }] },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Facts change ' },
                { type: 'text', text: 'weekly', style: { italic: true } },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                { type: 'user', user_id: 'U0ANN' },
                { type: 'text', text: ' wants citations' },
              ],
            },
          ],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Quoted' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'preformatted' }] },
      ],
    },
    { type: 'divider' },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'a', style: 'primary', text: pt('Share') },
        { type: 'button', action_id: 'b', text: pt('Change an answer') },
        { type: 'button', action_id: 'c', style: 'danger', text: pt('Withdraw') },
        { type: 'static_select', action_id: 'd', placeholder: pt('Compare with…'), options: [o('x', 'Fine-tuning')] },
        { type: 'overflow', action_id: 'e', options: [o('r', 'Decision record')] },
      ],
    },
    {
      type: 'context',
      elements: [pt('Rulebook of November 2026'), { type: 'mrkdwn', text: '<https://example.org|sources>' }],
    },
  ],
});
await api('chat.postMessage', {
  channel: 'C0GUILD',
  thread_ts: posted.ts,
  text: 'Costs',
  blocks: [
    { type: 'section', text: pt('Costs a month') },
    {
      type: 'table',
      column_settings: [{ is_wrapped: true }, { align: 'right' }, { align: 'right' }],
      rows: [
        ['Item', 'RAG', 'Fine-tuning'],
        ['Inference', '$412.50', '$380.00'],
        ['Vector store', '$70.00', '–'],
        ['Training, spread over 12 months', '–', '$96.00'],
      ].map((r) => r.map((text) => ({ type: 'raw_text', text }))),
    },
    { type: 'markdown', text: '## Plan\n1. Try a **better prompt**\n2. Measure\n\n| a | b |\n|---|---|\n| 1 | 2 |' },
  ],
});
await api('chat.postEphemeral', { channel: 'C0GUILD', user: 'U0ANN', text: 'Only you: a preview' });
const modal = {
  type: 'modal',
  callback_id: 'm',
  title: pt('RAG or fine-tuning?'),
  submit: pt('Next'),
  close: pt('Cancel'),
  blocks: [
    { type: 'alert', level: 'info', text: pt('Three answers are enough to start. Everything can be changed later.') },
    {
      type: 'input',
      block_id: 't',
      label: pt('What is it about?'),
      element: { type: 'plain_text_input', action_id: 't', placeholder: pt('Support assistant for …') },
    },
    {
      type: 'input',
      block_id: 'g',
      label: pt('What goes wrong today?'),
      hint: pt('Think of the last ten bad answers.'),
      element: {
        type: 'radio_buttons',
        action_id: 'g',
        options: [
          { ...o('k', 'It lacks facts'), description: pt('It does not know our documents.') },
          o('b', 'It behaves wrongly'),
          o('n', 'I don’t know'),
        ],
      },
    },
    {
      type: 'input',
      block_id: 'c',
      optional: true,
      label: pt('Tick what applies'),
      element: {
        type: 'checkboxes',
        action_id: 'c',
        options: [o('1', 'Answers must cite'), o('2', 'Data must be deletable')],
      },
    },
    {
      type: 'input',
      block_id: 's',
      optional: true,
      label: pt('How often do facts change?'),
      element: { type: 'static_select', action_id: 's', options: [o('daily'), o('weekly')] },
    },
    {
      type: 'input',
      block_id: 'ml',
      optional: true,
      label: pt('Notes'),
      element: { type: 'plain_text_input', action_id: 'ml', multiline: true },
    },
    {
      type: 'input',
      block_id: 'd',
      optional: true,
      label: pt('Look again on'),
      element: { type: 'datepicker', action_id: 'd' },
    },
    {
      type: 'section',
      text: pt('Not sure what this means?'),
      accessory: { type: 'button', action_id: 'h', text: pt('Explain') },
    },
  ],
};
for (const [name, opts] of Object.entries({
  light: {},
  dark: { colorScheme: 'dark' as const },
  phone: { viewport: { width: 390, height: 844 } },
})) {
  const { page, close, complaints } = await open(
    b,
    `${p.url}?as=U0ANN&channel=C0GUILD${name === 'phone' ? '' : `&thread=${posted.ts}`}`,
    opts,
  );
  await page.waitForTimeout(400);
  await page.screenshot({ path: `/tmp/look/${name}.png` });
  if (name !== 'dark') {
    await page.getByLabel('Message', { exact: true }).fill('/');
    await page.waitForTimeout(100);
    await page.screenshot({ path: `/tmp/look/${name}-command.png` });
  }
  await p.as('ann').globalShortcut('s');
  const t = /"trigger_id":"([^"]+)"/.exec(JSON.stringify(p.deliveries.at(-1)))![1];
  await api('views.open', { trigger_id: t, view: modal });
  await page.waitForTimeout(300);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/look/${name}-modal.png` });
  await p.as('ann').closeView();
  if (name === 'light') {
    await page.getByRole('button', { name: 'Payloads' }).click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/look/${name}-inspect.png` });
  }
  if (name === 'phone') {
    await page.goto(`${p.url}?as=U0ANN&channel=C0GUILD&thread=${posted.ts}`);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/look/${name}-thread.png` });
    await page.getByRole('link', { name: 'Close thread' }).click();
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.waitForTimeout(200);
    await page.screenshot({ path: `/tmp/look/${name}-side.png` });
  }
  console.log(name, complaints);
  await close();
}
await b.close();
await p.close();
