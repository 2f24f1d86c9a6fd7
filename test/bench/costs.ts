import { certain } from '../../src/core/costs/estimate.ts';
import { cheapestOf, price } from '../../src/core/costs/price.ts';
import { report as reportOf } from '../../src/core/costs/report.ts';
import { resolve, type Scenario } from '../../src/core/costs/scenario.ts';
import { simulate } from '../../src/core/costs/simulate.ts';
import type { Book, Rulebook } from '../../src/core/index.ts';
import type { BenchCase } from './cases.ts';
import { plainPaid } from './costs-plain.ts';
import { costsStep } from './costs-step.ts';
import { lineOf, type Part } from './line.ts';
import { type Kind, measure, processor, type Rounds, took } from './measure.ts';

const draws = 10_000;
const rounds = 41;
const warmUp = 8;

/** 10,000 draws of six options over twelve growing months, against the same arithmetic written out by hand; and what prices add. */
export async function benchCosts(book: Book, cases: readonly BenchCase[], at: string): Promise<Part> {
  const { rulebook } = book;
  const scenario = growing(rulebook, at);
  // First: what the draws leave behind is swept by whoever comes next.
  const onWay = costsStep(book, cases, at);
  const far = farthest(simulate(scenario, draws).paid, plainPaid(scenario, draws));
  if (!(far < 1e-9)) throw new Error(`the two differ by ${far}`);
  const [ours = [], plain = []] = inMs(
    byTurns([
      { name: 'lines as rules', pass: () => (simulate(scenario, draws), 1) },
      { name: 'written out by hand', pass: () => (plainPaid(scenario, draws), 1) },
    ]),
  );
  const others: readonly Kind[] = [
    { name: 'one workload, all of its report', pass: () => (reportOf(rulebook, scenario), 1) },
    { name: 'one workload at P50', pass: () => (price(rulebook, scenario), 1) },
  ];
  const [whole = [], middle = []] = inMs(await measure(others, { rounds: 7, ms: 250, by: processor }));
  return {
    id: 'costs',
    title: 'Costs',
    about: [
      `Milliseconds of processor time. ${draws.toLocaleString('en')} draws of six options over ${scenario.months} growing months, ${scenario.uncertain.length} inputs drawn, beside the same arithmetic written`,
      `out by hand for this one workload: typed arrays, one loop, nothing looked up. The two agree on every month of every draw to ${far.toExponential(0)}.`,
      `Nothing is priced before an acknowledgement; over ${cases.length} cases, five times.`,
    ],
    rounds,
    peers: {},
    lines: [
      lineOf('10,000 draws', 'ms', ours, { bar: { on: 'ours', most: 100 } }),
      lineOf('the same beside a plain loop', 'ms', ours, {
        peers: [{ name: 'plain loop over typed arrays', values: plain }],
        bar: { on: 'times', most: 1.5 },
      }),
      lineOf('the report of one workload, draws included', 'ms', whole),
      lineOf('one workload at P50', 'ms', middle),
      ...onWay,
    ],
  };
}

const inMs = (times: Rounds): Rounds => times.map((micros) => micros.map((one) => one / 1000));

/** Passes of the one and the other by turns, in µs of processor time: two that are compared were made at nearly the same moment. */
function byTurns(kinds: readonly Kind[]): Rounds {
  const times: number[][] = kinds.map(() => []);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (let turn = 0; turn < kinds.length; turn += 1) {
      const index = (((round + turn) % kinds.length) + kinds.length) % kinds.length;
      const micros = 1000 * took(() => kinds[index]?.pass());
      if (round >= 0) times[index]?.push(micros);
    }
  }
  return times;
}

function growing(rulebook: Rulebook, at: string): Scenario {
  const resolved = resolve(rulebook, new Map([['workload.growth_per_month', certain(0.05)]]), { start: at });
  if (!resolved.ok) throw new Error('the usual workload cannot be priced');
  return cheapestOf(resolved);
}

/** The largest relative difference between two lists of numbers. */
function farthest(ours: Float64Array, theirs: Float64Array): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return ours.reduce((far, one, place) => Math.max(far, Math.abs(one / (theirs[place] ?? 0) - 1)), 0);
}
