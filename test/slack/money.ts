import type { CostChoices, CostOption, Explanation, Outlook, Rulebook, Swing } from '../../src/core/index.ts';
import { explanationOf, revision, rules } from './samples.ts';

/** The numbers of {@link moneyExplained} that move its result. */
export const swings: readonly Swing[] = ['people.usd_per_week', 'workload.queries_per_day', 'cache.hit_rate'].map(
  (input) => ({ input, low: 1000, high: 9000, flipsAt: undefined, flipsTo: undefined }),
);

const rangeAt = (middle: number) => ({ p10: middle / 2, p50: middle, p90: middle * 2 });

/** What draws say, of as many months; `text` stands wherever the rules may write, and every price is `dollars`. */
export function outlookOf({ text = 'Some words', months = 12, dollars = 1000, todayUsd = 0 } = {}): Outlook {
  const option = (id: CostOption) => ({
    option: id,
    range: rangeAt(dollars),
    cheapestShare: id === 'rag' ? 0.7 : 0.1,
    paid: Array.from({ length: months + 1 }, (_, month) => rangeAt((dollars * (month + 1)) / (months + 1))),
    overtaken: id === 'rag' ? undefined : { p10: 5, p50: 8, p90: 11, never: 0.1, month: 7.2 },
  });
  return {
    recommended: 'rag',
    months,
    draws: 10_000,
    seed: 7,
    options: (['prompt', 'rag', 'fine-tune', 'hybrid', 'classifier'] as const).map(option),
    swings: swings.map((swing) => ({ ...swing, label: text, unit: text, flipsAt: 0.25, flipsTo: 'prompt' as const })),
    payback: todayUsd === 0 ? undefined : { todayUsd, month: 3.2 },
  };
}

const source = ['s1'];
const line = { id: 'l', per: 'month' as const, bearer: 'bill' as const, assumed: false };

/** An explanation with lines, and with numbers of every kind: given, assumed, a share, a list price. */
export function moneyExplained(text = 'Some words', many = 2): Explanation {
  const explanation = explanationOf(text, many);
  const { costs } = explanation;
  const input = { label: text, unit: '$ per week', value: 4500, low: 3000, high: 6500, assumed: true, source };
  return {
    ...explanation,
    costs: {
      ...costs,
      options: costs.options.map((option) => ({
        ...option,
        lines: Array.from({ length: many }, (_, at) => ({
          ...line,
          label: text,
          usd: 100,
          usdPerQuery: 0.01,
          formula: text,
          inputs: ['people.usd_per_week', 'models.rag.input', `number_${at}`],
        })),
      })),
      inputs: [
        { ...input, id: 'people.usd_per_week' },
        { ...input, id: 'workload.queries_per_day', unit: 'queries per day', low: 4500, high: 4500, assumed: false },
        { ...input, id: 'cache.hit_rate', unit: 'share', value: 0.3, low: 0.1, high: 0.5 },
        { ...input, id: 'models.rag.input', unit: '$', price: { row: text, asOf: '2026-11-01' } },
        ...costs.inputs,
      ],
    },
  };
}

/** A rulebook with two models to price with and two figures of articles. */
export function moneyRules(text = 'Some words', many = 2): Rulebook {
  const model = rules.prices?.models[0];
  const article = (part: 'setup' | 'monthly' | 'per_1000' | 'total') => ({
    figure: text,
    what: text,
    option: 'rag' as const,
    part,
    differs: text,
    source: 's1#cost',
  });
  const rate = { says: text, unit: '$ per week', p10: 3000, p50: 4500, p90: 6500, source };
  return {
    ...rules,
    costs: { engineer_usd_week: rate },
    prices: {
      ...rules.prices,
      models: ['model-a', 'model-b'].map((id) => ({ ...model, id })),
      uses: { rag: 'model-a' },
    },
    articles: Array.from({ length: many }, (_, at) =>
      article((['setup', 'monthly', 'per_1000', 'total'] as const)[at % 4] ?? 'total'),
    ),
    sources: { s1: { by: text, title: text, url: 'https://example.org/1' } },
  } as unknown as Rulebook;
}

/** A decision of which something was said about its costs. */
export const reckoned = (money: CostChoices) => ({ ...revision, money });
