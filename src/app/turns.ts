import type { Steps } from '../core/index.ts';

/** Does work in slices: between two of them whoever waits for an acknowledgement has their turn. */
export async function inTurns<T>(work: Steps<T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await new Promise<void>((done) => void setImmediate(done));
  }
}
