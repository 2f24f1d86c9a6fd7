import type { Case } from './case.ts';
import { approachAt, type Book, terminalOf } from './compile.ts';
import { derivedMask } from './derived.ts';
import { lowest, type Mask, type Node, single, terminals } from './diagram.ts';
import type { Settled } from './explanation.ts';
import { answerTo, bandOf, type Level, maskOf, valuesOf } from './levels.ts';
import { type Approach, approaches, tuning } from './rulebook.ts';
import { endShares } from './shares.ts';
import { assumedFor, assumeLimits, completed, mayAssume } from './usual.ts';

/** The question that comes first: while it is open, nothing is tuned. */
export const gapQuestion = 'gap';

/** What a case leaves possible, and what leads. */
export interface Verdict {
  /** The leading approach: always one, even when nothing is settled. */
  readonly approach: Approach;
  readonly settled: Settled;
  /** Every approach still possible with its share, by how likely the open answers are; the largest first. */
  readonly possible: readonly { readonly approach: Approach; readonly share: number }[];
  /** Open questions that still matter and were taken at their usual value. */
  readonly assumptions: readonly string[];
  /** The verdict at usual values would tune, but the gap is open: failures are audited first. */
  readonly auditFirst: boolean;
  /** Every question at one value: answers given, and usual values where open. */
  readonly complete: Case;
  /** `complete` as one value index per level, derived ones included. */
  readonly values: readonly number[];
  /** What remains possible per level. */
  readonly masks: readonly Mask[];
}

/**
 * Decides a case: every approach that is still possible, and the one that leads.
 * @param at date the prices are taken at, YYYY-MM-DD: computed costs are part of the case.
 */
export function decide(book: Book, answers: Case, at: string): Verdict {
  return book.diagram.scratch(() => verdictOf(book, answers, at));
}

/** What a case leaves of the verdict, as answered and with the limits nobody spoke of as usual. */
export interface Left {
  readonly masks: readonly Mask[];
  readonly left: Node;
  readonly usual: readonly Mask[];
  readonly leftUsual: Node;
  readonly settled: Settled;
}

/** Narrows the verdict to a case. Its nodes live in the scratch of the diagram that is open. */
export function leftOf(book: Book, answers: Case, at: string): Left {
  const { diagram } = book;
  const masks = masksOf(book, answers, at);
  const left = diagram.narrow(book.verdict, masks);
  const usual = assumeLimits(book, answers, masks);
  const leftUsual = diagram.narrow(left, usual);
  return { masks, left, usual, leftUsual, settled: settledBy(left, leftUsual, gapOpen(answers)) };
}

function verdictOf(book: Book, answers: Case, at: string): Verdict {
  const { masks, left, settled } = leftOf(book, answers, at);
  const possible = sharesOf(book, left, masks);
  const leading = lead(book, answers, at, { masks, left });

  const open = assumptionsOf(book, answers, at, settled === 'as_assumed' ? { left, limitsOnly: true } : { left });
  return {
    ...leading,
    settled,
    possible,
    assumptions: settled === 'yes' ? [] : open,
    masks,
  };
}

function settledBy(left: Node, leftUsual: Node, auditFirst: boolean): Settled {
  if (leftUsual >= terminals) return 'no';
  const approach = approachAt(leftUsual);
  if (auditFirst && approach !== undefined && tuning.has(approach)) return 'no';
  return left < terminals ? 'yes' : 'as_assumed';
}

/** Whether more than one gap is possible. */
export function gapOpen(answers: Case): boolean {
  const gap = answers[gapQuestion];
  return gap === undefined || valuesOf(gap).length > 1;
}

/**
 * The approach of a case in one walk down the diagram, or undefined where the walk meets an open question. This is the
 * whole decision for a complete case; the rest of `decide` is about what is open.
 */
export function approachOf(book: Book, answers: Case, at: string): Approach | undefined {
  const { diagram, levels } = book;
  let node = book.verdict;
  while (node >= terminals) {
    const level = levels[diagram.levelOf(node)];
    const value = level === undefined ? undefined : valueAt(book, level, answers, at);
    if (value === undefined) return undefined;
    node = diagram.kidsOf(node)[value] ?? 0;
  }
  return approachAt(node);
}

function valueAt(book: Book, level: Level, answers: Case, at: string): number | undefined {
  const own = answers[level.id];
  if (typeof own === 'string') return level.index.get(own);
  if (typeof own === 'number') return bandOf(level.bounds, own);
  if (own === undefined && !level.derived && level.also.length === 0) return undefined;
  const mask = level.derived ? derivedAt(book, level, answers, at) : maskOf(level, answerTo(level, answers));
  return single(mask) ? lowest(mask) : undefined;
}

function derivedAt(book: Book, level: Level, answers: Case, at: string): Mask {
  for (const derived of book.derivedAt(at)) {
    if (derived.id === level.id) return derivedMask(derived, level.values.length, answers);
  }
  return level.full;
}

/** One value index per level of a complete case, derived ones included. */
export function valuesIn(book: Book, complete: Case, at: string): readonly number[] {
  return book.levels.map((level) => valueAt(book, level, complete, at) ?? 0);
}

/** What remains possible per level. */
export function masksOf(book: Book, answers: Case, at: string): readonly Mask[] {
  return book.levels.map((level) => {
    if (!level.derived || answers[level.id] !== undefined) return maskOf(level, answerTo(level, answers));
    // While nobody spoke of it, it is open: no need to look at every number it could be computed from.
    return assumedFor(book, level.id, answers) === undefined ? derivedAt(book, level, answers, at) : level.full;
  });
}

/** The share of each approach, open levels weighted by how likely their values are. The largest first. */
function sharesOf(book: Book, left: Node, masks: readonly Mask[]): Verdict['possible'] {
  const shares = endShares(book, left, masks);
  const ends = book.diagram.ends(left);
  return approaches
    .map((approach, index) => ({ approach, share: shares[index] ?? 0 }))
    .filter((_, index) => ends.has(terminalOf(index)))
    .sort((a, b) => b.share - a.share);
}

/**
 * The verdict with every open question at its usual value. With the gap open it is never one that tunes: then the likeliest
 * approach without training leads, for the gap that is assumed.
 */
function lead(
  book: Book,
  answers: Case,
  at: string,
  { masks, left }: { readonly masks: readonly Mask[]; readonly left: Node },
): Pick<Verdict, 'approach' | 'auditFirst' | 'complete' | 'values'> {
  const complete = completed(book, answers);
  const values = valuesIn(book, complete, at);
  const approach = approachAt(book.diagram.walk(book.verdict, values)) ?? 'prompt';
  if (!gapOpen(answers) || !tuning.has(approach)) return { approach, auditFirst: false, complete, values };
  const level = book.levelAt.get(gapQuestion) ?? 0;
  const supposed = masks.with(level, 1 << (values[level] ?? 0));
  const next = [supposed, masks]
    .flatMap((some) => sharesOf(book, book.diagram.narrow(left, some), some))
    .find((one) => !tuning.has(one.approach));
  return { approach: next?.approach ?? 'prompt', auditFirst: true, complete, values };
}

/** The open questions a function still depends on; derived levels are named by their open inputs. */
export function assumptionsOf(
  book: Book,
  answers: Case,
  at: string,
  { left, limitsOnly = false }: { readonly left: Node; readonly limitsOnly?: boolean },
): readonly string[] {
  const ids = book.diagram.support(left).flatMap((index) => {
    const level = book.levels[index];
    if (level === undefined) return [];
    if (!level.derived) return limitsOnly && !mayAssume(book.rulebook.questions[level.id]) ? [] : [level.id];
    const assumed = assumedFor(book, level.id, answers);
    if (assumed !== undefined) return assumed.until;
    return limitsOnly ? [] : openInputs(book, level.id, answers, at);
  });
  return [...new Set(ids)];
}

/** Inputs of a derived question that are not one number yet. */
export function openInputs(book: Book, derived: string, answers: Case, at: string): readonly string[] {
  const inputs = book.derivedAt(at).find(({ id }) => id === derived)?.inputs ?? [];
  return inputs.filter((input) => typeof answerTo(input, answers) !== 'number').map(({ id }) => id);
}
