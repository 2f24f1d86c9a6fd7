import { approaches } from '../rulebook.ts';
import type { Spread } from './estimate.ts';

/** Everything that is priced: the approaches, and a small classifier, which is another thing to buy. */
export const costOptions = [...approaches, 'classifier'] as const;
/** Something that has a price: an approach, or the small classifier. */
export type CostOption = (typeof costOptions)[number];

// Classes, because each has a layout of its own then: an object literal shares it with every other of the same first names, and the
// numbers in it take room anew for each draw as soon as something else was kept under one of them. For the same reason there is no
// whole number at the start.
const none = Number.NaN;

/** Prices of a chat model for one option, $ per 1M tokens. */
export class ChatNumbers {
  input = none;
  output = none;
  cache_read = none;
  cache_write = none;
}

class Tokens {
  system = none;
  few_shot = none;
  user = none;
  retrieved = none;
  output = none;
  system_after_tuning = none;
}

class Workload {
  queries_per_day = none;
  growth_per_month = none;
  active_hours_per_day = none;
  calls_per_query = none;
  peak_factor = none;
  readonly tokens = new Tokens();
}

class Corpus {
  tokens = none;
  changed_share_per_month = none;
  updates_per_month = none;
  chunk_tokens = none;
  overlap_tokens = none;
}

class PerOption implements Record<CostOption, number> {
  prompt = none;
  'long-context' = none;
  rag = none;
  'fine-tune' = none;
  hybrid = none;
  classifier = none;
}

class People {
  usd_per_week = none;
  readonly weeks = new PerOption();
  readonly upkeep_days_per_month = new PerOption();
  weeks_per_retrain = none;
}

class Models implements Record<ChatOption, ChatNumbers> {
  readonly prompt = new ChatNumbers();
  readonly 'long-context' = new ChatNumbers();
  readonly rag = new ChatNumbers();
  readonly 'fine-tune' = new ChatNumbers();
  readonly hybrid = new ChatNumbers();
}

class Cache {
  ttl_seconds = none;
  hit_rate = none;
  storage_usd_per_mtok_hour = none;
}

class Database {
  usd_per_month = none;
  dimensions = none;
  metadata_bytes = none;
}

class Rag {
  embed_usd_per_mtok = none;
  rerank_usd_per_query = none;
  orchestration_usd_per_month = none;
  readonly vector_db = new Database();
}

class RentedGpus {
  count = none;
  usd_per_hour = none;
  tokens_per_second = none;
}

class Serving {
  hosting_usd_per_hour = none;
  gpu_usd_per_hour = none;
  gpus = none;
  prefill_tps = none;
  decode_tps = none;
  utilisation = none;
  on_share = none;
  least_replicas = none;
}

class Tuning {
  examples = none;
  examples_at_hand = none;
  usd_per_example = none;
  tokens_per_example = none;
  validation_share = none;
  epochs = none;
  runs = none;
  train_usd_per_mtok = none;
  readonly gpu = new RentedGpus();
  evaluation_usd = none;
  refresh_months = none;
  new_examples_share = none;
  readonly serving = new Serving();
}

class Classifier {
  labels = none;
  usd_per_label = none;
  usd_per_month_per_instance = none;
  items_per_second = none;
}

/**
 * All numbers that prices are computed from, one value each, in the shape of the input of `rag-or-ft costs --inputs`. Units stand
 * in `rules/costs.yml`; prices are $ per 1M tokens. A simulation fills such objects anew for each draw.
 */
export class Numbers {
  horizon_months = none;
  readonly workload = new Workload();
  readonly corpus = new Corpus();
  readonly people = new People();
  readonly models = new Models();
  readonly cache = new Cache();
  readonly rag = new Rag();
  readonly tuning = new Tuning();
  readonly classifier = new Classifier();
}

/** Options that call a chat model. */
export const chatOptions = approaches;
export type ChatOption = (typeof chatOptions)[number];

/** One number of {@link Numbers}: its path, the assumption that stands in for it, and how it is drawn. */
export interface Leaf {
  readonly path: string;
  /** Id in `rules/costs.yml`; undefined where a price row stands in. */
  readonly usual: string | undefined;
  readonly spread: Spread;
}

const leaf = (path: string, usual?: string, spread: Spread = 'positive'): Leaf => ({ path, usual, spread });

const idOf = (option: CostOption): string => option.replace('-', '_');

/** Every number there is, in the order in which it is drawn: what is shared by all options comes first. */
export const leaves: readonly Leaf[] = [
  leaf('horizon_months', 'horizon_months'),
  leaf('workload.queries_per_day', 'queries_per_day'),
  leaf('workload.growth_per_month', 'growth_per_month', 'growth'),
  leaf('workload.active_hours_per_day', 'active_hours_per_day'),
  leaf('workload.calls_per_query', 'calls_per_query'),
  leaf('workload.peak_factor', 'gpu_peak_factor'),
  leaf('workload.tokens.system', 'system_tokens'),
  leaf('workload.tokens.few_shot', 'few_shot_tokens'),
  leaf('workload.tokens.user', 'user_tokens'),
  leaf('workload.tokens.retrieved', 'retrieved_tokens'),
  leaf('workload.tokens.output', 'output_tokens'),
  leaf('workload.tokens.system_after_tuning', 'tuned_prompt_tokens'),
  leaf('corpus.tokens', 'knowledge_tokens'),
  leaf('corpus.changed_share_per_month', 'change_share'),
  leaf('corpus.updates_per_month', 'changes_per_month'),
  leaf('corpus.chunk_tokens', 'chunk_tokens'),
  leaf('corpus.overlap_tokens', 'chunk_overlap_tokens'),
  leaf('people.usd_per_week', 'engineer_usd_week'),
  ...costOptions.map((option) => leaf(`people.weeks.${option}`, `weeks_${idOf(option)}`)),
  ...costOptions.map((option) => leaf(`people.upkeep_days_per_month.${option}`, `upkeep_days_${idOf(option)}`)),
  leaf('people.weeks_per_retrain', 'weeks_retrain'),
  ...chatOptions.flatMap((option) =>
    (['input', 'output', 'cache_read', 'cache_write'] as const).map((price) => leaf(`models.${option}.${price}`)),
  ),
  leaf('cache.ttl_seconds'),
  leaf('cache.hit_rate', undefined, 'share'),
  leaf('cache.storage_usd_per_mtok_hour'),
  leaf('rag.embed_usd_per_mtok'),
  leaf('rag.rerank_usd_per_query'),
  leaf('rag.orchestration_usd_per_month', 'orchestration_usd_month'),
  leaf('rag.vector_db.usd_per_month'),
  leaf('rag.vector_db.dimensions'),
  leaf('rag.vector_db.metadata_bytes', 'chunk_metadata_bytes'),
  leaf('tuning.examples', 'training_examples'),
  leaf('tuning.examples_at_hand', 'labelled_examples'),
  leaf('tuning.usd_per_example', 'usd_per_example'),
  leaf('tuning.tokens_per_example', 'tokens_per_example'),
  leaf('tuning.validation_share', 'validation_share'),
  leaf('tuning.epochs', 'epochs'),
  leaf('tuning.runs', 'training_runs'),
  leaf('tuning.train_usd_per_mtok'),
  leaf('tuning.gpu.count'),
  leaf('tuning.gpu.usd_per_hour'),
  leaf('tuning.gpu.tokens_per_second'),
  leaf('tuning.evaluation_usd', 'evaluation_usd'),
  leaf('tuning.refresh_months', 'refresh_months'),
  leaf('tuning.new_examples_share', 'retrain_new_examples', 'share'),
  leaf('tuning.serving.hosting_usd_per_hour'),
  leaf('tuning.serving.gpu_usd_per_hour'),
  leaf('tuning.serving.gpus'),
  leaf('tuning.serving.prefill_tps'),
  leaf('tuning.serving.decode_tps'),
  leaf('tuning.serving.utilisation', 'gpu_utilisation', 'share'),
  leaf('tuning.serving.on_share', 'gpu_on_share', 'share'),
  leaf('tuning.serving.least_replicas', 'replicas_min'),
  leaf('classifier.labels', 'classifier_labels'),
  leaf('classifier.usd_per_label', 'usd_per_label'),
  leaf('classifier.usd_per_month_per_instance', 'classifier_instance_usd_month'),
  leaf('classifier.items_per_second', 'classifier_items_per_second'),
];

/** Numbers out of values in the order of {@link leaves}. */
export function numbersOf(values: Float64Array): Numbers {
  const n = new Numbers();
  fill(n, values);
  return n;
}

/** Where a number stands in {@link leaves}. @throws when there is none */
export function placeOf(path: string): number {
  const place = leaves.findIndex((one) => one.path === path);
  if (place < 0) throw new Error(`there is no number ${path}`);
  return place;
}

/** All numbers in the order of {@link leaves}. */
export const valuesOf = (get: (path: string) => number): Float64Array =>
  Float64Array.from(leaves, ({ path }) => get(path));

/**
 * Writes all numbers in place, given in the order of {@link leaves} from `start` on. Written out: it is called for each draw, and looking up a
 * hundred names each time would take longer than everything that is computed from them. List prices are mostly certain: without
 * `pricesToo` those of models stay as they are.
 */
export function fill(n: Numbers, from: Float64Array, start = 0, pricesToo = true): void {
  const { workload, corpus, people, models, cache, rag, tuning, classifier } = n;
  const { tokens } = workload;
  const { weeks, upkeep_days_per_month: upkeep } = people;
  const { vector_db: database } = rag;
  const { gpu, serving } = tuning;
  let at = start;
  n.horizon_months = from[at++] ?? 0;
  workload.queries_per_day = from[at++] ?? 0;
  workload.growth_per_month = from[at++] ?? 0;
  workload.active_hours_per_day = from[at++] ?? 0;
  workload.calls_per_query = from[at++] ?? 0;
  workload.peak_factor = from[at++] ?? 0;
  tokens.system = from[at++] ?? 0;
  tokens.few_shot = from[at++] ?? 0;
  tokens.user = from[at++] ?? 0;
  tokens.retrieved = from[at++] ?? 0;
  tokens.output = from[at++] ?? 0;
  tokens.system_after_tuning = from[at++] ?? 0;
  corpus.tokens = from[at++] ?? 0;
  corpus.changed_share_per_month = from[at++] ?? 0;
  corpus.updates_per_month = from[at++] ?? 0;
  corpus.chunk_tokens = from[at++] ?? 0;
  corpus.overlap_tokens = from[at++] ?? 0;
  people.usd_per_week = from[at++] ?? 0;
  weeks.prompt = from[at++] ?? 0;
  weeks['long-context'] = from[at++] ?? 0;
  weeks.rag = from[at++] ?? 0;
  weeks['fine-tune'] = from[at++] ?? 0;
  weeks.hybrid = from[at++] ?? 0;
  weeks.classifier = from[at++] ?? 0;
  upkeep.prompt = from[at++] ?? 0;
  upkeep['long-context'] = from[at++] ?? 0;
  upkeep.rag = from[at++] ?? 0;
  upkeep['fine-tune'] = from[at++] ?? 0;
  upkeep.hybrid = from[at++] ?? 0;
  upkeep.classifier = from[at++] ?? 0;
  people.weeks_per_retrain = from[at++] ?? 0;
  if (pricesToo) fillPrices(models, from, at);
  at += pricesOfModels;
  cache.ttl_seconds = from[at++] ?? 0;
  cache.hit_rate = from[at++] ?? 0;
  cache.storage_usd_per_mtok_hour = from[at++] ?? 0;
  rag.embed_usd_per_mtok = from[at++] ?? 0;
  rag.rerank_usd_per_query = from[at++] ?? 0;
  rag.orchestration_usd_per_month = from[at++] ?? 0;
  database.usd_per_month = from[at++] ?? 0;
  database.dimensions = from[at++] ?? 0;
  database.metadata_bytes = from[at++] ?? 0;
  tuning.examples = from[at++] ?? 0;
  tuning.examples_at_hand = from[at++] ?? 0;
  tuning.usd_per_example = from[at++] ?? 0;
  tuning.tokens_per_example = from[at++] ?? 0;
  tuning.validation_share = from[at++] ?? 0;
  tuning.epochs = from[at++] ?? 0;
  tuning.runs = from[at++] ?? 0;
  tuning.train_usd_per_mtok = from[at++] ?? 0;
  gpu.count = from[at++] ?? 0;
  gpu.usd_per_hour = from[at++] ?? 0;
  gpu.tokens_per_second = from[at++] ?? 0;
  tuning.evaluation_usd = from[at++] ?? 0;
  tuning.refresh_months = from[at++] ?? 0;
  tuning.new_examples_share = from[at++] ?? 0;
  serving.hosting_usd_per_hour = from[at++] ?? 0;
  serving.gpu_usd_per_hour = from[at++] ?? 0;
  serving.gpus = from[at++] ?? 0;
  serving.prefill_tps = from[at++] ?? 0;
  serving.decode_tps = from[at++] ?? 0;
  serving.utilisation = from[at++] ?? 0;
  serving.on_share = from[at++] ?? 0;
  serving.least_replicas = from[at++] ?? 0;
  classifier.labels = from[at++] ?? 0;
  classifier.usd_per_label = from[at++] ?? 0;
  classifier.usd_per_month_per_instance = from[at++] ?? 0;
  classifier.items_per_second = from[at++] ?? 0;
}

const pricesOfModels = chatOptions.length * 4;

function fillPrices(models: Numbers['models'], from: Float64Array, start: number): void {
  let at = start;
  models.prompt.input = from[at++] ?? 0;
  models.prompt.output = from[at++] ?? 0;
  models.prompt.cache_read = from[at++] ?? 0;
  models.prompt.cache_write = from[at++] ?? 0;
  models['long-context'].input = from[at++] ?? 0;
  models['long-context'].output = from[at++] ?? 0;
  models['long-context'].cache_read = from[at++] ?? 0;
  models['long-context'].cache_write = from[at++] ?? 0;
  models.rag.input = from[at++] ?? 0;
  models.rag.output = from[at++] ?? 0;
  models.rag.cache_read = from[at++] ?? 0;
  models.rag.cache_write = from[at++] ?? 0;
  models['fine-tune'].input = from[at++] ?? 0;
  models['fine-tune'].output = from[at++] ?? 0;
  models['fine-tune'].cache_read = from[at++] ?? 0;
  models['fine-tune'].cache_write = from[at++] ?? 0;
  models.hybrid.input = from[at++] ?? 0;
  models.hybrid.output = from[at++] ?? 0;
  models.hybrid.cache_read = from[at++] ?? 0;
  models.hybrid.cache_write = from[at++] ?? 0;
}
