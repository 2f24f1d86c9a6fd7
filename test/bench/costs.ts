import { certain } from '../../src/core/costs/estimate.ts';
import { cheapestOf, price } from '../../src/core/costs/price.ts';
import { report as reportOf } from '../../src/core/costs/report.ts';
import { resolve, type Scenario } from '../../src/core/costs/scenario.ts';
import { simulate } from '../../src/core/costs/simulate.ts';
import { explain, pricesOf } from '../../src/core/explain.ts';
import type { Preview } from '../../src/app/use-cases.ts';
import type { Book, Case, Rulebook } from '../../src/core/index.ts';
import { previewView, unpricedView } from '../../src/slack/views/preview.ts';
import { type BenchCase, derivedValues, partOf } from './cases.ts';
import { columnsOf, plainPaid } from './costs-plain.ts';
import { type Kind, measure, type Rounds, ratios, spread } from './measure.ts';

const draws = 10_000;
const rounds = 41;
const warmUp = 8;

/** 10,000 draws of six options over twelve growing months, against the same arithmetic written out by hand. */
export async function benchCosts(
  book: Book,
  cases: readonly BenchCase[],
  at: string,
  print: (line: string) => void,
): Promise<void> {
  const { rulebook } = book;
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
  ];
  const others: readonly Kind[] = [
    { name: 'one workload, all of its report', pass: () => (reportOf(rulebook, scenario), 1) },
    { name: 'one workload at P50', pass: () => (price(rulebook, scenario), 1) },
  ];
  const times = byTurns(kinds);
  const [ours = [], plain = []] = times;
  show(kinds, times, print);
  show(others, await measure(others, { rounds: 7, ms: 250 }), print);
  const least = (Math.min(...ours) / Math.min(...plain)).toFixed(2);
  print(`  rules take ${spread(ratios(ours, plain), 2)} × as long as by hand, the least against the least ${least} ×`);
  print('  (processor time; target: at most 1.5 ×, and 100 ms)');
  print(
    `The costs step in processor time over ${cases.length} cases (target: adds under 5 ms before an acknowledgement: it is not there)`,
  );
  for (const line of aroundAcknowledgement(book, cases, at)) print(line);
}

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

function show(kinds: readonly Kind[], times: Rounds, print: (line: string) => void): void {
  for (const [index, { name }] of kinds.entries())
    print(`  ${name.padEnd(32)} ${spread((times[index] ?? []).map((micros) => micros / 1000)).padStart(24)} ms`);
}

/**
 * What stands before the acknowledgement of a last page, and what comes into its window after it. Some rules ask what is cheaper or within
 * a budget: reckoning that is part of deciding and stands before it.
 */
function aroundAcknowledgement(book: Book, cases: readonly BenchCase[], at: string): readonly string[] {
  const work = cases.map(({ answers }) => answers);
  const priced = work.reduce((sum, answers) => sum + pricesRead(previewOf(book, answers, at)), 0);
  if (priced > 0) process.exitCode = 1;
  const kinds = {
    'before it: the answer without prices': (answers: Case) => unpricedView(previewOf(book, answers, at), 'name'),
    '  of which what rules ask of costs, all answered': (answers: Case) => derivedValues(book, answers, at),
    '  the same, half of the answers open': (answers: Case) => derivedValues(book, partOf(answers, 0.5), at),
    'after it: the prices, and the window with them': (answers: Case) => {
      const preview = previewOf(book, answers, at);
      return () => previewView(preview, book.rulebook);
    },
    'later, for the message: every line, input and event': (answers: Case) => () =>
      JSON.stringify(pricesOf(book, answers, at, {})),
  };
  return [
    `  prices read before an acknowledgement: ${priced} in ${work.length} answers`,
    ...Object.entries(kinds).map(([name, once]) => {
      for (const answers of work) run(once(answers));
      const times = work.map((answers) => timed(once, answers));
      const alone = work.map((answers) => Math.min(...[1, 2, 3, 4, 5].map(() => timed(once, answers))));
      const shares = [0.5, 0.95, 0.99].map((share) => `p${String(share * 100)} ${of(share, times)}`).join(', ');
      return `  ${name.padEnd(52)} ${shares} ms; slowest by the least of five ${Math.max(...alone).toFixed(2)} ms`;
    }),
  ];
}

/** What a kind does after it is made ready is what counts; if it only makes something ready, that. */
function timed(once: (answers: Case) => unknown, answers: Case): number {
  let ready: unknown;
  const readying = took(() => (ready = once(answers)));
  return typeof ready === 'function' ? took(() => run(ready)) : readying;
}

const run = (ready: unknown): unknown => (typeof ready === 'function' ? Reflect.apply(ready, undefined, []) : ready);

function previewOf(book: Book, answers: Case, at: string): Preview {
  const explanation = explain(book, answers, { title: 'bench', at });
  const draft = {
    installation: 'T:T1',
    id: 'draft',
    owner: 'T1:U1',
    title: 'bench',
    answers,
    unknown: [],
    updatedAt: 0,
  };
  return { kind: 'preview', draft, explanation };
}

/** How often what is acknowledged reads a price. */
function pricesRead(preview: Preview): number {
  let read = 0;
  const counting = new Proxy(preview.explanation, {
    get(target, name) {
      if (name === 'costs' || name === 'costHeadline') read += 1;
      return Reflect.get(target, name);
    },
  });
  unpricedView({ ...preview, explanation: counting }, 'name');
  return read;
}

function of(share: number, values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
}

/** ms of processor time: other programs on the machine make it wait, and it does not count that. */
function took(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
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
