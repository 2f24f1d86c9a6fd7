import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, decide, type Possible } from '../../src/core/index.ts';
import { limitTick } from '../../src/core/ticks.ts';
import { mayAssume } from '../../src/core/usual.ts';
import { completeCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

/** Complete cases of which some answers are forgotten. */
const partial: fc.Arbitrary<Case> = fc
  .tuple(completeCases(book, at), fc.infiniteStream(fc.integer({ min: 0, max: 3 })))
  .map(([{ answers }, turns]) =>
    Object.fromEntries(Object.entries(answers).filter(([id]) => id === 'gap' || turns.next().value !== 0)),
  );

/** What is assumed of a question nobody spoke of. */
function assumed(id: string): Possible {
  const question = rulebook.questions[id]!;
  return limitTick(id, question)?.no ?? question.usual;
}

/** Inputs of computed questions that count as usual until somebody speaks of them. */
const untilSpoken = new Set(
  Object.values(rulebook.derived).flatMap(({ usual, from, until = from }) => (usual === undefined ? [] : until)),
);

describe('a case that is settled as assumed', () => {
  it('rests on open limits alone, and is settled for good once they are answered as assumed', () => {
    const verdicts = fc
      .sample(partial, { numRuns: 150, seed: 5 })
      .map((answers) => ({ answers, ...decide(book, answers, at) }))
      .filter(({ settled }) => settled === 'as_assumed');
    expect(verdicts.length).toBeGreaterThan(5);
    for (const { answers, assumptions, approach } of verdicts) {
      expect(assumptions.length).toBeGreaterThan(0);
      for (const id of assumptions) {
        expect(answers[id]).toBeUndefined();
        expect(mayAssume(rulebook.questions[id]) || untilSpoken.has(id)).toBe(true);
      }
      const spoken = Object.fromEntries(assumptions.map((id) => [id, assumed(id)]));
      const verdict = decide(book, { ...answers, ...spoken }, at);
      expect(verdict).toMatchObject({ settled: 'yes', approach, assumptions: [] });
    }
  });

  it('is not settled any more where somebody left such a limit open on purpose', () => {
    const answers = {
      gap: 'knowledge',
      knowledge_tokens: 150_000,
      queries_per_day: 200,
      freshness: 'yearly',
      prompt_success_rate: 0.6,
    };
    const { settled, assumptions } = decide(book, answers, at);
    expect([settled, assumptions.includes('live_records')]).toEqual(['as_assumed', true]);
    const open = decide(book, { ...answers, live_records: ['yes', 'no'] }, at);
    expect([open.settled, open.assumptions.includes('live_records')]).toEqual(['no', true]);
  });
});

describe('a case that is not settled', () => {
  it('names every open question that still matters, of whatever kind', () => {
    const { settled, assumptions } = decide(book, { gap: 'knowledge' }, at);
    expect(settled).toBe('no');
    expect(assumptions).toEqual(expect.arrayContaining(['prompt_tried', 'knowledge_tokens', 'on_premises']));
    expect(assumptions).not.toContain('gap');
  });
});
