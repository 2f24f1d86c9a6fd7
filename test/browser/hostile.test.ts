import { expect, test } from 'vitest';
import { long } from '../long.ts';
import { hostileTexts } from '../playground/hostile.ts';
import { shareRag } from './flow.ts';
import { sharedWhole } from './kit.ts';

const whole = sharedWhole();

/** Elements in messages that text must never become, and addresses that lead out. */
const kinds = ['script', 'iframe', 'svg', 'img', '.mention', 'object', '[onerror]', '[onload]', 'input'];
const made = `[...document.querySelectorAll('${kinds.map((kind) => `#message-list ${kind}`).join(', ')}')]
  .map((it) => it.outerHTML.slice(0, 200))`;
const leading = `[...document.querySelectorAll('#message-list a[href]')].map((it) => it.getAttribute('href'))
  .filter((it) => !it.startsWith('?'))`;

/** Those that are looked for by name, and in the short form every twelfth of the others. */
const named = [
  '<script>alert(1)</script>',
  '<!channel> everybody look',
  '{{user}} {{sidebar}}',
  '<@U0BEN|ben> owes me',
];
const titles = hostileTexts.filter((text, place) => long || named.includes(text) || place % 12 === 0);

test('hostile titles stand in the page as their own letters, and make no element, mention or link', async () => {
  const { playground } = whole;
  const titled = titles.map((text) => text.slice(0, 150)).filter((text) => text.replace(/[\s\p{C}]/gu, '') !== '');
  const ann = playground.as('ann');
  for (const title of titled) {
    if (/^\s*(help|\?)\s*$/i.test(title)) continue;
    await shareRag(playground, { typed: title });
  }
  const posted = ann.messages('#llm-guild').filter(({ botId }) => botId);
  expect(posted.length).toBeGreaterThan(titles.length * 0.9);
  const { page, complaints, close } = await whole.open(playground.url);
  await page.locator('#message-list > li').nth(posted.length).waitFor({ state: 'attached' });
  expect(await page.evaluate(made)).toEqual([]);
  const sources = await page.evaluate<string[]>(leading);
  expect(sources.filter((href) => /evil|e\.example|javascript/.test(href))).toEqual([]);
  const text = await page.evaluate<string>(`document.querySelector('#message-list').textContent`);
  for (const one of named) expect(text).toContain(one);
  expect(complaints).toEqual([]);
  await close();
}, 240_000);

test('what people write in the channel makes neither element nor mention, but for @names of people', async () => {
  const { playground } = whole;
  const ann = playground.as('ann');
  const before = ann.messages('#random').length;
  const written = hostileTexts.map((text) => text.replaceAll('@ben', '@nobody').replaceAll('#llm', '#x'));
  for (const text of written) await ann.say('#random', text);
  const { page, complaints, close } = await whole.open(`${playground.url}?channel=C0RANDOM`);
  await page
    .locator('#message-list > li')
    .nth(before + written.length - 1)
    .waitFor({ state: 'attached' });
  expect(await page.evaluate(made)).toEqual([]);
  const links = await page.evaluate<string[]>(leading);
  expect(links.filter((href) => !/^https?:\/\//.test(href))).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
}, 120_000);
