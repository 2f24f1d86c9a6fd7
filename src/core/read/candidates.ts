import { asks } from './context.ts';
import type { Found } from './found.ts';
import type { Heard } from './heard.ts';
import type { Moods } from './moods.ts';
import { cues } from './schema.ts';
import type { Sentence } from './sentences.ts';
import type { Span } from './spans.ts';

/** How an answer was found: by phrases and numbers of the rules, by what was said before, or by its wording. */
export type Way = 'phrase' | 'change' | 'quantity' | 'correction' | 'reply' | Heard['by'];

/** An answer that a sentence may state. */
export interface Candidate extends Found {
  readonly ways: readonly Way[];
  readonly span: Span;
  /** How likely it is by its wording alone, between 0 and 1; 0 if that says nothing. */
  readonly share: number;
  /** What speaks for it and against it, as names: they are made when they are asked for. */
  readonly signs: () => ReadonlySet<string>;
}

/** Where a sentence stands. */
export interface Circumstances {
  readonly sentence: Sentence;
  readonly moods: Moods;
  /** Place in its message, from 0. */
  readonly index: number;
  /** Sentences of its message. */
  readonly sentences: number;
  /** Whether its message asks anything. */
  readonly asking: boolean;
  /** Questions that somebody else just asked. */
  readonly asked: ReadonlySet<string>;
  /** Whether it may answer somebody's question. */
  readonly answering: boolean;
  /** The sentence before: whether it has the same author, and whether it asks. */
  readonly before: { readonly mine: boolean; readonly asking: boolean } | undefined;
}

interface Merged {
  readonly found: Found;
  readonly ways: readonly Way[];
  readonly heard: Heard | undefined;
}

/** All that was found in a sentence, alike answers as one, with what speaks for and against each. */
export function candidatesOf(
  found: readonly { readonly way: Way; readonly found: Found }[],
  heard: readonly Heard[],
  circumstances: Circumstances,
): readonly Candidate[] {
  const byAnswer = new Map<string, Merged>();
  const add = (way: Way, one: Found, mine?: Heard): void => {
    const key = JSON.stringify([one.question, one.value]);
    const other = byAnswer.get(key);
    byAnswer.set(key, {
      found: other?.found ?? one,
      ways: [...new Set([...(other?.ways ?? []), way])].sort(),
      heard: mine !== undefined && mine.share > (other?.heard?.share ?? 0) ? mine : other?.heard,
    });
  };
  for (const one of found) add(one.way, one.found);
  for (const one of heard) add(one.by, one, one);
  const all = [...byAnswer.values()];
  return all.map((one): Candidate => {
    const { question, value, hedged, at, currency, factor = one.heard?.factor } = one.found;
    return {
      question,
      value,
      hedged,
      at: one.heard?.at ?? at,
      ...(factor === undefined ? {} : { factor }),
      ...(currency === undefined ? {} : { currency }),
      ways: one.ways,
      span: one.heard?.span ?? { from: at, to: at + 1 },
      share: one.heard?.share ?? 0,
      signs: () => signsOf(one, all, circumstances),
    };
  });
}

function signsOf(one: Merged, all: readonly Merged[], circumstances: Circumstances): ReadonlySet<string> {
  const { sentence, moods, index, sentences, asking, asked, answering, before } = circumstances;
  const { question, value, factor } = one.found;
  const others = all.filter((other) => other !== one);
  const rivals = others.filter(({ found }) => found.question === question || sameNumber(found, one.found));
  const way = one.ways.join('+');
  const sure = step(one.heard?.share ?? 0);
  const long = Math.min(8, Math.floor(sentence.tokens.length / 4));
  const signs = new Set([
    question,
    way,
    `${way} ${question}`,
    `sure ${sure}`,
    `sure ${sure} ${way}`,
    `sure ${sure} ${question}`,
    `sure ${sure} long ${long}`,
    `rival ${step(Math.max(0, ...rivals.map(({ heard }) => heard?.share ?? 0)))}`,
    `long ${long}`,
    `beside ${Math.min(6, others.length)}`,
    `of ${Math.min(4, sentences)}`,
    `place ${Math.min(3, index)}`,
    factor === undefined ? 'words' : 'number',
  ]);
  if (typeof value === 'string') signs.add(`${question} ${value}`);
  else if (typeof value === 'object') signs.add('range');
  for (const cue of cuesIn(moods, one.heard?.span ?? { from: one.found.at, to: one.found.at + 1 }))
    signs.add(cue).add(`${cue} ${way}`).add(`${cue} ${question}`);
  if (asked.has(question)) signs.add('asked').add(`asked ${way}`);
  else if (asked.size > 0) signs.add('asked other').add(`asked other ${way}`);
  if (asks(sentence.tokens)) signs.add('?');
  if (asking) signs.add('message ?');
  if (answering) signs.add('answer').add(`answer ${way}`).add(`answer sure ${sure}`);
  if (sentence.quoted) signs.add('quoted line');
  if (before !== undefined) signs.add(before.mine ? 'after mine' : 'after theirs');
  if (before?.asking === true) signs.add('after ?');
  const high = one.heard?.amount?.high;
  if (high !== undefined) {
    const size = high > 0 ? Math.floor(Math.log10(high)) : 0;
    signs.add(`size ${size}`).add(`size ${size} ${question}`);
  }
  for (const { found } of others) signs.add(`with ${found.question}`);
  for (const { kind, stem } of sentence.tokens) if (kind === 'word') signs.add(`word ${stem}`);
  return signs;
}

function sameNumber(a: Found, b: Found): boolean {
  return a.factor !== undefined && b.factor !== undefined && a.at === b.at;
}

function cuesIn(moods: Moods, { from, to }: Span): readonly string[] {
  return cues.filter((cue) => {
    for (let at = from; at < to; at += 1) if (moods.at(at).has(cue)) return true;
    return false;
  });
}

/** Half steps of log odds, from -6 to 6. */
function step(share: number): number {
  const least = 1e-4;
  return Math.max(-6, Math.min(6, Math.round(2 * Math.log((share + least) / (1 - share + least)))));
}

const heard: ReadonlySet<Way> = new Set(['wording', 'rhythm', 'number']);
/** By wording alone, what is less likely was hardly ever meant. */
const hopeless = 0.15;

/** Whether it is worth judging. */
export function hopeful({ ways, share }: Candidate): boolean {
  return share >= hopeless || ways.some((way) => !heard.has(way));
}

/** The answers likely enough, the likeliest first: one for a question, and one for a number. */
export function kept(
  candidates: readonly Candidate[],
  likelihood: (candidate: Candidate) => number,
  least: number,
): readonly Candidate[] {
  const taken: Candidate[] = [];
  for (const { one } of candidates
    .map((one) => ({ one, share: likelihood(one) }))
    .filter(({ share }) => share >= least)
    .sort((a, b) => b.share - a.share))
    if (!taken.some((other) => other.question === one.question || sameNumber(other, one))) taken.push(one);
  return taken;
}
