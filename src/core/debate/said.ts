import type { Case, Possible, Value } from '../case.ts';
import { inOwnUnits, isRange, optionsOf, rangeOf, unitsOf, valuesOf } from '../levels.ts';
import type { Question, Rulebook } from '../rulebook.ts';

/** What one participant of a debate answers. `unknown` are questions answered with "I don't know". */
export interface DebatePosition {
  /** Who says so: any text that tells people apart. */
  readonly by: string;
  readonly answers: Case;
  readonly unknown: readonly string[];
}

/** One value of a question and everybody who gave it. */
export interface Camp {
  readonly value: Value;
  readonly by: readonly string[];
}

/** Everything that was said to one question, numbers in the question's unit. */
export interface Said {
  readonly question: string;
  /** By value, in the order of the options, numbers rising; empty when nobody gave one. */
  readonly camps: readonly Camp[];
  /** Who does not know. */
  readonly unsure: readonly string[];
}

type Questions = Pick<Rulebook, 'questions'>;

/** What was said, question by question in the order of the rulebook. The order of positions does not matter. */
export function saidIn(rulebook: Questions, positions: readonly DebatePosition[]): readonly Said[] {
  const everybody = [...positions]
    .sort((a, b) => compare(a.by, b.by))
    .map((one) => ({ ...one, own: ownUnits(rulebook, one.answers) }));
  return Object.entries(rulebook.questions).flatMap(([id, question]) => {
    const camps = new Map<string, { readonly value: Value; readonly by: Set<string> }>();
    for (const { by, own } of everybody) {
      for (const value of valuesOf(own[id] ?? [])) {
        const key = JSON.stringify(isRange(value) ? [value.low, value.high] : value);
        const known = camps.get(key);
        if (known === undefined) camps.set(key, { value, by: new Set([by]) });
        else known.by.add(by);
      }
    }
    const unsure = everybody
      .filter(({ unknown, own }) => own[id] === undefined && unitsOf(id, question).some((one) => unknown.includes(one)))
      .map(({ by }) => by);
    if (camps.size + unsure.length === 0) return [];
    const inOrder = [...camps.values()].map(({ value, by }): Camp => ({ value, by: [...by] })).sort(byPlace(question));
    return [{ question: id, camps: inOrder, unsure }];
  });
}

/** As they are when every answer is in the unit of its question already, which is the rule. */
function ownUnits(rulebook: Questions, answers: Case): Case {
  const own = Object.keys(answers).every((id) => Object.hasOwn(rulebook.questions, id));
  return own ? answers : inOwnUnits(rulebook, answers);
}

/** The case of a debate: per question the union over those who gave a value. "I don't know" adds nothing. */
export function caseOf(said: readonly Said[]): Case {
  return Object.fromEntries(
    said.flatMap(({ question, camps }): readonly (readonly [string, Possible])[] => {
      const [first, ...others] = camps;
      if (first === undefined) return [];
      return [[question, others.length === 0 ? first.value : camps.map(({ value }) => value)]];
    }),
  );
}

/** Options in their order; numbers rising, and of two that begin alike the narrower one first. */
function byPlace(question: Question): (a: Camp, b: Camp) => number {
  const options = question.kind === 'number' ? [] : optionsOf(question);
  const placeOf = (value: Value): number => (typeof value === 'string' ? options.indexOf(value) : -1);
  return ({ value: a }, { value: b }) => {
    if (typeof a === 'string' || typeof b === 'string') return placeOf(a) - placeOf(b);
    const [left, right] = [rangeOf(a), rangeOf(b)];
    return left.low - right.low || left.high - right.high;
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
