import { z } from 'zod';
import { type Case, caseSchema } from '../case.ts';
import { labelOf } from '../words.ts';
import type { Rulebook } from '../rulebook.ts';
import { type CostChoices, scenarioOf } from './price.ts';
import { type CostReport, report, reporting } from './report.ts';
import { costAssumptions, priceRows } from './schema.ts';
import { atOnce, type Steps } from '../steps.ts';
import type { CostBook, Costs } from './types.ts';

/** What a receipt was made from. */
export interface ReceiptInputs {
  /** Numbers in the units of their questions. */
  readonly answers: Case;
  /** YYYY-MM-DD */
  readonly at: string;
  readonly money?: CostChoices | undefined;
}

/** Everything a price was computed from, and what came out: whoever has it can compute every number again. */
export interface Receipt extends ReceiptInputs {
  readonly receipt: 'rag-or-ft costs';
  readonly version: 1;
  readonly book: CostBook;
  readonly result: CostReport;
}

/** The receipt of a case's costs: everything its prices were computed from, and what came out. */
export const receiptOf = (book: CostBook, inputs: ReceiptInputs): Receipt => atOnce(writingReceipt(book, inputs));

/** {@link receiptOf} in slices of some milliseconds. */
export function* writingReceipt({ costs, prices }: CostBook, inputs: ReceiptInputs): Steps<Receipt> {
  const book = { costs, prices };
  const { answers, at, money } = inputs;
  const result = yield* reporting(book, scenarioOf(book, answers, at, money));
  return { receipt: 'rag-or-ft costs', version: 1, ...inputs, book, result };
}

const resultOf = (book: CostBook, { answers, at, money }: ReceiptInputs): CostReport =>
  report(book, scenarioOf(book, answers, at, money));

const estimate = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });

/** What a team says about costs, as it is stored and as receipts carry it. */
export const moneySchema = z.object({
  numbers: z.record(z.string(), estimate).optional(),
  model: z.string().optional(),
  cashOnly: z.boolean().optional(),
  todayUsd: z.number().optional(),
  currency: z.object({ code: z.string(), perUsd: z.number(), on: z.string() }).optional(),
});

const receiptSchema = z.object({
  receipt: z.literal('rag-or-ft costs'),
  version: z.literal(1),
  answers: caseSchema,
  at: z.iso.date(),
  money: moneySchema.optional(),
  book: z.object({ costs: costAssumptions, prices: priceRows }),
  result: z.unknown(),
});

/** A receipt computed again. */
export interface Checked {
  readonly result: CostReport;
  /** How many numbers were compared. */
  readonly compared: number;
  /** Paths of numbers that came out otherwise, by a cent or more. */
  readonly differing: readonly string[];
}

const cent = 0.01;

/** Computes a receipt again and compares number by number. Undefined when it is none. */
export function checkReceipt(data: unknown): Checked | undefined {
  const read = receiptSchema.safeParse(data);
  if (!read.success) return undefined;
  const { book, answers, at, money, result: stored } = read.data;
  const result = resultOf(book, { answers, at, money });
  const numbers = numbersIn(result, '');
  const before = new Map(numbersIn(stored, ''));
  const isSame = ([path, number]: readonly [string, number]): boolean =>
    Math.abs(number - (before.get(path) ?? Number.NaN)) < cent;
  return {
    result,
    compared: numbers.length,
    differing: numbers.filter((one) => !isSame(one)).map(([path]) => path),
  };
}

function numbersIn(node: unknown, path: string): readonly (readonly [string, number])[] {
  if (typeof node === 'number') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => numbersIn(child, path === '' ? key : `${path}.${key}`));
}

/** Every line of every option as CSV (RFC 4180): what it costs, when, who bears it, and what it is made of. */
export function costsCsv({ options, horizonMonths }: Costs, rulebook: Pick<Rulebook, 'approaches'>): string {
  const head = ['option', 'line', 'when', 'bearer', 'usd', 'usd_per_query', 'assumed', 'formula', 'inputs'];
  const rows = options.flatMap((cost) => {
    const label = labelOf(rulebook, cost.option);
    if (cost.unavailable !== undefined) return [[label, cost.unavailable, '', '', '', '', '', '', '']];
    const lines = cost.lines.map((one) => [
      label,
      one.label,
      { once: 'one-off', month: 'monthly', retrain: 'per retraining' }[one.per],
      one.bearer,
      String(one.usd),
      one.usdPerQuery === undefined ? '' : String(one.usdPerQuery),
      one.assumed ? 'yes' : 'no',
      one.formula,
      one.inputs.join(' '),
    ]);
    const sum = (line: string, when: string, usd: number): string[] => [
      label,
      line,
      when,
      '',
      String(usd),
      '',
      '',
      '',
      '',
    ];
    return [
      ...lines,
      sum('Setup in all', 'one-off', cost.setup),
      sum('Month in all', 'monthly', cost.monthly),
      sum(`All ${String(horizonMonths)} months`, 'total', cost.total),
    ];
  });
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets take a text for a formula by its first sign; a number may have one. */
function cell(text: string): string {
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text);
  const safe = !number && /^[-=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
