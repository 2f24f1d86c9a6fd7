import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDerived, type Derived } from '../../src/core/derived.ts';
import { at, rulebook } from './shipped.ts';

const ids = Object.keys(rulebook.derived);

function computed(id: string): Derived {
  const found = compileDerived(rulebook, at).find((one) => one.id === id);
  if (found === undefined) throw new Error(`nothing computes ${id}`);
  return found;
}

/** The values of some lists of numbers. */
function valuesOf(id: string, ...all: readonly (readonly number[])[]): readonly (string | undefined)[] {
  const { compute, values } = computed(id);
  return all.map((numbers) => values[compute(numbers)]);
}

const steadyIn = (id: string): readonly string[] =>
  computed(id).inputs.flatMap((input) => (input.steady ? [input.id] : []));

const most = (id: string): number => {
  const question = rulebook.questions[id];
  return question?.kind === 'number' ? question.max : Number.NaN;
};

/** These computed questions, by a price list without a model. */
const withoutModels = (derived: typeof rulebook.derived): readonly Derived[] =>
  compileDerived({ ...rulebook, derived, prices: { ...rulebook.prices, models: [] } }, at);

describe('a computed question', () => {
  it('takes the best prompt for good enough from the ceiling on, and if it gets what is required', () => {
    const { value: ceiling = 0 } = rulebook.thresholds['prompt_ceiling'] ?? {};
    const all = [[ceiling, ceiling], [ceiling, 0], [ceiling - 0.01, 0], [ceiling, ceiling + 0.01], [1, 1], [1], []];
    expect(valuesOf('prompt_meets_requirement', ...all)).toEqual(['yes', 'yes', 'no', 'no', 'yes', 'yes', 'no']);
  });

  it('cannot do so without a ceiling', () => {
    const { prompt_ceiling: _, ...thresholds } = rulebook.thresholds;
    expect(() => compileDerived({ ...rulebook, thresholds }, at)).toThrow('there is no threshold prompt_ceiling');
  });

  it('needs no prices where it costs nothing to answer, and says what is missing where it does', () => {
    const { prompt_meets_requirement: free, running_within_budget: priced } = rulebook.derived;
    expect(free && withoutModels({ free })).toMatchObject([{ id: 'free', values: Object.keys(free?.values ?? {}) }]);
    expect(() => priced && withoutModels({ priced })).toThrow(/model/);
  });

  it('holds loading everything against retrieval: the more is loaded, and the oftener, the dearer', () => {
    const all = [
      [1000, 10, 24],
      [900_000, 10_000, 24],
    ];
    expect(valuesOf('long_context_cost', ...all)).toEqual(['cheaper', 'dearer']);
    expect(valuesOf('long_context_cost', [300_000, 400])).toEqual(valuesOf('long_context_cost', [300_000, 400, 24]));
    expect(valuesOf('long_context_cost', [])).toEqual(valuesOf('long_context_cost', [0, 0, 24]));
  });

  it('holds what training costs to set up against a budget that was named', () => {
    const budgets = [0, 1000, 30_000, 45_000, 60_000, 1_000_000].map((usd) => [1000, usd]);
    const found = valuesOf('setup_within_budget', ...budgets);
    expect([found[0], found.at(-1)]).toEqual(['over', 'fits']);
    expect([...new Set(found)]).toEqual(['over', 'alone', 'fits']);
    const none = most('budget_upfront_usd');
    expect(valuesOf('setup_within_budget', [1e9, none], [0], [])).toEqual(['fits', 'over', 'over']);
  });

  it('holds what it costs a month against a budget that was named', () => {
    const budgets = [0, 3000, 10_000, 20_000, 40_000, 10_000_000].map((usd) => [500_000, 5000, 24, usd]);
    const found = valuesOf('running_within_budget', ...budgets);
    expect([found[0], found.at(-1)]).toEqual(['both_over', 'fits']);
    expect([...new Set(found)]).toEqual(['both_over', 'loading_over', 'fits']);
    expect(valuesOf('running_within_budget', [1e9, 1e9, 24, most('budget_monthly_usd')], [])).toEqual([
      'fits',
      'both_over',
    ]);
  });

  it('pays training back before its base model stops only where there is traffic', () => {
    expect(valuesOf('payback_before_shutdown', [0, 1000], [10_000_000, 1000], [])).toEqual(['no', 'yes', 'no']);
  });

  it.each(ids.filter((id) => steadyIn(id).length > 0))(
    '%s only rises or falls along the numbers it says that of',
    (id) => {
      const { inputs, compute } = computed(id);
      const part = fc.double({ min: 0, max: 1, noNaN: true });
      const numbers = fc.tuple(
        ...inputs.map(({ question: { min, max } }) => part.map((one) => min + (Math.min(max, 1e7) - min) * one ** 4)),
      );
      const place = fc.constantFrom(...inputs.flatMap(({ steady }, at) => (steady ? [at] : [])));
      fc.assert(
        fc.property(numbers, place, fc.array(part, { minLength: 3, maxLength: 6 }), (given, at, parts) => {
          const { min, max } = inputs[at]!.question;
          const points = parts.map((one) => min + (max - min) * one ** 6).toSorted((a, b) => a - b);
          const values = points.map((point) => compute(given.with(at, point)));
          const sorted = values.toSorted((a, b) => a - b);
          expect([sorted, sorted.toReversed()]).toContainEqual(values);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('says along which numbers it only rises or falls', () => {
    expect(ids.map((id) => [id, ...steadyIn(id)].join(' '))).toEqual([
      'prompt_meets_requirement prompt_success_rate required_accuracy',
      'long_context_cost',
      'setup_within_budget labelled_examples budget_upfront_usd',
      'running_within_budget queries_per_day active_hours_per_day budget_monthly_usd',
      'payback_before_shutdown labelled_examples',
    ]);
  });
});
