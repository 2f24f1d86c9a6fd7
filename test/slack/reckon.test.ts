import type { InputBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CostChoices } from '../../src/core/index.ts';
import { articlesView } from '../../src/slack/views/articles.ts';
import { readReckon, reckonView } from '../../src/slack/views/reckon.ts';
import { sumsView } from '../../src/slack/views/sums.ts';
import { type Entries, expectView, fill, textsIn, viewProblems } from './kit.ts';
import { moneyExplained, moneyRules, reckoned, swings } from './money.ts';
import { revision } from './samples.ts';

const explanation = moneyExplained();
const rules = moneyRules();
const windowOf = (money?: CostChoices) =>
  reckonView({ explanation, revision: money === undefined ? revision : reckoned(money), swings }, rules);

/** What the window says when it is answered like this. */
const answered = (entries: Entries, money?: CostChoices) => readReckon(fill(windowOf(money), entries), rules);

/** What it says about money, which it must be able to read. */
function moneyIn(entries: Entries, money?: CostChoices): CostChoices {
  const read = answered(entries, money);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.money;
}

function errorsIn(entries: Entries) {
  const read = answered(entries);
  return read.ok ? {} : read.errors;
}

const rate = 'Number.people.usd_per_week';
const queries = 'Number.workload.queries_per_day';
const hits = 'Number.cache.hit_rate';

describe('the window of assumptions', () => {
  test('offers the numbers that move the result most, with what holds now, and no list price', () => {
    const inputs = windowOf().blocks.filter((block): block is InputBlock => 'element' in block);
    expectView(windowOf());
    expect(inputs.map(({ block_id }) => block_id)).toEqual([
      rate,
      queries,
      hits,
      'Model',
      'People',
      'Today',
      'Currency',
      'Defaults',
    ]);
    expect(
      inputs.slice(0, 3).map(({ element }) => ('placeholder' in element ? element.placeholder?.text : '')),
    ).toEqual(['Assumed: 4,500 (3,000-6,500)', 'Now: 4,500', 'Assumed: 30% (10%-50%)']);
  });

  test('left empty says nothing, for which decision and revision', () => {
    expect(answered({})).toEqual({ ok: true, decision: 'decision-1', revision: 1, money: {}, asDefault: false });
  });

  test('offers eight more when some were changed, and shows all that were', () => {
    const many = Array.from({ length: 40 }, (_, at) => `number_${at}`);
    const input = explanation.costs.inputs[0];
    if (input === undefined) throw new Error('the sample has numbers');
    const costs = { ...explanation.costs, inputs: many.map((id) => ({ ...input, id })) };
    const swung = many.map((path) => ({ input: path }));
    const offered = (changed: number) => {
      const numbers = Object.fromEntries(many.slice(-changed).map((path) => [path, { p10: 1, p50: 2, p90: 4 }]));
      const shown = { explanation: { ...explanation, costs }, revision: reckoned({ numbers }), swings: swung };
      const ids = reckonView(shown, rules).blocks.map(({ block_id = '' }) => block_id);
      return ids.filter((id) => id.startsWith('Number.')).map((id) => id.slice('Number.'.length));
    };
    expect(offered(10)).toEqual([...many.slice(-10), ...many.slice(0, 8)]);
    expect(offered(28)).toHaveLength(30);
  });
});

describe('every field comes back as it was said', () => {
  const everything: CostChoices = {
    numbers: { 'people.usd_per_week': { p10: 2000, p50: 4000, p90: 8000 } },
    model: 'model-b',
    cashOnly: true,
    todayUsd: 1234.5,
    currency: { code: 'EUR', perUsd: 0.92, on: '' },
  };

  test('when it is left as it was shown', () => {
    expect(moneyIn({}, everything)).toEqual(everything);
  });

  test('when all of it is taken back', () => {
    const nothing = { [rate]: '', Model: '?usual', People: [], Today: '', Currency: ' ' };
    expect(moneyIn(nothing, everything)).toEqual({});
  });

  test.each<[string, Entries, CostChoices]>([
    ['a number', { [rate]: '4,000' }, { numbers: { 'people.usd_per_week': { p10: 4000, p50: 4000, p90: 4000 } } }],
    [
      'a range, as P10 and P90 with its geometric middle',
      { [rate]: '1k to 4k' },
      { numbers: { 'people.usd_per_week': { p10: 1000, p50: 2000, p90: 4000 } } },
    ],
    [
      'a range from nothing',
      { [queries]: '0-10' },
      { numbers: { 'workload.queries_per_day': { p10: 0, p50: 5, p90: 10 } } },
    ],
    ['a share in percent', { [hits]: '40%' }, { numbers: { 'cache.hit_rate': { p10: 0.4, p50: 0.4, p90: 0.4 } } }],
    ['a share of one', { [hits]: '0.25-1' }, { numbers: { 'cache.hit_rate': { p10: 0.25, p50: 0.5, p90: 1 } } }],
    ['a model', { Model: 'model-b' }, { model: 'model-b' }],
    ['cash only', { People: ['yes'] }, { cashOnly: true }],
    ['what is paid today', { Today: '$1,200' }, { todayUsd: 1200 }],
    ['nothing paid today', { Today: '0 USD' }, { todayUsd: 0 }],
    ['a currency', { Currency: 'eur 0.92' }, { currency: { code: 'EUR', perUsd: 0.92, on: '' } }],
    ['a currency with a sign', { Currency: 'JPY = 149.5' }, { currency: { code: 'JPY', perUsd: 149.5, on: '' } }],
  ])('as %s', (_, entries, money) => {
    expect(moneyIn(entries)).toEqual(money);
    expect(moneyIn({}, money)).toEqual(money);
  });

  test('as the wish to start with it in the workspace', () => {
    expect(answered({ Defaults: ['yes'] })).toMatchObject({ asDefault: true });
    expect(windowOf(everything).blocks.find(({ block_id }) => block_id === 'Defaults')).not.toHaveProperty(
      'element.initial_options',
    );
  });

  test('whatever number it is', () => {
    const number = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.constantFrom('people.usd_per_week', 'cache.hit_rate'), (a, b, path) => {
        const most = path === 'cache.hit_rate' ? 1e12 : 1;
        const [p10 = 0, p90 = 0] = [a / most, b / most].toSorted((x, y) => x - y);
        const money = moneyIn({}, { numbers: { [path]: { p10, p50: (p10 + p90) / 2, p90 } } });
        expect(money.numbers?.[path]).toMatchObject({ p10, p90 });
      }),
    );
  });
});

describe('what cannot be priced is said at its input', () => {
  test.each<[Entries, RegExp]>([
    [{ [rate]: 'lots' }, /^I could not read that as a number/],
    [{ [rate]: '-5' }, /^Outside of what can be priced: must be at least 0\./],
    [{ [rate]: '9-3' }, /^The range starts above its end/],
    [{ [rate]: '1e13' }, /^Outside of what can be priced: must be at most 1,000,000,000,000\./],
    [{ [rate]: 'NaN' }, /^I could not read/],
    [{ [rate]: 'Infinity' }, /^I could not read/],
    [{ [rate]: '1e999' }, /^I could not read/],
    [{ [hits]: '101%' }, /^Outside of what can be priced: must be at most 100%\./],
    [{ [hits]: '50-500' }, /^Outside of what can be priced: must be at most 100%\./],
    [{ Today: 'a lot' }, /^I could not read that as a number/],
    [{ Today: '-5' }, /^Outside of what can be priced: must be at least 0\./],
    [{ Today: '5-10' }, /^I could not read that as a number/],
    [{ Currency: 'euros' }, /code of three letters/],
    [{ Currency: 'EUR 0' }, /code of three letters/],
    [{ Currency: 'EUR -1' }, /code of three letters/],
    [{ Currency: '€ 0.9' }, /code of three letters/],
  ])('%j', (entries, sentence) => {
    const [id = ''] = Object.keys(entries);
    expect(errorsIn(entries)).toEqual({ [id]: expect.stringMatching(sentence) });
  });

  test('a time or a share in which nothing happens is refused', () => {
    const paths = ['workload.active_hours_per_day', 'corpus.chunk_tokens', 'tuning.serving.utilisation'];
    const [input] = explanation.costs.inputs;
    if (input === undefined) throw new Error('the sample has numbers');
    const costs = { ...explanation.costs, inputs: paths.map((id) => ({ ...input, id })) };
    const shown = { explanation: { ...explanation, costs }, revision, swings: paths.map((path) => ({ input: path })) };
    const zeros = Object.fromEntries(paths.map((path) => [`Number.${path}`, '0']));
    const read = readReckon(fill(reckonView(shown, rules), zeros), rules);
    expect(read).toEqual({
      ok: false,
      errors: Object.fromEntries(
        Object.keys(zeros).map((id) => [
          id,
          expect.stringMatching(/^Outside of what can be priced: (at least|must be above) 0/),
        ]),
      ),
    });
  });

  test.each([
    ['200', false],
    ['50', true],
  ])('passages of 100 tokens that share %s: %s', (shared, ok) => {
    const paths = ['corpus.chunk_tokens', 'corpus.overlap_tokens'];
    const [input] = explanation.costs.inputs;
    if (input === undefined) throw new Error('the sample has numbers');
    const costs = { ...explanation.costs, inputs: paths.map((id) => ({ ...input, id })) };
    const shown = { explanation: { ...explanation, costs }, revision, swings: paths.map((path) => ({ input: path })) };
    const said = { 'Number.corpus.chunk_tokens': '100', 'Number.corpus.overlap_tokens': shared };
    const refused = { errors: { 'Number.corpus.overlap_tokens': expect.stringContaining('cannot share that much') } };
    expect(readReckon(fill(reckonView(shown, rules), said), rules)).toMatchObject({ ok, ...(!ok && refused) });
  });

  test('a model that nobody offered', () => {
    const view = fill(windowOf());
    view.state.values['Model'] = { Model: { type: 'static_select', selected_option: { value: 'gpt-2' } } };
    expect(readReckon(view, rules)).toEqual({
      ok: false,
      errors: { Model: 'Please choose one of the models.' },
    });
  });

  test('a window that is not one of ours', () => {
    for (const context of ['', '{}', '{"v":2}', '{"v":1,"decision":"d","revision":0,"paths":[]}'])
      expect(() => readReckon({ ...fill(windowOf()), private_metadata: context }, rules)).toThrow(
        /invalid|expected|not JSON/i,
      );
  });
});

test('a model that left the list is shown as the usual one', () => {
  const select = windowOf({ model: 'gpt-2' }).blocks.find(({ block_id }) => block_id === 'Model');
  expect(select).toMatchObject({ element: { initial_option: { value: '?usual' } } });
});

test('more models than Slack lists are cut', () => {
  const [model] = rules.prices.models;
  if (model === undefined) throw new Error('the sample has models');
  const models = Array.from({ length: 150 }, (_, at) => ({ ...model, id: `m${at}` }));
  const view = reckonView(
    { explanation, revision: reckoned({ model: 'm149' }), swings },
    { costs: rules.costs, prices: { ...rules.prices, models } },
  );
  expect(viewProblems(view)).toEqual([]);
});

describe('every line of an option', () => {
  test('stands with its formula, the numbers in it, who says so, and the price row with its day', () => {
    const view = sumsView('decision-1', moneyExplained('Thing', 1), 'rag', rules);
    const said = textsIn(view.blocks).map(({ text }) => text);
    expect(said).toContain('Label rag, priced with a-model');
    expect(said.join('')).toContain('Thing: $100 a month ($0.01 a query) = Thing');
    expect(said.join('')).toContain('Thing: 4,500 (3,000 to 6,500) $ per week, assumed [Some words]');
    expect(said.join(' ')).toMatch(/4,500 .*, Thing, read on 2026-11-01/);
    expect(said.join(' ')).toContain("Per 1,000 queries $0.01: the month's $370 ÷ 135,000 queries × 1,000.");
  });

  test('is one click from that of every other option', () => {
    const view = sumsView('decision-1', moneyExplained(), 'rag', rules);
    const actions = view.blocks.flatMap((block) =>
      'elements' in block && block.type === 'actions' ? block.elements : [],
    );
    expect(actions.map((it) => 'action_id' in it && it.action_id)).toEqual(
      ['prompt', 'long-context', 'fine-tune', 'hybrid'].map((id) => `decision:button:sums-${id}`),
    );
  });

  test('of one that cannot be had says why, and of one that is not there shows the first', () => {
    const gone = JSON.stringify(sumsView('decision-1', moneyExplained('Too long'), 'long-context', rules).blocks);
    expect(gone).toContain('Label long-context: Too long');
    expect(gone).not.toContain('priced with');
    expect(JSON.stringify(sumsView('decision-1', moneyExplained(), 'classifier', rules).blocks)).toContain(
      'Label prompt, priced with',
    );
  });
});

test('figures of articles are compared in their own currency, for the volume that is said', () => {
  const shown = moneyExplained('Queries a day', 4);
  const costs = { ...shown.costs, currency: { code: 'EUR', perUsd: 0.5, on: '2026-11-20' } };
  const said = textsIn(articlesView({ ...shown, costs }, moneyRules()).blocks).map(({ text }) => text);
  expect(said).toContain('Yours: $2,000 (EUR 1,000) (Label rag, Setup)');
  expect(said[0]).toMatch(/Yours are for queries a day: 4,500 queries per day\.$/);
});

test("each figure of the articles stands beside the team's own, with the line that differs", () => {
  const said = textsIn(articlesView(moneyExplained('x', 4), moneyRules('Article', 4)).blocks).map(({ text }) => text);
  expect(said.filter((text) => text.startsWith('Yours'))).toEqual([
    'Yours: $2,000 (Label rag, Setup)',
    'Yours: $370 (Label rag, Monthly)',
    'Yours: $0.01 (Label rag, Per 1,000 queries)',
    'Yours: $6,444 (Label rag, 12 months)',
  ]);
  expect(said.filter((text) => text === 'The difference: Article')).toHaveLength(4);
});
