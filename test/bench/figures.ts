import { longContextCost } from '../../src/core/costs/compare.ts';
import {
  type Book,
  type Case,
  compile,
  decide,
  explain,
  nextQuestions,
  questionsOf,
  questionsToAsk,
} from '../../src/core/index.ts';
import { pivotsOf } from '../../src/core/pivots.ts';
import { firstPageOf } from '../core/asking.ts';
import { proofLines } from '../eval/lines.ts';
import { type BenchCase, partOf } from './cases.ts';
import { type Kind, measure, spread } from './measure.ts';

/** Figures without a peer: how long one call takes on complete and on partial cases. */
export async function figures(book: Book, cases: readonly BenchCase[], at: string): Promise<readonly string[]> {
  const parts = cases.slice(0, 100).map(({ answers }, index) => partOf(answers, [0.2, 0.5, 0.8, 0.9][index % 4] ?? 0));
  const all = cases.map(({ answers }) => answers);
  const verdicts = new Map(parts.map((part) => [part, decide(book, part, at)]));
  const compare = longContextCost(book.rulebook, at);
  const numbers = all.map(
    (one) =>
      book
        .derivedAt(at)
        .at(-1)
        ?.inputs.map(({ id }) => Number(one[id])) ?? [],
  );
  const page = { at, leave: [], most: 4 };
  const kinds: readonly Kind[] = [
    each('decide, complete', all, (one) => decide(book, one, at)),
    each('decide, partial', parts, (one) => decide(book, one, at)),
    each('questionsToAsk, partial', parts, (one) => questionsToAsk(book, one, at)),
    each('nextQuestions, 4 on a page', parts, (one) => nextQuestions(book, one, page)),
    each('pivotsOf, partial', parts, (one) => pivotsOf(book, one, verdicts.get(one)!, at)),
    each('explain, everything, partial', parts, (one) => explain(book, one, { title: 'bench', at })),
    each('explain, everything, complete', all.slice(0, 100), (one) => explain(book, one, { title: 'bench', at })),
    each('longContextCost', numbers, ([tokens = 0, queries = 0, hours = 0]) => compare(tokens, queries, hours)),
    { name: 'compile the rulebook', pass: () => (compile(book.rulebook), 1) },
  ];
  const times = await measure(kinds, { rounds: 5, ms: 120 });
  const worst = Math.max(...parts.map((part) => slowest(() => explain(book, part, { title: 'bench', at }))));
  return [
    `verdict ${book.diagram.nodesOf(book.verdict).length} nodes over ${book.levels.length} levels`,
    ...kinds.map(({ name }, index) => `${name.padEnd(32)} ${spread(times[index] ?? [], 2)} µs`),
    `${'explain, slowest partial case'.padEnd(32)} ${worst.toFixed(1)} ms`,
    ...pageLines(book, all, at),
    ...proofLines(book.rulebook, at),
  ];
}

/** The first page of questions and every page after it, each computed once for each case, as a person meets them. */
function pageLines(book: Book, cases: readonly Case[], at: string): readonly string[] {
  const times = new Map<string, number[]>([
    ['first page of questions', []],
    ['each next page of questions', []],
  ]);
  const [first = [], next = []] = times.values();
  for (const hidden of cases.slice(0, 300)) {
    first.push(took(() => questionsOf(book).toChange({}, at)));
    const given = new Map(Object.entries(firstPageOf(book, hidden)));
    for (;;) {
      let page: readonly string[] = [];
      next.push(took(() => (page = nextQuestions(book, Object.fromEntries(given), { at, leave: [], most: 6 }))));
      if (page.length === 0) break;
      for (const id of page) given.set(id, hidden[id]!);
    }
  }
  return [...times].map(([name, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
    return `${name.padEnd(32)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms over ${all.length} (target: p99 under 20)`;
  });
}

function took(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function each<One>(name: string, list: readonly One[], work: (one: One) => unknown): Kind {
  return {
    name,
    pass: () => {
      for (const one of list) work(one);
      return list.length;
    },
  };
}

/** The least of three, in ms: what the call costs without what else the machine did. */
function slowest(work: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
