import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startProgram } from '../e2e/process.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { openStore } from '../../src/store/store.ts';
import { newFolder, root } from './kit.ts';

// docs/operate.md, done as it says: what stands under a command must be in its output.

const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const page = read('docs/operate.md');
const program = `"${process.execPath}" "${fileURLToPath(new URL('dist/cli/main.js', root))}"`;

/** A chapter's commands, each with what its output has to hold. */
interface Step {
  readonly chapter: string;
  readonly commands: string;
  readonly says: readonly string[];
}

const steps = page.split(/^## /m).flatMap((part): Step[] => {
  const blocks = [...part.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
    kind,
    text: text.trim(),
  }));
  return blocks.flatMap(({ kind, text }, at) => {
    const next = blocks[at + 1];
    const says = next?.kind === 'text' ? next.text.split('\n') : [];
    return kind === 'sh' ? [{ chapter: part.split('\n')[0] ?? '', commands: text, says }] : [];
  });
});

/** Done by test/install/install.test.ts, which takes a while. */
const elsewhere = 'npm ci --omit=dev --ignore-scripts';
const of = (kind: 'file' | 'server'): readonly Step[] =>
  steps.filter(({ commands }) => commands !== elsewhere && commands.includes('DATABASE_URL') === (kind === 'server'));

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

/** Runs a step as somebody would who reads it. */
function follow({ commands, says }: Step, cwd: string, env: Readonly<Record<string, string>>): void {
  const ran = spawnSync('/bin/sh', ['-ec', commands.replaceAll('npx rag-or-ft', program)], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
  });
  const output = `${ran.stdout}\n${ran.stderr}`;
  expect([ran.status, output, says.filter((line) => !output.includes(line))]).toEqual([0, output, []]);
}

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

describe('the page for operators', () => {
  it('works as written beside an app that runs, to the restore of its file', async () => {
    const folder = newFolder();
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(new URL(name, root), join(folder, name));
    const port = await freePort();
    const data = join(folder, '.rag-or-ft/data.db');
    const app = startProgram({ PORT: '0', OPERATIONS_PORT: String(port), RAG_OR_FT_DATA: data });
    await app.prints(/Open (http:\S+)/);
    for (const step of of('file')) {
      if (step.commands.startsWith('rm ')) {
        app.stop();
        await app.ended;
      }
      follow({ ...step, commands: step.commands.replaceAll('9090', String(port)) }, folder, {});
    }
    expect(of('file').length).toBeGreaterThan(6);
  });

  it.skipIf(server === undefined || !has('pg_restore'))(
    'works as written with PostgreSQL and its own programs',
    async () => {
      const urls = { DATABASE_URL: await freshDatabase(), OTHER_DATABASE_URL: await freshDatabase({ blank: true }) };
      await (await openStore({ url: urls.DATABASE_URL })).close();
      for (const step of of('server')) follow(step, newFolder(), urls);
      expect(of('server')).toHaveLength(1);
    },
  );

  it('says what every variable of the environment is for, and of no other', () => {
    const [, settings = ''] = /^## Settings$([^]*?)^## /m.exec(page) ?? [];
    const told = [...settings.matchAll(/^\|([^|]+)\|/gm)].flatMap(
      ([, cell = '']) => cell.match(/[A-Z][A-Z_]{3,}/g) ?? [],
    );
    const known = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name);
    expect(known.length).toBeGreaterThan(15);
    expect(told.toSorted()).toEqual(known.toSorted());
    expect([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name).toSorted()).toEqual(
      known.toSorted(),
    );
  });

  it('sets alerts on metrics that are there', async () => {
    const { createMetrics } = await import('../../src/metrics.ts');
    const metrics = createMetrics({ pulse: async () => ({ waiting: 0, ageMs: 0 }) });
    let text = '';
    const response = { writeHead: () => response, end: (body: string) => void (text = body) };
    await metrics.page({} as never, response as never);
    const named = [...page.matchAll(/^\| `(\w+)/gm)].flatMap(([, name = '']) =>
      /^(rag|process|nodejs)_/.test(name) ? [name] : [],
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });

  it('links to what is there', () => {
    for (const [, to = ''] of page.matchAll(/\]\(([^)#]+)\)/g))
      expect(() => readFileSync(new URL(to, new URL('docs/', root)))).not.toThrow();
    const anchors = new Set(
      [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s/g, '-'),
      ),
    );
    for (const [, to = ''] of page.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(to);
  });
});
