const endings = 'ations ation ings ing edly ed ies ally ly es s ers er ments ment ability able ible al ity e'.split(
  ' ',
);
const shortestStem = 4;

/** A word without its ending: "cited", "cites" and "citing" are one. */
export function stemOf(word: string): string {
  if (word.length <= shortestStem - 1) return word;
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= shortestStem);
  const stem = ending === undefined ? word : word.slice(0, -ending.length) + (ending === 'ies' ? 'y' : '');
  return stem
    .replace(/(.)\1$/, '$1')
    .replace(/our$/, 'or')
    .replace(/is$/, 'iz');
}
