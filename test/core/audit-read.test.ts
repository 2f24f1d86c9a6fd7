import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostCharacters, readJudged } from '../../src/core/index.ts';
import { rulebook } from './shipped.ts';

const read = (text: string) => readJudged(rulebook, text);
const problemsOf = (text: string) => {
  const result = read(text);
  return result.ok ? [] : result.problems;
};
/** The piles that hold something. */
function piles(text: string): Record<string, number | undefined> {
  const result = read(text);
  if (!result.ok) throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('; '));
  const filled = Object.entries(result.counts.kinds).filter(([, count]) => count > 0);
  return { ...Object.fromEntries(filled), ...(result.counts.right !== undefined && { right: result.counts.right }) };
}

describe('a table of judged answers', () => {
  test.each([
    ['counts', 'missing fact,12\nformat or tone,3\nright,35'],
    ['counts with a header', 'kind,count\nMissing fact,12\nFormat or tone,3\nRight,35'],
    ['counts first', 'count;failure type\n12;missing_fact\n3;tone\n35;OK'],
    ['counts with tabs', 'Missing fact\t12\r\nFormat or tone\t3\r\nright\t35\r\n'],
    ['counts in several lines of one kind', 'missing fact,10\nmissing info,2\nformat,1\ntone,2\nright,35'],
    ['blank lines before the first', '\n \n\nmissing fact;12\nformat;3\nright;35'],
    ['a mark of byte order and blank lines', '\uFEFFmissing fact,12\n\n\nformat,3\n ,\ncorrect,35'],
  ])('may hold %s', (_, text) => {
    expect(piles(text)).toEqual({ missing_fact: 12, format_tone: 3, right: 35 });
  });

  test.each([
    ['alone', 'missing fact\nstale\nstale\nright'],
    [
      'in a column named so',
      'id,answer,kind\n1,"No, I do not",missing fact\n2,x,stale\n3,"a ""quoted"" ,\nanswer",stale\n4,y,right',
    ],
    ['in a column of no name', 'Where is it?;missing fact\nWhat?;stale\nWhy?;stale\nWho?;right'],
    [
      'below a header with other signs in quotation marks',
      '"Asked, by, whom";"no, "" yes";kind\na;b;missing fact\nc;d;stale\ne;f;stale\ng;h;right',
    ],
    ['beside numbers of lines', 'id,kind\n1,missing fact\n2,stale\n3,stale\n4,right'],
    ['beside numbers of lines and a remark on some', '1,missing fact\n2,stale,twice\n3,stale\n4,right'],
    ['beside other numbers', '1,missing fact,0.2\n2,stale,0.4\n3,stale,0.9\n4,right,1'],
  ])('may hold one answer a line with its kind %s', (_, text) => {
    expect(piles(text)).toEqual({ missing_fact: 1, stale_fact: 2, right: 1 });
  });

  test('counts where its numbers cannot number the lines: each kind stands once, or two lines are all there is', () => {
    expect(piles('missing fact,1\nstale,2\nright,3')).toEqual({ missing_fact: 1, stale_fact: 2, right: 3 });
    expect(piles('stale,1\nstale,2')).toEqual({ stale_fact: 3 });
  });

  test('of failures alone does not say how many were right', () => {
    expect(piles('missing fact,12\nformat,3')).toEqual({ missing_fact: 12, format_tone: 3 });
    expect(piles('missing fact,12\nright,0')).toEqual({ missing_fact: 12, right: 0 });
  });

  test.each([
    ['1,234', 1234],
    ['1 234', 1234],
    ['10_000', 10_000],
    ['12,345', 12_345],
    [' 012 ', 12],
    ['100,000', 100_000],
    ['12,34', undefined],
    ['1,2345', undefined],
    ['1,23', undefined],
    ['1.234', undefined],
    ['1x234', undefined],
    [',123', undefined],
    ['1,,234', undefined],
    ['100001', undefined],
  ])('counts "%s" as %s, marks standing between thousands alone', (cell, count) => {
    const text = `kind;count\nmissing fact;${cell}`;
    expect(read(text).ok ? piles(text) : {}).toEqual(count === undefined ? {} : { missing_fact: count });
  });

  test('adds up to the same in whatever order its lines come', () => {
    const line = fc.tuple(fc.constantFrom('missing fact', 'stale', 'tone', 'right', 'random'), fc.nat(50));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const text = (all: typeof lines) => all.map((one) => one.join(',')).join('\n');
        expect(read(text(lines.toReversed()))).toEqual(read(text(lines)));
      }),
    );
  });
});

describe('what is no table of judged answers', () => {
  test.each([
    ['a kind that is none', 'missing fact,12\nmising fact,3', 2, 'did you mean "Missing fact"?'],
    ['a kind unlike any', 'missing fact,12\nknowledge,3', 2, 'use right, missing_fact, stale_fact,'],
    ['a formula', 'missing fact,12\n=HYPERLINK("http://x"),3', 2, 'looks like a formula'],
    ['a count that is none', 'missing fact,12\nformat,many', 2, 'not a whole number'],
    ['a formula for a count', 'missing fact,12\nformat,=1+1', 2, 'not a whole number'],
    ['a negative count', 'missing fact,12\nformat,-4\nstale,1', 2, 'not a whole number'],
    ['too large a count', 'missing fact,12\nformat,99999999999999999999', 2, 'not a whole number'],
    ['nothing', ' \n\n', 1, 'nothing in it'],
    ['only a header', 'kind,count', 1, 'only a header'],
    ['a quotation that never ends', 'missing fact,12\n"format,3\nstale,2', 2, 'never closes'],
    ['a line without a kind', 'kind,count\nmissing fact,12\n,3', 3, 'no kind'],
    ['numbers that may count or number', '1,stale\n2,missing fact\n3,stale', 1, 'do the numbers count'],
    ['a page of HTML', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 1, 'not a kind'],
  ])('is refused by its line: %s', (_, text, line, message) => {
    expect(problemsOf(text)[0]).toEqual({ line, message: expect.stringContaining(message) });
  });

  test('is refused when it is too large', () => {
    expect(problemsOf('x'.repeat(mostCharacters + 1))[0]?.message).toContain('longer than');
    expect(problemsOf('right\n'.repeat(6000))[0]).toEqual({
      line: 5001,
      message: expect.stringContaining('more than 5000 lines'),
    });
  });

  test('names the first lines and counts the rest, in words that stay on one line', () => {
    const problems = problemsOf(Array.from({ length: 40 }, () => 'bad\u202Ething\u0007').join('\n'));
    expect(problems).toHaveLength(6);
    expect(problems[5]?.message).toContain('and 35 more');
    for (const { message } of problems) expect(message).toMatch(/^[^\p{Cc}\p{Cf}]{1,200}$/u);
  });

  test('never breaks the reader, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^([a-z",;\n\t=0-9 ]{0,60})$/)), (text) => {
        const result = read(text);
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
    );
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('takes "%s" for no kind', (name) => {
    expect(problemsOf(`${name},3`)).toHaveLength(1);
  });
});
