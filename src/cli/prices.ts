import { pricesToLookAt } from '../core/index.ts';
import { priceList } from '../rules/price-list.ts';
import { openBook, type Options, priceDate, type Streams } from './io.ts';

/** `rag-or-ft prices`: the price rows that grew old, end soon or disagree with the price list. */
export async function prices(options: Options, { out }: Streams): Promise<number> {
  const { rulebook } = await openBook(options);
  const notes = pricesToLookAt(rulebook, priceDate(options), priceList);
  if (options.json) out(`${JSON.stringify(notes, null, 2)}\n`);
  else
    out(notes.length === 0 ? 'every price row is fresh\n' : notes.map(({ row, text }) => `${row}: ${text}\n`).join(''));
  return 0;
}
