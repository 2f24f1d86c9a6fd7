import { price, scenarioOf } from '../../src/core/costs/price.ts';
import { type Approach, type Case, type Costs, givenBy, resolve, type Rulebook } from '../../src/core/index.ts';

type NumberQuestion = Extract<Rulebook['questions'][string], { kind: 'number' }>;

/** What rules give for a complete case, evaluated as they read: rule by rule, with no diagram and no order. */
export interface Outcome {
  readonly approach: Approach;
  readonly holds: (claim: string) => boolean;
  readonly fires: (rule: string) => boolean;
  readonly stands: (rule: string, claim: string) => boolean;
}

/** @throws when not exactly one row of the verdict table matches. */
export function evaluate(rulebook: Rulebook, answers: Case, at: string): Outcome {
  const rules = Object.entries(rulebook.rules);
  const ruleOf = (id: string) => rulebook.rules[id]!;
  const argues = (id: string, claim: string): 'for' | 'against' | undefined => {
    if (ruleOf(id).supports?.includes(claim)) return 'for';
    return ruleOf(id).opposes?.includes(claim) ? 'against' : undefined;
  };

  const values = new Map<string, string>();
  const valueIn = (question: string): string => {
    const value = values.get(question) ?? valueOf(rulebook, question, answers, at);
    values.set(question, value);
    return value;
  };
  const fires = (id: string): boolean =>
    Object.entries(ruleOf(id).when).every(([question, wanted]) => [wanted].flat().includes(valueIn(question)));
  const stands = (id: string, claim: string): boolean => {
    const side = argues(id, claim);
    const opponents = rules.filter(([other]) => {
      const theirs = argues(other, claim);
      return theirs !== undefined && theirs !== side;
    });
    const beaters = opponents.filter(([, other]) => !ruleOf(id).limit && (other.limit || other.beats.includes(id)));
    return side !== undefined && fires(id) && !beaters.some(([other]) => stands(other, claim));
  };
  const holds = (claim: string): boolean => {
    const standing = new Set(rules.filter(([id]) => stands(id, claim)).map(([id]) => argues(id, claim)));
    return rulebook.claims[claim]!.needs.every(holds) && standing.has('for') && !standing.has('against');
  };

  const matching = rulebook.verdicts.filter((row) =>
    Object.entries(row.if).every(([claim, wanted]) => wanted === '-' || holds(claim) === (wanted === 'yes')),
  );
  const [row, ...others] = matching;
  if (row === undefined || others.length > 0) throw new Error(`${matching.length} rows of the verdict table match`);
  return { approach: row.give, holds, fires, stands };
}

/** The option, band or computed value of a question in a complete case. */
function valueOf(rulebook: Rulebook, id: string, answers: Case, at: string): string {
  const derived = rulebook.derived[id];
  if (derived !== undefined) return computed[derived.compute](rulebook, answers, at);
  const question = rulebook.questions[id];
  const given = answers[id];
  if (question?.kind === 'number') return bandOf(rulebook, question, Number(given));
  if (typeof given !== 'string') throw new Error(`${id} is no complete answer`);
  return given;
}

function bandOf(rulebook: Rulebook, { bands = {} }: NumberQuestion, value: number): string {
  const found = Object.entries(bands).find(
    ([, { below }]) => below === undefined || value < rulebook.thresholds[below]!.value,
  );
  return found![0];
}

const unnamed = ({ questions }: Rulebook, id: string): unknown => questions[id]?.usual;

/** The prices with each lifetime of a cache and at each place to tune. */
function everyPrice(rulebook: Rulebook, answers: Case, at: string): readonly Costs[] {
  const resolved = resolve(rulebook, givenBy(rulebook, answers), { start: at });
  if (!resolved.ok) throw new Error(resolved.problems[0]?.message);
  const { lifetimes, places } = resolved;
  return lifetimes.flatMap((lifetime) => places.map((place) => price(rulebook, resolved.at(lifetime, place))));
}

function amountOf({ options }: Costs, id: string, part: 'setup' | 'monthly' | 'total'): number {
  const cost = options.find(({ option }) => option === id);
  return cost === undefined || cost.unavailable !== undefined ? Number.POSITIVE_INFINITY : cost[part];
}

const computed = {
  prompt_meets_requirement(rulebook: Rulebook, answers: Case): string {
    const rate = Number(answers['prompt_success_rate']);
    const enough = rate >= rulebook.thresholds['prompt_ceiling']!.value && rate >= Number(answers['required_accuracy']);
    return enough ? 'yes' : 'no';
  },
  /** By way of the full prices, with every other input as it is assumed. */
  long_context_cost(rulebook: Rulebook, answers: Case, at: string): string {
    const { knowledge_tokens = 0, queries_per_day = 0, active_hours_per_day = 0 } = answers;
    const scenario = scenarioOf(rulebook, { knowledge_tokens, queries_per_day, active_hours_per_day }, at);
    const [, long, rag] = price(rulebook, scenario).options;
    if (long!.unavailable !== undefined) return 'dearer';
    const near = rulebook.costs['close_within']!.p50 * rag!.total;
    if (Math.abs(long!.total - rag!.total) <= near) return 'close';
    return long!.total < rag!.total ? 'cheaper' : 'dearer';
  },
  /** By way of the full prices at each place a model can be tuned. */
  setup_within_budget(rulebook: Rulebook, { labelled_examples = 0, budget_upfront_usd = 0 }: Case, at: string): string {
    if (budget_upfront_usd === unnamed(rulebook, 'budget_upfront_usd')) return 'fits';
    const priced = everyPrice(rulebook, { labelled_examples }, at);
    const least = (option: string): number => Math.min(...priced.map((one) => amountOf(one, option, 'setup')));
    if (least('fine-tune') > Number(budget_upfront_usd)) return 'over';
    return least('hybrid') > Number(budget_upfront_usd) ? 'alone' : 'fits';
  },
  running_within_budget(rulebook: Rulebook, answers: Case, at: string): string {
    const { knowledge_tokens = 0, queries_per_day = 0, active_hours_per_day = 0, budget_monthly_usd = 0 } = answers;
    if (budget_monthly_usd === unnamed(rulebook, 'budget_monthly_usd')) return 'fits';
    const priced = everyPrice(rulebook, { knowledge_tokens, queries_per_day, active_hours_per_day }, at);
    const least = (option: string): number => Math.min(...priced.map((one) => amountOf(one, option, 'monthly')));
    if (least('long-context') <= Number(budget_monthly_usd)) return 'fits';
    return least('rag') <= Number(budget_monthly_usd) ? 'loading_over' : 'both_over';
  },
  /** By way of the totals: without growth it pays back within the horizon or not at all, but for a retrain just before its end. */
  payback_before_shutdown(
    rulebook: Rulebook,
    { queries_per_day = 0, labelled_examples = 0 }: Case,
    at: string,
  ): string {
    const priced = everyPrice(rulebook, { queries_per_day, labelled_examples }, at);
    const least = (option: string): number => Math.min(...priced.map((one) => amountOf(one, option, 'total')));
    return least('fine-tune') <= least('prompt') ? 'yes' : 'no';
  },
};
