import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approaches, type Case, explain, parseAnswers, whyNot } from '../../src/core/index.ts';
import { completeCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

const cases = fc.tuple(completeCases(book, at), fc.constantFrom(...approaches));
const explained = (answers: Case) => explain(book, answers, { title: 'x', at });

function read(given: unknown): Case {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return parsed.answers;
}

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

describe('why not, in one line', () => {
  const gapOpen = explained({});
  const explanations = [gapOpen, ...rulebook.cases.map(({ given }) => explained(read(given)))];

  it('is the first argument that stands against it, else the claim that does not hold, else that nobody looked yet', () => {
    const kinds = new Set<string>();
    for (const explanation of explanations) {
      const others = approaches.filter((approach) => approach !== explanation.approach);
      expect(explanation.whyNot.map(({ approach }) => approach)).toEqual(others);
      for (const line of explanation.whyNot) {
        const { claims } = whyNot(book, explanation, line.approach);
        const [against] = claims.flatMap((claim) => claim.against);
        const [claim] = claims;
        const kind = against !== undefined ? 'argued' : claim !== undefined ? 'not so' : 'not looked';
        kinds.add(kind);
        const expected = {
          argued: { text: against?.text, sources: against?.sources },
          'not so': { text: `${claim?.is}.`, sources: [] },
          'not looked': {
            text: 'Nobody has looked at the failures yet, and nothing is tuned before that.',
            sources: [],
          },
        }[kind];
        expect(line).toEqual({ approach: line.approach, label: rulebook.approaches[line.approach].label, ...expected });
      }
    }
    expect([...kinds].toSorted()).toEqual(['argued', 'not looked', 'not so']);
  });

  it('is watched by what would flip the advice: numbers before words, given before assumed, six at most', () => {
    for (const { pivots, reversal } of explanations) {
      const number = ({ below, above }: (typeof pivots)[number]) => below !== undefined || above !== undefined;
      const [given, assumed] = [pivots.filter((one) => !one.assumed), pivots.filter((one) => one.assumed)];
      const order = [given, assumed].flatMap((all) => [...all.filter(number), ...all.filter((one) => !number(one))]);
      expect(reversal).toEqual(order.map(({ text }) => text).slice(0, 6));
    }
    expect(Math.max(...explanations.map(({ pivots }) => pivots.length))).toBeGreaterThan(6);
  });
});
