import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/store.ts';

/** Where to make databases; undefined on a machine without PostgreSQL. */
export const server: string | undefined = inject('postgres');

const patienceMs = 30_000;
let template: Promise<string> | undefined;
let count = 0;

/** A database of its own, which goes with the test; `blank` without tables. */
export async function freshDatabase({ blank = false } = {}): Promise<string> {
  const name = nextName();
  await make(name, blank ? undefined : await (template ??= makeTemplate()));
  onTestFinished(() => drop(name));
  return urlOf(name);
}

/** One that several tests share: on the server, or a file. What ends it is added to `ends`. */
export async function keptDatabase(
  on: 'server' | 'file',
  ends: (() => unknown)[],
): Promise<string | { readonly file: string }> {
  if (on === 'file') {
    const folder = await mkdtemp(join(tmpdir(), 'rag-or-ft-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    return { file: join(folder, 'data.db') };
  }
  const name = nextName();
  await make(name, await (template ??= makeTemplate()));
  ends.push(() => drop(name));
  return urlOf(name);
}

/** For databases themselves; what is idle keeps no process alive. */
const admin = new pg.Pool({ connectionString: server, max: 1, allowExitOnIdle: true, idleTimeoutMillis: 1_000 });
admin.on('error', () => undefined);

/** Runs a statement beside the tests. The server of this run may still be starting. */
export async function asAdmin(statement: string): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await admin.query(statement);
      return;
    } catch (error) {
      if (error instanceof pg.DatabaseError ? error.code !== '57P03' : Date.now() >= until) throw error;
    }
    await delay(50);
  }
}

async function makeTemplate(): Promise<string> {
  const name = nextName();
  await make(name);
  await (await openStore({ url: urlOf(name) })).close();
  return name;
}

const make = (name: string, from = 'template0') => asAdmin(`create database ${name} template ${from}`);
const drop = (name: string) => asAdmin(`drop database if exists ${name} with (force)`);

function nextName(): string {
  count += 1;
  return `rag_or_ft_test_${process.pid}_${Date.now().toString(36)}_${count}`;
}

function urlOf(name: string): string {
  const url = new URL(server ?? '');
  url.pathname = `/${name}`;
  return url.href;
}
