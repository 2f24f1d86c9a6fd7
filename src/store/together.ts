/**
 * Does what comes in at about the same time together: one commit makes the disk safe once for all of it. Each caller's promise
 * settles with what its own part was in.
 */
export function together<T, R>(work: (all: readonly T[]) => Promise<R>): (one: T) => Promise<R> {
  let waiting: T[] = [];
  let next: Promise<R> | undefined;
  let working: Promise<unknown> = Promise.resolve();

  async function workAll(): Promise<R> {
    // Whatever the same look at the network brought in is still on its way here.
    await new Promise((resolve) => void setImmediate(resolve));
    await working;
    const all = waiting;
    waiting = [];
    next = undefined;
    const done = work(all);
    working = done.catch(() => undefined);
    return done;
  }

  return (one) => {
    waiting.push(one);
    next ??= workAll();
    return next;
  };
}
