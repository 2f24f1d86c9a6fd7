import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money, moneyTicks } from '../../src/charts/money.ts';
import { linear, monthTicks, niceTicks } from '../../src/charts/scale.ts';
import { spread } from '../../src/charts/spread.ts';

/** Without the zeros that make all ticks equally long. */
const plain = (text: string) => text.replace(/\.0+(?=[KMBT]|$)/, '').replace(/(\.\d*[1-9])0+/, '$1');

test.each<[number, number, readonly string[]]>([
  [0, 47_000, ['$0', '$10K', '$20K', '$30K', '$40K', '$50K']],
  [0, 11_000, ['$0', '$2.5K', '$5K', '$7.5K', '$10K', '$12.5K']],
  [0, 4_920_000, ['$0', '$1M', '$2M', '$3M', '$4M', '$5M']],
  [0, 0.9, ['$0', '$0.2', '$0.4', '$0.6', '$0.8', '$1']],
  [-4000, 9000, ['-$5K', '$0', '$5K', '$10K']],
  [0, 0, ['$0', '$0.2', '$0.4', '$0.6', '$0.8', '$1']],
  [0, 3e13, ['$0', '$10T', '$20T', '$30T']],
])('amounts from %d to %d get the ticks %j', (low, high, texts) => {
  const shown = moneyTicks(niceTicks(low, high, 5));
  expect(shown.map(plain)).toEqual(texts);
});

test('ticks bound every value, are evenly apart and tell each other apart', () => {
  const amount = fc.integer({ min: -1e14, max: 1e14 }).map((cents) => cents / 100);
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 2, max: 9 }), (a, b, most) => {
      const [low, high] = [Math.min(0, a, b), Math.max(0, a, b)];
      const ticks = niceTicks(low, high, most);
      const step = ticks[1]! - ticks[0]!;
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(most + 3);
      expect(ticks[0]! - low).toBeLessThanOrEqual(step * 1e-6);
      expect(high - ticks.at(-1)!).toBeLessThanOrEqual(step * 1e-6);
      for (const [at, tick] of ticks.entries()) expect(tick).toBeCloseTo(ticks[0]! + at * step, -Math.log10(step));
      expect(new Set(moneyTicks(ticks)).size).toBe(ticks.length);
    }),
  );
});

test.each([
  [1, [0, 1]],
  [8, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  [12, [0, 2, 4, 6, 8, 10, 12]],
  [24, [0, 3, 6, 9, 12, 15, 18, 21, 24]],
  [36, [0, 6, 12, 18, 24, 30, 36]],
  [50, [0, 6, 12, 18, 24, 30, 36, 42, 48]],
  [120, [0, 24, 48, 72, 96, 120]],
  [600, [0, 84, 168, 252, 336, 420, 504, 588]],
])('an axis to month %d names the months %j', (last, months) => {
  expect(monthTicks(last, 9)).toEqual(months);
});

test.each([
  [0, '$0'],
  [0.004, '<$0.01'],
  [0.42, '$0.42'],
  [840, '$840'],
  [999.6, '$1K'],
  [21_449, '$21.4K'],
  [1_234_567, '$1.23M'],
  [-5000, '-$5K'],
])('%d is written %s', (amount, text) => {
  expect(money(amount)).toBe(text);
});

test('a scale may run backwards', () => {
  const y = linear([0, 10], [300, 100]);
  expect([0, 5, 10].map(y)).toEqual([300, 200, 100]);
});

describe('labels side by side', () => {
  test.each<[string, number[], number[]]>([
    ['apart enough stay', [20, 60, 95], [20, 60, 95]],
    ['at one place lie around it', [50, 50, 50], [40, 50, 60]],
    ['at the edge are pushed inwards', [0, 2, 100], [5, 15, 95]],
    ['keep the order in which they want to stand', [52, 48], [55, 45]],
  ])('that are %s', (_, at, centres) => {
    expect(
      spread(
        at.map((one) => ({ at: one, size: 10 })),
        0,
        100,
      ),
    ).toEqual(centres);
  });

  test('never overlap, and stay within bounds while there is room', () => {
    const wanted = fc.array(
      fc.record({ at: fc.integer({ min: -50, max: 350 }), size: fc.integer({ min: 1, max: 50 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(wanted, (labels) => {
        const centres = spread(labels, 0, 300);
        const boxes = labels
          .map(({ size }, at) => [centres[at]! - size / 2, centres[at]! + size / 2] as const)
          .sort((a, b) => a[0] - b[0]);
        for (const [at, [from, to]] of boxes.entries()) {
          expect(from).toBeGreaterThanOrEqual((boxes[at - 1]?.[1] ?? 0) - 1e-9);
          expect(to).toBeLessThanOrEqual(300 + 1e-9);
        }
      }),
    );
  });
});
