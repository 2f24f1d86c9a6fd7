import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareRunning,
  compareSetup,
  runningCosts,
  tuningPaysBack,
  tuningSetup,
} from '../../src/core/costs/budgets.ts';
import { breakEvens } from '../../src/core/costs/break-even.ts';
import { type Case, certain, decide, explain, nextQuestions, type Rulebook } from '../../src/core/index.ts';
import { resolve } from '../../src/core/costs/scenario.ts';
import { at, book, rulebook } from './shipped.ts';

const ready: Case = {
  gap: 'behavior',
  behavior_kind: 'task',
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
    const [pivot] = said(ready).pivots.filter(({ question }) => question === 'budget_upfront_usd');
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
    const running = runningCosts(rulebook, at);
    const levels = { setup: ['over', 'alone', 'fits'], running: ['both_over', 'loading_over', 'fits'] };
    fc.assert(
      fc.property(amounts, amounts, amounts, amounts, (one, other, few, many) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        const [less, more] = [Math.min(few, many), Math.max(few, many)];
        const set = (examples: number, budget: number) => levels.setup.indexOf(compareSetup(setup(examples), budget));
        expect(set(less, small)).toBeLessThanOrEqual(set(less, large));
        expect(set(less, small)).toBeLessThanOrEqual(set(more, small));
        const run = (queries: number, budget: number) =>
          levels.running.indexOf(compareRunning(running(150_000, queries, 10), budget));
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
        if (paysBack(queries, few)) expect(paysBack(queries, few + more)).toBe(true);
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
        const months = resolved.scenarios.map(
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

const never = { ...rulebook.costs['refresh_months']!, p10: 0, p50: 0, p90: 0 };
