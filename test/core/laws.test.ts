import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Approach,
  approaches,
  approachOf,
  argue,
  type Book,
  type Case,
  compile,
  decide,
  explain,
  limitTick,
  type Rulebook,
  valuesOf,
} from '../../src/core/index.ts';
import { mayAssume } from '../../src/core/usual.ts';
import { tuning } from '../../src/core/rulebook.ts';
import { anyCases, completeCases, edgeCases, neighbours, type Pick, picks, widened } from './draw.ts';
import { evaluate } from './reference.ts';
import { at, book, rulebook } from './shipped.ts';

const complete = completeCases(book, at);
const edges = edgeCases(book, at);
const any = anyCases(book, at);

const possibleIn = (answers: Case): readonly Approach[] =>
  decide(book, answers, at).possible.map(({ approach }) => approach);
const gapIsOpen = ({ gap }: Case): boolean => gap === undefined || valuesOf(gap).length > 1;

describe('the cases drawn for these laws', () => {
  it('come out at the approach they were drawn for, all five equally often', () => {
    fc.assert(fc.property(complete, ({ answers, approach }) => approachOf(book, answers, at) === approach));
    const drawn = fc.sample(complete, 1000).map(({ approach }) => approach);
    for (const approach of approaches) expect(drawn.filter((one) => one === approach).length).toBeGreaterThan(150);
  });

  it('reach every value of every question and both sides of every band edge', () => {
    const seen = new Map<string, Set<unknown>>();
    const sample = fc
      .sample(complete, 1500)
      .flatMap(({ answers }) => [answers, ...neighbours(book, answers).slice(0, 3)]);
    for (const answers of sample) {
      for (const [index, mask] of decide(book, answers, at).masks.entries()) {
        const { id } = book.levels[index]!;
        seen.set(id, (seen.get(id) ?? new Set()).add(mask));
      }
    }
    expect(book.levels.filter(({ id, values }) => seen.get(id)?.size !== values.length).map(({ id }) => id)).toEqual(
      [],
    );
  });
});

describe('a complete case', () => {
  it('comes out as the rules read, evaluated one by one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          complete.map(({ answers }) => answers),
          edges,
        ),
        (answers) => {
          const expected = evaluate(rulebook, answers, at);
          expect(approachOf(book, answers, at)).toBe(expected.approach);
          expect(decide(book, answers, at)).toMatchObject({
            approach: expected.approach,
            settled: 'yes',
            possible: [{ approach: expected.approach, share: 1 }],
            assumptions: [],
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('has the same claims holding, rules firing and rules standing in the argument as in the rules', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          complete.map(({ answers }) => answers),
          edges,
        ),
        (answers) => {
          const expected = evaluate(rulebook, answers, at);
          for (const { claim, holds, fires, stands } of argue(book, decide(book, answers, at).values)) {
            expect([claim.id, holds]).toEqual([claim.id, expected.holds(claim.id)]);
            for (const [index, { rule }] of claim.sides.entries()) {
              const told = [rule.id, claim.id, fires[index], stands[index]];
              expect(told).toEqual([rule.id, claim.id, expected.fires(rule.id), expected.stands(rule.id, claim.id)]);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has an argument that agrees with the diagram on every claim', () => {
    fc.assert(
      fc.property(complete, ({ answers }) => {
        const { values } = decide(book, answers, at);
        for (const { claim, holds } of argue(book, values)) {
          expect(book.diagram.walk(claim.holds, values)).toBe(Number(holds));
          expect(book.diagram.walk(claim.contested, values)).toBe(0);
        }
      }),
    );
  });
});

describe('a partial case', () => {
  it('never gains a possible approach when a question is narrowed', () => {
    fc.assert(
      fc.property(any, picks, fc.integer({ min: 0, max: 12 }), ({ answers }, pick, dropped) => {
        const wide = possibleIn(widened(book, answers, pick, dropped));
        expect(wide).toEqual(expect.arrayContaining([...possibleIn(answers)]));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what the complete case gives possible', () => {
    fc.assert(
      fc.property(any, ({ answers, hidden }) => {
        expect(possibleIn(answers)).toContain(hidden.approach);
      }),
      { numRuns: 250 },
    );
  });

  it('leads with an approach that is possible, unless the gap is open and only tuning is left', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const { approach, possible } = decide(book, answers, at);
        const left = possible.map((one) => one.approach);
        const onlyTuning = gapIsOpen(answers) && left.every((one) => tuning.has(one));
        expect(onlyTuning ? approach === 'prompt' : left.includes(approach)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('neither leads with tuning nor settles on it while the gap is open', () => {
    fc.assert(
      fc.property(any, picks, ({ answers, hidden }, pick) => {
        const gap = pick([undefined, ['behavior', 'both'], ['knowledge', 'behavior', 'both'], ['knowledge', 'both']]);
        const { gap: _, ...others } = pick([answers, hidden.answers]);
        const { approach, settled, possible } = decide(book, gap === undefined ? others : { ...others, gap }, at);
        expect(tuning.has(approach)).toBe(false);
        expect(settled === 'no' || possible.some((one) => !tuning.has(one.approach))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has shares that are positive, sum to 1 and come largest first', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const shares = decide(book, answers, at).possible.map(({ share }) => share);
        expect(Math.min(...shares)).toBeGreaterThan(0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      }),
      { numRuns: 250 },
    );
  });

  it('is settled exactly if one approach is possible, or would be with the open limits as usual', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const { settled, possible, approach } = decide(book, answers, at);
        const limits = Object.entries(rulebook.questions).flatMap(([id, question]) =>
          mayAssume(question) || (question.kind === 'number' && question.unnamed !== undefined)
            ? [[id, limitTick(id, question)?.no ?? question.usual] as const]
            : [],
        );
        const computed = Object.entries(rulebook.derived).flatMap(([id, { usual, from, until = from }]) =>
          usual === undefined || until.some((input) => input in answers) ? [] : [[id, usual] as const],
        );
        const assumed = possibleIn({ ...Object.fromEntries([...limits, ...computed]), ...answers });
        const gone = gapIsOpen(answers) && assumed.every((one) => tuning.has(one));
        const expected = assumed.length > 1 || gone ? 'no' : possible.length === 1 ? 'yes' : 'as_assumed';
        expect(settled).toBe(expected);
        expect(settled === 'no' ? [approach] : assumed).toEqual([approach]);
      }),
      { numRuns: 250 },
    );
  });

  it('is decided in one walk only where that walk meets no open question, and then alike', () => {
    fc.assert(
      fc.property(any, ({ answers, hidden }) => {
        expect([undefined, hidden.approach]).toContain(approachOf(book, answers, at));
      }),
      { numRuns: 250 },
    );
  });
});

describe('order', () => {
  it('of the answers never matters', () => {
    fc.assert(
      fc.property(any, picks, ({ answers }, pick) => {
        const shuffled = Object.fromEntries(
          shuffle(Object.entries(answers), pick).map(([id, value]) => [
            id,
            Array.isArray(value) ? shuffle(value, pick) : value,
          ]),
        );
        const { complete: _, ...one } = decide(book, answers, at);
        const { complete: __, ...other } = decide(book, shuffled, at);
        expect(other).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  it('of rules, claims and rows in the files never matters', () => {
    fc.assert(
      fc.property(picks, fc.array(any, { minLength: 20, maxLength: 20 }), (pick, cases) => {
        expect(told(compile(reordered(rulebook, pick)), cases)).toEqual(nearly(told(book, cases)));
      }),
      { numRuns: 15 },
    );
  });

  it('of the levels of the diagram never matters', () => {
    fc.assert(
      fc.property(picks, fc.array(any, { minLength: 10, maxLength: 10 }), (pick, cases) => {
        const [first, ...rest] = rulebook.level_order;
        const [moved] = shuffle(rest, pick);
        const order = [...rest.filter((id) => id !== moved), first!, moved!];
        expect(told(compile({ ...rulebook, level_order: order }), cases)).toEqual(nearly(told(book, cases)));
      }),
      { numRuns: 10 },
    );
  });
});

describe('an explanation', () => {
  it('is the same every time, whatever was explained before', () => {
    fc.assert(
      fc.property(any, any, ({ answers }, other) => {
        const first = explain(book, answers, { title: 'A case', at });
        explain(book, other.answers, { title: 'Another', at });
        expect(explain(compile(rulebook), { ...answers }, { title: 'A case', at })).toEqual(first);
      }),
      { numRuns: 25 },
    );
  });
});

interface Told {
  readonly approach: Approach;
  readonly settled: string;
  readonly shares: Readonly<Record<string, unknown>>;
  readonly assumptions: readonly string[];
}

/** What a rulebook makes of cases, but for the order of what it lists. */
function told(by: Book, cases: readonly { readonly answers: Case }[]): readonly Told[] {
  return cases.map(({ answers }) => {
    const { approach, settled, possible, assumptions } = decide(by, answers, at);
    const shares = Object.fromEntries(possible.map((one) => [one.approach, one.share]));
    return { approach, settled, shares, assumptions: assumptions.toSorted() };
  });
}

/** The same, but for the last digits of the shares. */
function nearly(all: readonly Told[]): readonly Told[] {
  return all.map((one) => {
    const shares = Object.entries(one.shares).map(([id, share]) => [id, expect.closeTo(Number(share), 9) as unknown]);
    return { ...one, shares: Object.fromEntries(shares) };
  });
}

function shuffle<T>(list: readonly T[], pick: Pick): T[] {
  const rest = [...list];
  return list.map(() => {
    const one = pick([...rest.keys()]);
    return rest.splice(one, 1)[0]!;
  });
}

/** The same rules in another order, wherever a file has one. */
function reordered(book: Rulebook, pick: Pick): Rulebook {
  const keys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(shuffle(Object.entries(record), pick));
  const rules = Object.entries(keys(book.rules)).map(([id, rule]) => [
    id,
    {
      ...rule,
      when: keys(rule.when),
      beats: shuffle(rule.beats, pick),
      ...(rule.supports && { supports: shuffle(rule.supports, pick) }),
      ...(rule.opposes && { opposes: shuffle(rule.opposes, pick) }),
    },
  ]);
  return {
    ...book,
    rules: Object.fromEntries(rules),
    claims: keys(book.claims),
    questions: keys(book.questions),
    derived: keys(book.derived),
    thresholds: keys(book.thresholds),
    verdicts: shuffle(book.verdicts, pick).map((row) => ({ ...row, if: keys(row.if) })),
  };
}
