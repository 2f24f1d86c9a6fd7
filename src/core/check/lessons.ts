import { parseAnswers } from '../answers.ts';
import type { Diagnostic } from '../case.ts';
import type { Rulebook } from '../rulebook.ts';
import { limitTick } from '../ticks.ts';
import { error, unknown } from './problem.ts';

/** What newcomers read refers to what exists, and the form can be opened with it. */
export function checkLessons(book: Rulebook): readonly Diagnostic[] {
  return [
    ...Object.entries(book.faq).flatMap(([id, { lesson }]) =>
      lesson === undefined || Object.hasOwn(book.lessons, lesson)
        ? []
        : [unknown(['faq', id, 'lesson'], 'lesson', lesson, Object.keys(book.lessons))],
    ),
    ...Object.entries(book.lessons).flatMap(([id, lesson]) => {
      const path = ['lessons', id, 'try'];
      const parsed = parseAnswers(book, lesson.try);
      if (!parsed.ok) return parsed.problems.map((one) => ({ ...one, path: [...path, ...one.path] }));
      return Object.keys(parsed.answers)
        .filter((question) => !onFirstPage(book, question))
        .map((question) =>
          error([...path, question], `"${question}" is not asked on the first page`, 'leave it out here'),
        );
    }),
  ];
}

function onFirstPage(book: Rulebook, id: string): boolean {
  const question = book.questions[id];
  if (question !== undefined) return question.first_page === true || limitTick(id, question) !== undefined;
  // Another unit of a question that is asked there.
  return Object.values(book.questions).some(
    (one) => one.kind === 'number' && one.first_page === true && Object.hasOwn(one.also ?? {}, id),
  );
}
