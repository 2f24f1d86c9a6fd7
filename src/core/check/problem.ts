import { likest } from '../answers.ts';
import type { Diagnostic } from '../case.ts';
import { optionsOf } from '../levels.ts';
import type { Rulebook, When } from '../rulebook.ts';

/** Where in the rule files something is wrong. */
export type Path = Diagnostic['path'];

/** Something that has to be mended before anybody is decided for. */
export function error(path: Path, message: string, remedy: string, example?: string): Diagnostic {
  return { path, message, remedy, severity: 'error', ...(example === undefined ? {} : { example }) };
}

/** A name that nothing has, with the one that was probably meant or, of few, all of them. */
export function unknown(path: Path, kind: string, id: string, known: readonly string[]): Diagnostic {
  const near = likest(id, known);
  const few = known.length > 0 && known.length <= 8;
  const other = few ? `use ${known.map((one) => `"${one}"`).join(' or ')}, or add it` : `add the ${kind}`;
  return error(path, `there is no ${kind} "${id}"`, near === undefined ? other : `did you mean "${near}"?`);
}

/** The values a level has, or undefined when the question has no finite values. */
export function finiteValues(book: Rulebook, id: string): readonly string[] | undefined {
  const question = book.questions[id];
  if (question === undefined) return book.derived[id] === undefined ? undefined : Object.keys(book.derived[id].values);
  if (question.kind !== 'number') return optionsOf(question);
  return question.bands === undefined ? undefined : Object.keys(question.bands);
}

/** Questions and values of a condition that there are not, and questions that cannot be tested. */
export function whenProblems(book: Rulebook, path: Path, when: When | undefined): readonly Diagnostic[] {
  return Object.entries(when ?? {}).flatMap(([id, wanted]) => {
    const values = finiteValues(book, id);
    const at = [...path, id];
    if (values === undefined) {
      if (book.questions[id] === undefined) {
        return [unknown(at, 'question', id, [...Object.keys(book.questions), ...Object.keys(book.derived)])];
      }
      return [error(at, `"${id}" has no bands to test`, 'give the question bands, or use a derived question')];
    }
    return [wanted]
      .flat()
      .filter((one) => !values.includes(one))
      .map((one) => unknown(at, `value of ${id}`, one, values));
  });
}
