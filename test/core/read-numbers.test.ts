import { beforeAll, describe, expect, it } from 'vitest';
import { type Language, openLanguage } from '../../src/core/index.ts';
import { amountsOf } from '../../src/core/read/amounts.ts';
import { clockHours } from '../../src/core/read/clock.ts';
import { linesOf } from '../../src/core/read/markup.ts';
import { lexiconOf } from '../../src/core/read/meanings.ts';
import { numberIn } from '../../src/core/read/number-words.ts';
import { rhythmsOf } from '../../src/core/read/rhythm.ts';
import { phrasesSchema } from '../../src/core/read/schema.ts';
import { type Sentence, sentencesOf } from '../../src/core/read/sentences.ts';
import { spansOf } from '../../src/core/read/spans.ts';
import { tokensOf } from '../../src/core/read/tokens.ts';
import { calendarUnit, dayMs, periodAt, unitOf, weekMs } from '../../src/core/read/units.ts';

let language: Language;
beforeAll(async () => {
  language = await openLanguage();
});

/** Rows of a table: between bars, their cells between arrows. */
function table(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((row) => row.split(' → '));
}

/** Every amount as "low..high % of CUR @from-to", with only what it has. */
function amounts(text: string): readonly string[] {
  return amountsOf(tokensOf(text)).map(({ low, high, percent, fraction, currency, from, to }) =>
    [
      low === high ? `${low}` : `${low}..${high}`,
      ...(percent ? ['%'] : []),
      ...(fraction ? ['of'] : []),
      ...(currency === undefined ? [] : [currency]),
      `@${from}-${to}`,
    ].join(' '),
  );
}

/** Every rhythm as "value @from-to". */
function rhythms(text: string): readonly string[] {
  return rhythmsOf(tokensOf(text)).map(({ value, from, to }) => `${value} @${from}-${to}`);
}

/** Sentences of which exactly one is read, as the table says. */
function reads(what: (text: string) => readonly string[], title: string): (rows: string) => void {
  return (rows) => {
    it.each(table(rows))(`it ${title}`, (text, expected) => {
      expect(what(text)).toEqual([expected]);
    });
  };
}

describe('amounts', () => {
  reads(
    amounts,
    'reads %s as %s',
  )(`
      five → 5 @0-1 | zero → 0 @0-1 | nineteen → 19 @0-1 | ninety → 90 @0-1 | fourty → 40 @0-1
      twenty one → 21 @0-2 | twenty-one → 21 @0-3 | ninety-nine → 99 @0-3 | two hundred and fifty → 250 @0-4
      three thousand two hundred → 3200 @0-4 | 5 hundred thousand → 500000 @0-3
      5 thousand thousand thousand → 5000000 @0-3 | half a million → 500000 @0-3 | half a thousand → 500 @0-3
      half an hour → 0.5 @0-2 | half a year → 0.5 @0-2 | in an hour → 1 @1-2 | within a second → 1 @1-2
      under a week → 1 @1-2 | below a month → 1 @1-2 | less than a minute → 1 @2-3 | a hundred → 100 @0-2
      a thousand → 1000 @0-2 | a couple of pages → 2 @0-3 | a couple → 2 @0-2 | a dozen → 12 @0-2
      3 grand → 3000 @0-2 | 2 mio → 2000000 @0-2 | 5k → 5000 @0-2 | 5 k → 5000 @0-2 | 5m → 5000000 @0-2
      5b → 5000000000 @0-2 | 5 lakh → 500000 @0-2 | 2 crore → 20000000 @0-2 | 5 bn → 5000000000 @0-2 | 20+ → 20 @0-2
    `);

  it.each([
    ['twenty zero', '20 @0-1', '0 @1-2'],
    ['twenty ten', '20 @0-1', '10 @1-2'],
    ['nineteen one', '19 @0-1', '1 @1-2'],
    ['two hundred and couple', '200 @0-2', '2 @3-4'],
    ['ten five hundred', '10 @0-1', '500 @1-3'],
  ])('does not join what makes no number in "%s"', (text, first, second) => {
    expect(amounts(text)).toEqual([first, second]);
  });

  it.each(
    table(`
      an hour alone → an hour | what is no time → over a page | a half of things → half the pages
      half a thing → half a page | one thing → a page | ordinals → the 1st of may, the 2nd, the 3rd and the 4th
      versions of three numbers → release 3.5.2 | numbers of names → gpt-4 and #12 and _12 | emojis → :tada:
    `),
  )('reads no amount in %s', (_, text) => {
    expect(amounts(text)).toEqual([]);
  });

  reads(
    amounts,
    'reads only the number in %s',
  )(`
      5 m → 5 @0-1 | 5 b → 5 @0-1 | 4 th → 4 @0-1 | 5 thx → 5 @0-1 | gpt - 4 → 4 @2-3 | it's 5 → 5 @2-3
      5 per day → 5 @0-1 | 4 of → 4 @0-1
    `);

  it.each([
    ['12 000', ['12000 @0-2']],
    ['12 000 000', ['12000000 @0-3']],
    ['7 100 docs', ['7100 @0-2']],
    ['012 000', ['12 @0-1', '0 @1-2']],
    ['1234 000', ['1234 @0-1', '0 @1-2']],
    ['12  000', ['12 @0-1', '0 @1-2']],
    ['12 00', ['12 @0-1', '0 @1-2']],
    ['12 1000', ['12 @0-1', '1000 @1-2']],
  ])('joins groups of three digits after one space: %s', (text, expected) => {
    expect(amounts(text)).toEqual(expected);
  });

  reads(
    amounts,
    'reads %s as percent',
  )(`
      5% → 5 % @0-2 | 5 percent → 5 % @0-2 | 5 pct → 5 % @0-2 | 5 percents → 5 % @0-2 | 5 per cent → 5 % @0-3
      5%+ → 5 % @0-3 | 2%-3% → 2..3 % @0-5 | 5% usd → 5 % @0-2
    `);

  reads(
    amounts,
    'reads the money in %s',
  )(`
      $5 → 5 USD @0-2 | €5 → 5 EUR @0-2 | £5 → 5 GBP @0-2 | ¥5 → 5 JPY @0-2 | ₹5 → 5 INR @0-2 | us$5 → 5 USD @0-3
      au$5 → 5 AUD @0-3 | ca$5 → 5 CAD @0-3 | nz$5 → 5 NZD @0-3 | hk$5 → 5 HKD @0-3 | us $5 → 5 USD @1-3
      xx$5 → 5 USD @1-3 | usd 5 → 5 USD @0-2 | eur 5 → 5 EUR @0-2 | 5€ → 5 EUR @0-2 | 5 usd → 5 USD @0-2
      5 dollars → 5 USD @0-2 | 5 bucks → 5 USD @0-2 | 5 euros → 5 EUR @0-2 | 5 pounds → 5 GBP @0-2
      5 quid → 5 GBP @0-2 | 5 francs → 5 CHF @0-2 | 5 rupees → 5 INR @0-2
      5 yen → 5 JPY @0-2 | 5 zloty → 5 PLN @0-2 | 5 reais → 5 BRL @0-2 | 5 kronor → 5 SEK @0-2
      5 rmb → 5 CNY @0-2 | 5 pesos → 5 MXN @0-2 | 5 rand → 5 ZAR @0-2 | $5 cad → 5 CAD @0-3 | $5 usd → 5 USD @0-2
      €5 usd → 5 EUR @0-2 | $2-3k → 2000..3000 USD @0-5 | $2-$3 → 2..3 USD @0-5 | euro 5 → 5 @1-2
      usd five → 5 @1-2 | lakh 5 → 5 @1-2
      c$5 → 5 CAD @0-3 | a$5 → 5 AUD @0-3 | s$5 → 5 SGD @0-3 | 5 lakh rupees → 500000 INR @0-3 | 5 constructor → 5 @0-1
    `);

  reads(
    amounts,
    'reads the range in %s',
  )(`
      2k-3k → 2000..3000 @0-5 | $5k-6k → 5000..6000 USD @0-6 | 2-3k → 2000..3000 @0-4 | 2–3k → 2000..3000 @0-4 | 2 to 3k → 2000..3000 @0-4 | 1 to 2k → 1000..2000 @0-4
      0.5-3k → 500..3000 @0-4 | 500-3k → 500..3000 @0-4 | 800 to 2k → 800..2000 @0-4 | 2 or 3 → 2..3 @0-3
      1-1000 → 1..1000 @0-3 | 1 to 1001 → 1..1001 @0-3 | 5 ms - 9 ms → 5..9 @0-4 | 5 s to 9 s → 5..9 @0-4
      between 2 and 3 → 2..3 @1-4 | between 2 & 3 → 2..3 @1-4 | between about 2 and 3 → 2..3 @2-5
      between x y 2 and 3 → 2..3 @3-6 | from 200 to 3000 → 200..3000 @1-4 | drifted from 5 to 9 → 5..9 @2-5
      grew 200 to 3000 → 200..3000 @1-4
    `);

  it.each(
    table(`
      2 and 3 → 2 @0-1 → 3 @2-3 | between x y z 2 and 3 → 2 @4-5 → 3 @6-7 | 3-2 → 3 @0-1 → 2 @2-3
      3-3 → 3 @0-1 → 3 @2-3 | 2 - 0 → 2 @0-1 → 0 @2-3 | 1-1001 → 1 @0-1 → 1001 @2-3
      grew from 200 to 3000 → 200 @2-3 → 3000 @4-5 | went from 5 to 9 → 5 @2-3 → 9 @4-5
      4 out 5 → 4 @0-1 → 5 @2-3 | 6 of 5 → 6 @0-1 → 5 @2-3 | 1 of 1 → 1 @0-1 → 1 @2-3
      0.5 of 2 → 0.5 @0-1 → 2 @2-3 | 1 in 100001 → 1 @0-1 → 100001 @2-3 | 9 of a 10 → 9 @0-1 → 10 @3-4
    `),
  )('reads no range and no share but two numbers in %s', (text, first, second) => {
    expect(amounts(text)).toEqual([first, second]);
  });

  reads(
    amounts,
    'reads %s as a share of a whole',
  )(`
      33 of 50 → 0.66 of @0-3 | 33/50 → 0.66 of @0-3 | 4 in 5 → 0.8 of @0-3 | 4 out of 5 → 0.8 of @0-4
      4 in the 5 → 0.8 of @0-4 | 9 of every 10 → 0.9 of @0-4 | 9 of our 10 → 0.9 of @0-4
      nine out of ten → 0.9 of @0-4 | 5 of 5 → 1 of @0-3 | 1 in 2 → 0.5 of @0-3 | 1 in 100000 → 0.00001 of @0-3
    `);

  it.each([
    ['1,200', 1200],
    ['1.200', 1200],
    ['1.234.567', 1_234_567],
    ['0,85', 0.85],
    ['0.123', 0.123],
    ['12.5', 12.5],
    ['1,234.5', 1234.5],
    ['12,00,000', 1_200_000],
    ['1234,567', 1234.567],
    ['1234.567', 1234.567],
    ['42', 42],
    ['3.5.2', Number.NaN],
  ])('understands the digits %s as %d', (digits, expected) => {
    expect(numberIn(digits)).toBe(expected);
  });
});

describe('rhythms', () => {
  reads(
    rhythms,
    'reads "%s" as %s',
  )(`
      hourly → hourly @0-1 | constantly → hourly @0-1 | overnight → daily @0-1 | nightly → daily @0-1
      annually → yearly @0-1 | every day → daily @0-2 | each week → weekly @0-2 | per month → monthly @0-2
      every mondays → weekly @0-2 | every single day → daily @0-3 | every fiscal year → yearly @0-3
      every other week → weekly @0-3 | every other month → quarterly @0-3 | every two weeks → weekly @0-3
      every 3 weeks → monthly @0-3 | every 3 months → quarterly @0-3 | every few months → quarterly @0-3
      every several days → weekly @0-3 | every couple of days → daily @0-4 | every 2-3 weeks → weekly @0-5
      every 2 or 3 months → quarterly @0-5 | every 1000 seconds → hourly @0-3 | every minute → hourly @0-2
      every 20 months → yearly @0-3 | every 24 months → static @0-3 | every decade → static @0-2
      once a quarter → quarterly @0-3 | once per year → yearly @0-3 | once an hour → hourly @0-3
      once / day → daily @0-3 | twice a month → monthly @0-3 | twice a week → weekly @0-3
      twice a year → quarterly @0-3 | one time a month → monthly @0-4 | 50 times a day → hourly @0-4
      5 x a week → daily @0-4 | several times a month → weekly @0-4 | many times a year → quarterly @0-4
      multiple times per week → daily @0-4 | once in 3 months → quarterly @0-4 | twice every 2 weeks → weekly @0-4
      four times in 4 months → monthly @0-5 | once every decade → static @0-3
      never, then once a day → daily @3-6
    `);

  it.each(
    table(`
      bi-weekly | bi weekly | twice weekly | thrice yearly | 3 times weekly | 3 x daily | every now
      every x months | every 12345 hours | every 2 or x months | several time a year | several times the year
      some times a year | once on monday | once in a while | once a blue moon | once in 3 moons
      once in zero days | 3 times the day | every s | the day
    `),
  )('does not guess how often "%s" is', (text) => {
    expect(rhythms(text)).toEqual([]);
  });

  it('reads several in one sentence, none of them twice', () => {
    expect(rhythms('daily and weekly')).toEqual(['daily @0-1', 'weekly @2-3']);
    expect(rhythms('once a day, monthly')).toEqual(['daily @0-3', 'monthly @4-5']);
    expect(rhythms('semi - weekly')).toEqual(['weekly @2-3']);
  });
});

describe('hours by the clock', () => {
  it.each(
    table(`
      24/7 → 24 @0 | open 24/7 → 24 @1 | 24 x 7 → 24 @0 | 24x7 → 24 @0 | around the clock → 24 @0 | round the clock → 24 @0
      day and night → 24 @0 | night and day → 24 @0 | all day and all night → 24 @0 | 9 hours a day → 9 @0
      9h/day → 9 @0 | 9-hour each day → 9 @0 | 9 hrs every day → 9 @0 | about 10 hrs daily → 10 @1
      7 am to 3 pm → 8 @0 | 7am to 3pm → 8 @0 | 7 to 3 pm → 8 @0 | 9 to 17h → 8 @0 | 9-17h → 8 @0
      9 – 17 uhr → 8 @0 | 9 to 17 o'clock → none | 9:30 to 17:00 → 7.5 @0 | 9:30 to 17:15 uhr → 7.75 @0
      9 am - 12 pm → 3 @0 | 12 am - 6 am → 6 @0 | 12:30 am to 6 am → 5.5 @0 | 12 pm till 6 pm → 6 @0
      11 am until 1 pm → 2 @0 | 10 pm until 6 am → 8 @0 | 9 am to 9 am → 24 @0 | 9 and 5 pm → 8 @0
      9 h to 17 h → 8 @0 | 0 to 24 h → 24 @0 | 24 to 8 h → 8 @0 | 9 am to 17:30 daily → 8.5 @0
      open from 8 am to 8 pm → 12 @2 | 9 to 17 → none | 25 to 30 h → none | 9 to 25 h → none
      9 hours a week → none | 123 hours a day → none | 9 h daily → none | 24/71 → none | around the corner → none
      all day → none
    `),
  )('in "%s" there are %s', (text, expected) => {
    const found = clockHours(tokensOf(text));
    expect(found === undefined ? 'none' : `${found.hours} @${found.from}`).toBe(expected);
  });
});

describe('units of time', () => {
  it.each(
    table(`
      a day → 24 @2 | /day → 24 @2 | per week → 168 @2 | each month → 720 @2 | the year → 8760 @2
      every quarter → 2184 @2 | an hour → 1 @2 | per min → 0.0167 @2 | per s → 0.0003 @2 | /m → 720 @2 | p.a. → 8760 @3
      p/d → 24 @3 | p/m → 720 @3 | p/y → 8760 @3 | pa → 8760 @1 | daily → 24 @1 | qps → 0.0003 @1 | rpm → 0.0167 @1
      quarterly → 2184 @1 | per working day → 24 @3 | a typical week → 168 @3 | / full month → 720 @3
    `),
  )('"%s" is a period of so many hours: %s', (text, expected) => {
    const found = periodAt(tokensOf(text), 0);
    expect(found === undefined ? '' : `${Number((found.ms / 3_600_000).toFixed(4))} @${found.to}`).toBe(expected);
  });

  it.each(
    table(`
      a s | a m | a single | per working thing | p/x | p.b | x.a | some day | day | per | constructor
    `),
  )('"%s" is no period', (text) => {
    expect(periodAt(tokensOf(text), 0)).toBeUndefined();
  });

  it('counts months and years in weeks of a calendar, and all else as it is', () => {
    expect(['mo', 'months', 'y', 'years'].map(calendarUnit)).toEqual([
      (52 / 12) * weekMs,
      (52 / 12) * weekMs,
      52 * weekMs,
      52 * weekMs,
    ]);
    expect(['week', 'quarter', 'thing'].map(calendarUnit)).toEqual([weekMs, 13 * weekMs, undefined]);
    expect(['month', 'constructor'].map(unitOf)).toEqual([30 * dayMs, undefined]);
  });
});

const words = (text: string): string =>
  tokensOf(text)
    .map(({ kind, word }) => `${kind} ${word}`)
    .join(', ');

const lengths = (text: string): readonly number[] => linesOf(text).map((line) => line.text.length);

describe('words and lines', () => {
  it.each(
    table(`
      we're → word we, word re | Cloud's → word cloud, word s | they've → word they, word ve | let's → word lets
      don't → word dont | gpt-4 → word gpt, mark -, word 4 | gpt -4 → word gpt, mark -, number 4
      5-6 → number 5, mark -, number 6 | #12 → mark #, word 12 | # 12 → mark #, number 12 | _12 → mark _, word 12
      p95 → word p95 | :tada: → emoji :tada: | 🎉 → emoji 🎉 | /s → emoji /s | /sx → mark /, word sx
    `),
  )('cuts %s into %s', (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it('knows where a word of two begins and ends, and what its stem is', () => {
    expect(tokensOf("so we're cited 5")).toMatchObject([
      { word: 'so', from: 0, to: 2, spaced: true, stem: 'so' },
      { word: 'we', from: 3, to: 5, spaced: true, stem: 'we' },
      { word: 're', from: 5, to: 8, spaced: false, stem: 're' },
      { word: 'cited', from: 9, to: 14, spaced: true },
      { word: '5', from: 15, to: 16, spaced: true, stem: '#' },
    ]);
  });

  it.each([
    ['&gt; their words', [{ text: 'their words', quoted: true }]],
    ['x &gt; y &amp; z', [{ text: 'x > y & z', quoted: false }]],
    ['<@U1> hi', [{ text: 'hi', quoted: false }]],
    ['<#C1|general> <https://a.b|the page>', [{ text: 'general the page', quoted: false }]],
    ['<a b> c', [{ text: '<a b> c', quoted: false }]],
    [
      'see ```secret``` `code`',
      [
        { text: 'see ', quoted: false },
        { text: 'code', quoted: false },
      ],
    ],
    ['12) item', [{ text: 'item', quoted: false }]],
    ['123. item', [{ text: '123. item', quoted: false }]],
    ['*3* of 2*4 and *b*', [{ text: '3 of 2*4 and b', quoted: false }]],
    ['“its” ‘own’', [{ text: '"its" \'own\'', quoted: false }]],
    [
      '~5 a\n\n_b_',
      [
        { text: '~5 a', quoted: false },
        { text: 'b', quoted: false },
      ],
    ],
  ])('reads the lines of %j', (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  it('cuts long lines at a sentence, at a space, and anywhere where there is none', () => {
    expect(lengths('word '.repeat(100))).toEqual([399, 101]);
    expect(lengths('x'.repeat(900))).toEqual([400, 400, 100]);
    expect(lengths(`${'abcd '.repeat(50)}end. ${'abcd '.repeat(50)}`)).toEqual([254, 251]);
  });
});

const cut = (text: string): readonly Sentence[] => {
  const lexicon = lexiconOf(phrasesSchema.parse({}));
  return linesOf(text).flatMap((line) => sentencesOf(line, language, lexicon));
};

describe('sentences and their parts', () => {
  it.each([
    ['we have 300 docs. they change', ['we have 300 docs.', 'they change']],
    ['ok? 300', ['ok?', '300']],
    ['(vetted.) 300 pages', ['(vetted.)', '300 pages']],
    ['see e.g. the wiki', ['see e.g. the wiki']],
    ['approx. 300 pages', ['approx. 300 pages']],
    ['The avg. Page is ok', ['The avg. Page is ok']],
    ['We ship. To all', ['We ship.', 'To all']],
    ['we did it.. they go', ['we did it..', 'they go']],
    ['costs 1.5 or 2,500', ['costs 1.5 or 2,500']],
  ])('are cut in %j', (text, expected) => {
    expect(cut(text).map((one) => one.text)).toEqual(expected);
  });

  it.each([
    ['a b c', ['0-3']],
    ['a b c but d e f', ['0-7', '0-3', '3-7']],
    ['a b but c', ['0-4']],
    ['a b c; d', ['0-5', '0-3']],
    ['a b - c d', ['0-5', '2-5']],
    ['a b-c d', ['0-5']],
    ['but a b', ['0-3']],
  ])('have the parts of %j that are long enough', (text, expected) => {
    expect(cut(text).flatMap((one) => spansOf(one).map(({ from, to }) => `${from}-${to}`))).toEqual(expected);
  });

  it.each([
    ['a, b', [0, 1, 1]],
    ['so we go', [1, 1, 1]],
    ['a so b', [0, 0, 0]],
    ['a because it is', [0, 1, 1, 1]],
    ['a and', [0, 0]],
    ['a while b', [0, 1, 1]],
  ])('have the clauses of %j', (text, expected) => {
    expect(cut(text).map((one) => one.clauses)).toEqual([expected]);
  });

  it('keep what is denied when a short form does not end them', () => {
    expect(cut('It is appr. Not a source').map(({ text, negated }) => [text, [...negated]])).toEqual([
      ['It is appr. Not a source', [5, 6]],
    ]);
  });
});
