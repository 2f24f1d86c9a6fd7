import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, decide, isRange, type Possible, standings, type Value, valuesOf } from '../../src/core/index.ts';
import { completeCases } from './draw.ts';
import { at, book } from './shipped.ts';

const most = 12;
const amount = fc.oneof(
  fc.integer({ min: 0, max: most }),
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most }))
    .map(([a, b]): Value => ({ low: Math.min(a, b), high: Math.max(a, b) })),
);
const amounts: fc.Arbitrary<Possible> = fc.oneof(amount, fc.array(amount, { minLength: 1, maxLength: 3 }));

/** So many queries that thresholds lie between the ends. */
const scale = 500;
const scaled = (possible: Possible): Possible =>
  valuesOf(possible).map((one): Value => {
    if (typeof one === 'string') return one;
    return isRange(one) ? { low: one.low * scale, high: one.high * scale } : one * scale;
  });

function holds(possible: Possible, whole: number): boolean {
  return valuesOf(possible).some((one) => (isRange(one) ? one.low <= whole && whole <= one.high : one === whole));
}

/** Between whole ends what two amounts have in common holds a whole number: it is looked for one by one. */
const meet = (a: Possible, b: Possible): boolean =>
  Array.from({ length: most + 1 }, (_, whole) => whole).some((whole) => holds(a, whole) && holds(b, whole));

describe('a participant beside what was decided in numbers', () => {
  it.each<[decided: Possible, said: Possible, differs: boolean]>([
    [{ low: 1_000, high: 3_000 }, 2_000, false],
    [{ low: 1_000, high: 3_000 }, 3_000, false],
    [{ low: 1_000, high: 3_000 }, 3_001, true],
    [2_000, { low: 1_000, high: 3_000 }, false],
    [2_000, { low: 2_001, high: 3_000 }, true],
    [{ low: 1_000, high: 3_000 }, { low: 2_000, high: 90_000 }, false],
    [{ low: 1_000, high: 3_000 }, { low: 1, high: 90_000 }, false],
    [{ low: 1_000, high: 3_000 }, { low: 4_000, high: 90_000 }, true],
    [2_000, 2_000, false],
    [2_000, 2_001, true],
    [[100, { low: 1_000, high: 3_000 }], [50, 1_500], false],
    [[100, { low: 1_000, high: 3_000 }], [50, 500], true],
  ])('compares what was decided, %j, with %j by the numbers they have in common', (decided, said, differs) => {
    const [standing] = standings(
      book,
      { queries_per_day: decided },
      [{ by: 'T:ann', answers: { queries_per_day: said }, unknown: [] }],
      at,
    );
    const apart = [{ question: 'queries_per_day', said: valuesOf(said) }];
    expect(standing?.differs).toEqual(differs ? apart : []);
  });

  it('is never a dissent about what overlaps with the decision, and always one about what does not', () => {
    fc.assert(
      fc.property(completeCases(book, at), amounts, amounts, ({ answers }, first, second) => {
        const decided: Case = { ...answers, queries_per_day: scaled(first) };
        const said = scaled(second);
        const positions = [{ by: 'T:ann', answers: { queries_per_day: said }, unknown: [] }];
        const [standing] = standings(book, decided, positions, at);
        const apart = meet(first, second) ? {} : { queries_per_day: said };
        expect(standing).toEqual({
          by: 'T:ann',
          differs: Object.entries(apart).map(([question, values]) => ({ question, said: values })),
          would: decide(book, { ...decided, ...apart }, at).approach,
        });
      }),
      { numRuns: 200 },
    );
  });
});
