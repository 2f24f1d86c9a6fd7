import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Approach,
  approaches,
  type Case,
  explain,
  type Explanation,
  parseAnswers,
  whyNot,
} from '../../src/core/index.ts';
import { completeCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

const cases = fc.tuple(completeCases(book, at), fc.constantFrom(...approaches));
const explained = (answers: Case) => explain(book, answers, { title: 'x', at });

function read(given: unknown): Case {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return parsed.answers;
}

/** The claims a row of the verdict table needs, with all that these need. */
function restsOn(row: Readonly<Record<string, string>>): ReadonlySet<string> {
  const found = new Set(Object.keys(row).filter((claim) => row[claim] === 'yes'));
  for (const claim of found) for (const need of rulebook.claims[claim]?.needs ?? []) found.add(need);
  return found;
}

/** Whether a sentence is a claim, alone or followed by what comes of it. */
const startsWith = (text: string, claim: string): boolean => text === `${claim}.` || text.startsWith(`${claim}, so `);

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
  const notLooked = 'Nobody has looked at the failures yet, and nothing is tuned before that.';
  const gapOpen = explained({});
  const explanations = [gapOpen, ...rulebook.cases.map(({ given }) => explained(read(given)))];

  it('names every other approach in the order of the ladder', () => {
    for (const { approach: leading, whyNot: lines } of explanations) {
      const others = approaches.filter((approach) => approach !== leading);
      expect(lines.map(({ approach }) => approach)).toEqual(others);
      expect(new Set(lines.flatMap((line) => Object.keys(line)))).toEqual(
        new Set(['approach', 'label', 'text', 'sources']),
      );
      expect(lines.map(({ label }) => label)).toEqual(others.map((approach) => rulebook.approaches[approach].label));
    }
  });

  it('gives a reason from a claim in which the approach and the findings differ, with the sources of that reason', () => {
    const kinds = new Set<string>();
    const check = (explanation: Explanation) => {
      for (const line of explanation.whyNot) {
        const rows = rulebook.verdicts.filter(({ give }) => give === line.approach).map(({ if: row }) => row);
        const differing = explanation.findings.filter(({ claim, holds }) =>
          holds ? rows.some((row) => !restsOn(row).has(claim)) : rows.some((row) => restsOn(row).has(claim)),
        );
        const argued = differing.flatMap(({ holds, arguments: all }) =>
          all.filter(({ stands, side }) => stands && (side === 'supports') === holds),
        );
        const own = argued.find(({ text }) => text === line.text);
        const quiet = differing.some(({ says, holds }) => !holds && startsWith(line.text, says));
        const kind = own !== undefined ? 'argued' : quiet ? 'not so' : 'not looked';
        kinds.add(kind);
        expect(line.sources).toEqual(own?.sources ?? []);
        expect(kind === 'not looked').toBe(line.text === notLooked);
        expect(kind === 'not looked').toBe(whyNot(book, explanation, line.approach).claims.length === 0);
      }
    };
    explanations.forEach(check);
    fc.assert(
      fc.property(completeCases(book, at), ({ answers }) => check(explained(answers))),
      { numRuns: 300 },
    );
    expect([...kinds].toSorted()).toEqual(['argued', 'not looked', 'not so']);
  });

  it('tells a fine-tuned model from looking up by the behavior, and a prompt by the facts, whatever the length of the text', () => {
    for (const knowledge_tokens of [20_000, 150_000, 600_000, 3_000_000]) {
      const lines = explained(read({ gap: 'knowledge', knowledge_tokens, freshness: 'weekly' })).whyNot;
      const text = (wanted: Approach) => lines.find(({ approach }) => approach === wanted)?.text ?? '';
      const { behavior_wrong, tune } = rulebook.claims;
      expect(text('prompt')).toBe(rulebook.rules['lacks_facts']?.because);
      for (const trained of ['fine-tune', 'hybrid'] as const) {
        expect(startsWith(text(trained), behavior_wrong?.denies ?? '')).toBe(true);
        expect(text(trained).toLowerCase()).toContain(tune?.denies.toLowerCase());
      }
      const other = knowledge_tokens < 50_000 ? 'rag' : 'long-context';
      expect(text(other)).not.toBe(text('prompt'));
    }
  });

  it('names what would be trained for nothing before what training lacks', () => {
    const lines = explained(read({ gap: 'knowledge', knowledge_pages: 3000, labelled_examples: 20 })).whyNot;
    const trained = lines.find(({ approach }) => approach === 'fine-tune');
    expect(trained?.text).not.toBe(rulebook.rules['few_examples']?.because);
    const wrong = explained(read({ gap: 'behavior', behavior_kind: 'tone', labelled_examples: 20 })).whyNot;
    expect(wrong.find(({ approach }) => approach === 'fine-tune')?.text).toBe(rulebook.rules['few_examples']?.because);
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
