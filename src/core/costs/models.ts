import { same } from '../case.ts';
import type { ChatPrices, TierPrice } from './contract.ts';
import { type Estimate, certain } from './estimate.ts';
import { hitRate, steadyArrivals } from './formulas/prompting.ts';
import type { ChatModel, DatedRow } from './market.ts';
import type { ChatNumbers } from './numbers.ts';
import { modelFor, rowOn } from './rows.ts';
import { monthsLater } from '../days.ts';
import type { ModelRow } from './schema.ts';
import type { CostBook } from './types.ts';

/** Price rows beyond those of the rule files. `on` is YYYY-MM-DD. */
export interface PriceList {
  /** The day the rows were read, YYYY-MM-DD. */
  readonly asOf: string;
  /** The row of exactly this model on that day. */
  find(provider: string, id: string, on: string): ModelRow | undefined;
  /** The id the list would take it for: never priced, only named. */
  similar(provider: string, id: string): string | undefined;
}

/** What a request may be long, and from where on it is dearer. */
export type ChatLimits = Pick<ChatModel, 'window' | 'maxInput' | 'tierAbove' | 'tierInput' | 'tierOutput'>;

/** A model to calculate with. */
export interface Sold {
  /** As shown. */
  readonly id: string;
  readonly row: DatedRow | undefined;
  /** $ per 1M tokens with a cache that lives so many seconds; the row of each month where its price changes. */
  readonly prices: (lifetimeSeconds: number) => Readonly<Record<keyof ChatNumbers, Estimate>>;
  readonly schedule?: ((lifetimeSeconds: number) => readonly ChatNumbers[]) | undefined;
  /** Lifetimes of the cache that are sold, in seconds. */
  readonly lifetimes: readonly number[];
  readonly cacheable: boolean;
  /** $ per 1M tokens and hour. */
  readonly storage: number;
  readonly limits: ChatLimits;
  /** Shortest prefix that is cached, in tokens. */
  readonly cacheMinimum: number;
  /** Why it cannot be had. */
  readonly gone?: string | undefined;
}

interface Asked {
  readonly book: CostBook;
  readonly list: PriceList | undefined;
  /** YYYY-MM-DD */
  readonly start: string;
  readonly months: number;
}

/** The model of a use, of a name "provider/id", or of prices somebody gave. A text says what is wrong with it. */
export function soldFor(
  asked: Asked,
  use: 'prompt' | 'long_context' | 'rag',
  given: string | ChatPrices | undefined,
): Sold | string {
  if (given === undefined) return fromRow(asked, modelFor(asked.book, use, asked.start));
  return typeof given === 'string' ? named(asked, given) : fromPrices(given);
}

/** A model by its name, first among the rows of the rule files, then in the price list. A text says why there is none. */
export function named(asked: Asked, name: string): Sold | string {
  const { book, list, start } = asked;
  const slash = name.indexOf('/');
  const [provider, id] = slash < 0 ? [undefined, name] : [name.slice(0, slash), name.slice(slash + 1)];
  const rows = book.prices.models.filter(
    (row) => row.id === id && (provider === undefined || row.provider === provider),
  );
  const listed = provider === undefined ? undefined : list?.find(provider, id, start);
  const row = rowOn(rows, start) ?? (listed && stopping(book, listed));
  if (row !== undefined) {
    const gone = row.shutdown !== undefined && row.shutdown <= start;
    return gone ? `${row.id} stopped on ${row.shutdown ?? ''}: choose another model` : fromRow(asked, row);
  }
  if (provider === undefined) return `no price for "${name}": write provider/id, for example openai/gpt-6-luna`;
  const similar = list?.similar(provider, id);
  const near = similar === undefined ? '' : `; the price list takes it for ${similar}, which may cost something else`;
  return `no price for "${name}"${near}: write the exact id, or its prices as {input, output, …}`;
}

/** A row of the price list with the day on which its model stops, which the rule files know. */
function stopping({ prices }: CostBook, row: ModelRow): ModelRow {
  const stop = prices.shutdowns.find(({ provider, id }) => provider === row.provider && id === row.id);
  return stop === undefined ? row : { ...row, shutdown: stop.shutdown };
}

function fromRow(asked: Asked, row: ModelRow): Sold {
  const { book, list, start, months } = asked;
  const rows = book.prices.models.filter((one) => one.id === row.id && one.provider === row.provider);
  const monthly = Array.from({ length: months }, (_, month) => {
    const day = monthsLater(start, month);
    return rowOn(rows, day) ?? list?.find(row.provider, row.id, day) ?? row;
  });
  const changes = monthly.some((one) => one !== row && !samePrice(one, row));
  return {
    id: row.id,
    row,
    prices: (lifetime) => {
      const { input, output, cache_read, cache_write } = pricesOf(row, lifetime);
      return {
        input: certain(input),
        output: certain(output),
        cache_read: certain(cache_read),
        cache_write: certain(cache_write),
      };
    },
    schedule: changes ? (lifetime) => monthly.map((one) => pricesOf(one, lifetime)) : undefined,
    lifetimes: Object.keys(row.cache_write).map(Number),
    cacheable: row.cache_read !== undefined,
    storage: row.cache_storage_per_hour,
    limits: {
      window: row.context_window,
      maxInput: row.max_input ?? row.context_window,
      tierAbove: row.tier?.above ?? Number.POSITIVE_INFINITY,
      tierInput: row.tier?.input ?? 1,
      tierOutput: row.tier?.output ?? 1,
    },
    cacheMinimum: row.cache_minimum,
    gone: row.shutdown !== undefined && row.shutdown <= start ? `${row.id} stopped on ${row.shutdown}` : undefined,
  };
}

const samePrice = (a: ModelRow, b: ModelRow): boolean =>
  a.input === b.input && a.output === b.output && a.cache_read === b.cache_read && same(a.cache_write, b.cache_write);

/** A write costs what the vendor asks for the lifetime nearest to the one wanted; without a price it is paid as input. */
function pricesOf(row: ModelRow, lifetimeSeconds: number): ChatNumbers {
  const [nearest] = Object.entries(row.cache_write).sort(
    ([a], [b]) => Math.abs(Number(a) - lifetimeSeconds) - Math.abs(Number(b) - lifetimeSeconds),
  );
  return {
    input: row.input,
    output: row.output,
    cache_read: row.cache_read ?? row.input,
    cache_write: nearest?.[1] ?? row.input,
  };
}

/** No vendor caches a shorter prefix, in tokens (cost model, section 2.2). */
const shortestCached = 1024;

function fromPrices(given: ChatPrices): Sold {
  const { input, output } = given;
  return {
    id: 'prices given',
    row: undefined,
    prices: () => ({ input, output, cache_read: given.cache_read ?? input, cache_write: given.cache_write ?? input }),
    lifetimes: [],
    cacheable: given.cache_read !== undefined,
    storage: 0,
    limits: limitsGiven(given),
    cacheMinimum: shortestCached,
  };
}

/** The window and the tier of prices somebody gave; of a range the middle, since a request either is above it or is not. */
export function limitsGiven({ input, output, tier, context_window }: ChatPrices): ChatLimits {
  const window = context_window?.p50 ?? Number.MAX_SAFE_INTEGER;
  // A tier is never cheaper than the list: a smaller number says how many times dearer, and so does the one beside it.
  const times = isBelow(tier?.input, input.p50) || isBelow(tier?.output, output.p50);
  return {
    window,
    maxInput: window,
    tierAbove: tier?.above.p50 ?? Number.POSITIVE_INFINITY,
    tierInput: multiple(tier?.input, input.p50, times),
    tierOutput: multiple(tier?.output, output.p50, times),
  };
}

/** A number below the list price in the tier somebody gave, which is read as how many times that it is; one sentence for each. */
export function tierReadAs({
  input,
  output,
  tier,
}: ChatPrices): readonly { readonly part: string; readonly says: string }[] {
  if (!isBelow(tier?.input, input.p50) && !isBelow(tier?.output, output.p50)) return [];
  return (['input', 'output'] as const).flatMap((part) => {
    const price = tier?.[part];
    if (price === undefined || 'times' in price) return [];
    const list = String({ input, output }[part].p50);
    const written = String(price.p50);
    return [
      {
        part,
        says: `read as ${written} times the list price of $${list}; write "${written}x" to say so, or $ per 1M tokens`,
      },
    ];
  });
}

const isBelow = (price: TierPrice | undefined, list: number): boolean =>
  price !== undefined && 'p50' in price && price.p50 < list;

const mostTimes = 1e6;

function multiple(price: TierPrice | undefined, list: number, times: boolean): number {
  if (price === undefined || list === 0) return 1;
  if ('times' in price) return price.times;
  return Math.min(mostTimes, times ? price.p50 : price.p50 / list);
}

/** What stays certain about a model once its prices are known. */
export function chatModel(
  sold: Sold,
  prices: Readonly<ChatNumbers>,
  { lifetimeSeconds, ownStorage }: { readonly lifetimeSeconds: number; readonly ownStorage: boolean },
): ChatModel {
  const { cache_read: read, cache_write: write } = prices;
  const steady = sold.cacheable ? steadyArrivals({ read, write }) : 0;
  const { window, maxInput, tierAbove, tierInput, tierOutput } = sold.limits;
  return {
    window,
    maxInput,
    tierAbove,
    tierInput,
    tierOutput,
    id: sold.id,
    row: sold.row,
    cacheMinimum: sold.cacheable ? sold.cacheMinimum : Number.POSITIVE_INFINITY,
    steady,
    steadyHitRate: hitRate(steady),
    storage: ownStorage ? sold.storage : undefined,
    schedule: sold.schedule?.(lifetimeSeconds),
    gone: sold.gone,
  };
}
