import { quantile, sample } from './estimate.ts';
import { kernelsOn } from './kernel.ts';
import { type CostOption, writerOf } from './numbers.ts';
import type { Scenario } from './scenario.ts';
import { atOnce, type Steps } from './steps.ts';

/** As many draws as make P10 and P90 repeat within about 1.5 % (cost model, section 2.4). */
export const usualDraws = 10_000;

/** What one option costs over the horizon, over all draws. $ */
export interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** All draws of one scenario: every option sees the same numbers in the same draw. */
export interface Simulation {
  readonly draws: number;
  readonly options: readonly CostOption[];
  /** Draw `d` of option `o`: $ paid by the end of month `m`, setup at 0, at `(d · options + o) · (months + 1) + m`. */
  readonly paid: Float64Array;
  /** $ over the horizon at `d · options + o`; infinite where the option cannot be had. */
  readonly totals: Float64Array;
  readonly months: number;
}

/**
 * Draws every uncertain number, prices all options with the same numbers, and again. Each input has seeded draws of its own: the
 * same scenario gives the same draws on every machine, and what is drawn for one input does not depend on any other.
 */
export const simulate = (scenario: Scenario, draws = usualDraws): Simulation => atOnce(simulating(scenario, draws));

/** Draws between two rests. */
const slice = 500;

/** {@link simulate} in slices of some milliseconds. */
export function* simulating(
  { middle, market, uncertain, seed, months }: Scenario,
  draws = usualDraws,
): Steps<Simulation> {
  const n = structuredClone(middle);
  const kernels = kernelsOn(market);
  const width = months + 1;
  const paid = new Float64Array(draws * kernels.length * width);
  const totals = new Float64Array(draws * kernels.length);
  const inputs: { readonly drawn: Float64Array; readonly write: (value: number) => void }[] = [];
  for (const { path, estimate, spread } of uncertain) {
    inputs.push({ drawn: sample({ estimate, spread, name: path }, { seed, draws }), write: writerOf(n, path) });
    yield;
  }
  const draw = (at: number): void => {
    for (const { drawn, write } of inputs) write(drawn[at] ?? 0);
    for (let option = 0; option < kernels.length; option += 1) {
      const kernel = kernels[option];
      const place = at * kernels.length + option;
      const total = kernel?.total(n, paid, place * width) ?? 0;
      totals[place] = kernel?.available === 0 ? Number.POSITIVE_INFINITY : total;
    }
  };
  // The inner loop is one that engines compile once, not a generator's.
  const drawSome = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) draw(at);
  };
  for (let from = 0; from < draws; from += slice) {
    drawSome(from, Math.min(draws, from + slice));
    yield;
  }
  return { draws, options: kernels.map(({ id }) => id), paid, totals, months };
}

/** The range of one option's total over the draws in which it can be had; undefined where it never can. */
export function rangeOf(simulation: Simulation, option: CostOption): Range | undefined {
  const sorted = totalsOf(simulation, option).filter(Number.isFinite).sort();
  if (sorted.length === 0) return undefined;
  return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

function totalsOf({ draws, options, totals }: Simulation, option: CostOption): Float64Array {
  const o = options.indexOf(option);
  return Float64Array.from(
    { length: draws },
    (_, draw) => totals[draw * options.length + o] ?? Number.POSITIVE_INFINITY,
  );
}

/** The range of what was paid by the end of each month, setup first. */
export function paidRanges(simulation: Simulation, option: CostOption): readonly Range[] {
  const { draws, options, paid, months } = simulation;
  const o = options.indexOf(option);
  return Array.from({ length: months + 1 }, (_, month) => {
    const sorted = Float64Array.from(
      { length: draws },
      (_one, draw) => paid[(draw * options.length + o) * (months + 1) + month] ?? 0,
    ).sort();
    return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
  });
}

/** Share of the draws in which each option is the cheapest that can be had; a tie goes to the lower rung. They add up to 1. */
export function cheapestShares(
  { draws, options, totals }: Simulation,
  among: readonly CostOption[] = options,
): ReadonlyMap<CostOption, number> {
  const wins = options.map(() => 0);
  const allowed = options.map((option) => among.includes(option));
  for (let draw = 0; draw < draws; draw += 1) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let option = 0; option < options.length; option += 1) {
      const total = totals[draw * options.length + option] ?? Number.POSITIVE_INFINITY;
      if (allowed[option] === true && total < least) {
        least = total;
        best = option;
      }
    }
    if (best >= 0) wins[best] = (wins[best] ?? 0) + 1;
  }
  return new Map(options.map((option, o) => [option, (wins[o] ?? 0) / draws]));
}

/** When `to` has cost no more than `from`, over the draws. */
export interface BreakEvenRange {
  /** Months; undefined where more than half, or so many, of the draws never get there. */
  readonly p10: number | undefined;
  readonly p50: number | undefined;
  readonly p90: number | undefined;
  /** Share of the draws in which it never does. */
  readonly never: number;
}

/** The month in which `to` overtakes `from` in each draw; beyond the horizon the last month goes on. */
export function breakEvenRange(simulation: Simulation, from: CostOption, to: CostOption): BreakEvenRange {
  const { draws, options, paid, months } = simulation;
  const [a, b] = [options.indexOf(from), options.indexOf(to)];
  const width = months + 1;
  const found = Float64Array.from({ length: draws }, (_, draw) => {
    const place = (option: number): number => (draw * options.length + option) * width;
    const gap = (month: number): number => (paid[place(b) + month] ?? 0) - (paid[place(a) + month] ?? 0);
    const reachable = [a, b].every((option) => Number.isFinite(simulation.totals[draw * options.length + option]));
    return reachable ? crossing(gap, months) : Number.POSITIVE_INFINITY;
  }).sort();
  const finite = (share: number): number | undefined => {
    const month = quantile(found, share);
    return Number.isFinite(month) ? month : undefined;
  };
  return {
    p10: finite(0.1),
    p50: finite(0.5),
    p90: finite(0.9),
    never: found.filter((month) => !Number.isFinite(month)).length / draws,
  };
}

/** Where a gap known at each month first falls to 0; infinite where it never does. */
function crossing(gap: (month: number) => number, months: number): number {
  let last = gap(0);
  if (last <= 0) return 0;
  for (let month = 1; month <= months; month += 1) {
    const next = gap(month);
    if (next <= 0) return month - 1 + last / (last - next);
    last = next;
  }
  const fall = gap(months - 1) - last;
  return fall > 0 ? months + last / fall : Number.POSITIVE_INFINITY;
}
