import type { Approach } from '../rulebook.ts';
import { replicas, tokensUsd, trainingTokens } from './formulas.ts';
import { addUp, monthly, once, unavailable } from './lines.ts';
import type { Draft } from './lines.ts';
import { count } from './money.ts';
import { doesNotFitWords, people, retrievalLines } from './prompted.ts';
import { gpuRow, openForTuning } from './rows.ts';
import type { TunedRow } from './schema.ts';
import type { Setting } from './setting.ts';
import type { ApproachCost } from './types.ts';

const hoursPerDay = 24;
const leastUtilisation = 0.01;

/** Fine-tuning: examples, training, serving and retrains, at the cheapest place that is open and lasts. */
export const fineTuneCost = (setting: Setting): ApproachCost =>
  cheapest(setting, 'fine-tune', setting.of('tuned_prompt_tokens') + setting.of('user_tokens'), [
    ...people(setting, 'weeks_fine_tune', 'upkeep_days_fine_tune'),
  ]);

/** Hybrid: all terms of retrieval and all terms of tuning. The tuned model reads the passages. */
export function hybridCost(setting: Setting): ApproachCost {
  const { of } = setting;
  const input = of('tuned_prompt_tokens') + of('retrieved_tokens') + of('user_tokens');
  return cheapest(setting, 'hybrid', input, [
    ...people(setting, 'weeks_rag', 'upkeep_days_rag', 'retrieval'),
    ...people(setting, 'weeks_fine_tune', 'upkeep_days_fine_tune', 'tuning'),
    ...retrievalLines(setting),
  ]);
}

/** The least total over the horizon among the places to tune; the earlier row wins a tie. */
function cheapest(setting: Setting, approach: Approach, input: number, fixed: readonly Draft[]): ApproachCost {
  const { book, at, end, of, workload } = setting;
  const open = openForTuning(book, at, end);
  if (open.length === 0) return unavailable(approach, 'none', `no place to tune is open and lasts until ${end}`);
  const tokens = input + of('output_tokens');
  const fitting = open.filter((row) => tokens <= row.context_window);
  const options = fitting.map((row) =>
    addUp(
      approach,
      `${row.id} (${row.provider})`,
      [...fixed, ...training(setting, row), ...serving(setting, row, input)],
      workload,
    ),
  );
  const [first, ...others] = options;
  if (first === undefined) {
    const widest = Math.max(...open.map((row) => row.context_window));
    return unavailable(approach, 'none', doesNotFitWords('any model that can be tuned', tokens, widest));
  }
  return others.reduce((best, option) => (option.total < best.total ? option : best), first);
}

function training(setting: Setting, row: TunedRow): readonly Draft[] {
  const { of } = setting;
  const examples = of('training_examples');
  const tokens = trainingTokens(examples, of('tokens_per_example'), of('epochs'), of('validation_share'));
  const runs = of('training_runs') * tokensUsd(tokens, row.train);
  const missing = Math.max(0, examples - of('labelled_examples'));
  const retrain =
    of('retrain_new_examples') * examples * of('usd_per_example') +
    runs +
    of('retrain_evaluation_usd') +
    setting.weeksUsd('weeks_retrain');
  const perYear = of('retrains_per_year');
  return [
    once('examples', `Making ${count(missing)} examples`, missing * of('usd_per_example'), 'labelled_examples'),
    once('training', `Training, ${String(of('training_runs'))} runs`, runs),
    monthly(
      'retraining',
      `Retraining, ${String(Number(perYear.toFixed(1)))} a year`,
      (retrain * perYear) / 12,
      'retrains_per_year',
    ),
  ];
}

function serving(setting: Setting, row: TunedRow, input: number): readonly Draft[] {
  const { book, calls, of, traffic } = setting;
  const output = of('output_tokens');
  const hours = hoursPerDay * of('days_per_month');
  if (row.serving === 'hosted') {
    const usd = tokensUsd(calls * input, row.input) + tokensUsd(calls * output, row.output);
    const hosting = row.hosting_per_hour * hours;
    return [
      monthly('answers', 'Questions and answers, paid per token', usd, 'queries_per_day'),
      ...(hosting > 0 ? [monthly('hosting', 'Hosting fee while deployed', hosting)] : []),
    ];
  }
  const gpu = gpuRow(book, row.gpu);
  const copies = replicas({
    queriesPerDay: of('queries_per_day') * traffic.callsPerQuery,
    peakFactor: of('gpu_peak_factor'),
    inputTokens: input,
    outputTokens: output,
    prefillTokensPerSecond: gpu.prefill_tokens_per_second,
    decodeTokensPerSecond: gpu.decode_tokens_per_second,
    utilisation: Math.max(leastUtilisation, of('gpu_utilisation')),
    least: of('replicas_min'),
  });
  const usd = copies * row.gpus_per_replica * gpu.per_hour * of('gpu_overhead') * hours * of('gpu_on_share');
  const cards = `${count(copies)} × ${gpu.id}`;
  return [monthly('gpus', `Serving on your own cards, ${cards}`, usd, 'queries_per_day')];
}
