import type { CostOption } from './costs/numbers.ts';
import type { Case, Possible, Range, Value } from './case.ts';
import { count } from './costs/money.ts';
import { alsoOf, answerTo, isRange, valuesOf } from './levels.ts';
import type { Approach, NumberQuestion, Question, Rulebook } from './rulebook.ts';

/** A number as people read it: "2,000", "0.85", "1.5M". */
export function numberText(value: number): string {
  if (value >= 1e6) return `${trim(value / 1e6)}M`;
  if (value >= 1000) return count(value);
  return trim(value);
}

function trim(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A number with its unit; shares read as percentages. */
export function measureText(question: NumberQuestion, value: number): string {
  if (question.max === 1) return `${trim(value * 100)} %`;
  return `${numberText(value)} ${question.unit}`;
}

/** One value of a question as people read it. */
export function valueText(question: Question, value: Value): string {
  if (question.kind === 'number') {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return measureText(question, value);
    return rangeText(question, value);
  }
  if (typeof value !== 'string') return '';
  if (question.kind === 'yes_no') return value;
  return question.options[value] ?? value;
}

/** A range with its unit; one that reaches to an end of its question is told by its other end. */
function rangeText(question: NumberQuestion, { low, high, counted }: Range): string {
  if (counted !== undefined) {
    const share = measureText(question, counted.count / counted.of);
    return `${share} (${count(counted.count)} of ${count(counted.of)}, so ${trim(low * 100)} to ${trim(high * 100)} % with 95 % confidence)`;
  }
  if (low > question.min && high >= question.max) return `at least ${measureText(question, low)}`;
  if (low <= question.min && high < question.max) return `at most ${measureText(question, high)}`;
  return `${numberText(low)} to ${measureText(question, high)}`;
}

/** What was answered, other units converted in the open: "300 pages (about 195,000 tokens)". */
export function answerText(question: Question, id: string, answers: Case): string | undefined {
  const own = answers[id];
  if (own !== undefined) return possibleText(question, own);
  if (question.kind !== 'number') return undefined;
  const given = Object.entries(question.also ?? {}).find(([other]) => answers[other] !== undefined);
  const converted = answerTo({ id, also: alsoOf(question) }, answers);
  if (given === undefined || converted === undefined) return undefined;
  const [other, { unit }] = given;
  const said = valuesOf(answers[other] ?? [])
    .map((value) => plainNumber(value))
    .join(' or ');
  return `${said} ${unit} (about ${possibleText(question, converted)})`;
}

/** What is possible for a question as people read it: "weekly or daily". */
export function possibleText(question: Question, possible: Possible): string {
  return valuesOf(possible)
    .map((value) => valueText(question, value))
    .join(' or ');
}

function plainNumber(value: Value): string {
  if (typeof value === 'number') return numberText(value);
  return isRange(value) ? `${numberText(value.low)} to ${numberText(value.high)}` : value;
}

/** "a, b and c" */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** Starts a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The short form of an option: what stands before the colon. */
export function shortOption(text: string): string {
  return text.split(':')[0] ?? text;
}

/** The name of an approach, or of the small classifier, which is no approach but has a price. */
export function labelOf(
  { approaches }: { readonly approaches: Readonly<Record<Approach, { readonly label: string }>> },
  option: CostOption,
): string {
  return option === 'classifier' ? 'Small classifier' : approaches[option].label;
}

/**
 * "2 to 4 weeks, 1 person (what it goes into)". Weeks below one are told in days of work.
 * @param people at once; below 1 they are told as days or hours of one person's week.
 */
export function workText(
  weeks: readonly [number, number] | undefined,
  people: number | undefined,
  remark: string,
): string {
  const span = [
    ...(weeks === undefined ? [] : [spanText(weeks)]),
    ...(people === undefined ? [] : [peopleText(people)]),
  ];
  return span.length === 0 ? remark : `${span.join(', ')} (${remark})`;
}

const daysInWeek = 5;

function spanText([low, high]: readonly [number, number]): string {
  const unit = high <= 1 ? daysInWeek : 1;
  const [from, to] = [trim(low * unit), trim(high * unit)];
  const name = unit === 1 ? 'week' : 'day';
  const plural = to === '1' ? name : `${name}s`;
  return from === to ? `${to} ${plural}` : `${from} to ${to} ${plural}`;
}

function peopleText(people: number): string {
  if (people >= 1) return `${trim(people)} ${people === 1 ? 'person' : 'people'}`;
  const days = people * daysInWeek;
  if (days < 1) return `1 person for ${trim(days * 8)} hours a week`;
  return `1 person for ${trim(days)} ${days === 1 ? 'day' : 'days'} a week`;
}

/** A target with the accuracy the team requires as a number, said to be assumed where it is. */
export function requiredText(
  { questions }: Pick<Rulebook, 'questions'>,
  complete: Case,
  answers: Case,
  text: string,
): string {
  const question = questions['required_accuracy'];
  const value = complete['required_accuracy'];
  if (question === undefined || typeof value !== 'number') return text;
  const assumed = answers['required_accuracy'] === undefined ? ' (assumed)' : '';
  return text.replaceAll('{required_accuracy}', `${valueText(question, value)}${assumed}`);
}
