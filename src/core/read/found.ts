import type { Value } from '../case.ts';
import type { Cue, Reader } from './schema.ts';
import type { Moods } from './moods.ts';
import type { Sentence } from './sentences.ts';

/** An answer found in a sentence, before anybody asked who said what else. */
export interface Found {
  readonly question: string;
  readonly value: Value;
  readonly hedged: boolean;
  /** The token it begins at: the later one of two counts. */
  readonly at: number;
  readonly currency?: string;
  /** The question's unit per unit of the number written: a bare correction is in the same. */
  readonly factor?: number;
}

/** Cues that forbid to take a statement, unless its reader allows them. */
const doubts: readonly Cue[] = [
  'question',
  'hypothetical',
  'past',
  'was',
  'proposal',
  'wanted',
  'other',
  'theirs',
  'quoted',
  'sarcasm',
  'unsure',
];

/** Whether what stands at these tokens is said about our system, now and in earnest. */
export function inEarnest(moods: Moods, from: number, to: number, allow: Reader['allow']): boolean {
  for (let at = from; at < to; at += 1) {
    const cues = moods.at(at);
    if (cues.size > 0 && doubts.some((doubt) => cues.has(doubt) && !allow.includes(doubt))) return false;
  }
  return true;
}

/** Whether one of the reader's `unless` phrases stands in the same part, or for numbers in the same clause. */
export function barred(
  { pieces, parts, clauses }: Sentence,
  question: string,
  at: number,
  within: 'part' | 'clause',
): boolean {
  const scope = within === 'part' ? parts : clauses;
  return pieces.get(question)?.some(({ means, from }) => means === 'unless' && scope[from] === scope[at]) === true;
}
