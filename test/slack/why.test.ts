import { expect, test } from 'vitest';
import fc from 'fast-check';
import { explain, type Explanation } from '../../src/core/index.ts';
import { texts } from '../../src/slack/texts.ts';
import { findingBlocks } from '../../src/slack/views/argument.ts';
import { whyView } from '../../src/slack/views/decision.ts';
import { completeCases } from '../core/draw.ts';
import { at, book, rulebook } from '../core/shipped.ts';
import { viewProblems } from './kit.ts';
import { explanationOf, rules } from './samples.ts';

test('reasons that do not fit into one window go on in the next, and none is lost', () => {
  const same = explanationOf('y'.repeat(800), 40);
  const findings = same.findings.map((finding, n) => ({
    ...finding,
    arguments: finding.arguments.map((one) => ({ ...one, rule: `${one.rule}_${n}` })),
  }));
  const explanation = { ...same, findings };
  const claims = new Set<string>();
  const page = (at: number) => whyView('decision-1', explanation, undefined, rules, at);
  const pages = Number(/Page \d+ of (\d+)/.exec(JSON.stringify(page(1)))?.[1]);
  expect(pages).toBeGreaterThan(1);
  const named = { ...explanation, findings: explanation.findings.map((one, at) => ({ ...one, says: `Claim ${at}.` })) };
  for (let at = 1; at <= pages; at += 1) {
    const view = whyView('decision-1', named, undefined, rules, at);
    expect(viewProblems(view)).toEqual([]);
    for (const [claim] of JSON.stringify(view).matchAll(/Claim \d+\./g)) claims.add(claim);
  }
  expect(claims.size).toBe(40);
  expect(page(99)).toEqual(page(pages));
});

/** The lines of each block of the Why window, the heading first. */
const blocksOf = (explanation: Explanation): readonly (readonly string[])[] =>
  findingBlocks(explanation, rulebook).map((block) => {
    const lines = block.type === 'rich_text' ? block.elements : [];
    return lines.flatMap((one) => (one.type === 'rich_text_list' ? one.elements.map(plain) : [plain(one)]));
  });

const plain = (section: unknown): string =>
  [...JSON.stringify(section).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text = '']) => JSON.parse(`"${text}"`))
    .join('');

const drawn = fc
  .tuple(completeCases(book, at), fc.boolean())
  .map(([{ answers }, open]) => explain(book, open ? {} : answers, { title: 'x', at }));

test('a claim is given as missing only where a rule stands against it, and each of them once', () => {
  fc.assert(
    fc.property(drawn, (explanation) => {
      const start = texts.why.missing('');
      const named = blocksOf(explanation)
        .flat()
        .filter((line) => line.startsWith(start))
        .flatMap((line) => line.slice(start.length).split('; '));
      expect(new Set(named).size).toBe(named.length);
      const opposed = explanation.findings.filter(
        ({ holds, arguments: all }) => !holds && all.some(({ stands, side }) => stands && side === 'opposes'),
      );
      for (const one of named) expect(opposed.map(({ says }) => says)).toContain(one);
    }),
    { numRuns: 200 },
  );
});

test('only what was argued about has a paragraph, and no ground is told twice', () => {
  fc.assert(
    fc.property(drawn, (explanation) => {
      const argued = explanation.findings.filter(({ arguments: all }) => all.length > 0).map(({ says }) => says);
      const blocks = blocksOf(explanation);
      const headings = blocks.map(([heading = '']) => heading);
      expect(headings.slice(0, argued.length)).toEqual(argued);
      expect(headings.slice(argued.length).every((line) => line.startsWith(texts.why.quiet('')))).toBe(true);
      const pointers = new Set<string>([texts.why.asAbove, texts.why.alsoAbove, texts.why.sameGround]);
      const told = blocks.flatMap((lines) => lines.slice(1)).filter((line) => !pointers.has(line));
      expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
      for (const lines of blocks)
        expect(lines.length).toBeGreaterThan(headings.indexOf(lines[0] ?? '') < argued.length ? 1 : 0);
    }),
    { numRuns: 200 },
  );
});
