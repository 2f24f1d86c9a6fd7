import { stemOf } from './stems.ts';

/** A word, a number, an emoji or a mark of punctuation in a line. */
export interface Token {
  readonly kind: 'word' | 'number' | 'emoji' | 'mark';
  /** In lower case, without apostrophes: "dont". */
  readonly word: string;
  /** A word without its ending; "#" for a number; all else as it is. */
  readonly stem: string;
  readonly from: number;
  readonly to: number;
  /** A space stands before it. */
  readonly spaced: boolean;
}

const one =
  /:[a-z][a-z0-9_+-]{1,60}:|\p{Extended_Pictographic}|(?<number>\d(?:[\d.,]{0,30}\d)?)|(?<word>\p{L}(?:[\p{L}\p{M}]|'(?=\p{L})){0,60}\d{0,4})|\/s(?![\p{L}\d])|[^\s]/giu;

/** The tokens of a line. Linear: every alternative is a run of bounded length. */
export function tokensOf(line: string): readonly Token[] {
  const found: Token[] = [];
  for (const match of line.matchAll(one)) {
    const [text] = match;
    const from = match.index;
    const kind = kindOf(text, match.groups);
    const before = found.at(-1);
    const spaced = before === undefined || before.to < from;
    // "on-prem" is two words, "gpt-4" and "#12" hold no amount.
    const joined = /^(\p{L}+)'(s|re|ve)$/u.exec(text.toLowerCase());
    if (joined?.[1] !== undefined && joined[2] !== undefined && joined[1] !== 'let') {
      // "we're" is no "were", "it's" no "its", and "cloud's fine" is about the cloud.
      const middle = from + joined[1].length;
      found.push(
        { kind, word: joined[1], stem: stemOf(joined[1]), from, to: middle, spaced },
        { kind, word: joined[2], stem: stemOf(joined[2]), from: middle, to: from + text.length, spaced: false },
      );
      continue;
    }
    const named = kind === 'number' && !spaced && namesSomething(found) ? 'word' : kind;
    const word = text.toLowerCase().replaceAll("'", '');
    found.push({
      kind: named,
      word,
      stem: named === 'word' ? stemOf(word) : named === 'number' ? '#' : word,
      from,
      to: from + text.length,
      spaced,
    });
  }
  return found;
}

function kindOf(text: string, groups: Readonly<Record<string, string | undefined>> | undefined): Token['kind'] {
  if (groups?.['number'] !== undefined) return 'number';
  if (groups?.['word'] !== undefined) return 'word';
  return text.length > 1 || /\p{Extended_Pictographic}/u.test(text) ? 'emoji' : 'mark';
}

function namesSomething(before: readonly Token[]): boolean {
  const last = before.at(-1);
  if (last?.word === '#' || last?.word === '_') return true;
  const name = before.at(-2);
  // "2k-3k" is a range: there "k" belongs to a number.
  const counts = before.at(-3)?.kind === 'number' && name?.spaced === false;
  return last?.word === '-' && !last.spaced && name?.kind === 'word' && name.to === last.from && !counts;
}
