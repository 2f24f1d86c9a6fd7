import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, cut, escapeMrkdwn, fromCommand, inert } from '../../src/slack/mrkdwn.ts';

const family = '👨‍👩‍👧‍👦';

describe('cutting', () => {
  test('leaves short text alone', () => {
    expect(cut('short', 5)).toBe('short');
    expect(cut('', 5)).toBe('');
  });

  test('ends longer text with an ellipsis within the limit', () => {
    expect(cut('abcdefgh', 5)).toBe('abcd…');
  });

  test('never divides an emoji of several parts', () => {
    expect(cut(`ab${family}cd`, 8)).toBe('ab…');
    expect(cut(`ab${family}cd`, family.length + 3)).toBe(`ab${family}…`);
    expect(cut(`ab${family}`, family.length + 2)).toBe(`ab${family}`);
  });

  test('cuts one endless character somewhere rather than nowhere', () => {
    const zalgo = `a${'\u0301'.repeat(10_000)}`;
    expect(cut(zalgo, 50)).toHaveLength(50);
  });

  test('holds the limit, well-formed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, max) => {
        for (const result of [cut(text, max), inert(text, max)]) {
          expect(result.length).toBeLessThanOrEqual(max);
          expect(result).not.toMatch(/\p{Surrogate}/u);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('keeps every whole grapheme for which there is room', () => {
    const pieces = fc.constantFrom(
      'a',
      ' ',
      '<',
      '&',
      '*',
      '\r\n',
      family,
      'e\u0301',
      '🇩🇪',
      '🇩',
      '\u200D',
      '한',
      'क्षि',
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), fc.integer({ min: 30, max: 60 }), (text, max) => {
        const graphemes = [...new Intl.Segmenter('en').segment(clean(text))].map(({ segment }) => segment);
        const fitting = graphemes.map((_, at) => graphemes.slice(0, at + 1).join('')).findLast((it) => it.length < max);
        expect(cut(text, max)).toBe(clean(text).length <= max ? clean(text) : `${fitting}…`);
      }),
      { numRuns: 300 },
    );
  });

  test('reads only as much of an endless text as it needs', () => {
    expect(cut('x'.repeat(5_000_000), 10)).toBe('xxxxxxxxx…');
  });
});

test('cleaning drops lone surrogates, control characters and overrides of direction, and keeps the rest', () => {
  expect(clean('a\uD800b')).toBe('a\uFFFDb');
  expect(clean('a\u0000\u0007b\u009Fc\r\nd\te')).toBe('abc\nd\te');
  expect(clean('user\u202Etxt.exe\u2066x\u2069')).toBe('usertxt.exex');
  expect(clean(`שלום \u200F${family} é`)).toBe(`שלום \u200F${family} é`);
});

test('escaping touches exactly the three characters Slack names', () => {
  expect(escapeMrkdwn(`<!channel> & "it's" *b* _i_`)).toBe(`&lt;!channel&gt; &amp; "it's" *b* _i_`);
});

describe('inert text', () => {
  test('cannot mention, format or link', () => {
    const text = inert('<!channel> <@U1> *b* _i_ ~s~ `c` https://evil.example <https://evil.example|ok>', 3000);
    expect(text).not.toMatch(/[<>*_~`]/);
    expect(text).not.toContain('://');
  });

  test('is cut between escapes, never inside one', () => {
    for (let max = 1; max < 40; max += 1) expect(inert('<<<<<<<<&&&&', max)).toMatch(/^(&(lt|amp);)*…?$/);
  });
});

test.each([
  ['a plain title', 'a plain title'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['for <@U123|ann> in <#C1|general>', 'for @ann in #general'],
  ['for <@U123>', 'for @U123'],
  ['see <https://example.org/x?a=1&amp;b=2>', 'see https://example.org/x?a=1&b=2'],
  ['see <https://example.org|example>', 'see example'],
  ['<!here> look', '@here look'],
  ['&lt;!channel&gt;', '<!channel>'],
])('the text of a command becomes what was typed: %s', (escaped, typed) => {
  expect(fromCommand(escaped)).toBe(typed);
});
