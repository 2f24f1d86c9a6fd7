import fc from 'fast-check';
import {
  type Approach,
  approaches,
  type Book,
  type Case,
  decide,
  isRange,
  limitTick,
  listsIn,
  nextQuestions,
  parseAnswers,
  questionsOf,
  type Tick,
  valuesOf,
  type Verdict,
} from '../../src/core/index.ts';
import { completeCases, type Pick, picks } from './draw.ts';

export interface Asked {
  readonly answers: Case;
  readonly verdict: Verdict;
  /** Inputs filled in, those of the first page included; each list to tick is one. */
  readonly inputs: number;
}

/** What the first page tells of a hidden case: its questions, and the limits that are ticked. */
export function firstPageOf(book: Book, hidden: Case): Case {
  const { firstPage } = questionsOf(book);
  return { ...Object.fromEntries(firstPage.map((id) => [id, hidden[id]!])), ...tickedLimits(book, hidden) };
}

function tickedLimits({ rulebook: { questions } }: Book, hidden: Case): Case {
  const ticks = Object.entries(questions).flatMap(([id, question]) => limitTick(id, question) ?? []);
  return Object.fromEntries(ticks.filter((tick) => isTicked(tick, hidden)).map(({ question, yes }) => [question, yes]));
}

/** Whether somebody who knows a complete case ticks a line. */
function isTicked({ question, yes }: Tick, hidden: Case): boolean {
  const answer = hidden[question]!;
  return valuesOf(yes).some((value) =>
    isRange(value) ? Number(answer) >= value.low && Number(answer) <= value.high : value === answer,
  );
}

/** What a list told of a hidden case leaves possible. */
function told(ticks: readonly Tick[], hidden: Case): Case {
  return Object.fromEntries(ticks.map((tick) => [tick.question, isTicked(tick, hidden) ? tick.yes : tick.no]));
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
    const lists = listsIn(book.rulebook, page, answers);
    const listed = Object.assign({}, ...lists.map(({ ticks }) => told(ticks, hidden))) as Case;
    for (const id of page) given.set(id, listed[id] ?? hidden[id]!);
    inputs += page.length - Object.keys(listed).length + lists.length;
  }
}

/**
 * How many inputs it takes when they come in any order: every question, the limits as one list to tick, and each other list
 * as one input that answers all its questions outright.
 */
export function inputsInAnyOrder(book: Book, at: string, hidden: Case, pick: Pick): number {
  const { limits } = questionsOf(book);
  const lists = Object.values(book.rulebook.lists).map(({ ticks }) => Object.keys(ticks));
  const alone = Object.keys(hidden).filter((id) => ![limits, ...lists].some((ids) => ids.includes(id)));
  const rest: Case[] = [
    tickedLimits(book, hidden),
    ...[...lists, ...alone.map((id) => [id])].map((ids) => Object.fromEntries(ids.map((id) => [id, hidden[id]!]))),
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
