import type { Case, Value } from './case.ts';
import type { Book } from './compile.ts';
import { approachOf, decide, gapOpen, gapQuestion, type Verdict } from './decide.ts';
import type { Derived, DerivedInput } from './derived.ts';
import type { Pivot } from './explanation.ts';
import { countedShare, isRange, openAgain, optionsOf, unitsOf, valuesOf } from './levels.ts';
import { type Approach, type NumberQuestion, type Question, tuning } from './rulebook.ts';

/** A pivot before it is put into words. */
export type RawPivot = Omit<Pivot, 'text'>;

/**
 * Every single answer whose change changes the leading approach: for options each value that does, for numbers the
 * nearest thresholds below and above, computed ones found by bisection. Answers that were assumed are included and marked.
 */
export function pivotsOf(book: Book, answers: Case, verdict: Verdict, at: string): readonly RawPivot[] {
  const { complete } = verdict;
  return Object.entries(book.rulebook.questions).flatMap(([id, question]) => {
    const from = complete[id];
    if (from === undefined || typeof from === 'object') return [];
    const assumed = !isAnswered(answers, id, question);
    const tryValue = (value: Value): Approach => {
      // Every other question keeps its usual value, so one walk tells; only with the gap open is there more to it.
      const approach = approachOf(book, { ...complete, [id]: value }, at) ?? 'prompt';
      const tunes = tuning.has(approach) && id !== gapQuestion && gapOpen(answers);
      return tunes ? decide(book, withAnswer(answers, id, question, value), at).approach : approach;
    };
    const base = { question: id, assumed };
    if (question.kind === 'number') {
      return typeof from === 'number'
        ? numberPivots(book, verdict, at, { id, question, from, tryValue, anyShare: gapOpen(answers) }).map(
            (pivot) => ({ ...base, ...pivot }),
          )
        : [];
    }
    const disputed = valuesOf(answers[id] ?? []).length > 1;
    return optionsOf(question)
      .filter((option) => disputed || option !== from)
      .flatMap((option) => {
        const approach = tryValue(option);
        if (approach === verdict.approach) return [];
        const compared = disputed ? {} : { from: plain(question, from) };
        return [{ ...base, ...compared, to: plain(question, option), approach }];
      });
  });
}

function isAnswered(answers: Case, id: string, question: Question): boolean {
  return unitsOf(id, question).some((one) => {
    const given = answers[one];
    if (given === undefined) return false;
    const [first, ...others] = valuesOf(given);
    return others.length === 0 && first !== undefined && (!isRange(first) || countedShare(first) !== undefined);
  });
}

/** The case with one question answered anew; other units of the same question are dropped. */
export function withAnswer(answers: Case, id: string, question: Question, value: Value): Case {
  return { ...openAgain(answers, id, question), [id]: value };
}

/** yes/no as booleans, as in JSON. */
export function plain(question: Question, value: Case[string]): string | boolean {
  if (question.kind === 'yes_no') return value === 'yes';
  return typeof value === 'string' ? value : '';
}

interface Moving {
  readonly id: string;
  readonly question: NumberQuestion;
  readonly from: number;
  readonly tryValue: (value: number) => Approach;
  /** With the gap open what leads depends on all that is possible, not on one walk. */
  readonly anyShare: boolean;
}

type NumberPivot = Omit<RawPivot, 'question' | 'assumed'>;

function numberPivots(book: Book, verdict: Verdict, at: string, moving: Moving): readonly NumberPivot[] {
  const { question, from, tryValue } = moving;
  const cuts = cutsOf(book, verdict, at, moving);
  const below = cuts.filter((cut) => cut <= from).toReversed();
  const above = cuts.filter((cut) => cut > from);
  const found: NumberPivot[] = [];
  let last = verdict.approach;
  for (const cut of below) {
    const approach = tryValue(justBelow(cut, question));
    if (approach !== last && approach !== verdict.approach) found.push({ from, below: cut, approach });
    last = approach;
  }
  last = verdict.approach;
  for (const cut of above) {
    const approach = tryValue(cut);
    if (approach !== last && approach !== verdict.approach) found.push({ from, above: cut, approach });
    last = approach;
  }
  return found;
}

/** The next number below a cut. */
function justBelow(cut: number, { integer }: NumberQuestion): number {
  return integer ? Math.ceil(cut) - 1 : cut - Math.abs(cut) * Number.EPSILON;
}

/** Where a number changes band or changes a derived value, rising, inside the question's limits. */
function cutsOf(book: Book, verdict: Verdict, at: string, moving: Moving): readonly number[] {
  const { id, question } = moving;
  const bounds = book.levels[book.levelAt.get(id) ?? -1]?.bounds ?? [];
  const fed = book.derivedAt(at).filter(({ inputs }) => inputs.some((input) => input.id === id));
  const computed = mattering(book, verdict, moving, fed).flatMap((derived) => {
    const place = derived.inputs.findIndex((input) => input.id === id);
    const input = derived.inputs[place];
    return input === undefined ? [] : derivedCuts(derived, input, place, verdict.complete, question);
  });
  const all = new Set([...bounds, ...computed].filter((cut) => cut > question.min && cut <= question.max));
  return [...all].sort((a, b) => a - b);
}

/** Of the derived questions a number feeds, those on which the verdict depends while that number moves and all else stays. */
function mattering(
  book: Book,
  { values, masks: open }: Verdict,
  { id, anyShare }: Moving,
  fed: readonly Derived[],
): readonly Derived[] {
  if (fed.length === 0) return fed;
  const { diagram, levels } = book;
  const moves = new Set([id, ...fed.map((derived) => derived.id)]);
  const masks = levels.map((level, index) =>
    moves.has(level.id) ? level.full : anyShare ? (open[index] ?? level.full) : 1 << (values[index] ?? 0),
  );
  const left = diagram.scratch(() => new Set(diagram.support(diagram.narrow(book.verdict, masks))));
  return fed.filter((derived) => left.has(book.levelAt.get(derived.id) ?? -1));
}

/** Where the derived value changes as one input moves and the others stay: a grid finds the steps, bisection the number. */
function derivedCuts(
  derived: Derived,
  input: DerivedInput,
  place: number,
  complete: Case,
  question: NumberQuestion,
): readonly number[] {
  const others = derived.inputs.map(({ id }) => {
    const value = complete[id];
    return typeof value === 'number' ? value : 0;
  });
  const valueAt = (x: number): number => derived.compute(others.map((other, index) => (index === place ? x : other)));
  const points = [question.min, ...input.grid, question.max];
  return points.slice(1).flatMap((high, index) => {
    const low = points[index] ?? question.min;
    return valueAt(low) === valueAt(high) ? [] : stepsBetween(valueAt, low, high, question.integer);
  });
}

function stepsBetween(valueAt: (x: number) => number, low: number, high: number, integer: boolean): readonly number[] {
  let [a, b] = [low, high];
  for (;;) {
    const middle = integer ? Math.floor((a + b) / 2) : (a + b) / 2;
    // Neighbors: no number lies between them.
    if (middle <= a || middle >= b) break;
    if (valueAt(middle) === valueAt(low)) a = middle;
    else b = middle;
  }
  const rest = b < high && valueAt(b) !== valueAt(high) ? stepsBetween(valueAt, b, high, integer) : [];
  return [b, ...rest];
}
