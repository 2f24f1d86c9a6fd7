import { mkdtempSync, existsSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, databaseIn } from '../config.ts';
import { CannotOpenStore, nameOf } from '../store/database.ts';
import { inspectDatabase, type Inspected } from '../store/inspect.ts';
import type { Finding } from './finding.ts';

/** Which database it is, whether it opens and can be written, and whether its schema is ours. */
export async function databaseFindings(config: Config): Promise<readonly Finding[]> {
  const where = databaseIn(config);
  if ('file' in where && !existsSync(where.file)) return [yetToBeMade(resolve(where.file))];
  try {
    return [judge(nameOf(where), await inspectDatabase(where))];
  } catch (error) {
    if (!(error instanceof CannotOpenStore)) throw error;
    const [says = '', remedy] = split(error.message);
    return [{ check: 'database', state: 'fail', says, remedy: remedy ?? 'Check DATABASE_URL or RAG_OR_FT_DATA.' }];
  }
}

function judge(name: string, found: Inspected): Finding {
  const check = 'database';
  const is = `${found.kind} ${found.version} (${name})`;
  const [unknown] = found.unknown;
  if (unknown !== undefined) {
    const remedy = 'Start the newer version again, or use another database.';
    return { check, state: 'fail', says: `${is} was written by a newer version (schema step ${unknown})`, remedy };
  }
  if (found.broken !== undefined) {
    const remedy = 'Stop the app and restore the last back-up: docs/operate.md says how.';
    return { check, state: 'fail', says: `${is} is damaged: ${found.broken}`, remedy };
  }
  if (found.locked !== undefined) {
    const remedy = 'Let the user that runs the app write there.';
    return { check, state: 'fail', says: `${is} cannot be written: ${found.locked}`, remedy };
  }
  const schema =
    found.missing.length === 0
      ? 'its schema is up to date'
      : `the next start brings its schema up to date (${found.missing.length} steps)`;
  const says = `${is} opens and can be written; ${schema}`;
  // On the same machine nobody listens in.
  if (found.encrypted !== false || isLocal(name)) return { check, state: 'ok', says };
  return {
    check,
    state: 'warn',
    says: `${says}; the connection is not encrypted`,
    remedy: 'Add ?sslmode=verify-full to DATABASE_URL, with the server’s certificate trusted.',
  };
}

function isLocal(name: string): boolean {
  return /^(localhost|127\.|\[::1\]|%2F|\/)/i.test(name);
}

function yetToBeMade(file: string): Finding {
  let folder = dirname(file);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const check = 'database';
  if (!statSync(folder).isDirectory()) {
    return { check, state: 'fail', says: `${folder} is a file, not a folder`, remedy: 'Set RAG_OR_FT_DATA.' };
  }
  try {
    // Rights do not tell: root may write to /proc, where no folder can be made.
    rmdirSync(mkdtempSync(join(folder, '.rag-or-ft-')));
    return { check, state: 'ok', says: `SQLite: the first start makes ${file}` };
  } catch {
    const remedy = 'Let the user that runs the app write there, or set RAG_OR_FT_DATA.';
    return { check, state: 'fail', says: `${folder} may not be written`, remedy };
  }
}

/** What is wrong, and what to do: our messages have both. */
function split(message: string): readonly string[] {
  const at = message.indexOf('. ');
  return at < 0 ? [message] : [message.slice(0, at), message.slice(at + 2)];
}
