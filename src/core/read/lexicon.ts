import type { Token } from './tokens.ts';

/** Where a phrase was found: tokens `from` to before `to`. */
export interface Hit<T> {
  readonly means: T;
  readonly from: number;
  readonly to: number;
}

interface Word {
  readonly text: string;
  readonly prefix: boolean;
}
interface Span {
  readonly from: number;
  readonly to: number;
}
/** One of several runs of words, by how their first word begins: lists are long, and most words fit none of them. */
interface OneOf {
  readonly words: readonly (readonly Word[])[];
  /** By two letters; by one where there are no two. */
  readonly byBeginning: ReadonlyMap<number, readonly (readonly Word[])[]>;
}
type Element = 'gap' | OneOf;
/** Phrases that have to stand in the same part of a sentence, in any order: "a + b". */
interface Together<T> {
  readonly means: T;
  readonly size: number;
}
interface Phrase<T> {
  readonly whole?: Together<T>;
  readonly index: number;
  readonly elements: readonly Element[];
  /** One word, or one of several: it is found where it begins. */
  readonly short: boolean;
  /** For elements after the first that few words fit: beginnings of which a sentence has to have one. */
  readonly needs: readonly (readonly number[])[];
  /** Only at the beginning of a sentence. */
  readonly first: boolean;
  readonly means: T;
}

interface Placed<T> {
  readonly place: number;
  readonly phrase: Phrase<T>;
}
/** For beginnings of words the last token that has them. */
type Begun = ReadonlyMap<number, number>;

/** Phrases that begin with a word, each with its place in their order. */
interface Starting<T> {
  /** Those that can only be where some word begins like this, too. */
  readonly byNeed: ReadonlyMap<number, readonly Placed<T>[]>;
  readonly others: readonly Placed<T>[];
}

const widestGap = 5;
/** Words that far apart are hardly about the same thing. */
const widestTogether = 14;
const mostRemembered = 20_000;
/** Words passed over between the words of a phrase, two at most. */
const idle: ReadonlySet<string> = new Set(
  'a an the our your its my any this that these those is are was were be been being s re ve very really just even only also quite pretty so already still simply actually basically all both'.split(
    ' ',
  ),
);
const mostIdle = 2;
/** Written without their mark these read as their first word, as they do in messages. */
const contractions: ReadonlyMap<string, string> = new Map(
  'its:it theres:there thats:that whats:what heres:here wheres:where weve:we ive:i youve:you theyve:they theyre:they youre:you im:i'
    .split(' ')
    .map((pair) => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? '']),
);

/** Phrases ready to be found in tokens: in time linear in the tokens, since gaps and phrases are bounded. */
export class Lexicon<T> {
  readonly #starts = new Map<string, Phrase<T>[]>();
  readonly #prefixes = new Map<string, Phrase<T>[]>();
  readonly #remembered = new Map<string, Starting<T>>();
  readonly #groups: Readonly<Record<string, readonly string[]>>;

  constructor(groups: Readonly<Record<string, readonly string[]>>) {
    this.#groups = groups;
  }

  /** `a + b`: both in the same part of a sentence, in any order. */
  add(pattern: string, means: T): void {
    const all = pattern.split(' + ');
    const whole = all.length > 1 ? { means, size: all.length } : undefined;
    for (const [index, one] of all.entries()) this.#addOne(one, means, index, whole);
  }

  #addOne(pattern: string, means: T, index: number, whole: Together<T> | undefined): void {
    const parts = pattern.trim().split(/ +/);
    const atStart = parts[0] === '^';
    const elements = (atStart ? parts.slice(1) : parts).map((part) => this.#element(part));
    const [first, ...rest] = elements;
    if (first === undefined || first === 'gap') return;
    const needs = rest.flatMap(needOf);
    const short = rest.length === 0 && first.words.every(({ length }) => length === 1);
    const phrase = { elements, short, needs, first: atStart, means, index, ...(whole === undefined ? {} : { whole }) };
    for (const [word] of first.words) {
      if (word === undefined) continue;
      const into = word.prefix ? this.#prefixes : this.#starts;
      const list = into.get(word.text);
      if (list === undefined) into.set(word.text, [phrase]);
      else if (!list.includes(phrase)) list.push(phrase);
    }
  }

  /** Every phrase at every place. @param parts the part of the sentence that each token stands in */
  find(tokens: readonly Token[], parts: readonly number[]): readonly Hit<T>[] {
    const hits: Hit<T>[] = [];
    const together = new Map<Together<T>, Map<number, Span[]>>();
    const begun: Begun = new Map(tokens.map(({ word }, at) => [beginningOf(word), at]));
    for (let from = 0; from < tokens.length; from += 1) {
      const word = tokens[from]?.word ?? '';
      for (const { phrase } of possible(this.#startingWith(word), begun, from)) {
        const { needs, first, means, whole, index } = phrase;
        if ((first && from > 0) || lacksOne(needs, begun, from)) continue;
        if (whole === undefined) {
          const to = endOf(phrase, tokens, from);
          if (to !== undefined) hits.push({ means, from, to });
          continue;
        }
        const part = parts[from] ?? 0;
        const spans = together.get(whole) ?? new Map<number, Span[]>();
        together.set(whole, spans);
        const here = spans.get(part) ?? [];
        spans.set(part, here);
        // The first one of each is enough.
        const to = here[index] === undefined ? endOf(phrase, tokens, from) : undefined;
        if (to !== undefined) here[index] = { from, to };
      }
    }
    for (const [{ means, size }, spans] of together) {
      for (const found of spans.values()) {
        const all = found.filter(() => true);
        const [from, to] = [Math.min(...all.map((span) => span.from)), Math.max(...all.map((span) => span.to))];
        if (all.length === size && to - from <= widestTogether) hits.push({ means, from, to });
      }
    }
    return hits;
  }

  #element(part: string): Element {
    if (part === '...') return 'gap';
    // The mark of sarcasm is a word of its own.
    if (part.startsWith('/')) return oneOf([[wordOf(part)]]);
    return oneOf(
      part.split('/').flatMap((one) => {
        if (!one.startsWith('<')) return [[wordOf(one)]];
        return (this.#groups[one.slice(1, -1)] ?? []).map((entry) => entry.split(/ +/).map(wordOf));
      }),
    );
  }

  #startingWith(word: string): Starting<T> {
    const known = this.#remembered.get(word);
    if (known !== undefined) return known;
    const found = new Set(
      [...singulars(word), ...(/^\d/.test(word) ? ['#'] : [])].flatMap((form) => this.#starts.get(form) ?? []),
    );
    for (let length = 1; length <= Math.min(word.length, 24); length += 1)
      for (const phrase of this.#prefixes.get(word.slice(0, length)) ?? []) found.add(phrase);
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    const starting = startingOf([...found]);
    this.#remembered.set(word, starting);
    return starting;
  }
}

function startingOf<T>(phrases: readonly Phrase<T>[]): Starting<T> {
  const byNeed = new Map<number, Placed<T>[]>();
  const others: Placed<T>[] = [];
  for (const [place, phrase] of phrases.entries()) {
    const [only] = phrase.needs.find((any) => any.length === 1) ?? [];
    const list = only === undefined ? others : (byNeed.get(only) ?? []);
    list.push({ place, phrase });
    if (only !== undefined) byNeed.set(only, list);
  }
  return { byNeed, others };
}

/** Most phrases begin like something that is said and go on differently: these are not even looked at. */
function possible<T>({ byNeed, others }: Starting<T>, begun: Begun, from: number): readonly Placed<T>[] {
  let found: Placed<T>[] | undefined;
  const add = (phrases: readonly Placed<T>[] | undefined, last: number | undefined): void => {
    if (phrases !== undefined && last !== undefined && last > from) (found ??= [...others]).push(...phrases);
  };
  if (byNeed.size < begun.size) for (const [one, phrases] of byNeed) add(phrases, begun.get(one));
  else for (const [one, last] of begun) add(byNeed.get(one), last);
  return found?.sort((a, b) => a.place - b.place) ?? others;
}

/** The first two letters of a word, as one number; no number if there are no two. */
function beginningOf(word: string): number {
  return word.charCodeAt(0) * 65_536 + word.charCodeAt(1);
}

const mostToLookFor = 6;

function needOf(element: Element): readonly (readonly number[])[] {
  if (element === 'gap' || element.words.length > mostToLookFor) return [];
  const texts = element.words.map(([word]) => word?.text ?? '');
  // "i" may stand in "is", and a number in anything.
  return texts.some((text) => text.length < 2) ? [] : [[...new Set(texts.map(beginningOf))]];
}

/** Whether a phrase that begins at a token needs what does not come after it. */
function lacksOne(needs: readonly (readonly number[])[], begun: Begun, from: number): boolean {
  return needs.some((any) => !any.some((one) => (begun.get(one) ?? from) > from));
}

function oneOf(words: readonly (readonly Word[])[]): OneOf {
  const byBeginning = new Map<number, (readonly Word[])[]>();
  for (const run of words) {
    const text = run[0]?.text ?? '';
    const beginning = text.length < 2 ? text.charCodeAt(0) : beginningOf(text);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), run]);
  }
  return { words, byBeginning };
}

function wordOf(text: string): Word {
  const prefix = text.endsWith('*');
  const plain = (prefix ? text.slice(0, -1) : text).toLowerCase().replaceAll("'", '');
  return { text: prefix ? plain : (contractions.get(plain) ?? plain), prefix };
}

/** A word as it may stand in a phrase: plurals and third persons count as their base. */
function singulars(word: string): readonly string[] {
  if (word.length < 4 || !word.endsWith('s')) return [word];
  const less = word.slice(0, -1);
  return word.endsWith('es') ? [word, less, word.slice(0, -2)] : [word, less];
}

/** `#` stands for any number. */
function fits({ text, prefix }: Word, { kind, word }: Token): boolean {
  if (text === '#') return kind === 'number';
  if (text.charCodeAt(0) !== word.charCodeAt(0)) return false;
  if (prefix) return word.startsWith(text);
  const more = word.length - text.length;
  return (
    word === text ||
    ((more === 1 || more === 2) && word.startsWith(text) && (more === 1 ? word.endsWith('s') : word.endsWith('es')))
  );
}

/** Places a phrase may reach from its beginning, at most: they are the bits of one number, so that nothing is allocated. */
const widestPhrase = 30;

/** The farthest end of the phrase when it begins at a token. */
function endOf<T>({ elements, short }: Phrase<T>, tokens: readonly Token[], start: number): number | undefined {
  // It begins here, so that one word alone is found already.
  if (short) return start + 1;
  const room = Math.min(widestPhrase, tokens.length - start);
  let ends = 1;
  for (const element of elements) {
    let next = 0;
    for (let at = 0; at <= room && ends >>> at !== 0; at += 1) {
      if ((ends & (1 << at)) === 0) continue;
      next |= element === 'gap' ? gapFrom(tokens, start, at, room) : wordsFrom(element, tokens, start, at, room);
    }
    if (next === 0) return undefined;
    ends = next;
  }
  return start + 31 - Math.clz32(ends);
}

function gapFrom(tokens: readonly Token[], start: number, at: number, room: number): number {
  let found = 0;
  for (let skip = 0; skip <= widestGap && at + skip <= room; skip += 1) {
    found |= 1 << (at + skip);
    if (tokens[start + at + skip]?.word === ';') break;
  }
  return found;
}

const anyNumber = '#'.charCodeAt(0);

/** A phrase need not spell out every "the" and "is". */
function wordsFrom({ byBeginning }: OneOf, tokens: readonly Token[], start: number, at: number, room: number): number {
  let found = 0;
  for (let skip = 0; skip <= (at === 0 ? 0 : mostIdle); skip += 1) {
    const place = start + at + skip;
    if (skip > 0 && !idle.has(tokens[place - 1]?.word ?? '')) break;
    const here = place > 0 ? pastHyphen(tokens, place) : place;
    const token = tokens[here];
    if (token === undefined) continue;
    found |= endsOf(byBeginning.get(beginningOf(token.word)), tokens, start, here, room);
    found |= endsOf(byBeginning.get(token.word.charCodeAt(0)), tokens, start, here, room);
    // Numbers are also written out in phrases: "4 in 5".
    if (token.kind === 'number') found |= endsOf(byBeginning.get(anyNumber), tokens, start, here, room);
  }
  return found;
}

function endsOf(
  runs: readonly (readonly Word[])[] | undefined,
  tokens: readonly Token[],
  start: number,
  from: number,
  room: number,
): number {
  let found = 0;
  if (runs !== undefined)
    for (const words of runs) {
      const to = sequenceEnd(words, tokens, from);
      if (to !== undefined && to - start <= room) found |= 1 << (to - start);
    }
  return found;
}

/** Hyphens inside words are passed over: "on-prem" is "on prem". */
function pastHyphen(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  return token?.word === '-' && !token.spaced && tokens[at + 1]?.spaced === false ? at + 1 : at;
}

function sequenceEnd(words: readonly Word[], tokens: readonly Token[], at: number): number | undefined {
  let here = at;
  // By index: most runs end at their first word, and an iterator would cost more than that.
  for (let index = 0; index < words.length; index += 1) {
    if (index > 0) here = pastHyphen(tokens, here);
    const word = words[index];
    const token = tokens[here];
    if (word === undefined || token === undefined || !fits(word, token)) return undefined;
    here += 1;
  }
  return here;
}
