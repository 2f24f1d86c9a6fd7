import type { ChatPrices } from './contract.ts';
import { certain, type Estimate } from './estimate.ts';
import { type CostProblem, usualOf } from './given.ts';
import type { ChatModel } from './market.ts';
import { gpuRow, openForTuning } from './rows.ts';
import type { TunedRow } from './schema.ts';
import type { CostBook } from './types.ts';

/** One way to train and serve a model: what it is called, what it costs, what stays certain. */
export interface Place {
  readonly id: string;
  readonly numbers: ReadonlyMap<string, Estimate>;
  readonly window: number;
  readonly serving: 'hosted' | 'gpu';
  /** The day the base model stops, YYYY-MM-DD. */
  readonly shutdown?: string | undefined;
  readonly gone?: string | undefined;
}

const anyWindow = Number.MAX_SAFE_INTEGER;

/** What somebody said about tuning. */
export interface Wanted {
  readonly model: string | ChatPrices | undefined;
  /** They gave a price for cards of their own, or a fee for hosting. */
  readonly serving: 'hosted' | 'gpu' | undefined;
  /** YYYY-MM-DD */
  readonly start: string;
  readonly end: string;
}

/** The places to choose from: those named or described, else all that are open and last. */
export function placesFor(book: CostBook, wanted: Wanted): readonly Place[] | CostProblem {
  const { model, serving, start, end } = wanted;
  if (typeof model === 'string') {
    const named = book.prices.fine_tuning.filter((row) => [row.id, `${row.provider}/${row.id}`].includes(model));
    if (named.length > 0) return named.map((row) => fromRow(book, row));
    const ids = book.prices.fine_tuning.map((row) => `${row.provider}/${row.id}`).join(', ');
    return { path: 'models.fine-tune', message: `no place to tune "${model}": name one of ${ids}, or its prices` };
  }
  const open = openForTuning(book, start, end).map((row) => fromRow(book, row));
  if (model !== undefined) return [fromPrices(model, serving ?? 'hosted', open)];
  const served = serving === undefined ? open : open.filter((place) => place.serving === serving);
  if (served.length > 0) return served;
  const gone = `no place to tune is open and lasts until ${end}`;
  return [{ id: 'none', numbers: new Map(), window: anyWindow, serving: serving ?? 'hosted', gone }];
}

function fromRow(book: CostBook, row: TunedRow): Place {
  const numbers = new Map<string, Estimate>([['tuning.train_usd_per_mtok', certain(row.train)]]);
  const base = { id: `${row.id} (${row.provider})`, window: row.context_window, shutdown: row.base_shutdown };
  if (row.serving === 'hosted') {
    for (const option of ['fine-tune', 'hybrid']) {
      numbers.set(`models.${option}.input`, certain(row.input));
      numbers.set(`models.${option}.output`, certain(row.output));
    }
    numbers.set('tuning.serving.hosting_usd_per_hour', certain(row.hosting_per_hour));
    return { ...base, numbers, serving: 'hosted' };
  }
  const gpu = gpuRow(book, row.gpu);
  const over = usualOf(book, 'gpu_overhead');
  const perHour = { p10: over.p10 * gpu.per_hour, p50: over.p50 * gpu.per_hour, p90: over.p90 * gpu.per_hour };
  numbers.set('tuning.serving.gpu_usd_per_hour', perHour);
  numbers.set('tuning.serving.gpus', certain(row.gpus_per_replica));
  numbers.set('tuning.serving.prefill_tps', certain(gpu.prefill_tokens_per_second));
  numbers.set('tuning.serving.decode_tps', certain(gpu.decode_tokens_per_second));
  return { ...base, numbers, serving: 'gpu' };
}

/** Token prices somebody gave; training is paid as at the first place that is open. */
function fromPrices(prices: ChatPrices, serving: 'hosted' | 'gpu', open: readonly Place[]): Place {
  const train = open.find((place) => place.serving === serving) ?? open[0];
  const numbers = new Map(train?.numbers);
  for (const option of ['fine-tune', 'hybrid']) {
    numbers.set(`models.${option}.input`, prices.input);
    numbers.set(`models.${option}.output`, prices.output);
  }
  if (serving === 'hosted') numbers.set('tuning.serving.hosting_usd_per_hour', certain(0));
  return { id: 'prices given', numbers, window: prices.context_window ?? anyWindow, serving };
}

/** The model of a tuned option: nothing of it is cached. */
export const tunedModel = (place: Place): ChatModel => ({
  id: place.id,
  window: place.window,
  maxInput: place.window,
  tierAbove: Number.POSITIVE_INFINITY,
  tierInput: 1,
  tierOutput: 1,
  cacheMinimum: Number.POSITIVE_INFINITY,
  steady: 0,
  steadyUsd: 0,
  schedule: undefined,
  gone: place.gone,
});
