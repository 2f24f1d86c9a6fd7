import { approachAt } from '../../src/core/compile.ts';
import { valuesIn } from '../../src/core/decide.ts';
import { type Approach, approachOf, type Book, type Case } from '../../src/core/index.ts';
import { findingsOf } from '../../src/core/findings.ts';
import type { Explained } from './peers/explained.ts';

/** The approach of a complete case, as our core decides it. */
export function decided(book: Book, answers: Case, at: string): Approach {
  const approach = approachOf(book, answers, at);
  if (approach === undefined) throw new Error('a complete case was not decided');
  return approach;
}

/** The approach with every claim, each rule that fired on it, what beat it, its sources and its text: of values computed once, as for people. */
export function explained(book: Book, answers: Case, at: string): Explained {
  const values = valuesIn(book, answers, at);
  const approach = approachAt(book.diagram.walk(book.verdict, values));
  if (approach === undefined) throw new Error('a complete case was not decided');
  return { approach, explanation: findingsOf(book, values, answers) };
}
