import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startWhole, type Whole } from '../playground/whole.ts';
import { ragAnswers, shareRag } from './flow.ts';
import { launch } from './kit.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
/** Only what documents show is kept with the project; `all` as argument makes every picture. */
const kept = new Set([
  'home',
  'home-dark',
  'home-phone',
  'lesson',
  'quiz-phone',
  'thread',
  'preview',
  'thread-dark',
  'preview-dark',
  'thread-phone',
  'preview-phone',
]);
const maxBytes = 160_000;

const looks: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1280, height: 720 } },
  dark: { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 } },
};

/** Brings what a selector finds last to the upper end of its log. */
const toTop = (page: Page, selector: string) =>
  page.evaluate(`(() => {
    const it = [...document.querySelectorAll(${JSON.stringify(selector)})].at(-1);
    const log = it?.closest('.log');
    if (log) log.scrollTop += it.getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
  })()`);

const dialog = (page: Page) => page.getByRole('dialog');

/** What each surface needs before it can be taken; the page is open in #llm-guild. */
const surfaces: Record<string, (page: Page, whole: Whole, decision: string) => Promise<void>> = {
  async message(page, _whole, decision) {
    await toTop(page, `[id="m${decision}"]`);
  },
  async thread(page, _whole, decision) {
    await page.locator(`[id="m${decision}"] .replies`).click();
    const table = page.getByRole('complementary', { name: 'Thread' }).getByRole('table').last();
    await table.waitFor();
    await page.waitForTimeout(500);
    await toTop(page, `[id="m${decision}"]`);
    await toTop(page, '#thread-list [aria-label="Table"]');
  },
  async why(page, _whole, decision) {
    await page.locator(`[id="m${decision}"]`).getByRole('button', { name: /^Why/ }).first().click();
    await dialog(page).waitFor();
  },
  async start(page, { playground }) {
    await playground.as('ann').command('#llm-guild', '/rag-or-ft Help desk bot');
    await dialog(page).waitFor();
  },
  home: toHome,
  async lesson(page, whole) {
    await toHome(page, whole);
    await page.getByRole('button', { name: '2. The two questions' }).click();
    await dialog(page).getByRole('img').waitFor();
    await page.waitForTimeout(500);
  },
  async case(page, whole) {
    await toHome(page, whole);
    await page.getByRole('button', { name: 'Worked cases' }).click();
    await dialog(page).waitFor();
  },
  async quiz(page, whole) {
    await toHome(page, whole);
    await page.getByRole('button', { name: 'Quiz' }).click();
    await dialog(page).waitFor();
  },
  async preview(page, { playground }) {
    const ann = playground.as('ann');
    await ann.command('#llm-guild', '/rag-or-ft Help desk bot');
    await playground.until(() => ann.view());
    await ann.submit(ragAnswers);
    for (let at = 0; at < 4 && ann.view()?.callbackId === 'case:modal:page'; at++) {
      await ann.submit(at === 0 ? { prompt_success_rate: '60%' } : {});
    }
    await page.waitForTimeout(500);
  },
};

/** The Home tab of somebody who went past its welcome. */
async function toHome(page: Page, { playground }: Whole): Promise<void> {
  const ann = playground.as('ann');
  await ann.openHome();
  const blocks = () => JSON.stringify(ann.home()?.blocks ?? []);
  await playground.until(() => ann.home());
  if (blocks().includes('Step 1 of 2')) await ann.click('Skip', { home: true });
  await playground.until(() => blocks().includes('Your drafts'));
  await page.goto(`${playground.url}?as=U0ANN&channel=D0ANN&tab=home`);
  await page.locator('#home').getByText('Your drafts').waitFor();
  await page.waitForTimeout(300);
}

async function take(browser: Browser, whole: Whole, look: string, decision: string): Promise<void> {
  const all = process.argv.includes('all');
  for (const [surface, prepare] of Object.entries(surfaces)) {
    const name = look === 'light' ? surface : `${surface}-${look}`;
    if (!all && !kept.has(name)) continue;
    const context = await browser.newContext(looks[look] ?? {});
    const page = await context.newPage();
    await page.goto(`${whole.playground.url}?as=U0ANN&channel=C0GUILD`);
    await page.locator(`[id="m${decision}"]`).waitFor();
    await prepare(page, whole, decision);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(200);
    const path = `${folder}${name}.png`;
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    const { size } = statSync(path);
    if (size > maxBytes) throw new Error(`${name}.png has ${size} bytes, more than ${maxBytes}`);
    console.log(`${name}.png ${Math.round(size / 1000)} kB`);
    await context.close();
    while (whole.playground.as('ann').view()) await whole.playground.as('ann').closeView();
  }
}

mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  for (const look of Object.keys(looks)) {
    // A workspace of its own: closed windows leave a word in the channel.
    const whole = await startWhole('http');
    const decision = await shareRag(whole.playground);
    await whole.playground.until(() => whole.playground.as('ann').thread('#llm-guild', decision.ts).length >= 3);
    await take(browser, whole, look, decision.ts);
    await whole.stop();
  }
} finally {
  await browser.close();
}
