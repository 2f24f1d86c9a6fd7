import { expect, test } from 'vitest';
import { outlookOf } from '../../src/core/costs/outlook.ts';
import { simulate } from '../../src/core/costs/simulate.ts';
import { type Case, type CostChoices, explain, type Explanation, labelOf, scenarioOf } from '../../src/core/index.ts';
import { costsMessage } from '../../src/slack/views/costs.ts';
import { at, book, rulebook } from '../core/shipped.ts';
import { payloads, textsIn, viewProblems } from './kit.ts';
import { moneyRules } from './money.ts';
import { decision, revision } from './samples.ts';
import { started } from './started.ts';

type Costs = Explanation['costs'];
type Option = Costs['options'][number];

const exact = (value: number) => ({ p10: value, p50: value, p90: value });
const busy = { queries_per_day: 30_000, knowledge_tokens: 300_000, freshness: 'weekly', output_type: 'classification' };

/** Answers and what a team says of costs, so that each line of each option is something in one of them. */
const workloads: readonly [string, Case, CostChoices][] = [
  ['nothing said', {}, {}],
  [
    'traffic, ranges, a bill of today and another currency',
    { ...busy, queries_per_day: { low: 5000, high: 80_000 } },
    { currency: { code: 'EUR', perUsd: 0.9, on: '2026-11-01' }, todayUsd: 9000 },
  ],
  [
    'retraining each month, on cards in steps',
    { ...busy, queries_per_day: 900_000, rules_change: 'monthly', labelled_examples: 900 },
    {},
  ],
  ['a price that changes, and no people', busy, { model: 'gemini-3.8-flash', cashOnly: true }],
  [
    'prices, a hit rate and a bill that were given',
    busy,
    {
      numbers: {
        'models.rag.input': { p10: 0.5, p50: 0.8, p90: 1.1 },
        'models.long-context.cache_read': exact(0.03),
        'cache.hit_rate': { p10: 0.4, p50: 0.6, p90: 0.8 },
        'rag.vector_db.usd_per_month': exact(210),
        'rag.rerank_usd_per_query': exact(0),
        'workload.growth_per_month': { p10: 0, p50: 0.05, p90: 0.2 },
      },
    },
  ],
  ['more than any model reads, and no queries', { queries_per_day: 0, knowledge_tokens: 9e8 }, {}],
];

test.each(workloads)(
  'every cell of the costs leads to formula, inputs, price row and day in two clicks: %s',
  async (_, answers, money) => {
    const explanation = explain(book, answers, { title: 'A bot', at, money });
    const { approach: recommended, costs } = explanation;
    const shownOptions = costs.options.flatMap(({ option, unavailable }) =>
      unavailable === undefined ? [option] : [],
    );
    const scenario = scenarioOf(rulebook, answers, at, money);
    const asked = { recommended, shown: shownOptions, todayUsd: money.todayUsd };
    const outlook = outlookOf(rulebook, scenario, simulate(scenario, 100), asked);
    const it = await started({ show: async () => ({ decision, revision, explanation, moved: [] }) });
    const { blocks } = costsMessage({ explanation, revision, outlook }, moneyRules());
    const rows = blocks.flatMap((block) => (block.type === 'table' ? block.rows : []));
    const cells = rows.map((row) => row.map((cell) => ('text' in cell ? cell.text : '')));

    const first = buttonIn(blocks, 'Every line');
    await it.receiver.send(payloads.action(first.id, first.value));
    const views = new Map<string, object>([[recommended, it.opened()]]);
    for (const { option } of costs.options.filter((cost) => cost.option !== recommended)) {
      const next = buttonIn(it.opened().blocks, labelOf(moneyRules(), option));
      const window = {
        id: 'V1',
        hash: '1.abc',
        callback_id: 'decision:modal:sums',
        private_metadata: '',
        state: { values: {} },
      };
      await it.receiver.send(payloads.action(next.id, next.value, { view: window }));
      views.set(option, it.slack.calls.at(-1)?.args['view'] ?? {});
    }

    const untold: string[] = [];
    for (const [place, cost] of costs.options.entries()) {
      const view = views.get(cost.option) ?? {};
      const said = wordsIn(view);
      for (const [column, wanted] of traces(costs, cost, cells[place + 1] ?? []).entries()) {
        for (const one of wanted)
          if (!said.includes(one)) untold.push(`${cost.option}, ${cells[0]?.[column] ?? ''}: ${one}`);
      }
      if (said.includes('…')) untold.push(`${cost.option}: something was cut`);
    }
    const last = wordsIn(it.opened());
    for (const [, , month = '', , all = ''] of cells.slice(costs.options.length + 1)) {
      if (!last.includes(`${month} a month, as you said, × 12 months = ${all}`)) untold.push(`today: ${month}`);
    }
    expect(untold).toEqual([]);
    expect(cells.map((row) => row.length)).toEqual(cells.map(() => 6));
    expect(viewProblems(it.opened())).toEqual([]);
  },
);

/** What the window of an option has to say for each cell of its row. */
function traces(costs: Costs, option: Option, row: readonly string[]): readonly (readonly string[])[] {
  const { unavailable, lines, model, asOf } = option;
  if (unavailable !== undefined)
    return row.map(() => [unavailable, ...(asOf === undefined ? [] : [`read on ${asOf}`])]);
  const [, setup = '', monthly = '', thousand = ''] = row.map((cell) => cell.replace('*', ''));
  const paid = (...per: readonly Option['lines'][number]['per'][]) =>
    lines
      .filter((line) => per.includes(line.per))
      .flatMap(({ label, formula, inputs }) => [`${label}: `, `= ${formula}`, ...inputsSaid(costs, inputs)]);
  const all = [
    ...paid('once', 'month', 'retrain'),
    ...inputsSaid(costs, ['workload.growth_per_month', 'horizon_months']),
  ];
  return [
    [model],
    [`${setup} once`, 'Setup: the lines paid once.', ...paid('once')],
    [`${monthly} a month`, 'Monthly: those of the first month.', ...paid('month')],
    thousand === 'n/a'
      ? ['n/a without queries']
      : [`Per 1,000 queries ${thousand}: the month's ${monthly} ÷ `, ...paid('month')],
    ['P50 (P10-P90): the same in every draw', `the seed ${costs.seed}`, ...all],
    ['“Recommended is cheaper from”: the first month', ...all],
  ];
}

/** Each number as the window says it: what it is and its value, or the row that bills it; and the row and day of a list price. */
const inputsSaid = (costs: Costs, ids: readonly string[]): readonly string[] =>
  costs.inputs
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ label, unit, value, price }) => [
      `${label}: `,
      ...(price === undefined ? [] : [price.row, `read on ${price.asOf}`]),
      ...(price !== undefined && value === 0 ? [] : [`${label}: ${numberSaid(unit, value)}`]),
    ]);

const numberSaid = (unit: string, value: number): string =>
  unit.startsWith('share')
    ? `${(value * 100).toLocaleString('en-US', { maximumSignificantDigits: 4 })}%`
    : value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

const wordsIn = (view: object): string =>
  textsIn(view)
    .map(({ text }) => text)
    .join('');

function buttonIn(
  blocks: readonly object[],
  label: string,
): { readonly id: string; readonly value: string | undefined } {
  for (const block of blocks) {
    if (!('elements' in block) || !Array.isArray(block.elements)) continue;
    for (const element of block.elements)
      if (element.text?.text === label) return { id: element.action_id, value: element.value };
  }
  throw new Error(`there is no button ${label}`);
}
