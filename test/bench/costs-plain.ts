import { drawingInto } from '../../src/core/costs/estimate.ts';
import { leaves, placeOf } from '../../src/core/costs/numbers.ts';
import type { Scenario } from '../../src/core/costs/scenario.ts';

// The arithmetic of the cost core written out by hand for one workload, as one would without line rules: typed arrays, one loop,
// nothing looked up. Holds for hosted tuning, an index billed by use, and a hit rate that follows from the arrivals.

const options = 6;

/** The draws of each uncertain input, as the core draws them. */
export const columnsOf = ({ uncertain, seed }: Scenario, draws: number): readonly Float64Array[] =>
  uncertain.map(({ path, estimate, spread }) => {
    const column = new Float64Array(draws);
    drawingInto({ estimate, spread, name: path }, seed)(column, 0, 1);
    return column;
  });

/** $ paid by the end of each month, setup first: six options after each other for each draw. */
export function plainPaid(scenario: Scenario, draws: number): Float64Array {
  const { middle: n, market, months, uncertain, estimates } = scenario;
  const { database } = market;
  if (database?.by !== 'usage' || market.serving !== 'hosted' || market.hitRateGiven || market.training !== 'tokens')
    throw new Error('the loop is written for another workload');
  const columns = columnsOf(scenario, draws);
  const places = Int32Array.from(uncertain, ({ path }) => placeOf(path));
  const x = Float64Array.from(leaves, ({ path }) => estimates.get(path)?.p50 ?? 0);
  const [N, A, KAPPA, PEAK] = ['queries_per_day', 'active_hours_per_day', 'calls_per_query', 'peak_factor'].map((one) =>
    placeOf(`workload.${one}`),
  ) as [number, number, number, number];
  const TOKENS = placeOf('workload.tokens.system');
  const CORPUS = placeOf('corpus.tokens');
  const RATE = placeOf('people.usd_per_week');
  const [WEEKS, UPKEEP, RETRAIN_WEEKS] = [RATE + 1, RATE + 7, RATE + 13];
  const [PROMPT, TTL] = [placeOf('models.prompt.input'), placeOf('cache.ttl_seconds')];
  const [RAG, TUNING, CLASSIFIER] = [
    placeOf('rag.embed_usd_per_mtok'),
    placeOf('tuning.examples'),
    placeOf('classifier.labels'),
  ];
  const EVALUATION = placeOf('tuning.evaluation_usd');
  const HOSTING = placeOf('tuning.serving.hosting_usd_per_hour');
  const REFRESH = placeOf('tuning.refresh_months');
  const { chat } = market;
  const [prompt, long, rag] = [chat.prompt, chat['long-context'], chat.rag];
  const growth = 1 + n.workload.growth_per_month;
  const width = months + 1;
  const paid = new Float64Array(draws * options * width);
  const setups = new Float64Array(options);
  const fixed = new Float64Array(options);
  const each = new Float64Array(options);

  for (let draw = 0; draw < draws; draw += 1) {
    for (let input = 0; input < places.length; input += 1) x[places[input]!] = columns[input]![draw]!;
    const [system, few, user, passages, output, tuned] = [
      x[TOKENS]!,
      x[TOKENS + 1]!,
      x[TOKENS + 2]!,
      x[TOKENS + 3]!,
      x[TOKENS + 4]!,
      x[TOKENS + 5]!,
    ];
    const calls = x[KAPPA]!;
    const rate = x[RATE]!;
    const evaluation = x[EVALUATION]!;
    const active = Math.min(24, Math.max(0.1, x[A]!));
    const lifetimes = (active * 3600 * 30) / x[TTL]!;
    const arriving = x[TTL]! / (active * 3600);
    const storing = (x[TTL + 2]! / 1e6) * active * 30;

    // Prompt: prices of the tier, prefix anew, kept warm.
    const prefix = system + few;
    const dear = prefix + user > prompt.tierAbove;
    const [promptIn, promptOut] = [
      x[PROMPT]! * (dear ? prompt.tierInput : 1),
      x[PROMPT + 1]! * (dear ? prompt.tierOutput : 1),
    ];
    const promptRead = x[PROMPT + 2]! * (dear ? prompt.tierInput : 1);
    const promptWrite = x[PROMPT + 3]! * (dear ? prompt.tierInput : 1);
    const promptAnew = (calls * prefix * promptIn) / 1e6;
    const promptWarm =
      (lifetimes * prompt.steady * calls * prefix * (promptWrite + prompt.steadyHitRate * (promptRead - promptWrite))) /
      1e6;
    const promptStored = prefix * storing;
    const promptEach = (calls * (user * promptIn + output * promptOut)) / 1e6;

    // Long context: the same on all knowledge.
    const knowledge = x[CORPUS]!;
    const all = knowledge + system;
    const longDear = all + user > long.tierAbove;
    const [longIn, longOut] = [
      x[PROMPT + 4]! * (longDear ? long.tierInput : 1),
      x[PROMPT + 5]! * (longDear ? long.tierOutput : 1),
    ];
    const longRead = x[PROMPT + 6]! * (longDear ? long.tierInput : 1);
    const longWrite = x[PROMPT + 7]! * (longDear ? long.tierInput : 1);
    const longAnew = (calls * all * longIn) / 1e6;
    const longWarm =
      (lifetimes * long.steady * calls * all * (longWrite + long.steadyHitRate * (longRead - longWrite))) / 1e6;
    const longKept = all * storing + (x[CORPUS + 2]! * all * (longWrite - longRead)) / 1e6;
    const longEach = (calls * (user * longIn + output * longOut)) / 1e6;

    // Index: passages, embedding, storage.
    const passage = x[CORPUS + 3]!;
    const overlap = x[CORPUS + 4]!;
    const count = knowledge <= 0 ? 0 : Math.max(1, Math.ceil((knowledge - overlap) / Math.max(1, passage - overlap)));
    const ingest = (count * passage * x[RAG]!) / 1e6;
    const gb = (count * (4 * x[RAG + 4]! + x[RAG + 5]!)) / 1e9;
    const readGb = Math.max(database.smallest_read_gb, gb);
    const stored = gb * database.per_gb + (count * x[CORPUS + 1]! * database.per_million_writes) / 1e6;
    const searching = x[RAG + 2]! + x[CORPUS + 1]! * ingest;

    // Retrieval.
    const read = system + passages + user;
    const ragDear = read > rag.tierAbove;
    const ragEach =
      x[RAG + 1]! +
      (calls *
        (read * x[PROMPT + 8]! * (ragDear ? rag.tierInput : 1) +
          output * x[PROMPT + 9]! * (ragDear ? rag.tierOutput : 1))) /
        1e6;

    // Tuning.
    const training =
      (x[TUNING + 6]! * x[TUNING]! * x[TUNING + 3]! * x[TUNING + 5]! * (1 + x[TUNING + 4]!) * x[TUNING + 7]!) / 1e6;
    const learning = Math.max(0, x[TUNING]! - x[TUNING + 1]!) * x[TUNING + 2]! + training;
    const retrain = x[REFRESH + 1]! * x[TUNING]! * x[TUNING + 2]! + training + evaluation + x[RETRAIN_WEEKS]! * rate;
    const hosting = x[HOSTING]! * 720;
    const every = x[REFRESH]!;

    for (let option = 0; option < options; option += 1) {
      setups[option] = x[WEEKS + option]! * rate + evaluation;
      fixed[option] = (x[UPKEEP + option]! / 5) * rate;
    }
    setups[2]! += ingest;
    setups[3]! += learning;
    setups[4]! += ingest + evaluation + learning;
    setups[5]! += x[CLASSIFIER]! * x[CLASSIFIER + 1]! - evaluation;
    fixed[2]! += searching;
    fixed[3]! += hosting;
    fixed[4]! += searching + hosting;
    each[2] = ragEach;
    each[3] = ((tuned + user) * x[PROMPT + 12]! + output * x[PROMPT + 13]!) / 1e6;
    each[4] = x[RAG + 1]! + ((tuned + passages + user) * x[PROMPT + 16]! + output * x[PROMPT + 17]!) / 1e6;
    each[5] = 0;

    const from = draw * options * width;
    for (let option = 0; option < options; option += 1) paid[from + option * width] = setups[option]!;
    let perDay = x[N]!;
    for (let month = 1; month <= months; month += 1) {
      const queries = perDay * 30;
      const arrivals = perDay * arriving;
      const misses = Math.exp(-arrivals);
      const anew = promptAnew * queries;
      let cached = (queries * calls * prefix * (promptRead + misses * (promptWrite - promptRead))) / 1e6;
      if (arrivals < prompt.steady) cached = Math.min(cached, promptWarm);
      const promptPrefix = prefix >= prompt.cacheMinimum ? Math.min(anew, cached + promptStored) : anew;
      const longNew = longAnew * queries;
      let longCached = (queries * calls * all * (longRead + misses * (longWrite - longRead))) / 1e6;
      if (arrivals < long.steady) longCached = Math.min(longCached, longWarm);
      const longPrefix = all >= long.cacheMinimum ? Math.min(longNew, longCached + longKept) : longNew;
      const index = Math.max(database.minimum, stored + (readGb * queries * database.per_million_reads) / 1e6);
      const servers = Math.max(1, Math.ceil((perDay * x[PEAK]!) / 86_400 / x[CLASSIFIER + 3]!));
      const here = from + month;
      paid[here] = paid[here - 1]! + fixed[0]! + promptPrefix + queries * promptEach;
      paid[here + width] = paid[here + width - 1]! + fixed[1]! + longPrefix + queries * longEach;
      paid[here + 2 * width] = paid[here + 2 * width - 1]! + fixed[2]! + index + queries * each[2];
      paid[here + 3 * width] = paid[here + 3 * width - 1]! + fixed[3]! + queries * each[3];
      paid[here + 4 * width] = paid[here + 4 * width - 1]! + fixed[4]! + index + queries * each[4];
      paid[here + 5 * width] = paid[here + 5 * width - 1]! + fixed[5]! + servers * x[CLASSIFIER + 2]!;
      perDay *= growth;
    }
    for (let when = every; when > 0 && when < months; when += every) {
      for (let month = Math.max(1, Math.ceil(when)); month <= months; month += 1) {
        paid[from + 3 * width + month]! += retrain;
        paid[from + 4 * width + month]! += retrain;
      }
    }
  }
  return paid;
}
