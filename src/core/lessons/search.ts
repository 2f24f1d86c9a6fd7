import { distance } from 'fastest-levenshtein';
import MiniSearch, { type SearchResult } from 'minisearch';
import { stemmer } from 'stemmer';
import type { Rulebook } from '../rulebook.ts';

/** What newcomers read. */
export type Reading = Pick<Rulebook, 'lessons' | 'faq'>;

/** A lesson or an answer that was found. */
export interface FoundText {
  readonly kind: 'lesson' | 'faq';
  readonly id: string;
}

/** The share of what was asked that must be found, by weight: a rare word weighs more than a common one. */
const leastShare = 0.51;
/** What scores less than this share of the first is not offered beside it. */
const leastOfBest = 0.4;
const mostFound = 3;

/** Words that say nothing by themselves; "fine" is one because of "fine tuning". */
const stopwords = new Set(
  `a about actually after all also an and any anybody are as at be been being best better bot but by can could did do
  does doesn doing don fine for from get give had has have how i if in into is isn it its just keep less like likely m
  make makes many me mean means more much my need no not of on one or our out please re really s sense shall should so
  some something t than that the their them then there these they thing things this to too until us use ve want was we
  were what when where which who why will with would you your`.split(/\s+/),
);

/** Stems that mean the same. */
const meaning = new Map(
  [
    ['tune', 'finetun', 'train', 'tuner'],
    ['cost', 'price', 'cheap', 'cheaper', 'cheapest', 'expens', 'dear', 'dearer', 'monei', 'budget', 'pai'],
    ['rag', 'retriev', 'look', 'lookup', 'search'],
    ['invent', 'hallucin', 'lie', 'made', 'fabric'],
    ['both', 'combin', 'mix', 'togeth', 'hybrid'],
    ['mistak', 'error', 'pitfal', 'wrong'],
    ['fresh', 'current', 'new', 'latest', 'date', 'updat', 'recent'],
    ['exampl', 'data', 'dataset', 'sampl', 'label', 'labelled'],
    ['queri', 'request', 'volum', 'traffic'],
    ['week', 'long', 'durat', 'quick', 'quickli', 'month'],
    ['document', 'doc'],
    ['differ', 'versu', 'vs', 'compar', 'explain'],
  ].flatMap((group) => group.map((stem) => [stem, group[0] ?? stem] as const)),
);

/** Words that mean something together only. */
const together: readonly (readonly [RegExp, string])[] = [
  [/\b(?:make|makes|making|made)(?: \w+)? up\b/g, 'invent'],
  [/\bup[ -]to[ -]date\b/g, 'fresh'],
  [/\bbreak[ -]?even\b|\bpays? (?:off|back)\b/g, 'breakeven'],
];

/** The words of a text that say something, by their stems. */
function termsIn(text: string): string[] {
  const said = together.reduce((all, [phrase, word]) => all.replaceAll(phrase, ` ${word} `), text.toLowerCase());
  const words = said.split(/[^\p{L}\p{N}]+/u);
  return words
    .filter((word) => word !== '' && !stopwords.has(word))
    .map(termOf)
    .filter((term) => !stopwords.has(term));
}

function termOf(word: string): string {
  const stem = stemmer(word);
  return meaning.get(stem) ?? stem;
}

/** A word with one letter wrong; short words are too much alike. */
const mayBeSlip = (term: string): boolean => term.length > 5;

/** What somebody meant whose word is nearly one that stands for another. */
function meant(term: string): string {
  if (!mayBeSlip(term)) return term;
  for (const [stem, word] of meaning) if (mayBeSlip(stem) && distance(stem, term) === 1) return word;
  return term;
}

interface Index {
  readonly search: (terms: readonly string[]) => readonly SearchResult[];
  readonly weight: (term: string) => number;
}

const indexes = new WeakMap<Reading['faq'], Index>();

function indexOf(reading: Reading): Index {
  const known = indexes.get(reading.faq);
  if (known !== undefined) return known;
  const documents = [
    ...Object.entries(reading.faq).map(([id, { ask, also, answer }]) => ({
      id: `faq ${id}`,
      head: ask,
      also: also.join(' '),
      body: answer,
    })),
    ...Object.entries(reading.lessons).map(([id, { title, also, text }]) => ({
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
      boostDocument: (id) => (String(id).startsWith('faq') ? 2 : 1),
      fuzzy: (term) => (mayBeSlip(term) ? 1 : false),
    },
  });
  index.addAll(documents);
  const counts = new Map<string, number>();
  for (const { head, also, body } of documents) {
    for (const term of new Set(termsIn(`${head} ${also} ${body}`))) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const made: Index = {
    search: (terms) => index.search(terms.join(' '), { tokenize: (text) => text.split(' ') }),
    // A word that stands nowhere weighs as much as one that stands twice: it may be a filler.
    weight: (term) => Math.log(1 + documents.length / (counts.get(term) ?? 2)),
  };
  indexes.set(reading.faq, made);
  return made;
}

/** Lessons and answers for what somebody asks, the best first; none where most of it is about something else. */
export function findText(reading: Reading, question: string): readonly FoundText[] {
  const terms = [...new Set(termsIn(question).map(meant))];
  if (terms.length === 0) return [];
  const { search, weight } = indexOf(reading);
  const all = terms.reduce((sum, term) => sum + weight(term), 0);
  const found = search(terms).filter(
    ({ queryTerms, match }) =>
      queryTerms.reduce((sum, term) => sum + weight(term) * surely(match[term]), 0) >= leastShare * all,
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

/** How surely a text is about a word that stands in these fields of it; in none when only a similar one does. */
function surely(fields: readonly string[] | undefined): number {
  return fields === undefined || fields.every((field) => field === 'body') ? 0.6 : 1;
}
