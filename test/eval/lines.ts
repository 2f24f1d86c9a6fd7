import {
  type Book,
  checkAtStart,
  compile,
  coverageOf,
  decide,
  parseAnswers,
  proofs,
  type Rulebook,
} from '../../src/core/index.ts';
import { planOf } from '../../src/core/plan.ts';
import { inputsOfDrawn, inputsOfWorked, mean, together } from '../core/asking.ts';
import { type Tried, tryMutants } from './mutants.ts';

/** How many mutants were caught, by kind and by what, and the survivors by name. */
export function mutantLines(rulebook: Rulebook, at: string): readonly string[] {
  const { tried, alike } = tryMutants(rulebook, at);
  const survivors = tried.filter(({ by }) => by === undefined);
  const kinds = [...new Set(tried.map(({ kind }) => kind))];
  return [
    `${tried.length} mutants give some answers another verdict (${alike} more change none): ${caughtOf(tried)}`,
    ...kinds.map((kind) => `  ${kind.padEnd(18)} ${caughtOf(tried.filter((one) => one.kind === kind))}`),
    ...survivors.map(({ kind, name }) => `  survives: ${kind}, ${name}`),
  ];
}

function caughtOf(tried: readonly Tried[]): string {
  const count = (by: Tried['by']): number => tried.filter((one) => one.by === by).length;
  const caught = tried.length - count(undefined);
  const share = ((100 * caught) / Math.max(1, tried.length)).toFixed(1);
  return `${share} % caught, ${caught} of ${tried.length} (names ${count('names')}, verdicts ${count('verdicts')}, cases ${count('case')}, other proofs ${count('proof')})`;
}

/** How many worked cases come out as they say: approach, and first stage of the plan. */
export function caseLines(book: Book, at: string): readonly string[] {
  const { cases } = book.rulebook;
  const right = cases.filter(({ given, expect: approach, first_stage }) => {
    const read = parseAnswers(book.rulebook, given);
    if (!read.ok) return false;
    const verdict = decide(book, read.answers, at);
    return verdict.approach === approach && planOf(book, read.answers, verdict)[0]?.stage === first_stage;
  });
  return [`${right.length} of ${cases.length} worked cases come out as their source says, with their first stage`];
}

/** Inputs until settled, on average, per approach. */
export function askingLines(book: Book, at: string): readonly string[] {
  const { asked, anyOrder } = inputsOfDrawn(book, at, 500);
  const worked = inputsOfWorked(book, at);
  return [
    'Inputs until settled or settled as assumed, on average (drawn cases / the same in any order / worked cases):',
    ...[...asked].map(([approach, inputs]) => {
      const cells = [inputs, anyOrder.get(approach) ?? [], worked.get(approach) ?? []].map((one) =>
        mean(one).toFixed(1),
      );
      return `  ${approach.padEnd(14)} ${cells.map((cell) => cell.padStart(6)).join('')}`;
    }),
    `  ${'all'.padEnd(14)} ${[asked, anyOrder, worked].map((one) => mean(together(one)).toFixed(1).padStart(6)).join('')}`,
  ];
}

/** How large the space is that the proofs hold over, and how long they take. */
export function proofLines(rulebook: Rulebook, at: string): readonly string[] {
  const [start, whole] = [timed(() => checkAtStart(rulebook)), timed(() => proofs(rulebook, at))];
  const { assignments } = coverageOf(compile(rulebook));
  return [
    `Space of the proofs: ${assignments.toLocaleString('en')} complete cases`,
    `Checks at start: ${start.toFixed(0)} ms (target: 300); all proofs: ${whole.toFixed(0)} ms (target: 5,000)`,
  ];
}

/** The least of three runs, in ms: what it costs without what else the machine did. */
function timed(work: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
