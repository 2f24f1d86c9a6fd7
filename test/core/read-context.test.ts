import { beforeAll, describe, expect, it } from 'vitest';
import { atOnce, type Book, type Language, openLanguage, readingThread, type Rulebook } from '../../src/core/index.ts';
import { phrasesSchema } from '../../src/core/read/schema.ts';
import { stemOf } from '../../src/core/read/stems.ts';
import { book, rulebook } from './shipped.ts';

let language: Language;
beforeAll(async () => {
  language = await openLanguage();
});

function asked(id: string): Rulebook['questions'][string] {
  const question = rulebook.questions[id];
  if (question === undefined) throw new Error(`there is no question ${id}`);
  return question;
}

const says = {
  tickets: {
    amount: { kind: 'rate', of: ['ticket'], near: ['traffic'] },
    asks: ['how many tickets', 'what traffic'],
  },
  pages: { amount: { kind: 'count', of: ['page'] } },
  open: { amount: { kind: 'hours', near: ['open'] } },
  active_hours_per_day: { amount: { kind: 'hours', near: ['staffed'] } },
  vetted: { values: { yes: ['vetted'] } },
};

function bookOf(own: object): Book {
  const questions = {
    tickets: asked('queries_per_day'),
    pages: asked('labelled_examples'),
    open: asked('active_hours_per_day'),
    active_hours_per_day: asked('active_hours_per_day'),
    vetted: asked('offline'),
    freshness: asked('freshness'),
  };
  const cues = { correction: ['make that'] };
  return { ...book, rulebook: { ...rulebook, questions, phrases: phrasesSchema.parse({ cues, says: own }) } };
}

/** What is read by these ways alone no phrase says. */
const learned = new Set<string>(['wording', 'number']);

/** What is read of messages of A, or of B where that stands before them, as "question value". */
function said(of: Book, text: string): string {
  const messages = text.split(' / ').map((line, index) => ({
    author: line.startsWith('B: ') ? 'B' : 'A',
    ts: `${1_782_000_000 + index * 60}.000100`,
    text: line.replace('B: ', ''),
  }));
  const reading = atOnce(
    readingThread(language, of, messages, ({ ways }) => Number(!ways.every((way) => learned.has(way)))),
  );
  return (
    reading.evidence
      .map(({ question, value }) => `${question} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
      .join(', ') || 'nothing'
  );
}

describe('a word without its ending', () => {
  it.each([
    ['run', ['run', 'running']],
    ['stop', ['stop', 'stopped', 'stopping', 'stopper']],
    ['policy', ['policy', 'policies']],
    ['color', ['color', 'colors', 'colour', 'colours']],
    ['organiz', ['organisation', 'organization', 'organising', 'organizations']],
    ['quick', ['quick', 'quickly']],
    ['addres', ['address', 'addresses']],
    ['island', ['island', 'islands']],
  ])('is %s', (stem, words) => {
    expect(words.map(stemOf)).toEqual(words.map(() => stem));
  });

  it('is the word where it has three letters or none to lose', () => {
    const words = ['is', 'his', 'our', 'as', 'page', 'docs', 'need'];
    expect(words.map(stemOf)).toEqual(['is', 'his', 'our', 'as', 'page', 'docs', 'need']);
  });
});

describe('a bare answer', () => {
  const own = bookOf(says);

  it.each([
    ['to what was asked for', 'B: how many tickets come in? / 300', 'tickets 300'],
    ['to what was named with a word of asking', 'B: which pages are in it? / 300', 'pages 300'],
    ['to nothing that was only named', 'B: are there some more pages in it? / 300', 'nothing'],
    ['to a question of four tokens', 'B: are they open? / 9 hours', 'open 9'],
    ['to no longer one without a word of asking', 'B: are they all open? / 9 hours', 'nothing'],
    ['to a longer one with a word of asking', 'B: what hours is everybody there open? / 9 hours', 'open 9'],
    ['to a question with "how" and without its mark', 'B: how long are they all open / 9 hours', 'open 9'],
    ['to no statement', 'B: they are open / 9 hours', 'nothing'],
    ['to nothing near where a question has ways of asking', 'B: what about traffic there? / 300', 'nothing'],
    ['to a way of asking', 'B: what traffic is there? / 300', 'tickets 300'],
    ['to what was both asked and named', 'B: how many tickets are on the pages? / 300', 'tickets 300'],
  ])('counts %s', (_, text, expected) => {
    expect(said(own, text)).toBe(expected);
  });
});

describe('what was said before', () => {
  const own = bookOf(says);

  it.each([
    ['hours without "a day"', 'we are staffed 9 hours / 30 tickets an hour', 'active_hours_per_day 9, tickets 270'],
    ['hours of something else', 'they are open 9 hours / 30 tickets an hour', 'open 9'],
    ['hours by the clock', 'somebody sits there 8 hours a day / 30 tickets an hour', 'open 8, tickets 240'],
  ])('turns an hourly rate into one of a day by %s', (_, text, expected) => {
    expect(said(own, text)).toBe(expected);
  });

  it('is corrected in its number, whatever else was said after it', () => {
    expect(said(own, '300 tickets a day, and all of it was vetted / make that 400')).toBe('vetted yes, tickets 400');
  });
});

describe('a rhythm in words that no phrase holds', () => {
  const text = 'our price list gets a new version every week, all articles change';

  it('is read by what stands around it, for questions that have rhythms alone', () => {
    const never = ['zzyzx'];
    const rhythmic = bookOf({ freshness: { rhythm: { of: never, changes: never } } });
    expect(said(rhythmic, text)).toBe('freshness weekly');
    expect(said(bookOf({ freshness: { values: { weekly: never } } }), text)).toBe('nothing');
  });
});
