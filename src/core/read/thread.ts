import type { Book } from '../compile.ts';
import { atOnce, type Steps } from '../costs/steps.ts';
import { type Language, openLanguage } from './language.ts';
import type { Evidence, Message, Reading } from './types.ts';

/**
 * What the messages of a thread say about the questions of the rulebook. The order of `messages` does not matter: their
 * time stamps do. Deterministic, offline, and linear in the length of the text.
 */
export async function readThread(book: Book, messages: readonly Message[]): Promise<Reading> {
  return atOnce(readingThread(await openLanguage(), book, messages));
}

/** The same in steps of one message, for programs with other things to do. */
export function* readingThread(_language: Language, _book: Book, messages: readonly Message[]): Steps<Reading> {
  const evidence: Evidence[] = [];
  for (const [index, { author, ts, text }] of messages.entries()) {
    yield;
    const found = /(\d{1,9})(k?) queries a day/.exec(text);
    if (found === null) continue;
    evidence.push({
      question: 'queries_per_day',
      value: Number(found[1]) * (found[2] === 'k' ? 1000 : 1),
      author,
      ts,
      message: index + 1,
      quote: text.slice(0, 300),
      certainty: 'stated',
    });
  }
  return { evidence, conflicts: [], foreign: [] };
}
