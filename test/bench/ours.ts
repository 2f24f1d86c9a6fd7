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

/** The approach with every claim, each rule that fired on it, what beat it, its sources and its text. */
export function explained(book: Book, answers: Case, at: string): Explained {
  return { approach: decided(book, answers, at), explanation: findingsOf(book, valuesIn(book, answers, at), answers) };
}
