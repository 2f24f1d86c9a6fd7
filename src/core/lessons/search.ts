import { distance } from 'fastest-levenshtein';
import MiniSearch, { type SearchResult } from 'minisearch';
import type { Rulebook } from '../rulebook.ts';
import { asksHow, mayBeSlip, meant, namesSubject, termsIn } from './vocabulary.ts';

/** What newcomers read. */
export type LessonBook = Pick<Rulebook, 'lessons' | 'faq'>;

/** A lesson or an answer that was found. */
export interface FoundText {
  readonly kind: 'lesson' | 'faq';
  readonly id: string;
}

/** The share of what was asked, by weight, that we write about at all. */
const leastKnown = 0.51;
/** The share of it that one text must be about. */
const leastShare = 0.3;
/** What scores less than this share of the first is not offered beside it. */
const leastOfBest = 0.4;
const mostFound = 3;

interface Index {
  readonly search: (terms: readonly string[]) => readonly SearchResult[];
  /** How much a word says: a rare one more than a common one. */
  readonly weight: (term: string) => number;
  /** How surely a word is about our subject, 0 to 1. */
  readonly known: (term: string) => number;
  /** The word itself, or the one of ours that it misspells. */
  readonly spelled: (term: string) => string;
}

const indexes = new WeakMap<LessonBook['faq'], Index>();

function indexOf(book: LessonBook): Index {
  const made = indexes.get(book.faq) ?? makeIndex(book);
  indexes.set(book.faq, made);
  return made;
}

function makeIndex({ faq, lessons }: LessonBook): Index {
  const documents = [
    ...Object.entries(faq).map(([id, { ask, also, answer }]) => ({
      id: `faq ${id}`,
      head: ask,
      also: also.join(' '),
      body: answer,
    })),
    ...Object.entries(lessons).map(([id, { title, also, text }]) => ({
      id: `lesson ${id}`,
      head: title,
      also: also.join(' '),
      body: text.join(' '),
    })),
  ];
  const index = new MiniSearch<(typeof documents)[number]>({
    fields: ['head', 'also', 'body'],
    tokenize: termsIn,
    processTerm: (term) => term,
    searchOptions: {
      boost: { head: 3, also: 2 },
      boostDocument: (id) => (String(id).startsWith('faq') ? 1.6 : 1),
    },
  });
  index.addAll(documents);
  const counts = new Map<string, number>();
  const subjects = new Set<string>();
  for (const { head, also, body } of documents) {
    for (const term of new Set(termsIn(`${head} ${also} ${body}`))) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const term of termsIn(`${head} ${also}`)) subjects.add(term);
  }
  return {
    search: (terms) =>
      index.search(terms.join(' '), {
        tokenize: (text) => text.split(' '),
        // MiniSearch weighs by field: what all texts are about is in few titles and would count too much.
        boostTerm: (term) => Math.log(1 + documents.length / (counts.get(term) ?? 1)),
      }),
    // A word that stands nowhere weighs as much as one that stands in four: it may be a filler. And what all texts are
    // about, such as RAG, still says that somebody asks about it.
    weight: (term) => Math.max(1.2, Math.log(1 + documents.length / (counts.get(term) ?? 4))),
    known: (term) => (subjects.has(term) ? 1 : counts.has(term) ? 0.4 : 0),
    spelled(term) {
      if (counts.has(term) || !mayBeSlip(term)) return term;
      return [...subjects].find((one) => mayBeSlip(one) && distance(one, term) === 1) ?? term;
    },
  };
}

/** Lessons and answers for what somebody asks, the best first; none where most of it is about something else. */
export function findText(book: LessonBook, question: string): readonly FoundText[] {
  const { search, weight, known, spelled } = indexOf(book);
  const terms = [...new Set(termsIn(question).map(meant).map(spelled))];
  const weigh = (all: readonly string[], share: (term: string) => number) =>
    all.reduce((sum, term) => sum + weight(term) * share(term), 0);
  const subject = terms.filter((term) => !asksHow.has(term));
  const fits = namesSubject(question) || weigh(subject, known) >= leastKnown * weigh(subject, () => 1);
  if (!fits) return [];
  const least = leastShare * weigh(terms, known);
  const found = search(terms).filter(
    ({ queryTerms, match }) => weigh(queryTerms, (term) => surely(match[term])) >= least,
  );
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score >= leastOfBest * best)
    .slice(0, mostFound)
    .map(({ id }) => {
      const [kind = '', ...name] = id.split(' ');
      return { kind: kind === 'faq' ? 'faq' : 'lesson', id: name.join(' ') };
    });
}

/** How surely a text is about a word that stands in these fields of it. */
function surely(fields: readonly string[] | undefined): number {
  return fields === undefined || fields.every((field) => field === 'body') ? 0.6 : 1;
}
