import type { Weights } from '../../src/core/read/classifier.ts';
import type { Language } from '../../src/core/read/language.ts';
import type { Lexicon } from '../../src/core/read/lexicon.ts';
import { linesOf } from '../../src/core/read/markup.ts';
import type { Meaning } from '../../src/core/read/meanings.ts';
import { rhythmsOf } from '../../src/core/read/rhythm.ts';
import type { Phrases } from '../../src/core/read/schema.ts';
import { type Sentence, sentencesOf } from '../../src/core/read/sentences.ts';
import { answersOf, aroundAmount, aroundRhythm, saidIn } from '../../src/core/read/spans.ts';
import type { LabelledThread } from './schema.ts';
import type { Statement } from './statements.ts';

/** What the text of an example is known to say of a group: a label, none of them (''), or nothing that counts (undefined). */
type Label = string | undefined;
interface Example {
  readonly features: readonly string[];
  readonly labels: ReadonlyMap<string, Label>;
  /** Examples of one text: its label holds for one of them. */
  readonly text: number;
  readonly group: 'statement' | 'rhythm' | 'amount';
}

type Said = string | number | { readonly low: number; readonly high: number };
interface Text {
  readonly text: string;
  /** By question; null where it is neither right nor wrong, undefined where a reading is wrong. */
  readonly says: ReadonlyMap<string, Said | null | undefined>;
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
      messages.map(({ text }, index): Text => {
        const says = new Map<string, Said | null | undefined>();
        for (const one of traps)
          if (one.message === index + 1) says.set(one.question, one.why === 'corrected' ? null : undefined);
        for (const one of optional) if (one.message === index + 1) says.set(one.question, null);
        for (const one of expect) {
          if (one.message !== index + 1) continue;
          const value = 'low' in one ? { low: one.low, high: one.high } : one.value;
          says.set(one.question, typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);
        }
        return { text, says };
      }),
    ),
  ];
}

function examplesOf({ language, lexicon, says, worded }: Teaching, texts: readonly Text[]): readonly Example[] {
  const rhythmic = Object.keys(says).filter((question) => says[question]?.rhythm !== undefined);
  return texts.flatMap(({ text, says: said }, place) => {
    const sentences: readonly Sentence[] = linesOf(text).flatMap((line) => sentencesOf(line, language, lexicon));
    return sentences.flatMap((sentence): readonly Example[] => {
      const rhythms = rhythmsOf(sentence.tokens);
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
        features: [...saidIn(sentence, { from: 0, to: sentence.tokens.length })],
        labels: statement,
        text: place,
        group: 'statement',
      };
      const changes = rhythms.map((rhythm): Example => {
        const right = rhythmic.filter((question) => said.get(question) === rhythm.value);
        const skip = rhythmic.some((question) => said.get(question) === null) || right.length > 1;
        return {
          features: [...aroundRhythm(sentence, rhythm)],
          labels: new Map([['rhythm', skip ? undefined : (right[0] ?? '')]]),
          text: place,
          group: 'rhythm',
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
                answers.map(({ question }) => question),
              ),
            ],
            labels: new Map([['amount', skip ? undefined : (right[0]?.question ?? '')]]),
            text: place,
            group: 'amount',
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

const passes = 12;
const step = 0.3;
/** What a weight has to earn before it is more than nothing: most features stay without one. */
const sparing = 0.7;
const slowness = 0.01;
const fewestSeen = 3;
const smallest = 10;

/** Weights that tell what texts say, by gradient descent on the cross entropy; the same texts give the same weights. */
export function learn(teaching: Teaching, texts: readonly Text[]): Weights {
  const examples = examplesOf(teaching, texts);
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const places = new Map<string, number>();
  for (const [feature, times] of seen) if (times >= fewestSeen) places.set(feature, places.size);
  const inputs = examples.map(({ features }) => Int32Array.from(features.flatMap((one) => places.get(one) ?? [])));
  const scales = examples.map(({ features }) => 1 / Math.sqrt(features.length || 1));
  const groups: { name: string; labels: readonly string[] }[] = [];
  const bias: number[] = [];
  const columns: Float64Array[] = [];
  for (const [name, kind] of [
    ...teaching.worded.map((question) => [question, 'statement'] as const),
    ['rhythm', 'rhythm'] as const,
    ['amount', 'amount'] as const,
  ]) {
    const labels = [
      ...new Set(examples.flatMap(({ labels, group }) => (group === kind ? (labels.get(name) ?? []) : []))),
    ]
      .filter((label) => label !== '')
      .sort();
    const model = fit(examples, inputs, scales, places.size, name, kind, labels);
    groups.push({ name, labels });
    bias.push(...model.bias.map((one) => Math.round(one * 100)));
    columns.push(...model.columns);
  }
  const terms = [...places].flatMap(([feature, at]) => {
    const parts = columns.flatMap((column, label) => {
      const weight = Math.round((column[at] ?? 0) * 100);
      return Math.abs(weight) < smallest ? [] : [`${label}:${weight}`];
    });
    return parts.length === 0 ? [] : [`${feature}\t${parts.join(',')}`];
  });
  return { groups, bias, terms: terms.join('\n') };
}

interface Model {
  readonly columns: readonly Float64Array[];
  readonly bias: readonly number[];
}

function fit(
  examples: readonly Example[],
  inputs: readonly Int32Array[],
  scales: readonly number[],
  width: number,
  name: string,
  kind: Example['group'],
  labels: readonly string[],
): Model {
  const mine = examples.flatMap(({ group, labels: known }, at) =>
    group === kind && !(known.has(name) && known.get(name) === undefined) ? [at] : [],
  );
  const told = (at: number): number => {
    const label = examples[at]?.labels.get(name);
    return label === undefined || label === '' ? 0 : labels.indexOf(label) + 1;
  };
  const texts = new Map<number, number[]>();
  for (const at of mine)
    if (told(at) > 0) texts.set(examples[at]?.text ?? 0, [...(texts.get(examples[at]?.text ?? 0) ?? []), at]);
  const several = [...texts.values()].filter((one) => one.length > 1);
  const first = descend(
    mine.filter((at) => told(at) === 0 || texts.get(examples[at]?.text ?? 0)?.length === 1),
    told,
  );
  if (several.length === 0 || kind !== 'statement') return first;
  // Of several sentences the one says it that sounds most like it.
  const chosen = new Set(
    several.map((ats) => ats.reduce((a, b) => (shareOf(first, b)[told(b)]! > shareOf(first, a)[told(a)]! ? b : a))),
  );
  return descend(
    mine.filter((at) => told(at) === 0 || texts.get(examples[at]?.text ?? 0)?.length === 1 || chosen.has(at)),
    told,
  );

  /** Shares of none and of each label. */
  function shareOf({ columns, bias }: Model, at: number): number[] {
    const scale = scales[at] ?? 1;
    const sums = [0];
    for (const [label, column] of columns.entries()) {
      let sum = 0;
      for (const feature of inputs[at] ?? []) sum += column[feature] ?? 0;
      sums.push(sum * scale + (bias[label] ?? 0));
    }
    const top = Math.max(...sums);
    const raised = sums.map((sum) => Math.exp(sum - top));
    const all = raised.reduce((a, b) => a + b, 0);
    return raised.map((one) => one / all);
  }

  function descend(ats: readonly number[], label: (at: number) => number): Model {
    const columns = labels.map(() => new Float64Array(width));
    const pulls = labels.map(() => new Float64Array(width));
    const squares = labels.map(() => new Float64Array(width));
    const bias = labels.map(() => 0);
    const biasSquares = labels.map(() => 1e-4);
    const random = randomFrom(7);
    const order = [...ats];
    for (let pass = 0; pass < passes; pass += 1) {
      for (let at = order.length - 1; at > 0; at -= 1) {
        const other = Math.floor(random() * (at + 1));
        [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
      }
      for (const at of order) {
        const right = label(at);
        // Far more texts say nothing about a question than say something.
        if (right === 0 && kind === 'statement' && !examples[at]?.labels.has(name) && random() < 0.5) continue;
        const shares = shareOf({ columns, bias }, at);
        const scale = scales[at] ?? 1;
        for (let index = 0; index < labels.length; index += 1) {
          const error = (shares[index + 1] ?? 0) - (index + 1 === right ? 1 : 0);
          if (Math.abs(error) < 1e-3) continue;
          const [column, pull, square] = [columns[index], pulls[index], squares[index]];
          if (column === undefined || pull === undefined || square === undefined) continue;
          const slope = error * scale;
          for (const feature of inputs[at] ?? []) {
            const before = square[feature] ?? 0;
            const now = before + slope * slope;
            const sigma = (Math.sqrt(now) - Math.sqrt(before)) / step;
            const pulled = (pull[feature] ?? 0) + slope - sigma * (column[feature] ?? 0);
            square[feature] = now;
            pull[feature] = pulled;
            column[feature] =
              Math.abs(pulled) <= sparing
                ? 0
                : -(pulled - Math.sign(pulled) * sparing) / (slowness / step + Math.sqrt(now) / step);
          }
          biasSquares[index] = (biasSquares[index] ?? 0) + error * error;
          bias[index] = (bias[index] ?? 0) - (step * error) / Math.sqrt(biasSquares[index] ?? 1);
        }
      }
    }
    return { columns, bias };
  }
}

/** Numbers from 0 to before 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
