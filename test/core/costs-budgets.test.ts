import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareRunning,
  compareSetup,
  knowledgeCosts,
  tuningPaysBack,
  tuningSetup,
} from '../../src/core/costs/budgets.ts';
import { breakEvens } from '../../src/core/costs/break-even.ts';
import { type Case, certain, costsCsv, decide, explain, nextQuestions, type Rulebook } from '../../src/core/index.ts';
import { resolve } from '../../src/core/costs/scenario.ts';
import { at, book, rulebook } from './shipped.ts';

const ready: Case = {
  gap: 'behavior',
  behavior_kind: 'task',
  behavior_consistency: 'high',
  prompt_success_rate: 0.7,
  required_accuracy: 0.95,
  prompt_tried: 'yes',
  queries_per_day: 20_000,
  rules_change: 'yearly',
  task_narrow_stable: 'yes',
  labelled_examples: 4000,
  eval_harness: 'yes',
  team_skill: 'ml',
  stage: 'production',
};
const said = (answers: Case) => explain(book, answers, { title: 'A case', at });
const amounts = fc.integer({ min: 0, max: 8000 }).map((power) => Math.floor(10 ** (power / 1000)));

describe('a budget', () => {
  it('is not asked for before a verdict, and that nobody named one is said among what is assumed', () => {
    expect(nextQuestions(book, ready, { at, leave: [], most: 6 })).toEqual([]);
    const { settled, assumptions } = said(ready);
    expect(settled).toBe('as_assumed');
    expect(assumptions).toContainEqual({
      question: 'budget_upfront_usd',
      name: 'the budget to set it up',
      value: 'no budget was named',
      how: 'assumed',
    });
  });

  it('rules tuning out exactly below what it costs to set up, and the verdict says at which number', () => {
    const pivot = said(ready).pivots.find(({ question }) => question === 'budget_upfront_usd');
    const least = Math.ceil(tuningSetup(rulebook, at)(4000).alone);
    expect(pivot).toMatchObject({ below: least, approach: 'prompt', assumed: true });
    expect(decide(book, { ...ready, budget_upfront_usd: least }, at).approach).toBe('fine-tune');
    expect(decide(book, { ...ready, budget_upfront_usd: least - 1 }, at).approach).toBe('prompt');
  });

  it('given as a range around the setup leaves both approaches possible', () => {
    const { settled, possible } = decide(book, { ...ready, budget_upfront_usd: { low: 1000, high: 90_000 } }, at);
    expect(settled).toBe('no');
    expect(possible.map(({ approach }) => approach)).toEqual(expect.arrayContaining(['prompt', 'fine-tune']));
  });

  it('never lets less through when it is larger, and never more when there is more to pay for', () => {
    const setup = tuningSetup(rulebook, at);
    const running = knowledgeCosts(rulebook, at);
    const set = (examples: number, budget: number) =>
      ['over', 'alone', 'fits'].indexOf(compareSetup(setup(examples), budget));
    const run = (queries: number, budget: number) =>
      ['both_over', 'loading_over', 'fits'].indexOf(compareRunning(running(150_000, queries, 10), budget));
    fc.assert(
      fc.property(amounts, amounts, amounts, amounts, (one, other, few, many) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        const [less, more] = [Math.min(few, many), Math.max(few, many)];
        expect(set(less, small)).toBeLessThanOrEqual(set(less, large));
        expect(set(less, small)).toBeLessThanOrEqual(set(more, small));
        expect(run(more, small)).toBeLessThanOrEqual(run(more, large));
        expect(run(more, small)).toBeLessThanOrEqual(run(less, small));
      }),
    );
  });

  it.each([
    [{ budget_monthly_usd: 1000 }, 'RAG: about', 'Money speaks against it: it is beyond the budget of $1,000 a month.'],
    [{}, 'RAG: about', 'Money speaks against it: over 12 months Long context would cost'],
  ])('or far cheaper ways to do the same speak against a verdict in one sentence: %o', (budget, start, sentence) => {
    const { costHeadline } = said({ gap: 'knowledge', knowledge_tokens: 20_000, needs_citations: 'yes', ...budget });
    expect(costHeadline.startsWith(start)).toBe(true);
    expect(costHeadline).toContain(sentence);
  });

  it.each<[Case, string]>([
    [{ budget_monthly_usd: { low: 10, high: 1000 } }, 'it is beyond the budget of $1,000 a month.'],
    [{ budget_monthly_usd: [500, 10] }, 'it is beyond the budget of $500 a month.'],
    [{ budget_upfront_usd: [10, 20] }, 'it is beyond the budget of $20 to set it up.'],
    [
      { budget_upfront_usd: 20, budget_monthly_usd: 30 },
      'it is beyond the budget of $20 to set it up and the budget of $30 a month.',
    ],
  ])('of several, or as a range, is exceeded by what exceeds the largest: %o', (budget, sentence) => {
    const { costHeadline } = said({ gap: 'knowledge', knowledge_tokens: 20_000, needs_citations: 'yes', ...budget });
    expect(costHeadline).toContain(sentence);
  });

  it('that is enough, and the cheapest way, leave nothing to say', () => {
    const cheap = said({ gap: 'knowledge', knowledge_tokens: 20_000, freshness: 'yearly', budget_monthly_usd: 50_000 });
    expect(cheap.approach).toBe('long-context');
    expect(cheap.costHeadline).not.toContain('Money speaks');
  });
});

describe('payback of a tuned model', () => {
  it('comes with traffic, and more examples at hand never take it away', () => {
    const paysBack = tuningPaysBack(rulebook, at);
    expect(paysBack(100, 1000)).toBe(false);
    expect(paysBack(1_000_000, 1000)).toBe(true);
    fc.assert(
      fc.property(amounts, amounts, amounts, (queries, few, more) => {
        expect(paysBack(queries, few + more) || !paysBack(queries, few)).toBe(true);
      }),
    );
  });

  it('agrees with the break-even month at every place to tune, where no retrain falls into the horizon', () => {
    const once: Rulebook = { ...rulebook, costs: { ...rulebook.costs, refresh_months: never } };
    const paysBack = tuningPaysBack(once, at);
    fc.assert(
      fc.property(amounts, (queries) => {
        const given = new Map([['workload.queries_per_day', certain(queries)]]);
        const resolved = resolve(once, given, { start: at });
        if (!resolved.ok) throw new Error('the usual workload cannot be priced');
        const { lifetimes, places } = resolved;
        const scenarios = lifetimes.flatMap((lifetime) => places.map((place) => resolved.at(lifetime, place)));
        const months = scenarios.map(
          (one) => breakEvens(one).find(({ from, to }) => from === 'prompt' && to === 'fine-tune')?.month,
        );
        const examples = rulebook.costs['labelled_examples']!.p50;
        expect(paysBack(queries, examples)).toBe(months.some((month) => month !== undefined && month <= 12));
      }),
      { numRuns: 20 },
    );
  });

  it('is against a model that stops sooner the harder', () => {
    const soon: Rulebook = {
      ...rulebook,
      prices: {
        ...rulebook.prices,
        fine_tuning: rulebook.prices.fine_tuning.map((row) => ({ ...row, base_shutdown: '2026-12-20' })),
      },
    };
    expect(tuningPaysBack(soon, at)(1_000_000, 1000)).toBe(false);
  });
});

it('a model that left the price list is named where the costs are', () => {
  const money = { model: 'gone-model' };
  const { costHeadline } = explain(book, { gap: 'knowledge' }, { title: 'A case', at, money });
  expect(costHeadline).toContain('gone-model left the price list, the usual model stands in');
  expect(said({ gap: 'knowledge' }).costHeadline).not.toContain('left the price list');
});

it.each(['-1+2', '-1', '=1', '@a', '+1', '-cmd'])(
  'a text that a spreadsheet would compute stays a text: %s',
  (text) => {
    const { costs } = said({ gap: 'knowledge' });
    const options = costs.options.map((option) => ({
      ...option,
      lines: option.lines.map((line) => ({ ...line, label: text })),
    }));
    const cells = costsCsv({ ...costs, options }, rulebook)
      .split('\r\n')
      .slice(1, 2)
      .join('')
      .split(',');
    expect(cells[1]).toBe(Number.isFinite(Number(text)) && text.startsWith('-') ? text : `'${text}`);
  },
);

const never = { ...rulebook.costs['refresh_months']!, p10: 0, p50: 0, p90: 0 };
