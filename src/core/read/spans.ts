import type { Amount } from './amounts.ts';
import { aroundOf, featuresOf } from './features.ts';
import { measureOf, type Measured } from './measures.ts';
import type { Rhythm } from './rhythm.ts';
import type { Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';

/** A piece of a sentence that may state something: tokens `from` to before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const shortestPart = 3;

/** The whole sentence, and its parts where it has several. */
export function spansOf({ tokens, parts }: Sentence): readonly Span[] {
  const spans: Span[] = [{ from: 0, to: tokens.length }];
  let from = 0;
  for (let at = 1; at <= tokens.length; at += 1) {
    if (at < tokens.length && parts[at] === parts[from]) continue;
    if (at - from >= shortestPart && at - from < tokens.length) spans.push({ from, to: at });
    from = at;
  }
  return spans;
}

/** What a span says, as features. @param answered the question it may answer */
export function saidIn({ tokens }: Sentence, { from, to }: Span, answered?: Sentence): ReadonlySet<string> {
  return withQuestion(featuresOf(tokens.slice(from, to)), answered);
}

/** A short answer says little without what was asked. */
function withQuestion(said: ReadonlySet<string>, answered: Sentence | undefined): ReadonlySet<string> {
  if (answered === undefined) return said;
  // What was asked is told by words and pairs: more would drown the answer.
  const asked = [...featuresOf(answered.tokens)].filter((feature) => feature.split(' ').length < 3);
  return new Set([...said, '?answer', ...asked.map((feature) => `? ${feature}`)]);
}

/** What stands around a rhythm. */
export function aroundRhythm(
  { tokens }: Sentence,
  { from, to, value }: Rhythm,
  answered?: Sentence,
): ReadonlySet<string> {
  return withQuestion(aroundOf(tokens, from, to, ['@rhythm', `@${value}`]), answered);
}

/** What stands around an amount, and how it is written. */
export function aroundAmount(
  { tokens }: Sentence,
  amount: Amount,
  able: readonly string[],
  answered?: Sentence,
): ReadonlySet<string> {
  const size = amount.high > 0 ? Math.floor(Math.log10(amount.high)) : 0;
  const around = aroundOf(tokens, amount.from, amount.to, [
    '@amount',
    `@size ${size}`,
    ...(amount.percent ? ['@percent'] : []),
    ...(amount.fraction ? ['@fraction'] : []),
    ...(amount.currency === undefined ? [] : ['@money']),
    ...(amount.low === amount.high ? [] : ['@range']),
    ...able.map((question) => `@can ${question}`),
  ]);
  return withQuestion(around, answered);
}

/** An amount as the answer it would be to a question. */
export interface Answer {
  readonly question: string;
  readonly measured: Measured;
}

/** Every question whose unit an amount can be read in. */
export function answersOf(
  sentence: Sentence,
  amount: Amount,
  says: Phrases['says'],
  activeHours: number | undefined,
): readonly Answer[] {
  return Object.entries(says).flatMap(([question, { amount: form }]) => {
    const measured = form === undefined ? undefined : measureOf(form, sentence, amount, activeHours, undefined);
    return measured === undefined ? [] : [{ question, measured }];
  });
}
