import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fires } from '../../src/core/fires.ts';
import type { Level } from '../../src/core/levels.ts';

const level = (count: number): Level => ({
  id: 'one',
  values: Array.from({ length: count }, (_, value) => `v${value}`),
  index: new Map(),
  bounds: [],
  likely: [],
  full: 2 ** count - 1,
  derived: false,
  also: [],
});

const sizes = [2, 3, 7];
const levels = sizes.map(level);
const when = fc.uniqueArray(
  fc.nat(sizes.length - 1).chain((at) => fc.record({ level: fc.constant(at), mask: fc.nat(2 ** sizes[at]! - 1) })),
  { selector: ({ level: at }) => at, maxLength: sizes.length },
);
const sides = (most: number) =>
  fc.array(when, { maxLength: most }).map((all) => all.map((one) => ({ rule: { when: one } })));
const values = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(6));

it('fires the sides of which no condition is broken, however many sides there are', () => {
  fc.assert(
    fc.property(
      fc.array(sides(40), { minLength: 1, maxLength: 4 }),
      fc.array(values, { minLength: 1 }),
      (claims, cases) => {
        const fires = new Fires(
          levels,
          claims.map((one) => ({ sides: one })),
        );
        for (const taken of cases) {
          fires.take(taken);
          for (const [place, claim] of claims.entries()) {
            const start = fires.starts[place]!;
            const expected = claim.map(({ rule }) =>
              rule.when.every(({ level: at, mask }) => (mask >> taken[at]!) & 1),
            );
            expect(claim.map((_, side) => fires.has(start + side))).toEqual(expected);
            if (claim.length > 32) continue;
            const bits = expected.reduce((sum, fired, side) => sum + (fired ? 2 ** side : 0), 0);
            expect(fires.pattern(start, claim.length)).toBe(bits);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});
