import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { running, type Slice } from './running.ts';
import { firstPage, full, posted, previewed, read, shared } from './share.ts';

const upkeep = 'Number.people.upkeep_days_per_month.rag';

/** Opens the window of assumptions under the costs and submits it. */
async function reckon({ playground }: Slice, costs: string, entries: Record<string, string>) {
  const ann = playground.as('U0ANN');
  await ann.click('Edit assumptions', { ts: costs });
  await playground.until(() => ann.view()?.callbackId === 'decision:modal:reckon');
  return ann.submit(entries);
}

/** The files in a thread as texts, in order. */
async function filesIn({ playground }: Slice, decision: string): Promise<string[]> {
  const thread = playground.as('U0ANN').thread('#llm-guild', decision);
  const files = thread.flatMap((message) => message.files ?? []);
  return Promise.all(files.map(async (id) => (await fetch(new URL(`/files/${id}`, playground.url))).text()));
}

it('changes the costs in place when assumptions are edited, and a reply says what moved', async () => {
  const slice = await running();
  const { ann, decision, thread } = await shared(slice);
  const costs = thread[2];
  expect(costs?.text).toMatch(/^What each approach costs\nPlan with \$[\d.K]+ for the first 12 months;/);
  expect(costs?.blocks?.map(({ type }) => type)).toContain('data_visualization');
  const answer = await reckon(slice, costs?.ts ?? '', { [upkeep]: '20-40', Today: '9000', Currency: 'EUR 0.5' });
  expect(answer.kind).toBe('update');
  const after = await slice.playground.until(() => full(ann.thread('#llm-guild', decision.ts), 4));
  expect(after[3]?.text).toContain('Looking after retrieval: 2 (1-4) → 28.28 (20-40) days per month.');
  expect(after[3]?.text).toContain('Prices are shown in EUR, 1 USD = 0.5 EUR.');
  expect(after[2]).toMatchObject({ ts: costs?.ts, text: expect.stringMatching(/Plan with EUR/) });
  expect(read(after[2])).toContain('As it is today');
  expect(read(after[2])).not.toMatch(/\$\d/);
  const headline = ann.messages('#llm-guild').find(({ ts }) => ts === decision.ts);
  expect(headline?.text).toContain('EUR');
  expect(slice.playground.notes).toEqual([]);
});

it('starts the new decisions of whoever kept them with their numbers, already in the preview, and those of nobody else', async () => {
  const slice = await running();
  const { ann, thread } = await shared(slice);
  await ann.click('Edit assumptions', { ts: thread[2]?.ts ?? '' });
  await slice.playground.until(() => ann.view()?.callbackId === 'decision:modal:reckon');
  await ann.submit({ Currency: 'EUR 0.5', Defaults: ['yes'] });
  expect(read(ann.view())).toContain('Your new decisions start with');
  await ann.closeView();
  await previewed(slice, '#llm-guild', 'The next one');
  expect(read(ann.view())).toContain('EUR');
  const ben = await previewed(slice, '#llm-guild', 'One of Ben', 'U0BEN');
  expect(read(ben.view())).not.toContain('EUR');
});

it('gives the answer before its prices, which lead to themselves when they could not come', async () => {
  const slice = await running();
  const { playground } = slice;
  playground.faults.next('views.update', { kind: 'error', error: 'fatal_error' });
  const ann = playground.as('U0ANN');
  await ann.command('#llm-guild', '/rag-or-ft Help desk bot');
  await playground.until(() => ann.view());
  await ann.submit(firstPage);
  await ann.submit({ prompt_success_rate: '60%' });
  expect(read(ann.view())).toContain('Use retrieval');
  expect(read(ann.view())).toContain('The prices come in a moment.');
  expect(read(ann.view())).not.toMatch(/\$\d/);
  await ann.click('Show the prices', { view: true });
  await playground.until(() => read(ann.view()).includes('to set up'));
  expect(read(ann.view())).not.toContain('The prices come in a moment.');
  await ann.submit();
  expect((await playground.until(() => posted(playground, '#llm-guild'))).text).toMatch(/about \$\d/);
  expect(playground.notes).toEqual([]);
});

it('refuses to change the costs of somebody else, and numbers that cannot be priced', async () => {
  const slice = await running();
  const { thread } = await shared(slice);
  const costs = thread[2]?.ts ?? '';
  const ben = slice.playground.as('U0BEN');
  await ben.click('Edit assumptions', { ts: costs });
  const word = await slice.playground.until(() => ben.ephemerals('#llm-guild')[0]);
  expect(word.text).toContain('Only the person who shared this decision');
  const answer = await reckon(slice, costs, { [upkeep]: 'a few' });
  expect(answer).toMatchObject({ kind: 'errors', errors: { [upkeep]: expect.stringContaining('could not read') } });
});

it('leads from every cell to its lines, formula, inputs, price row and day in two clicks', async () => {
  const slice = await running();
  const { thread } = await shared(slice);
  const costs = thread[2];
  const table = costs?.blocks?.find(({ type }) => type === 'table');
  const rows = z
    .object({ rows: z.array(z.array(z.object({ text: z.string() }))) })
    .parse(table)
    .rows.map((row) => row.map(({ text }) => text));
  const ben = slice.playground.as('U0BEN');
  await ben.click('Every line', { ts: costs?.ts ?? '' });
  await slice.playground.until(() => ben.view());
  for (const [name = '', setup = '', monthly = ''] of rows.slice(1)) {
    const label = name.replace(' (recommended)', '');
    const before = read(ben.view());
    if (!before.includes(`${label}, priced with`) && !before.includes(`${label}: `)) {
      await ben.click(label, { view: true });
      await slice.playground.until(() => read(ben.view()) !== before);
    }
    const said = read(ben.view());
    const sums = `${setup.replace('*', '')} once, ${monthly.replace('*', '')} a month`;
    const parts = setup === 'not possible' ? [] : [sums, ' = ', ', assumed', ' $ per 1M tokens, ', ', read on 20'];
    for (const part of [label, ...parts]) expect(said).toContain(part.trimStart());
  }
});

it('posts the table and a receipt that reproduces every number on the command line', async () => {
  const slice = await running();
  const { ann, decision, thread } = await shared(slice, 'Help, "desk" bot');
  await ann.click('Download', { ts: thread[2]?.ts ?? '' });
  await slice.playground.until(() => ann.ephemerals('#llm-guild').some(({ text }) => text.includes('the files')));
  const [csv = '', text = '', picture = '', ...more] = await filesIn(slice, decision.ts);
  expect(more).toEqual([]);
  expect(picture).toContain('PNG');
  expect(csv.split('\r\n')[0]).toBe('option,line,when,bearer,usd,usd_per_query,assumed,formula,inputs');
  expect(csv).toContain('RAG,Engineering,one-off,people,');
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-receipt-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const recheck = async (receipt: string) => {
    const file = join(folder, 'receipt.json');
    writeFileSync(file, receipt);
    const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', cli, 'costs', '--receipt', file]);
    return run.then(
      ({ stderr }) => ({ code: 0, stderr }),
      (error: unknown) => z.object({ code: z.number(), stderr: z.string() }).parse(error),
    );
  };
  expect(await recheck(text)).toEqual({ code: 0, stderr: expect.stringMatching(/all \d+ numbers come out as in/) });
  const changed = text.replace(/("rag":\s*\{\s*"setup":\s*\{\s*"total":\s*)[\d.]+/, '$11');
  expect(changed).not.toBe(text);
  const again = await recheck(changed);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('options.rag.setup.total');
}, 60_000);

it('says so when it may not post files, and posts nothing', async () => {
  const slice = await running();
  const { ann, decision, thread } = await shared(slice);
  slice.playground.faults.next('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' });
  slice.playground.faults.next('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' });
  await ann.click('Download', { ts: thread[2]?.ts ?? '' });
  const word = await slice.playground.until(() => ann.ephemerals('#llm-guild').find(({ text }) => /files/.test(text)));
  expect(word.text).toContain('I need the scope files:write');
  // It stands in the thread, where they pressed, for them alone.
  expect(ann.thread('#llm-guild', decision.ts).at(-1)?.ts).toBe(word.ts);
  expect(slice.playground.as('U0BEN').thread('#llm-guild', decision.ts)).toHaveLength(3);
});

it('shows the curve as a picture with its numbers in words where the workspace does not know the block', async () => {
  const slice = await running();
  slice.playground.faults.quirks.unknownBlocks.add('data_visualization');
  const { decision, thread } = await shared(slice);
  expect(thread[2]?.blocks?.map(({ type }) => type)).toContain('image');
  const page = `${slice.playground.url}?as=U0ANN&channel=C0GUILD&thread=${decision.ts}`;
  const html = await (await fetch(page)).text();
  const [, src = '', alt = ''] = /<img src="(\/files\/\w+)" alt="(Line chart[^"]*)"/.exec(html) ?? [];
  expect(alt).toMatch(/After 12 months, cheapest first: .*RAG \(recommended\) \$[\d.]+K \(likely \$/);
  const picture = await fetch(new URL(src, slice.playground.url));
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(slice.playground.notes).toEqual([]);
});
