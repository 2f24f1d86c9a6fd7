import type { Case, Possible, Range } from './case.ts';
import { compareRunning, compareSetup, knowledgeCosts, tuningPaysBack, tuningSetup } from './costs/budgets.ts';
import { longContextCost } from './costs/compare.ts';
import { type Mask } from './diagram.ts';
import { alsoOf, answerTo, isRange, type Level, rangeOf, valuesOf } from './levels.ts';
import type { DerivedQuestion, NumberQuestion, Rulebook } from './rulebook.ts';

/** A derived question ready to be computed: its inputs, and its value for one number per input. */
export interface Derived {
  readonly id: string;
  /** Its values, in their order. */
  readonly values: readonly string[];
  readonly inputs: readonly DerivedInput[];
  /** Index of the value in its level. */
  readonly compute: (numbers: readonly number[]) => number;
  /** The last case it was computed for: questions are asked one after the other, and few of them are its inputs. */
  readonly last: { readonly given: (Possible | undefined)[]; readonly numbers: number[]; width: number; mask: Mask };
}

export interface DerivedInput {
  readonly id: string;
  readonly question: NumberQuestion;
  readonly also: Level['also'];
  /** Fixed points between `min` and `max` at which ranges are looked at, rising. */
  readonly grid: readonly number[];
  /** The value only rises or only falls along it, whatever the others are: its ends tell all there is between. */
  readonly steady: boolean;
}

/** The threshold a prompt has to reach, whatever is required. */
export const promptCeiling = 'prompt_ceiling';

/** The threshold that a computed question holds one of its inputs against by name, where it does. */
export function heldAgainst({ compute, from }: DerivedQuestion): Held | undefined {
  const [measured = ''] = from;
  return compute === 'prompt_meets_requirement' ? { threshold: promptCeiling, measured } : undefined;
}

interface Held {
  readonly threshold: string;
  /** The question whose number it is. */
  readonly measured: string;
}

/** Above this many combinations of inputs a derived question is left open altogether. */
const mostSamples = 4096;

/** Compiles the derived questions of a rulebook. `at` is the date prices are taken at, YYYY-MM-DD. */
export function compileDerived(book: Rulebook, at: string): readonly Derived[] {
  let made: ReturnType<typeof knowledgeCosts> | undefined;
  // Made once for all questions, and only where one of them uses it: that resolves every price.
  const costs = (): ReturnType<typeof knowledgeCosts> => (made ??= knowledgeCosts(book, at));
  return Object.entries(book.derived).map(([id, derived]) => {
    const { of, steady } = functions[derived.compute]({ book, at, from: derived.from, costs });
    const values = Object.keys(derived.values);
    return {
      id,
      values,
      inputs: derived.from.map((from, place) => ({ ...inputOf(book, from), steady: steady.includes(place) })),
      compute: (numbers) => Math.max(0, values.indexOf(of(numbers))),
      last: { given: derived.from.map(() => undefined), numbers: derived.from.map(() => 0), width: 0, mask: 0 },
    };
  });
}

interface Computed {
  /** Numbers of the inputs in the order of `from`, to one of the values. */
  readonly of: (numbers: readonly number[]) => string;
  /** Places of the inputs along which the value only rises or only falls. */
  readonly steady: readonly number[];
}

interface Computing {
  readonly book: Rulebook;
  readonly at: string;
  readonly from: readonly string[];
  readonly costs: () => ReturnType<typeof knowledgeCosts>;
}

/** What each `compute` of a rule file names. A budget comes last, so that the costs it is held against are kept meanwhile. */
const functions: Record<DerivedQuestion['compute'], (computing: Computing) => Computed> = {
  prompt_meets_requirement({ book }) {
    const ceiling = book.thresholds[promptCeiling]?.value;
    if (ceiling === undefined) throw new Error(`there is no threshold ${promptCeiling}`);
    return {
      of: ([success = 0, required = 0]) => (success >= ceiling && success >= required ? 'yes' : 'no'),
      steady: [0, 1],
    };
  },
  long_context_cost({ book, at, costs }) {
    const compare = longContextCost(book, at, costs());
    return { of: ([tokens = 0, queries = 0, hours = 24]) => compare(tokens, queries, hours), steady: [] };
  },
  setup_within_budget({ book, at, from }) {
    const costs = tuningSetup(book, at);
    const named = namedBudget(book, from[1]);
    return {
      of: ([examples = 0, budget = 0]) => (named(budget) ? compareSetup(costs(examples), budget) : 'fits'),
      steady: [0, 1],
    };
  },
  running_within_budget({ book, from, costs }) {
    const price = costs();
    const named = namedBudget(book, from[3]);
    return {
      of: ([tokens = 0, queries = 0, hours = 24, budget = 0]) =>
        named(budget) ? compareRunning(price(tokens, queries, hours), budget) : 'fits',
      steady: [1, 2, 3],
    };
  },
  payback_before_shutdown({ book, at }) {
    const paysBack = tuningPaysBack(book, at);
    return { of: ([queries = 0, examples = 0]) => (paysBack(queries, examples) ? 'yes' : 'no'), steady: [1] };
  },
};

/** A budget at the most its question takes is none: nothing is beyond it, not even what cannot be had, and nothing is priced. */
function namedBudget(book: Rulebook, id = ''): (budget: number) => boolean {
  const question = book.questions[id];
  const most = question?.kind === 'number' ? question.max : Number.POSITIVE_INFINITY;
  return (budget) => budget < most;
}

/**
 * The values a derived question may take in a case. Ranges are looked at on a fixed grid and at their ends; values between
 * the lowest and the highest found are possible too, so that narrowing an input never adds one.
 */
export function derivedMask(derived: Derived, width: number, answers: Case): Mask {
  const { inputs, last } = derived;
  const { given, numbers } = last;
  let same = last.width === width;
  let known = true;
  for (let place = 0; place < inputs.length; place += 1) {
    const input = inputs[place];
    const one = input === undefined ? undefined : answerTo(input, answers);
    if (one !== given[place]) same = false;
    given[place] = one;
    if (typeof one === 'number') numbers[place] = one;
    else known = false;
  }
  if (same) return last.mask;
  // Should computing fail, nothing is taken for known.
  last.width = 0;
  last.mask = known ? 1 << derived.compute(numbers) : rememberedMask(derived, width, answers, given);
  last.width = width;
  return last.mask;
}

/** Masks of open inputs by what was given of them: to look at all their combinations takes milliseconds. */
const openMasks = new WeakMap<Derived, Map<string, Mask>>();

/** More are forgotten, so that a long-lived program does not grow. */
const mostRemembered = 256;

function rememberedMask(derived: Derived, width: number, answers: Case, given: readonly unknown[]): Mask {
  const masks = openMasks.get(derived) ?? new Map<string, Mask>();
  openMasks.set(derived, masks);
  const key = JSON.stringify([width, ...given.map((one) => one ?? null)]);
  const known = masks.get(key);
  if (known !== undefined) return known;
  if (masks.size >= mostRemembered) masks.clear();
  const mask = openMask(derived, width, answers);
  masks.set(key, mask);
  return mask;
}

function openMask(derived: Derived, width: number, answers: Case): Mask {
  const samples = derived.inputs.map((input) => samplesOf(input, answers));
  const full = 2 ** width - 1;
  if (samples.reduce((product, one) => product * one.length, 1) > mostSamples) return full;
  let low = width;
  let high = -1;
  for (const numbers of combinations(samples)) {
    const value = derived.compute(numbers);
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (low === 0 && high === width - 1) break;
  }
  return (2 ** (high - low + 1) - 1) << low;
}

/** All ways to take one number from each list. */
export function* combinations(lists: readonly (readonly number[])[]): Generator<readonly number[]> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const one of first) for (const others of combinations(rest)) yield [one, ...others];
}

/** What a case says of an input, as ranges in its unit; open is all of it. */
export function rangesOf(input: Pick<DerivedInput, 'id' | 'also' | 'question'>, answers: Case): readonly Range[] {
  const possible = answerTo(input, answers);
  if (possible === undefined) return [{ low: input.question.min, high: input.question.max }];
  return valuesOf(possible).flatMap((value) => (typeof value === 'string' ? [] : [rangeOf(value)]));
}

function samplesOf(input: DerivedInput, answers: Case): readonly number[] {
  const possible = answerTo(input, answers);
  if (typeof possible === 'number') return [possible];
  if (possible !== undefined && !valuesOf(possible).some(isRange)) {
    return valuesOf(possible).flatMap((value) => (typeof value === 'number' ? [value] : []));
  }
  return rangesOf(input, answers).flatMap(({ low, high }) =>
    input.steady ? [low, high] : [low, ...input.grid.filter((point) => point > low && point < high), high],
  );
}

function inputOf(book: Rulebook, id: string): Omit<DerivedInput, 'steady'> {
  const question = book.questions[id];
  if (question?.kind !== 'number') throw new Error(`derived questions are computed from numbers: ${id} is none`);
  return {
    id,
    question,
    also: alsoOf(question),
    grid: gridOf(question),
  };
}

/** Even steps for shares and hours, eight per decade for what spans decades. */
function gridOf({ min, max }: NumberQuestion): readonly number[] {
  if (max <= 100) return Array.from({ length: 21 }, (_, step) => min + ((max - min) * step) / 20);
  const from = Math.max(min, 1);
  const steps = Math.ceil(Math.log10(max / from) * 8);
  return Array.from({ length: steps + 1 }, (_, step) => from * 10 ** (step / 8)).filter((point) => point <= max);
}
