import { signatureWindow } from './signature.ts';

/** The signatures of requests that were taken, for as long as they could be sent again. */
export interface Replays {
  /** Keeps a signature. @returns false when it is there already */
  take(signature: string): boolean;
  /** A request that failed may come again, even within the same second and so with the same signature. */
  forget(signature: string): void;
}

/** Keeps the newest `limit` signatures. `now` is in milliseconds. */
export function createReplays(limit: number, now: () => number): Replays {
  const until = new Map<string, number>();
  return {
    take(signature) {
      const at = now();
      for (const [oldest, end] of until) {
        if (end > at && until.size < limit) break;
        until.delete(oldest);
      }
      if (until.has(signature)) return false;
      // One dated as far ahead as allowed stays valid for the window twice.
      until.set(signature, at + (2 * signatureWindow + 1) * 1000);
      return true;
    },
    forget: (signature) => void until.delete(signature),
  };
}
