import type { Diagnostic } from '../case.ts';
import type { Question, Rulebook } from '../rulebook.ts';
import { limitTick } from '../ticks.ts';
import { error, finiteValues, type Path, unknown } from './problem.ts';
import { tickProblems } from './ticks.ts';

/** Options, bands, thresholds and levels of questions are there, usual values are among those possible, and every level has its place. */
export function checkQuestions(book: Rulebook): readonly Diagnostic[] {
  return [...questionProblems(book), ...levelProblems(book)];
}

function questionProblems(book: Rulebook): readonly Diagnostic[] {
  const limits = Object.entries(book.questions).filter(([id, question]) => limitTick(id, question) !== undefined);
  return [
    ...Object.entries(book.questions).flatMap(([id, question]) => oneQuestion(book, id, question)),
    ...Object.entries(book.derived).flatMap(([id, { from, likely, values, usual, until = [] }]) => [
      ...from.flatMap((input, index) =>
        book.questions[input]?.kind === 'number'
          ? []
          : [unknown(['derived', id, 'from', index], 'measured question', input, Object.keys(book.questions))],
      ),
      ...keyProblems(['derived', id, 'likely'], likely, Object.keys(values)),
      ...(usual === undefined || Object.hasOwn(values, usual)
        ? []
        : [unknown(['derived', id, 'usual'], 'value', usual, Object.keys(values))]),
      ...until
        .filter((input) => !from.includes(input))
        .map((input) => unknown(['derived', id, 'until'], 'input of it', input, from)),
    ]),
    ...tickProblems(book),
    ...(limits.length > 9
      ? [error(['questions'], `${limits.length} limits to tick do not fit one list`, 'keep at most 9')]
      : []),
  ];
}

function oneQuestion(book: Rulebook, id: string, question: Question): readonly Diagnostic[] {
  const path = ['questions', id];
  const values = finiteValues(book, id) ?? [];
  const problems = [...keyProblems([...path, 'likely'], question.likely, values)];
  if (question.kind === 'choice' && !values.includes(question.usual)) {
    problems.push(unknown([...path, 'usual'], 'option', question.usual, values));
  }
  if (question.kind === 'number') {
    if (question.usual < question.min || question.usual > question.max) {
      problems.push(error([...path, 'usual'], 'the usual value is outside min and max', 'move it inside'));
    }
    if (question.unnamed !== undefined && question.usual !== question.max) {
      problems.push(error([...path, 'usual'], 'what nobody names has no limit', 'write the same as `max`'));
    }
    problems.push(...bandProblems(book, path, question.bands ?? {}));
  }
  if (question.kind === 'yes_no') return problems;
  for (const [index, { claim, rising }] of (question.monotone ?? []).entries()) {
    const at = [...path, 'monotone', index];
    if (book.claims[claim] === undefined)
      problems.push(unknown([...at, 'claim'], 'claim', claim, Object.keys(book.claims)));
    problems.push(
      ...rising
        .filter((one) => !values.includes(one))
        .map((one) => unknown([...at, 'rising'], `value of ${id}`, one, values)),
    );
  }
  return problems;
}

function keyProblems(path: Path, record: object | undefined, known: readonly string[]): readonly Diagnostic[] {
  return Object.keys(record ?? {})
    .filter((key) => !known.includes(key))
    .map((key) => unknown([...path, key], 'value', key, known));
}

function bandProblems(
  book: Rulebook,
  path: Path,
  bands: Readonly<Record<string, { readonly below?: string | undefined }>>,
): readonly Diagnostic[] {
  const entries = Object.entries(bands);
  let last = -Infinity;
  return entries.flatMap(([band, { below }], index): readonly Diagnostic[] => {
    const at = [...path, 'bands', band];
    const open = index === entries.length - 1;
    if (below === undefined)
      return open ? [] : [error(at, 'only the last band is open', 'name its threshold under `below`')];
    if (open) return [error(at, 'the last band has to be open', 'leave `below` out')];
    const threshold = book.thresholds[below];
    if (threshold === undefined) return [unknown([...at, 'below'], 'threshold', below, Object.keys(book.thresholds))];
    if (threshold.value <= last)
      return [error(at, `bands have to rise, and ${below} does not`, 'sort them by their thresholds')];
    last = threshold.value;
    return [];
  });
}

function levelProblems(book: Rulebook): readonly Diagnostic[] {
  const wanted = [...Object.keys(book.questions), ...Object.keys(book.derived)].filter((id) => finiteValues(book, id));
  const path = ['level_order'];
  return [
    ...book.level_order.flatMap((id, index) => {
      const at = [...path, index];
      if (!wanted.includes(id)) {
        return Object.hasOwn(book.questions, id)
          ? [error(at, `"${id}" has no bands to put in an order`, 'give the question bands, or take it out here')]
          : [unknown(at, 'question with bands or values', id, wanted)];
      }
      if (book.level_order.indexOf(id) === index) return [];
      return [error(at, `${id} stands twice`, 'remove one of them')];
    }),
    ...wanted
      .filter((id) => !book.level_order.includes(id))
      .map((id) =>
        error(path, `${id} is missing`, 'add it at the end, then `npm run order:levels` finds a good place'),
      ),
  ];
}
