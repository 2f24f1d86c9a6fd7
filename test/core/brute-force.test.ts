import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approaches, approachOf, type Case } from '../../src/core/index.ts';
import { completeCases, edgeCases, justBelow } from './draw.ts';
import { plainly } from './plain.ts';
import { evaluate } from './reference.ts';
import { at, book, rulebook } from './shipped.ts';

const complete = completeCases(book, at);
const weigh = plainly(rulebook, at);

const cases = 30_000;

/** The banded numbers with their edges. */
const edges = book.levels.flatMap(({ id, bounds }) => {
  const question = rulebook.questions[id];
  return question?.kind === 'number' ? [{ id, bounds, question }] : [];
});

/** The cases just across the edges of the bands that the numbers of a case are in. */
function* across(answers: Case): Generator<Case> {
  for (const { id, bounds, question } of edges) {
    const value = Number(answers[id]);
    const [low, high] = [bounds.findLast((bound) => bound <= value), bounds.find((bound) => bound > value)];
    if (low !== undefined) yield { ...answers, [id]: justBelow(question, low) };
    if (high !== undefined) yield { ...answers, [id]: high };
  }
}

describe('every argument weighed one by one', () => {
  it('is what the slower reading of the rules gives, prices computed anew', () => {
    const drawn = fc.oneof(
      complete.map(({ answers }) => answers),
      edgeCases(book, at),
    );
    fc.assert(
      fc.property(drawn, (answers) => {
        expect(weigh(answers)).toBe(evaluate(rulebook, answers, at).approach);
      }),
      { numRuns: 40 },
    );
  });

  it(
    `gives what the diagram gives, on ${cases} cases of all approaches and across every edge of their bands`,
    { timeout: 180_000 },
    () => {
      const reached = new Map(approaches.map((approach) => [approach, 0]));
      const differences: Case[] = [];
      let neighbours = 0;
      for (const { answers } of fc.sample(complete, { numRuns: cases, seed: fc.readConfigureGlobal().seed ?? 1 })) {
        const approach = approachOf(book, answers, at)!;
        reached.set(approach, reached.get(approach)! + 1);
        if (weigh(answers) !== approach) differences.push(answers);
        for (const other of across(answers)) {
          neighbours += 1;
          if (weigh(other) !== approachOf(book, other, at)) differences.push(other);
        }
      }
      expect(differences.slice(0, 3)).toEqual([]);
      expect(neighbours).toBeGreaterThan(cases);
      for (const [approach, count] of reached) expect([approach, count > cases / 10]).toEqual([approach, true]);
    },
  );
});
