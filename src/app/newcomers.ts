import { parseAnswers } from '../core/index.ts';
import type { Books } from './books.ts';
import type { PageAnswers } from './use-cases.ts';

/** What newcomers do: read, try, practise. */
export interface Newcomers {
  /** The answers a lesson fills in beforehand; none when there is no such lesson. */
  filledFor(lesson: string): PageAnswers;
}

const nothing: PageAnswers = { answers: {}, unknown: [] };

export function createNewcomers({ books }: { readonly books: Books }): Newcomers {
  const { rulebook } = books.current.book;
  return {
    filledFor(id) {
      const lesson = Object.hasOwn(rulebook.lessons, id) ? rulebook.lessons[id] : undefined;
      const parsed = lesson && parseAnswers(rulebook, lesson.try);
      return parsed?.ok === true ? { answers: parsed.answers, unknown: [] } : nothing;
    },
  };
}
