import type { Weights } from '../../src/core/read/classifier.ts';
import { answeredBy, asks } from '../../src/core/read/context.ts';
import type { Language } from '../../src/core/read/language.ts';
import type { Lexicon } from '../../src/core/read/lexicon.ts';
import { linesOf } from '../../src/core/read/markup.ts';
import type { Meaning } from '../../src/core/read/meanings.ts';
import type { Phrases } from '../../src/core/read/schema.ts';
import { type Sentence, sentencesOf } from '../../src/core/read/sentences.ts';
import { answersOf, aroundAmount, aroundRhythm, saidIn } from '../../src/core/read/spans.ts';
import { type Example, groupsOf, type Label, learn } from './network.ts';
import type { LabelledThread } from './schema.ts';
import type { Statement } from './statements.ts';

type Said = string | number | { readonly low: number; readonly high: number };
export interface Text {
  readonly text: string;
  /** By question; null where it is neither right nor wrong, undefined where a reading is wrong. */
  readonly says: ReadonlyMap<string, Said | null | undefined>;
  /** The question of somebody else before it, in a message that many messages earlier. */
  readonly after?: { readonly text: string; readonly author: string; readonly messages: number } | undefined;
}

export interface Teaching {
  readonly language: Language;
  readonly lexicon: Lexicon<Meaning>;
  readonly says: Phrases['says'];
  /** Questions with options, or yes and no. */
  readonly worded: readonly string[];
}

/** The texts to learn from: statements, and the messages of threads. */
export function textsOf(statements: readonly Statement[], threads: readonly LabelledThread[]): readonly Text[] {
  return [
    ...statements,
    ...threads.flatMap(({ messages, expect, optional, traps }) =>
      messages.map(({ text, author }, index): Text => {
        const says = new Map<string, Said | null | undefined>();
        for (const one of traps)
          if (one.message === index + 1) says.set(one.question, one.why === 'corrected' ? null : undefined);
        for (const one of optional) if (one.message === index + 1) says.set(one.question, null);
        for (const one of expect) {
          if (one.message !== index + 1) continue;
          const value = 'low' in one ? { low: one.low, high: one.high } : one.value;
          says.set(one.question, typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);
        }
        return { text, says, after: questionBefore(messages, author, index) };
      }),
    ),
  ];
}

function questionBefore(messages: LabelledThread['messages'], author: string, index: number): Text['after'] {
  const at = messages.slice(0, index).findLastIndex(({ text }) => text.includes('?'));
  const asked = messages[at];
  return asked === undefined || asked.author === author
    ? undefined
    : { text: asked.text, author: asked.author, messages: index - at };
}

function examplesOf({ language, lexicon, says, worded }: Teaching, texts: readonly Text[]): readonly Example[] {
  const rhythmic = Object.keys(says).filter((question) => says[question]?.rhythm !== undefined);
  const sentencesIn = (text: string): readonly Sentence[] =>
    linesOf(text).flatMap((line) => sentencesOf(line, language, lexicon));
  return texts.flatMap(({ text, says: said, after }, place) => {
    const sentences = sentencesIn(text);
    const question = after === undefined ? undefined : sentencesIn(after.text).findLast(({ tokens }) => asks(tokens));
    const context =
      after === undefined || question === undefined
        ? { messages: 0, question: undefined }
        : { messages: after.messages, question: { author: after.author, sentence: question, message: 0 } };
    return sentences.flatMap((sentence, index): readonly Example[] => {
      const own = sentences.slice(0, index).some(({ tokens }) => asks(tokens));
      const answered = own ? undefined : answeredBy(context, '', index, sentence);
      const { rhythms } = sentence;
      const statement = new Map<string, Label>();
      for (const question of worded) {
        if (!said.has(question)) continue;
        const value = said.get(question);
        if (rhythms.length > 0 && rhythmic.includes(question)) statement.set(question, undefined);
        else
          statement.set(
            question,
            value === null || typeof value === 'object' ? undefined : value === undefined ? '' : String(value),
          );
      }
      const whole: Example = {
        features: [...saidIn(sentence, { from: 0, to: sentence.tokens.length }, answered)],
        labels: statement,
        text: place,
        kind: 'statement',
      };
      const changes = rhythms.map((rhythm): Example => {
        const right = rhythmic.filter((question) => said.get(question) === rhythm.value);
        const skip = rhythmic.some((question) => said.get(question) === null) || right.length > 1;
        return {
          features: [...aroundRhythm(sentence, rhythm, answered)],
          labels: new Map([['rhythm', skip ? undefined : (right[0] ?? '')]]),
          text: place,
          kind: 'rhythm',
        };
      });
      const amounts = sentence.amounts.flatMap((amount): readonly Example[] => {
        const answers = answersOf(sentence, amount, says, undefined);
        if (answers.length === 0) return [];
        const right = answers.filter(({ question, measured }) => alike(said.get(question), measured));
        const skip = answers.some(({ question }) => said.get(question) === null) || right.length > 1;
        return [
          {
            features: [
              ...aroundAmount(
                sentence,
                amount,
                answers.map((one) => one.question),
                answered,
              ),
            ],
            labels: new Map([['amount', skip ? undefined : (right[0]?.question ?? '')]]),
            text: place,
            kind: 'amount',
          },
        ];
      });
      return [whole, ...changes, ...amounts];
    });
  });
}

function alike(said: Said | null | undefined, { low, high }: { readonly low: number; readonly high: number }): boolean {
  if (said === null || said === undefined || typeof said === 'string') return false;
  const [from, to] = typeof said === 'number' ? [said, said] : [said.low, said.high];
  return close(from, low) && close(to, high);
}

/** As exact as people round. */
function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.025 * Math.max(Math.abs(a), Math.abs(b));
}

/** A network that tells what sentences say. */
export function learnSays(teaching: Teaching, texts: readonly Text[]): Weights {
  const examples = examplesOf(teaching, texts);
  const names = [
    ...teaching.worded.map((name) => ({ name, kind: 'statement' })),
    { name: 'rhythm', kind: 'rhythm' },
    { name: 'amount', kind: 'amount' },
  ];
  return learn(examples, groupsOf(examples, names), { size: 32, passes: 12, left: 0.4, unnamed: 0.4, fewest: 3 });
}
