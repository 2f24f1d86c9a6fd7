import { beforeAll, describe, expect, it } from 'vitest';
import { atOnce, type Book, type Language, openLanguage, readingThread } from '../../src/core/index.ts';
import { Classifier, type Guess, type Summary } from '../../src/core/read/classifier.ts';
import { type Heard, heardIn, type Listening } from '../../src/core/read/heard.ts';
import { linesOf } from '../../src/core/read/markup.ts';
import { lexiconOf } from '../../src/core/read/meanings.ts';
import { moodsOf } from '../../src/core/read/moods.ts';
import { phrasesSchema } from '../../src/core/read/schema.ts';
import { type Sentence, sentencesOf } from '../../src/core/read/sentences.ts';
import { book, rulebook } from './shipped.ts';

let language: Language;
beforeAll(async () => {
  language = await openLanguage();
});

/** Answers as it was told to, and remembers what it was asked. */
class Told extends Classifier {
  readonly asked: { readonly group: string; readonly possible: readonly string[]; readonly of: readonly string[] }[] =
    [];
  readonly #guesses: Readonly<Record<string, Guess>>;
  #features: readonly string[] = [];

  constructor(guesses: Readonly<Record<string, Guess>> = {}) {
    super({ groups: [], size: 0, features: '', rows: '', scales: '', outputs: '' });
    this.#guesses = guesses;
  }

  override summary(features: Iterable<string>): Summary {
    this.#features = [...features];
    return super.summary([]);
  }

  override guess(_: Summary, group: string, possible: ReadonlySet<string> = new Set()): Guess | undefined {
    this.asked.push({ group, possible: [...possible], of: this.#features });
    return this.#guesses[group];
  }
}

const phrases = phrasesSchema.parse({
  cues: { hedged: ['maybe'] },
  says: {
    tickets: { amount: { kind: 'rate', of: ['ticket'] } },
    pages: { amount: { kind: 'count', of: ['page'] } },
    passed: { amount: { kind: 'share', of: ['passed'] } },
    run: { amount: { kind: 'money', every: 'month', near: ['run'] } },
    prices: { values: { static: ['fixed'] }, rhythm: { of: ['price'], changes: ['change'] } },
    vetted: { values: { yes: ['vetted'] } },
  },
});

const sentence = (text: string): Sentence =>
  linesOf(text).flatMap((line) => sentencesOf(line, language, lexiconOf(phrases)))[0]!;

function heard(text: string, told: Told, listening: Partial<Listening> = {}): readonly Heard[] {
  const one = sentence(text);
  const all = {
    says: phrases.says,
    worded: ['prices', 'vetted'],
    changing: new Set(['prices']),
    activeHours: undefined,
    answered: undefined,
  };
  return heardIn(one, moodsOf(one), told, { ...all, ...listening });
}

/** What it was asked of a sentence: group by group, with what was possible. */
function asked(text: string, listening: Partial<Listening> = {}): readonly string[] {
  const told = new Told();
  heard(text, told, listening);
  return told.asked.map(({ group, possible }) => [group, ...possible].join(' '));
}

describe('the wording of a sentence', () => {
  it.each([
    ['is asked of it as a whole', 'all of it was vetted', ['prices', 'vetted']],
    [
      'is asked of its parts as well',
      'all of it was vetted but nobody saw it',
      ['prices', 'vetted', 'prices', 'vetted', 'prices', 'vetted'],
    ],
    ['is asked of two words', 'all vetted', ['prices', 'vetted']],
    ['is not asked of one word', 'vetted', []],
    ['is not asked of one word and marks', 'vetted ! ! !', []],
    [
      'does not tell how often something changes where a rhythm stands',
      'new price every week',
      ['vetted', 'rhythm prices'],
    ],
  ])('%s', (_, text, groups) => {
    expect(asked(text)).toEqual(groups);
  });

  it('is asked of one word where that may answer a question, with the words and pairs of the question', () => {
    const told = new Told();
    heard('vetted', told, { answered: sentence('is it all fine') });
    expect(told.asked.map(({ group }) => group)).toEqual(['prices', 'vetted']);
    const of = told.asked[0]!.of;
    expect(of).toContain('?answer');
    const question = of.filter((one) => one.startsWith('? '));
    expect(question.length).toBeGreaterThan(3);
    expect(Math.max(...question.map((one) => one.split(' ').length))).toBe(3);
  });

  it('gives the likeliest answer with the piece it stands in, hedged where that is', () => {
    const told = new Told({ vetted: { label: 'yes', share: 0.5 } });
    expect(heard('maybe all of it was vetted', told)).toMatchObject([
      { by: 'wording', question: 'vetted', value: 'yes', hedged: true, at: 0, span: { from: 0, to: 6 }, share: 0.5 },
    ]);
    const parts = heard('all of it was vetted but maybe nobody saw it', told);
    expect(parts.map(({ hedged, span: { from, to } }) => [from, to, hedged])).toEqual([
      [0, 10, true],
      [0, 5, false],
      [5, 10, true],
    ]);
  });

  it.each([
    [0.03, 1],
    [0.029, 0],
  ])('counts from a share of 0.03: %d', (share, count) => {
    expect(heard('all of it was vetted', new Told({ vetted: { label: 'yes', share } }))).toHaveLength(count);
    expect(heard('new price every week', new Told({ rhythm: { label: 'prices', share } }))).toHaveLength(count);
    expect(heard('we have 300 pages', new Told({ amount: { label: 'pages', share } }))).toHaveLength(count);
  });
});

describe('what stands around a rhythm', () => {
  it('may be about what has rhythms alone, and says how often that changes', () => {
    const told = new Told({ rhythm: { label: 'prices', share: 0.4 } });
    expect(heard('maybe a new price every week', told)).toEqual([
      {
        by: 'rhythm',
        question: 'prices',
        value: 'weekly',
        hedged: true,
        at: 4,
        span: expect.objectContaining({ from: 4, to: 6 }),
        share: 0.4,
      },
    ]);
    expect(heard('a new price every week but maybe not', told)).toMatchObject([{ hedged: false, at: 3 }]);
    const around = told.asked.find(({ group }) => group === 'rhythm')!.of;
    expect(around).toEqual(expect.arrayContaining(['@rhythm', '@weekly']));
  });
});

describe('what stands around an amount', () => {
  it.each([
    ['whatever its unit fits', 'we have 300 pages', ['pages']],
    ['what is counted, or counted a day', '300 tickets a day', ['tickets pages']],
    ['nothing that is counted a day while nobody knows of hours', '30 tickets an hour', ['pages']],
    ['nothing whose unit is not there', '300 ms', ['']],
    ['shares', '80% of it passed', ['passed']],
    ['money', '$300 a month', ['run']],
  ])('may be about %s', (_, text, possible) => {
    expect(asked(text, { worded: [] })).toEqual(possible.map((one) => ['amount', one].join(' ').trim()));
  });

  it('is turned into the unit of its question, by the hours of a day where it is one an hour', () => {
    const told = new Told({ amount: { label: 'tickets', share: 0.9 } });
    expect(heard('30-40 tickets an hour', told, { worded: [], activeHours: 10 })).toMatchObject([
      { by: 'number', question: 'tickets', value: { low: 300, high: 400 }, factor: 10, at: 0, share: 0.9 },
    ]);
    expect(heard('700 tickets a week', told, { worded: [] })).toMatchObject([{ value: 100, factor: 1 / 7 }]);
  });

  it('keeps its currency, but for dollars of the United States', () => {
    const told = new Told({ amount: { label: 'run', share: 0.9 } });
    const currency = (text: string) => heard(text, told, { worded: [] }).map((one) => one.currency);
    expect(currency('300 EUR a month')).toEqual(['EUR']);
    expect(currency('$300 a month')).toEqual([undefined]);
    expect(Object.keys(heard('$300 a month', told, { worded: [] })[0]!)).not.toContain('currency');
  });

  it('is of nothing its unit does not fit, however likely that is', () => {
    const told = new Told({ amount: { label: 'run', share: 0.9 } });
    expect(heard('we have 300 pages', told, { worded: [] })).toEqual([]);
  });
});

/** By which ways each answer of the last message was found, of questions the reader has learned and phrases of our own. */
function ways(...lines: readonly string[]): readonly string[] {
  const known = {
    ...phrasesSchema.parse({
      cues: { correction: ['make that'], question: ['do we'] },
      says: {
        queries_per_day: { amount: { kind: 'rate', of: ['ticket'] } },
        freshness: { values: { weekly: ['as in print'] }, rhythm: { of: ['price'], changes: ['change'] } },
        offline: { values: { yes: ['vetted'] } },
      },
    }),
  };
  const own: Book = { ...book, rulebook: { ...rulebook, phrases: known } };
  const found = new Map<string, string>();
  const messages = lines.map((text, index) => ({
    author: index % 2 === 0 ? 'A' : 'B',
    ts: `${1_782_000_000 + index}.000100`,
    text,
  }));
  atOnce(
    readingThread(language, own, messages, ({ question, value, ways: by }, _, message) => {
      const told = by.filter((way) => way !== 'wording' && way !== 'rhythm' && way !== 'number');
      if (message === lines.length && told.length > 0)
        found.set(`${question} ${JSON.stringify(value)}`, told.join(' '));
      return 1;
    }),
  );
  return [...found].map(([answer, by]) => `${answer} by ${by}`);
}

describe('an answer', () => {
  it.each<[string, readonly string[], string]>([
    ['what changes and how often', ['the price list will change every week'], 'freshness "weekly" by change'],
    ['a phrase', ['all of it is vetted'], 'offline "yes" by phrase'],
    ['a number', ['300 tickets a day'], 'queries_per_day 300 by quantity'],
    ['a correction', ['300 tickets a day', 'ok', 'make that 400'], 'queries_per_day 400 by correction'],
    ['a yes', ['do we have it vetted?', 'no, not a chance'], 'offline "no" by reply'],
  ])('is found by %s', (_, lines, expected) => {
    expect(ways(...lines)).toEqual([expected]);
  });

  it('of a phrase counts only while no change says otherwise', () => {
    expect(ways('as in print')).toEqual(['freshness "weekly" by phrase']);
    expect(ways('the price list will change every month, as in print')).toEqual(['freshness "monthly" by change']);
    expect(ways('the price list will change every month, all vetted')).toEqual([
      'freshness "monthly" by change',
      'offline "yes" by phrase',
    ]);
  });
});
