import type { Logger } from 'pino';
import { type BookName, contentsOf, storedBooks } from '../app/books.ts';
import { decideAnew, type Flip, type Shelf } from '../app/shelf.ts';
import { databaseIn, readConfig } from '../config.ts';
import type { Book, Rulebook } from '../core/index.ts';
import { contentHash } from '../rules/hash.ts';
import { traceOf } from '../slack/errors.ts';
import type { Where } from '../store/database.ts';
import { openShelf } from '../store/shelf-rows.ts';

/** The database of an environment, or every fault of the environment. */
export function databaseOf(env: Readonly<Record<string, string | undefined>>): Where | readonly string[] {
  const read = readConfig(env);
  return read.ok ? databaseIn(read.config) : read.problems;
}

/** The content hashes of a rulebook. */
export function named(rulebook: Rulebook): BookName {
  const { rules, prices } = contentsOf(rulebook);
  return { rulebook: contentHash(rules), prices: contentHash(prices) };
}

export interface Stored {
  /** How many decisions were looked at. */
  readonly all: number;
  readonly flips: readonly Flip[];
}

/** Decides all that is stored by these rules and prices, and changes nothing. @throws CannotOpenStore */
export async function storedFlips(where: Where, book: Book, at: string): Promise<Stored> {
  const shelf = await openShelf(where);
  try {
    const flips: Flip[] = [];
    let all = 0;
    for await (const flip of decideAnew({ shelf, book, earlier: storedBooks(shelf), at })) {
      all += 1;
      if (flip !== undefined) flips.push(flip);
    }
    return { all, flips };
  } finally {
    await shelf.close();
  }
}

export interface Watching {
  /** It came to its end. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Counts, in the background, the decisions by other rules or prices that would come out otherwise by those of now, and says so in one
 * line of the log. It holds nothing up, and its failure is a line too.
 */
export function watchFlips(where: Where, book: Book, log: Pick<Logger, 'info' | 'warn'>): Watching {
  let stopped = false;
  const count = async (shelf: Shelf): Promise<number> => {
    const at = new Date().toISOString().slice(0, 10);
    const deciding = { shelf, book, earlier: storedBooks(shelf), at, by: named(book.rulebook) };
    let flips = 0;
    for await (const flip of decideAnew(deciding)) {
      if (stopped) return 0;
      if (flip !== undefined) flips += 1;
    }
    return flips;
  };
  const done = (async () => {
    // What is kept in memory alone was decided by these very rules.
    if ('file' in where && where.file === ':memory:') return;
    try {
      const shelf = await openShelf(where);
      let flips: number;
      try {
        flips = await count(shelf);
      } finally {
        await shelf.close();
      }
      if (flips > 0)
        log.info({ flips }, 'stored decisions would now come out otherwise: rag-or-ft check --stored names them');
    } catch (error) {
      log.warn(traceOf(error), 'stored decisions could not be looked at');
    }
  })();
  return {
    done,
    stop: async () => {
      stopped = true;
      await done;
    },
  };
}
