import type { Hit } from './lexicon.ts';
import type { Cue } from './schema.ts';
import type { Sentence } from './sentences.ts';

/** What is doubtful about each token of a sentence. */
export interface Moods {
  /** Cues in whose scope a token stands. */
  at(token: number): ReadonlySet<Cue>;
  /** Whether what is said at tokens `from` to before `to` is denied; undefined if denied twice. */
  denied(from: number, to: number, denies: boolean): boolean | undefined;
}

const overSentence: ReadonlySet<Cue> = new Set(['sarcasm', 'quoted', 'correction']);
const overClause: ReadonlySet<Cue> = new Set(['wanted']);
const overPart: ReadonlySet<Cue> = new Set([
  'hypothetical',
  'proposal',
  'other',
  'theirs',
  'unsure',
  'hedged',
  'question',
]);

/** The scope of every cue: sentences, parts, or for the past from clause to clause until "now". */
export function moodsOf(sentence: Sentence): Moods {
  const { tokens, parts, clauses, cues } = sentence;
  const marks: Set<Cue>[] = tokens.map(() => new Set());
  const everywhere = new Set(cues.map(({ means }) => means).filter((cue) => overSentence.has(cue)));
  if (sentence.quoted) everywhere.add('quoted');
  if (tokens.some(({ word }) => word === '?')) everywhere.add('question');
  const inPart = spread(cues, overPart, parts);
  const inClause = spread(cues, overClause, clauses);
  const quotes = quotedTokens(sentence);
  const past = pastTokens(sentence, 'past');
  const was = pastTokens(sentence, 'was');
  for (const [index, mark] of marks.entries()) {
    for (const cue of [
      ...everywhere,
      ...(inPart.get(parts[index] ?? 0) ?? []),
      ...(inClause.get(clauses[index] ?? 0) ?? []),
    ])
      mark.add(cue);
    if (quotes.has(index)) mark.add('quoted');
    if (past.has(index)) mark.add('past');
    if (was.has(index)) mark.add('was');
  }
  const none = new Set<Cue>();
  return { at: (token) => marks[token] ?? none, denied: (from, to, denies) => deniedAt(sentence, from, to, denies) };
}

/** The cues of each part, or of each clause. */
function spread(
  cues: readonly Hit<Cue>[],
  kinds: ReadonlySet<Cue>,
  scopes: readonly number[],
): ReadonlyMap<number, ReadonlySet<Cue>> {
  const found = new Map<number, Set<Cue>>();
  for (const { means: cue, from } of cues) {
    const scope = scopes[from] ?? 0;
    if (kinds.has(cue)) found.set(scope, (found.get(scope) ?? new Set()).add(cue));
  }
  return found;
}

/** Words between quotation marks, three or more, are somebody else's; a sentence all in marks is not. */
function quotedTokens({ tokens }: Sentence): ReadonlySet<number> {
  const found = new Set<number>();
  let open: number | undefined;
  for (const [index, { word }] of tokens.entries()) {
    if (word !== '"') continue;
    if (open === undefined) open = index;
    else {
      if (index - open > 3) for (let at = open; at <= index; at += 1) found.add(at);
      open = undefined;
    }
  }
  return found;
}

/** "We were at 40, now 300": the past lasts until a "now", from clause to clause. */
function pastTokens({ tokens, clauses, parts, cues }: Sentence, kind: 'past' | 'was'): ReadonlySet<number> {
  const found = new Set<number>();
  if (!cues.some(({ means }) => means === kind)) return found;
  const at = new Map<number, Cue>();
  for (const { means: cue, from } of cues)
    if (cue === kind || (cue === 'now' && at.get(from) !== kind)) at.set(from, cue);
  let past = false;
  let begin = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    if (index > 0 && parts[index] !== parts[index - 1]) past = false;
    if (index > 0 && clauses[index] !== clauses[index - 1]) begin = index;
    const cue = at.get(index);
    if (cue === kind) {
      past = true;
      for (let back = begin; back <= index; back += 1) found.add(back);
    } else if (cue === 'now') {
      const said =
        found.has(begin) && [...at].some(([place, other]) => other === kind && place >= begin && place < index);
      if (!said) for (let back = begin; back < index; back += 1) found.delete(back);
      past = false;
    }
    if (past) found.add(index);
  }
  return found;
}

function deniedAt(
  { cues, clauses, negated, amounts }: Sentence,
  from: number,
  to: number,
  denies: boolean,
): boolean | undefined {
  const clause = clauses[from];
  // "zero examples" is a number, no denial.
  const inNumber = amounts.some((one) => one.from === from);
  const negations = cues.filter(
    (hit) =>
      hit.means === 'negation' &&
      !(inNumber && hit.from === from) &&
      hit.from < to &&
      (hit.from < from ? clauses[hit.from] === clause : true),
  );
  const idle = cues.filter(({ means }) => means === 'no_negation');
  const count = new Set(
    negations.filter((one) => !idle.some((hit) => one.from >= hit.from && one.from < hit.to)).map((hit) => hit.from),
  );
  const before = [...count].filter((at) => at < from).length;
  const inside = count.size - before;
  if (denies) return before > 0 ? undefined : false;
  if (before + inside > 1) return undefined;
  if (before + inside === 1) return true;
  // The model also knows "unable to" and the like; where its scope began before this clause it says nothing here.
  const begun = clauses.findIndex((one, at) => one === clause && !negated.has(at));
  return idle.length === 0 && negated.has(from) && begun !== -1 && begun < from;
}
