import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  atOnce,
  compile,
  type Language,
  type Message,
  openLanguage,
  readingThread,
  type Reading,
  type Value,
} from '../../src/core/index.ts';
import { book, rulebook } from './shipped.ts';

let language: Language;
beforeAll(async () => {
  language = await openLanguage();
});

const read = (messages: readonly Message[], by = book): Reading => atOnce(readingThread(language, by, messages));

/** Messages of the form "author: text", a minute apart. */
function thread(...lines: readonly string[]): readonly Message[] {
  return lines.map((line, index) => {
    const colon = line.indexOf(': ');
    return { author: line.slice(0, colon), ts: `${1_782_000_000 + index * 60}.000100`, text: line.slice(colon + 2) };
  });
}

/** The evidence without the places of its messages. */
function plain({ evidence }: Reading): unknown {
  return evidence.map(({ question, value, author, ts, quote, certainty }) => ({
    question,
    value,
    author,
    ts,
    quote,
    certainty,
  }));
}

/** "question value author message" of everything that was read. */
function said(...lines: readonly string[]): readonly string[] {
  return read(thread(...lines)).evidence.map(
    ({ question, value, author, message }) => `${question} ${JSON.stringify(value)} ${author} ${message}`,
  );
}

/** Whether the rulebook knows such an answer to the question. */
function possible(question: string, value: Value): boolean {
  const asked = rulebook.questions[question];
  if (asked?.kind === 'choice') return typeof value === 'string' && Object.hasOwn(asked.options, value);
  if (asked?.kind === 'yes_no') return value === 'yes' || value === 'no';
  if (typeof value === 'string' || asked?.kind !== 'number') return typeof value !== 'string';
  const { low, high } = typeof value === 'number' ? { low: value, high: value } : value;
  return low >= asked.min && high <= asked.max;
}

describe('reading a thread', () => {
  it('reads numbers in k, ranges, words and by month', () => {
    expect(said('A: we get about 3k queries a day')).toEqual(['queries_per_day 3000 A 1']);
    expect(said('A: 2-3k queries per day')).toEqual(['queries_per_day {"low":2000,"high":3000} A 1']);
    expect(said('A: a couple of thousand tickets a day')).toEqual(['queries_per_day 2000 A 1']);
    expect(said('A: 30k tickets per month')).toEqual(['queries_per_day 1000 A 1']);
  });

  it('reads a denied need as a no, and a stated one as a yes', () => {
    expect(said('A: legal does NOT need sources')).toEqual(['needs_citations "no" A 1']);
    expect(said('A: legal needs the source shown with every answer')).toEqual(['needs_citations "yes" A 1']);
  });

  it.each([
    ['hypotheticals', 'A: if docs changed hourly we would need RAG'],
    ['questions', 'A: do we get 3k queries a day?'],
    ['past values', 'A: we used to have 400 pages'],
    ["other people's numbers", 'A: the blog says 500 labelled examples are enough'],
    ['block quotes', 'A: &gt; docs change daily'],
    ['sarcasm', 'A: yeah right, the docs change daily'],
    ['proposals', 'A: we could annotate 500 pairs'],
    ['unlabelled logs as examples', 'A: we have 90k unlabelled tickets'],
    ['shares of something else as success', 'A: uptime is 99.9%'],
    ['ordinary talk', 'A: sounds good, see you at lunch'],
  ])('leaves %s', (_, line) => {
    expect(said(line)).toEqual([]);
  });

  it('counts only the latest of what one author says, and shows where two differ', () => {
    const lines = ['A: 3k tickets a day', 'B: no, 10k tickets a day', 'A: sorry, 4k tickets a day'];
    expect(said(...lines)).toEqual(['queries_per_day 10000 B 2', 'queries_per_day 4000 A 3']);
    expect(read(thread(...lines)).conflicts.map(({ question, positions }) => [question, positions.length])).toEqual([
      ['queries_per_day', 2],
    ]);
  });

  it('takes a short answer to a question of somebody else', () => {
    expect(said('A: how many docs?', 'B: about 4,000')).toEqual(['knowledge_documents 4000 B 2']);
    expect(said('A: how fast must it be?', 'B: under 2 s')).toEqual(['latency_ms 2000 B 2']);
  });

  it('marks money in other currencies and never takes it for dollars', () => {
    const reading = read(thread('A: our budget is 5k EUR a month'));
    expect(reading.evidence).toEqual([]);
    expect(reading.foreign).toMatchObject([{ question: 'budget_monthly_usd', value: 5000, currency: 'EUR' }]);
  });

  it('converts a rate per minute only when the hours are known', () => {
    expect(said('A: 30 calls per minute')).toEqual([]);
    expect(said('A: traffic is 30 queries per minute, around the clock')).toContain('queries_per_day 43200 A 1');
  });

  it("reads past Slack's markup", () => {
    expect(said('A: <@U1> *3k* queries a day, see <https://example.com|the dashboard> :+1:')).toEqual([
      'queries_per_day 3000 A 1',
    ]);
  });

  it('quotes what was written', () => {
    expect(read(thread('A: Hello. The wiki has 1,200 pages. Bye.')).evidence[0]?.quote).toBe(
      'The wiki has 1,200 pages.',
    );
  });

  it('says the same in whatever order messages are given', () => {
    const messages = thread(
      'A: 3k tickets a day',
      'B: docs change weekly',
      'A: make that 4k',
      'B: legal needs sources',
      'C: docs change daily',
    );
    const expected = plain(read(messages));
    fc.assert(
      fc.property(fc.shuffledSubarray([...messages], { minLength: messages.length }), (shuffled) => {
        expect(plain(read(shuffled))).toEqual(expected);
      }),
    );
  });

  it('stays with the values a question can have, whatever is written', () => {
    const words = [
      'docs',
      'change',
      'daily',
      '3k',
      '-',
      '5',
      '%',
      'queries',
      'a',
      'day',
      'not',
      'need',
      'sources',
      '$',
      '<',
      '&gt;',
      '`',
      '"',
      '?',
      ',',
      'pages',
      'p95',
      'ms',
      '🙄',
      '\n',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const { evidence } = read([{ author: 'A', ts: '1.0', text: parts.join(' ') }]);
        expect(evidence.filter(({ question, value }) => !possible(question, value))).toEqual([]);
      }),
    );
  });

  it.each(['x', '1', '. ', 'a-', '$1', ' ', '`', '<', '&gt;', "'", 'www.', '2-3k ', '"a ', '@'])(
    'survives a message full of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil(8000 / piece.length));
      expect(read([{ author: 'A', ts: '1.0', text }]).evidence.length).toBeLessThan(10);
    },
  );

  it('reads nothing with a rulebook of an earlier build, which has no phrases', () => {
    const bare = compile({ ...rulebook, phrases: { groups: {}, cues: {}, says: {} } });
    expect(read(thread('A: 3k tickets a day'), bare).evidence).toEqual([]);
  });
});
