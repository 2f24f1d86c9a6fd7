import { barred, type Found, inEarnest } from './found.ts';
import type { Moods } from './moods.ts';
import type { Phrases } from './schema.ts';
import type { Sentence } from './sentences.ts';

/** Choices and yes/no answers that a sentence states. A denied yes is a no; a denied choice says nothing. */
export function statedIn(
  sentence: Sentence,
  moods: Moods,
  says: Phrases['says'],
  yesNo: ReadonlySet<string>,
): readonly Found[] {
  const found = new Map<string, Found | undefined>();
  for (const { means, from, to } of sentence.values) {
    const { question, denies } = means;
    const reader = says[question];
    if (reader === undefined || !inEarnest(moods, from, to, reader.allow) || barred(sentence, question, from, 'part'))
      continue;
    const denied = moods.denied(from, to, denies);
    const value = denied === undefined ? undefined : denied ? opposite(means.value, yesNo.has(question)) : means.value;
    if (value === undefined) continue;
    const before = found.get(question);
    // Two values in one sentence: nobody can say which one is meant.
    const clash = found.has(question) && before?.value !== value;
    found.set(question, clash ? undefined : { question, value, hedged: moods.at(from).has('hedged'), at: from });
  }
  return [...found.values()].flatMap((one) => one ?? []);
}

function opposite(value: string, yesNo: boolean): string | undefined {
  if (!yesNo) return undefined;
  return value === 'yes' ? 'no' : 'yes';
}
