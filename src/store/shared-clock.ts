import type { Store } from '../app/ports.ts';
import type { Log } from './database.ts';

const everyMs = 60_000;

interface SharedClock {
  readonly now: () => number;
  readonly stop: () => void;
}

/**
 * The time on which all instances of a database agree, whatever their own clocks say: what one holds until then, another takes
 * over. It is compared each minute; while it cannot be, the last comparison holds.
 */
export async function sharedClock(store: Store, log: Log): Promise<SharedClock> {
  let skew = await store.clockSkew();
  const compare = async () => {
    try {
      skew = await store.clockSkew();
    } catch (error) {
      log.warn({ err: error }, 'the clock of the database could not be read');
    }
  };
  const timer = setInterval(() => void compare(), everyMs).unref();
  return { now: () => Date.now() + skew, stop: () => clearInterval(timer) };
}
