import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realOf } from '../../src/core/check/examples.ts';
import { approaches, compile, coverageOf } from '../../src/core/index.ts';
import { picks } from '../core/draw.ts';
import { book, rulebook } from '../core/shipped.ts';

const coverage = coverageOf(compile(rulebook));

describe('what the rules cover', () => {
  it('is counted over every way to answer everything', () => {
    const widths = book.levels.map(({ values }) => BigInt(values.length));
    expect(coverage.assignments).toBe(widths.reduce((product, width) => product * width, 1n));
    expect(coverage.possible > 0n && coverage.possible < coverage.assignments).toBe(true);
  });

  it('has one approach for every complete case', () => {
    for (const key of ['share', 'likely'] as const) {
      expect(coverage.approaches.reduce((sum, one) => sum + one[key], 0)).toBeCloseTo(1, 6);
      expect(coverage.approaches.every((one) => one[key] > 0)).toBe(true);
    }
  });

  it('has rules that decide no more often than they stand, and stand no more often than they fire', () => {
    expect(coverage.rules.map(({ rule }) => rule)).toEqual(Object.keys(rulebook.rules));
    for (const { rule, fires, stands, decides } of coverage.rules) {
      expect([rule, fires > 0, fires >= stands, stands >= decides]).toEqual([rule, true, true, true]);
    }
  });

  it('has as its most telling question the gap, and nothing told by a question no rule asks', () => {
    expect(coverage.questions[0]?.question).toBe('gap');
    const asked = new Set(Object.values(rulebook.rules).flatMap(({ when }) => Object.keys(when)));
    for (const { question, bits, flips } of coverage.questions) {
      expect([question, bits > 0, flips > 0]).toEqual([question, asked.has(question), asked.has(question)]);
    }
  });

  it('agrees with counting in cases drawn evenly', () => {
    const real = realOf(book);
    const drawn: (readonly number[])[] = [];
    fc.assert(
      fc.property(picks, (pick) => {
        const values = book.levels.map((level) => pick([...level.values.keys()]));
        if (book.diagram.walk(real, values) === 1) drawn.push(values);
      }),
      { numRuns: 20_000 },
    );
    for (const [index, { share }] of coverage.approaches.entries()) {
      const found =
        drawn.filter((values) => book.diagram.walk(book.verdict, values) === index + 2).length / drawn.length;
      expect([approaches[index], Math.abs(found - share) < 0.02]).toEqual([approaches[index], true]);
    }
  });
});
