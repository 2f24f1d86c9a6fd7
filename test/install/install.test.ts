import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
/** What the packed file holds. */
let names: readonly string[] = [];

/** What an operator's machine holds: the packed file, and the packages it needs without their scripts. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-install-'));
  // What is built is there already: other tests run it meanwhile.
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', file, '--strip-components=1'], { cwd: folder });
  rmSync(join(folder, file));
  names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => relative(folder, join(it.parentPath ?? it.path, it.name)));
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Installed {
  readonly packages: Record<string, { readonly hasInstallScript?: boolean; readonly optional?: boolean }>;
}

const installed = (): [string, { hasInstallScript?: boolean }][] => {
  const { packages } = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')) as Installed;
  return Object.entries(packages);
};

const bytesIn = (place: string): number =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .reduce((sum, it) => sum + lstatSync(join(it.parentPath ?? it.path, it.name)).size, 0);

test('at most 200 packages and 95 MB, none of which wants to run something when installed', () => {
  expect(installed().length).toBeGreaterThan(10);
  expect(installed().length).toBeLessThanOrEqual(200);
  expect(bytesIn(join(folder, 'node_modules')) / 1e6).toBeLessThanOrEqual(95);
  expect(installed().filter(([, it]) => it.hasInstallScript)).toEqual([]);
});

test('the packed file holds the program, its data and the types of core, and nothing else', () => {
  const tops = new Set(names.map((name) => name.replace(/\/.*/, '')));
  expect([...tops].toSorted()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'assets', 'dist', 'package.json', 'rules', 'src']
      .concat(['manifest.http.yml', 'manifest.oauth.yml', 'manifest.yml'])
      .toSorted(),
  );
  const needed =
    /^dist\/.+\.(js|js\.map)$|^dist\/rules\/prepared\.json$|^dist\/(core|rules)\/.+\.d\.ts$|^dist\/LICENSES\.txt$|^rules\/\w+\.yml$/;
  const others = /^assets\/fonts\/|^src\/playground\/page\/\w+\.(html|css)$/;
  const rest = names.filter((name) => name.includes('/') && !needed.test(name) && !others.test(name));
  expect(rest).toEqual([]);
});

test('in an empty folder it decides, prices, reads, proves and starts the playground', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'rag-or-ft-empty-'));
  onTestFinished(() => rmSync(empty, { recursive: true, force: true }));
  execFileSync('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', folder], {
    cwd: empty,
  });
  const command = join(empty, 'node_modules/.bin/rag-or-ft');
  const env = { PATH: process.env['PATH'], PORT: '0' };
  const run = (args: readonly string[], input: string): unknown =>
    JSON.parse(execFileSync(command, [...args, '--json'], { cwd: empty, env, input }).toString());
  const answers = JSON.stringify({ gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly' });
  const thread = JSON.stringify({ messages: [{ author: 'U1', ts: '1.1', text: 'The handbook changes every week.' }] });
  expect(run(['decide', '--answers', '-'], answers)).toMatchObject({ approach: 'rag' });
  expect(run(['costs', '--answers', '-'], answers)).toHaveProperty('options');
  expect(run(['read', '-'], thread)).toMatchObject({ evidence: [{ question: 'freshness', value: 'weekly' }] });
  expect(run(['check'], '')).toBeDefined();
  const child = spawn(command, ['start'], { cwd: empty, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { url, ended } = await opened(child);
  expect(await (await fetch(url)).text()).toContain('llm-guild');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 120_000);

/** Where a program that was started says it can be opened, and the code it ends with. It goes with the test. */
async function opened(child: ChildProcessByStdio<null, Readable, Readable>) {
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      said += data.toString();
      const found = /Open (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  return { url, ended };
}

/** As the image runs it: as somebody who owns the data and nothing else. Where the tests have no such right Node alone sees to it. */
function nobody(data: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = [65_534, 65_534];
  chmodSync(folder, 0o755);
  chownSync(data, uid, gid);
  return { uid, gid };
}

const permission = Number(process.versions.node.split('.')[0]) < 24 ? '--experimental-permission' : '--permission';

test('so installed, it starts without a right to write but in its data, serves the page with all its parts, and ends when told', async () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  const rights = [permission, '--allow-addons', '--allow-fs-read=*', `--allow-fs-write=${data}`];
  const child = spawn(process.execPath, [...rights, '--enable-source-maps', 'dist/main.js'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', RAG_OR_FT_DATA: join(data, 'data.db') },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...nobody(data),
  });
  const { url, ended } = await opened(child);
  const page = await (await fetch(url)).text();
  expect(page).toContain('llm-guild');
  const parts = [...page.matchAll(/(?:src|href)="(\/page\/[\w.]+)"/g)].map(([, path]) => path ?? '');
  expect(parts.length).toBeGreaterThan(1);
  for (const path of parts) expect((await fetch(new URL(path, url))).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);

test('the image is built of the same parts, as somebody without rights, and says whether it is well', () => {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8');
  for (const part of ['dist', 'rules', 'manifest.yml', 'src/playground/page', 'package.json'])
    expect(lines).toContain(part);
  expect(lines).toContain('npm ci --omit=dev --ignore-scripts');
  expect(lines.lastIndexOf('USER node')).toBeGreaterThan(lines.lastIndexOf('RUN '));
  expect(lines).toMatch(/HEALTHCHECK[\s\S]+\/healthz/);
  // What is copied must not be kept from the build.
  const let_in = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .flatMap((line) => /^!(.+)/.exec(line)?.[1] ?? []);
  const copied = [...lines.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  for (const name of copied) expect(let_in).toContain(name.split('/')[0]);
});

test('two instances of it share one PostgreSQL, read-only, without rights, and reached by nobody but their network', () => {
  const { services } = composed.parse(parse(readFileSync(join(root, 'compose.yml'), 'utf8')));
  const { app, database } = services;
  expect(app).toMatchObject({
    read_only: true,
    user: 'node',
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    deploy: { replicas: 2 },
    depends_on: { database: { condition: 'service_healthy' } },
  });
  expect([app.ports, database.ports]).toEqual([undefined, undefined]);
  // What it sets is what the app reads, and no secret stands in it.
  const password = '${POSTGRES_PASSWORD:?set it in .env}';
  expect(app.environment['DATABASE_URL']).toContain(`:${password}@database/`);
  expect(database.environment['POSTGRES_PASSWORD']).toBe(password);
  const env = { ...app.environment, DATABASE_URL: app.environment['DATABASE_URL']?.replace(password, 'word') };
  expect(readConfig(env)).toMatchObject({ ok: true, config: { host: '0.0.0.0', port: 3000, operationsPort: 9090 } });
});

const service = z.looseObject({ environment: z.record(z.string(), z.string()), ports: z.array(z.string()).optional() });
const composed = z.object({ services: z.object({ app: service, database: service }) });
