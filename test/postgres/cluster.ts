import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server on which tests may make databases; undefined where there is none. */
    readonly postgres: string | undefined;
  }
}

/**
 * One PostgreSQL for all tests of a run: that of TEST_DATABASE_URL, or one of our own from the programs of this machine. Tests
 * that need it wait until it answers; everybody else does not.
 */
export default function setup(project: TestProject): (() => Promise<void>) | undefined {
  const { url, stop } = startPostgres();
  if (url === undefined)
    console.log('PostgreSQL is skipped: TEST_DATABASE_URL is not set, and initdb and postgres are not installed.');
  project.provide('postgres', url);
  return stop;
}

/** A server to make databases on, and what ends it when it is our own. It may still be starting. */
export function startPostgres(): { readonly url: string | undefined; readonly stop?: () => Promise<void> } {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given };
  const programs = findPrograms();
  return programs === undefined ? { url: undefined } : startCluster(programs);
}

/** The folder with `initdb` and `postgres`. */
function findPrograms(): string | undefined {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    ...versions.map((version) => join(packaged, version, 'bin')),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

// It ends with whoever started it, however that ends: its input is closed then. A server that only just begins does not hear the first
// signal, which shells let their background ignore; one that heard it does not mind the second.
const script = `
"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C --no-sync > "$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 -c shared_buffers=64MB \\
  >> "$2/log" 2>&1 &
cat > "$2/until"
kill -INT $!
kill -TERM $!
wait $!
`;

function startCluster(programs: string): { readonly url: string; readonly stop: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-pg-'));
  const user = serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const running = spawn('/bin/sh', ['-c', script, 'sh', programs, folder], {
    ...user,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(running, 'exit');
  return {
    url: `postgres://postgres@${encodeURIComponent(folder)}/postgres`,
    async stop() {
      running.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server refuses to run as root. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const name = ['postgres', 'nobody'].find((one) => Number.isInteger(id('-u', one))) ?? 'nobody';
  return { uid: id('-u', name), gid: id('-g', name) };
}

function id(flag: '-u' | '-g', name: string): number {
  return Number.parseInt(spawnSync('id', [flag, name]).stdout.toString(), 10);
}
