import type { Classifier, Guess } from './classifier.ts';
import type { Found } from './found.ts';
import type { Moods } from './moods.ts';
import { rhythmsOf } from './rhythm.ts';
import type { Cue, Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';
import { answersOf, aroundAmount, aroundRhythm, saidIn, type Span, spansOf } from './spans.ts';

/** An answer by the wording of a sentence as a whole, as it was learned from labelled ones. */
export interface Heard extends Found {
  /** How likely it is, between 0 and 1. */
  readonly share: number;
  /** Likely enough to be proposed without a phrase that says so. */
  readonly sure: boolean;
}

/** What is listened for. */
export interface Listening {
  readonly says: Phrases['says'];
  /** Questions with options, or yes and no. */
  readonly worded: readonly string[];
  readonly activeHours: number | undefined;
}

/** Below this a phrase is taken for something else, too. */
const plausible = 0.12;
const sureOf = { statement: 0.38, rhythm: 0.5, amount: 0.45 };
/** Doubts that no wording outweighs. */
const doubtful: readonly Cue[] = ['question', 'hypothetical', 'sarcasm', 'quoted'];
/** A number of the past is no number of today. */
const doubtfulNumbers: readonly Cue[] = [...doubtful, 'past'];
const fewestWords = 3;

/** Answers that a sentence states by its wording, one at most for each question. */
export function heardIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  listening: Listening,
): readonly Heard[] {
  const likeliest = new Map<string, Heard>();
  for (const one of [
    ...statementsIn(sentence, moods, classifier, listening),
    ...rhythmsIn(sentence, moods, classifier),
    ...amountsIn(sentence, moods, classifier, listening),
  ])
    if (one.share >= plausible && one.share > (likeliest.get(one.question)?.share ?? 0))
      likeliest.set(one.question, one);
  return [...likeliest.values()];
}

/** What phrases found and wording bears out, and what wording alone says for sure. @param trusted needs no bearing out */
export function borneOut(
  found: readonly Found[],
  heard: readonly Heard[],
  classifier: Classifier,
  trusted: (one: Found) => boolean,
): readonly Found[] {
  // A number that answers what was just asked is no other question's.
  const taken = found.filter((one) => one.factor !== undefined && trusted(one));
  const sure = heard.filter(
    (one) => one.sure && !taken.some(({ at, question }) => at === one.at && question !== one.question),
  );
  const kept = found.filter(
    (one) =>
      !sure.some(({ question }) => question === one.question) &&
      (trusted(one) || !classifier.knows(one.question) || heard.some((other) => says(other, one))),
  );
  return [...sure, ...kept];
}

function says(a: Found, b: Found): boolean {
  return a.question === b.question && JSON.stringify(a.value) === JSON.stringify(b.value);
}

function statementsIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  { says, worded }: Listening,
): readonly Heard[] {
  const rhythmic = rhythmsOf(sentence.tokens).length > 0;
  return spansOf(sentence).flatMap((span) => {
    if (doubted(moods, span) || wordsIn(sentence, span) < fewestWords) return [];
    const sums = classifier.weigh(saidIn(sentence, span));
    const hedged = anywhere(moods, span, 'hedged');
    return worded.flatMap((question): readonly Heard[] => {
      // Which of the two changes that often is told by what stands around it.
      if (rhythmic && says[question]?.rhythm !== undefined) return [];
      const guess = classifier.guess(sums, question);
      return guess === undefined
        ? []
        : [{ question, value: guess.label, hedged, at: span.from, ...weighed(guess, sureOf.statement) }];
    });
  });
}

function rhythmsIn(sentence: Sentence, moods: Moods, classifier: Classifier): readonly Heard[] {
  return rhythmsOf(sentence.tokens).flatMap((rhythm): readonly Heard[] => {
    if (doubted(moods, rhythm)) return [];
    const guess = classifier.guess(classifier.weigh(aroundRhythm(sentence, rhythm)), 'rhythm');
    if (guess === undefined) return [];
    const hedged = moods.at(rhythm.from).has('hedged');
    return [{ question: guess.label, value: rhythm.value, hedged, at: rhythm.from, ...weighed(guess, sureOf.rhythm) }];
  });
}

function amountsIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  { says, activeHours }: Listening,
): readonly Heard[] {
  return sentence.amounts.flatMap((amount): readonly Heard[] => {
    if (doubted(moods, amount, doubtfulNumbers)) return [];
    const answers = answersOf(sentence, amount, says, activeHours);
    const able = new Set(answers.map(({ question }) => question));
    const guess = classifier.guess(classifier.weigh(aroundAmount(sentence, amount, [...able])), 'amount', able);
    const answer = answers.find(({ question }) => question === guess?.label);
    if (guess === undefined || answer === undefined) return [];
    const { low, high, factor } = answer.measured;
    return [
      {
        question: answer.question,
        value: low === high ? low : { low, high },
        hedged: moods.at(amount.from).has('hedged'),
        at: amount.from,
        factor,
        ...(amount.currency === undefined || amount.currency === 'USD' ? {} : { currency: amount.currency }),
        ...weighed(guess, sureOf.amount),
      },
    ];
  });
}

function weighed({ share }: Guess, least: number): { readonly share: number; readonly sure: boolean } {
  return { share, sure: share >= least };
}

function doubted(moods: Moods, span: Span, doubts = doubtful): boolean {
  return doubts.some((cue) => anywhere(moods, span, cue));
}

function anywhere(moods: Moods, { from, to }: Span, cue: Cue): boolean {
  for (let at = from; at < to; at += 1) if (moods.at(at).has(cue)) return true;
  return false;
}

function wordsIn({ tokens }: Sentence, { from, to }: Span): number {
  return tokens.slice(from, to).filter(({ kind }) => kind === 'word').length;
}
