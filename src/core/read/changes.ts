import { barred, type Found, inEarnest } from './found.ts';
import type { Hit } from './lexicon.ts';
import type { Meaning } from './meanings.ts';
import type { Moods } from './moods.ts';
import { type Rhythm, rhythmsOf } from './rhythm.ts';
import type { Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';

/** How often things change, as a sentence says it: what changes, a verb of changing or a colon, a rhythm. */
export function changesIn(
  sentence: Sentence,
  moods: Moods,
  says: Phrases['says'],
  before: Sentence | undefined,
): readonly Found[] {
  const rhythms = rhythmsOf(sentence.tokens);
  if (rhythms.length === 0) return [];
  const readers = Object.entries(says).filter(([, { rhythm }]) => rhythm !== undefined);
  return rhythms.flatMap((rhythm) => {
    const taken = readers.flatMap(([question, reader]) => {
      if (!inEarnest(moods, rhythm.from, rhythm.to, reader.allow) || barred(sentence, question, rhythm.from, 'clause'))
        return [];
      if (moods.denied(rhythm.from, rhythm.to, false) !== false) return [];
      const distance = subjectOf(sentence, rhythm, question, before);
      return distance === undefined ? [] : [{ question, distance }];
    });
    const [nearest] = taken.sort((a, b) => a.distance - b.distance);
    if (nearest === undefined) return [];
    return [
      { question: nearest.question, value: rhythm.value, hedged: moods.at(rhythm.from).has('hedged'), at: rhythm.from },
    ];
  });
}

const pronouns = /^(they|it|those|these|that|theyre|which|everything|stuff|all)$/;

/** How far the subject stands from the rhythm; undefined if nothing that changes is spoken of. */
function subjectOf(
  sentence: Sentence,
  rhythm: Rhythm,
  question: string,
  before: Sentence | undefined,
): number | undefined {
  const { hits, parts, tokens } = sentence;
  const mine = (hit: Hit<Meaning>, piece: string): boolean =>
    hit.means.kind === 'piece' && hit.means.question === question && hit.means.piece === piece;
  const same = (hit: Hit<Meaning>): boolean => parts[hit.from] === parts[rhythm.from];
  const subjects = hits.filter((hit) => mine(hit, 'of') && same(hit));
  const verb = hits.some((hit) => mine(hit, 'changes') && same(hit));
  const colon = subjects.some((hit) => /^[:=,-]$/.test(tokens[hit.to]?.word ?? '') && rhythm.from - hit.to <= 4);
  if (subjects.length > 0 && (verb || colon))
    return Math.min(...subjects.map(({ from }) => Math.abs(from - rhythm.from)));
  const short = tokens.length <= 8 && rhythm.from <= 4;
  const refers = tokens.some(({ word }) => pronouns.test(word)) || short;
  const earlier = hits.some((hit) => mine(hit, 'of'));
  const carried = before?.hits.some((hit) => mine(hit, 'of')) === true;
  if (refers && (verb || (short && carried)) && (earlier || carried) && subjects.length === 0) return 40;
  return undefined;
}
