/** Sentences of a text. */
export const sentencesIn = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?:])["”]?\s+/)
    .map((one) => one.trim())
    .filter((one) => /\w/.test(one));

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’%]*/gu) ?? [];

/** Syllables by groups of vowels: a silent e at the end is none, and a number or a capital abbreviation is read aloud. */
export function syllablesIn(word: string): number {
  if (/^[A-Z]{2,}$/.test(word) || /\d/.test(word)) return Math.max(2, word.replaceAll(/\D/g, '').length);
  const lower = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  const groups = lower.replace(/(?:[^laeiouycgsxzh]es|[^aeiouydt]ed|[^laeiouy]e)$/, '').match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 1);
}

/** The school grade of Flesch and Kincaid that a text asks of its reader. */
export function gradeOf(text: string): number {
  const sentences = sentencesIn(text).length;
  const words = wordsIn(text);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}
