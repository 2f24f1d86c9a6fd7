import { type Hit, Lexicon } from './lexicon.ts';
import { type Cue, cues as kinds, type Phrases } from './schema.ts';

interface Stated {
  readonly question: string;
  readonly value: string;
  /** It has a negation in it. */
  readonly denies: boolean;
}
type Piece = 'of' | 'near' | 'needs' | 'changes' | 'unless' | 'asks';

/** What a phrase stands for: a cue about the statement, an answer, or a piece of what a question is answered with. */
export type Meaning =
  | { readonly kind: 'cue'; readonly cue: Cue }
  | ({ readonly kind: 'value' } & Stated)
  | { readonly kind: 'piece'; readonly question: string; readonly piece: Piece };

/** Phrases of a sentence by what they stand for: each where it was found, in order. */
export interface Phrased {
  readonly cues: readonly Hit<Cue>[];
  readonly values: readonly Hit<Stated>[];
  /** By question. */
  readonly pieces: ReadonlyMap<string, readonly Hit<Piece>[]>;
}

export function phrasedBy(hits: readonly Hit<Meaning>[]): Phrased {
  const cues: Hit<Cue>[] = [];
  const values: Hit<Stated>[] = [];
  const pieces = new Map<string, Hit<Piece>[]>();
  for (const { means, from, to } of hits) {
    if (means.kind === 'cue') cues.push({ means: means.cue, from, to });
    else if (means.kind === 'value') values.push({ means, from, to });
    else {
      const piece = { means: means.piece, from, to };
      const mine = pieces.get(means.question);
      if (mine === undefined) pieces.set(means.question, [piece]);
      else mine.push(piece);
    }
  }
  return { cues, values, pieces };
}

/** All phrases of the rulebook, ready to be found. */
export function lexiconOf({ groups, cues, says }: Phrases): Lexicon<Meaning> {
  const lexicon = new Lexicon<Meaning>(groups);
  const denying = new Set((cues.negation ?? []).flatMap((phrase) => phrase.split(/[ /]+/)));
  const denies = (pattern: string): boolean =>
    pattern
      .split(/[ /]+/)
      .some(
        (word) =>
          denying.has(word) ||
          (word.startsWith('<') && (groups[word.slice(1, -1)] ?? []).some((one) => denying.has(one))),
      );
  const add = (patterns: readonly string[] | undefined, means: (pattern: string) => Meaning): void => {
    for (const pattern of patterns ?? []) lexicon.add(pattern, means(pattern));
  };
  for (const [cue, patterns] of typedEntries(cues)) add(patterns, () => ({ kind: 'cue', cue }));
  for (const [question, { values, rhythm, amount, asks, unless }] of Object.entries(says)) {
    for (const [value, patterns] of Object.entries(values ?? {})) {
      add(patterns, (pattern) => ({ kind: 'value', question, value, denies: denies(pattern) }));
    }
    add(rhythm?.of, () => ({ kind: 'piece', question, piece: 'of' }));
    add(rhythm?.changes, () => ({ kind: 'piece', question, piece: 'changes' }));
    add(amount?.of, () => ({ kind: 'piece', question, piece: 'of' }));
    add(amount?.near, () => ({ kind: 'piece', question, piece: 'near' }));
    add(amount?.needs, () => ({ kind: 'piece', question, piece: 'needs' }));
    add(unless, () => ({ kind: 'piece', question, piece: 'unless' }));
    add(asks, () => ({ kind: 'piece', question, piece: 'asks' }));
  }
  return lexicon;
}

function typedEntries(record: Phrases['cues']): readonly (readonly [Cue, readonly string[] | undefined])[] {
  return kinds.map((cue) => [cue, record[cue]]);
}
