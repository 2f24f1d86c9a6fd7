const names =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** "seven", "forty", "dozen": words that are numbers of their own. */
export const smallNumbers: ReadonlyMap<string, number> = new Map([
  ...names.map((name, value) => [name, value] as const),
  ...tens.map((name, place) => [name, (place + 2) * 10] as const),
  ['fourty', 40],
  ['couple', 2],
  ['dozen', 12],
]);

/** "k", "million": what a number before them is multiplied by. */
export const multipliers: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['thousands', 1e3],
  ['grand', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['mio', 1e6],
  ['mil', 1e6],
  ['mill', 1e6],
  ['million', 1e6],
  ['millions', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
  ['billion', 1e9],
  ['hundred', 1e2],
  ['lakh', 1e5],
  ['crore', 1e7],
]);

/** Multipliers that count on their own: "a thousand". */
export const wholeMultipliers: ReadonlySet<string> = new Set(['hundred', 'thousand', 'million', 'billion']);

/** "1,200", "1.200", "0,85", "12.5" as they are meant. */
export function numberIn(digits: string): number {
  const groups = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.exec(digits);
  if (groups !== null && !digits.startsWith('0')) return Number(digits.replaceAll(/[.,]/g, ''));
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  if (last === -1) return Number(digits);
  const fraction = digits.slice(last + 1);
  const whole = digits.slice(0, last).replaceAll(/[.,]/g, '');
  // "12,00,000" and "3.5.2": groups of another kind, or no number at all.
  if (fraction.length === 3 && digits.indexOf(',') !== last && digits.includes(',')) return Number(whole + fraction);
  return digits.slice(0, last).includes('.') ? Number.NaN : Number(`${whole}.${fraction}`);
}
