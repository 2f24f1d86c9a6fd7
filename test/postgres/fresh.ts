import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/store.ts';

/** Where to make databases; undefined on a machine without PostgreSQL. */
export const server: string | undefined = inject('postgres');

export const skipped = 'PostgreSQL is skipped: TEST_DATABASE_URL is not set, and initdb and postgres are not installed';

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
