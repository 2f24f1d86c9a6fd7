import { atOnce, type Book, type Message, openLanguage, readingThread } from '../../src/core/index.ts';
import { type Kind, measure, median, spread } from './measure.ts';

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
export async function benchReading(book: Book, print: (line: string) => void): Promise<void> {
  const language = await openLanguage();
  const read = (messages: readonly Message[]) => (): number => (atOnce(readingThread(language, book, messages)), 1);
  const kinds: readonly Kind[] = [
    { name: '1,000 messages', pass: read(threadOf(1000, 1)) },
    { name: '1,000 messages, ten times as long', pass: read(threadOf(1000, 10)) },
    { name: 'one message of 4,000 characters', pass: read(longMessage(4000)) },
    { name: 'one message of 40,000 characters', pass: read(longMessage(40_000)) },
  ];
  const times = await measure(kinds, { rounds: 3, ms: 400 });
  print('Reading threads');
  for (const [index, { name }] of kinds.entries())
    print(`  ${name.padEnd(36)} ${spread((times[index] ?? []).map((micros) => micros / 1000)).padStart(24)} ms`);
  const ratio = (long: number, short: number): string =>
    (median(times[long] ?? []) / median(times[short] ?? [])).toFixed(1);
  print(
    `  ten times the text takes ${ratio(1, 0)} × and ${ratio(3, 2)} × as long (target: at most 12 ×; 1,000 messages under 1 s)`,
  );
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
