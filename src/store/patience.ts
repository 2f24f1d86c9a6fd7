import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait for another process that holds the file: well inside Slack's three seconds. */
const patienceMs = 2_000;
const pauseMs = 10;

/**
 * Runs a statement again while another connection holds the lock. SQLite's own wait would stop the whole process,
 * acknowledgements included.
 */
export async function patiently<T>(run: () => T): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error;
    }
    await delay(pauseMs);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
  );
}
