import { tokensUsd } from '../formulas/units.ts';
import type { Numbers } from '../numbers.ts';
import type { LineRule, Option, PrefixFacts } from './option.ts';
import { computeHits, computePrefix, computeRequest, prefixFacts, prefixMonths, priced } from './option.ts';
import { buildUsd, caringUsd, evaluation, people } from './people.ts';

const tokens = 'workload.tokens';

const questionUsd = ({ workload: { calls_per_query, tokens: t } }: Numbers, f: PrefixFacts): number =>
  calls_per_query * tokensUsd(t.user, f.input_price_paid);
const answerUsd = ({ workload: { calls_per_query, tokens: t } }: Numbers, f: PrefixFacts): number =>
  calls_per_query * tokensUsd(t.output, f.output_price_paid);

/** The question and the answer of one query, beside a prefix: both are dearer where the whole request is long enough for a tier. */
const exchange = (model: string, prefix: readonly string[]): readonly LineRule<PrefixFacts>[] => [
  {
    id: 'question',
    label: 'Questions',
    per: 'query',
    formula: 'calls × question tokens × input price for a request of this length',
    inputs: ['workload.calls_per_query', `${tokens}.user`, `models.${model}.input`, ...prefix],
    usd: questionUsd,
  },
  {
    id: 'answer',
    label: 'Answers',
    per: 'query',
    formula: 'calls × answer tokens × output price for a request of this length',
    inputs: ['workload.calls_per_query', `${tokens}.output`, `models.${model}.output`, `${tokens}.user`, ...prefix],
    usd: answerUsd,
  },
];

const cacheInputs = (model: string): readonly string[] => [
  'workload.queries_per_day',
  'workload.active_hours_per_day',
  'workload.calls_per_query',
  `models.${model}.input`,
  `models.${model}.cache_read`,
  `models.${model}.cache_write`,
  'cache.ttl_seconds',
  'cache.hit_rate',
];
const cacheFormula =
  'calls × tokens × (hits × read price + misses × write price), hits = 1 − e^(−queries within a lifetime of the cache) unless given; keeping the cache warm, or × input price, where that is less';

const storage = (model: string, prefix: readonly string[]): LineRule<PrefixFacts> => ({
  id: 'storage',
  label: 'Keeping the cache',
  per: 'month',
  formula: 'tokens × storage price × active hours × 30, while they are cached',
  inputs: ['cache.storage_usd_per_mtok_hour', ...prefix, ...cacheInputs(model)],
  byVolume: true,
  usd: (_, f) => f.cache_storage,
});

/** What each prefix is made of. */
const fixed = [`${tokens}.system`, `${tokens}.few_shot`] as const;
const everything = ['corpus.tokens', `${tokens}.system`] as const;

const prompt: Option<PrefixFacts> = {
  id: 'prompt',
  facts: prefixFacts,
  compute: (n, market, f) => {
    const { system, few_shot, user, output } = n.workload.tokens;
    f.prefix_tokens = system + few_shot;
    f.input_tokens = f.prefix_tokens + user;
    f.output_tokens = output;
    computeRequest(market.chat.prompt, n.models.prompt, f);
    computePrefix(n, market.chat.prompt, n.models.prompt, 0, f);
  },
  volume: (n, market, queriesPerDay, f) => computeHits(n, market, market.chat.prompt, queriesPerDay, f),
  months: (_, market, months, f) => prefixMonths(market, market.chat.prompt, months, f),
  sums: (n, _, f, into) => {
    into.once = buildUsd(n, n.people.weeks.prompt) + n.tuning.evaluation_usd;
    into.month = caringUsd(n, n.people.upkeep_days_per_month.prompt);
    into.query = questionUsd(n, f) + answerUsd(n, f);
    into.retrain = 0;
  },
  lines: [
    ...people<PrefixFacts>('prompt'),
    evaluation(),
    {
      id: 'prefix',
      label: 'System prompt and examples',
      per: 'query',
      formula: cacheFormula,
      inputs: [...fixed, `${tokens}.user`, ...cacheInputs('prompt')],
      byVolume: true,
      usd: (_, f) => f.prefix_usd_per_query,
    },
    ...exchange('prompt', fixed),
    storage('prompt', fixed),
  ],
};

const longContext: Option<PrefixFacts> = {
  id: 'long-context',
  facts: prefixFacts,
  compute: (n, market, f) => {
    const { system, user, output } = n.workload.tokens;
    f.prefix_tokens = n.corpus.tokens + system;
    const chat = market.chat['long-context'];
    const prices = n.models['long-context'];
    f.input_tokens = f.prefix_tokens + user;
    f.output_tokens = output;
    computeRequest(chat, prices, f);
    computePrefix(n, chat, prices, n.corpus.updates_per_month, f);
  },
  volume: (n, market, queriesPerDay, f) => computeHits(n, market, market.chat['long-context'], queriesPerDay, f),
  months: (_, market, months, f) => prefixMonths(market, market.chat['long-context'], months, f),
  sums: (n, _, f, into) => {
    into.once = buildUsd(n, n.people.weeks['long-context']) + n.tuning.evaluation_usd;
    into.month = caringUsd(n, n.people.upkeep_days_per_month['long-context']);
    into.query = questionUsd(n, f) + answerUsd(n, f);
    into.retrain = 0;
  },
  lines: [
    ...people<PrefixFacts>('long-context'),
    evaluation(),
    {
      id: 'prefix',
      label: 'All knowledge in the prompt',
      per: 'query',
      formula: cacheFormula,
      inputs: [...everything, `${tokens}.user`, ...cacheInputs('long-context')],
      byVolume: true,
      usd: (_, f) => f.prefix_usd_per_query,
    },
    ...exchange('long-context', everything),
    {
      id: 'rewrites',
      label: 'Writing the cache again after edits',
      per: 'month',
      formula: 'edits × tokens × (write price − read price), while they are cached',
      inputs: ['corpus.updates_per_month', ...everything, ...cacheInputs('long-context')],
      byVolume: true,
      usd: (_, f) => f.cache_rewrites,
    },
    storage('long-context', everything),
  ],
};

/** A prompt alone, and all knowledge in the prompt. */
export const prompted = [priced(prompt), priced(longContext)] as const;
