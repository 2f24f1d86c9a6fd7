import type { KnownBlock, RawTextElement, TableBlock } from '@slack/types';
import type { Shown } from '../../app/ports.ts';
import {
  type Explanation,
  labelOf,
  moneyAgainst,
  moneyIn,
  monthWords,
  oldPrices,
  type OptionOutlook,
  type Outlook,
  overtakenWords,
  rangeLine,
  signLine,
} from '../../core/index.ts';
import type { Curves } from '../../charts/curves.ts';
import { buttons } from '../ids.ts';
import { limits } from '../limits.ts';
import { cut, inert } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Labels } from './answer.ts';
import { chartOf, chartText, type MessageBlock } from './chart.ts';
import { fold, type Part } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { bold, context, line, list, rich, titled, words } from './rich.ts';

type Costs = Explanation['costs'];
type Option = Costs['options'][number];
type Input = Costs['inputs'][number];

const inputsShown = 14;
const swingsShown = 3;
const tableColumns = 6;

/** What the costs message is made of. */
export type CostsShown = Pick<Shown, 'explanation' | 'revision'> & { readonly outlook?: Outlook | undefined };

/**
 * The costs in the thread: first what to plan with, then how sure it is, one table, its curve, the numbers that move it most, those
 * it rests on, and the dates to know.
 */
export function costsMessage(message: CostsShown, rulebook: Labels): Content {
  const { explanation, revision, outlook } = message;
  const { costs } = explanation;
  const rows = rowsOf(message, rulebook);
  const first = outlook === undefined ? [] : opening(outlook, rulebook, costs);
  const frame = frameOf(costs);
  const charted = outlook && chartOf(curvesOf(outlook, costs, rulebook));
  const value = { v: 1 as const, decision: revision.decision };
  const parts: readonly Part<MessageBlock>[] = [
    { block: rich(line(bold(texts.costs.heading))), must: true },
    ...first.map((text, at) => ({ block: rich(line(at === 0 ? bold(text, 600) : words(text, 600))), must: true })),
    { block: tableOf(rows), must: true },
    { block: context([texts.costs.starred, ...frame].join(' ')), must: true },
    ...(charted === undefined ? [] : [{ block: charted.block, must: true }]),
    ...reasonBlocks(costs, rulebook),
    ...(outlook === undefined ? [] : swingBlocks(outlook, costs, rulebook)),
    ...inputBlocks(
      texts.costs.given,
      costs.inputs.filter((input) => !input.assumed && input.price === undefined),
    ),
    ...inputBlocks(
      texts.costs.assumed,
      costs.inputs.filter((input) => input.assumed),
    ),
    ...titled(texts.costs.events, 'bullet', eventLines(costs)).map((block) => ({ block })),
    {
      block: {
        type: 'actions' as const,
        elements: [
          buttons.reckon.render(texts.costs.edit, value),
          buttons.sums.render(texts.costs.sums, value),
          buttons.files.render(texts.costs.files, value),
          buttons.articles.render(texts.costs.articles, value),
        ],
      },
      must: true,
    },
  ];
  const text = [
    texts.costs.heading,
    ...first,
    ...rows
      .slice(1)
      .map((row) => row.map((cell, at) => (at === 0 ? cell : `${rows[0]?.[at] ?? ''} ${cell}`)).join(', ')),
    ...frame,
    ...(charted === undefined ? [] : [chartText(charted.chart, 600)]),
    ...costs.events.slice(0, 6).map(({ date, text: said }) => `${date}: ${said}`),
  ];
  return {
    text: inert(text.join('\n'), limits.messageText.max),
    blocks: fold<MessageBlock>(parts, messageBudget, context(texts.message.cutShort)),
    ...(charted && { chart: charted.chart }),
  };
}

/** For whoever signs; then how sure it is; then what money or today's bill says to it. */
function opening(outlook: Outlook, rulebook: Labels, { currency, horizonMonths }: Costs): readonly string[] {
  const { payback } = outlook;
  const money = moneyIn(currency);
  return [
    signLine(outlook, currency),
    `${rangeLine(outlook, rulebook, currency)}.`,
    moneyAgainst(outlook, rulebook, currency) ?? '',
    payback === undefined ? '' : texts.costs.today(money(payback.todayUsd), monthWords(payback.month, horizonMonths)),
  ].filter((text) => text !== '');
}

/** What every figure rests on: the day of the prices, the currency, whether people count. */
function frameOf(costs: Costs): readonly string[] {
  const { asOf, at, cashOnly, currency } = costs;
  const old = oldPrices(costs);
  return [
    texts.costs.prices(asOf, at),
    ...(old === undefined ? [] : [old]),
    ...(cashOnly ? [texts.costs.cashOnly] : []),
    ...(currency === undefined ? [] : [texts.costs.rate(currency.code, String(currency.perUsd), currency.on)]),
  ];
}

function rowsOf({ explanation, outlook }: CostsShown, rulebook: Labels): string[][] {
  const { costs, approach } = explanation;
  const { options, horizonMonths, currency } = costs;
  const { costs: said } = texts;
  const total = outlook === undefined ? said.total(horizonMonths) : said.totalRange(horizonMonths);
  const head = [said.approach, said.setup, said.monthly, said.perThousand, total];
  return [
    outlook === undefined ? head : [...head, said.overtaken],
    ...options.map((option) => {
      const label = labelOf(rulebook, option.approach);
      const name = option.approach === approach ? said.recommended(label) : label;
      const drawn = outlook?.options.find((one) => one.option === option.approach);
      return [name, ...pricesOf(option, drawn, { outlook, money: moneyIn(currency) })];
    }),
  ];
}

interface Figures {
  readonly outlook: Outlook | undefined;
  readonly money: (dollars: number) => string;
}

function pricesOf(option: Option, drawn: OptionOutlook | undefined, { outlook, money }: Figures): string[] {
  const { none, unavailable } = texts.costs;
  const rest = outlook === undefined ? 3 : 4;
  if (option.unavailable !== undefined) return [unavailable, ...Array.from({ length: rest }, () => none)];
  const { setup, monthly, per1000, total, lines } = option;
  const star = lines.some(({ assumed }) => assumed) ? '*' : '';
  const prices = [money(setup), `${money(monthly)}${star}`, per1000 === undefined ? none : `${money(per1000)}${star}`];
  if (drawn === undefined || outlook === undefined) return [...prices, `${money(total)}${star}`];
  const { p10, p50, p90 } = drawn.range;
  return [...prices, `${money(p50)} (${money(p10)}-${money(p90)})${star}`, overtakenWords(drawn, outlook.months)];
}

function tableOf(rows: readonly (readonly string[])[]): TableBlock {
  const numbers = Array.from({ length: tableColumns - 1 }, () => ({ align: 'right' as const, is_wrapped: true }));
  return {
    type: 'table',
    column_settings: [{ is_wrapped: true }, ...numbers].slice(0, rows[0]?.length ?? tableColumns),
    rows: rows.map((row) => row.map(cell)),
  };
}

function cell(text: string): RawTextElement {
  return { type: 'raw_text', text: cut(text, 120) || ' ' };
}

/** What is paid by the end of each month, with the band of the recommended option. */
function curvesOf(outlook: Outlook, { events, at }: Costs, rulebook: Labels): Curves {
  const { months, recommended } = outlook;
  return {
    title: texts.costs.curve(months),
    series: outlook.options.map(({ option, paid }) => ({
      id: option,
      label: labelOf(rulebook, option),
      p50: paid.map(({ p50 }) => p50),
      ...(option === recommended && {
        p10: paid.map(({ p10 }) => p10),
        p90: paid.map(({ p90 }) => p90),
        recommended: true,
      }),
    })),
    events: events.slice(0, 3).map(({ date, text }) => ({ month: monthsFrom(at, date), text: `${date}: ${text}` })),
    crossings: outlook.options.flatMap(({ option, overtaken }) => {
      const month = overtaken?.month;
      if (month === undefined || month <= 0 || month > months) return [];
      return [{ month, text: texts.costs.crossing(labelOf(rulebook, option)) }];
    }),
  };
}

const daysPerMonth = 30.44;
const msPerDay = 86_400_000;

/** Months from one day to another, for a mark on the axis. */
const monthsFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / msPerDay / daysPerMonth;

function swingBlocks(outlook: Outlook, { currency }: Costs, rulebook: Labels): { block: KnownBlock }[] {
  const money = moneyIn(currency);
  const items = outlook.swings.slice(0, swingsShown).map(({ label, unit, low, high, flipsAt, flipsTo }) => {
    const flip =
      flipsAt === undefined || flipsTo === undefined
        ? ''
        : texts.costs.flips(`${shown(flipsAt)} ${unit}`, labelOf(rulebook, flipsTo));
    return [words(`${texts.costs.swing(label, money(low), money(high))}${flip}`, 300)];
  });
  return titled(texts.costs.moves, 'ordered', items).map((block) => ({ block }));
}

function reasonBlocks({ options }: Costs, rulebook: Labels): { block: KnownBlock }[] {
  const reasons = options.flatMap(({ approach, unavailable }) =>
    unavailable === undefined ? [] : [[words(texts.costs.why(labelOf(rulebook, approach), unavailable), 300)]],
  );
  return reasons.length > 0 ? [{ block: rich(list('bullet', reasons)) }] : [];
}

const eventLines = ({ events }: Costs) => events.slice(0, 6).map(({ date, text }) => [words(`${date}: ${text}`, 300)]);

function inputBlocks(heading: string, inputs: readonly Input[]): { block: KnownBlock }[] {
  const rest = inputs.length - inputsShown;
  const items = inputs.slice(0, inputsShown).map((input) => [words(inputText(input), 200)]);
  return titled(heading, 'bullet', [...items, ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : [])]).map(
    (block) => ({ block }),
  );
}

/** "Queries a day: 2,000 (500 to 8,000) queries per day" */
export function inputText({ label, value, low, high, unit }: Input): string {
  const range = low === high ? '' : texts.sums.range(shown(low), shown(high));
  return texts.sums.input(label, `${shown(value)}${range}`, unit);
}

const shown = (number: number): string => number.toLocaleString('en-US', { maximumSignificantDigits: 4 });
