import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks } from '../../src/playground/render/blocks.ts';
import { markdown } from '../../src/playground/render/markdown.ts';
import { mrkdwn } from '../../src/playground/render/mrkdwn.ts';
import { screenOf } from '../../src/playground/render/screen.ts';
import { checkBlocks } from '../../src/playground/schema/check.ts';
import { createWorld } from '../../src/playground/world.ts';
import { escapeText } from '../../src/playground/messages.ts';
import { plain } from './stand-in.ts';

const screen = screenOf(
  createWorld(() => 0, 'A0LOCAL'),
  'U0ANN',
);
const html = (text: string) => mrkdwn(text, screen).html;

const render = (all: unknown, surface: 'message' | 'modal' = 'message') => {
  const checked = checkBlocks(all, surface);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return blocks(checked.value, screen).html;
};

describe('mrkdwn', () => {
  test.each([
    ['*bold* _italic_ ~strike~ `code`', '<strong>bold</strong> <em>italic</em> <s>strike</s> <code>code</code>'],
    ['*bold _and italic_*', '<strong>bold <em>and italic</em></strong>'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['a * b * c', 'a * b * c'],
    ['`*not bold*`', '<code>*not bold*</code>'],
    ['```a &lt; b\n*x*```', '<pre>a &lt; b\n*x*</pre>'],
    ['&gt; quoted\n&gt; more\nrest', '<blockquote>quoted<br>more</blockquote>rest'],
    ['&gt;&gt;&gt; all\nof it', '<blockquote>all<br>of it</blockquote>'],
    ['<@U0ANN> in <#C0GUILD>', '<span class="mention">@Ann Rivera</span> in <span class="mention">#llm-guild</span>'],
    [
      '<!here> <!channel>',
      '<span class="mention broadcast">@here</span> <span class="mention broadcast">@channel</span>',
    ],
    [
      '<https://a.b/?x=1&amp;y=2|label>',
      '<a href="https://a.b/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">label</a>',
    ],
    ['see https://a.b/c.', 'see <a href="https://a.b/c" target="_blank" rel="noopener noreferrer">https://a.b/c</a>.'],
    ['<mailto:a@b.c|write>', '<a href="mailto:a@b.c" target="_blank" rel="noopener noreferrer">write</a>'],
    ['<javascript:alert(1)|click>', 'click'],
    [':tada: stays', ':tada: stays'],
    ['one\ntwo', 'one<br>two'],
    ['&lt;script&gt;', '&lt;script&gt;'],
    ['&amp;lt;', '&amp;lt;'],
    ['<!date^1700000000^{date}|14 November>', '14 November'],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test('a permalink of the workspace stays in the page', () => {
    expect(html('<https://local.slack.com/archives/C0GUILD/p1700000000000100|there>')).toBe(
      '<a href="?as=U0ANN&amp;channel=C0GUILD&amp;thread=1700000000.000100#m1700000000.000100">there</a>',
    );
  });
});

/** Tags this text would add to the page if it were taken for markup. */
const tags = (text: string) => [...text.matchAll(/<([a-z]+)/g)].map((it) => it[1]);
const nasty = fc.string({ minLength: 1, maxLength: 60 });
const markup = fc
  .array(
    fc.oneof(
      nasty,
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '<!channel>',
        '<@U0BEN>',
        '<#C0GUILD>',
        '"><b>',
        "'",
        '&lt;b&gt;',
        '*a*',
        '_a_',
        '`',
        '```',
        'https://a.b',
        '<https://a.b|c>',
        '&amp;',
        '${x}',
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((it) => it.join(' '));

const decode = (text: string) =>
  text
    .replace(/<br>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

describe('text of people', () => {
  test('plain text, table cells and rich text show it letter by letter and make nothing of it', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const inert: unknown[] = [
          { type: 'section', text: plain(text) },
          { type: 'table', rows: [[{ type: 'raw_text', text }]] },
          { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] },
        ];
        for (const block of inert) {
          const drawn = render([block]);
          expect(
            tags(drawn).filter((it) => !['div', 'table', 'thead', 'tbody', 'tr', 'th', 'br'].includes(it ?? '')),
          ).toEqual([]);
          expect(decode(drawn.replace(/<(?!br>)[^>]*>/g, ''))).toBe(text);
        }
      }),
    );
  });

  test('escaped for mrkdwn, it may become bold or a link but never a mention or markup', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const drawn = html(escapeText(text));
        expect(
          tags(drawn).filter((it) => !['strong', 'em', 's', 'code', 'pre', 'a', 'br', 'blockquote'].includes(it ?? '')),
        ).toEqual([]);
        expect(drawn).not.toContain('class="mention');
      }),
    );
  });

  test('unescaped mrkdwn and markdown cannot break out either', () => {
    fc.assert(
      fc.property(markup, (text) => {
        for (const drawn of [html(text), markdown(text).html]) {
          expect(tags(drawn)).not.toContain('script');
          expect(tags(drawn)).not.toContain('img');
          expect(drawn).not.toMatch(/href="(?!https?:|mailto:|\?)/);
        }
      }),
    );
  });

  test('inputs carry it as a value', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const element = {
          type: 'plain_text_input',
          action_id: 'a',
          initial_value: text,
          placeholder: plain(text.slice(0, 150)),
        };
        const drawn = render([{ type: 'input', label: plain(text), element }], 'modal');
        expect(tags(drawn)).toEqual(['div', 'div', 'div', 'label', 'div', 'input']);
      }),
    );
  });
});

const cells = (row: string[]) => row.map((text) => ({ type: 'raw_text', text }));

test('a table has headers for columns and rows, and its alignment', () => {
  const drawn = render([
    {
      type: 'table',
      column_settings: [null, { align: 'right' }],
      rows: [cells(['Item', 'Cost']), cells(['Search', '$1'])],
    },
  ]);
  expect(drawn).toContain('<th scope="col">Item</th><th class="align-right" scope="col">Cost</th>');
  expect(drawn).toContain('<th scope="row">Search</th><td class="align-right">$1</td>');
});
