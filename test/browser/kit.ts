import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { bundlePage } from '../../build.ts';
import type { Playground } from '../../src/playground/index.ts';
import { startWhole, type Whole } from '../playground/whole.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const unpacked = join(tmpdir(), 'rag-or-ft-chromium-147.0.0');

/** Unpacks the browser that came with npm, once per machine; several test files may ask at the same time. */
async function unpack(): Promise<void> {
  if (existsSync(unpacked)) return;
  const fresh = await mkdtemp(join(tmpdir(), 'chromium-'));
  const before = { TMPDIR: process.env['TMPDIR'], AWS_EXECUTION_ENV: process.env['AWS_EXECUTION_ENV'] };
  // The package unpacks into TMPDIR, and its libraries only when it believes to be on AWS.
  Object.assign(process.env, { TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  try {
    await packed.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  // The package's own list of font folders names /tmp/fonts only; without any font the browser dies.
  await writeFile(
    join(fresh, 'fonts.conf'),
    `<fontconfig><dir>${unpacked}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${unpacked}/cache</cachedir></fontconfig>`,
  );
  await rename(fresh, unpacked).catch(() => rm(fresh, { recursive: true, force: true }));
}

/** Compiles the page's script unless what is there is newer than its source. */
async function compilePage(): Promise<void> {
  const source = join(root, 'src/playground/page');
  const built = join(root, 'dist/playground/page/page.js');
  const changed = Math.max(...readdirSync(source).map((name) => statSync(join(source, name)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > changed) return;
  await bundlePage(join(root, 'dist'));
}

/** Starts a headless browser, also as root and without a display. */
export async function launch(): Promise<Browser> {
  await unpack();
  await compilePage();
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    chromiumSandbox: false,
    args: ['--no-zygote', '--disable-gpu', '--font-render-hinting=none', '--disable-dev-shm-usage'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
      HOME: unpacked,
    },
  });
}

/** A fresh page; whatever it complains of on its console is collected. */
async function open(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const complaints: string[] = [];
  page.on('console', (it) => {
    if (it.type() === 'error' || it.type() === 'warning') complaints.push(it.text());
  });
  page.on('pageerror', (it) => complaints.push(String(it)));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

/** The first of them unpacks the browser. */
const startMs = 120_000;

/** Opens pages in one browser that all tests of a file share. Called at the top of the file. */
export function sharedBrowser() {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  }, startMs);
  afterAll(() => browser?.close());
  return (url: string, options?: BrowserContextOptions) => {
    if (browser === undefined) throw new Error('the browser starts before the tests');
    return open(browser, url, options);
  };
}

/** The whole product with a browser, which all tests of a file share. Called at the top of the file. */
export function sharedWhole() {
  let whole: Whole | undefined;
  beforeAll(async () => {
    whole = await startWhole('http');
  }, startMs);
  afterAll(() => whole?.stop());
  return {
    // Made last it goes first: its pages are connected to the workspace.
    open: sharedBrowser(),
    get playground(): Playground {
      if (whole === undefined) throw new Error('the workspace starts before the tests');
      return whole.playground;
    },
  };
}

/** A picture for whoever looks at the run, when a folder is named. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', caret: 'hide' });
}

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds serious or critical on the page as it is now. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // By evaluation: the page's content security policy refuses script tags, as it should.
  await page.evaluate(await readFile(axe, 'utf8'));
  const violations = await page.evaluate<Finding[]>('axe.run().then((it) => it.violations)');
  return violations
    .filter((it) => it.impact === 'serious' || it.impact === 'critical')
    .map((it) => `${it.id}: ${it.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`);
}
