import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagram, lowest, type Node, no, single, terminals, yes } from '../../src/core/diagram.ts';

const widths = [2, 3, 4, 2];

/** All assignments of one value per level. */
const assignments: readonly (readonly number[])[] = widths.reduce<readonly (readonly number[])[]>(
  (all, width) => all.flatMap((values) => Array.from({ length: width }, (_, value) => [...values, value])),
  [[]],
);

/** A function written out: an end for each assignment. */
const tables = (ends: number): fc.Arbitrary<readonly Node[]> =>
  fc.noShrink(fc.array(fc.nat({ max: ends - 1 }), { minLength: assignments.length, maxLength: assignments.length }));

/** Builds a function bottom up from its table. */
function build(diagram: Diagram, table: readonly Node[], level = 0): Node {
  const width = widths[level];
  if (width === undefined) return table[0]!;
  const size = table.length / width;
  return diagram.node(
    level,
    Array.from({ length: width }, (_, value) =>
      build(diagram, table.slice(value * size, (value + 1) * size), level + 1),
    ),
  );
}

const tableOf = (diagram: Diagram, node: Node): readonly Node[] =>
  assignments.map((values) => diagram.walk(node, values));
const masks = fc.tuple(...widths.map((width) => fc.integer({ min: 1, max: 2 ** width - 1 })));

describe('a diagram', () => {
  it('gives for each assignment what was put in', () => {
    fc.assert(
      fc.property(tables(7), (table) => {
        const diagram = new Diagram(widths);
        expect(tableOf(diagram, build(diagram, table))).toEqual(table);
      }),
    );
  });

  it('has one node for equal functions, however they were made', () => {
    fc.assert(
      fc.property(tables(2), tables(2), (one, other) => {
        const diagram = new Diagram(widths);
        const [f, g] = [build(diagram, one), build(diagram, other)];
        expect(build(diagram, one)).toBe(f);
        expect(f === g).toBe(one.every((end, index) => end === other[index]));
        expect(diagram.not(diagram.not(f))).toBe(f);
        expect(diagram.not(diagram.and([f, g]))).toBe(diagram.or([diagram.not(f), diagram.not(g)]));
        expect(diagram.and([f, diagram.not(f)])).toBe(no);
        expect(diagram.or([f, diagram.not(f)])).toBe(yes);
      }),
    );
  });

  it('makes no node that tests nothing', () => {
    const diagram = new Diagram(widths);
    expect(diagram.node(2, [5, 5, 5, 5])).toBe(5);
    expect(diagram.among(1, 0b111)).toBe(yes);
    expect(diagram.among(1, 0)).toBe(no);
    expect(diagram.size).toBe(0);
  });

  it('joins functions by if-then-else, ends of any kind', () => {
    fc.assert(
      fc.property(tables(2), tables(7), tables(7), (f, g, h) => {
        const diagram = new Diagram(widths);
        const made = diagram.ite(build(diagram, f), build(diagram, g), build(diagram, h));
        expect(tableOf(diagram, made)).toEqual(f.map((end, index) => (end === yes ? g[index] : h[index])));
      }),
    );
  });

  it('holds among the values of a mask', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 }), fc.nat({ max: 15 }), (level, mask) => {
        const diagram = new Diagram(widths);
        const node = diagram.among(level, mask);
        expect(tableOf(diagram, node)).toEqual(assignments.map((values) => ((mask >> values[level]!) & 1 ? yes : no)));
      }),
    );
  });

  it('narrowed agrees on what remains and tests only what still matters', () => {
    fc.assert(
      fc.property(tables(4), masks, (table, remaining) => {
        const diagram = new Diagram(widths);
        const narrowed = diagram.narrow(build(diagram, table), remaining);
        const left = assignments.flatMap((values, index) =>
          values.every((value, level) => (remaining[level]! >> value) & 1) ? [{ values, end: table[index]! }] : [],
        );
        for (const { values, end } of left) expect(diagram.walk(narrowed, values)).toBe(end);
        expect(diagram.ends(narrowed)).toEqual(new Set(left.map(({ end }) => end)));
        const matters = widths.flatMap((_, level) => {
          const differs = left.some((one) =>
            left.some(
              (other) =>
                one.end !== other.end && one.values.every((value, at) => at === level || value === other.values[at]),
            ),
          );
          return differs ? [level] : [];
        });
        expect(diagram.support(narrowed)).toEqual(matters);
      }),
    );
  });

  it('fixed at a value is the function with that value', () => {
    fc.assert(
      fc.property(tables(4), fc.nat({ max: 3 }), fc.nat(), (table, level, at) => {
        const diagram = new Diagram(widths);
        const value = at % widths[level]!;
        const fixed = diagram.fix(build(diagram, table), level, value);
        const expected = assignments.map(
          (values) => table[assignments.findIndex((one) => one.join() === values.with(level, value).join())],
        );
        expect(tableOf(diagram, fixed)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('counts assignments as one by one', () => {
    fc.assert(
      fc.property(tables(4), fc.nat({ max: 3 }), (table, end) => {
        const diagram = new Diagram(widths);
        expect(diagram.count(build(diagram, table), end)).toBe(BigInt(table.filter((one) => one === end).length));
      }),
    );
  });

  it('counts beyond what a number holds', () => {
    const diagram = new Diagram(Array.from({ length: 30 }, () => 31));
    expect(diagram.count(yes, yes)).toBe(31n ** 30n);
    expect(diagram.count(diagram.among(7, 0b101), yes)).toBe(2n * 31n ** 29n);
  });

  it('lists paths that meet each assignment of an end exactly once', () => {
    fc.assert(
      fc.property(tables(3), fc.nat({ max: 2 }), (table, end) => {
        const diagram = new Diagram(widths);
        const paths = [...diagram.paths(build(diagram, table), end)];
        const met = assignments.map(
          (values) =>
            paths.filter((path) => path.every((one, level) => one === undefined || one === values[level])).length,
        );
        expect(met).toEqual(table.map((one) => (one === end ? 1 : 0)));
      }),
    );
  });

  it('lists nodes parents first', () => {
    fc.assert(
      fc.property(tables(5), (table) => {
        const diagram = new Diagram(widths);
        const nodes = diagram.nodesOf(build(diagram, table));
        for (const [index, node] of nodes.entries()) {
          const inner = diagram.kidsOf(node).filter((kid) => kid >= terminals);
          expect(inner.every((kid) => nodes.indexOf(kid) > index)).toBe(true);
        }
      }),
    );
  });
});

describe('a mask', () => {
  it('has a lowest value, and is single when it has no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (mask) => {
        const values = Array.from({ length: 31 }, (_, value) => value).filter((value) => (mask >> value) & 1);
        expect(lowest(mask)).toBe(values[0]);
        expect(single(mask)).toBe(values.length === 1);
      }),
    );
    expect(single(0)).toBe(false);
  });
});
