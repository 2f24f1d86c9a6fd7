import { colors, faces, padding, width } from './look.ts';
import { el, type Svg } from './svg.ts';
import { drawable, type Face, fit } from './widths.ts';

interface Place {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly face: Face;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Does it stand over lines? */
  readonly cased?: boolean;
}

/** A text as it is; callers see to it that it fits. */
export function label(text: string, { x, y, face, fill = colors.ink, anchor, cased = false }: Place): Svg {
  const casing = { stroke: colors.card, 'stroke-width': 5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
  return el(
    'text',
    {
      x,
      y,
      'font-size': face.size,
      'font-weight': face.weight === 'semibold' ? 600 : 400,
      fill,
      'text-anchor': anchor,
      ...(cased && casing),
    },
    text,
  );
}

/** The card with rounded corners on which everything stands. */
export function card(height: number): Svg {
  const box = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 12 };
  return el('rect', { ...box, fill: colors.card, stroke: colors.edge });
}

/** Title and subtitle, cut to the card, and where they end. */
export function header(
  title: string,
  subtitle: string | undefined,
): { readonly drawn: Svg[]; readonly bottom: number } {
  const room = width - 2 * padding;
  const line = (text: string, y: number, face: Face, fill: string) =>
    label(fit(text, room, face), { x: padding, y, face, fill });
  const top = padding + 16;
  const drawn = [line(title, top, faces.title, colors.ink)];
  if (subtitle === undefined || !/[^\s…]/u.test(drawable(subtitle))) return { drawn, bottom: top + 12 };
  return { drawn: [...drawn, line(subtitle, top + 23, faces.body, colors.muted)], bottom: top + 35 };
}

/** A straight line. */
export function stroke(
  from: readonly [number, number],
  to: readonly [number, number],
  look: Readonly<Record<string, string | number>>,
): Svg {
  return el('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], ...look });
}
