import type { KnownBlock, RawTextElement, TableBlock } from '@slack/types';
import { type Explanation, usd } from '../../core/index.ts';
import { limits } from '../limits.ts';
import { cut, inert } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { type Labels, labelOf } from './answer.ts';
import { fold } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { bold, context, line, list, rich, titled, words } from './rich.ts';

type Option = Explanation['costs']['options'][number];
type Input = Explanation['costs']['inputs'][number];

const inputsShown = 14;

/** The costs in the thread: one table, below it the numbers it rests on and the dates to know. */
export function costsMessage(explanation: Explanation, rulebook: Labels): Content {
  const { costs } = explanation;
  const rows = rowsOf(explanation, rulebook);
  const reasons = costs.options.flatMap(({ approach, unavailable }) =>
    unavailable === undefined ? [] : [[words(texts.costs.why(labelOf(rulebook, approach), unavailable), 300)]],
  );
  const parts = [
    { block: rich(line(bold(texts.costs.heading))), must: true },
    { block: tableOf(rows), must: true },
    { block: context(texts.costs.prices(costs.asOf, costs.at)), must: true },
    ...(reasons.length > 0 ? [{ block: rich(list('bullet', reasons)) }] : []),
    ...inputBlocks(
      texts.costs.given,
      costs.inputs.filter((input) => !input.assumed),
    ),
    ...inputBlocks(
      texts.costs.assumed,
      costs.inputs.filter((input) => input.assumed),
    ),
    ...titled(
      texts.costs.events,
      'bullet',
      costs.events.slice(0, 6).map(({ date, text }) => [words(`${date}: ${text}`, 300)]),
    ).map((block) => ({ block })),
  ];
  const lines = [
    texts.costs.heading,
    ...rows
      .slice(1)
      .map((row) => row.map((cell, at) => (at === 0 ? cell : `${rows[0]?.[at] ?? ''} ${cell}`)).join(', ')),
    texts.costs.prices(costs.asOf, costs.at),
  ];
  return {
    text: inert(lines.join('\n'), limits.messageText.max),
    blocks: fold(parts, messageBudget, context(texts.message.cutShort)),
  };
}

function rowsOf({ costs, approach }: Explanation, rulebook: Labels): string[][] {
  const { options, horizonMonths } = costs;
  const head = [
    texts.costs.approach,
    texts.costs.setup,
    texts.costs.monthly,
    texts.costs.perThousand,
    texts.costs.total(horizonMonths),
  ];
  return [
    head,
    ...options.map((option) => {
      const label = labelOf(rulebook, option.approach);
      return [option.approach === approach ? texts.costs.recommended(label) : label].concat(pricesOf(option));
    }),
  ];
}

function pricesOf({ unavailable, setup, monthly, per1000, total }: Option): string[] {
  return unavailable === undefined
    ? [usd(setup), usd(monthly), per1000 === undefined ? texts.costs.none : usd(per1000), usd(total)]
    : [texts.costs.unavailable, texts.costs.none, texts.costs.none, texts.costs.none];
}

function tableOf(rows: readonly (readonly string[])[]): TableBlock {
  const numbers = Array.from({ length: 4 }, () => ({ align: 'right' as const }));
  return { type: 'table', column_settings: [{ is_wrapped: true }, ...numbers], rows: rows.map((row) => row.map(cell)) };
}

function cell(text: string): RawTextElement {
  return { type: 'raw_text', text: cut(text, 120) || ' ' };
}

function inputBlocks(heading: string, inputs: readonly Input[]): { block: KnownBlock }[] {
  const rest = inputs.length - inputsShown;
  const items = inputs
    .slice(0, inputsShown)
    .map(({ label, value, unit }) => [words(`${label}: ${value.toLocaleString('en-US')} ${unit}`, 200)]);
  return titled(heading, 'bullet', [...items, ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : [])]).map(
    (block) => ({ block }),
  );
}
