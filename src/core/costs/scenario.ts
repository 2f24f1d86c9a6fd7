import type { ChatPrices } from './contract.ts';
import { atMost, certain, type Estimate, isCertain, type Spread } from './estimate.ts';
import { type CostProblem, type Given, marked, usualOf } from './given.ts';
import { addLater } from '../later.ts';
import type { Market } from './market.ts';
import { chatModel, type PriceList, type Sold, soldFor } from './models.ts';
import { type ChatOption, leaves, type Numbers, numbersOf, valuesOf } from './numbers.ts';
import { type Place, placesFor, tunedModel } from './places.ts';
import { embeddingRow, eventsBetween, rerankerRow, vectorDatabaseRow } from './rows.ts';
import { monthsBetween, monthsLater } from '../days.ts';
import type { VectorDatabaseRow } from './schema.ts';
import type { CostBook, CostEvent } from './types.ts';

/** What was chosen, beside the numbers. */
export interface Choices {
  /** YYYY-MM-DD */
  readonly start: string;
  readonly seed?: number | undefined;
  /** People cost nothing: what leaves the bank account alone. */
  readonly cashOnly?: boolean | undefined;
  readonly models?: Partial<Readonly<Record<ChatOption, string | ChatPrices | undefined>>> | undefined;
  /** Id of a row of vector databases. */
  readonly database?: string | undefined;
  /** The day a tuned base model stops, YYYY-MM-DD. */
  readonly baseShutdown?: string | undefined;
}

/** One number that is not certain, with the way to draw it. */
export interface Uncertain {
  readonly path: string;
  readonly estimate: Estimate;
  readonly spread: Spread;
}

/** A workload ready to be priced. */
export interface Scenario {
  /** First day and the day the horizon ends, YYYY-MM-DD. */
  readonly start: string;
  readonly end: string;
  readonly months: number;
  readonly seed: number;
  readonly cashOnly: boolean;
  /** Every number at its P50. */
  readonly middle: Numbers;
  /** The same in the order of `leaves`. */
  readonly values: Float64Array;
  readonly estimates: ReadonlyMap<string, Given>;
  /** In the order in which they are drawn. */
  readonly uncertain: readonly Uncertain[];
  readonly market: Market;
  /** Earliest first. */
  readonly events: readonly CostEvent[];
}

/** The ways to buy: each lifetime of the cache that is sold, and each place to tune. */
export interface Ways {
  /** Seconds; one at least. */
  readonly lifetimes: readonly [number, ...number[]];
  /** One at least. */
  readonly places: readonly [Place, ...Place[]];
  /** The scenario of one lifetime and one place. */
  readonly at: (lifetime: number, place: Place) => Scenario;
}

/** A workload filled in, or everything that is wrong with what was given. */
export type Resolved =
  | (Ways & { readonly ok: true })
  | { readonly ok: false; readonly problems: readonly CostProblem[] };

/** Every number at its P50, in an object of its own that may be written into. */
export const middleOf = ({ values }: Pick<Scenario, 'values'>): Numbers => numbersOf(values);

const usualSeed = 20_261_121;
const usualLifetime = 300;
const chunkPath = 'corpus.chunk_tokens';
const overlapPath = 'corpus.overlap_tokens';

/** Numbers that cannot go together, each by the path of the one that has to give way. */
export function conflicts(book: CostBook, given: ReadonlyMap<string, Pick<Given, 'p50'>>): readonly CostProblem[] {
  const overlap = given.get(overlapPath);
  if (overlap === undefined) return [];
  const chunk = given.get(chunkPath) ?? usualOf(book, 'chunk_tokens');
  if (overlap.p50 < chunk.p50) return [];
  return [{ path: overlapPath, message: `must be below ${chunkPath}, which is ${String(chunk.p50)}` }];
}

/** Fills in everything nobody gave, for each cache lifetime and place to tune that may be the cheapest. */
export function resolve(
  book: CostBook,
  given: ReadonlyMap<string, Given>,
  choices: Choices,
  list?: PriceList,
): Resolved {
  const { start } = choices;
  const problems: CostProblem[] = [];
  const months = Math.round((given.get('horizon_months') ?? usualOf(book, 'horizon_months')).p50);
  const end = monthsLater(start, months);

  const sold = new Map<ChatOption, Sold>();
  for (const [option, use] of prompted) {
    const found = soldFor({ book, list, start, months }, use, choices.models?.[option]);
    if (typeof found === 'string') problems.push({ path: `models.${option}`, message: found });
    else sold.set(option, found);
  }
  const serving = given.has('tuning.serving.gpu_usd_per_hour')
    ? 'gpu'
    : given.has('tuning.serving.hosting_usd_per_hour')
      ? 'hosted'
      : undefined;
  const model = choices.models?.['fine-tune'];
  const { hybrid } = choices.models ?? {};
  const { baseShutdown } = choices;
  const places = placesFor(book, { model, hybrid, serving, start, end: baseShutdown === undefined ? end : start });
  if ('path' in places) problems.push(places);
  if (baseShutdown !== undefined && baseShutdown <= start) {
    problems.push({
      path: 'tuning.base_shutdown',
      message: `the base model stopped on ${baseShutdown}, before the start`,
    });
  }
  problems.push(...conflicts(book, given));
  const database = given.has('rag.vector_db.usd_per_month') ? undefined : databaseFor(book, choices.database);
  if (typeof database === 'string') problems.push({ path: 'rag.vector_db.product', message: database });
  if (problems.length > 0 || 'path' in places || typeof database === 'string') return { ok: false, problems };

  const longContext = sold.get('long-context');
  const lifetime = given.get('cache.ttl_seconds')?.p50;
  const [shortest = usualLifetime, ...longer] = lifetime !== undefined ? [lifetime] : (longContext?.lifetimes ?? []);
  const [place, ...elsewhere] = places;
  if (place === undefined) throw new Error('there is no place to tune');
  const parts = {
    book,
    given,
    choices,
    sold,
    database,
    months,
    end,
    numbers: ownNumbers(book, given, choices, months),
  };
  return {
    ok: true,
    lifetimes: [shortest, ...longer],
    places: [place, ...elsewhere],
    at: (seconds, there) => assemble(parts, seconds, there),
  };
}

const prompted = [
  ['prompt', 'prompt'],
  ['long-context', 'long_context'],
  ['rag', 'rag'],
] as const;

function databaseFor(book: CostBook, product: string | undefined): VectorDatabaseRow | string {
  if (product === undefined) return vectorDatabaseRow(book);
  const rows = book.prices.vector_databases;
  const known = rows.map((row) => row.id).join(', ');
  return (
    rows.find((row) => row.id === product) ??
    rows.find((row) => row.provider === product) ??
    `no price for the vector database "${product}": name one of ${known}`
  );
}

interface Parts {
  readonly book: CostBook;
  readonly given: ReadonlyMap<string, Given>;
  readonly choices: Choices;
  readonly sold: ReadonlyMap<ChatOption, Sold>;
  readonly database: VectorDatabaseRow | undefined;
  readonly months: number;
  readonly end: string;
  readonly numbers: ReadonlyMap<string, Given>;
}

function assemble(parts: Parts, lifetime: number, place: Place): Scenario {
  const { book, given, choices, sold, database, months, end, numbers } = parts;
  const listed = listPrices(parts, lifetime, place);
  const values = valuesOf((path) => (listed.get(path) ?? numbers.get(path))?.p50 ?? 0);
  const middle = numbersOf(values);
  const ownStorage = !given.has('cache.storage_usd_per_mtok_hour');
  const chatOf = (option: 'prompt' | 'long-context' | 'rag') => {
    const model = sold.get(option);
    if (model === undefined) throw new Error(`there is no model for ${option}`);
    const own = ownStorage && option !== 'long-context';
    return chatModel(model, middle.models[option], { lifetimeSeconds: lifetime, ownStorage: own });
  };
  const shutdown = choices.baseShutdown ?? place.shutdown;
  const idle = new Set([...idleWhen[place.serving], ...(database === undefined ? idleWhen.databaseGiven : [])]);
  const fixed = {
    start: choices.start,
    end,
    months,
    seed: choices.seed ?? usualSeed,
    cashOnly: choices.cashOnly ?? false,
    middle,
    values,
    market: {
      chat: {
        prompt: chatOf('prompt'),
        'long-context': chatOf('long-context'),
        rag: chatOf('rag'),
        'fine-tune': tunedModel(place, 'fine-tune'),
        hybrid: tunedModel(place, 'hybrid'),
      },
      hitRateGiven: given.has('cache.hit_rate'),
      database,
      training: given.has('tuning.gpu.usd_per_hour') ? ('gpu' as const) : ('tokens' as const),
      serving: place.serving,
      trained: place.trained,
      cards: place.serving === 'gpu' ? place.cards : undefined,
      shutdownMonth: shutdown === undefined ? Number.POSITIVE_INFINITY : monthsBetween(choices.start, shutdown),
    },
  };
  // Of several scenarios one is chosen, at P50: only that one is ever asked for more.
  let all: ReadonlyMap<string, Given> | undefined;
  const estimates = (): ReadonlyMap<string, Given> => (all ??= new Map([...numbers, ...listed]));
  addLater(fixed, {
    estimates,
    uncertain: () =>
      leaves.flatMap(({ path, spread }): readonly Uncertain[] => {
        const one = estimates().get(path);
        return one === undefined || isCertain(one) || idle.has(path) ? [] : [{ path, estimate: one, spread }];
      }),
    events: () => {
      const models = new Set([...sold.values()].map(({ id }) => id));
      return eventsBetween(book, choices.start, end, { models, baseShutdown: choices.baseShutdown });
    },
  });
  return fixed;
}

/** Numbers that no line is made of: what is not known about them says nothing about costs. */
const idleWhen = {
  hosted: ['gpu_usd_per_hour', 'gpus', 'prefill_tps', 'decode_tps', 'utilisation', 'on_share', 'least_replicas'].map(
    (one) => `tuning.serving.${one}`,
  ),
  gpu: [],
  databaseGiven: ['rag.vector_db.dimensions', 'rag.vector_db.metadata_bytes'],
} as const;

/** What is usual or follows from a price row, whatever the workload, the place and the lifetime. */
const usualNumbers = onceFor((book: CostBook): ReadonlyMap<string, Given> => {
  const found = new Map<string, Estimate>();
  for (const { path, usual } of leaves) found.set(path, usual === undefined ? certain(0) : usualOf(book, usual));
  const embedding = embeddingRow(book);
  const perSearch = rerankerRow(book).per_thousand / 1000;
  const { p10, p50, p90 } = usualOf(book, 'rerank_searches');
  found.set('rag.embed_usd_per_mtok', certain(embedding.input));
  found.set('rag.vector_db.dimensions', certain(embedding.dimensions));
  found.set('rag.rerank_usd_per_query', { p10: p10 * perSearch, p50: p50 * perSearch, p90: p90 * perSearch });
  for (const path of [
    'tuning.serving.gpus',
    'tuning.serving.prefill_tps',
    'tuning.serving.decode_tps',
    'tuning.gpu.count',
    'tuning.gpu.tokens_per_second',
  ])
    found.set(path, certain(1));
  return new Map([...found].map(([path, value]) => [path, marked(value, true)]));
});

/** Every number as given or as is usual, whatever the place and the lifetime. */
function ownNumbers(
  book: CostBook,
  given: ReadonlyMap<string, Given>,
  choices: Choices,
  months: number,
): ReadonlyMap<string, Given> {
  const all = new Map(usualNumbers(book));
  // Passages shorter than usual do not share as much as usual: else each would begin where the one before did.
  const half = (given.get(chunkPath)?.p50 ?? Number.POSITIVE_INFINITY) / 2;
  all.set(overlapPath, marked(atMost(usualOf(book, 'chunk_overlap_tokens'), half), true));
  for (const [path, value] of given) if (all.has(path)) all.set(path, value);
  all.set('horizon_months', marked(certain(months), !given.has('horizon_months')));
  // What a hybrid takes is what its two parts take together.
  for (const work of ['weeks', 'upkeep_days_per_month']) {
    const [rag, tuned] = [all.get(`people.${work}.rag`), all.get(`people.${work}.fine-tune`)];
    if (given.has(`people.${work}.hybrid`) || rag === undefined || tuned === undefined) continue;
    const assumed = rag.assumed === true || tuned.assumed === true;
    if (rag.assumed !== true || tuned.assumed !== true)
      all.set(`people.${work}.hybrid`, marked(sumOf(rag, tuned), assumed));
  }
  if (choices.cashOnly === true) all.set('people.usd_per_week', certain(0));
  return all;
}

/** What price rows say for one place and lifetime, where nobody gave the number. */
function listPrices({ given, sold }: Parts, lifetime: number, place: Place): ReadonlyMap<string, Given> {
  const all = new Map<string, Given>();
  const assume = (path: string, value: Estimate): void => {
    if (!given.has(path)) all.set(path, marked(value, true));
  };
  assume('cache.ttl_seconds', certain(lifetime));
  assume('cache.storage_usd_per_mtok_hour', certain(sold.get('long-context')?.storage ?? 0));
  for (const [option, model] of sold) {
    for (const [kind, usd] of Object.entries(model.prices(lifetime))) assume(`models.${option}.${kind}`, usd);
  }
  for (const [path, value] of place.numbers) assume(path, value);
  return all;
}

const sumOf = (a: Estimate, b: Estimate): Estimate => ({ p10: a.p10 + b.p10, p50: a.p50 + b.p50, p90: a.p90 + b.p90 });

/** Computes something of a rulebook once: rulebooks are never written into. */
function onceFor<T>(compute: (book: CostBook) => T): (book: CostBook) => T {
  const known = new WeakMap<CostBook, T>();
  return (book) => {
    const before = known.get(book);
    if (before !== undefined) return before;
    const made = compute(book);
    known.set(book, made);
    return made;
  };
}
