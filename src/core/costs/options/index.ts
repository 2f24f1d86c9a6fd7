import { classifier } from './classifier.ts';
import type { Priced } from './option.ts';
import { prompted } from './prompted.ts';
import { retrieved } from './retrieved.ts';
import { tuned } from './tuned.ts';

/** Everything that can be bought, in ladder order. */
export const pricedOptions: readonly Priced[] = [...prompted, retrieved, ...tuned, classifier];
