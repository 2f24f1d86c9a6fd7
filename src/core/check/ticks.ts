import type { Diagnostic } from '../case.ts';
import { bandOf } from '../levels.ts';
import type { Question, Rulebook, TickMeans } from '../rulebook.ts';
import { error, type Path, unknown } from './problem.ts';

/** Lines that fit a list beside "None of these" and "I don't know". */
const mostTicks = 8;

/** What lines to tick say: something their question can be, and for a limit not what is usual. */
export function tickProblems(book: Rulebook): readonly Diagnostic[] {
  const limits = Object.entries(book.questions).flatMap(([id, question]) => {
    if (question.limit === undefined || !('means' in question.limit)) return [];
    const path = ['questions', id, 'limit', 'means'];
    const { means } = question.limit;
    const usual = saysUsual(question, means)
      ? [error(path, `${id} would be assumed not to be as it usually is`, 'tick what is rarely so, or change `usual`')]
      : [];
    return [...meansProblems(path, id, question, means), ...usual];
  });
  return [...limits, ...Object.entries(book.lists).flatMap(([id, list]) => listProblems(book, id, list))];
}

function listProblems(book: Rulebook, list: string, { ticks }: Rulebook['lists'][string]): readonly Diagnostic[] {
  const path = ['lists', list, 'ticks'];
  const ids = Object.keys(ticks);
  const others = Object.entries(book.lists).filter(([other]) => other !== list);
  return [
    ...(ids.length > mostTicks
      ? [error(path, `${ids.length} lines do not fit one list`, `keep at most ${mostTicks}`)]
      : []),
    ...Object.entries(ticks).flatMap(([id, { means }]) => {
      const question = book.questions[id];
      if (question === undefined) return [unknown([...path, id], 'question', id, Object.keys(book.questions))];
      const twice = others.find(([, other]) => Object.hasOwn(other.ticks, id));
      return [
        ...meansProblems([...path, id], id, question, means),
        ...(twice === undefined ? [] : [error([...path, id], `${id} is in the list ${twice[0]} too`, 'keep one')]),
      ];
    }),
  ];
}

function meansProblems(
  path: Path,
  id: string,
  question: Question,
  means: TickMeans | undefined,
): readonly Diagnostic[] {
  if (question.kind === 'yes_no') {
    return means === undefined ? [] : [error(path, `a tick at ${id} means yes`, 'leave out `means`')];
  }
  if (question.kind === 'choice') {
    const options = Object.keys(question.options);
    const wanted = [means].flat();
    const all = wanted.every((one) => typeof one === 'string' && options.includes(one));
    return all && wanted.length < options.length
      ? []
      : [
          error(
            path,
            `a tick at ${id} has to mean some of its options`,
            `write some of ${options.join(', ')} as \`means\``,
          ),
        ];
  }
  const edge = edgeOf(means);
  return edge !== undefined && edge > question.min && edge < question.max
    ? []
    : [error(path, `a tick at ${id} has to mean the numbers on one side`, 'write `means: { from: 100 }` or `below`')];
}

function edgeOf(means: TickMeans | undefined): number | undefined {
  if (typeof means !== 'object' || Array.isArray(means)) return undefined;
  return 'below' in means ? means.below : means.from;
}

function saysUsual({ usual }: Question, means: TickMeans): boolean {
  const edge = edgeOf(means);
  if (typeof usual === 'string' || edge === undefined) return [means].flat().some((one) => one === usual);
  const over = bandOf([edge], usual) === 1;
  return typeof means === 'object' && 'below' in means ? !over : over;
}
