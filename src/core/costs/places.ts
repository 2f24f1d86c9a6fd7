import type { ChatPrices } from './contract.ts';
import { certain, type Estimate } from './estimate.ts';
import { type CostProblem, usualOf } from './given.ts';
import type { ChatModel, DatedRow } from './market.ts';
import { type ChatLimits, limitsGiven } from './models.ts';
import { gpuRow, openForTuning } from './rows.ts';
import type { TunedRow } from './schema.ts';
import type { CostBook } from './types.ts';

/** One way to train and serve a model: what it is called, what it costs, what stays certain. */
export interface Place {
  readonly id: string;
  /** Its price row; undefined where somebody gave the prices. The row training is paid by, and that of its cards. */
  readonly row?: DatedRow | undefined;
  readonly trained?: DatedRow | undefined;
  readonly cards?: DatedRow | undefined;
  readonly numbers: ReadonlyMap<string, Estimate>;
  readonly limits: Readonly<Record<TunedOption, ChatLimits>>;
  readonly serving: 'hosted' | 'gpu';
  /** The day the base model stops, YYYY-MM-DD. */
  readonly shutdown?: string | undefined;
  readonly gone?: string | undefined;
}

const tunedOptions = ['fine-tune', 'hybrid'] as const;
type TunedOption = (typeof tunedOptions)[number];

/** What somebody said about tuning. */
export interface Wanted {
  readonly model: string | ChatPrices | undefined;
  /** Prices of the tuned model that reads passages; else it is the same. */
  readonly hybrid: string | ChatPrices | undefined;
  /** They gave a price for cards of their own, or a fee for hosting. */
  readonly serving: 'hosted' | 'gpu' | undefined;
  /** YYYY-MM-DD */
  readonly start: string;
  readonly end: string;
}

/** The places to choose from: those named or described, else all that are open and last. */
export function placesFor(book: CostBook, wanted: Wanted): readonly Place[] | CostProblem {
  const { hybrid } = wanted;
  const places = fineTunedAt(book, wanted);
  if ('path' in places || hybrid === undefined || hybrid === wanted.model) return places;
  if (typeof hybrid !== 'string') return places.map((place) => withPrices(place, 'hybrid', hybrid));
  const message = 'a hybrid is tuned where fine-tune is: name the place there, or write its prices here';
  return { path: 'models.hybrid', message };
}

function fineTunedAt(book: CostBook, wanted: Wanted): readonly Place[] | CostProblem {
  const { model, hybrid, start, end } = wanted;
  if (typeof model === 'string') return namedPlaces(book, model, wanted);
  // Whoever gives a price for tokens pays for tokens.
  const serving = wanted.serving ?? (model === undefined && hybrid === undefined ? undefined : 'hosted');
  const open = openForTuning(book, start, end).map((row) => fromRow(book, row));
  if (model !== undefined) return [fromPrices(model, serving ?? 'hosted', open)];
  const served = serving === undefined ? open : open.filter((place) => place.serving === serving);
  if (served.length > 0) return served;
  const limits = { 'fine-tune': noLimits, hybrid: noLimits };
  const gone = `no place to tune is open and lasts until ${end}`;
  return [{ id: 'none', numbers: new Map(), limits, serving: serving ?? 'hosted', gone }];
}

function namedPlaces(
  book: CostBook,
  name: string,
  { serving, start }: Pick<Wanted, 'serving' | 'start'>,
): readonly Place[] | CostProblem {
  const path = 'models.fine-tune';
  const rows = book.prices.fine_tuning;
  const named = rows.filter(({ provider, id, base }) =>
    [id, `${provider}/${id}`, `${provider}/${base}`].includes(name),
  );
  const [first] = named;
  if (first === undefined) {
    const ids = rows.map((row) => `${row.provider}/${row.id}`).join(', ');
    return { path, message: `no place to tune "${name}": name one of ${ids}, or its prices` };
  }
  const ended = named.map((row) => endOf(row, start)).filter((why) => why !== undefined);
  if (ended.length === named.length) return { path, message: `${ended[0] ?? ''}: choose another place` };
  const open = named.filter((row) => endOf(row, start) === undefined).map((row) => fromRow(book, row));
  const places = open.filter((place) => serving === undefined || place.serving === serving);
  if (places.length > 0) return places;
  const how = first.serving === 'hosted' ? 'paid per token there' : 'on cards of your own';
  return { path: 'tuning.serving', message: `${name} is served ${how}: leave the price of the other kind out` };
}

/** Why nothing can be tuned there any more. */
function endOf({ id, base_shutdown: stops, new_jobs_until: last }: TunedRow, start: string): string | undefined {
  if (stops !== undefined && stops <= start) return `${id} stopped on ${stops}`;
  return last !== undefined && last < start ? `${id} has taken no new training jobs since ${last}` : undefined;
}

function fromRow(book: CostBook, row: TunedRow): Place {
  const numbers = new Map<string, Estimate>([['tuning.train_usd_per_mtok', certain(row.train)]]);
  const window = limitsOf(row.context_window);
  const limits = { 'fine-tune': window, hybrid: window };
  const id = `${row.id} (${row.provider})`;
  const shutdown = row.base_shutdown;
  if (row.serving === 'hosted') {
    for (const option of tunedOptions) {
      numbers.set(`models.${option}.input`, certain(row.input));
      numbers.set(`models.${option}.output`, certain(row.output));
    }
    numbers.set('tuning.serving.hosting_usd_per_hour', certain(row.hosting_per_hour));
    return { id, row, trained: row, limits, shutdown, numbers, serving: 'hosted' };
  }
  const gpu = gpuRow(book, row.gpu);
  const over = usualOf(book, 'gpu_overhead');
  const perHour = { p10: over.p10 * gpu.per_hour, p50: over.p50 * gpu.per_hour, p90: over.p90 * gpu.per_hour };
  numbers.set('tuning.serving.gpu_usd_per_hour', perHour);
  numbers.set('tuning.serving.gpus', certain(row.gpus_per_replica));
  numbers.set('tuning.serving.prefill_tps', certain(gpu.prefill_tokens_per_second));
  numbers.set('tuning.serving.decode_tps', certain(gpu.decode_tokens_per_second));
  return { id, row, trained: row, cards: gpu, limits, shutdown, numbers, serving: 'gpu' };
}

/** Token prices somebody gave; training is paid as at the first place that is open. */
function fromPrices(prices: ChatPrices, serving: 'hosted' | 'gpu', open: readonly Place[]): Place {
  const train = open.find((place) => place.serving === serving) ?? open[0];
  const numbers = new Map(train?.numbers);
  if (serving === 'hosted') numbers.set('tuning.serving.hosting_usd_per_hour', certain(0));
  const limits = { 'fine-tune': noLimits, hybrid: noLimits };
  const place: Place = { id: 'prices given', trained: train?.trained, cards: train?.cards, numbers, limits, serving };
  return withPrices(withPrices(place, 'fine-tune', prices), 'hybrid', prices);
}

const withPrices = (place: Place, option: TunedOption, prices: ChatPrices): Place => ({
  ...place,
  numbers: new Map([
    ...place.numbers,
    [`models.${option}.input`, prices.input],
    [`models.${option}.output`, prices.output],
  ]),
  limits: { ...place.limits, [option]: limitsGiven(prices) },
});

/** Limits of a model with one price whatever the length of a request. */
const limitsOf = (window: number): ChatLimits => ({
  window,
  maxInput: window,
  tierAbove: Number.POSITIVE_INFINITY,
  tierInput: 1,
  tierOutput: 1,
});
const noLimits = limitsOf(Number.MAX_SAFE_INTEGER);

/** The model of a tuned option: nothing of it is cached. */
export function tunedModel(place: Place, option: TunedOption): ChatModel {
  const { window, maxInput, tierAbove, tierInput, tierOutput } = place.limits[option];
  return {
    window,
    maxInput,
    tierAbove,
    tierInput,
    tierOutput,
    id: place.id,
    row: place.row,
    cacheMinimum: Number.POSITIVE_INFINITY,
    steady: 0,
    steadyHitRate: 0,
    storage: undefined,
    schedule: undefined,
    gone: place.gone,
  };
}
