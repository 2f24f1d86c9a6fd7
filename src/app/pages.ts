import type { Case, Explanation } from '../core/index.ts';
import type { Draft, Installation, PersonId, Place } from './kept.ts';

/** What one submitted page holds: parsed answers, the questions answered with "I don't know", and those left as they were. */
export interface PageAnswers {
  readonly answers: Case;
  readonly unknown: readonly string[];
}

/** What comes after a page: another page of questions, or the answer for the person alone. */
export type Step = PageStep | Preview;

export interface PageStep {
  readonly kind: 'page';
  readonly draft: Draft;
  readonly questions: readonly string[];
}

export interface Preview {
  readonly kind: 'preview';
  readonly draft: Draft;
  readonly explanation: Explanation;
  /** For a revision or a changed worked case: what it moves, in sentences; priced when it is first read. */
  readonly moved?: readonly string[];
  /** What of that needs no price. */
  readonly movedUnpriced?: readonly string[];
}

/** Where a person goes on: where they were, the first page included. */
export type Resumed = Step | { readonly kind: 'start'; readonly draft: Draft };

export interface FirstPage {
  readonly installation: Installation;
  readonly owner: PersonId;
  readonly title: string;
  readonly place?: Place | undefined;
  /** The draft it goes on with; without one, or once that was shared, a new one begins. */
  readonly draft?: string | undefined;
  readonly page: PageAnswers;
}
