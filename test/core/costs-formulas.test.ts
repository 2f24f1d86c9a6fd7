import { describe, expect, it } from 'vitest';
import {
  arrivalsPerLifetime,
  cachedPrefixUsd,
  cacheRewritesUsd,
  cacheSaving,
  cacheStorageUsd,
  cachingPaysAbove,
  hitRate,
  hitRateFromWrite,
  keepAliveUsdPerHour,
  queryUsd,
  readsToRepayWrite,
  steadyArrivals,
} from '../../src/core/costs/formulas/prompting.ts';
import {
  chunks,
  contextUsd,
  dimensionsDatabaseUsd,
  embeddedTokens,
  indexBytes,
  indifferentKnowledgeTokens,
  ingestUsd,
  instanceDatabaseUsd,
  readUnits,
  usageDatabaseUsd,
} from '../../src/core/costs/formulas/retrieval.ts';
import {
  breakEvenMonth,
  breakEvenQueriesPerDay,
  capacityPerDay,
  paybackWeeks,
  per1000AllIn,
  per1000Running,
  queriesInMonth,
  queriesToPayBack,
  steppedBreakEvenQueriesPerDay,
} from '../../src/core/costs/formulas/totals.ts';
import {
  classifierInstances,
  gpuSecondsPerQuery,
  gpuTrainingUsd,
  hostingUsd,
  ownGpusUsd,
  ownGpuUsdPerMtok,
  replicas,
  retrains,
  retrainUsd,
  trainingTokens,
  trainingUsd,
} from '../../src/core/costs/formulas/tuning.ts';
import { peopleUsd, tokensUsd, upkeepUsd } from '../../src/core/costs/formulas/units.ts';

describe('the arithmetic of PremAI', () => {
  it('prices 500 tokens in 10,000 queries a day at $2.50 as $12.50 a day and $375 a month of 30 days', () => {
    expect(tokensUsd(500 * 10_000, 2.5)).toBe(12.5);
    expect(tokensUsd(500, 2.5) * queriesInMonth({ queriesPerDay: 10_000, growthPerMonth: 0, month: 0 })).toBe(375);
  });

  it('leaves $37.50 a month for the 50 tokens after tuning, and $412.50 when the question is counted in', () => {
    expect(tokensUsd(50, 2.5) * 300_000).toBeCloseTo(37.5, 9);
    expect(tokensUsd(550, 2.5) * 300_000).toBeCloseTo(412.5, 9);
  });

  it('needs 12,000 tokens more per query for $41 instead of $11 per 1,000, which is $1.095M a year at 100,000 a day', () => {
    expect(1000 * tokensUsd(12_000, 2.5)).toBeCloseTo(41 - 11, 9);
    expect(tokensUsd(12_000, 2.5) * 100_000 * 365).toBeCloseTo(1_095_000, 6);
  });

  it('is 4.9 times cheaper per query after tuning, not 10 to 50 times', () => {
    const [rag, tuned] = [(375 + 200) / 300_000, (37.5 + 80) / 300_000];
    expect(rag / tuned).toBeCloseTo(4.894, 3);
  });

  const saved = 0.0019166666667 - 0.0003916666667;
  it.each([
    [10_000, 5000, 200, 52.6],
    [10_000, 5000, 800, undefined],
    [10_000, 20_000, 200, 210],
    [10_000, 20_000, 800, undefined],
    [50_000, 5000, 200, 9.6],
    [50_000, 5000, 800, 13.1],
    [50_000, 20_000, 200, 38.3],
    [50_000, 20_000, 800, 52.3],
    [100_000, 5000, 200, 4.7],
    [100_000, 5000, 800, 5.5],
    [100_000, 20_000, 200, 18.9],
    [100_000, 20_000, 800, 21.8],
  ])(
    'at %i queries a day $%i upfront and $%i of serving are paid back in %f weeks',
    (perDay, upfront, serving, weeks) => {
      const found = paybackWeeks({ upfrontUsd: upfront, savedPerMonthUsd: 150 - serving + perDay * 30 * saved });
      const rounded = found === undefined ? undefined : Number(found.toFixed(found > 100 ? 0 : 1));
      expect(rounded).toBe(weeks);
    },
  );

  it.each([
    [5000, 8, 200, 59_641],
    [5000, 8, 800, 72_756],
    [20_000, 8, 200, 235_285],
    [20_000, 8, 800, 248_400],
    [5000, 4, 200, 118_189],
    [5000, 4, 800, 131_304],
    [20_000, 4, 200, 469_477],
    [20_000, 4, 800, 482_592],
  ])(
    'needs, to pay $%i back in %i weeks with $%i of serving, %i queries a day',
    (upfrontUsd, weeks, serving, queries) => {
      const found = queriesToPayBack({ upfrontUsd, weeks, fixedUsd: serving - 150, savedPerQueryUsd: saved });
      expect(Math.abs((found ?? 0) - queries)).toBeLessThan(1);
    },
  );

  it('never pays back what saves nothing per query', () => {
    expect(queriesToPayBack({ upfrontUsd: 5000, weeks: 8, fixedUsd: 50, savedPerQueryUsd: 0 })).toBeUndefined();
  });
});

describe('one query', () => {
  it('costs calls × (input + output), each at its price', () => {
    const q = { callsPerQuery: 1.05, inputTokens: 1150, outputTokens: 250, inputPrice: 1, outputPrice: 5 };
    expect(queryUsd(q)).toBeCloseTo(1.05 * (0.00115 + 0.00125), 12);
  });
});

describe('a prompt cache', () => {
  it.each([
    [0.9, 0.1, 1.25, 0.785],
    [0.5, 0.1, 1.25, 0.325],
    [0.5, 0.1, 2, -0.05],
  ])('with hit rate %f, reads at %f and writes at %f saves %f of the input price', (hits, read, write, saved) => {
    expect(cacheSaving({ hitRate: hits, read, write })).toBeCloseTo(saved, 12);
    const q = { callsPerQuery: 1, prefixTokens: 1e6, hitRate: hits, readPrice: 2 * read, writePrice: 2 * write };
    expect(cachedPrefixUsd(q)).toBeCloseTo(2 * (1 - saved), 12);
  });

  it.each([
    [0.1, 1.25, 0.217],
    [0.1, 2, 0.526],
  ])('with reads at %f and writes at %f pays above a hit rate of %f', (read, write, hits) => {
    const found = cachingPaysAbove({ read, write });
    expect(found).toBeCloseTo(hits, 3);
    expect(cacheSaving({ hitRate: found, read, write })).toBeCloseTo(0, 12);
  });

  it('repays a five-minute write with one read and a one-hour write with two', () => {
    expect(readsToRepayWrite({ read: 0.1, write: 1.25 })).toBeCloseTo(0.278, 3);
    expect(readsToRepayWrite({ read: 0.1, write: 2 })).toBeCloseTo(1.11, 2);
  });

  it('is found by 1 − 1/e of the queries when one arrives per lifetime, and by half when hits do not restart it', () => {
    const arrivals = arrivalsPerLifetime({ queriesPerDay: 120, activeHoursPerDay: 10, lifetimeSeconds: 300 });
    expect(arrivals).toBe(1);
    expect(hitRate(arrivals)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(hitRateFromWrite(arrivals)).toBe(0.5);
  });

  it('pays for edits the difference between a write and a read, and for storage by the hour', () => {
    expect(cacheRewritesUsd({ updatesPerMonth: 30, prefixTokens: 1e5, readPrice: 0.1, writePrice: 1.25 })).toBeCloseTo(
      3.45,
      12,
    );
    const stored = { prefixTokens: 1e5, usdPerMtokHour: 0.5, activeHoursPerDay: 10, daysPerMonth: 30 };
    expect(cacheStorageUsd(stored)).toBeCloseTo(15, 12);
  });

  it('is kept warm by a read per lifetime', () => {
    expect(keepAliveUsdPerHour({ lifetimeSeconds: 300, prefixTokens: 1e6, readPrice: 0.1 })).toBeCloseTo(1.2, 12);
  });

  it.each([
    [0.05, 1.25],
    [0.1, 1.25],
    [0.1, 2],
  ])(
    'with reads at %f and writes at %f costs least, behind the hump, at the steady number of arrivals',
    (read, write) => {
      const perLifetime = (x: number): number => x * (read + Math.exp(-x) * (write - read));
      const steady = steadyArrivals({ read, write });
      expect(steady).toBeGreaterThan(2);
      for (const near of [0.99, 1.01]) expect(perLifetime(steady * near)).toBeGreaterThan(perLifetime(steady));
    },
  );

  it('has no hump where a write costs little more than a read', () => {
    expect(steadyArrivals({ read: 1, write: 1.25 })).toBe(0);
  });
});

describe('an index', () => {
  it.each([
    [0, 400, 50, 0],
    [1, 400, 50, 1],
    [400, 400, 50, 1],
    [401, 400, 50, 2],
    [1_500_000, 500, 0, 3000],
    [1_950_000, 400, 50, 5572],
  ])(
    'cuts %i tokens into passages of %i with %i shared: %i passages',
    (knowledgeTokens, chunkTokens, overlapTokens, count) => {
      expect(chunks({ knowledgeTokens, chunkTokens, overlapTokens })).toBe(count);
    },
  );

  it('embeds 1.5M tokens for 3 cents', () => {
    expect(
      ingestUsd({ embeddedTokens: embeddedTokens({ chunks: 3000, chunkTokens: 500 }), usdPerMtok: 0.02 }),
    ).toBeCloseTo(0.03, 12);
  });

  const million = { chunks: 1e6, dimensions: 1536, metadataBytes: 2000 };
  const bytes = 1e6 * (4 * 1536 + 2000);
  const pinecone = { minimumUsd: 50, usdPerGb: 0.33, usdPerMillionReads: 16, usdPerMillionWrites: 4 };

  it('with a line of context for each passage costs one call for each of them on top', () => {
    const call = { inputTokens: 8000, outputTokens: 100, inputUsdPerMtok: 1, outputUsdPerMtok: 5 };
    expect(contextUsd({ chunks: 3900, ...call })).toBeCloseTo(3900 * 0.0085, 12);
    expect(contextUsd({ chunks: 0, ...call })).toBe(0);
    // The text around it read from a cache at a tenth.
    expect(contextUsd({ chunks: 1, ...call, inputUsdPerMtok: 0.1 })).toBeCloseTo(0.0013, 12);
  });

  it('holds a vector of four bytes a number with its metadata', () => {
    expect(indexBytes(million)).toBe(8.144e9);
  });

  it('reads the whole index with each query, and a quarter of a gigabyte at least', () => {
    expect(readUnits({ indexBytes: bytes, leastGb: 0.25, queriesPerMonth: 300_000 })).toBeCloseTo(2_443_200, 6);
    expect(readUnits({ indexBytes: 1000, leastGb: 0.25, queriesPerMonth: 300_000 })).toBe(75_000);
  });

  it('costs on Pinecone storage, reads and writes, and the minimum at least', () => {
    const bill = { ...pinecone, indexBytes: bytes, readUnits: 8.144 * 3e6, writes: 80_000 };
    expect(usageDatabaseUsd(bill)).toBeCloseTo(8.144 * 0.33 + 8.144 * 3 * 16 + 0.08 * 4, 9);
    expect(usageDatabaseUsd({ ...bill, readUnits: 0 })).toBe(50);
  });

  it('costs on Weaviate numbers and storage, and the minimum at least', () => {
    const bill = {
      chunks: 1e7,
      dimensions: 1536,
      indexBytes: 1e7 * 8144,
      minimumUsd: 45,
      usdPerMillionDimensions: 0.00465,
      usdPerGib: 0.12,
    };
    expect(dimensionsDatabaseUsd(bill)).toBeCloseTo(15_360 * 0.00465 + (8.144e10 / 2 ** 30) * 0.12, 9);
    expect(dimensionsDatabaseUsd({ ...bill, chunks: 1e5, indexBytes: 1e5 * 8144 })).toBe(45);
  });

  it('costs on servers of one’s own as many as the vectors need', () => {
    const bill = { vectorsPerInstance: 1e7, usdPerInstance: 120 };
    expect([0, 1e7, 1e7 + 1].map((count) => instanceDatabaseUsd({ ...bill, chunks: count }))).toEqual([120, 120, 240]);
  });

  it.each([
    [0, 500, 0, 2.5, 0.1, 5000],
    [800, 4000, 0.002, 2, 0.1, 57_200],
    [800, 4000, 0.002, 2, 0.05, 115_200],
  ])(
    'with %i system and %i retrieved tokens, reranking at $%f, $%f and reads at %f breaks even at %i tokens',
    (systemTokens, retrievedTokens, rerankUsd, inputPrice, read, tokens) => {
      const found = indifferentKnowledgeTokens({ systemTokens, retrievedTokens, rerankUsd, inputPrice, read });
      expect(found).toBeCloseTo(tokens, 6);
      const cached = tokensUsd(found + systemTokens, read * inputPrice);
      expect(cached).toBeCloseTo(tokensUsd(systemTokens + retrievedTokens, inputPrice) + rerankUsd, 12);
    },
  );
});

describe('training', () => {
  it('bills examples × length × passes and the validation on top, for each run', () => {
    const tokens = trainingTokens({ examples: 2000, tokensPerExample: 800, epochs: 3, validationShare: 0.1 });
    expect(tokens).toBeCloseTo(5_280_000, 6);
    expect(trainingUsd({ runs: 4, trainingTokens: tokens, usdPerMtok: 25 })).toBeCloseTo(528, 9);
  });

  it('on rented cards bills the hours', () => {
    const job = { runs: 2, trainingTokens: 36e6, tokensPerSecond: 10_000, gpus: 8, usdPerHour: 2.5 };
    expect(gpuTrainingUsd(job)).toBeCloseTo(2 * 1 * 8 * 2.5, 9);
  });

  it.each([
    ['never without a reason', 12, 0, Infinity, 0],
    ['not at the very end', 12, 12, Infinity, 0],
    ['once halfway', 12, 6, Infinity, 1],
    ['every quarter but the last', 12, 3, Infinity, 3],
    ['when the base model stops', 12, 0, 1.8, 1],
    ['when the base model stops, and a refresh later', 12, 6, 1.8, 2],
    ['before the base model stops, then, and after', 24, 6, 15, 4],
    ['once where a refresh falls on the day it stops', 12, 6, 6, 1],
    ['not for a model that stops with the horizon', 12, 0, 12, 0],
  ])('is repeated %s', (_, horizonMonths, refreshMonths, shutdownMonth, count) => {
    expect(retrains({ horizonMonths, refreshMonths, shutdownMonth })).toBe(count);
  });

  it('again pays for new examples, the run, the evaluation and the work', () => {
    const again = { newExamplesShare: 0.25, examples: 2000, usdPerExample: 2.5, trainingUsd: 100, evaluationUsd: 800 };
    expect(retrainUsd({ ...again, weeks: 1, usdPerWeek: 4500 })).toBe(1250 + 100 + 800 + 4500);
  });
});

describe('serving', () => {
  it('costs $1,224 a month for a fee of $1.70 an hour at zero traffic', () => {
    expect(hostingUsd(1.7)).toBeCloseTo(1224, 9);
  });

  it.each([
    [1, 0.126],
    [0.15, 0.838],
  ])('costs at utilisation %f $%f per million tokens on an H100 at $2.49', (utilisation, usd) => {
    expect(ownGpuUsdPerMtok({ usdPerHour: 2.49, tokensPerSecond: 5500, utilisation })).toBeCloseTo(usd, 3);
  });

  const busy = { queriesPerDay: 86_400, peakFactor: 1, secondsPerQuery: 1, utilisation: 0.5, least: 1 };
  it('adds a copy when the busiest minute outgrows the ones there are, and keeps the least number', () => {
    expect(gpuSecondsPerQuery({ inputTokens: 500, outputTokens: 700, prefillTps: 1000, decodeTps: 1400 })).toBe(1);
    expect(replicas(busy)).toBe(2);
    expect(replicas({ ...busy, peakFactor: 1.01 })).toBe(3);
    expect(replicas({ ...busy, queriesPerDay: 0 })).toBe(1);
    expect(replicas({ ...busy, queriesPerDay: 0, least: 2 })).toBe(2);
    expect(capacityPerDay(busy)).toBe(43_200);
  });

  it('on own cards costs every hour they are on', () => {
    expect(ownGpusUsd({ replicas: 3, gpusPerReplica: 2, usdPerHour: 2.5, onShare: 0.5 })).toBe(5400);
  });

  it('of a classifier takes a server for each so many items in the busiest second', () => {
    const items = { itemsPerDay: 86_400 * 50, peakFactor: 3, itemsPerSecond: 100 };
    expect(classifierInstances(items)).toBe(2);
    expect(classifierInstances({ ...items, itemsPerDay: 0 })).toBe(1);
  });

  it('of a classifier for $600 a year is 1/100 of prompting GPT-4o only at 46M queries a year', () => {
    const prompting = queryUsd({
      callsPerQuery: 1,
      inputTokens: 500,
      outputTokens: 5,
      inputPrice: 2.5,
      outputPrice: 10,
    });
    expect(prompting).toBeCloseTo(0.0013, 12);
    expect((100 * 600) / prompting / 1e6).toBeCloseTo(46, 0);
    expect((2e6 * prompting) / 600).toBeCloseTo(4.3, 1);
  });
});

describe('people', () => {
  it('cost weeks, and days a month at five to a week', () => {
    expect(peopleUsd({ weeks: 7, usdPerWeek: 4500 })).toBe(31_500);
    expect(upkeepUsd({ days: 2, usdPerWeek: 4500 })).toBe(1800);
  });
});

describe('totals', () => {
  it('grow by the month', () => {
    expect(queriesInMonth({ queriesPerDay: 100, growthPerMonth: 0.1, month: 2 })).toBeCloseTo(3630, 9);
  });

  it('per 1,000 queries are undefined without traffic', () => {
    expect(per1000Running({ monthlyUsd: 725, queriesPerMonth: 300_000 })).toBeCloseTo(2.4167, 4);
    expect(per1000AllIn({ totalUsd: 9000, queries: 3_600_000 })).toBe(2.5);
    expect(per1000Running({ monthlyUsd: 725, queriesPerMonth: 0 })).toBeUndefined();
    expect(per1000AllIn({ totalUsd: 725, queries: 0 })).toBeUndefined();
  });

  const rag = { setupUsd: 1000, monthlyUsd: 900 };
  it.each([
    ['when setup is earned back', { setupUsd: 5000, monthlyUsd: 400 }, 8],
    ['from the start when it is no dearer in both', { setupUsd: 1000, monthlyUsd: 900 }, 0],
    ['never when it costs more each month too', { setupUsd: 1001, monthlyUsd: 900 }, undefined],
    ['never when it starts level and costs more each month', { setupUsd: 1000, monthlyUsd: 901 }, undefined],
    ['from the start when it starts with less', { setupUsd: 999, monthlyUsd: 901 }, 0],
  ])('break even %s', (_, to, month) => {
    expect(breakEvenMonth(rag, to)).toBe(month);
  });

  const cheap = { setupUsd: 0, fixedUsd: 150, usdPerQuery: 0.002 };
  const tuned = { setupUsd: 12_000, fixedUsd: 300, usdPerQuery: 0.001 };
  it('break even at the volume that earns setup and fixed costs back over the horizon', () => {
    expect(breakEvenQueriesPerDay(cheap, tuned, 12)).toBeCloseTo((1000 + 150) / (30 * 0.001), 9);
    expect(breakEvenQueriesPerDay(tuned, cheap, 12)).toBeUndefined();
    expect(breakEvenQueriesPerDay(cheap, { ...cheap }, 12)).toBe(0);
  });

  it('break even with stepped serving at the first number of copies that carry the volume', () => {
    const to = { setupUsd: 0, fixedUsd: (copies: number) => 150 + 600 * copies, usdPerQuery: 0.001 };
    const at = (capacity: number) =>
      steppedBreakEvenQueriesPerDay(cheap, to, { horizonMonths: 12, capacityPerDay: capacity });
    expect(at(20_000)).toBeCloseTo(20_000, 6);
    expect(at(30_000)).toBeCloseTo(20_000, 6);
    expect(at(19_999)).toBeUndefined();
  });
});
