import { Lexicon } from './lexicon.ts';
import { type Cue, cues as kinds, type Phrases } from './schema.ts';

/** What a phrase stands for: a cue about the statement, or a piece of what a question is answered with. */
export type Meaning =
  | { readonly kind: 'cue'; readonly cue: Cue }
  | { readonly kind: 'value'; readonly question: string; readonly value: string; readonly denies: boolean }
  | {
      readonly kind: 'piece';
      readonly question: string;
      readonly piece: 'of' | 'near' | 'needs' | 'changes' | 'unless' | 'asks';
    };

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
