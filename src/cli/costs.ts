import {
  type Book,
  cheapestOf,
  checkReceipt,
  type CostInputs,
  costInputs,
  type CostReport,
  type Costs,
  explain,
  givenIn,
  laterPrices,
  laterRows,
  oldPrices,
  oldRows,
  type OptionCost,
  priceDays,
  report,
  resolve,
  tierReadAs,
  usd,
} from '../core/index.ts';
import type { z } from 'zod';
import { priceList } from '../rules/price-list.ts';
import {
  BadInput,
  nameOf,
  faultText,
  openBook,
  type Options,
  priceDate,
  readAnswers,
  readData,
  type Streams,
} from './io.ts';

/** `rag-or-ft costs`: every approach priced for a case, for a workload in numbers, or again as a receipt says. */
export async function costs(options: Options, streams: Streams): Promise<number> {
  if (options.receipt !== undefined) return recheck(options, streams);
  const book = await openBook(options);
  if (options.inputs !== undefined) return priceInputs(book, options, streams);
  const at = priceDate(options);
  const { cases, several } = readAnswers(book, options, streams);
  const priced = cases.map((answers) => explain(book, answers, { title: '', at }).costs);
  tellAges(
    priced.flatMap((one) => [oldPrices(one), laterPrices(one)]),
    streams,
  );
  if (options.json) streams.out(`${JSON.stringify(several ? priced : priced[0], null, 2)}\n`);
  else streams.out(`${priced.map(costText).join('\n\n')}\n`);
  return 0;
}

/** `--receipt FILE`: everything computed again from what the receipt holds, and compared to the cent. */
function recheck(options: Options, streams: Streams): number {
  const { out, err } = streams;
  const unused = (['at', 'rules', 'overlay'] as const).filter((option) => options[option] !== undefined);
  if (unused.length > 0)
    throw new BadInput(
      unused.map(
        (option) => `--${option} is not for costs --receipt: a receipt holds its own prices and date; leave it out`,
      ),
    );
  const checked = checkReceipt(readData(options.receipt ?? '', streams));
  if (checked === undefined) throw new BadInput([`${nameOf(options.receipt ?? '')} is no receipt of rag-or-ft costs`]);
  const { result, compared, differing } = checked;
  out(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${reportText(result)}\n`);
  if (differing.length === 0) err(`all ${compared} numbers come out as in the receipt\n`);
  else err(`${differing.length} of ${compared} numbers come out otherwise: ${differing.slice(0, 10).join(', ')}\n`);
  return differing.length === 0 ? 0 : 1;
}

/** `--inputs FILE`: a workload in numbers, or a list of them. */
function priceInputs(book: Book, options: Options, streams: Streams): number {
  const { out, err } = streams;
  const data = readData(options.inputs ?? '', streams);
  const several = Array.isArray(data);
  const list: readonly unknown[] = several ? data : [data];
  if (list.length === 0 && !options.json)
    throw new BadInput(['the list holds no workload; write {"workload": {"queries_per_day": 2000}}']);
  const made = list.map((one) => reportOf(book, one, priceDate(options)));
  const faults = made.flatMap((one, index) =>
    'faults' in one ? one.faults.map((fault) => faultText(fault, index)) : [],
  );
  if (faults.length > 0) throw new BadInput(faults);
  for (const [index, one] of list.entries()) for (const note of notesOn(one)) err(`${faultText(note, index)}\n`);
  const reports = made.flatMap((one) => ('faults' in one ? [] : [one.made]));
  tellAges(
    made.flatMap((one) => ('faults' in one ? [] : one.ages)),
    streams,
  );
  if (options.json) out(`${JSON.stringify(several ? reports : reports[0], null, 2)}\n`);
  else out(`${reports.map(reportText).join('\n\n')}\n`);
  return 0;
}

/** Prices that are old, or newer than the day asked for, are told beside the answer, each sentence once: JSON is for programs. */
function tellAges(sentences: readonly (string | undefined)[], { err }: Streams): void {
  for (const sentence of new Set(sentences)) if (sentence !== undefined) err(`${sentence}\n`);
}

interface Made {
  readonly made: CostReport;
  /** Which of its prices are old, and which newer than its day. */
  readonly ages: readonly (string | undefined)[];
}

interface Faults {
  readonly faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
}

function reportOf(book: Book, data: unknown, today: string): Made | Faults {
  const read = costInputs.safeParse(data);
  if (!read.success) {
    const faults = read.error.issues.flatMap(innermost).map((issue) => ({
      path: [...issue.path.map(String), ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])],
      message: issue.code === 'unrecognized_keys' ? 'there is no such input' : issue.message,
    }));
    return { faults };
  }
  const { data: inputs } = read;
  const resolved = resolve(book.rulebook, givenIn(inputs), choicesOf(inputs, today), priceList);
  if (!resolved.ok)
    return { faults: resolved.problems.map(({ path, message }) => ({ path: path.split('.'), message })) };
  const made = report(book.rulebook, cheapestOf(resolved));
  const rows = Object.values(made.prices.rows).map(({ row, as_of: asOf }) => ({ row, asOf }));
  const day = inputs.start ?? today;
  return { made, ages: [oldRows(rows, day), laterRows(rows, day)] };
}

/** What might have been meant otherwise than it was read. */
function notesOn(data: unknown): Faults['faults'] {
  const models = Object.entries(costInputs.safeParse(data).data?.models ?? {});
  return models.flatMap(([option, model]) =>
    typeof model === 'string'
      ? []
      : tierReadAs(model).map(({ part, says }) => ({ path: ['models', option, 'tier', part], message: says })),
  );
}

type Issue = z.core.$ZodIssue;

/** Of something that may be written in several ways, what is wrong with the way that was meant. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return [issue];
  const meant = issue.errors.find((faults) =>
    faults.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return meant?.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) ?? [issue];
}

const choicesOf = (inputs: CostInputs, today: string) => ({
  start: inputs.start ?? today,
  seed: inputs.seed,
  cashOnly: inputs.cash_only,
  models: inputs.models,
  database: inputs.rag?.vector_db?.product,
  baseShutdown: inputs.tuning?.base_shutdown,
});

function reportText({ options, prices, seed }: CostReport): string {
  const header = ['option', 'setup', 'a month', 'per 1,000', 'P10', 'P50', 'P90', 'cheapest in'];
  const rows = Object.entries(options).map(([option, priced]) =>
    'unavailable' in priced
      ? [option, ...header.slice(1).map(() => '-')]
      : [
          option,
          usd(priced.setup.total),
          usd(priced.monthly.total),
          priced.per_1000.running === null ? 'no traffic' : usd(priced.per_1000.running),
          ...[priced.total.p10, priced.total.p50, priced.total.p90].map(usd),
          `${Math.round(100 * priced.cheapest_share)} %`,
        ],
  );
  const days = Object.values(prices.dates).toSorted((a, b) => a.localeCompare(b));
  const last = days.at(-1) ?? prices.as_of;
  const read = last === prices.as_of ? last : `${prices.as_of} to ${last}`;
  const missing = Object.entries(options).flatMap(([option, priced]) =>
    'unavailable' in priced ? [missingText(option, priced.unavailable)] : [],
  );
  return [...table([header, ...rows]), ...missing, `prices of ${read}, seed ${seed}; --json has every line`].join('\n');
}

function costText(priced: Costs): string {
  const { options, horizonMonths, inputs } = priced;
  const header = ['approach', 'setup', 'a month', 'per 1,000', `${horizonMonths} months`];
  const assumed = inputs.filter((input) => input.assumed).length;
  return [
    ...table([header, ...options.map(rowOf)]),
    ...options.flatMap(({ option, unavailable }) =>
      unavailable === undefined ? [] : [missingText(option, unavailable)],
    ),
    `prices of ${priceDays(priced)}; ${assumed} of ${inputs.length} inputs assumed (--json lists them)`,
  ].join('\n');
}

/** Below the table: in a column the longest reason would push all figures aside. */
const missingText = (option: string, why: string): string => `${option} cannot be had: ${why}`;

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

function rowOf(cost: OptionCost): readonly string[] {
  if (cost.unavailable !== undefined) return [cost.option, '-', '-', '-', '-'];
  const per1000 = cost.per1000 === undefined ? 'no traffic' : usd(cost.per1000);
  return [cost.option, usd(cost.setup), usd(cost.monthly), per1000, usd(cost.total)];
}
