import type { KnownBlock, ModalView } from '@slack/types';
import { costFormulas, type CostOption, type Explanation, labelOf, moneyIn, type Rulebook } from '../../core/index.ts';
import { modals, sumsButtons } from '../ids.ts';
import { texts } from '../texts.ts';
import { measureText } from '../forms/costs.ts';
import { inputText } from './costs.ts';
import { fold, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { bold, context, type Inline, line, list, namesOf, rich, titled, words } from './rich.ts';

/** A bill that follows from sizes has no number of its own. */
const billedByUse = 'rag.vector_db.usd_per_month';

type Costs = Explanation['costs'];
type Cost = Costs['options'][number];
type Line = Cost['lines'][number];

type Book = Pick<Rulebook, 'approaches' | 'sources'>;

/** Every line of one option with its formula and the numbers in it, below a button for each other option. */
export function sumsView(decision: string, { costs }: Explanation, option: CostOption, rulebook: Book): ModalView {
  const found = costs.options.find((one) => one.option === option) ?? costs.options[0];
  const [head, ...blocks] = found === undefined ? [] : linesOf(costs, found, rulebook);
  const buttons = costs.options
    .filter((one) => one.option !== found?.option)
    .map((one) => sumsButtons[one.option].render(labelOf(rulebook, one.option), { v: 1 as const, decision }));
  const parts = [
    ...(head === undefined ? [] : [{ block: head, must: true }]),
    // Above the lines: where a window is redrawn it stays where it was scrolled to.
    ...(buttons.length === 0 ? [] : [{ block: { type: 'actions' as const, elements: buttons }, must: true }]),
    ...blocks.map((block) => ({ block })),
  ];
  return readingModal(
    modals.sums,
    texts.sums.modal,
    texts.sums.close,
    fold(parts, viewBudget, context(texts.record.cut)),
  );
}

function linesOf(costs: Costs, cost: Cost, rulebook: Book): KnownBlock[] {
  const money = moneyIn(costs.currency);
  const { option, model, setup, monthly, total, lines, unavailable, asOf } = cost;
  const label = labelOf(rulebook, option);
  if (unavailable !== undefined) return [rich(line(bold(texts.sums.gone(label, unavailable, asOf))))];
  const { currency, todayUsd, horizonMonths } = costs;
  const used = new Set([...ofTotals, ...lines.flatMap(({ inputs }) => inputs)]);
  const numbers = costs.inputs.filter(({ id }) => used.has(id)).map((input) => numberOf(input, rulebook));
  return [
    rich(
      line(bold(texts.sums.of(label, model))),
      line(words(texts.sums.total(money(setup), money(monthly), money(total), costs.horizonMonths))),
      line(words(thousandText(cost, costs, money))),
      ...(todayUsd === undefined
        ? []
        : [line(words(texts.sums.today(money(todayUsd), horizonMonths, money(todayUsd * horizonMonths))))]),
    ),
    context(
      [
        texts.sums.how(costs.horizonMonths, String(costs.seed)),
        ...(currency === undefined ? [] : [texts.costs.rate(currency.code, String(currency.perUsd), currency.on)]),
      ].join(' '),
      1200,
    ),
    ...(lines.length === 0
      ? []
      : [
          rich(
            list(
              'bullet',
              lines.map((one) => lineText(one, money)),
            ),
          ),
        ]),
    ...titled(texts.sums.numbers, 'bullet', numbers),
  ];
}

/** What every total is made of, whatever its lines. */
const ofTotals = ['horizon_months', 'workload.queries_per_day', 'workload.growth_per_month'];

type Money = (dollars: number) => string;

function thousandText({ per1000, monthly }: Cost, { inputs }: Costs, money: Money): string {
  const perDay = inputs.find(({ id }) => id === 'workload.queries_per_day')?.value;
  if (per1000 === undefined || perDay === undefined) return texts.sums.noQueries;
  const queries = measureText('queries', perDay * costFormulas.daysPerMonth);
  return texts.sums.thousand(money(per1000), money(monthly), queries);
}

const lineText = (one: Line, money: Money): readonly Inline[] => [
  bold(one.label),
  words(`: ${amountText(one, money)} `),
  words(texts.sums.formula(one.formula)),
];

function amountText({ usd, per, usdPerQuery, assumed }: Line, money: Money): string {
  const star = assumed ? '*' : '';
  const each = usdPerQuery === undefined ? '' : texts.sums.each(money(usdPerQuery));
  return `${money(usd)}${star} ${texts.sums[per]}${each}`;
}

/** A number with who says so: the team, an assumption, or a price list of a day. */
function numberOf(input: Costs['inputs'][number], rulebook: Book): readonly Inline[] {
  const { assumed, source, price } = input;
  if (price === undefined) {
    const said = inputText(input);
    return assumed ? [words(`${said}${texts.sums.assumed}`, 300), ...namesOf(rulebook, source)] : [words(said, 300)];
  }
  const { row, asOf } = price;
  const billed = input.id === billedByUse;
  const said = billed ? texts.sums.billed(input.label, row, asOf) : `${inputText(input)}${texts.sums.price(row, asOf)}`;
  return [words(said, 300)];
}
