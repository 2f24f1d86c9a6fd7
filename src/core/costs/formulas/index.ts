/** Every formula of the cost model, for other programs: pure, named inputs, units at each. */
export { quantile, twoPiece, twoPieceShare } from '../estimate.ts';
export * from './prompting.ts';
export * from './retrieval.ts';
export * from './totals.ts';
export * from './tuning.ts';
export * from './units.ts';
