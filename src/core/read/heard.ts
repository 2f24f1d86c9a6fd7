import type { Classifier } from './classifier.ts';
import { type Found } from './found.ts';
import type { Moods } from './moods.ts';
import { rhythmsOf } from './rhythm.ts';
import type { Cue, Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';
import { answersOf, aroundAmount, aroundRhythm, saidIn, type Span, spansOf } from './spans.ts';

/** How sure the classifier must be of what a sentence states, of what a rhythm is about, and of what a number counts. */
export const sureness = { statement: 0.4, rhythm: 0.6, amount: 0.6 };
/** Doubts that no wording outweighs. */
export const doubtful: Cue[] = ['question', 'hypothetical', 'sarcasm', 'quoted', 'other'];
const fewestWords = 3;

/** Answers that a sentence states by its wording as a whole, as the classifier has learned it. */
export function heardIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  { says, questions, activeHours }: { readonly says: Phrases['says']; readonly questions: Iterable<string>; readonly activeHours: number | undefined },
): readonly (Found & { readonly share: number })[] {
  const found = new Map<string, Found & { readonly share: number }>();
  const rhythms = rhythmsOf(sentence.tokens);
  for (const span of spansOf(sentence)) {
    if (doubted(moods, span) || wordsIn(sentence, span) < fewestWords) continue;
    const sums = classifier.weigh(saidIn(sentence, span));
    const hedged = any(moods, span, 'hedged');
    for (const question of questions) {
      if (rhythms.length > 0 && says[question]?.rhythm !== undefined) continue;
      const guess = classifier.guess(sums, question);
      if (guess === undefined || guess.share < sureness.statement || guess.share <= (found.get(question)?.share ?? 0)) continue;
      found.set(question, { question, value: guess.label, hedged, at: span.from, share: guess.share });
    }
  }
  for (const rhythm of rhythms) {
    if (doubted(moods, rhythm)) continue;
    const guess = classifier.guess(classifier.weigh(aroundRhythm(sentence, rhythm)), 'rhythm');
    if (guess === undefined || guess.share < sureness.rhythm || guess.share <= (found.get(guess.label)?.share ?? 0)) continue;
    found.set(guess.label, {
      question: guess.label,
      value: rhythm.value,
      hedged: moods.at(rhythm.from).has('hedged'),
      at: rhythm.from,
      share: guess.share,
    });
  }
  for (const amount of sentence.amounts) {
    if (doubted(moods, amount)) continue;
    const answers = answersOf(sentence, amount, says, activeHours);
    const able = answers.map(({ question }) => question);
    if (able.length === 0) continue;
    const guess = classifier.guess(classifier.weigh(aroundAmount(sentence, amount, able)), 'amount', new Set(able));
    const answer = answers.find(({ question }) => question === guess?.label);
    if (guess === undefined || answer === undefined || guess.share < sureness.amount) continue;
    if (guess.share <= (found.get(guess.label)?.share ?? 0)) continue;
    const { low, high, factor } = answer.measured;
    found.set(guess.label, {
      question: guess.label,
      value: low === high ? low : { low, high },
      hedged: moods.at(amount.from).has('hedged'),
      at: amount.from,
      factor,
      share: guess.share,
      ...(amount.currency !== undefined && amount.currency !== 'USD' ? { currency: amount.currency } : {}),
    });
  }
  return [...found.values()];
}

function doubted(moods: Moods, { from, to }: Span): boolean {
  return doubtful.some((cue) => any(moods, { from, to }, cue));
}

function any(moods: Moods, { from, to }: Span, cue: Cue): boolean {
  for (let at = from; at < to; at += 1) if (moods.at(at).has(cue)) return true;
  return false;
}

function wordsIn({ tokens }: Sentence, { from, to }: Span): number {
  return tokens.slice(from, to).filter(({ kind }) => kind === 'word').length;
}
