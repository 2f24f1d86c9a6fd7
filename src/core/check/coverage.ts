import { worthOf } from '../ask.ts';
import { type Book, compile, conjunction } from '../compile.ts';
import { endShares } from '../shares.ts';
import { no, type Node, yes } from '../diagram.ts';
import { type Approach, approaches } from '../rulebook.ts';
import { realOf } from './examples.ts';
import { givesIn, standsOf, verdictsDiffer } from './pairs.ts';

/** What a rulebook covers. Shares are of the complete cases that answers can produce, every one counted once. */
export interface Coverage {
  /** Ways to answer everything, computed values free: what the proofs hold over. */
  readonly assignments: bigint;
  /** Those of them in which computed values agree with their numbers. */
  readonly possible: bigint;
  readonly approaches: readonly ApproachCoverage[];
  /** In the order of the files. */
  readonly rules: readonly RuleReach[];
  /** The most telling first; numbers without bands are not there. */
  readonly questions: readonly QuestionWorth[];
}

export interface ApproachCoverage {
  readonly approach: Approach;
  readonly share: number;
  /** With every question answered as often as `likely` says. */
  readonly likely: number;
}

export interface RuleReach {
  readonly rule: string;
  readonly fires: number;
  /** It fires and nothing beats it on one of its claims. */
  readonly stands: number;
  /** Without it another approach comes out. */
  readonly decides: number;
}

export interface QuestionWorth {
  readonly question: string;
  /** By how many bits an answer narrows the approaches when nothing else is known. */
  readonly bits: number;
  /** Share of complete cases in which another answer to it alone gives another approach. */
  readonly flips: number;
}

/** Counts what a sound rulebook covers; exact but for the last digits of the shares. */
export function coverageOf(book: Book): Coverage {
  const { diagram, levels } = book;
  const real = realOf(book);
  const possible = diagram.count(real, yes);
  const share = (node: Node): number => ratio(diagram.count(diagram.ite(real, node, no), yes), possible);
  const full = levels.map((level) => level.full);
  const likely = endShares(book, book.verdict, full);
  const worth = new Map(worthOf(book, book.verdict, full).map(({ level, bits }) => [level, bits]));
  return {
    assignments: levels.reduce((product, { values }) => product * BigInt(values.length), 1n),
    possible,
    approaches: approaches.map((approach, index) => ({
      approach,
      share: share(givesIn(book, approach)),
      likely: likely[index] ?? 0,
    })),
    rules: book.rules.map(({ id, when }) => ({
      rule: id,
      fires: share(conjunction(diagram, when)),
      stands: share(standsOf(book, id)),
      decides: share(verdictsDiffer(book, compile(book.rulebook, book, id))),
    })),
    questions: levels
      .map(({ id }, level) => ({ question: id, bits: worth.get(level) ?? 0, flips: share(flipsOn(book, level)) }))
      .toSorted((a, b) => b.bits - a.bits),
  };
}

/** Holds where the verdict depends on what a level is, the others as they are. */
function flipsOn(book: Book, level: number): Node {
  const { diagram } = book;
  const values = book.levels[level]?.values ?? [];
  return diagram.or(
    approaches.map((approach) => {
      const gives = givesIn(book, approach);
      const fixed = values.map((_, value) => diagram.fix(gives, level, value));
      return diagram.ite(diagram.or(fixed), diagram.not(diagram.and(fixed)), no);
    }),
  );
}

/** Two counts as a number between 0 and 1, to nine digits. */
function ratio(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000_000_000n) / whole) / 1e9;
}
