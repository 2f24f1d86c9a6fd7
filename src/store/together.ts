/**
 * Writes what comes in at about the same time together: one commit makes the disk safe once for all of them. Each caller's
 * promise settles with the write its own part was in.
 */
export function together<T>(write: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  let waiting: T[] = [];
  let next: Promise<void> | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  async function writeAll(): Promise<void> {
    // Whatever the same look at the network brought in is still on its way here.
    await new Promise((resolve) => void setImmediate(resolve));
    await writing;
    const all = waiting;
    waiting = [];
    next = undefined;
    const done = write(all);
    writing = done.catch(() => undefined);
    await done;
  }

  return (one) => {
    waiting.push(one);
    next ??= writeAll();
    return next;
  };
}
