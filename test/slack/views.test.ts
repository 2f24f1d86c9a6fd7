import { describe, expect, test } from 'vitest';
import { recordView } from '../../src/slack/views/decision.ts';
import { textLength } from '../../src/slack/views/fold.ts';
import { helpMessage } from '../../src/slack/views/help.ts';
import { decisionMessage } from '../../src/slack/views/message.ts';
import type { Content } from '../../src/slack/views/message.ts';
import type { ModalView } from '@slack/types';
import { messages, notPosted, views } from './surfaces.ts';
import { messageProblems, textsIn, viewProblems } from './kit.ts';
import { explanationOf, revision, rules } from './samples.ts';

const family = '👨‍👩‍👧‍👦';

const sizes: [string, string, number][] = [
  ['nothing', '', 0],
  ['a little', 'Some words', 2],
  ['the most a rule file may say', 'y'.repeat(800), 6],
  ['far too much', 'word '.repeat(2000), 40],
  ['far too many emoji', family.repeat(900), 40],
  ['characters that grow when escaped', '<&>'.repeat(3000), 40],
  ['very many small things', 'z', 500],
];

describe("every message passes Slack's limits when there is to say", () => {
  test.each(sizes)('%s', (_, text, many) => {
    expect(Object.values(messages(text, many)).flatMap(messageProblems)).toEqual([]);
  });
});

describe("every window passes Slack's limits when there is to say", () => {
  test.each(sizes)('%s', (_, text, many) => {
    expect(Object.values(views(text, many)).flatMap(viewProblems)).toEqual([]);
  });
});

test('a message that had to be cut short says so, and keeps its buttons and its first stage', () => {
  const long = 'y'.repeat(800);
  const { decision, argument } = messages(long, 40);
  expect(JSON.stringify(argument)).toContain('This is not everything');
  expect(JSON.stringify(argument)).toContain('The plan');
  expect(JSON.stringify(decision)).toContain('decision:button:why');
});

test('a message with room to spare is not cut', () => {
  const short = messages('Some words', 3);
  for (const content of Object.values(short)) expect(JSON.stringify(content)).not.toContain('This is not everything');
  expect(textLength(short['argument']?.blocks)).toBeGreaterThan(200);
});

const hostile = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<@U1>',
  '<@U1|ann>',
  '<#C1|general>',
  '<!subteam^S1>',
  '<!date^1392734382^{date}|x>',
  '<https://evil.example|click>',
  'https://evil.example/x',
  'http://evil.example',
  'mailto:a@evil.example',
  '<mailto:a@evil.example|mail>',
  '*bold*',
  '_italic_',
  '~gone~',
  '`code`',
  '```block```',
  '> quote',
  '>>> quotes',
  '*_~`all`~_*',
  ':smile:',
  '&lt;!channel&gt;',
  '&amp;lt;!channel&amp;gt;',
  '&',
  '<',
  '>',
  '<<!channel>>',
  '[link](https://evil.example)',
  '# heading',
  '| a | b |',
  'left\u202Eright',
  '\u2066isolate',
  '\u200Fמשפט\u200E',
  'zero\u200Bwidth',
  '\uD800',
  'a\uDC00b',
  '\u0000null',
  'line\r\nbreak',
  '\u2028separator',
  family.repeat(100),
  `${'x'.repeat(299)}${family}`,
  'a'.repeat(10_000),
  '<!channel>'.repeat(1000),
  '*'.repeat(10_000),
  `e${'\u0301'.repeat(5000)}`,
  '{"response_action":"clear"}',
  '__proto__',
  '<script>alert(1)</script>',
  '${7*7}',
  '\\u003c!channel\\u003e',
  '@channel',
  '#general',
];

/** Curves stay here: they are drawn. */
const sentOf = (one: Content | ModalView) => ({ ...one, chart: undefined });

describe('what people write stays text', () => {
  test.each(
    hostile.map((text) => [text.length > 60 ? `${text.slice(0, 20)}… (${text.length})` : JSON.stringify(text), text]),
  )('%s', (_, text) => {
    const all = { ...messages(text, 2), ...views(text, 2) };
    for (const one of Object.values(all).map(sentOf)) {
      const sent = JSON.stringify(one);
      expect(sent).not.toMatch(/\p{Surrogate}|\\ud[89a-f]/u);
      expect(sent).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      const texts = textsIn(one);
      // Nothing is drawn as mrkdwn, so nothing in the blocks can mention, link or format.
      expect(texts.filter(({ type }) => type === 'mrkdwn' || type === 'markdown')).toEqual([]);
      const links = [...sent.matchAll(/"url":"([^"]*)"/g)].map((match) => match[1] ?? '');
      expect(links.filter((url) => !url.startsWith('https://example.org/'))).toEqual([]);
    }
    for (const { text: said } of Object.values(messages(text, 2))) {
      expect(said.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&*_~`]|:\/\//);
    }
  });
});

test('a source without an address that Slack takes is shown as text', () => {
  const explanation = explanationOf('x', 1);
  const reason = explanation.reasons[0];
  if (reason === undefined) throw new Error('the sample has a reason');
  const sources = ['javascript:alert(1)', 'ftp://x', 'https://a b', 'https://<x>', ''].map((url) => ({
    id: 's',
    label: 'Source',
    url,
  }));
  const content = decisionMessage(
    {
      ...explanation,
      reasons: [
        { ...reason, sources: sources.slice(0, 3) },
        { ...reason, sources: sources.slice(3) },
      ],
    },
    revision,
  );
  expect(JSON.stringify(content)).not.toContain('"link"');
});

test('the message after a refusal names the line that mends it', () => {
  for (const code of ['not_in_channel', 'channel_not_found']) {
    const content = notPosted('A bot', 3, 'decision', code);
    expect(content.text).toContain('/invite @rag-or-ft');
    expect(JSON.stringify(content.blocks)).toContain('/invite @rag-or-ft');
  }
});

test('help shows the ladder in four rungs and the ways in', () => {
  const { text } = helpMessage(rules);
  expect(text).toMatchInlineSnapshot(`
    "RAG or fine-tuning? Ask before you build.
    The ladder, cheapest first:
    Rung prompt: try it.
    Rung long-context: try it.
    Rung rag: try it.
    Rung fine-tune: try it.
    In a thread, open the menu of a message (⋮), choose “Settle this debate”, and the answer is posted in that thread.
    Only you see the answer until you share it.
    I decide by written rules with their sources, not by a language model.
    What you can type:
    /rag-or-ft what you are building: starts the questions
    /rag-or-ft settle &lt;link&gt;: settles the debate in that thread
    /rag-or-ft ask &lt;question&gt;: answers what newcomers ask
    /rag-or-ft lessons: teaches each idea in a minute
    /rag-or-ft cases: opens worked cases, to change an answer and see what moves
    /rag-or-ft quiz: asks what you would do
    /rag-or-ft welcome: tells this channel how to use me, in one message
    /rag-or-ft home: says where your drafts and decisions are
    /rag-or-ft compare: puts the approaches side by side
    /rag-or-ft audit: finds out what goes wrong today
    /rag-or-ft forget: deletes what is yours, or for an admin everything here
    To post in a channel I have to be in it:
    /invite @rag-or-ft"
  `);
});

test('the record can be copied whole', () => {
  const lines = Array.from({ length: 400 }, (_, at) => `- line ${at} <!channel> *x*`);
  const view = recordView(lines.join('\n'));
  const copied = view.blocks
    .flatMap((block) => (block.type === 'rich_text' ? textsIn(block).map((it) => it.text) : []))
    .join('\n');
  expect(copied).toBe(lines.join('\n'));
});
