import { beforeAll, describe, expect, it } from 'vitest';
import {
  atOnce,
  type Book,
  type Language,
  type Message,
  openLanguage,
  type Reading,
  readingThread,
  type Rulebook,
} from '../../src/core/index.ts';
import type { Candidate } from '../../src/core/read/candidates.ts';
import { phrasesSchema } from '../../src/core/read/schema.ts';
import { likelyEnough } from '../../src/core/read/thread.ts';
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

/** Rules of a team's own: nothing of them was ever learned, so that their phrases alone decide. */
const own: Book = {
  ...book,
  rulebook: {
    ...rulebook,
    questions: {
      tickets: asked('queries_per_day'),
      pages: asked('labelled_examples'),
      photos: asked('labelled_examples'),
      open: asked('active_hours_per_day'),
      reply: asked('latency_ms'),
      launch: asked('time_to_production_weeks'),
      passed: asked('prompt_success_rate'),
      build: asked('budget_upfront_usd'),
      run: asked('budget_monthly_usd'),
      sources: asked('needs_citations'),
      vetted: asked('offline'),
      hosting: asked('team_skill'),
      prices: asked('freshness'),
      layout: asked('rules_change'),
    },
    phrases: phrasesSchema.parse({
      groups: { shots: ['photo', 'still image'] },
      cues: {
        question: ['how many', 'do we'],
        hypothetical: ['if'],
        past: ['used to'],
        was: ['were'],
        now: ['now'],
        proposal: ['could'],
        wanted: ['should'],
        other: ['acme'],
        theirs: ['their'],
        quoted: ['blog says'],
        sarcasm: ['yeah right', '/s'],
        unsure: ['no idea'],
        hedged: ['maybe'],
        negation: ['not', 'no', 'never', 'dont', 'zero', 'without'],
        no_negation: ['not only'],
        correction: ['make that'],
      },
      says: {
        tickets: {
          amount: { kind: 'rate', of: ['ticket'], near: ['traffic'] },
          asks: ['how many tickets', 'what traffic'],
          unless: ['peak'],
        },
        pages: { amount: { kind: 'count', of: ['page'], near: ['wiki'] }, asks: ['how many pages'] },
        photos: { amount: { kind: 'count', of: ['<shots>'], needs: ['approved'] } },
        open: { amount: { kind: 'hours', near: ['open'] }, unless: ['office'] },
        reply: { amount: { kind: 'duration', unit_ms: 1, near: ['reply'] }, asks: ['how fast'] },
        launch: { amount: { kind: 'duration', unit_ms: 604_800_000, near: ['launch'] } },
        passed: { amount: { kind: 'share', of: ['passed'], near: ['success'] } },
        build: { amount: { kind: 'money', every: 'once', near: ['build'] } },
        run: { amount: { kind: 'money', every: 'month', near: ['run'] } },
        sources: { values: { yes: ['need sources', 'sources + shown'] }, unless: ['open source'], allow: ['wanted'] },
        vetted: { values: { yes: ['vetted', 'level # check'], no: ['not vetted', 'without vetting', 'raw'] } },
        hosting: {
          values: { train: ['^ azure', 'on azure'], build: ['on prem*', 'run ... gpu', '... rack', '<none> rack'] },
        },
        prices: {
          values: { static: ['price fixed'] },
          rhythm: { of: ['price'], changes: ['change'] },
          unless: ['stock'],
        },
        layout: { rhythm: { of: ['layout'], changes: ['redrawn', 'change'] } },
      },
    }),
  },
};

/** Messages of the form "author: text", a minute apart. */
function thread(...lines: readonly string[]): readonly Message[] {
  return lines.map((line, index) => {
    const colon = line.indexOf(': ');
    return { author: line.slice(0, colon), ts: `${1_782_000_000 + index * 60}.000100`, text: line.slice(colon + 2) };
  });
}

/** Of phrases read anew each time, so that nothing is known from before. */
const read = (...lines: readonly string[]): Reading => atOnce(readingThread(language, { ...own }, thread(...lines)));

/** "question value" of everything that was read by phrases, "?" behind what was hedged, in order. */
function said(...lines: readonly string[]): readonly string[] {
  return read(...lines)
    .evidence.filter(({ question }) => Object.hasOwn(own.rulebook.questions, question))
    .map(({ question, value, certainty }) => {
      const text =
        typeof value === 'object' ? `${value.low}..${value.high}` : typeof value === 'number' ? `${value}` : value;
      return `${question} ${text}${certainty === 'hedged' ? '?' : ''}`;
    });
}

/** Rows of a table: between bars messages, with "B:" before those of somebody else, and what is read in them. */
function table(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((row) => row.split(' → '));
}

/** What is read in messages of A, or of B where that stands before them. */
const found = (text: string): string =>
  said(...text.split(' / ').map((one) => (one.startsWith('B: ') ? one : `A: ${one}`))).join(', ') || 'nothing';

/** Messages of which exactly that is read, after some messages before. */
function reads(title: string, before = ''): (rows: string) => void {
  return (rows) => {
    it.each(table(rows))(`it ${title}`, (text, expected) => {
      expect(found(`${before}${text}`)).toBe(expected);
    });
  };
}

describe('numbers by the phrases of a team', () => {
  reads('reads the rate in "%s": %s')(`
      300 tickets a day → tickets 300 | 700 tickets per week → tickets 100 | 300 tickets → nothing
      traffic is 300 a day → tickets 300 | each day, 300 tickets → tickets 300 | a day: 300 tickets → tickets 300
      a day 5 pages, 300 tickets → nothing | 300 tickets: a day → nothing | 300 tickets; a day → nothing
      300 tickets on a normal day → tickets 300 | 300 parcels a day → tickets 300 | 4 parcels a day → nothing
      5 a day → tickets 5 | 300 of them a day → tickets 300 | 10 parcels a day for the peak → nothing
      10 parcels a day, the peak is bad → tickets 10 | traffic 30 m a day → tickets 30
      traffic 30 days a week → nothing | traffic 2-3k a day → tickets 2000..3000 | 300 tickets per hour → nothing
      300 tickets per hour, 10 hours a day → tickets 3000, open 10
      open 24/7. 10 tickets a minute → open 24, tickets 14400
  `);

  reads('reads the count in "%s": %s')(`
      300 pages → pages 300 | the wiki has 300 → pages 300 | wiki: 300 words → nothing | 300 pages a day → tickets 300
      300 pages per ticket → nothing | 300 pages of text → pages 300 | 300 long wordy pages → pages 300
      300 very long and wordy pages → nothing | 300, all pages → nothing | wiki page 12 → nothing
      step 3 of the wiki → nothing | the wiki of 1989 → pages 1989 | the wiki in 1990 → nothing
      the wiki in 2040 → nothing | the wiki in 2041 → pages 2041 | wiki of 2023 pages → pages 2023
      the wiki grew from 200 to 3000 pages → pages 3000 | the wiki dropped from 3000 to 200 pages → pages 200
      wiki from 200 to 3000 pages → pages 200..3000 | 300 approved photos → photos 300 | 300 photos → nothing
      300 photos; approved → nothing | approved: 300 still images → photos 300
      wiki a b c d e f g h i 300 → pages 300 | wiki a b c d e f g h i j 300 → nothing
      300, b c d e f wiki → pages 300 | 300, b c d e f g wiki → nothing | 300 pages, wiki has 400 → pages 300
      wiki has 300, 400 pages → pages 400 | 1 billion pages → pages 1000000000 | 2 billion pages → nothing
      zero pages → pages 0 | not 300 pages → nothing | not the wiki, but 300 pages → pages 300
      40 pages, 50 tickets a day and 3 s reply → pages 40, tickets 50, reply 3000
  `);

  reads('reads the unit in "%s": %s')(`
      a reply takes 3 s → reply 3000 | reply in half a second → reply 500 | reply every 3 s → nothing
      reply 3 s ago → nothing | reply in 2 days → nothing | reply takes 3 books → nothing
      launch in 6 weeks → launch 6 | a 6-week launch → launch 6 | launch in 2 months → launch 8.66666666667
      launch in 14 days → launch 2 | launch in 3.5 days → launch 0.5 | launch 14 days ago → nothing
      launch in a quarter → launch 13 | launch in half a year → launch 26 | launch in 3 hours → nothing
      success 80% → passed 0.8 | success 0.8 → passed 0.8 | success 0.8 points → nothing | success 1.5 → nothing
      success 1.0 → nothing | success 0 → nothing | success 0% → passed 0 | success 100% → passed 1
      success 101% → nothing | success $80 → nothing | 33 of 50 passed → passed 0.66 | build for $5k → build 5000
      build for $5k a month → nothing | build for 5k → nothing | run for $2-3k a month → run 2000..3000
      run for $300 → nothing | run for $1200 per year → run 100 | run for $300 a quarter → run 100
      run for $10 a day → run 300 | run for $10 an hour → nothing | monthly we run on $300 → run 300
  `);

  reads('reads the hours in "%s": %s')(`
      we are open 7 am to 3 pm → open 8 | maybe 24/7 → open 24? | not 24/7 → nothing | if 24/7 → nothing
      the office is 24/7 → nothing | open 10 hours, 24/7 → open 10 | open 10-hour shifts → open 10
      open 24 hours → open 24 | open 25 hours → nothing | open 10 hours a week → nothing | open 0.1 hours → open 0.1
      open 0.05 hours → nothing
  `);
});

describe('statements by the phrases of a team', () => {
  reads('heeds what is doubtful in "%s": %s')(`
      we need sources → sources yes | they should need sources → sources yes | they were vetted → nothing
      we maybe need sources → sources yes? | need sources? → nothing | do we need sources → nothing
      yeah right, we need sources → nothing | we need sources /s → nothing
      acme needs it; we need sources → sources yes | acme: we need sources → nothing
      their people need sources → nothing | no idea, we need sources → nothing
      no idea; we need sources → sources yes | blog says; we need sources → nothing
      "you all need sources" they said → nothing | "need sources" they said → sources yes
      he said "we need them now" and we need sources → sources yes | open source, we need sources → nothing
      open source; we need sources → sources yes | if so, we need sources → nothing
      if so - we need sources → sources yes | if so-so we need sources → nothing
      if so but we need sources → sources yes | &gt; we need sources → nothing
      the wiki should have 300 pages → nothing | the wiki should grow, it has 300 pages → pages 300
      the wiki could grow, it has 300 pages → nothing | the wiki could grow; it has 300 pages → pages 300
  `);

  reads('leaves the past in "%s": %s')(`
      we used to need sources → nothing | we need sources used to → nothing
      we used to need sources, now we need sources → sources yes | we used to ask, and we need sources → nothing
      we used to ask; we need sources → sources yes | now we need sources, we used to not → sources yes
      pages were at 40, now 300 pages → pages 300 | used to be 40 pages now 300 pages → pages 300
      we used to have 40 pages, then 60, now 300 pages → pages 300
      we used to have 40 pages but 300 pages → pages 300 | we used to have 40 pages, 300 tickets a day → nothing
      pages used to be at 40 now → nothing | now were we to need sources → nothing
      it is on prem, were on azure → hosting build
  `);

  reads('reads denials in "%s": %s')(`
      we do not need sources → sources no | we never need no sources → nothing | no need sources, no → sources no
      it is vetted → vetted yes | it is not vetted → vetted no | it is never not vetted → nothing
      not without vetting → nothing | vetted and not vetted → nothing | vetted. not vetted → vetted no
      not only need sources → sources yes | not only that, we do not need sources → sources no
      we cannot need sources → sources no | we won't ask, we need sources → sources yes
      we won't ask and need sources → sources no | on azure → hosting train | not on azure → nothing
      on azure and on prem → nothing | on azure, on azure → hosting train
  `);

  reads('finds the words of a phrase in "%s": %s')(`
      azure is it → hosting train | we like azure → nothing | on-premises → hosting build | rack → nothing
      run gpu → hosting build | run a b c d e gpu → hosting build | run a b c d e f gpu → nothing
      run it; gpu → nothing | shown are all the sources → sources yes | sources; shown → nothing
      sources 1 2 3 4 5 6 7 8 9 10 11 12 shown → sources yes | sources 1 2 3 4 5 6 7 8 9 10 11 12 13 shown → nothing
      source is shown → nothing | need our sources → sources yes | need the very sources → sources yes
      need all the very sources → nothing
  `);

  reads('reads how often things change in "%s": %s')(`
      prices change daily → prices daily | maybe prices change daily → prices daily?
      prices change not daily → nothing | if prices change daily → nothing | prices fixed → prices static | prices change daily in stock → nothing
      price: daily → prices daily | price daily → nothing | price: well it is daily → prices daily
      price: well it is rather daily → nothing
      prices change daily and the layout is redrawn yearly → prices daily, layout yearly
      layout and prices change daily → prices daily | prices and layout change daily → layout daily
      we have prices. They change daily → prices daily | we have prices. daily → prices daily | change daily → nothing
      prices matter; they change daily → prices daily | prices matter; change daily → prices daily
      prices matter; ok daily → nothing | we have prices. They are big. They change daily → nothing
  `);
});

describe('what was said before', () => {
  reads('is what "%s" refers to: %s')(`
      how many pages? / B: about 300 → pages 300 | how many pages? / about 300 → nothing
      how many pages? / B: hello / B: about 300 → pages 300
      how many pages? / B: hello / B: hello / B: about 300 → nothing | how many pages? / B: hm. about 300 → pages 300
      how many pages? / B: hm. well. about 300 → nothing | how many pages? / B: 300 wiki words → nothing
      pages? / B: 300 → pages 300 | the page, that we like? / B: 300 → nothing
      how many tickets a week? / B: 700 → tickets 100 | how many tickets an hour? / B: 700 → tickets 700
      how many tickets? / B: 700 at peak → nothing | how fast? / B: 3 s → reply 3000 | launch? / B: 6 weeks → launch 6
      how many pages and how many tickets a day? / B: 300 → nothing | we have a wiki / 300 → pages 300
      we have a wiki / B: 300 → nothing | we have a wiki / B: x / 300 → nothing
      traffic is slow. 700 a week → tickets 100 | we have success. 80% → nothing | we have photos. 300 → nothing
      open 10 hours a day / B: 30 tickets an hour → open 10, tickets 300
      open 24/7 / B: 30 tickets an hour → open 24, tickets 720
  `);

  reads(
    'makes an answer to "do we need sources?" of "%s": %s',
    'do we need sources? / B: ',
  )(`
      yes, the auditors insist → sources yes | no, nobody cares here → sources no | yes → nothing
      yes indeed → nothing | yes they do → sources yes | they dont care here → sources no | they care a lot → nothing
      yes not that much → sources yes | hm. yes, the auditors insist → nothing | well the auditors insist → nothing
      yes, the auditors insist? → nothing | yes if auditors insist → nothing
      yes maybe auditors insist → sources yes? | yes, a b c d e f g h i j k l m n o p q r s t u v → sources yes
      yes, a b c d e f g h i j k l m n o p q r s t u v w → nothing | - yes, the auditors insist → sources yes
      ... no! nobody cares here → nothing | ! ? ! ? ! → nothing | they notice it all → nothing
      they knot it all → nothing | they not at all → sources no
  `);

  reads(
    'is corrected from 300 pages by "%s": %s',
    '300 pages / ',
  )(`
      make that 400 → pages 400 | x / x / make that 400 → pages 400 | x / x / x / make that 400 → pages 300
      B: make that 400 → pages 300 | make that 400-500 → pages 400..500 | maybe make that 400 → pages 400?
      make that 400? → pages 300 | make that 40% → pages 300 | make that 400 words and 500 words → pages 300
      if so make that 400 → pages 300 | blog says make that 400 → pages 300
      success is 80% / make that 90% → pages 300, passed 0.9 | success is 80% / make that 90 → pages 300, passed 0.8
      700 tickets a week / make that 1400 → pages 300, tickets 200
      700 tickets a week / make that 1400-2100 → pages 300, tickets 200..300
  `);
});

describe('answers to a yes or no', () => {
  it('count only right after one question of somebody else', () => {
    expect(said('A: do we need sources?', 'A: yes, the auditors insist')).toEqual([]);
    expect(said('A: do we need sources?', 'B: ok', 'B: yes, the auditors insist')).toEqual([]);
    expect(said('A: do we need sources and is it vetted?', 'B: yes, the auditors insist')).toEqual([]);
    expect(said('A: is it on azure?', 'B: yes, the auditors insist')).toEqual([]);
    expect(said('A: is it vetted?', 'B: no, nobody cares here')).toEqual(['vetted no']);
    expect(said('A: is it raw?', 'B: no, nobody wants that')).toEqual(['vetted yes']);
    expect(said('A: how many pages?', 'B: no, nobody wants that')).toEqual([]);
  });

  it('count after a question without its mark, and after no statement', () => {
    expect(said('A: do we need sources, what do you think', 'B: no, nobody cares here')).toEqual(['sources no']);
    expect(said('A: they said need sources', 'B: no, nobody cares here')).toEqual(['sources yes']);
    expect(said('A: do we need sources? ok', 'B: no, nobody cares here')).toEqual(['sources no']);
    expect(said('A: well need sources', 'A: x', 'B: no, nobody cares here')).toEqual(['sources yes']);
  });
});

const at = (author: string, ts: string, text: string): Message => ({ author, ts, text });

const order = (...messages: readonly Message[]): unknown =>
  atOnce(readingThread(language, own, messages)).evidence.map(({ author, value, message }) => [author, value, message]);

const conflicts = (...lines: readonly string[]): unknown =>
  read(...lines).conflicts.map(({ question, positions }) => [question, positions.map(({ author }) => author)]);

const foreign = (...lines: readonly string[]): unknown =>
  read(...lines).foreign.map(({ question, value, currency }) => [question, value, currency]);

describe('a thread', () => {
  it('is read by time stamp, at the same instant by author, then by text', () => {
    expect(order(at('A', '10', '4 pages'), at('A', '9', '5 pages'))).toEqual([['A', 4, 1]]);
    expect(order(at('B', '9', '4 pages'), at('A', '9', '5 pages'))).toEqual([
      ['A', 5, 2],
      ['B', 4, 1],
    ]);
    expect(order(at('A', '9', '5 pages'), at('A', '9', '4 pages'))).toEqual([['A', 5, 1]]);
    expect(order(at('A', '9', '4 pages'), at('A', '9', '5 pages'))).toEqual([['A', 5, 2]]);
  });

  it('has a conflict where people differ, not where they say the same', () => {
    expect(conflicts('A: 300 pages', 'B: 400 pages')).toEqual([['pages', ['A', 'B']]]);
    expect(conflicts('A: 300 pages', 'B: 300 pages')).toEqual([]);
    expect(conflicts('A: 2-3k pages', 'B: 2000 to 3000 pages')).toEqual([]);
    expect(conflicts('A: 2-3k pages', 'B: 2-4k pages')).toEqual([['pages', ['A', 'B']]]);
    expect(conflicts('A: 2-3k pages', 'B: 1-3k pages')).toEqual([['pages', ['A', 'B']]]);
    expect(conflicts('A: vetted', 'B: not vetted', 'C: vetted')).toEqual([['vetted', ['A', 'B', 'C']]]);
    expect(conflicts('A: vetted', 'B: vetted')).toEqual([]);
  });

  it('keeps money of another currency apart, with its currency', () => {
    expect(foreign('A: build for 5k EUR')).toEqual([['build', 5000, 'EUR']]);
    expect(foreign('A: run for €300 a month', 'A: make that 400')).toEqual([['run', 400, 'EUR']]);
    expect(foreign('A: build for $5k')).toEqual([]);
  });

  it('quotes at most 300 characters of a sentence', () => {
    const [first] = read(`A: 300 pages ${'and so on '.repeat(35)}`).evidence;
    expect(first?.quote).toHaveLength(300);
    expect(first?.quote).toMatch(/^300 pages and so on/);
  });
});

const judged = (share: (one: { question: string; value: unknown }) => number, ...lines: readonly string[]): unknown =>
  atOnce(readingThread(language, book, thread(...lines), share)).evidence.map(({ question, value }) => [
    question,
    value,
  ]);

describe('judging what was learned', () => {
  const text = 'A: we get about 3k queries a day';

  it('keeps what is likely enough, and leaves what is not', () => {
    expect(judged(() => likelyEnough, text)).toContainEqual(['queries_per_day', 3000]);
    expect(judged(() => likelyEnough - 0.001, text)).toEqual([]);
  });

  it.each([
    [['A: how many docs?', 'B: about 4,000 to 5,000 docs'], 'after ? | after theirs | answer | asked | range | size 3'],
    [['A: how many docs?', 'B: 300 queries a day'], 'after ? | after theirs | answer | asked other | size 2'],
    [['A: 3k queries a day? ok, 3k queries a day'], '? | message ? | question | size 3'],
    [['A: hi. maybe 3k queries a day'], 'after mine | hedged | size 3'],
    [['A: &gt; 3k queries a day'], 'quoted | quoted line | size 3'],
  ])('looks at where %j stands', (lines, expected) => {
    const signs: string[][] = [];
    const known =
      /^(?:asked|asked other|[?]|message [?]|answer|quoted|quoted line|after .*|range|hedged|question|size \d)$/;
    const judge = (candidate: Candidate): number => {
      if (/queries_per_day|knowledge_documents/.test(candidate.question)) signs.push([...candidate.signs()]);
      return 0;
    };
    atOnce(readingThread(language, book, thread(...lines), judge));
    expect(
      signs.map((all) =>
        all
          .filter((one) => known.test(one))
          .sort()
          .join(' | '),
      )[0],
    ).toBe(expected);
  });
});
