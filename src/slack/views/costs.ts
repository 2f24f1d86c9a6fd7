import type { KnownBlock } from '@slack/types';
import type { Shown } from '../../app/ports.ts';
import {
  type Explanation,
  labelOf,
  moneyAgainst,
  moneyIn,
  monthWords,
  oldPrices,
  type Outlook,
  priceDays,
  rangeLine,
  signLine,
} from '../../core/index.ts';
import type { Curves } from '../../charts/curves.ts';
import { measureText } from '../forms/costs.ts';
import { buttons } from '../ids.ts';
import { limits } from '../limits.ts';
import { inert } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Labels } from './answer.ts';
import { chartOf, chartText, type MessageBlock } from './chart.ts';
import { rowsOf, tableOf } from './cost-table.ts';
import { fold, type Part } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { bold, context, line, list, rich, titled, words } from './rich.ts';

type Costs = Explanation['costs'];
type Input = Costs['inputs'][number];

const inputsShown = 10;
const swingsShown = 3;
const eventsShown = 6;

/** What the costs message is made of. */
export type CostsShown = Pick<Shown, 'explanation' | 'revision'> & { readonly outlook?: Outlook | undefined };

/**
 * The costs in the thread: first what to plan with, then how sure it is, one table, its curve, the numbers that move it most, those
 * it rests on, and the dates to know.
 */
export function costsMessage(message: CostsShown, rulebook: Labels): Content {
  const { explanation, revision, outlook } = message;
  const { costs } = explanation;
  const rows = rowsOf(explanation, outlook, rulebook);
  const first = outlook === undefined ? [] : opening(outlook, rulebook, costs);
  const frame = frameOf(costs);
  const charted = outlook && chartOf(curvesOf(outlook, costs, rulebook));
  const reasons = reasonsOf(costs, rulebook);
  const swings = outlook === undefined ? [] : swingsOf(outlook, costs, rulebook);
  const events = costs.events.slice(0, eventsShown).map(({ date, text }) => `${date}: ${text}`);
  const value = { v: 1 as const, decision: revision.decision };
  const parts: readonly Part<MessageBlock>[] = [
    { block: rich(line(bold(texts.costs.heading))), must: true },
    ...first.map((text, at) => ({ block: rich(line(at === 0 ? bold(text, 600) : words(text, 600))), must: true })),
    { block: tableOf(rows), must: true },
    { block: context([texts.costs.starred, ...frame].join(' ')), must: true },
    ...(charted === undefined ? [] : [{ block: charted.block, must: true }]),
    ...bulleted(reasons),
    ...titled(texts.costs.moves, 'ordered', items(swings)).map((block) => ({ block })),
    ...inputBlocks(
      texts.costs.given,
      costs.inputs.filter((input) => !input.assumed && input.price === undefined),
    ),
    ...inputBlocks(texts.costs.assumed, assumedIn(explanation)),
    ...titled(texts.costs.events, 'bullet', items(events)).map((block) => ({ block })),
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
    texts.costs.starred,
    ...frame,
    ...reasons,
    ...(charted === undefined ? [] : [chartText(charted.chart, 600)]),
    ...(swings.length === 0 ? [] : [`${texts.costs.moves}: ${swings.join('; ')}`]),
    ...events,
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
  const { at, cashOnly, currency } = costs;
  const old = oldPrices(costs);
  return [
    texts.costs.prices(priceDays(costs), at),
    ...(old === undefined ? [] : [old]),
    ...(cashOnly ? [texts.costs.cashOnly] : []),
    ...(currency === undefined ? [] : [texts.costs.rate(currency.code, String(currency.perUsd), currency.on)]),
  ];
}

/** What is paid by the end of each month, with the band of the recommended option. */
function curvesOf(outlook: Outlook, { events, at, currency }: Costs, rulebook: Labels): Curves {
  const { months, recommended } = outlook;
  const inMoney = (dollars: number): number => dollars * (currency?.perUsd ?? 1);
  return {
    title: texts.costs.curve(months),
    ...(currency && { currency: currency.code }),
    series: outlook.options.map(({ option, paid }) => ({
      id: option,
      label: labelOf(rulebook, option),
      p50: paid.map(({ p50 }) => inMoney(p50)),
      ...(option === recommended && {
        p10: paid.map(({ p10 }) => inMoney(p10)),
        p90: paid.map(({ p90 }) => inMoney(p90)),
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

function swingsOf(outlook: Outlook, { currency }: Costs, rulebook: Labels): readonly string[] {
  const money = moneyIn(currency);
  return outlook.swings.slice(0, swingsShown).map(({ label, unit, low, high, flipsAt, flipsTo }) => {
    const flip =
      flipsAt === undefined || flipsTo === undefined
        ? ''
        : texts.costs.flips(measureText(unit, flipsAt), labelOf(rulebook, flipsTo));
    return `${texts.costs.swing(label, money(low), money(high))}${flip}`;
  });
}

const reasonsOf = ({ options }: Costs, rulebook: Labels): readonly string[] =>
  options.flatMap(({ option, unavailable }) =>
    unavailable === undefined ? [] : [texts.costs.why(labelOf(rulebook, option), unavailable)],
  );

/** What is assumed about the recommended option; what others rest on stands in their lines. */
function assumedIn({ approach, costs }: Explanation): readonly Input[] {
  const own = costs.options.find(({ option }) => option === approach);
  const used = new Set(own?.lines.flatMap(({ inputs }) => inputs));
  return costs.inputs.filter(({ id, assumed }) => assumed && used.has(id));
}

const items = (all: readonly string[]) => all.map((text) => [words(text, 300)]);

const bulleted = (all: readonly string[]): { block: KnownBlock }[] =>
  all.length > 0 ? [{ block: rich(list('bullet', items(all))) }] : [];

function inputBlocks(heading: string, inputs: readonly Input[]): { block: KnownBlock }[] {
  const rest = inputs.length - inputsShown;
  const shown = inputs.slice(0, inputsShown).map((input) => [words(inputText(input), 200)]);
  return titled(heading, 'bullet', [...shown, ...(rest > 0 ? [[words(texts.costs.more(rest))]] : [])]).map((block) => ({
    block,
  }));
}

/** "Queries a day: 2,000 (500 to 8,000) queries per day" */
export const inputText = ({ label, value, low, high, unit }: Input): string =>
  texts.sums.input(label, measureText(unit, value, low, high));
