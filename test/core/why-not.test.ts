import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approaches, type Case, explain, whyNot } from '../../src/core/index.ts';
import { completeCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

const cases = fc.tuple(completeCases(book, at), fc.constantFrom(...approaches));
const explained = (answers: Case) => explain(book, answers, { title: 'x', at });

describe('why not another approach', () => {
  it('names claims which, turned round, give it', () => {
    fc.assert(
      fc.property(cases, ([{ answers }, approach]) => {
        const explanation = explained(answers);
        const turned = new Set(whyNot(book, explanation, approach).claims.map(({ claim }) => claim));
        expect(turned.size > 0).toBe(approach !== explanation.approach);
        const held = new Map(explanation.findings.map(({ claim, holds }) => [claim, holds !== turned.has(claim)]));
        const row = rulebook.verdicts.find(({ if: row }) =>
          Object.entries(row).every(([claim, value]) => value === '-' || held.get(claim) === (value === 'yes')),
        );
        expect(row?.give).toBe(approach);
        const holding = explanation.findings.filter(({ claim }) => turned.has(claim) && held.get(claim) === true);
        expect(holding.flatMap(({ needs }) => needs).filter((need) => held.get(need) !== true)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a reason for every claim: what stands, what was beaten by what, or what it needs', () => {
    fc.assert(
      fc.property(cases, ([{ answers }, approach]) => {
        for (const { against, beaten, missing, is, needed } of whyNot(book, explained(answers), approach).claims) {
          expect(is).not.toBe(needed);
          for (const argument of against) expect(argument.stands).toBe(true);
          for (const { argument, by } of beaten) {
            expect(argument.stands).toBe(false);
            expect(by.length).toBeGreaterThan(0);
          }
          expect(missing).not.toContain('');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lists exactly the single answers that flip to it, and both costs', () => {
    fc.assert(
      fc.property(cases, ([{ answers }, approach]) => {
        const explanation = explained(answers);
        const { flips, costs, label } = whyNot(book, explanation, approach);
        expect(flips).toEqual(explanation.pivots.filter((pivot) => pivot.approach === approach));
        expect([costs.its?.option, costs.leading?.option]).toEqual([approach, explanation.approach]);
        expect(label).toBe(rulebook.approaches[approach].label);
      }),
      { numRuns: 100 },
    );
  });
});
