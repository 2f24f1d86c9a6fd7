import { colors, padding, palette, width } from './look.ts';
import { card, label, stroke } from './parts.ts';
import { el, pathOf, picture, type Svg } from './svg.ts';
import { type Face, fit } from './widths.ts';

/** What is about facts, about behavior, about neither, about both: one color each in all pictures, always beside a name. */
export const inks = { facts: palette[0], behavior: palette[1], plain: colors.muted, both: '#6B4FA0' } as const;
/** The same, pale enough to write on. */
export const tints = { facts: '#E3F0F8', behavior: '#FBEBDD', plain: '#F1F3F6', both: '#EFEAF7' } as const;
export type About = keyof typeof inks;

/** Larger than in charts: there are few words, and a phone halves them. */
export const lettering = {
  name: { size: 20, weight: 'semibold' },
  said: { size: 18, weight: 'regular' },
  note: { size: 17, weight: 'regular' },
} as const satisfies Record<string, Face>;

export type Point = readonly [x: number, y: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The room inside the card. */
export const inside = { left: padding, right: width - padding, width: width - 2 * padding } as const;

/** A picture of one lesson on a card of its own color. */
export const lessonPicture = (height: number, ...drawn: readonly (Svg | readonly Svg[])[]): string =>
  picture(width, height, card(height), ...drawn);

/** A box with round corners. */
export function boxOf({ x, y, width: wide, height }: Box, about: About, thick = 1.75): Svg {
  return el('rect', {
    x,
    y,
    width: wide,
    height,
    rx: 10,
    fill: tints[about],
    stroke: inks[about],
    'stroke-width': thick,
  });
}

/** Lines of text in the middle of `x`, the first with its baseline at `y`; cut to `room`. */
export function centred(
  lines: readonly string[],
  { x, y, room, face, fill = colors.ink }: { x: number; y: number; room: number; face: Face; fill?: string },
): Svg[] {
  return lines.map((text, at) =>
    label(fit(text, room, face), { x, y: y + at * (face.size + 5), face, fill, anchor: 'middle' }),
  );
}

/** A line that ends in a head. */
export function arrow([x1, y1]: Point, [x2, y2]: Point, color: string = colors.muted): Svg[] {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const [size, half] = [10, 5.5];
  const [bx, by] = [x2 - ux * size, y2 - uy * size];
  const head = pathOf([
    [x2, y2],
    [bx - uy * half, by + ux * half],
    [bx + uy * half, by - ux * half],
  ]);
  return [stroke([x1, y1], [bx, by], { stroke: color, 'stroke-width': 2 }), el('path', { d: `${head}Z`, fill: color })];
}
