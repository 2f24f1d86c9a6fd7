import {
  examplesUsd,
  gpuSecondsPerQuery,
  gpuTrainingUsd,
  hostingUsd,
  ownGpusUsd,
  replicas,
  retrains,
  retrainUsd,
  trainingTokens,
  trainingUsd,
} from '../formulas/tuning.ts';
import { tokensUsd } from '../formulas/units.ts';
import type { Market } from '../market.ts';
import type { Numbers } from '../numbers.ts';
import { computeRequest, type Facts, type LineRule, type Months, type Option, priced, type Sums } from './option.ts';
import type { RequestFacts } from './option.ts';
import { buildUsd, caringUsd, evaluation, people } from './people.ts';
import {
  computeIndex,
  computeReads,
  databaseMonths,
  type IndexFacts,
  retrievalLines,
  searchingUsd,
} from './retrieved.ts';

/** Facts of training and serving a model. */
type TunedFacts = RequestFacts & {
  training_tokens: number;
  billed_training_tokens: number;
  training_usd: number;
  retrains: number;
  retrain_usd: number;
  gpu_seconds_per_query: number;
  replicas: number;
};

const tunedFacts = (): TunedFacts => ({
  fits: 1,
  input_tokens: 0,
  output_tokens: 0,
  input_price_paid: 0,
  output_price_paid: 0,
  training_tokens: 0,
  billed_training_tokens: 0,
  training_usd: 0,
  retrains: 0,
  retrain_usd: 0,
  gpu_seconds_per_query: 0,
  replicas: 0,
});

const leastUtilisation = 0.01;

/** Training, retrains, and how long a prompt keeps a card busy. Comes after `computeRequest`. */
function computeTuned(n: Numbers, market: Market, f: TunedFacts): void {
  const { tuning, people: team } = n;
  f.training_tokens = trainingTokens({
    examples: tuning.examples,
    tokensPerExample: tuning.tokens_per_example,
    epochs: tuning.epochs,
    validationShare: tuning.validation_share,
  });
  f.billed_training_tokens = tuning.runs * f.training_tokens;
  f.training_usd =
    market.training === 'tokens'
      ? trainingUsd({ runs: tuning.runs, trainingTokens: f.training_tokens, usdPerMtok: tuning.train_usd_per_mtok })
      : gpuTrainingUsd({
          runs: tuning.runs,
          trainingTokens: f.training_tokens,
          tokensPerSecond: tuning.gpu.tokens_per_second,
          gpus: tuning.gpu.count,
          usdPerHour: tuning.gpu.usd_per_hour,
        });
  f.retrains = retrains({
    horizonMonths: n.horizon_months,
    refreshMonths: tuning.refresh_months,
    shutdownMonth: market.shutdownMonth,
  });
  f.retrain_usd = retrainUsd({
    newExamplesShare: tuning.new_examples_share,
    examples: tuning.examples,
    usdPerExample: tuning.usd_per_example,
    trainingUsd: f.training_usd,
    evaluationUsd: tuning.evaluation_usd,
    weeks: team.weeks_per_retrain,
    usdPerWeek: team.usd_per_week,
  });
  const { serving } = tuning;
  f.gpu_seconds_per_query =
    market.serving === 'hosted'
      ? 0
      : gpuSecondsPerQuery({
          inputTokens: f.input_tokens,
          outputTokens: f.output_tokens,
          prefillTps: serving.prefill_tps,
          decodeTps: serving.decode_tps,
        });
}

/** The copies it takes to answer so many queries. */
function computeCopies(n: Numbers, market: Market, queriesPerDay: number, f: TunedFacts): void {
  const { serving } = n.tuning;
  f.replicas =
    market.serving === 'hosted'
      ? 0
      : replicas({
          queriesPerDay,
          peakFactor: n.workload.peak_factor,
          secondsPerQuery: f.gpu_seconds_per_query,
          utilisation: Math.max(leastUtilisation, serving.utilisation),
          least: serving.least_replicas,
        });
}

const cardsUsd = ({ tuning: { serving } }: Numbers, { replicas: copies }: TunedFacts): number =>
  ownGpusUsd({
    replicas: copies,
    gpusPerReplica: serving.gpus,
    usdPerHour: serving.gpu_usd_per_hour,
    onShare: serving.on_share,
  });

/** $ a month for the copies, on top of what was there. */
function addCards(n: Numbers, market: Market, { queriesPerDay, usd, different }: Months, f: TunedFacts): void {
  if (market.serving === 'hosted') return;
  for (let month = 0; month < different; month += 1) {
    computeCopies(n, market, queriesPerDay[month] ?? 0, f);
    usd[month] = (usd[month] ?? 0) + cardsUsd(n, f);
  }
}

const makingUsd = ({ tuning }: Numbers): number =>
  examplesUsd({
    examples: tuning.examples,
    atHand: tuning.examples_at_hand,
    usdPerExample: tuning.usd_per_example,
  });

/** What a trained model adds to sums that hold what else is paid. */
function addTuned(n: Numbers, market: Market, f: TunedFacts, into: Sums): void {
  into.once += makingUsd(n) + f.training_usd;
  into.retrain = f.retrain_usd;
  if (market.serving !== 'hosted') return;
  into.month += hostingUsd(n.tuning.serving.hosting_usd_per_hour);
  into.query += tokensUsd(f.input_tokens, f.input_price_paid) + tokensUsd(f.output_tokens, f.output_price_paid);
}

const prompts = ['workload.tokens.system_after_tuning', 'workload.tokens.user'] as const;
const serving = 'tuning.serving';
const training = [
  'tuning.examples',
  'tuning.tokens_per_example',
  'tuning.epochs',
  'tuning.validation_share',
  'tuning.runs',
  'tuning.train_usd_per_mtok',
  ...['count', 'usd_per_hour', 'tokens_per_second'].map((one) => `tuning.gpu.${one}`),
];

function tunedLines<F extends TunedFacts & Facts>(option: 'fine-tune' | 'hybrid'): readonly LineRule<F>[] {
  const request = option === 'hybrid' ? [...prompts, 'workload.tokens.retrieved'] : prompts;
  return [
    {
      id: 'examples',
      label: 'Making examples',
      per: 'once',
      formula: '(examples − those at hand) × $ per example',
      inputs: ['tuning.examples', 'tuning.examples_at_hand', 'tuning.usd_per_example'],
      usd: makingUsd,
    },
    {
      id: 'training',
      label: 'Training',
      per: 'once',
      formula:
        'runs × examples × tokens × epochs × (1 + share for validation) × training price, or hours on rented cards',
      inputs: training,
      usd: (_, f) => f.training_usd,
    },
    {
      id: 'retraining',
      label: 'Retraining',
      per: 'retrain',
      formula: 'new share × examples × $ per example + training + evaluation + weeks × $ per week',
      inputs: [
        ...training,
        'tuning.new_examples_share',
        'tuning.usd_per_example',
        'tuning.evaluation_usd',
        'people.weeks_per_retrain',
        'people.usd_per_week',
        'tuning.refresh_months',
      ],
      usd: (_, f) => f.retrain_usd,
    },
    {
      id: 'prompt',
      label: option === 'hybrid' ? 'Prompt, passages and questions' : 'Prompt and questions',
      per: 'query',
      formula: 'input tokens × input price of the tuned model for a request of this length',
      inputs: [...request, `models.${option}.input`],
      usd: (_, f) => tokensUsd(f.input_tokens, f.input_price_paid),
    },
    {
      id: 'answer',
      label: 'Answers',
      per: 'query',
      formula: 'answer tokens × output price of the tuned model for a request of this length',
      inputs: ['workload.tokens.output', ...request, `models.${option}.output`],
      usd: (_, f) => tokensUsd(f.output_tokens, f.output_price_paid),
    },
    {
      id: 'hosting',
      label: 'Hosting fee while deployed',
      per: 'month',
      formula: '$ an hour × 720',
      inputs: [`${serving}.hosting_usd_per_hour`],
      usd: (n) => hostingUsd(n.tuning.serving.hosting_usd_per_hour),
    },
    {
      id: 'gpus',
      label: 'Serving on your own cards',
      per: 'month',
      formula:
        'copies × cards × $ an hour × 720 × share of the month on, copies = queries a day ÷ 86,400 × busiest minute × seconds each ÷ utilisation',
      inputs: [
        ...request,
        'workload.queries_per_day',
        'workload.peak_factor',
        'workload.tokens.output',
        ...['gpu_usd_per_hour', 'gpus', 'prefill_tps', 'decode_tps', 'utilisation', 'on_share', 'least_replicas'].map(
          (one) => `${serving}.${one}`,
        ),
      ],
      byVolume: true,
      usd: cardsUsd,
    },
  ];
}

/** Whoever pays for cards pays no tokens, and the other way round. */
const applies = ({ id, per }: { readonly id: string; readonly per: string }, market: Market): boolean => {
  if (id === 'gpus') return market.serving === 'gpu';
  if (id === 'hosting' || (per === 'query' && id !== 'reranker')) return market.serving === 'hosted';
  return true;
};

const fineTune: Option<TunedFacts> = {
  id: 'fine-tune',
  facts: tunedFacts,
  compute: (n, market, f) => {
    const { system_after_tuning, user, output } = n.workload.tokens;
    f.input_tokens = system_after_tuning + user;
    f.output_tokens = output;
    computeRequest(market.chat['fine-tune'], n.models['fine-tune'], f);
    computeTuned(n, market, f);
  },
  volume: computeCopies,
  months: (n, market, months, f) => {
    months.usd.fill(0);
    addCards(n, market, months, f);
  },
  sums: (n, market, f, into) => {
    into.once = buildUsd(n, n.people.weeks['fine-tune']) + n.tuning.evaluation_usd;
    into.month = caringUsd(n, n.people.upkeep_days_per_month['fine-tune']);
    into.query = 0;
    addTuned(n, market, f, into);
  },
  lines: [...people<TunedFacts>('fine-tune'), evaluation(), ...tunedLines<TunedFacts>('fine-tune')],
  applies,
};

type HybridFacts = TunedFacts & IndexFacts;

const both: Option<HybridFacts> = {
  id: 'hybrid',
  facts: () => ({
    fits: 1,
    input_tokens: 0,
    output_tokens: 0,
    input_price_paid: 0,
    output_price_paid: 0,
    training_tokens: 0,
    billed_training_tokens: 0,
    training_usd: 0,
    retrains: 0,
    retrain_usd: 0,
    gpu_seconds_per_query: 0,
    replicas: 0,
    chunks: 0,
    embedded_tokens: 0,
    index_gb: 0,
    read_units: 0,
    ingest_usd: 0,
    reembed_usd: 0,
    database_usd: 0,
  }),
  compute: (n, market, f) => {
    const { system_after_tuning, retrieved, user, output } = n.workload.tokens;
    f.input_tokens = system_after_tuning + retrieved + user;
    f.output_tokens = output;
    computeRequest(market.chat.hybrid, n.models.hybrid, f);
    computeTuned(n, market, f);
    computeIndex(n, f);
  },
  volume: (n, market, queriesPerDay, f) => {
    computeCopies(n, market, queriesPerDay, f);
    computeReads(n, market, queriesPerDay, f);
  },
  months: (n, market, months, f) => {
    databaseMonths(n, market, months, f);
    addCards(n, market, months, f);
  },
  sums: (n, market, f, into) => {
    into.once = buildUsd(n, n.people.weeks.hybrid) + 2 * n.tuning.evaluation_usd + f.ingest_usd;
    into.month = caringUsd(n, n.people.upkeep_days_per_month.hybrid) + searchingUsd(n, f);
    into.query = n.rag.rerank_usd_per_query;
    addTuned(n, market, f, into);
  },
  lines: [
    ...people<HybridFacts>('hybrid'),
    evaluation(2),
    ...retrievalLines<HybridFacts>(),
    ...tunedLines<HybridFacts>('hybrid'),
  ],
  applies,
};

/** A trained model, and a trained model that reads retrieved passages. */
export const tuned = [priced(fineTune), priced(both)] as const;
