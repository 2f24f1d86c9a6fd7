import { evenly, type Kernel, kernelsOn } from './kernel.ts';
import type { CostOption, Numbers } from './numbers.ts';
import { more, overtaking } from './overtaking.ts';
import { middleOf, type Scenario } from './scenario.ts';

/** When `to` has cost no more than `from`, at P50. */
export interface BreakEven {
  readonly from: CostOption;
  readonly to: CostOption;
  /** Months from the start, beyond the horizon too; 0 from the start, undefined never. */
  readonly month: number | undefined;
  /** Queries a day from which on `to` costs no more over the horizon; 0 at any volume, undefined at none. */
  readonly queriesPerDay: number | undefined;
}

/** Volumes looked at: none, and twelve for each factor of ten, from one in a hundred days to a hundred million a day. */
const volumes: readonly number[] = [0, ...Array.from({ length: 12 * 10 + 1 }, (_, step) => 0.01 * 10 ** (step / 12))];

/** Every pair of options that can be had. */
export function breakEvens(scenario: Scenario): readonly BreakEven[] {
  const n = middleOf(scenario);
  const kernels = kernelsOn(scenario.market);
  for (const kernel of kernels) kernel.total(n);
  const there = kernels.filter(({ available }) => available === 1);
  const months = new Map(there.map((kernel) => [kernel.id, smoothPaid(n, scenario.months, kernel)]));
  const totalAt = (kernel: Kernel, queries: number): number => {
    n.workload.queries_per_day = queries;
    return kernel.total(n) + smoothing(kernel, n);
  };
  const totals = new Map(there.map((kernel) => [kernel.id, volumes.map((queries) => totalAt(kernel, queries))]));
  return there.flatMap((a) =>
    there
      .filter((b) => b !== a)
      .map((b) => ({
        from: a.id,
        to: b.id,
        month: firstMonth(months.get(a.id), months.get(b.id)),
        queriesPerDay: firstVolume(
          (queries) => totalAt(b, queries) - totalAt(a, queries),
          (totals.get(b.id) ?? []).map((usd, place) => more(totals.get(a.id)?.[place] ?? 0, usd)),
        ),
      })),
  );
}

/** What the even cost of retrains adds to a total that has counted them where they fall. */
const smoothing = (kernel: Kernel, n: Numbers): number =>
  evenly(kernel, n) * n.horizon_months - kernel.retrains * kernel.retrainUsd;

/** $ paid by the end of each month, setup first, and $ a month from then on. */
interface Paid {
  readonly paid: readonly number[];
  readonly onwards: number;
}

/** Retrains as an even cost; growth beyond the horizon is not a plan any more. */
function smoothPaid(n: Numbers, months: number, kernel: Kernel): Paid {
  const paid: number[] = [];
  let onwards = 0;
  for (let month = 0; month < months; month += 1) {
    kernel.month(n, month);
    onwards = kernel.fixed + kernel.queries * kernel.perQuery + evenly(kernel, n);
    if (month === 0) paid.push(kernel.setup);
    paid.push((paid.at(-1) ?? 0) + onwards);
  }
  return { paid, onwards };
}

/** Where one has paid as much as another; beyond the horizon its last month goes on. */
function firstMonth(a: Paid | undefined, b: Paid | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const month = overtaking({ ...a, at: 0 }, { ...b, at: 0 }, a.paid.length - 1);
  return Number.isFinite(month) ? month : undefined;
}

/** As near as a volume is looked for: as a share of it, and in queries a day. */
const nearness = { share: 1e-12, least: 1e-12 };

/** The volume from which on a gap is not above 0, given the gap at each volume looked at: where it first falls to 0. */
function firstVolume(gap: (queries: number) => number, gaps: readonly number[]): number | undefined {
  // Who is ahead with few queries and behind with many has no volume from which on it stays ahead.
  if ((gaps.find((usd) => usd !== 0) ?? 0) <= 0) return (gaps.at(-1) ?? 0) <= 0 ? 0 : undefined;
  const place = gaps.findIndex((usd, at) => usd <= 0 && (gaps[at - 1] ?? 0) > 0);
  if (place < 0) return undefined;
  let [low, high] = [volumes[place - 1] ?? 0, volumes[place] ?? 0];
  while (high - low > Math.max(nearness.share * high, nearness.least)) {
    const middle = (low + high) / 2;
    if (gap(middle) <= 0) high = middle;
    else low = middle;
  }
  return high;
}
