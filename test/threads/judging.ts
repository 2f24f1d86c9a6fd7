import type { Book } from '../../src/core/compile.ts';
import { atOnce } from '../../src/core/steps.ts';
import type { Candidate } from '../../src/core/read/candidates.ts';
import { Classifier, type Weights } from '../../src/core/read/classifier.ts';
import type { Language } from '../../src/core/read/language.ts';
import { type Judge, likelyEnough, readingThread } from '../../src/core/read/thread.ts';
import type { Message } from '../../src/core/read/types.ts';
import { type Example, groupsOf, type Label, learn } from './network.ts';
import type { Expected, LabelledThread } from './schema.ts';
import { matches } from './score.ts';
import type { Statement } from './statements.ts';
import { learnSays, type Teaching, textsOf } from './training.ts';

/** Threads and statements by who wrote them. */
export interface Lessons {
  readonly threads: ReadonlyMap<string, readonly LabelledThread[]>;
  readonly statements: readonly Statement[];
}

const rounds = 3;
/** What counts as found while candidates are gathered, when nobody has learned yet what to keep. */
const [phrased, worded] = [0.12, 0.4];

/**
 * A network that tells which candidates a careful person would keep. Candidates come from threads of people from whom the reader
 * has not learned: those it knows would look surer than any it will meet.
 */
export function learnRight(teaching: Teaching, book: Book, lessons: Lessons): Weights {
  const writers = [...new Set([...lessons.threads.keys(), ...lessons.statements.map(({ voice }) => voice)])].sort();
  const examples: Example[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const out = new Set(writers.filter((_, place) => place % rounds === round));
    const says = learnSays(teaching, textsOfOthers(lessons, out));
    const language = { ...teaching.language, classifier: new Classifier(says) };
    for (const writer of out)
      for (const thread of lessons.threads.get(writer) ?? [])
        examples.push(...judged(language, book, thread.messages, examples.length, (...of) => labelOf(thread, ...of)));
    for (const statement of lessons.statements.filter(({ voice }) => out.has(voice)))
      examples.push(...judged(language, book, [alone(statement)], examples.length, (one) => labelIn(statement, one)));
  }
  return judgeOf(examples);
}

/** What one learns without some writers. */
export function textsOfOthers({ threads, statements }: Lessons, out: ReadonlySet<string>): ReturnType<typeof textsOf> {
  return textsOf(
    statements.filter(({ voice }) => !out.has(voice)),
    [...threads].flatMap(([writer, list]) => (out.has(writer) ? [] : list)),
  );
}

function judgeOf(examples: readonly Example[]): Weights {
  const groups = groupsOf(examples, [{ name: 'right', kind: 'candidate' }]);
  return learn(examples, groups, { size: 12, passes: 8, left: 0.3, unnamed: 0, fewest: 6 });
}

/** The candidates of a thread, each with its label. */
function judged(
  language: Language,
  book: Book,
  messages: readonly Message[],
  first: number,
  label: (candidate: Candidate, author: string, message: number) => Label,
): readonly Example[] {
  const examples: Example[] = [];
  const gather: Judge = (candidate, author, message) => {
    const right = label(candidate, author, message);
    if (right !== undefined)
      examples.push({
        features: [...candidate.signs()],
        labels: new Map([['right', right]]),
        text: first + examples.length,
        kind: 'candidate',
      });
    const phrase = candidate.ways.some((way) => way !== 'wording' && way !== 'rhythm' && way !== 'number');
    return candidate.share >= (phrase ? phrased : worded) ? Math.max(candidate.share, likelyEnough) : 0;
  };
  atOnce(readingThread(language, book, messages, gather));
  return examples;
}

function alone({ text }: Statement): Message {
  return { author: 'U1', ts: '1782000000.000100', text };
}

/** As `labelOf`; a statement tells of the questions it names alone. */
function labelIn({ says }: Statement, { question, value, currency }: Candidate): Label {
  const said = says.get(question);
  if (!says.has(question) || currency !== undefined) return undefined;
  if (said === undefined) return '';
  const fact = { question, message: 1, author: '', certainty: 'stated' } as const;
  const expected: Expected =
    typeof said === 'object'
      ? { ...fact, ...said }
      : { ...fact, value: said === 'yes' ? true : said === 'no' ? false : said };
  return matches(expected, { question, value, author: '', message: 1 }) ? 'yes' : '';
}

/** Whether a careful person would keep a candidate: 'yes', '' for no, undefined where it is neither right nor wrong. */
function labelOf(
  { expect, optional, traps }: LabelledThread,
  { question, value, currency }: Candidate,
  author: string,
  message: number,
): Label {
  const at = { question, value, author };
  const said = (fact: Expected): boolean => matches(fact, { ...at, message: fact.message });
  if (expect.some((fact) => fact.message === message && said(fact))) return 'yes';
  const here = (place: { question: string; message: number }): boolean =>
    place.question === question && place.message === message;
  if (currency !== undefined || optional.some(here)) return undefined;
  if (traps.some((trap) => here(trap) && trap.why === 'corrected')) return undefined;
  // Said again later, where it is expected.
  return expect.some((fact) => fact.message > message && said(fact)) ? undefined : '';
}
