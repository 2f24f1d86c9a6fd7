import type { Case } from './case.ts';
import { questionsToAsk } from './ask.ts';
import { complianceOf } from './comparison.ts';
import type { Book } from './compile.ts';
import { type Budgets, pricesAgainst } from './costs/against.ts';
import { moneyIn } from './costs/money.ts';
import { type CostChoices, price, scenarioOf } from './costs/price.ts';
import type { Costs } from './costs/types.ts';
import { decide, type Verdict } from './decide.ts';
import type { AnswerText, Explanation, Pivot } from './explanation.ts';
import { adviceOf } from './advice.ts';
import { findingsOf } from './findings.ts';
import { pivotsOf, type RawPivot } from './pivots.ts';
import { planOf, warningsOf } from './plan.ts';
import { reasonsFor } from './reasons.ts';
import type { Approach } from './rulebook.ts';
import { addLater } from './later.ts';
import { inOwnUnits, rangeOf, valuesOf } from './levels.ts';
import { answerText, capital, labelOf, list, measureText, requiredText, shortOption, valueText } from './words.ts';

/**
 * Everything there is to say about a case, in words; priced when a price is first read. Pure: the same rulebook, case and date give
 * the same explanation.
 * @param at date of the prices, YYYY-MM-DD. `money`: what the team says about costs beside its answers.
 */
export function explain(
  book: Book,
  answers: Case,
  { title, at, money = {} }: { readonly title: string; readonly at: string; readonly money?: CostChoices | undefined },
): Explanation {
  const { rulebook } = book;
  const verdict = decide(book, answers, at);
  const { approach } = verdict;
  const findings = findingsOf(book, verdict.values, answers);
  const { reasons, against } = reasonsFor(book, verdict, answers, findings);
  const texts = rulebook.approaches[approach];
  const ask = questionsToAsk(book, answers, at).map((id) => ({
    question: id,
    name: rulebook.questions[id]?.name ?? id,
  }));
  const pivots = pivotsOf(book, answers, verdict, at)
    .map((pivot) => ({ ...pivot, text: pivotText(book, pivot) }))
    .sort((a, b) => Number(a.assumed) - Number(b.assumed));
  const explanation = {
    title,
    approach,
    label: texts.label,
    headline: texts.headline,
    sentence: texts.does,
    settled: verdict.settled,
    status: statusText(book, verdict, ask),
    possible: verdict.possible.map((one) => ({ ...one, label: labelOf(rulebook, one.approach) })),
    reasons: reasons.slice(0, reasonsGiven),
    against,
    findings,
    answers: answersIn(book, answers),
    assumptions: verdict.assumptions.flatMap((id) => assumption(book, id, verdict)),
    pivots,
    ask,
    plan: planOf(book, answers, verdict),
    metric: requiredText(rulebook, verdict.complete, answers, texts.metric),
    reviewMonths: texts.review_months,
    warnings: warningsOf(book, answers, verdict),
    compliance: complianceOf(book, verdict),
    ...adviceOf(book, answers, verdict, { title, at, findings, pivots, approach }),
  };
  // A verdict is often held against another one, which shows no prices.
  let priced: Costs | undefined;
  const costs = (): Costs => (priced ??= pricesOf(book, answers, at, money));
  addLater(explanation, {
    costs,
    costHeadline: () => {
      const against = pricesAgainst(costs(), approach, budgetsIn(answers), rulebook);
      return costHeadline(costs(), approach, texts.label, against);
    },
  });
  return explanation;
}

/** How many reasons a verdict gives; what else stands is among its findings. */
const reasonsGiven = 3;

function answersIn(book: Book, answers: Case): readonly AnswerText[] {
  return Object.entries(book.rulebook.questions).flatMap(([question, asked]) => {
    const value = answerText(asked, question, answers);
    return value === undefined ? [] : [{ question, name: asked.name, value, how: 'given' as const }];
  });
}

function assumption(book: Book, id: string, verdict: Verdict): readonly AnswerText[] {
  const question = book.rulebook.questions[id];
  const value = verdict.complete[id];
  if (question === undefined || value === undefined) return [];
  const text = typeof value === 'object' ? '' : assumedText(question, value);
  return [{ question: id, name: question.name, value: text, how: 'assumed' }];
}

function assumedText(question: Book['rulebook']['questions'][string], value: string | number): string {
  if (question.kind === 'yes_no') return value === 'yes' ? question.yes : question.no;
  if (question.kind === 'number' && question.unnamed !== undefined && value === question.usual) return question.unnamed;
  return question.kind === 'choice' ? shortOption(valueText(question, value)) : valueText(question, value);
}

/** How many open questions the status names. */
const asksNamed = 2;

function statusText({ rulebook }: Book, { settled, possible, approach }: Verdict, ask: Explanation['ask']): string {
  if (settled === 'yes') return 'Settled: no open answer can change it.';
  if (settled === 'as_assumed') return 'Settled, if what is assumed holds.';
  const others = possible.filter((one) => one.approach !== approach).map((one) => labelOf(rulebook, one.approach));
  const open = others.length === 0 ? '' : ` Still possible: ${list(others)}.`;
  if (ask.length === 0) return `Not settled yet.${open}`;
  return `Not settled yet.${open} Find out first: ${list(ask.slice(0, asksNamed).map(({ name }) => name))}.`;
}

/** A pivot as a sentence that reads on its own. */
function pivotText(book: Book, pivot: RawPivot): string {
  const { rulebook } = book;
  const question = rulebook.questions[pivot.question];
  const then = labelOf(rulebook, pivot.approach);
  if (question === undefined) return then;
  if (question.kind === 'yes_no') return `If ${pivot.to === true ? question.yes : question.no}: ${then}`;
  if (question.kind === 'choice') {
    const option = (value: Pivot['from'] | undefined): string =>
      shortOption(question.options[String(value)] ?? String(value));
    const instead = pivot.from === undefined ? '' : ` instead of "${option(pivot.from)}"`;
    return `${capital(question.name)}: "${option(pivot.to)}"${instead}: ${then}`;
  }
  const bound = measureText(question, pivot.below ?? pivot.above ?? 0);
  return `${capital(question.name)}: ${pivot.below === undefined ? 'from' : 'below'} ${bound}: ${then}`;
}

/**
 * Prices at P50, all that an answer shows of the costs before it is shared; the small classifier only where it would do the job.
 * The draws come later, away from any acknowledgement.
 */
export function pricesOf({ rulebook }: Book, answers: Case, at: string, money: CostChoices): Costs {
  const scenario = scenarioOf(rulebook, inOwnUnits(rulebook, answers), at, money);
  const { model, currency, todayUsd } = money;
  const modelGone = rulebook.prices.models.some(({ id }) => id === model) ? undefined : model;
  const without = answers['output_type'] === 'classification' ? undefined : 'classifier';
  return price(rulebook, scenario, { currency, todayUsd, modelGone, without });
}

/** The budgets that were named; of several the largest, so that none is said to be too small that may not be. */
function budgetsIn(answers: Case): Budgets {
  const largest = (id: string): number | undefined => {
    const given = answers[id];
    if (given === undefined) return undefined;
    return Math.max(...valuesOf(given).flatMap((value) => (typeof value === 'string' ? [] : [rangeOf(value).high])));
  };
  return { upfrontUsd: largest('budget_upfront_usd'), monthlyUsd: largest('budget_monthly_usd') };
}

function costHeadline(costs: Costs, approach: Approach, label: string, against: string | undefined): string {
  const cost = costs.options.find(({ option }) => option === approach);
  if (cost === undefined) return '';
  if (cost.unavailable !== undefined) return `${label} cannot be priced: ${cost.unavailable}`;
  const usd = moneyIn(costs.currency);
  const { modelGone } = costs;
  const gone = modelGone === undefined ? '' : `; ${modelGone} left the price list, the usual model stands in`;
  return (
    `${label}: about ${usd(cost.setup)} to set up, then ${usd(cost.monthly)} a month ` +
    `(prices of ${cost.asOf ?? costs.asOf}${costs.cashOnly ? ', without people' : ''}${gone})${against === undefined ? '' : `. ${against}`}`
  );
}
