import type { Found } from './found.ts';
import type { Moods } from './moods.ts';
import type { Around } from './quantities.ts';
import type { Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';
import { dayMs, periodAt } from './units.ts';

/** A yes/no that was asked for: what a yes to it means. */
export interface Asked {
  readonly question: string;
  readonly value: string;
}

/** What was said so far that a short sentence may refer to. */
export interface Context {
  /** How many messages were read. */
  readonly messages: number;
  readonly last: { readonly author: string; readonly sentence: Sentence; readonly message: number } | undefined;
  /** The questions of the latest message that asked some. */
  readonly asked:
    | {
        readonly author: string;
        readonly questions: ReadonlySet<string>;
        readonly values: readonly Asked[];
        readonly sentence: Sentence;
        readonly message: number;
      }
    | undefined;
  /** The latest sentence that asks, whatever it asks. */
  readonly question: { readonly author: string; readonly sentence: Sentence; readonly message: number } | undefined;
  /** The latest number of each author. */
  readonly numbers: ReadonlyMap<string, { readonly found: Found; readonly message: number }>;
  readonly activeHours: number | undefined;
}

export const fresh: Context = {
  messages: 0,
  last: undefined,
  asked: undefined,
  question: undefined,
  numbers: new Map(),
  activeHours: undefined,
};

/** How many messages after a question an answer may stand. */
const patience = 2;

/** What a sentence may refer to: what its author just said, what another just asked. */
export function repliesIn(context: Context, author: string, index: number, sentence: Sentence): Around {
  const { last, asked, messages, activeHours } = context;
  const mine = last !== undefined && last.author === author && messages - last.message <= 1;
  const answers =
    asked !== undefined &&
    asked.author !== author &&
    index <= 1 &&
    messages - asked.message <= patience &&
    sentence.tokens.length <= 16;
  return {
    before: mine ? last.sentence : answers ? asked.sentence : undefined,
    activeHours: sentence.clock?.hours ?? activeHours,
    asked: answers ? asked.questions : new Set(),
    askedPer: answers ? periodIn(asked.sentence) : undefined,
  };
}

/** Sentences longer than this, in tokens, speak for themselves. */
const longestAnswer = 14;

/** The question of somebody else that a short sentence may answer. */
export function answeredBy(
  { question, messages }: Pick<Context, 'question' | 'messages'>,
  author: string,
  index: number,
  { tokens }: Sentence,
): Sentence | undefined {
  const answers =
    question !== undefined &&
    question.author !== author &&
    index <= 1 &&
    messages - question.message <= patience &&
    tokens.length <= longestAnswer &&
    !asks(tokens);
  return answers ? question.sentence : undefined;
}

/** Whether a sentence has a question mark. */
export function asks(tokens: Sentence['tokens']): boolean {
  return tokens.some(({ word }) => word === '?');
}

/** "make that 4k": the author's latest number, anew, in the same unit. */
export function correctionIn(
  { numbers, messages }: Context,
  author: string,
  sentence: Sentence,
  moods: Moods,
): readonly Found[] {
  const before = numbers.get(author);
  const [amount, ...others] = sentence.amounts;
  if (
    before === undefined ||
    amount === undefined ||
    others.length > 0 ||
    messages - before.message > 3 ||
    sentence.tokens.length > 14
  )
    return [];
  const mood = moods.at(amount.from);
  if (
    !mood.has('correction') ||
    mood.has('question') ||
    mood.has('quoted') ||
    mood.has('hypothetical') ||
    amount.percent !== (before.found.factor === 0.01)
  )
    return [];
  const { factor = 1 } = before.found;
  const value =
    amount.low === amount.high ? amount.low * factor : { low: amount.low * factor, high: amount.high * factor };
  return [{ ...before.found, value, hedged: mood.has('hedged'), at: amount.from }];
}

/** The context once a sentence was read. */
export function contextAfter(
  context: Context,
  author: string,
  sentence: Sentence,
  found: readonly Found[],
  says: Phrases['says'],
  yesNo: ReadonlySet<string>,
): Context {
  const questions = askedIn(sentence, says);
  const values = valuesAsked(sentence, yesNo);
  const number = found.findLast(({ factor }) => factor !== undefined);
  const hours = found.find(({ question }) => question === 'active_hours_per_day')?.value;
  return {
    messages: context.messages,
    last: { author, sentence, message: context.messages },
    asked:
      questions.size > 0 || values.length > 0
        ? { author, questions, values, sentence, message: context.messages }
        : context.asked,
    question: asks(sentence.tokens) ? { author, sentence, message: context.messages } : context.question,
    numbers:
      number === undefined
        ? context.numbers
        : new Map(context.numbers).set(author, { found: number, message: context.messages }),
    activeHours: typeof hours === 'number' ? hours : (sentence.clock?.hours ?? context.activeHours),
  };
}

/** "How many a month?": the answer need not say it again. */
function periodIn({ tokens }: Sentence): number | undefined {
  for (let at = 0; at < tokens.length; at += 1) {
    const period = periodAt(tokens, at);
    if (period !== undefined && period.ms >= dayMs) return period.ms;
  }
  return undefined;
}

const asking = /^(?:how|what|whats|which|whens|when|since|do|does|any|size|volume)$/;

function askedIn({ tokens, pieces }: Sentence, says: Phrases['says']): ReadonlySet<string> {
  if (!tokens.some(({ word }) => word === '?' || word === 'how')) return new Set();
  const open = tokens.length <= 4 || tokens.some(({ word }) => asking.test(word));
  const asked = new Set<string>();
  const named = new Set<string>();
  for (const [question, all] of pieces)
    for (const { means } of all) {
      if (means === 'asks') asked.add(question);
      if (means === 'of' && open) named.add(question);
      if (means === 'near' && open && says[question]?.asks === undefined) asked.add(question);
    }
  // "How many pages?" names one of the units a size may be given in.
  const both = [...named].filter((question) => asked.has(question));
  return both.length > 0 ? new Set(both) : asked.size > 0 ? asked : named;
}

/** The yes/no answers a sentence asks for: "do we need citations?" */
function valuesAsked({ tokens, cues, values }: Sentence, yesNo: ReadonlySet<string>): readonly Asked[] {
  if (tokens.at(-1)?.word !== '?' && !cues.some(({ means }) => means === 'question')) return [];
  const found = new Map<string, Asked>();
  for (const {
    means: { question, value, denies },
  } of values)
    if (yesNo.has(question) && !denies) found.set(question, { question, value });
  return [...found.values()];
}

const yes =
  /^(?:yes|yep|yeah|yup|sure|correct|exactly|absolutely|definitely|indeed|sadly|unfortunately|they|it|he|she|we|must|always|oui|si)$/;
const no = /^(?:no|nope|nah|never|not|nobody|negative|nein|noone|none)$/;
const plain = /^(?:yes|yep|yeah|yup|correct|exactly|absolutely|definitely|indeed)$/;

/** "Do we need sources?" "Yes, the auditors insist." A bare yes is too little. */
export function answerIn(
  { asked, messages }: Context,
  author: string,
  index: number,
  sentence: Sentence,
  moods: Moods,
): readonly Found[] {
  const [first, ...rest] = sentence.tokens.filter(({ kind }) => kind === 'word');
  const [value, ...others] = asked?.values ?? [];
  if (asked === undefined || value === undefined || others.length > 0 || first === undefined) return [];
  if (
    asked.author === author ||
    index > 0 ||
    asked.message !== messages - 1 ||
    sentence.tokens.length > 24 ||
    rest.length < 2
  )
    return [];
  const mood = moods.at(sentence.tokens.indexOf(first));
  if (
    (['question', 'sarcasm', 'unsure', 'hypothetical', 'past', 'quoted', 'other'] as const).some((cue) => mood.has(cue))
  )
    return [];
  const denies =
    no.test(first.word) ||
    (yes.test(first.word) &&
      !plain.test(first.word) &&
      /^(?:dont|doesnt|do not|isnt|arent|neednt|cant|not)$/.test(rest[0]?.word ?? ''));
  if (!denies && !plain.test(first.word)) return [];
  const answer = denies ? (value.value === 'yes' ? 'no' : 'yes') : value.value;
  return [{ question: value.question, value: answer, hedged: mood.has('hedged'), at: 0 }];
}
