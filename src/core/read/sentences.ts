import type { Amount } from './amounts.ts';
import { amountsOf } from './amounts.ts';
import type { Language } from './language.ts';
import { type ClockHours, clockHours } from './clock.ts';
import type { Lexicon } from './lexicon.ts';
import type { Line } from './markup.ts';
import { type Meaning, phrasedBy, type Phrased } from './meanings.ts';
import { type Rhythm, rhythmsOf } from './rhythm.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A sentence with everything that was found in it. */
export interface Sentence extends Phrased {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly amounts: readonly Amount[];
  readonly rhythms: readonly Rhythm[];
  readonly clock: ClockHours | undefined;
  /** For each token the number of its part: parts are set off by "but", ";" and the like. */
  readonly parts: readonly number[];
  /** For each token the number of its clause: set off by commas besides. */
  readonly clauses: readonly number[];
  /** Tokens that the language model finds in the scope of a negation. */
  readonly negated: ReadonlySet<number>;
  /** A block quote. */
  readonly quoted: boolean;
}

/** Short forms whose dot ends no sentence. */
const shortForm =
  /(?:^|[\s(])(?:approx|ca|vs|etc|e\.g|i\.e|eg|ie|no|nr|resp|incl|excl|max|min|est|avg|appr|abt|p\.a|dr|mr|ms|st)\.$/i;

/** The sentences of a line, as the language model cuts it, and at dots before small letters and at question marks besides. */
export function sentencesOf(line: Line, language: Language, lexicon: Lexicon<Meaning>): readonly Sentence[] {
  const found = language.sentences(masked(line.text));
  const spans: { from: number; to: number; negated: Set<number> }[] = [];
  for (const { from, to, negated } of found) {
    const last = spans.at(-1);
    const together =
      last !== undefined &&
      (shortForm.test(line.text.slice(Math.max(0, last.to - 12), last.to)) ||
        line.text.slice(from, to).trim().length < 2);
    if (last === undefined || !together) spans.push({ from, to, negated: new Set(negated) });
    else {
      last.to = to;
      for (const at of negated) last.negated.add(at);
    }
  }
  return spans.flatMap(({ from, to, negated }) =>
    cuts(line.text, from, to).map(([begin, end]) => sentence(line, begin, end, negated, lexicon)),
  );
}

/** Numbers as plain digits and no marks the model takes for emoticons or addresses, at the same length. */
function masked(text: string): string {
  return text
    .replace(/\d[.,](?=\d)/g, (pair) => `${pair.slice(0, 1)}0`)
    .replace(/[<>~@#_/\\|=+*^]/g, ' ')
    .replace(/[^ -~\u00C0-\u024F'"]/g, ' ')
    .replace(/([^\w ])\1{2,400}/g, (run) => run.slice(0, 1) + ' '.repeat(run.length - 1));
}

/** The model keeps "…300 docs. they change…" and "ok? 300" together. */
function cuts(text: string, from: number, to: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let begin = from;
  for (const match of text.slice(from, to).matchAll(/[.?!]["')]{0,3} {1,4}(?=\S)/g)) {
    const end = from + match.index + match[0].length;
    if (shortForm.test(text.slice(Math.max(begin, from + match.index - 11), from + match.index + 1))) continue;
    found.push([begin, end]);
    begin = end;
  }
  if (begin < to) found.push([begin, to]);
  return found;
}

function sentence(
  line: Line,
  begin: number,
  end: number,
  negated: ReadonlySet<number>,
  lexicon: Lexicon<Meaning>,
): Sentence {
  const text = line.text.slice(begin, end).trim();
  const shift = begin + (line.text.slice(begin, end).length - line.text.slice(begin, end).trimStart().length);
  const tokens = tokensOf(text);
  const places = new Set<number>();
  for (const [index, token] of tokens.entries()) if (negated.has(token.from + shift)) places.add(index);
  const { parts, clauses } = partsOf(tokens);
  return {
    text,
    tokens,
    amounts: amountsOf(tokens),
    rhythms: rhythmsOf(tokens),
    clock: clockHours(tokens),
    ...phrasedBy(lexicon.find(tokens, parts)),
    parts,
    clauses,
    negated: places,
    quoted: line.quoted,
  };
}

const strong = /^(?:but|however|although|though|whereas|while|yet|except|;|—|→|=>)$/;
const subjects =
  /^(?:we|it|its|they|the|theres|there|our|i|nobody|no|legal|everything|everyone|each|answers|users|this|that|a|an|not|never|dont|doesnt|cant|must|also|then|docs|latency|p95)$/;
const conjunctions = /^(?:and|because|so|since|plus|cause|cuz|as)$/;

function partsOf(tokens: readonly Token[]): { readonly parts: readonly number[]; readonly clauses: readonly number[] } {
  let part = 0;
  let clause = 0;
  const parts: number[] = [];
  const clauses: number[] = [];
  for (const [index, { word, spaced }] of tokens.entries()) {
    const next = tokens[index + 1];
    const dash = /^[-–]$/.test(word) && spaced && next?.spaced === true;
    if (strong.test(word) || dash) part += 1;
    if (strong.test(word) || dash || /^[,:()]$/.test(word)) clause += 1;
    else if (conjunctions.test(word) && next !== undefined && subjects.test(next.word)) clause += 1;
    parts.push(part);
    clauses.push(clause);
  }
  return { parts, clauses };
}
