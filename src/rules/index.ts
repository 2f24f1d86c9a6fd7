/**
 * Rule files to rulebooks, for other programs: {@link openRulebook} for one to decide with, {@link loadRulebook} for what is wrong with
 * one and where, {@link priceList} for prices of models that no rule file names.
 */
export { type Opened, openRulebook, shippedRules } from './open.ts';
export { diagnosticText, type Loaded, loadRulebook } from './load.ts';
export type { Located } from './files.ts';
export { priceList } from './price-list.ts';
