import { rangeOf } from '../levels.ts';
import type { Value } from '../case.ts';
import type { Book } from '../compile.ts';
import { atOnce, type Steps } from '../steps.ts';
import { changesIn } from './changes.ts';
import { type Candidate, candidatesOf, hopeful, kept, type Way } from './candidates.ts';
import { answerIn, answeredBy, asks, type Context, contextAfter, correctionIn, fresh, repliesIn } from './context.ts';
import type { Found } from './found.ts';
import { heardIn } from './heard.ts';
import { type Language, openLanguage } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { linesOf } from './markup.ts';
import { lexiconOf, type Meaning } from './meanings.ts';
import { moodsOf } from './moods.ts';
import { quantitiesIn } from './quantities.ts';
import type { Phrases } from './schema.ts';
import { sentencesOf } from './sentences.ts';
import { statedIn } from './statements.ts';
import type { Evidence, ForeignMoney, Message, ReadConflict, Reading } from './types.ts';

const longestQuote = 300;
/** How likely an answer has to be: a wrong proposal costs more than a missed one. */
export const likelyEnough = 0.78;

/** How likely a candidate is to be what a careful person would keep, between 0 and 1; `message` counts from 1. */
export type Judge = (candidate: Candidate, author: string, message: number) => number;

/**
 * What the messages of a thread say about the questions of the rulebook. The order of `messages` does not matter: their
 * time stamps do. Deterministic, offline, and linear in the length of the text.
 */
export async function readThread(book: Book, messages: readonly Message[]): Promise<Reading> {
  return atOnce(readingThread(await openLanguage(), book, messages));
}

/** The same in steps of one message, for programs with other things to do. */
export function* readingThread(
  language: Language,
  book: Book,
  messages: readonly Message[],
  judge: Judge = (candidate) => (hopeful(candidate) ? language.judge(candidate.signs()) : 0),
): Steps<Reading> {
  const reader = readerOf(language, book);
  const latest = new Map<string, Evidence | ForeignMoney>();
  let context = fresh;
  for (const { message, place } of inOrder(messages)) {
    yield;
    const read = readMessage(reader, message, context, (candidate) => judge(candidate, message.author, place));
    context = read.context;
    for (const { found, quote } of read.found) {
      const { author, ts } = message;
      const { question, value, hedged, currency } = found;
      const said = {
        question,
        value,
        author,
        ts,
        message: place,
        quote,
        certainty: hedged ? 'hedged' : 'stated',
      } as const;
      const key = JSON.stringify([question, author]);
      // Set anew, so that the order is that of the latest mention.
      latest.delete(key);
      latest.set(key, currency === undefined ? said : { ...said, currency });
    }
  }
  const all = [...latest.values()];
  const evidence = all.filter((one) => !('currency' in one));
  return {
    evidence,
    conflicts: conflictsIn(evidence),
    foreign: all.flatMap((one) => ('currency' in one ? [one] : [])),
  };
}

interface Reader {
  readonly language: Language;
  readonly lexicon: Lexicon<Meaning>;
  readonly says: Phrases['says'];
  readonly yesNo: ReadonlySet<string>;
  /** Questions with options, or yes and no. */
  readonly worded: readonly string[];
  /** Questions about how often something changes. */
  readonly changing: ReadonlySet<string>;
  /** What numbers a question can have. */
  readonly bounds: ReadonlyMap<string, { readonly min: number; readonly max: number }>;
}

const readers = new WeakMap<Book, Omit<Reader, 'language'>>();

function readerOf(language: Language, book: Book): Reader {
  const known = readers.get(book);
  if (known !== undefined) return { ...known, language };
  const { phrases, questions } = book.rulebook;
  const yesNo = new Set(Object.keys(questions).filter((id) => questions[id]?.kind === 'yes_no'));
  const worded = Object.keys(questions).filter((id) => questions[id]?.kind === 'choice' || yesNo.has(id));
  const changing = new Set(Object.keys(phrases.says).filter((id) => phrases.says[id]?.rhythm !== undefined));
  const bounds = new Map(
    Object.entries(questions).flatMap(([id, one]) => (one.kind === 'number' ? [[id, one] as const] : [])),
  );
  const made = { lexicon: lexiconOf(phrases), says: phrases.says, yesNo, worded, changing, bounds };
  readers.set(book, made);
  return { ...made, language };
}

interface Read {
  readonly found: readonly { readonly found: Found; readonly quote: string }[];
  readonly context: Context;
}

function readMessage(
  { language, lexicon, says, yesNo, worded, changing, bounds }: Reader,
  { author, text }: Message,
  context: Context,
  judge: (candidate: Candidate) => number,
): Read {
  const { classifier } = language;
  const found: { found: Found; quote: string }[] = [];
  const sentences = linesOf(text).flatMap((line) => sentencesOf(line, language, lexicon));
  const asking = text.includes('?');
  let now = context;
  for (const [index, sentence] of sentences.entries()) {
    const moods = moodsOf(sentence);
    const around = repliesIn(now, author, index, sentence);
    const answered = answeredBy(now, author, index, sentence);
    const changes = changesIn(sentence, moods, says, around.before);
    const candidates = candidatesOf(
      [
        ...foundBy('change', changes),
        ...foundBy(
          'phrase',
          statedIn(sentence, moods, says, yesNo).filter(
            ({ question }) => !changes.some((one) => one.question === question),
          ),
        ),
        ...foundBy('quantity', quantitiesIn(sentence, moods, says, around)),
        ...foundBy('correction', correctionIn(now, author, sentence, moods)),
        ...foundBy('reply', answerIn(now, author, index, sentence, moods)),
      ],
      heardIn(sentence, moods, classifier, { says, worded, changing, activeHours: around.activeHours, answered }),
      {
        sentence,
        moods,
        index,
        sentences: sentences.length,
        asking,
        asked: around.asked,
        answering: answered !== undefined,
        before:
          now.last === undefined
            ? undefined
            : {
                mine: now.last.author === author,
                asking: asks(now.last.sentence.tokens),
              },
      },
    );
    // What only a team's own rules ask for was never learned: there phrases decide.
    const possible = candidates.filter(({ question, value }) => within(bounds.get(question), value));
    const here = kept(possible, (one) => (classifier.knows(one.question) ? judge(one) : 1), likelyEnough);
    const quote = sentence.text.slice(0, longestQuote);
    found.push(...here.map((one) => ({ found: one, quote })));
    now = contextAfter(now, author, sentence, here, says, yesNo);
  }
  return { found, context: { ...now, messages: now.messages + 1 } };
}

function within(bounds: { readonly min: number; readonly max: number } | undefined, value: Value): boolean {
  if (bounds === undefined || typeof value === 'string') return true;
  const { low, high } = rangeOf(value);
  return low >= bounds.min && high <= bounds.max;
}

function foundBy(way: Way, list: readonly Found[]): readonly { readonly way: Way; readonly found: Found }[] {
  return list.map((found) => ({ way, found }));
}

/** By time stamp; messages of the same instant by author and text, so that the order given never counts. */
function inOrder(messages: readonly Message[]): readonly { readonly message: Message; readonly place: number }[] {
  return messages
    .map((message, index) => ({ message, place: index + 1 }))
    .sort(
      (a, b) =>
        Number(a.message.ts) - Number(b.message.ts) ||
        compare(a.message.author, b.message.author) ||
        compare(a.message.text, b.message.text),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function conflictsIn(evidence: readonly Evidence[]): readonly ReadConflict[] {
  const byQuestion = new Map<string, Evidence[]>();
  for (const one of evidence) byQuestion.set(one.question, [...(byQuestion.get(one.question) ?? []), one]);
  return [...byQuestion].flatMap(([question, positions]) => {
    const [first] = positions;
    const differ = first !== undefined && positions.some(({ value }) => !alike(first.value, value));
    return differ ? [{ question, positions }] : [];
  });
}

function alike(a: Value, b: Value): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one.low === other.low && one.high === other.high;
}
