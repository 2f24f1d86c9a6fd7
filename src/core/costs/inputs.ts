/** Every number the prices are made of: ids of `rules/costs.yml`, where unit and meaning stand. */
export const inputIds = [
  'horizon_months',
  'days_per_month',
  'queries_per_day',
  'active_hours_per_day',
  'knowledge_tokens',
  'labelled_examples',
  'changes_per_month',
  'calls_per_query',
  'system_tokens',
  'few_shot_tokens',
  'user_tokens',
  'retrieved_tokens',
  'output_tokens',
  'tuned_prompt_tokens',
  'chunk_tokens',
  'chunk_overlap_tokens',
  'chunk_metadata_bytes',
  'rerank_searches',
  'orchestration_usd_month',
  'change_share',
  'training_examples',
  'usd_per_example',
  'tokens_per_example',
  'epochs',
  'training_runs',
  'validation_share',
  'evaluation_usd',
  'retrains_per_year',
  'retrain_new_examples',
  'retrain_evaluation_usd',
  'weeks_retrain',
  'gpu_utilisation',
  'gpu_peak_factor',
  'gpu_overhead',
  'gpu_on_share',
  'replicas_min',
  'engineer_usd_week',
  'weeks_prompt',
  'weeks_long_context',
  'weeks_rag',
  'weeks_fine_tune',
  'upkeep_days_prompt',
  'upkeep_days_long_context',
  'upkeep_days_rag',
  'upkeep_days_fine_tune',
] as const;
export type InputId = (typeof inputIds)[number];

/** How often something changes, rarest first: the option ids of `freshness` and `rules_change`. */
export const frequencies = ['static', 'yearly', 'quarterly', 'monthly', 'weekly', 'daily', 'hourly'] as const;
export type Frequency = (typeof frequencies)[number];

/** Ids of `rules/costs.yml` that are not inputs themselves. */
export const otherIds = ['close_within', ...frequencies.map((often) => `change_share_${often}`)];

/** One number with whether nobody gave it. */
export interface Amount {
  readonly value: number;
  readonly assumed: boolean;
}

/** One number for every input, in the unit of its assumption. */
export type Workload = Readonly<Record<InputId, Amount>>;
