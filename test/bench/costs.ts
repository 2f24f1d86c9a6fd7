import { certain } from '../../src/core/costs/estimate.ts';
import { cheapestOf, price } from '../../src/core/costs/price.ts';
import { report as reportOf } from '../../src/core/costs/report.ts';
import { resolve, type Scenario } from '../../src/core/costs/scenario.ts';
import { simulate } from '../../src/core/costs/simulate.ts';
import type { Rulebook } from '../../src/core/index.ts';
import { columnsOf, plainPaid } from './costs-plain.ts';
import { type Kind, measure, ratios, spread } from './measure.ts';

const draws = 10_000;
const rounds = 7;

/** 10,000 draws of six options over twelve growing months, against the same arithmetic written out by hand. */
export async function benchCosts(rulebook: Rulebook, at: string, print: (line: string) => void): Promise<void> {
  const scenario = growing(rulebook, at);
  const far = farthest(simulate(scenario, draws).paid, plainPaid(scenario, draws));
  print(
    `Costs: ${draws} draws × 6 options × ${scenario.months} months with growth, ${scenario.uncertain.length} inputs drawn`,
  );
  print(`  the two agree on every month of every draw to ${far.toExponential(0)}`);
  if (!(far < 1e-9)) process.exitCode = 1;
  const kinds: readonly Kind[] = [
    { name: 'lines as rules', pass: () => (simulate(scenario, draws), 1) },
    { name: 'written out by hand', pass: () => (plainPaid(scenario, draws), 1) },
    { name: 'of which drawing the inputs', pass: () => (columnsOf(scenario, draws), 1) },
    { name: 'one workload, all of its report', pass: () => (reportOf(rulebook, scenario), 1) },
    { name: 'one workload at P50', pass: () => (price(rulebook, scenario), 1) },
  ];
  const times = await measure(kinds, { rounds, ms: 250 });
  const [ours = [], plain = []] = times;
  for (const [index, { name }] of kinds.entries())
    print(`  ${name.padEnd(32)} ${spread((times[index] ?? []).map((micros) => micros / 1000)).padStart(24)} ms`);
  print(`  rules take ${spread(ratios(ours, plain), 2)} × as long as by hand (target: at most 1.5 ×, and 100 ms)`);
}

function growing(rulebook: Rulebook, at: string): Scenario {
  const resolved = resolve(rulebook, new Map([['workload.growth_per_month', certain(0.05)]]), { start: at });
  if (!resolved.ok) throw new Error('the usual workload cannot be priced');
  return cheapestOf(resolved.scenarios);
}

/** The largest relative difference between two lists of numbers. */
function farthest(ours: Float64Array, theirs: Float64Array): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return ours.reduce((far, one, place) => Math.max(far, Math.abs(one / (theirs[place] ?? 0) - 1)), 0);
}
