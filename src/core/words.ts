import type { CostOption } from './costs/numbers.ts';
import type { Case, Possible, Value } from './case.ts';
import { count } from './costs/money.ts';
import { answerTo, isRange, valuesOf } from './levels.ts';
import type { Approach, NumberQuestion, Question } from './rulebook.ts';

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
    return `${numberText(value.low)} to ${measureText(question, value.high)}`;
  }
  if (typeof value !== 'string') return '';
  if (question.kind === 'yes_no') return value;
  return question.options[value] ?? value;
}

/** What was answered, other units converted in the open: "300 pages (about 195,000 tokens)". */
export function answerText(question: Question, id: string, answers: Case): string | undefined {
  const own = answers[id];
  if (own !== undefined) return possibleText(question, own);
  if (question.kind !== 'number') return undefined;
  const also = Object.entries(question.also ?? {});
  const given = also.find(([other]) => answers[other] !== undefined);
  const converted = answerTo({ id, also: also.map(([other, { factor }]) => [other, factor] as const) }, answers);
  if (given === undefined || converted === undefined) return undefined;
  const [other, { unit }] = given;
  const said = valuesOf(answers[other] ?? [])
    .map((value) => plainNumber(value))
    .join(' or ');
  return `${said} ${unit} (about ${possibleText(question, converted)})`;
}

function possibleText(question: Question, possible: Possible): string {
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
