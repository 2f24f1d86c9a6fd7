import { launch, open } from './kit.ts';
const b = await launch();
const { page, complaints } = await open(b, process.argv[2]!);
await page.getByLabel('Message', { exact: true }).fill('/rag-or-ft our support assistant');
await page.keyboard.press('Enter');
await page.waitForTimeout(1200);
await page.screenshot({ path: '/tmp/look/real1.png' });
for (let i = 0; i < 8; i++) {
  const d = page.locator('#modal');
  if (!(await d.isVisible())) break;
  for (const f of await d.locator('fieldset').all()) { const r = f.locator('input[type=radio]'); if (await r.count()) await r.first().check(); }
  for (const f of await d.locator('input[type=text]').all()) if (!(await f.inputValue())) await f.fill('500');
  for (const f of await d.locator('select').all()) if (!(await f.inputValue())) await f.selectOption({ index: 1 });
  const next = d.locator('button[type=submit]'); if (!(await next.count())) break;
  await next.click(); await page.waitForTimeout(900);
  await page.screenshot({ path: `/tmp/look/real-step${i}.png` });
}
console.log(complaints, await page.locator('#warning').textContent());
await page.screenshot({ path: '/tmp/look/real2.png' });
const q = await (await fetch(new URL('/parts?as=U0ANN&channel=C0GUILD&inspect=1', process.argv[2]!))).json() as any;
console.log(q.inspector.replace(/<[^>]+>/g, ' ').slice(0, 300));
await b.close();
