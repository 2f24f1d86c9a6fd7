import { findProvider } from '@pydantic/genai-prices';
import { z } from 'zod';
import { type ModelRow, type PriceList, rowOn } from '../core/index.ts';

/** The day the pinned version of the list was published: its newest prices are not younger. */
const asOf = '2026-09-23';

/** A price per 1M tokens, with what it becomes for longer requests. */
const price = z.union([
  z.number(),
  z.object({ base: z.number(), tiers: z.array(z.object({ start: z.number(), price: z.number() })) }),
]);
type Price = z.output<typeof price>;

const prices = z.object({
  input_mtok: price,
  output_mtok: price,
  cache_read_mtok: price.optional(),
  cache_write_mtok: price.optional(),
});

/** The list's own form of a model: one set of prices, or several from a day on. */
const model = z.object({
  id: z.string(),
  context_window: z.number().positive().optional(),
  prices: z.union([
    prices,
    z.array(z.object({ constraint: z.looseObject({ start_date: z.string().optional() }).optional(), prices })),
  ]),
});

/** Vendors state a window for nearly every model; one without is taken to be as small as any sold today. */
const smallestWindow = 128_000;
/** Lifetime of a cached prefix the list's write price is for, in seconds. */
const writeLifetime = 300;

/** The price list of Pydantic's genai-prices, which installs with its data. Only exact ids are priced. */
export const priceList: PriceList = {
  asOf,
  find(provider, id, on) {
    const found = findProvider({ providerId: provider })?.models.find((one) => one.id === id);
    const read = model.safeParse(found);
    return read.success ? rowOn(rowsOf(provider, read.data), on) : undefined;
  },
  similar(provider, id) {
    // The list itself would match prefixes and aliases, whose prices may differ.
    const models = findProvider({ providerId: provider })?.models ?? [];
    return models.find((one) => one.id !== id && (id.startsWith(one.id) || one.id.startsWith(id)))?.id;
  },
};

function rowsOf(provider: string, { id, context_window, prices: all }: z.output<typeof model>): readonly ModelRow[] {
  const dated = Array.isArray(all) ? all : [{ prices: all }];
  const starts = dated
    .flatMap((one) => ('constraint' in one ? (one.constraint?.start_date ?? []) : []))
    .toSorted((a, b) => a.localeCompare(b));
  return dated.map((one) => {
    const from = 'constraint' in one ? one.constraint?.start_date : undefined;
    const until = starts.find((start) => start > (from ?? ''));
    const { input_mtok: input, output_mtok: output, cache_read_mtok: read, cache_write_mtok: write } = one.prices;
    const tier = tierOf(input, output);
    return {
      provider,
      id,
      as_of: asOf,
      source: 'genai_prices',
      input: base(input),
      output: base(output),
      ...(read !== undefined && { cache_read: base(read) }),
      cache_write: write === undefined ? {} : { [String(writeLifetime)]: base(write) },
      cache_storage_per_hour: 0,
      cache_minimum: 1024,
      ...(tier && { tier }),
      context_window: context_window ?? smallestWindow,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    };
  });
}

const base = (price: Price): number => (typeof price === 'number' ? price : price.base);

/** Only the first step: no vendor here sells more than one. */
function tierOf(input: Price, output: Price): ModelRow['tier'] {
  const [first] = typeof input === 'number' ? [] : input.tiers;
  if (first === undefined || base(input) === 0) return undefined;
  const above = (price: Price): number => (typeof price === 'number' ? price : (price.tiers[0]?.price ?? price.base));
  const times = (price: Price): number => Math.max(1, base(price) === 0 ? 1 : above(price) / base(price));
  return { above: first.start, input: times(input), output: times(output) };
}
