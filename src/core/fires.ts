import type { Mask } from './diagram.ts';
import type { Level } from './levels.ts';

/** Condition on one level: the mask of values for which it holds. */
export interface Condition {
  readonly level: number;
  readonly mask: Mask;
}

/** A claim as far as firing goes: the conditions of each rule that takes a side on it. */
interface Conditional {
  readonly sides: readonly { readonly rule: { readonly when: readonly Condition[] } }[];
}

/**
 * Which rules fire in a complete case, for every side of every claim at once: each value of each level rules out some sides, and
 * those that no value rules out fire. Sides are numbered claim after claim.
 */
export class Fires {
  /** The number of the first side of each claim. */
  readonly starts: readonly number[];
  /** Bits of the sides that are ruled out, `#words` numbers for each value of each level, one level after the other. */
  readonly #ruledOut: Int32Array;
  /** Where the values of each level begin there. */
  readonly #levels: Int32Array;
  readonly #words: number;
  readonly #out: Int32Array;

  constructor(levels: readonly Level[], claims: readonly Conditional[]) {
    const sides = claims.flatMap((claim) => claim.sides);
    let start = 0;
    this.starts = claims.map((claim) => (start += claim.sides.length) - claim.sides.length);
    this.#words = Math.ceil(sides.length / 32);
    this.#out = new Int32Array(this.#words);
    let row = 0;
    this.#levels = Int32Array.from(levels, ({ values }) => (row += values.length) - values.length);
    const out = new Int32Array(row * this.#words);
    for (const [index, level] of levels.entries()) {
      for (const [side, { rule }] of sides.entries()) {
        const mask = rule.when.find((condition) => condition.level === index)?.mask ?? level.full;
        for (let value = 0; value < level.values.length; value += 1) {
          const word = ((this.#levels[index] ?? 0) + value) * this.#words + (side >> 5);
          if (((mask >> value) & 1) === 0) out[word] = (out[word] ?? 0) | (1 << (side & 31));
        }
      }
    }
    this.#ruledOut = out;
  }

  /** Takes the values of a case, one per level; until the next ones `has` is about these. */
  take(values: readonly number[]): void {
    const out = this.#out;
    const ruledOut = this.#ruledOut;
    const levels = this.#levels;
    const words = this.#words;
    out.fill(0);
    for (let level = 0; level < levels.length; level += 1) {
      const from = ((levels[level] ?? 0) + (values[level] ?? 0)) * words;
      for (let word = 0; word < words; word += 1) out[word] = (out[word] ?? 0) | (ruledOut[from + word] ?? 0);
    }
  }

  /** Which of up to 32 sides from `start` on fire, as bits of one number from 0 on. */
  pattern(start: number, count: number): number {
    const [word, shift] = [start >> 5, start & 31];
    let bits = ~(this.#out[word] ?? 0) >>> shift;
    if (shift + count > 32) bits |= ~(this.#out[word + 1] ?? 0) << (32 - shift);
    return (count < 32 ? bits & ((1 << count) - 1) : bits) >>> 0;
  }

  /** Whether a side fires. */
  has(side: number): boolean {
    return (((this.#out[side >> 5] ?? 0) >> (side & 31)) & 1) === 0;
  }
}
