/** Amounts that differ by less than this share of themselves are the same: sums are rounded. */
const rounding = 1e-12;

/** How much more `b` is than `a`; 0 where they differ by rounding alone. */
export function more(a: number, b: number): number {
  const gap = b - a;
  return Math.abs(gap) <= rounding * Math.max(Math.abs(a), Math.abs(b)) ? 0 : gap;
}

/** What one option has paid, setup first, then by the end of each month, from a place on; and $ a month after the last one. */
export interface PaidFrom {
  readonly paid: ArrayLike<number>;
  readonly at: number;
  readonly onwards: number;
}

/**
 * Months until `b` has paid no more than `a`, between the ends of months in a straight line; beyond the last month it goes on. 0 when
 * `b` starts ahead, or is never behind; Infinity when it never gets there. Who starts level and falls behind has not overtaken.
 */
export function overtaking(a: PaidFrom, b: PaidFrom, months: number): number {
  let last = 0;
  for (let month = 0; month <= months; month += 1) {
    const gap = more(a.paid[a.at + month] ?? 0, b.paid[b.at + month] ?? 0);
    if (gap < 0 && last === 0) return 0;
    if (gap <= 0 && last > 0) return month - 1 + last / (last - gap);
    last = gap;
  }
  if (last === 0) return 0;
  const fall = more(b.onwards, a.onwards);
  return fall > 0 ? months + last / fall : Number.POSITIVE_INFINITY;
}
