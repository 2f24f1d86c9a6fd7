import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, type Explanation, parseAnswers } from '../../src/core/index.ts';
import { anyCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

function explained(given: Record<string, unknown>): Explanation {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return explain(book, parsed.answers, { title: 'x', at });
}

const thresholdsFor = (given: Record<string, unknown>): readonly string[] =>
  explained(given).near.map(({ threshold }) => threshold);

/** The ids under which a question may be answered. */
function units(id: string): readonly string[] {
  const question = rulebook.questions[id];
  return [id, ...(question?.kind === 'number' ? Object.keys(question.also ?? {}) : [])];
}

describe('a number near a threshold', () => {
  it('is shown with who draws the line and who disagrees', () => {
    const { near } = explained({ gap: 'behavior', labelled_examples: 400 });
    const one = near.find(({ threshold }) => threshold === 'tune_examples');
    expect(one?.text).toBe(
      'How many checked examples there are: 400 examples is near 500 examples, where the rules draw a line.',
    );
    expect(one?.sources.map(({ id }) => id)).toContain('s1');
    expect(one?.disagrees).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ says: 'thousands' }),
        expect.objectContaining({ says: '100' }),
      ]),
    );
  });

  it('is near on both sides, up to half and twice of it, and shares up to five points', () => {
    expect(thresholdsFor({ latency_ms: 400 })).toContain('instant_ms');
    expect(thresholdsFor({ latency_ms: 401 })).not.toContain('instant_ms');
    expect(thresholdsFor({ latency_ms: 100 })).toContain('instant_ms');
    expect(thresholdsFor({ latency_ms: 99 })).not.toContain('instant_ms');
    expect(thresholdsFor({ prompt_success_rate: 0.76 })).toContain('prompt_ceiling');
    expect(thresholdsFor({ prompt_success_rate: 0.74 })).not.toContain('prompt_ceiling');
    expect(thresholdsFor({ prompt_success_rate: { count: 37, of: 50 } })).toContain('prompt_ceiling');
    expect(thresholdsFor({ prompt_success_rate: { count: 370, of: 500 } })).not.toContain('prompt_ceiling');
  });

  it('counts pages as the tokens they come to, and says which approach is on the other side', () => {
    const { near, approach } = explained({
      gap: 'knowledge',
      knowledge_pages: 300,
      freshness: 'yearly',
      queries_per_day: 100,
    });
    const [one] = near;
    expect(one?.question).toBe('knowledge_tokens');
    expect(one?.flips === undefined || one.flips !== approach).toBe(true);
  });

  it('is one that was given, and at most three are shown, those that flip the verdict first', () => {
    fc.assert(
      fc.property(anyCases(book, at), ({ answers }) => {
        const { near, pivots } = explain(book, answers, { title: 'x', at });
        expect(near.length).toBeLessThanOrEqual(3);
        for (const { question, flips } of near) {
          expect(units(question).some((id) => answers[id] !== undefined)).toBe(true);
          expect(
            flips === undefined || pivots.some((pivot) => pivot.question === question && pivot.approach === flips),
          ).toBe(true);
        }
        const order = near.map(({ flips }) => Number(flips === undefined));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });
});

describe('what spoke against a verdict', () => {
  it('comes with what it lost to, and a verdict has at most three reasons', () => {
    fc.assert(
      fc.property(anyCases(book, at), ({ answers }) => {
        const { against, reasons, findings } = explain(book, answers, { title: 'x', at });
        expect(reasons.length > 0 && reasons.length <= 3).toBe(true);
        const texts = new Set(
          [...reasons, ...findings.flatMap((finding) => finding.arguments)].map(({ text }) => text),
        );
        for (const { lost, text } of against) {
          expect(texts).toContain(lost);
          expect(lost).not.toBe(text);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('goes with one line for each other approach', () => {
    fc.assert(
      fc.property(anyCases(book, at), ({ answers }) => {
        const { whyNot, approach } = explain(book, answers, { title: 'x', at });
        expect(whyNot.map((line) => line.approach)).not.toContain(approach);
        expect(whyNot).toHaveLength(4);
        for (const { text } of whyNot) expect(text.length).toBeGreaterThan(10);
      }),
      { numRuns: 100 },
    );
  });
});
