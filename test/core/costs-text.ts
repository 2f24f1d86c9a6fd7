// The cost model's section 2 as its text says it, for a workload in which every number is given and certain. Written apart from
// the core: it imports nothing of it.

export interface Text {
  readonly horizon_months: number;
  readonly workload: {
    readonly queries_per_day: number;
    readonly growth_per_month: number;
    readonly active_hours_per_day: number;
    readonly calls_per_query: number;
    readonly peak_factor: number;
    readonly tokens: Readonly<
      Record<'system' | 'few_shot' | 'user' | 'retrieved' | 'output' | 'system_after_tuning', number>
    >;
  };
  readonly corpus: Readonly<
    Record<'tokens' | 'changed_share_per_month' | 'updates_per_month' | 'chunk_tokens' | 'overlap_tokens', number>
  >;
  readonly people: {
    readonly usd_per_week: number;
    readonly weeks: Readonly<Record<Name, number>>;
    readonly upkeep_days_per_month: Readonly<Record<Name, number>>;
    readonly weeks_per_retrain: number;
  };
  readonly models: Readonly<Record<Exclude<Name, 'classifier'>, Model>>;
  readonly cache: Readonly<Record<'ttl_seconds' | 'hit_rate' | 'storage_usd_per_mtok_hour', number>>;
  readonly rag: {
    readonly embed_usd_per_mtok: number;
    readonly rerank_usd_per_query: number;
    readonly orchestration_usd_per_month: number;
    readonly vector_db:
      | { readonly usd_per_month: number }
      | { readonly product: string; readonly dimensions: number; readonly metadata_bytes: number };
  };
  readonly tuning: {
    readonly examples: number;
    readonly usd_per_example: number;
    readonly tokens_per_example: number;
    readonly validation_share: number;
    readonly epochs: number;
    readonly runs: number;
    readonly train_usd_per_mtok?: number;
    readonly gpu?: Readonly<Record<'count' | 'usd_per_hour' | 'tokens_per_second', number>>;
    readonly evaluation_usd: number;
    readonly refresh_months: number;
    readonly new_examples_share: number;
    readonly serving:
      | { readonly hosting_usd_per_hour: number }
      | Readonly<
          Record<
            'gpu_usd_per_hour' | 'gpus' | 'prefill_tps' | 'decode_tps' | 'utilisation' | 'on_share' | 'least_replicas',
            number
          >
        >;
  };
  readonly classifier: Readonly<
    Record<'labels' | 'usd_per_label' | 'usd_per_month_per_instance' | 'items_per_second', number>
  >;
}

type Name = 'prompt' | 'long-context' | 'rag' | 'fine-tune' | 'hybrid' | 'classifier';

interface Model {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_write: number;
  readonly tier?: { readonly above: number; readonly input: number; readonly output: number };
}

/** $ once, $ a month that follow no query, $ per query, all in the first month; and $ over the horizon. */
export interface Priced {
  readonly setup: number;
  readonly fixed: number;
  readonly perQuery: number;
  readonly total: number;
}

const [D, hours] = [30, 720];

/** The whole request is billed at the higher tier. Where a number is below its list price both say how many times dearer. */
const tiered = ({ tier, ...m }: Model, inputTokens: number): Omit<Model, 'tier'> => {
  if (tier === undefined || inputTokens <= tier.above) return m;
  const multiples = tier.input < m.input || tier.output < m.output;
  const times = (given: number, list: number): number => (list === 0 ? 1 : multiples ? given : given / list);
  const [x, y] = [times(tier.input, m.input), times(tier.output, m.output)];
  return { input: m.input * x, cache_read: m.cache_read * x, cache_write: m.cache_write * x, output: m.output * y };
};

export function priceByText(w: Text): Readonly<Record<Name, Priced>> {
  const { workload, corpus, people, models, cache, rag, tuning, classifier } = w;
  const { system: S, few_shot: F, user: U, retrieved: C, output: O, system_after_tuning: S2 } = workload.tokens;
  const [N, kappa] = [workload.queries_per_day, workload.calls_per_query];
  const weeks = (name: Name): number => people.weeks[name] * people.usd_per_week;
  const upkeep = (name: Name): number => (people.upkeep_days_per_month[name] / 5) * people.usd_per_week;
  const evaluation = tuning.evaluation_usd;

  /** Queries a month → $ a month that follow no query, $ per query. */
  type Month = (queries: number) => readonly [number, number];

  const cached = (name: 'prompt' | 'long-context', P: number, updates: number): Month => {
    const p = tiered(models[name], P + U);
    const h = cache.hit_rate;
    const rest = (kappa * (U * p.input + O * p.output)) / 1e6;
    const off = (kappa * P * p.input) / 1e6;
    const on = (kappa * P * (h * p.cache_read + (1 - h) * p.cache_write)) / 1e6;
    const kept =
      Math.max(0, (updates * P * (p.cache_write - p.cache_read)) / 1e6) +
      (P / 1e6) * cache.storage_usd_per_mtok_hour * workload.active_hours_per_day * D;
    return (Q) =>
      P >= 1024 && kept + Q * on < Q * off ? [upkeep(name) + kept, on + rest] : [upkeep(name), off + rest];
  };

  const n =
    corpus.tokens === 0
      ? 0
      : Math.max(1, Math.ceil((corpus.tokens - corpus.overlap_tokens) / (corpus.chunk_tokens - corpus.overlap_tokens)));
  const ingest = (n * corpus.chunk_tokens * rag.embed_usd_per_mtok) / 1e6;
  const vectors = (Q: number): number => {
    const v = rag.vector_db;
    if ('usd_per_month' in v) return v.usd_per_month;
    const bytes = n * (4 * v.dimensions + v.metadata_bytes);
    const GB = bytes / 1e9;
    const writes = n * corpus.changed_share_per_month;
    if (v.product === 'pinecone-standard')
      return Math.max(50, GB * 0.33 + (Math.max(0.25, GB) * Q * 16) / 1e6 + (writes * 4) / 1e6);
    if (v.product === 'weaviate-flex')
      return Math.max(45, ((n * v.dimensions) / 1e6) * 0.00465 + (bytes / 2 ** 30) * 0.12);
    return Math.max(1, Math.ceil(n / 1e7)) * 120;
  };
  const retrieval = (Q: number): number =>
    vectors(Q) + rag.orchestration_usd_per_month + corpus.changed_share_per_month * ingest;
  const ragMonth: Month = (Q) => {
    const p = tiered(models.rag, S + C + U);
    return [
      upkeep('rag') + retrieval(Q),
      (kappa * ((S + C + U) * p.input + O * p.output)) / 1e6 + rag.rerank_usd_per_query,
    ];
  };

  const trainTokens = tuning.examples * tuning.tokens_per_example * tuning.epochs * (1 + tuning.validation_share);
  const training =
    tuning.gpu === undefined
      ? (tuning.runs * trainTokens * (tuning.train_usd_per_mtok ?? 0)) / 1e6
      : tuning.runs * (trainTokens / tuning.gpu.tokens_per_second / 3600) * tuning.gpu.count * tuning.gpu.usd_per_hour;
  const retrain =
    tuning.new_examples_share * tuning.examples * tuning.usd_per_example +
    training +
    evaluation +
    people.weeks_per_retrain * people.usd_per_week;
  let retrains = 0;
  if (tuning.refresh_months > 0) while ((retrains + 1) * tuning.refresh_months < w.horizon_months) retrains += 1;
  const served = (name: 'fine-tune' | 'hybrid', tokensIn: number): Month => {
    const { serving } = tuning;
    if ('hosting_usd_per_hour' in serving) {
      const p = tiered(models[name], tokensIn);
      return () => [serving.hosting_usd_per_hour * 24 * D, (tokensIn * p.input + O * p.output) / 1e6];
    }
    return (Q) => {
      const seconds = tokensIn / serving.prefill_tps + O / serving.decode_tps;
      const load = (((Q / D) * workload.peak_factor) / 86_400) * (seconds / serving.utilisation);
      // A load that is a whole number but for rounding takes so many copies.
      const copies = Math.max(serving.least_replicas, Math.ceil(load * (1 - 1e-13)));
      return [copies * serving.gpus * serving.gpu_usd_per_hour * hours * serving.on_share, 0];
    };
  };
  const tunedSetup = tuning.examples * tuning.usd_per_example + training;
  const [tuned, both] = [served('fine-tune', S2 + U), served('hybrid', S2 + C + U)];

  const over = (setup: number, month: Month, again = 0): Priced => {
    const first = month(N * D);
    let total = setup + again;
    for (let m = 0; m < w.horizon_months; m += 1) {
      const Q = N * D * (1 + workload.growth_per_month) ** m;
      const [fixed, v] = month(Q);
      total += fixed + Q * v;
    }
    return { setup, fixed: first[0], perQuery: first[1], total };
  };
  return {
    prompt: over(weeks('prompt') + evaluation, cached('prompt', S + F, 0)),
    'long-context': over(
      weeks('long-context') + evaluation,
      cached('long-context', corpus.tokens + S, corpus.updates_per_month),
    ),
    rag: over(weeks('rag') + ingest + evaluation, ragMonth),
    'fine-tune': over(
      weeks('fine-tune') + tunedSetup + evaluation,
      (Q) => [upkeep('fine-tune') + tuned(Q)[0], tuned(Q)[1]],
      retrains * retrain,
    ),
    hybrid: over(
      weeks('hybrid') + ingest + tunedSetup + 2 * evaluation,
      (Q) => [upkeep('hybrid') + retrieval(Q) + both(Q)[0], both(Q)[1] + rag.rerank_usd_per_query],
      retrains * retrain,
    ),
    classifier: over(weeks('classifier') + classifier.labels * classifier.usd_per_label, (Q) => [
      upkeep('classifier') +
        classifier.usd_per_month_per_instance *
          Math.max(1, Math.ceil(((Q / D) * workload.peak_factor * (1 - 1e-13)) / 86_400 / classifier.items_per_second)),
      0,
    ]),
  };
}
