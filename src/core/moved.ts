import { moneyIn } from './costs/money.ts';
import type { CostInput, Costs } from './costs/types.ts';
import { answeredNumbers } from './costs/workload.ts';
import type { AnswerText, Explanation } from './explanation.ts';
import { capital } from './words.ts';

/** What changed between two explanations of the same matter, in sentences; empty when nothing a person would see did. */
export function moved(before: Explanation, after: Explanation): readonly string[] {
  const answers = differences(before, after);
  const money = changedTotal(before, after);
  const numbers = changedNumbers(before, after, answers.length > 0);
  if (answers.length + numbers.length === 0 && before.approach === after.approach && money === undefined) return [];
  return [...answers, ...numbers, verdictText(before, after), ...(money === undefined ? [] : [money])];
}

/** What of it can be said without a price: answers and the recommendation; empty when neither changed. */
export function movedUnpriced(before: Explanation, after: Explanation): readonly string[] {
  const answers = differences(before, after);
  return answers.length === 0 && before.approach === after.approach ? [] : [...answers, verdictText(before, after)];
}

const verdictText = (before: Explanation, after: Explanation): string =>
  before.approach === after.approach
    ? `The recommendation stays ${after.label}.`
    : `The recommendation moves from ${before.label} to ${after.label}.`;

/** The answers in which two explanations differ, in sentences. */
export function differences(
  before: Pick<Explanation, 'answers'>,
  after: Pick<Explanation, 'answers'>,
): readonly string[] {
  const earlier = byQuestion(before.answers);
  const later = byQuestion(after.answers);
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((question) => {
    const was = earlier.get(question);
    const is = later.get(question);
    if (was?.value === is?.value) return [];
    return [`${capital((is ?? was)?.name ?? question)}: ${was?.value ?? 'not known'} → ${is?.value ?? 'not known'}.`];
  });
}

function byQuestion(answers: readonly AnswerText[]): ReadonlyMap<string, AnswerText> {
  return new Map(answers.map((one) => [one.question, one]));
}

const modelOf = (costs: Explanation['costs']): string =>
  costs.options.find(({ option }) => option === 'rag')?.model ?? '';

/** Numbers of the costs that somebody changed and no changed answer accounts for, and how and in what they are priced. */
function changedNumbers({ costs: was }: Explanation, { costs: is }: Explanation, answered: boolean): readonly string[] {
  const earlier = new Map(was.inputs.map((input) => [input.id, input]));
  const numbers = is.inputs.flatMap((input) => {
    const old = earlier.get(input.id);
    const same = old?.value === input.value && old.low === input.low && old.high === input.high;
    if (old === undefined || same || input.price !== undefined || (answered && answeredNumbers.has(input.id)))
      return [];
    return [`${input.label}: ${rangeText(old)} → ${rangeText(input)} ${input.unit}.`];
  });
  return [
    ...numbers,
    ...(modelOf(was) === modelOf(is) ? [] : [`Priced with ${modelOf(is)} instead of ${modelOf(was)}.`]),
    ...(was.cashOnly === is.cashOnly ? [] : [is.cashOnly ? 'Without the work of people.' : 'With the work of people.']),
    ...(was.todayUsd === is.todayUsd ? [] : [todayText(is)]),
    ...(was.currency?.code === is.currency?.code && was.currency?.perUsd === is.currency?.perUsd ? [] : [shownIn(is)]),
  ];
}

const todayText = ({ todayUsd, currency }: Costs): string =>
  todayUsd === undefined ? 'Nothing is paid today.' : `Paid today: ${moneyIn(currency)(todayUsd)} a month.`;

const shownIn = ({ currency }: Costs): string =>
  currency === undefined
    ? 'Prices are shown in dollars.'
    : `Prices are shown in ${currency.code}, 1 USD = ${String(currency.perUsd)} ${currency.code}.`;

const show = (number: number): string => number.toLocaleString('en-US', { maximumSignificantDigits: 4 });
const rangeText = ({ value, low, high }: CostInput): string =>
  low === high ? show(value) : `${show(value)} (${show(low)}-${show(high)})`;

function changedTotal(before: Explanation, after: Explanation): string | undefined {
  const was = total(before);
  const is = total(after);
  const usd = moneyIn(after.costs.currency);
  if (was === undefined || is === undefined || usd(was) === usd(is)) return undefined;
  return `Cost over ${after.costs.horizonMonths} months, every number at its middle: ${usd(was)} → ${usd(is)}.`;
}

function total({ costs, approach }: Explanation): number | undefined {
  const cost = costs.options.find(({ option }) => option === approach);
  return cost?.unavailable === undefined ? cost?.total : undefined;
}
