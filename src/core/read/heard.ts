import type { Amount } from './amounts.ts';
import type { Classifier, Guess } from './classifier.ts';
import type { Found } from './found.ts';
import type { Moods } from './moods.ts';
import type { Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';
import { answersOf, aroundAmount, aroundRhythm, saidIn, type Span, spansOf } from './spans.ts';

/** An answer by the wording of a sentence as a whole, as it was learned from labeled ones. */
export interface Heard extends Found {
  /** By which kind of wording. */
  readonly by: 'wording' | 'rhythm' | 'number';
  readonly span: Span;
  /** How likely it is by its wording alone, between 0 and 1. */
  readonly share: number;
  readonly amount?: Amount;
}

/** What is listened for. */
export interface Listening {
  readonly says: Phrases['says'];
  /** Questions with options, or yes and no. */
  readonly worded: readonly string[];
  /** Questions about how often something changes. */
  readonly changing: ReadonlySet<string>;
  readonly activeHours: number | undefined;
  /** The question the sentence may answer. */
  readonly answered: Sentence | undefined;
}

/** Less likely answers are not worth a second look. */
const plausible = 0.03;
const fewestWords = 2;

/** Answers that a sentence may state by its wording. */
export function heardIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  listening: Listening,
): readonly Heard[] {
  return [
    ...statementsIn(sentence, moods, classifier, listening),
    ...rhythmsIn(sentence, moods, classifier, listening),
    ...amountsIn(sentence, moods, classifier, listening),
  ];
}

function statementsIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  { worded, changing, answered }: Listening,
): readonly Heard[] {
  const rhythmic = sentence.rhythms.length > 0;
  return spansOf(sentence).flatMap((span) => {
    if (answered === undefined && wordsIn(sentence, span) < fewestWords) return [];
    const summary = classifier.summary(saidIn(sentence, span, answered));
    const hedged = hedgedIn(moods, span);
    return worded.flatMap((question): readonly Heard[] => {
      // Which of the two changes that often is told by what stands around it.
      if (rhythmic && changing.has(question)) return [];
      const guess = classifier.guess(summary, question);
      return likely(guess)
        ? [{ by: 'wording', question, value: guess.label, hedged, at: span.from, span, share: guess.share }]
        : [];
    });
  });
}

function rhythmsIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  { changing, answered }: Listening,
): readonly Heard[] {
  return sentence.rhythms.flatMap((rhythm): readonly Heard[] => {
    const guess = classifier.guess(classifier.summary(aroundRhythm(sentence, rhythm, answered)), 'rhythm', changing);
    if (!likely(guess)) return [];
    const { from: at, value } = rhythm;
    const hedged = hedgedIn(moods, rhythm);
    return [{ by: 'rhythm', question: guess.label, value, hedged, at, span: rhythm, share: guess.share }];
  });
}

function amountsIn(
  sentence: Sentence,
  moods: Moods,
  classifier: Classifier,
  { says, activeHours, answered }: Listening,
): readonly Heard[] {
  return sentence.amounts.flatMap((amount): readonly Heard[] => {
    const answers = answersOf(sentence, amount, says, activeHours);
    const able = new Set(answers.map(({ question }) => question));
    const guess = classifier.guess(
      classifier.summary(aroundAmount(sentence, amount, [...able], answered)),
      'amount',
      able,
    );
    const answer = answers.find(({ question }) => question === guess?.label);
    if (!likely(guess) || answer === undefined) return [];
    const { low, high, factor } = answer.measured;
    return [
      {
        by: 'number',
        question: answer.question,
        value: low === high ? low : { low, high },
        hedged: hedgedIn(moods, amount),
        at: amount.from,
        factor,
        ...(amount.currency === undefined || amount.currency === 'USD' ? {} : { currency: amount.currency }),
        span: amount,
        share: guess.share,
        amount,
      },
    ];
  });
}

function likely(guess: Guess | undefined): guess is Guess {
  return guess !== undefined && guess.share >= plausible;
}

function hedgedIn(moods: Moods, { from, to }: Span): boolean {
  for (let at = from; at < to; at += 1) if (moods.at(at).has('hedged')) return true;
  return false;
}

function wordsIn({ tokens }: Sentence, { from, to }: Span): number {
  return tokens.slice(from, to).filter(({ kind }) => kind === 'word').length;
}
