import type { Forgetting } from './app/forgetting.ts';
import type { Log } from './slack/log.ts';
import { traceOf } from './slack/errors.ts';

const hour = 3_600_000;

/** Deletes what is older than so many days, at once and every hour; states of installs that ended go with it in any case. */
export function sweepHourly(days: number | undefined, forgetting: Forgetting, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const old = async (): Promise<void> => {
    try {
      const gone = await forgetting.old(days);
      if (gone > 0) log.info({ gone, days }, 'what nobody touched for so long is deleted');
    } catch (error) {
      log.error(traceOf(error), 'what is old could not be deleted');
    }
  };
  const sweep = (): void => void (running = old());
  sweep();
  const timer = setInterval(sweep, hour).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
