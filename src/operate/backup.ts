import { chmodSync, closeSync, copyFileSync, constants, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder, reasonOfFile, type Where } from '../store/database.ts';
import { inspectDatabase } from '../store/inspect.ts';
import { markRestored } from '../store/restored.ts';
import { copySqlite } from '../store/sqlite.ts';

/** A copy cannot be made, or not be put back; the message says why and what to do. */
export class CannotCopy extends Error {
  override name = 'CannotCopy';
}

/** Readable for its owner alone: it holds what people wrote. */
const ownerOnly = 0o600;

/** Copies the embedded database, beside an app that goes on writing to it. @throws CannotCopy, CannotOpenStore */
export async function backUp(where: Where, copy: string): Promise<void> {
  if ('url' in where) throw new CannotCopy('PostgreSQL is copied by pg_dump: docs/operate.md says how');
  if (!existsSync(where.file))
    throw new CannotCopy(`there is no ${resolve(where.file)}: start the app once, or check RAG_OR_FT_DATA`);
  refuseFolder(copy);
  if (existsSync(copy)) throw new CannotCopy(`${copy} is there already: name another file`);
  if (!existsSync(dirname(resolve(copy))))
    throw new CannotCopy(`there is no folder ${dirname(resolve(copy))}: make it first, or name another file`);
  await copySqlite(where.file, resolve(copy)).catch((cause: unknown) => {
    throw whyNoCopy(cause, where.file, copy);
  });
  chmodSync(copy, ownerOnly);
  await checkCopy(copy);
  sync(copy);
}

/**
 * Puts a copy in the place of the database, which must be empty; without a copy, of PostgreSQL, one was put there by pg_restore. Posts
 * that had not been sent when the copy was made may have been sent since: the next start looks for each before it sends it.
 * @returns how many
 * @throws CannotCopy, CannotOpenStore
 */
export async function restore(where: Where, copy: string | undefined): Promise<number> {
  if ('file' in where) {
    if (copy === undefined) throw new CannotCopy('name the file of the copy');
    refuseFolder(copy);
    if (!existsSync(copy)) throw new CannotCopy(`there is no ${copy}: name the file of the copy`);
    const there = ['', '-wal', '-shm'].map((end) => `${where.file}${end}`).find((name) => existsSync(name));
    if (there !== undefined)
      throw new CannotCopy(`${resolve(there)} is there already: stop the app and move it away first`);
    await checkCopy(copy);
    try {
      await makeFolder(dirname(resolve(where.file)));
      copyFileSync(copy, where.file, constants.COPYFILE_EXCL);
      chmodSync(where.file, ownerOnly);
      sync(where.file);
    } catch (cause) {
      throw new CannotCopy(`${resolve(where.file)} cannot be written: check RAG_OR_FT_DATA, and the room on its disk`, {
        cause,
      });
    }
  } else if (copy !== undefined) {
    throw new CannotCopy('PostgreSQL is put back by pg_restore; then run restore without a file');
  }
  return markRestored(where);
}

/** @throws CannotCopy */
function refuseFolder(copy: string): void {
  if (statSync(copy, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new CannotCopy(`${copy} is a folder: name a file`);
}

/** SQLite says only that something went wrong, in words of its own. */
function whyNoCopy(cause: unknown, file: string, copy: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!code.startsWith('SQLITE_')) return cause;
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY'))
    return new CannotCopy(`${copy} cannot be written: name a file in a folder where this user may write`, { cause });
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR'))
    return new CannotCopy(`${copy} cannot be written in full: make room on its disk, or name a file on another`, {
      cause,
    });
  return new CannotCopy(`${resolve(file)} cannot be copied: ${reasonOfFile(cause)}`, { cause });
}

async function checkCopy(copy: string): Promise<void> {
  const { broken } = await inspectDatabase({ file: copy });
  if (broken !== undefined) throw new CannotCopy(`${copy} is damaged: use an earlier copy`);
}

/** A power cut must not take what was said to be safe. */
function sync(file: string): void {
  const opened = openSync(file, 'r+');
  fsyncSync(opened);
  closeSync(opened);
}
