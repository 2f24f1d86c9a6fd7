import { setTimeout as delay } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Database, Tables } from './tables.ts';

/** How long a failing database is tried: well inside Slack's three seconds. */
const patienceMs = 2_000;
const pauseMs = 25;

/** PostgreSQL's codes and Node's for what another try may mend: lost connections, a server that restarts, deadlocks. */
const passing =
  /^(40001|40P01|53300|55P03|57P0[123]|25P03|08...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|EAI_AGAIN)$/;
/** Errors of the driver that have no code. */
const lost = /^Connection terminated|not queryable|^timeout exceeded when trying to connect/;

/**
 * Runs something again while it fails for a reason that passes. Where the answer to a commit is lost it may have happened:
 * whatever runs here has the effect of once when it runs twice. `tries` counts from 1.
 */
export async function again<T>(run: (tries: number) => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    try {
      return await run(tries);
    } catch (error) {
      if (!passes(error) || Date.now() >= until) throw error;
    }
    // Apart from each other, so that a server which comes back is not met by everybody at once.
    await delay(pauseMs * Math.min(tries, 8) * (0.5 + Math.random()));
  }
}

/** A transaction that is repeated whole. */
export function transact<T>(
  db: Database,
  work: (transaction: Transaction<Tables>, tries: number) => Promise<T>,
): Promise<T> {
  return again((tries) => db.transaction().execute((transaction) => work(transaction, tries)));
}

/** Whether another try may mend it. */
export function passes(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && typeof error.code === 'string' && passing.test(error.code)) || lost.test(error.message);
}
