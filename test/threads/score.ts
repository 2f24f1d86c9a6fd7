import type { Evidence } from '../../src/core/index.ts';
import type { Expected, LabelledThread } from './schema.ts';

/** What a reading of labelled threads got right and wrong. */
export interface Score {
  /** Readings that match an expected fact. */
  readonly right: number;
  /** All readings but those of optional places. */
  readonly read: number;
  readonly expected: number;
  readonly traps: number;
  readonly taken: number;
  /** Expected facts that were read with the expected certainty. */
  readonly sure: number;
  /** Every fault in words. */
  readonly failures: readonly string[];
}

const none: Score = { right: 0, read: 0, expected: 0, traps: 0, taken: 0, sure: 0, failures: [] };

/** The sum of two scores. */
export function added(a: Score, b: Score): Score {
  return {
    right: a.right + b.right,
    read: a.read + b.read,
    expected: a.expected + b.expected,
    traps: a.traps + b.traps,
    taken: a.taken + b.taken,
    sure: a.sure + b.sure,
    failures: [...a.failures, ...b.failures],
  };
}

/** Scores what was read from one thread, as README.md beside this file says. */
export function scored(thread: LabelledThread, evidence: readonly Evidence[]): Score {
  const { id, expect, optional, traps, messages } = thread;
  const at = (place: { question: string; message: number }): string => `${id} ${place.message} ${place.question}`;
  const said = (message: number): string => messages[message - 1]?.text ?? '';
  const right = evidence.filter((one) => expect.some((fact) => matches(fact, one)));
  const wrong = evidence.filter((one) => !right.includes(one) && !optional.some((place) => samePlace(place, one)));
  const missed = expect.filter((fact) => !evidence.some((one) => matches(fact, one)));
  const taken = traps.filter((trap) => wrong.some((one) => samePlace(trap, one)));
  const sure = expect.filter((fact) => evidence.some((one) => matches(fact, one) && one.certainty === fact.certainty));
  return {
    right: right.length,
    read: right.length + wrong.length,
    expected: expect.length,
    traps: traps.length,
    taken: taken.length,
    sure: sure.length,
    failures: [
      ...wrong.map((one) => `wrong   ${at(one)} = ${JSON.stringify(one.value)}: ${said(one.message)}`),
      ...missed.map(
        (fact) => `missed  ${at(fact)} = ${JSON.stringify('value' in fact ? fact.value : fact)}: ${said(fact.message)}`,
      ),
      ...taken.map((trap) => `trap    ${at(trap)} ${trap.why}`),
    ],
  };
}

/** The score of no thread. */
export const unscored = none;

function samePlace(a: { question: string; message: number }, b: { question: string; message: number }): boolean {
  return a.question === b.question && a.message === b.message;
}

/** Whether a reading is an expected fact, within the tolerances of README.md. */
export function matches(
  fact: Expected,
  { question, message, author, value }: Pick<Evidence, 'question' | 'message' | 'author' | 'value'>,
): boolean {
  if (fact.question !== question || fact.message !== message || fact.author !== author) return false;
  const tolerance = question === 'time_to_production_weeks' ? 0.1 : 0.02;
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  if (typeof value === 'object') return 'low' in fact && close(value.low, fact.low) && close(value.high, fact.high);
  if ('low' in fact) return false;
  if (typeof value === 'number') return typeof fact.value === 'number' && close(value, fact.value);
  return typeof fact.value === 'boolean' ? value === (fact.value ? 'yes' : 'no') : value === fact.value;
}

/** Wilson's 95 % interval of a share: the score interval holds for few trials and for shares near 0 and 1. */
export function wilson(hits: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const z = 1.959_964;
  const share = hits / trials;
  const middle = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const whole = 1 + (z * z) / trials;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}
