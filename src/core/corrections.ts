import type { Correction } from './explanation.ts';
import type { Rulebook } from './rulebook.ts';
import { sourcesOf } from './sources.ts';

/** The part of a rulebook that corrects figures. */
export type Corrected = Pick<Rulebook, 'corrections' | 'sources'>;

/**
 * The figures in a text that have no source or are wrong, with what is known. Pure, and blind to how a figure is written:
 * "35 percent" and "35%", "50,000" and "50K" are the same.
 */
export function correctionsIn(rulebook: Corrected, text: string): readonly Correction[] {
  const said = plainFigures(text.slice(0, mostText));
  return Object.entries(rulebook.corrections)
    .filter(([, { met }]) => met.every((wordings) => wordings.some((one) => says(said, plainFigures(one)))))
    .map(([correction, { corrected, source }]) => ({ correction, corrected, sources: sourcesOf(rulebook, source) }));
}

/** A text is looked at so far, in letters: nobody quotes a figure at the end of a book. */
const mostText = 20_000;

/** Lower case; percent and dollars as signs, thousands without separators and spelled out, one space between words. */
function plainFigures(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/(\d)[,\u2009\u202f'](?=\d{3}\b)/g, '$1')
    .replaceAll(/(\d+)\s?k\b/g, '$1000')
    .replaceAll(/\s?(?:percent|per cent|%)/g, '%')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/\s+/g, ' ');
}

/** Whether a text holds words or figures that do not go on to the left or, after a figure or sign, to the right. */
function says(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + wanted.length, at + wanted.length + 2);
    const figure = /\d$/.test(wanted);
    const startsInside = /[\p{L}\p{N}]$/u.test(before) || (/^\d/.test(wanted) && /\d[.,]$/.test(before));
    const goesOn = figure && /^(?:\d|[.,]\d)/.test(after);
    if (!startsInside && !goesOn) return true;
  }
  return false;
}
