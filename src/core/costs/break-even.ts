import { type Kernel, kernelsOn } from './kernel.ts';
import type { CostOption } from './numbers.ts';
import type { Scenario } from './scenario.ts';

/** When `to` has cost no more than `from`, at P50. */
export interface BreakEven {
  readonly from: CostOption;
  readonly to: CostOption;
  /** Months from the start, beyond the horizon too; 0 from the start, undefined never. */
  readonly month: number | undefined;
  /** Queries a day from which `to` costs no more over the horizon; 0 at any volume, undefined at none. */
  readonly queriesPerDay: number | undefined;
}

/** As far as a month is looked for. */
const mostMonths = 1200;
/** Volumes looked at: twelve for each factor of ten, from a query a month to a hundred million a day. */
const volumes: readonly number[] = Array.from({ length: 12 * 10 + 1 }, (_, step) => 0.01 * 10 ** (step / 12));

/** Every pair of options that can be had. */
export function breakEvens(scenario: Scenario): readonly BreakEven[] {
  const n = structuredClone(scenario.middle);
  const kernels = kernelsOn(scenario.market);
  for (const kernel of kernels) kernel.total(n);
  const there = kernels.filter(({ available }) => available === 1);
  const months = new Map(there.map((kernel) => [kernel.id, smoothPaid(scenario, kernel)]));
  const totalAt = (kernel: Kernel, queries: number): number => {
    n.workload.queries_per_day = queries;
    return kernel.total(n) + smoothing(kernel, scenario);
  };
  const onGrid = new Map(
    there.map((kernel) => [kernel.id, [0, ...volumes].map((queries) => totalAt(kernel, queries))]),
  );
  return there.flatMap((a) =>
    there
      .filter((b) => b !== a)
      .map((b) => ({
        from: a.id,
        to: b.id,
        month: firstMonth(months.get(a.id), months.get(b.id)),
        queriesPerDay: firstVolume(
          (queries) => totalAt(b, queries) - totalAt(a, queries),
          (onGrid.get(b.id) ?? []).map((usd, place) => usd - (onGrid.get(a.id)?.[place] ?? 0)),
        ),
      })),
  );
}

/** Retrains as an even monthly cost, `c / τ`, as the closed forms take them: their dates are plans, not promises. */
const evenly = ({ retrainUsd }: Kernel, { middle }: Scenario): number =>
  middle.tuning.refresh_months > 0 ? retrainUsd / middle.tuning.refresh_months : 0;

/** What the even cost adds to a total that has counted the retrains. */
const smoothing = (kernel: Kernel, scenario: Scenario): number =>
  evenly(kernel, scenario) * scenario.months - kernel.retrains * kernel.retrainUsd;

/** $ paid by the end of a month, as a function of the month; prices and growth go on beyond the horizon. */
function smoothPaid(scenario: Scenario, kernel: Kernel): (month: number) => number {
  const { middle: n } = scenario;
  kernel.month(n, 0);
  const paid = [kernel.setup];
  const even = evenly(kernel, scenario);
  return (month) => {
    for (let next = paid.length; next <= month; next += 1) {
      // Growth beyond the horizon is not a plan any more.
      kernel.month(n, Math.min(next - 1, scenario.months - 1));
      paid.push((paid[next - 1] ?? 0) + kernel.fixed + kernel.queries * kernel.perQuery + even);
    }
    return paid[month] ?? 0;
  };
}

function firstMonth(
  a: ((month: number) => number) | undefined,
  b: ((month: number) => number) | undefined,
): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  let last = b(0) - a(0);
  if (last <= 0) return 0;
  for (let month = 1; month <= mostMonths; month += 1) {
    const next = b(month) - a(month);
    if (next <= 0) return month - 1 + last / (last - next);
    last = next;
  }
  return undefined;
}

/** The least volume at which a gap is not above 0, given the gap on the grid. */
function firstVolume(gap: (queries: number) => number, onGrid: readonly number[]): number | undefined {
  const place = onGrid.findIndex((usd) => usd <= 0);
  if (place < 0) return undefined;
  if (place === 0) return 0;
  const grid = [0, ...volumes];
  let [low, high] = [grid[place - 1] ?? 0, grid[place] ?? 0];
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (gap(middle) <= 0) high = middle;
    else low = middle;
  }
  return high;
}
