import { beforeAll, describe, expect, it } from 'vitest';
import { checkReceipt, costsCsv, type Receipt, receiptOf } from '../../src/core/costs/receipt.ts';
import type { Costs, OptionCost } from '../../src/core/costs/types.ts';
import { at, book, costsOf, option } from './costs-book.ts';
import { rulebook } from './shipped.ts';

const answers = { knowledge_tokens: 2_000_000, queries_per_day: 1000 };
let costs: Costs;
beforeAll(() => {
  costs = costsOf(answers);
});

const rag = () => option(costs, 'rag');

/** Rows of a CSV text, as RFC 4180 says. */
function rowsOf(text: string): string[][] {
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(cells)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('costs as CSV', () => {
  let rows: string[][];
  beforeAll(() => {
    rows = rowsOf(costsCsv(costs, rulebook));
  });
  const of = (label: string) => rows.filter(([name]) => name === label);

  it('has a head, and as many cells in every row', () => {
    expect(rows[0]).toEqual('option,line,when,bearer,usd,usd_per_query,assumed,formula,inputs'.split(','));
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([9]));
  });

  it('has every line of every option that can be had, then its sums', () => {
    const lines = of('RAG');
    expect(lines.slice(0, -3).map(([, line, , bearer, usd]) => [line, bearer, Number(usd)])).toEqual(
      rag().lines.map(({ label, bearer, usd }) => [label, bearer, usd]),
    );
    expect(lines.slice(-3)).toEqual([
      ['RAG', 'Setup in all', 'one-off', '', String(rag().setup), '', '', '', ''],
      ['RAG', 'Month in all', 'monthly', '', String(rag().monthly), '', '', '', ''],
      ['RAG', 'All 12 months', 'total', '', String(rag().total), '', '', '', ''],
    ]);
  });

  it('says when a line is paid, what it costs for a query, whether it is assumed, and what it is made of', () => {
    const when = { once: 'one-off', month: 'monthly', retrain: 'per retraining' };
    const all = costs.options.filter(({ unavailable }) => unavailable === undefined).flatMap(({ lines }) => lines);
    const found = rows.filter(([, , , bearer]) => bearer !== '' && bearer !== 'bearer');
    expect(found.map(([, , ...rest]) => rest)).toEqual(
      all.map((one) => [
        when[one.per],
        one.bearer,
        String(one.usd),
        one.usdPerQuery === undefined ? '' : String(one.usdPerQuery),
        one.assumed ? 'yes' : 'no',
        one.formula,
        one.inputs.join(' '),
      ]),
    );
    for (const place of [2, 5, 6]) expect(new Set(found.map((row) => row[place])).size).toBeGreaterThan(1);
  });

  it('says in one row why an option cannot be had', () => {
    expect(of('Long context')).toEqual([
      ['Long context', option(costs, 'long-context').unavailable, ...Array(7).fill('')],
    ]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+a', "'+a"],
    ['-a', "'-a"],
    ['@sum', "'@sum"],
    ['a "b", c', 'a "b", c'],
    ['two\nlines', 'two\nlines'],
    ['-12.5', '-12.5'],
    ['-1.5e-7', '-1.5e-7'],
    ['-1.5e-7x', "'-1.5e-7x"],
  ])('gives %j to a spreadsheet as %j', (label, cell) => {
    const odd: OptionCost = { ...rag(), lines: [{ ...rag().lines[0]!, label }] };
    expect(rowsOf(costsCsv({ ...costs, options: [odd] }, rulebook))[1]?.[1]).toBe(cell);
  });
});

describe('a receipt', () => {
  let receipt: Receipt;
  beforeAll(() => {
    receipt = receiptOf(book, { answers, at });
  });
  const stored = (): Receipt => JSON.parse(JSON.stringify(receipt));

  it('comes out the same when it is computed again, every number of it', () => {
    const { compared, differing, result } = checkReceipt(stored())!;
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(100);
    expect(JSON.parse(JSON.stringify(result))).toEqual(stored().result);
  });

  it('tells which number came out otherwise by a cent, or is missing, and no other', () => {
    const text = JSON.stringify(receipt);
    const total = receipt.result.options.rag!;
    const p50 = 'total' in total ? total.total.p50 : Number.NaN;
    const changed = (to: string) => checkReceipt(JSON.parse(text.replace(`"p50":${p50}`, to)))!.differing;
    expect(changed(`"p50":${p50 + 0.011}`)).toEqual(['options.rag.total.p50']);
    expect(changed(`"p50":${p50 - 0.011}`)).toEqual(['options.rag.total.p50']);
    expect(changed(`"p50":${p50 + 0.009}`)).toEqual([]);
    expect(changed('"p51":1')).toEqual(['options.rag.total.p50']);
  });

  it.each([
    ['nothing', () => undefined],
    ['another file', () => ({ result: {} })],
    ['one of another version', () => ({ ...receipt, version: 2 })],
    ['one without its prices', () => ({ ...receipt, book: { costs: book.costs } })],
    ['one of no day', () => ({ ...receipt, at: 'yesterday' })],
  ])('is not what is read from %s', (_, data) => {
    expect(checkReceipt(data())).toBeUndefined();
  });

  it('keeps what a team said about its money', () => {
    const money = { cashOnly: true, todayUsd: 900, currency: { code: 'EUR', perUsd: 0.9, on: '2026-11-20' } };
    const mine = receiptOf(book, { answers, at, money });
    expect(mine.result.options).not.toEqual(receipt.result.options);
    expect(checkReceipt(JSON.parse(JSON.stringify(mine)))!.differing).toEqual([]);
  });
});
