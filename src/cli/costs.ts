import { type ApproachCost, type Costs, explain, usd } from '../core/index.ts';
import { openBook, type Options, priceDate, readAnswers, type Streams } from './io.ts';

/** `rag-or-ft costs`: every approach priced for one case or for a list. */
export async function costs(options: Options, { out }: Streams): Promise<number> {
  const book = await openBook(options);
  const at = priceDate(options);
  const { cases, several } = readAnswers(book, options);
  const priced = cases.map((answers) => explain(book, answers, { title: '', at }).costs);
  if (options.json) out(`${JSON.stringify(several ? priced : priced[0], null, 2)}\n`);
  else out(`${priced.map(costText).join('\n\n')}\n`);
  return 0;
}

function costText({ options, asOf, horizonMonths, inputs }: Costs): string {
  const header = ['approach', 'setup', 'a month', 'per 1,000', `${horizonMonths} months`];
  const rows = [header, ...options.map(rowOf)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const assumed = inputs.filter((input) => input.assumed).length;
  return [...lines, `prices of ${asOf}; ${assumed} of ${inputs.length} inputs assumed (--json lists them)`].join('\n');
}

function rowOf(cost: ApproachCost): readonly string[] {
  if (cost.unavailable !== undefined) return [cost.approach, '-', '-', '-', cost.unavailable];
  const per1000 = cost.per1000 === undefined ? 'no traffic' : usd(cost.per1000);
  return [cost.approach, usd(cost.setup), usd(cost.monthly), per1000, usd(cost.total)];
}
