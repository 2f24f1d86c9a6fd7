import type { Approach } from '../../../src/core/index.ts';

/** What an engine that explains itself gives for one case. */
export interface Explained {
  readonly approach: Approach;
  /** In the engine's own form. */
  readonly explanation: unknown;
}
