import winkNlp from 'wink-nlp';
import model from 'wink-eng-lite-web-model';
import { atOnce, type Book, type Message, openLanguage, readingThread } from '../../src/core/index.ts';
import { lineOf, type Part } from './line.ts';
import { type Kind, measure } from './measure.ts';
import { versionsOf } from './page.ts';

const rounds = 5;

const said = [
  'We get about 3k tickets a day, and legal does NOT need sources for them.',
  'If docs changed hourly I would say RAG, but the wiki changes once a quarter.',
  'p95 has to stay under 700 ms, the blog says 200 ms but that is another product.',
  'Fair point :+1: <@U123> let me look at <https://example.com/a|the dashboard> again.',
  'We have 1,200 hand-checked replies and 40,000 raw logs nobody looked at.',
  'ok',
  'Budget is $4k a month, the vendor wants 20k EUR up front, which is a joke.',
  'How often does the taxonomy change? I thought it was frozen since 2022.',
];

/** A thread of 1,000 messages, and one of ten times the text: the time should grow with the text. */
export async function benchReading(book: Book): Promise<Part> {
  const language = await openLanguage();
  const nlp = winkNlp(model);
  const read = (messages: readonly Message[]) => (): number => (atOnce(readingThread(language, book, messages)), 1);
  const tagged = (messages: readonly Message[]) => (): number => {
    for (const { text } of messages) nlp.readDoc(text).entities().out();
    return 1;
  };
  const [short, long] = [threadOf(1000, 1), threadOf(1000, 10)];
  const kinds: readonly Kind[] = [
    { name: '1,000 messages', pass: read(short) },
    { name: '1,000 messages, ten times as long', pass: read(long) },
    { name: 'one message of 4,000 characters', pass: read(longMessage(4000)) },
    { name: 'one message of 40,000 characters', pass: read(longMessage(40_000)) },
    { name: 'wink', pass: tagged(short) },
    { name: 'wink', pass: tagged(long) },
  ];
  const times = (await measure(kinds, { rounds, ms: 400 })).map((micros) => micros.map((one) => one / 1000));
  const [one = [], ten = [], message = [], longer = [], wink = [], winkTen = []] = times;
  const twelve = { on: 'times', most: 12 } as const;
  return {
    id: 'reading',
    title: 'Reading threads',
    about: [
      'As long as somebody waits. Everything `rag-or-ft read` finds in a thread: evidence with author, quote and certainty. The whole of wink-nlp (sentences, words,',
      'parts of speech, named entities) on the same text is what a reader built on a language library pays before it knows anything.',
    ],
    rounds,
    peers: versionsOf('wink-nlp', 'wink-eng-lite-web-model'),
    lines: [
      lineOf('a thread of 1,000 messages', 'ms', one, {
        peers: [{ name: 'wink-nlp alone', values: wink }],
        bar: { on: 'ours', most: 1000 },
      }),
      lineOf('1,000 messages of ten times the text', 'ms', ten, {
        peers: [{ name: 'wink-nlp alone', values: winkTen }],
      }),
      lineOf('ten times the text of a thread', 'ms', ten, {
        peers: [{ name: 'ours on the shorter', values: one }],
        bar: twelve,
      }),
      lineOf('one message of 40,000 characters', 'ms', longer, {
        peers: [{ name: 'ours on 4,000 characters', values: message }],
        bar: twelve,
      }),
    ],
  };
}

function threadOf(count: number, times: number): readonly Message[] {
  return Array.from({ length: count }, (_, index) => ({
    author: `U${index % 7}`,
    ts: `${1_782_000_000 + index}.000100`,
    text: Array.from({ length: times * 2 }, (__, part) => said[(index * 3 + part) % said.length] ?? '').join(' '),
  }));
}

function longMessage(length: number): readonly Message[] {
  return [
    {
      author: 'U1',
      ts: '1782000000.000100',
      text: said
        .join(' ')
        .repeat(1 + Math.ceil(length / 400))
        .slice(0, length),
    },
  ];
}
