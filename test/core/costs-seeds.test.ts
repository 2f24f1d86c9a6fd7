import { describe, expect, it } from 'vitest';
import { cacheSaving, queryUsd } from '../../src/core/costs/formulas/prompting.ts';
import {
  chunks,
  embeddedTokens,
  ingestUsd,
  indifferentKnowledgeTokens,
} from '../../src/core/costs/formulas/retrieval.ts';
import {
  breakEvenMonth,
  paybackWeeks,
  per1000Running,
  queriesInMonth,
  queriesToPayBack,
} from '../../src/core/costs/formulas/totals.ts';
import { hostingUsd, retrains, retrainUsd, trainingTokens, trainingUsd } from '../../src/core/costs/formulas/tuning.ts';
import { million, peopleUsd, tokensUsd } from '../../src/core/costs/formulas/units.ts';
import { openForTuning } from '../../src/core/costs/rows.ts';
import type { Case } from '../../src/core/index.ts';
import { correctionsIn } from '../../src/core/corrections.ts';
import { inOwnUnits } from '../../src/core/levels.ts';
import { at, book, line, option, pricesIn } from './costs-book.ts';
import { rulebook as shipped } from './shipped.ts';

// Numbers of section 1 of the cost model, by their row there: what the articles say, computed with the formulas that ship. Rows 11, 12
// and 25 follow from the table of section 1.2.

const perMonth = queriesInMonth({ queriesPerDay: 10_000, growthPerMonth: 0, month: 0 });
const listPrice = 2.5;

/** $ a month for so many input tokens with each query. */
const inputUsd = (tokens: number): number => tokensUsd(tokens, listPrice) * perMonth;
const per1000 = (monthlyUsd: number): number => per1000Running({ monthlyUsd, queriesPerMonth: perMonth }) ?? Number.NaN;
const sum = (...usd: readonly number[]): number => usd.reduce((all, one) => all + one, 0);

const rag = { fixedUsd: 150, usdPerQuery: (375 + 200) / perMonth };
const tuned = { usdPerQuery: (37.5 + 80) / perMonth };
const savedPerQueryUsd = rag.usdPerQuery - tuned.usdPerQuery;
/** $ a month that tuning saves at so many queries a day, with its serving at so much. */
const savedUsd = (queriesPerDay: number, servingUsd: number): number =>
  rag.fixedUsd - servingUsd + queriesInMonth({ queriesPerDay, growthPerMonth: 0, month: 0 }) * savedPerQueryUsd;
const weeks = (queriesPerDay: number, upfrontUsd: number, servingUsd: number): number =>
  paybackWeeks({ upfrontUsd, savedPerMonthUsd: savedUsd(queriesPerDay, servingUsd) }) ?? Number.POSITIVE_INFINITY;
const volume = (inWeeks: number, upfrontUsd: number, servingUsd: number): number =>
  queriesToPayBack({ upfrontUsd, weeks: inWeeks, fixedUsd: servingUsd - rag.fixedUsd, savedPerQueryUsd }) ?? 0;
/** Months until building by people and all upfront is earned back. */
const months = (queriesPerDay: number, upfrontUsd: number, engineerWeeks: number, servingUsd: number): number =>
  breakEvenMonth(
    { setupUsd: 0, monthlyUsd: savedUsd(queriesPerDay, servingUsd) },
    { setupUsd: upfrontUsd + peopleUsd({ weeks: engineerWeeks, usdPerWeek: 4500 }), monthlyUsd: 0 },
  ) ?? Number.POSITIVE_INFINITY;

/** $ for the first training of a model: examples at a price each, training and evaluation, and people. */
const upfront = (examples: number, usdPerExample: number, trainedAndMeasuredUsd: number, engineerWeeks = 0): number =>
  retrainUsd({
    newExamplesShare: 1,
    examples,
    usdPerExample,
    trainingUsd: trainedAndMeasuredUsd,
    evaluationUsd: 0,
    weeks: engineerWeeks,
    usdPerWeek: 4500,
  });
/** How often a model that is tuned each quarter is tuned in a year, the first time included. */
const quarterly = 1 + retrains({ horizonMonths: 12, refreshMonths: 3, shutdownMonth: Number.POSITIVE_INFINITY });
/** Years of RAG at so much a month that one tune pays. */
const years = (tuneUsd: number, ragUsd: number): number =>
  (breakEvenMonth({ setupUsd: 0, monthlyUsd: ragUsd }, { setupUsd: tuneUsd, monthlyUsd: 0 }) ?? 0) / 12;
const classifying = queryUsd({ callsPerQuery: 1, inputTokens: 500, outputTokens: 5, inputPrice: 2.5, outputPrice: 10 });
const embedded = embeddedTokens({
  chunks: chunks({ knowledgeTokens: 1_500_000, chunkTokens: 500, overlapTokens: 0 }),
  chunkTokens: 500,
});

/** What a case of so many pages holds, in tokens. */
const tokensOf = (answers: Case): number => Number(inOwnUnits(shipped, answers)['knowledge_tokens']);
describe('a number of the articles', () => {
  it.each<[row: string, what: string, computed: number, exact: number]>([
    ['1', '500 tokens for 10,000 queries a day at $2.50, a day', inputUsd(500) / 30, 12.5],
    ['1', 'the same a month', inputUsd(500), 375],
    ['2', 'RAG a month, as the article adds it up', sum(inputUsd(500), 200, 150), 725],
    ['2', 'the same per 1,000 queries', per1000(725), 29 / 12],
    ['2', 'with the least for embedding and orchestration, which it leaves out', sum(725, 15, 50), 790],
    ['2', 'with the most', sum(725, 70, 200), 995],
    ['4', '50 tokens after tuning, a day', inputUsd(50) / 30, 1.25],
    ['4', 'the same a month', inputUsd(50), 37.5],
    ['5', 'tuning a month at the low end, said to be 320', sum(inputUsd(50), 80, 200), 317.5],
    ['5', 'at the high end, said to be 920', sum(inputUsd(50), 80, 800), 917.5],
    ['5', 'tuning hosted by a vendor, where cards are not paid too', sum(inputUsd(50), 80), 117.5],
    ['6', 'input of RAG against input after tuning', inputUsd(500) / inputUsd(50), 10],
    ['6', 'input of RAG with the 50 tokens of the question', inputUsd(550), 412.5],
    ['7', 'answer tokens that $200 pay at $10', (200 * million) / (10 * perMonth), 200 / 3],
    ['7', 'answer tokens that $80 pay', (80 * million) / (10 * perMonth), 80 / 3],
    ['8', '50 tokens a month at the price of a tuned gpt-4o', tokensUsd(50, 3.75) * perMonth, 56.25],
    ['8', '50 tokens a month at the price of a tuned gpt-4o-mini', tokensUsd(50, 0.3) * perMonth, 4.5],
    ['9', 'what $30 less per 1,000 come to a day, at 100,000', tokensUsd(12_000, listPrice) * 100_000, 3000],
    ['9', 'and a year', tokensUsd(12_000, listPrice) * 100_000 * 365, 1_095_000],
    ['9', 'tokens more per query that $30 per 1,000 take', ((41 - 11) / 1000 / listPrice) * million, 12_000],
    ['9', '$41 per 1,000 a month at 10,000 a day', (41 / 1000) * perMonth, 12_300],
    ['10', 'a query of RAG', rag.usdPerQuery, 0.00191666666667],
    ['10', 'a query after tuning', tuned.usdPerQuery, 0.00039166666667],
    ['10', 'one against the other, said to be 10 to 50', rag.usdPerQuery / tuned.usdPerQuery, 230 / 47],
    ['10', 'tuning per 1,000 with the least serving', per1000(317.5), 1.05833333333],
    ['10', 'tuning per 1,000 with the most serving', per1000(917.5), 3.05833333333],
    ['10', 'RAG against it, fixed costs and all, at best', 725 / 317.5, 290 / 127],
    ['10', 'at worst', 725 / 917.5, 290 / 367],
    [
      '13',
      'saved by a cache that is hit nine times in ten',
      cacheSaving({ hitRate: 0.9, read: 0.1, write: 1.25 }),
      0.785,
    ],
    ['13', 'saved when it is hit every other time', cacheSaving({ hitRate: 0.5, read: 0.1, write: 1.25 }), 0.325],
    ['13', 'saved with writes for an hour', cacheSaving({ hitRate: 0.5, read: 0.1, write: 2 }), -0.05],
    [
      '14',
      'tokens up to which long context is cheaper, on 500 retrieved',
      indifferentKnowledgeTokens({ systemTokens: 0, retrievedTokens: 500, rerankUsd: 0, inputPrice: 2.5, read: 0.1 }),
      5000,
    ],
    ...([0.1, 0.05] as const).map((read): [string, string, number, number] => [
      '14',
      `on 4,000 retrieved and reranked, with reads at ${String(read)}`,
      indifferentKnowledgeTokens({ systemTokens: 800, retrievedTokens: 4000, rerankUsd: 0.002, inputPrice: 2, read }),
      read === 0.1 ? 57_200 : 115_200,
    ]),
    ['15', 'the parts of tuning upfront, low', upfront(1000, 1, 50), 1050],
    ['15', 'high', upfront(10_000, 5, 5000), 55_000],
    ['15', 'low with engineers', upfront(1000, 1, 50, 4), 19_050],
    ['15', 'high with engineers', upfront(10_000, 5, 5000, 10), 100_000],
    ['16', '2 KB of context for 100,000 queries a month', tokensUsd(2000 / 4, listPrice) * 100_000, 125],
    ['16', '6 KB', tokensUsd(6000 / 4, listPrice) * 100_000, 375],
    ['16', '$200 for 100,000, per 1,000', per1000Running({ monthlyUsd: 200, queriesPerMonth: 100_000 })!, 2],
    ['16', '$1,200', per1000Running({ monthlyUsd: 1200, queriesPerMonth: 100_000 })!, 12],
    ...([0.02, 0.06, 0.13, 0.2, 0.05, 0.5] as const).map((usdPerMtok): [string, string, number, number] => [
      '17',
      `embedding 1.5M tokens at $${String(usdPerMtok)}`,
      ingestUsd({ embeddedTokens: embedded, usdPerMtok }),
      { 0.02: 0.03, 0.06: 0.09, 0.13: 0.195, 0.2: 0.3, 0.05: 0.075, 0.5: 0.75 }[usdPerMtok],
    ]),
    ['19', 'tuning each quarter for a year, low', quarterly * 5000, 20_000],
    ['19', 'high', quarterly * 50_000, 200_000],
    ['19', 'a year of RAG, low', ragParts({ database: 200, embedding: 0, llm: 0, orchestration: 0 }).total, 2400],
    ['19', 'high', ragParts({ database: 1200, embedding: 0, llm: 0, orchestration: 0 }).total, 14_400],
    ['19', 'a tune each quarter against it at least', (quarterly * 5000) / (12 * 1200), 25 / 18],
    [
      '3',
      'the low ends of RAG, said to be 350',
      ragParts({ database: 70, embedding: 15, llm: 200, orchestration: 50 }).monthly,
      335,
    ],
    [
      '3',
      'the high ends, said to be 2,850',
      ragParts({ database: 500, embedding: 70, llm: 2000, orchestration: 200 }).monthly,
      2770,
    ],
    ['26', 'tokens of 2,000 pages, as usual', tokensOf({ knowledge_pages: 2000 }), 1_300_000],
    ['26', 'pages at the least the article says of each', 1_000_000 / 2000, 500],
    ['26', 'and the most', 2_000_000 / 2000, 1000],
    ['20', 'one tune against a year of RAG, low against low', years(5000, 200), 25 / 12],
    ['20', 'high against high', years(50_000, 1200), 125 / 36],
    ['20', 'high against low', years(50_000, 200), 125 / 6],
    ['21', 'a frontier model that classifies 500 tokens', classifying, 0.0013],
    ['21', 'queries a year at which a $600 server is 1/100 of it', (100 * 600) / classifying, 46_153_846.153846],
    ['21', 'the part of it at 2M tickets', (2 * million * classifying) / 600, 13 / 3],
    ['28', 'training 2,000 examples of 800 tokens three times at $25', trainedUsd(), 120],
    ['1.2', 'saved per query', savedPerQueryUsd, 0.001525],
    ['1.2', 'people and upfront, least', 5000 + peopleUsd({ weeks: 4, usdPerWeek: 4500 }), 23_000],
    ['1.2', 'most', 20_000 + peopleUsd({ weeks: 12, usdPerWeek: 4500 }), 74_000],
    ['2.2', 'a hosting fee of $1.70 an hour at zero traffic', hostingUsd(1.7), 1224],
  ])('in row %s: %s', (_, _what, computed, exact) => {
    expect(Math.abs(computed / exact - 1)).toBeLessThan(1e-6);
  });

  it.each<[row: string, what: string, computed: number, printed: string]>([
    ['2', 'RAG per 1,000', per1000(725), '2.42'],
    ['7', 'answer tokens of RAG', (200 * million) / (10 * perMonth), '66.7'],
    ['7', 'answer tokens of tuning', (80 * million) / (10 * perMonth), '26.7'],
    ['10', 'per query, RAG against tuning', rag.usdPerQuery / tuned.usdPerQuery, '4.9'],
    ['10', 'per 1,000 after tuning, low', per1000(317.5), '1.06'],
    ['10', 'high', per1000(917.5), '3.06'],
    ['10', 'all in, at worst', 725 / 917.5, '0.8'],
    ['10', 'at best', 725 / 317.5, '2.3'],
    ['12', 'weeks for $5,000 at 100,000 a day, least serving', weeks(100_000, 5000, 200), '4.7'],
    ['12', 'most serving', weeks(100_000, 5000, 800), '5.5'],
    ['12', 'weeks for $20,000, least serving', weeks(100_000, 20_000, 200), '19'],
    ['12', 'most serving', weeks(100_000, 20_000, 800), '22'],
    ['20', 'low against low', years(5000, 200), '2.1'],
    ['20', 'high against high', years(50_000, 1200), '3.5'],
    ['20', 'high against low', years(50_000, 200), '20.8'],
    ['21', 'millions of queries a year', (100 * 600) / classifying / million, '46'],
    ['21', 'of prompting at 2M tickets', (2 * million * classifying) / 600, '4.3'],
    ['25', 'queries a day that pay $20,000 back in eight weeks', volume(8, 20_000, 200), '235285'],
    ['1.2', 'queries a day for $5,000 in eight weeks, least serving', volume(8, 5000, 200), '59641'],
    ['1.2', 'months with engineers at 50,000 a day, least', months(50_000, 5000, 4, 200), '10'],
    ['1.2', 'most', months(50_000, 20_000, 12, 800), '45'],
    ['1.2', 'at 100,000 a day, least', months(100_000, 5000, 4, 200), '5'],
    ['1.2', 'most', months(100_000, 20_000, 12, 800), '19'],
    ['1.2', 'weeks when serving grows tenfold with the volume', weeks(100_000, 20_000, 8000), 'Infinity'],
  ])('in row %s, as it is printed: %s', (_, _what, computed, printed) => {
    const digits = printed.split('.')[1]?.length ?? 0;
    expect(computed.toFixed(digits)).toBe(printed);
  });
});

/** RAG as our option prices it, people left out, where its parts cost so many $ a month. */
function ragParts(usd: Readonly<Record<'database' | 'embedding' | 'llm' | 'orchestration', number>>) {
  const costs = pricesIn({
    cash_only: true,
    workload: {
      queries_per_day: 10_000,
      calls_per_query: 1,
      growth_per_month: 0,
      tokens: { system: 0, few_shot: 0, user: 0, retrieved: 500, output: 0 },
    },
    models: { rag: { input: (usd.llm / inputUsd(500)) * listPrice, output: 0 } },
    corpus: { tokens: million, chunk_tokens: 500, overlap_tokens: 0, changed_share_per_month: 0.5 },
    tuning: { evaluation_usd: 0 },
    rag: {
      vector_db: { usd_per_month: usd.database },
      embed_usd_per_mtok: 2 * usd.embedding,
      orchestration_usd_per_month: usd.orchestration,
      rerank_usd_per_query: 0,
    },
  });
  return option(costs, 'rag');
}

function trainedUsd(): number {
  const tokens = trainingTokens({ examples: 2000, tokensPerExample: 800, epochs: 3, validationShare: 0 });
  return trainingUsd({ runs: 1, trainingTokens: tokens, usdPerMtok: 25 });
}

describe('what ships', () => {
  it.each([
    ['22', 'weeks_rag', [1, 3, 4]],
    ['23', 'weeks_fine_tune', [4, 7, 12]],
    ['24', 'training_examples', [500, 2000, 10_000]],
    ['1.2', 'engineer_usd_week', [3000, 4500, 6500]],
  ])('assumes for row %s of %s P10, P50 and P90 of %j', (_, id, [p10, p50, p90]) => {
    expect(book.costs[id]).toMatchObject({ p10, p50, p90 });
  });

  it('has the prices of rows 17 and 18: embeddings from 2 to 13 cents, and $50 or $45 at least for a database', () => {
    const embeddings = Object.fromEntries(book.prices.embeddings.map(({ id, input }) => [id, input]));
    expect(embeddings).toMatchObject({
      'text-embedding-3-small': 0.02,
      'text-embedding-3-large': 0.13,
      'voyage-4': 0.06,
    });
    const least = book.prices.vector_databases.flatMap((row) => ('minimum' in row ? [[row.id, row.minimum]] : []));
    expect(Object.fromEntries(least)).toEqual({ 'pinecone-standard': 50, 'weaviate-flex': 45 });
  });

  it('says of row 27 that the eleven points are over the base, not over either alone', () => {
    const said = correctionsIn(shipped, 'A hybrid is up to 86 % accurate, an 11 % improvement over either alone');
    expect(said.map(({ corrected }) => corrected).join(' ')).toContain(
      'points over the base model, not over either alone',
    );
  });

  it('has the gate of row 28: nobody new tunes with OpenAI, Anthropic, Google or Cohere, and whoever does is told when it ends', () => {
    const open = openForTuning(book, at, '2027-11-21').map(({ provider }) => provider);
    expect(open.length).toBeGreaterThan(0);
    for (const provider of ['openai', 'azure', 'anthropic', 'google', 'cohere']) expect(open).not.toContain(provider);
    const events = pricesIn({ start: at }).events.map(({ date, text }) => `${date} ${text}`);
    expect(events).toContain('2027-01-06 no new training jobs: gpt-4.1-mini tuned at OpenAI');
    expect(events).toContain('2027-01-14 tuned models stop: gpt-4.1-mini tuned at OpenAI');
    const forced = retrains({ horizonMonths: 12, refreshMonths: 0, shutdownMonth: 55 / 30 });
    expect([
      forced,
      option(pricesIn({ tuning: { base_shutdown: '2027-01-14', refresh_months: 0 } }), 'fine-tune').terms['retrains'],
    ]).toEqual([1, 1]);
  });

  it('says otherwise than the articles where they do not add up', () => {
    const said: readonly (readonly [ours: number, theirs: number])[] = [
      [725 + 15 + 50, 725],
      [ragParts({ database: 70, embedding: 15, llm: 200, orchestration: 50 }).monthly, 350],
      [ragParts({ database: 500, embedding: 70, llm: 2000, orchestration: 200 }).monthly, 2850],
      [rag.usdPerQuery / tuned.usdPerQuery, 10],
      [cacheSaving({ hitRate: 0.9, read: 0.1, write: 1.25 }), 0.9],
      [volume(8, 20_000, 200), 100_000],
      [upfront(1000, 1, 50), 5000],
      [
        indifferentKnowledgeTokens({ systemTokens: 0, retrievedTokens: 500, rerankUsd: 0, inputPrice: 2.5, read: 0.1 }),
        200_000,
      ],
    ];
    for (const [ours, theirs] of said) expect(Math.abs(ours / theirs - 1)).toBeGreaterThan(0.02);
  });

  it('prices RAG as row 2 does, given its numbers', () => {
    const costs = pricesIn({
      cash_only: true,
      workload: {
        queries_per_day: 10_000,
        calls_per_query: 1,
        tokens: { system: 0, few_shot: 0, user: 0, retrieved: 500, output: 200 / 3 },
      },
      models: { rag: { input: listPrice, output: 10 } },
      corpus: { changed_share_per_month: 0 },
      rag: { vector_db: { usd_per_month: 150 }, orchestration_usd_per_month: 0, rerank_usd_per_query: 0 },
    });
    const cost = option(costs, 'rag');
    expect(line(cost, 'context').usd).toBeCloseTo(375, 6);
    expect(line(cost, 'answer').usd).toBeCloseTo(200, 6);
    expect(cost.monthly).toBeCloseTo(725, 6);
    expect(cost.per1000).toBeCloseTo(29 / 12, 6);
  });
});
