import { barred, type Found, inEarnest } from './found.ts';
import type { Moods } from './moods.ts';
import type { Rhythm } from './rhythm.ts';
import type { Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';

/** How often things change, as a sentence says it: what changes, a verb of changing or a colon, a rhythm. */
export function changesIn(
  sentence: Sentence,
  moods: Moods,
  says: Phrases['says'],
  before: Sentence | undefined,
): readonly Found[] {
  const { rhythms } = sentence;
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
  const { pieces, parts, tokens } = sentence;
  const mine = pieces.get(question) ?? [];
  const here = mine.filter(({ from }) => parts[from] === parts[rhythm.from]);
  const subjects = here.filter(({ means }) => means === 'of');
  const verb = here.some(({ means }) => means === 'changes');
  const colon = subjects.some(({ to }) => /^[:=,-]$/.test(tokens[to]?.word ?? '') && rhythm.from - to <= 4);
  if (subjects.length > 0 && (verb || colon))
    return Math.min(...subjects.map(({ from }) => Math.abs(from - rhythm.from)));
  const short = tokens.length <= 8 && rhythm.from <= 4;
  const refers = tokens.some(({ word }) => pronouns.test(word)) || short;
  const earlier = mine.some(({ means }) => means === 'of');
  const carried = before?.pieces.get(question)?.some(({ means }) => means === 'of') === true;
  if (refers && (verb || (short && carried)) && (earlier || carried) && subjects.length === 0) return 40;
  return undefined;
}
