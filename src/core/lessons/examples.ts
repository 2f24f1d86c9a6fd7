import { parseAnswers } from '../answers.ts';
import type { Case } from '../case.ts';
import type { Approach, Rulebook } from '../rulebook.ts';
import { answerText, capital } from '../words.ts';

/** A worked case for people to look at, to try and to be asked about. */
export interface Example {
  readonly name: string;
  readonly answers: Case;
  /** What is known, in words. */
  readonly known: readonly { readonly name: string; readonly value: string }[];
  readonly approach: Approach;
  /** Every approach that is right. */
  readonly right: readonly Approach[];
}

const scenario = /^S(\d+)$/;

/** Worked cases that show a scenario of the sources, in the order of these; all of them where none shows one. */
export function examplesOf(book: Rulebook): readonly Example[] {
  const numbered = book.cases.flatMap((one, at) => {
    const numbers = (one.shows ?? []).flatMap((tag) => scenario.exec(tag)?.[1] ?? []).map(Number);
    return numbers.length === 0 ? [] : [{ one, at, number: Math.min(...numbers) }];
  });
  const chosen = numbered.length === 0 ? book.cases.map((one, at) => ({ one, at, number: 0 })) : numbered;
  return chosen
    .toSorted((a, b) => a.number - b.number || a.at - b.at)
    .flatMap(({ one }) => exampleOf(book, one.case) ?? []);
}

/** The worked case of this name; undefined when there is none. */
export function exampleOf(book: Rulebook, name: string): Example | undefined {
  const worked = book.cases.find((one) => one.case === name);
  const parsed = worked && parseAnswers(book, worked.given);
  if (worked === undefined || parsed?.ok !== true) return undefined;
  const { answers } = parsed;
  const known = Object.entries(book.questions).flatMap(([id, question]) => {
    const value = answerText(question, id, answers);
    return value === undefined ? [] : [{ name: capital(question.name), value }];
  });
  return { name, answers, known, approach: worked.expect, right: [worked.expect, ...(worked.or ?? [])] };
}
