import { describe, expect, it } from 'vitest';
import { kernelsOn } from '../../src/core/costs/kernel.ts';
import { fill, leaves, numbersOf } from '../../src/core/costs/numbers.ts';
import { price } from '../../src/core/costs/price.ts';
import { costFormulas } from '../../src/core/index.ts';
import { book, option, scenarioIn } from './costs-book.ts';

const busy = { workload: { queries_per_day: 20_000, tokens: { system: 2000, few_shot: 500 } } };
const workloads: readonly [string, object][] = [
  ['the usual one', {}],
  ['one with traffic, where prefixes are cached', busy],
  [
    'one with a hit rate, prices and a tier of its own',
    {
      ...busy,
      cache: { hit_rate: 0.6, storage_usd_per_mtok_hour: 0.5 },
      models: {
        'long-context': {
          input: 2,
          output: 8,
          cache_read: 0.2,
          cache_write: 2.5,
          tier: { above: 100_000, input: 4, output: 12 },
        },
      },
    },
  ],
  [
    'one on cards of its own',
    {
      ...busy,
      tuning: {
        gpu: { count: 2, usd_per_hour: 3, tokens_per_second: 4000 },
        serving: { gpu_usd_per_hour: 2, gpus: 2, prefill_tps: 9000, decode_tps: 900, on_share: 0.5 },
      },
    },
  ],
  ['one hosted at a fee', { ...busy, tuning: { refresh_months: 3, serving: { hosting_usd_per_hour: 1.7 } } }],
  [
    'one with a database billed by numbers',
    { ...busy, corpus: { tokens: 4e8 }, rag: { vector_db: { product: 'weaviate' } } },
  ],
  ['one with a database on servers', { ...busy, corpus: { tokens: 4e9 }, rag: { vector_db: { product: 'pgvector' } } }],
  [
    'one with a database by use',
    { ...busy, corpus: { tokens: 4e9, changed_share_per_month: 2 }, rag: { vector_db: { product: 'pinecone' } } },
  ],
  ['one with a database at a price a month', { ...busy, rag: { vector_db: { usd_per_month: 99 } } }],
];

describe('the formulas of section 2 of the cost model', () => {
  const named: readonly [string, readonly (keyof typeof costFormulas)[]][] = [
    ['a prompt', ['queryUsd', 'cachedPrefixUsd', 'peopleUsd', 'upkeepUsd', 'tokensUsd']],
    [
      'a cached long context',
      ['arrivalsPerLifetime', 'hitRate', 'hitRateFromWrite', 'cacheRewritesUsd', 'cacheStorageUsd'],
    ],
    ['whether caching pays', ['cacheSaving', 'cachingPaysAbove', 'readsToRepayWrite', 'keepAliveUsdPerHour']],
    ['the gate and the cliff', ['fitsWindow', 'pricePaid']],
    ['retrieval', ['chunks', 'embeddedTokens', 'ingestUsd', 'reembedUsd']],
    [
      'a vector database',
      ['indexBytes', 'readUnits', 'usageDatabaseUsd', 'dimensionsDatabaseUsd', 'instanceDatabaseUsd'],
    ],
    ['training', ['trainingTokens', 'trainingUsd', 'gpuTrainingUsd', 'examplesUsd', 'retrains', 'retrainUsd']],
    ['serving', ['hostingUsd', 'gpuSecondsPerQuery', 'replicas', 'ownGpusUsd', 'ownGpuUsdPerMtok', 'capacityPerDay']],
    ['a small classifier', ['classifierInstances']],
    ['totals', ['queriesInMonth', 'totalUsd', 'per1000Running', 'per1000AllIn', 'per1000Marginal']],
    [
      'break-even',
      ['breakEvenMonth', 'breakEvenQueriesPerDay', 'steppedBreakEvenQueriesPerDay', 'indifferentKnowledgeTokens'],
    ],
    ['draws', ['twoPiece', 'twoPieceShare', 'quantile']],
  ];

  it.each(named)('for %s can be called by other programs', (_, names) => {
    const there = new Map<string, unknown>(Object.entries(costFormulas));
    for (const name of names) expect(there.get(name)).toBeTypeOf('function');
  });

  it('give the totals and the price of a request that the options have', () => {
    const tier = { above: 900, input: 3, output: 8 };
    const models = { rag: { input: 1, output: 4, tier, context_window: 5000 } };
    const tokens = { system: 100, user: 100, retrieved: 800, output: 50 };
    const costs = price(book, scenarioIn({ models, workload: { tokens, growth_per_month: 0 }, horizon_months: 3 }));
    const { terms, setup, monthly, total, lines } = option(costs, 'rag');
    const paid = { inputTokens: 1000, tierAbove: tier.above };
    expect(terms['input_price_paid']).toBe(costFormulas.pricePaid({ ...paid, price: 1, multiple: 3 }));
    expect(terms['output_price_paid']).toBe(costFormulas.pricePaid({ ...paid, price: 4, multiple: 2 }));
    const request = { inputTokens: 1000, outputTokens: 50, maxInput: 5000 };
    expect([5000, 1050, 1049].map((window) => costFormulas.fitsWindow({ ...request, window }))).toEqual([
      true,
      true,
      false,
    ]);
    expect(terms['fits']).toBe(1);
    const over = { setupUsd: setup, monthlyUsd: [monthly, monthly, monthly], retrains: 0, retrainUsd: 0 };
    expect(costFormulas.totalUsd(over)).toBeCloseTo(total, 9);
    expect(costFormulas.totalUsd({ ...over, retrains: 2, retrainUsd: 7 })).toBeCloseTo(total + 14, 9);
    const perQuery = lines.reduce((sum, { usdPerQuery = 0 }) => sum + usdPerQuery, 0);
    expect(costFormulas.per1000Marginal(perQuery)).toBeCloseTo(1000 * option(costs, 'rag').perQuery, 12);
    expect(costFormulas.examplesUsd({ examples: 500, atHand: 120, usdPerExample: 3 })).toBe(1140);
  });
});

describe('a line of a price', () => {
  it.each(workloads)('names every number that moves it, and each is told with its value, for %s', (_, inputs) => {
    const scenario = scenarioIn(inputs);
    const told = new Set(price(book, scenario).inputs.map(({ id }) => id));
    const hidden: string[] = [];
    for (const kernel of kernelsOn(scenario.market)) {
      const n = numbersOf(scenario.values);
      const amounts = (): readonly number[] => {
        kernel.month(n, 0);
        return kernel.machine.lines.map((_line, place) => kernel.machine.amount(place, n));
      };
      const before = amounts();
      for (const [place, { path }] of leaves.entries()) {
        for (const factor of [0.3, 0.97, 1.03, 5]) {
          const values = Float64Array.from(scenario.values);
          values[place] = (values[place] || 0.05) * factor;
          fill(n, values);
          for (const [at, usd] of amounts().entries()) {
            const line = kernel.machine.lines[at];
            if (usd !== before[at] && line !== undefined && !(line.inputs.includes(path) && told.has(path)))
              hidden.push(`${kernel.id} ${line.id}: ${path}`);
          }
        }
      }
    }
    expect([...new Set(hidden)]).toEqual([]);
  });
});
