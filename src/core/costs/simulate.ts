import { drawingInto, quantile } from './estimate.ts';
import { kernelsOn, Traffic } from './kernel.ts';
import { type CostOption, fill, placeOf, valuesOf } from './numbers.ts';
import { overtaking } from './overtaking.ts';
import { middleOf, type Scenario } from './scenario.ts';
import { atOnce, type Steps } from '../steps.ts';

/** As many draws as make P10 and P90 repeat within about 1.5 % (cost model, section 2.4). */
export const usualDraws = 10_000;

/** What one option costs over the horizon, over all draws. $ */
export interface CostRange {
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
  /** $ a month from the last month of the horizon on, with retrains as an even cost, at `d · options + o`. */
  readonly onwards: Float64Array;
  readonly months: number;
}

/**
 * Draws every uncertain number, prices all options with the same numbers, and again. Each input has seeded draws of its own: the
 * same scenario gives the same draws on every machine, and what is drawn for one input does not depend on any other. When nothing
 * is uncertain one draw says all there is to say.
 */
export const simulate = (scenario: Scenario, draws = usualDraws): Simulation => atOnce(simulating(scenario, draws));

/** Draws between two rests; their numbers fit the processor's cache. */
const slice = 250;

/** Draws that go through one option before the next one comes: its code is warm then, and their numbers still near. */
const together = 25;

/** {@link simulate} in slices of some milliseconds. */
export function* simulating(scenario: Scenario, most = usualDraws): Steps<Simulation> {
  const { market, estimates, uncertain, seed, months } = scenario;
  const draws = uncertain.length === 0 ? 1 : most;
  const drawn = Array.from({ length: together }, () => ({ n: middleOf(scenario), traffic: new Traffic(market) }));
  const kernels = kernelsOn(market);
  const paid = new Float64Array(draws * kernels.length * (months + 1));
  const totals = new Float64Array(draws * kernels.length);
  const onwards = new Float64Array(draws * kernels.length);
  const middles = valuesOf((path) => estimates.get(path)?.p50 ?? 0);
  const rows = new Float64Array(slice * middles.length);
  for (let row = 0; row < slice; row += 1) rows.set(middles, row * middles.length);
  const inputs = uncertain.map(({ path, estimate, spread }) => ({
    place: placeOf(path),
    draw: drawingInto({ estimate, spread, name: path }, seed),
  }));
  const uncertainPrices = uncertain.some(({ path }) => path.startsWith('models.'));
  // The inner loop is one that engines compile once, not a generator's.
  const price = (from: number, to: number): void => {
    for (let first = from; first < to; first += together) {
      const some = Math.min(together, to - first);
      for (let one = 0; one < some; one += 1) {
        const draw = drawn[one];
        if (draw === undefined) continue;
        fill(draw.n, rows, (first - from + one) * middles.length, uncertainPrices);
        draw.traffic.follow(draw.n);
      }
      for (const [option, kernel] of kernels.entries()) {
        for (let one = 0; one < some; one += 1) {
          const draw = drawn[one];
          if (draw === undefined) continue;
          const place = (first + one) * kernels.length + option;
          const total = kernel.total(draw.n, paid, place * (months + 1), draw.traffic.months);
          totals[place] = kernel.available === 0 ? Number.POSITIVE_INFINITY : total;
          onwards[place] = kernel.onwards;
        }
      }
    }
  };
  for (let from = 0; from < draws; from += slice) {
    for (const { place, draw } of inputs) draw(rows, place, middles.length);
    price(from, Math.min(draws, from + slice));
    yield;
  }
  return { draws, options: kernels.map(({ id }) => id), paid, totals, onwards, months };
}

/** The range of one option's total over the draws in which it can be had; undefined where it never can. */
export function totalRange(simulation: Simulation, option: CostOption): CostRange | undefined {
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
export function paidRanges(simulation: Simulation, option: CostOption): readonly CostRange[] {
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

/** The month in which `to` overtakes `from` in each draw; beyond the horizon its last month goes on. */
export function breakEvenRange(simulation: Simulation, from: CostOption, to: CostOption): BreakEvenRange {
  const { draws, options, paid, totals, onwards, months } = simulation;
  const [a, b] = [options.indexOf(from), options.indexOf(to)];
  const found = new Float64Array(draws);
  let never = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const [one, other] = [draw * options.length + a, draw * options.length + b];
    const reachable = Number.isFinite(totals[one]) && Number.isFinite(totals[other]);
    const after = (place: number) => ({ paid, at: place * (months + 1), onwards: onwards[place] ?? 0 });
    const month = reachable ? overtaking(after(one), after(other), months) : Number.POSITIVE_INFINITY;
    found[draw] = month;
    if (month === Number.POSITIVE_INFINITY) never += 1;
  }
  found.sort();
  const finite = (share: number): number | undefined => {
    const month = quantile(found, share);
    return Number.isFinite(month) ? month : undefined;
  };
  return { p10: finite(0.1), p50: finite(0.5), p90: finite(0.9), never: never / draws };
}
