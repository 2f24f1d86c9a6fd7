import type { Case, Possible, Range, Value } from './case.ts';
import type { Mask } from './diagram.ts';
import type { DerivedQuestion, NumberQuestion, Question, Rulebook } from './rulebook.ts';

/** One level of the diagram: a question cut into finitely many values. */
export interface Level {
  readonly id: string;
  /** Option ids, `no`/`yes`, band ids or derived values. */
  readonly values: readonly string[];
  readonly index: ReadonlyMap<unknown, number>;
  /** For bands: the bound each but the last stays below, rising, in the question's unit. */
  readonly bounds: readonly number[];
  /** How likely each value is, summing to 1. */
  readonly likely: readonly number[];
  /** All values. */
  readonly full: Mask;
  readonly derived: boolean;
  /** Other question ids that are converted to this one, with the factor. */
  readonly also: readonly (readonly [id: string, factor: number])[];
}

/** The levels of a rulebook in its order. Questions without finite values (numbers without bands) have none. */
export function levelsOf(
  book: Pick<Rulebook, 'questions' | 'derived' | 'thresholds' | 'level_order'>,
): readonly Level[] {
  return book.level_order.flatMap((id) => {
    const question = book.questions[id];
    const derived = book.derived[id];
    if (question !== undefined) return levelOf(id, question, book.thresholds) ?? [];
    return derived === undefined ? [] : derivedLevel(id, derived);
  });
}

/** The finite values of a question, or undefined for a number without bands. */
function levelOf(id: string, question: Question, thresholds: Rulebook['thresholds']): Level | undefined {
  switch (question.kind) {
    case 'choice':
      return makeLevel({ id, values: Object.keys(question.options), likely: question.likely });
    case 'yes_no':
      return makeLevel({ id, values: ['no', 'yes'], likely: question.likely });
    case 'number': {
      if (question.bands === undefined) return undefined;
      const bounds = Object.values(question.bands).flatMap(({ below }) => thresholds[below ?? '']?.value ?? []);
      return makeLevel({
        id,
        values: Object.keys(question.bands),
        bounds,
        likely: question.likely,
        also: alsoOf(question),
      });
    }
  }
}

function derivedLevel(id: string, { values, likely }: DerivedQuestion): Level {
  return makeLevel({ id, values: Object.keys(values), likely, derived: true });
}

function makeLevel({
  id,
  values,
  bounds = [],
  likely,
  derived = false,
  also = [],
}: {
  id: string;
  values: readonly string[];
  bounds?: readonly number[];
  likely: Readonly<Record<string, number>> | undefined;
  derived?: boolean;
  also?: Level['also'];
}): Level {
  const weights = values.map((value) => likely?.[value] ?? 1);
  const sum = weights.reduce((total, one) => total + one, 0);
  return {
    id,
    values,
    index: new Map(values.map((value, index) => [value, index])),
    bounds,
    likely: weights.map((one) => one / sum),
    full: 2 ** values.length - 1,
    derived,
    also,
  };
}

/** The options of a question that is not answered in numbers, in their order. */
export function optionsOf(question: Exclude<Question, NumberQuestion>): readonly string[] {
  return question.kind === 'yes_no' ? ['yes', 'no'] : Object.keys(question.options);
}

/** The other units a question may be answered in. */
export function alsoOf(question: Question | undefined): Level['also'] {
  const also = question?.kind === 'number' ? (question.also ?? {}) : {};
  return Object.entries(also).map(([other, { factor }]) => [other, factor] as const);
}

/** The ids a question may be answered under: its own, and those of other units. */
export function unitsOf(id: string, question: Question | undefined): readonly string[] {
  return [id, ...alsoOf(question).map(([other]) => other)];
}

/** The band a number falls into: a number on a threshold belongs to the band above it. */
export function bandOf(bounds: readonly number[], value: number): number {
  let band = 0;
  while (band < bounds.length && value >= (bounds[band] ?? Infinity)) band += 1;
  return band;
}

/** The values of a level that an answer leaves possible; `undefined` is open. */
export function maskOf(level: Level, possible: Possible | undefined): Mask {
  if (possible === undefined) return level.full;
  if (typeof possible === 'string' || typeof possible === 'number') return maskOfValue(level, possible);
  return valuesOf(possible).reduce<Mask>((mask, value) => mask | maskOfValue(level, value), 0);
}

function maskOfValue(level: Level, value: Value): Mask {
  if (typeof value === 'string') return 1 << (level.index.get(value) ?? 0);
  if (typeof value === 'number') return 1 << bandOf(level.bounds, value);
  const { low, high } = value;
  const first = bandOf(level.bounds, low);
  const last = bandOf(level.bounds, high);
  return (2 ** (last - first + 1) - 1) << first;
}

/** What a case says of a level, other units converted; `undefined` when it is open. */
export function answerTo(level: Pick<Level, 'id' | 'also'>, answers: Case): Possible | undefined {
  const own = answers[level.id];
  if (own !== undefined || level.also.length === 0) return own;
  for (const [id, factor] of level.also) {
    const other = answers[id];
    if (other === undefined) continue;
    return isSeveral(other) ? other.map((value) => times(value, factor)) : times(other, factor);
  }
  return undefined;
}

/** The case without what it says of a question, in whichever unit: it is open again. */
export function openAgain(answers: Case, id: string, question: Question | undefined): Case {
  const units = unitsOf(id, question);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !units.includes(key)));
}

/** The case with every number in the unit of its question. */
export function inOwnUnits({ questions }: Pick<Rulebook, 'questions'>, answers: Case): Case {
  const converted = Object.entries(questions).flatMap(([id, question]) => {
    const own = answerTo({ id, also: alsoOf(question) }, answers);
    return own === undefined ? [] : [[id, own] as const];
  });
  return Object.fromEntries(converted);
}

/** The values an answer holds, one or several. */
export function valuesOf(possible: Possible): readonly Value[] {
  return isSeveral(possible) ? possible : [possible];
}

function isSeveral(possible: Possible): possible is readonly Value[] {
  return Array.isArray(possible);
}

/** Whether a value is a range of numbers. */
export function isRange(value: Value): value is Range {
  return typeof value === 'object';
}

/** The share that was counted, where a range is one. */
export function countedShare(value: Value | undefined): number | undefined {
  const counted = typeof value === 'object' ? value.counted : undefined;
  return counted === undefined ? undefined : counted.count / counted.of;
}

/** A number as the range that holds just it. */
export function rangeOf(value: number | Range): Range {
  return typeof value === 'number' ? { low: value, high: value } : value;
}

/** Whether two values of one question may be the same one: one option, or numbers and ranges that have a number in common. */
export function overlap(a: Value, b: Value): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one.low <= other.high && other.low <= one.high;
}

function times(value: Value, factor: number): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value * factor;
  return { low: value.low * factor, high: value.high * factor };
}
