import {
  type Book,
  type Case,
  checkAtStart,
  compile,
  coverageOf,
  decide,
  explain,
  nextQuestions,
  proofs,
  questionsOf,
} from '../../src/core/index.ts';
import { pivotsOf } from '../../src/core/pivots.ts';
import { firstPageOf } from '../core/asking.ts';
import { type BenchCase, partOf } from './cases.ts';
import { type Line, lineOf, type Part } from './line.ts';
import { type Kind, measure, processor, shareOf, sweep, took } from './measure.ts';

const rounds = 5;

/** How long single calls of the core take on complete and on partial cases. */
export async function benchCore(book: Book, cases: readonly BenchCase[], at: string): Promise<Part> {
  const all = cases.map(({ answers }) => answers);
  const parts = all.slice(0, 100).map((answers, index) => partOf(answers, [0.2, 0.5, 0.8, 0.9][index % 4] ?? 0));
  const verdicts = new Map(parts.map((part) => [part, decide(book, part, at)]));
  const kinds: readonly Kind[] = [
    each('decide, partial case', parts, (one) => decide(book, one, at)),
    each('what would flip it, partial case', parts, (one) => pivotsOf(book, one, verdicts.get(one)!, at)),
    each('everything explained, complete case', all.slice(0, 100), (one) => explain(book, one, { title: 'bench', at })),
    each('everything explained, partial case', parts, (one) => explain(book, one, { title: 'bench', at })),
    { name: 'the rulebook compiled', pass: () => (compile(book.rulebook), 1) },
  ];
  const times = await measure(kinds, { rounds, ms: 120, by: processor });
  const { assignments } = coverageOf(book);
  return {
    id: 'core',
    title: 'Asking, explaining, proving',
    about: [
      'Processor time of one call. None of the other engines works with open answers, chooses questions, tells what would flip a verdict or proves its',
      `rules, so there is no peer. The proofs hold over all ${assignments.toLocaleString('en')} complete cases; the verdict is a diagram of`,
      `${book.diagram.nodesOf(book.verdict).length} nodes over ${book.levels.length} levels. Pages are those that 300 people meet who fill in one case each.`,
    ],
    rounds,
    peers: {},
    lines: [
      ...kinds.map(({ name }, index) =>
        lineOf(
          name,
          'ms',
          (times[index] ?? []).map((micros) => micros / 1000),
        ),
      ),
      ...pageLines(book, all.slice(0, 300), at),
      lineOf(
        'checks at a start',
        'ms',
        timed(() => checkAtStart(book.rulebook)),
        { bar: { on: 'ours', most: 300 } },
      ),
      lineOf(
        'all proofs',
        'ms',
        timed(() => proofs(book.rulebook, at)),
        { bar: { on: 'ours', most: 5_000 } },
      ),
    ],
  };
}

/** The first page of questions and every page after it, by a book that was asked nothing before in each round. */
function pageLines({ rulebook }: Book, cases: readonly Case[], at: string): readonly Line[] {
  const shares = [0.5, 0.99];
  const found = Array.from({ length: rounds }, () => {
    const book = compile(rulebook);
    sweep();
    const [first, next]: [number[], number[]] = [[], []];
    for (const hidden of cases) {
      first.push(took(() => questionsOf(book).toChange({}, at)));
      const given = new Map(Object.entries(firstPageOf(book, hidden)));
      for (;;) {
        let page: readonly string[] = [];
        next.push(took(() => (page = nextQuestions(book, Object.fromEntries(given), { at, leave: [], most: 6 }))));
        if (page.length === 0) break;
        for (const id of page) given.set(id, hidden[id]!);
      }
    }
    return { first: shares.map((share) => shareOf(share, first)), next: shares.map((share) => shareOf(share, next)) };
  });
  return (['first', 'next'] as const).flatMap((kind) =>
    shares.map((share, index) =>
      lineOf(
        `${kind === 'first' ? 'the first page of questions' : 'each next page'}, p${share * 100}`,
        'ms',
        found.map((round) => round[kind][index] ?? 0),
        share === 0.99 ? { bar: { on: 'ours', most: 20 } } : {},
      ),
    ),
  );
}

const timed = (work: () => unknown): readonly number[] => Array.from({ length: rounds }, () => took(work));

function each<One>(name: string, list: readonly One[], work: (one: One) => unknown): Kind {
  return {
    name,
    pass: () => {
      for (const one of list) work(one);
      return list.length;
    },
  };
}
