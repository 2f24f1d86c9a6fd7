import type { PriceList } from './models.ts';
import { holdsOn } from './rows.ts';
import { daysBetween } from '../days.ts';
import type { CostBook } from './types.ts';

/** Rows older than this many days are read again. */
export const freshDays = 45;
/** Ends within this many days are worth a look. */
const soonDays = 120;

/** One price row somebody should look at. */
export interface PriceNote {
  readonly row: string;
  readonly text: string;
}

/** The rows that grew old, end soon, or say something else than the price list. `on` is YYYY-MM-DD. */
export function pricesToLookAt({ prices }: CostBook, on: string, list?: PriceList): readonly PriceNote[] {
  const { models, shutdowns, fine_tuning, embeddings, vector_databases, gpus, rerankers } = prices;
  const all = [...models, ...shutdowns, ...fine_tuning, ...embeddings, ...vector_databases, ...gpus, ...rerankers];
  // A model whose price changes has a row before and one after that day: who reads its page reads both.
  const readOn = new Map<string, string>();
  for (const { provider, id, as_of } of all) {
    const before = readOn.get(`${provider}/${id}`);
    if (before === undefined || as_of < before) readOn.set(`${provider}/${id}`, as_of);
  }
  const old = [...readOn].flatMap(([row, day]) => {
    const days = daysBetween(day, on);
    return days > freshDays ? [{ row, text: `read ${String(days)} days ago, on ${day}` }] : [];
  });
  const ending = [
    ...models.flatMap((row) => [
      ...soon(row, on, row.shutdown, 'stops'),
      ...soon(row, on, row.until, 'changes its price'),
    ]),
    // What is gone stays written down, so that nobody prices it, and need not be looked at again.
    ...shutdowns.flatMap((row) => (row.shutdown < on ? [] : soon(row, on, row.shutdown, 'stops'))),
    ...fine_tuning.flatMap((row) => [
      ...soon(row, on, row.new_jobs_until, 'takes no new training jobs'),
      ...soon(row, on, row.base_shutdown, 'stops'),
    ]),
  ];
  const differing = models.flatMap((row) => {
    const listed = list?.find(row.provider, row.id, on);
    if (listed === undefined || !holdsOn(row, on) || (listed.input === row.input && listed.output === row.output))
      return [];
    const theirs = `$${String(listed.input)} in and $${String(listed.output)} out`;
    return [{ row: `${row.provider}/${row.id}`, text: `the price list of ${listed.as_of} says ${theirs}` }];
  });
  return [...ending, ...differing, ...old];
}

function soon(
  { provider, id }: { readonly provider: string; readonly id: string },
  on: string,
  day: string | undefined,
  what: string,
): readonly PriceNote[] {
  if (day === undefined) return [];
  const days = daysBetween(on, day);
  if (days > soonDays) return [];
  const row = `${provider}/${id}`;
  return [{ row, text: days < 0 ? `${what}: it was on ${day}` : `${what} on ${day}, in ${String(days)} days` }];
}
