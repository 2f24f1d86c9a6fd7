import type { Face } from './widths.ts';

/** A card of its own color looks the same on light and dark surroundings. */
export const colors = {
  card: '#FFFFFF',
  edge: '#D5D9E0',
  grid: '#E8EBEF',
  axis: '#8A93A1',
  ink: '#1B2430',
  muted: '#56616F',
} as const;

/** Okabe and Ito's colors, told apart without full color vision; orange is darkened to stand out from the card. */
export const palette = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#C58800', '#000000'] as const;

/** Dashes in user units, so that lines can be told apart without any color. */
export const dashes = ['9 5', '2 4.5', '14 4 3 4', '5 3', '10 3 2 3 2 3', '18 6'] as const;

export const faces = {
  title: { size: 20, weight: 'semibold' },
  body: { size: 15, weight: 'regular' },
  strong: { size: 15, weight: 'semibold' },
  small: { size: 14, weight: 'regular' },
  smallStrong: { size: 14, weight: 'semibold' },
} as const satisfies Record<string, Face>;

/** Narrow enough to be read on a phone, where it is shown about half as large. */
export const width = 560;
export const padding = 22;
