import { describe, expect, it } from 'vitest';
import {
  cacheSaving,
  cachingPaysAbove,
  chunks,
  hitRate,
  hitRateFromWrite,
  indifferentKnowledgeTokens,
  ownGpuUsdPerMillion,
  paybackWeeks,
  queriesToPayBack,
  readsToRepayWrite,
  replicas,
  tokensUsdPerDay,
  tokensUsdPerMonth,
  trainingTokens,
} from '../../src/core/costs/formulas.ts';
import { price, workloadOf } from '../../src/core/costs/price.ts';
import { assuming, at, book, dated, pricing } from './costs-book.ts';

describe('the arithmetic of PremAI', () => {
  it('prices 500 tokens in 10,000 queries a day at $2.50 as $12.50 a day and $375 a month', () => {
    expect(tokensUsdPerDay(500, 10_000, 2.5)).toBe(12.5);
    expect(tokensUsdPerMonth(500, 10_000, 2.5, 30)).toBe(375);
  });

  it('prices the 50 tokens left after tuning as $37.50 a month', () => {
    expect(tokensUsdPerMonth(50, 10_000, 2.5, 30)).toBeCloseTo(37.5, 9);
  });

  const theirs = assuming(
    {
      queries_per_day: 10_000,
      calls_per_query: 1,
      system_tokens: 0,
      user_tokens: 0,
      retrieved_tokens: 500,
      output_tokens: 1,
      tuned_prompt_tokens: 50,
      orchestration_usd_month: 0,
      engineer_usd_week: 0,
      retrains_per_year: 0,
      knowledge_tokens: 0,
    },
    pricing({
      uses: { ...book.prices.uses, rag: 'theirs', vector_database: 'theirs' },
      models: [
        ...book.prices.models,
        { ...dated, id: 'theirs', input: 2.5, output: 200 / 0.3, context_window: 128_000 },
      ],
      vector_databases: [{ ...dated, id: 'theirs', by: 'instance', per_instance: 150, vectors_per_instance: 1e7 }],
      fine_tuning: [
        {
          ...dated,
          id: 'theirs',
          base: 'gpt-4o',
          serving: 'hosted',
          train: 25,
          input: 2.5,
          output: 80 / 0.3,
          hosting_per_hour: 200 / 720,
          context_window: 128_000,
        },
      ],
    }),
  );
  const monthly = (approach: string): number =>
    price(theirs, workloadOf(theirs, {}), at).options.find((o) => o.approach === approach)?.monthly ?? Number.NaN;

  it('gives retrieval $375 + $200 + $150 = $725 a month', () => {
    expect(monthly('rag')).toBeCloseTo(725, 6);
  });

  it('gives the tuned model $37.50 + $80 + $200 = $317.50 a month', () => {
    expect(monthly('fine-tune')).toBeCloseTo(317.5, 6);
  });

  it.each([
    [10_000, 5000, 200, 52.6],
    [10_000, 20_000, 200, 210.3],
    [50_000, 5000, 200, 9.6],
    [50_000, 5000, 800, 13.1],
    [50_000, 20_000, 800, 52.3],
    [100_000, 5000, 200, 4.7],
    [100_000, 5000, 800, 5.5],
    [100_000, 20_000, 200, 18.9],
  ])(
    'at %i queries a day $%i upfront and $%i serving are paid back in %f weeks',
    (queries, upfront, serving, weeks) => {
      const rag = 150 + queries * 30 * 0.001_916_67;
      const tuned = serving + queries * 30 * 0.000_391_67;
      expect(paybackWeeks(upfront, rag - tuned, 30)).toBeCloseTo(weeks, 0);
    },
  );

  it('never pays tuning back at 10,000 queries a day with $800 of serving', () => {
    expect(paybackWeeks(5000, 150 + 300_000 * 0.001_916_67 - (800 + 300_000 * 0.000_391_67), 30)).toBeUndefined();
  });

  it.each([
    [5000, 8, 200, 59_641],
    [5000, 8, 800, 72_756],
    [20_000, 8, 200, 235_285],
    [5000, 4, 200, 118_189],
    [20_000, 4, 800, 482_592],
  ])('needs, to pay $%i back in %i weeks with $%i of serving, %i queries a day', (upfront, weeks, serving, queries) => {
    const needed = queriesToPayBack(upfront, weeks, serving - 150, 0.001_525, 30);
    expect(Math.abs((needed ?? 0) - queries)).toBeLessThan(queries * 0.001);
  });

  it('never pays back what saves nothing per query', () => {
    expect(queriesToPayBack(5000, 8, 50, 0, 30)).toBeUndefined();
  });
});

describe('a prompt cache', () => {
  it.each([
    [0.9, 0.1, 1.25, 0.785],
    [0.5, 0.1, 1.25, 0.325],
    [0.5, 0.1, 2, -0.05],
  ])('with hit rate %f, reads at %f and writes at %f saves %f of the input price', (hits, read, write, saved) => {
    expect(cacheSaving(hits, read, write)).toBeCloseTo(saved, 9);
  });

  it.each([
    [0.1, 1.25, 0.217],
    [0.1, 2, 0.526],
  ])('with reads at %f and writes at %f pays above a hit rate of %f', (read, write, hits) => {
    expect(cachingPaysAbove(read, write)).toBeCloseTo(hits, 3);
    expect(cacheSaving(cachingPaysAbove(read, write), read, write)).toBeCloseTo(0, 9);
  });

  it('repays a five-minute write with one read and a one-hour write with two', () => {
    expect(Math.ceil(readsToRepayWrite(0.1, 1.25))).toBe(1);
    expect(Math.ceil(readsToRepayWrite(0.1, 2))).toBe(2);
  });

  it('is found by 1 − 1/e of the queries when one arrives per lifetime, and by half when the lifetime never restarts', () => {
    expect(hitRate(120, 10, 300)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(hitRateFromWrite(120, 10, 300)).toBeCloseTo(0.5, 12);
  });

  it.each([
    [0, 500, 0, 2.5, 0.1, 5000],
    [800, 4000, 0.002, 2, 0.1, 57_200],
    [800, 4000, 0.002, 2, 0.05, 115_200],
  ])(
    'with %i system and %i retrieved tokens, reranking at $%f, $%f and reads at %f breaks even at %i tokens',
    (system, retrieved, rerank, input, read, tokens) => {
      expect(indifferentKnowledgeTokens(system, retrieved, rerank, input, read)).toBeCloseTo(tokens, 6);
    },
  );
});

describe('an index', () => {
  it.each([
    [0, 400, 50, 0],
    [1, 400, 50, 1],
    [400, 400, 50, 1],
    [401, 400, 50, 2],
    [1_500_000, 500, 0, 3000],
    [100, 50, 50, 50],
  ])('cuts %i tokens into passages of %i with %i shared: %i passages', (tokens, length, shared, count) => {
    expect(chunks(tokens, length, shared)).toBe(count);
  });
});

describe('training and serving', () => {
  it('bills examples × length × passes and the validation on top', () => {
    expect(trainingTokens(2000, 800, 3, 0.1)).toBeCloseTo(5_280_000, 3);
  });

  it.each([
    [1, 0.126],
    [0.15, 0.838],
  ])('costs at utilisation %f $%f per million tokens on an H100 at $2.49', (utilisation, usd) => {
    expect(ownGpuUsdPerMillion(2.49, 5500, utilisation)).toBeCloseTo(usd, 3);
  });

  it('adds a copy of the model when the busiest minute outgrows the ones there are, and keeps the least number', () => {
    const serving = {
      queriesPerDay: 86_400,
      peakFactor: 1,
      inputTokens: 500,
      outputTokens: 500,
      prefillTokensPerSecond: 1000,
      decodeTokensPerSecond: 1000,
      utilisation: 0.5,
      least: 1,
    };
    expect(replicas(serving)).toBe(2);
    expect(replicas({ ...serving, peakFactor: 1.01 })).toBe(3);
    expect(replicas({ ...serving, queriesPerDay: 0 })).toBe(1);
  });
});
