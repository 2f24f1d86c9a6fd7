import type { Gone } from '../app/forgetting.ts';
import type { UseCases } from '../app/use-cases.ts';
import type { Accounts } from './accounts.ts';
import { traceOf } from './errors.ts';
import type { Log } from './log.ts';

/** Nobody remembers an account for longer, or is at work for it. */
const rememberedMs = 120_000;

/** What happens when the app is gone from somewhere. */
export interface Uninstalls {
  /** Forgets the account and deletes what is kept of it. Done before Slack hears that it is: an acknowledged event does not come again. */
  readonly gone: (it: Gone) => Promise<void>;
  /** Deletes nothing any more. */
  readonly stop: () => void;
}

export function createUninstalls({
  useCases,
  accounts,
  log,
}: {
  readonly useCases: Pick<UseCases, 'forgetting'>;
  readonly accounts: Accounts;
  readonly log: Log;
}): Uninstalls {
  const timers = new Set<NodeJS.Timeout>();

  /** What was under way somewhere, for an account that was still remembered, may have written since. */
  function onceMore({ installation, at = Date.now() }: Gone): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      useCases.forgetting
        .uninstalled({ installation, at, revoked: false })
        .catch((error: unknown) => log.error(traceOf(error), 'what an uninstall left could not be deleted'));
    }, rememberedMs).unref();
    timers.add(timer);
  }

  return {
    async gone(it) {
      const { installation, revoked } = it;
      accounts.forget(installation);
      const purged = await useCases.forgetting.uninstalled(it);
      log.info({ installation, purged, revoked }, 'uninstalled');
      if (purged) onceMore(it);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
