import fc from 'fast-check';
import {
  type Approach,
  approaches,
  type Book,
  type Case,
  decide,
  nextQuestions,
  parseAnswers,
  questionsOf,
  type Verdict,
} from '../../src/core/index.ts';
import { completeCases, type Pick, picks } from './draw.ts';

export interface Asked {
  readonly answers: Case;
  readonly verdict: Verdict;
  /** Inputs filled in, those of the first page included; the limits are one list. */
  readonly inputs: number;
}

/** What the first page tells of a hidden case: its questions, and the limits that are ticked. */
export function firstPageOf(book: Book, hidden: Case): Case {
  const { firstPage, limits } = questionsOf(book);
  return Object.fromEntries([
    ...firstPage.map((id) => [id, hidden[id]!] as const),
    ...limits.filter((id) => hidden[id] === 'yes').map((id) => [id, 'yes'] as const),
  ]);
}

/** Asks page by page, answered from a hidden case, until nothing is left to ask. */
export function askUntilSettled(
  book: Book,
  at: string,
  { hidden, start, most, leave = [] }: { hidden: Case; start: Case; most: number; leave?: readonly string[] },
): Asked {
  const given = new Map(Object.entries(start));
  let inputs = questionsOf(book).firstPage.length + 1;
  for (;;) {
    const answers = Object.fromEntries(given);
    const page = nextQuestions(book, answers, { at, leave, most });
    if (page.length === 0) return { answers, verdict: decide(book, answers, at), inputs };
    for (const id of page) given.set(id, hidden[id]!);
    inputs += page.length;
  }
}

/** How many inputs it takes when they come in any order: every question, and the limits as one list to tick. */
export function inputsInAnyOrder(book: Book, at: string, hidden: Case, pick: Pick): number {
  const { limits } = questionsOf(book);
  const ticked = Object.fromEntries(limits.filter((id) => hidden[id] === 'yes').map((id) => [id, 'yes'] as const));
  const rest: Case[] = [
    ticked,
    ...Object.keys(hidden)
      .filter((id) => !limits.includes(id))
      .map((id) => ({ [id]: hidden[id]! })),
  ];
  let answers: Case = {};
  let inputs = 0;
  while (rest.length > 0 && decide(book, answers, at).settled === 'no') {
    answers = { ...answers, ...rest.splice(pick([...rest.keys()]), 1)[0] };
    inputs += 1;
  }
  return inputs;
}

/** Inputs until settled per approach the asking ended at. */
export type Counts = ReadonlyMap<Approach, readonly number[]>;

function countsOf(found: readonly (readonly [Approach, number])[]): Counts {
  return new Map(
    approaches.map((approach) => [approach, found.flatMap(([end, inputs]) => (end === approach ? [inputs] : []))]),
  );
}

/** For cases drawn equally often per approach, answered as often so as the rulebook says people do. */
export function inputsOfDrawn(
  book: Book,
  at: string,
  numRuns: number,
): { readonly asked: Counts; readonly anyOrder: Counts } {
  const drawn = fc.sample(fc.tuple(completeCases(book, at, 'as likely'), picks), { numRuns, seed: 1 });
  const both = drawn.map(([{ answers: hidden }, pick]) => {
    const { inputs, verdict } = askUntilSettled(book, at, { hidden, start: firstPageOf(book, hidden), most: 1 });
    return { end: verdict.approach, inputs, random: inputsInAnyOrder(book, at, hidden, pick) };
  });
  return {
    asked: countsOf(both.map(({ end, inputs }) => [end, inputs])),
    anyOrder: countsOf(both.map(({ end, random }) => [end, random])),
  };
}

/** For the worked cases, what they leave open answered as usual. */
export function inputsOfWorked(book: Book, at: string): Counts {
  return countsOf(
    book.rulebook.cases.flatMap(({ given }) => {
      const read = parseAnswers(book.rulebook, given);
      if (!read.ok) return [];
      const hidden = decide(book, read.answers, at).complete;
      const { inputs, verdict } = askUntilSettled(book, at, { hidden, start: firstPageOf(book, hidden), most: 1 });
      return [[verdict.approach, inputs] as const];
    }),
  );
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}

/** The counts of all approaches in one list. */
export function together(counts: Counts): readonly number[] {
  return [...counts.values()].flat();
}
