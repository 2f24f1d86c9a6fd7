import type { RawTextElement, TableBlock } from '@slack/types';
import {
  type Explanation,
  labelOf,
  moneyIn,
  monthWords,
  type OptionOutlook,
  type Outlook,
  openWords,
  overtakenWords,
} from '../../core/index.ts';
import { cut } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Labels } from './answer.ts';

type Costs = Explanation['costs'];
type Cost = Costs['options'][number];

const cellLength = 120;

/** The table of costs with its head: one row for each option, and one for what is paid today. */
export function rowsOf({ costs, approach }: Explanation, outlook: Outlook | undefined, rulebook: Labels): string[][] {
  const { costs: said } = texts;
  const { options, horizonMonths } = costs;
  const total = outlook === undefined ? said.total(horizonMonths) : said.totalRange(horizonMonths);
  const head = [said.approach, said.setup, said.monthly, said.perThousand, total];
  const rows = options.map((cost) => {
    const { option } = cost;
    const label = labelOf(rulebook, option);
    const drawn = outlook?.options.find((one) => one.option === option);
    const own = outlook?.options.find((one) => one.option === approach);
    const prices = pricesOf(cost, drawn, costs);
    const when = drawn === undefined || own === undefined ? [] : [cheaperFrom(drawn, own, horizonMonths)];
    return [option === approach ? said.recommended(label) : label, ...prices, ...when];
  });
  const today = todayOf(costs, outlook);
  if (outlook === undefined) return [head, ...rows, ...today];
  const width = head.length + 1;
  return [[...head, said.overtaken], ...rows, ...today].map((row) => [
    ...row,
    ...Array.from({ length: width - row.length }, () => said.none),
  ]);
}

/** An option's figures. */
function pricesOf(cost: Cost, drawn: OptionOutlook | undefined, { currency }: Costs): string[] {
  const { none, unavailable } = texts.costs;
  if (cost.unavailable !== undefined) return [unavailable, none, none, none];
  const money = moneyIn(currency);
  const { setup, monthly, per1000, total, lines } = cost;
  const star = (...paid: readonly Cost['lines'][number]['per'][]): string =>
    lines.some(({ assumed, per }) => assumed && paid.includes(per)) ? '*' : '';
  const prices = [
    `${money(setup)}${star('once')}`,
    `${money(monthly)}${star('month')}`,
    per1000 === undefined ? none : `${money(per1000)}${star('month')}`,
  ];
  const all = star('once', 'month', 'retrain');
  if (drawn === undefined) return [...prices, `${money(total)}${all}`];
  const { p10, p50, p90 } = drawn.range;
  return [...prices, `${money(p50)} (${money(p10)}-${money(p90)})${all}`];
}

/**
 * When the recommended option has paid off against another, and when it is overtaken again: low setup, dear months. Open where
 * it is ahead with all numbers at their middle, and in no month shown at P50.
 */
function cheaperFrom(other: OptionOutlook, own: OptionOutlook, horizonMonths: number): string {
  const from = overtakenWords(other, horizonMonths);
  const last = other.paid.length - 1;
  const gap = (month: number): number => (own.paid[month]?.p50 ?? 0) - (other.paid[month]?.p50 ?? 0);
  const { overtaken } = other;
  if (overtaken?.month === undefined || overtaken.month >= last || gap(last) <= 0) return from;
  const reached = Math.max(0, Math.floor(overtaken.month));
  const months = Array.from({ length: last + 1 - reached }, (_, at) => reached + at);
  if (!months.some((month) => gap(month) < 0)) return openWords(overtaken);
  const level = months.findLast((month) => gap(month) <= 0) ?? reached;
  // Draws that go from the start to never have no month until which it holds.
  return from === openWords(overtaken) ? from : texts.costs.until(from, level + 1);
}

/** What is paid today for what is to be replaced, and when the recommended option has paid off against it. */
function todayOf({ todayUsd, currency, horizonMonths }: Costs, outlook: Outlook | undefined): string[][] {
  if (todayUsd === undefined) return [];
  const money = moneyIn(currency);
  const { none, todayRow } = texts.costs;
  const row = [todayRow, none, money(todayUsd), none, money(todayUsd * horizonMonths)];
  return outlook === undefined ? [row] : [[...row, monthWords(outlook.payback?.month, horizonMonths)]];
}

/** Rows as Slack's table, numbers to the right. */
export function tableOf(rows: readonly (readonly string[])[]): TableBlock {
  const wrapped = { is_wrapped: true };
  const columns = (rows[0] ?? []).map((_, at) => (at === 0 ? wrapped : { align: 'right' as const, ...wrapped }));
  return { type: 'table', column_settings: columns, rows: rows.map((row) => row.map(cell)) };
}

function cell(text: string): RawTextElement {
  return { type: 'raw_text', text: cut(text, cellLength) || ' ' };
}
