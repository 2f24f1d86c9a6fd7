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

/** What a span says, as features. */
export function saidIn({ tokens }: Sentence, { from, to }: Span): ReadonlySet<string> {
  return featuresOf(tokens.slice(from, to));
}

/** What stands around a rhythm. */
export function aroundRhythm({ tokens }: Sentence, { from, to, value }: Rhythm): ReadonlySet<string> {
  return aroundOf(tokens, from, to, ['@rhythm', `@${value}`]);
}

/** What stands around an amount, and how it is written. */
export function aroundAmount({ tokens }: Sentence, amount: Amount, able: readonly string[]): ReadonlySet<string> {
  const size = amount.high > 0 ? Math.floor(Math.log10(amount.high)) : 0;
  return aroundOf(tokens, amount.from, amount.to, [
    '@amount',
    `@size ${size}`,
    ...(amount.percent ? ['@percent'] : []),
    ...(amount.fraction ? ['@fraction'] : []),
    ...(amount.currency === undefined ? [] : ['@money']),
    ...(amount.low === amount.high ? [] : ['@range']),
    ...able.map((question) => `@can ${question}`),
  ]);
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
