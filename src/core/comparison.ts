import type { Book } from './compile.ts';
import type { Verdict } from './decide.ts';
import type { ComplianceNote, Explanation, SourceRef } from './explanation.ts';
import { holds } from './plan.ts';
import type { Approach, Rulebook } from './rulebook.ts';
import { sourcesOf } from './sources.ts';

/** One row of the comparison: an aspect with what each approach does about it. */
export interface ComparedAspect {
  readonly aspect: string;
  readonly name: string;
  /** An answer to one of the row's questions carries the case's reasons or flips its verdict. */
  readonly decides: boolean;
  readonly cells: Readonly<Record<Approach, { readonly text: string; readonly sources: readonly SourceRef[] }>>;
}

/**
 * The approaches side by side. With an explanation, the rows that decide its case are marked: those whose questions stand in
 * the conditions of its reasons or among its pivots.
 */
export function comparisonOf(
  rulebook: Pick<Rulebook, 'comparison' | 'rules' | 'sources'>,
  explanation?: Pick<Explanation, 'reasons' | 'pivots'>,
): readonly ComparedAspect[] {
  const deciding = new Set([
    ...(explanation?.reasons.flatMap(({ rule }) => Object.keys(rulebook.rules[rule]?.when ?? {})) ?? []),
    ...(explanation?.pivots.map(({ question }) => question) ?? []),
  ]);
  return Object.entries(rulebook.comparison).map(([aspect, { name, decided_by: decidedBy, cells }]) => {
    const cell = (approach: Approach) => ({
      text: cells[approach].says,
      sources: sourcesOf(rulebook, cells[approach].source),
    });
    return {
      aspect,
      name,
      decides: decidedBy.some((question) => deciding.has(question)),
      cells: {
        prompt: cell('prompt'),
        'long-context': cell('long-context'),
        rag: cell('rag'),
        'fine-tune': cell('fine-tune'),
        hybrid: cell('hybrid'),
      },
    };
  });
}

/** In the order in which the note is read. */
const topics: readonly ComplianceNote['about'][] = ['data', 'readers', 'erasure', 'review', 'training'];

/** The compliance note of a verdict: for each topic the first entry that fits the leading approach and the answers. */
export function complianceOf(book: Book, verdict: Verdict): readonly ComplianceNote[] {
  return topics.flatMap((about): readonly ComplianceNote[] => {
    const entry = book.rulebook.compliance.find(
      (one) =>
        one.about === about &&
        (one.approaches?.includes(verdict.approach) ?? true) &&
        holds(book, one.when, verdict.values),
    );
    return entry === undefined ? [] : [{ about, text: entry.says, sources: sourcesOf(book.rulebook, entry.source) }];
  });
}
