import type { Range } from './case.ts';

/** How many of `of` there were, with the 95 % interval of the true share, 0 to 1. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** A counted share as an answer: what the true share may be, to a tenth of a percent. */
export function countedRange(count: number, of: number): Range {
  const { low, high } = wilson(count, of);
  return { low: tidy(low), high: tidy(high), counted: { count, of } };
}

const tidy = (share: number): number => Math.round(share * 1000) / 1000;

/** The normal quantile that leaves 2.5 % on each side. */
const z = 1.959_963_984_540_054;

/**
 * The 95 % score interval of a proportion. It stays within 0 and 1, and keeps close to its level where counts are small or
 * the share is near an end, which the usual plus or minus does not.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927); compared with
 * seven others by R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998).
 * @param count of how many it held, from 0 to `of`; without observations everything is possible.
 */
export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, low: 0, high: 1 };
  const share = count / of;
  const scale = 1 + (z * z) / of;
  const middle = (share + (z * z) / (2 * of)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  // Rounding must not move an end past what was seen.
  return {
    count,
    of,
    low: count === 0 ? 0 : Math.min(share, Math.max(0, middle - half)),
    high: count === of ? 1 : Math.max(share, Math.min(1, middle + half)),
  };
}

/**
 * How surprising it is that the larger of two piles is ahead by so much, were they equally likely: the exact two-sided sign
 * test on the answers that fell into one of the two, from 0 to 1.
 * Taken for the largest pile and the second largest of a multinomial it may be used as it is, though the data chose them: at
 * 5 % a pile that is not the most likely one is named in at most 5 % of samples. Source: W. Hung and W. Fithian, "Rank
 * verification for exponential families", Annals of Statistics 47 (2019).
 */
export function chanceOfLead(first: number, second: number): number {
  const total = first + second;
  const least = Math.max(first, second);
  if (total === 0 || first === second) return 1;
  // Terms in logarithms: 2^-1000 is no number any more.
  let term = -total * Math.LN2;
  let tail = 0;
  for (let k = total; k >= least; k -= 1) {
    tail += Math.exp(term);
    term += Math.log(k) - Math.log(total - k + 1);
  }
  return Math.min(1, 2 * tail);
}
