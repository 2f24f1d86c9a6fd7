import type { Curves, CurveWords, Mark } from './curve-data.ts';
import { colors, faces, padding, width } from './look.ts';
import { label, stroke } from './parts.ts';
import type { Scale } from './scale.ts';
import { spread } from './spread.ts';
import { el, type Svg } from './svg.ts';
import { fit, widthOf } from './widths.ts';

/** Crossings with their names above the plot; events, and crossings beyond the third, numbered and told below it. */
export interface Marks {
  /** Height of the names above the plot. */
  readonly lanes: number;
  /** Height of the notes below it. */
  readonly notesHeight: number;
  /** What lies below the curves; `top` is where the lanes begin, `bottom` the axis of months. */
  readonly lines: (x: Scale, top: number, bottom: number) => readonly Svg[];
  /** What lies above them. */
  readonly signs: (x: Scale, top: number, bottom: number) => readonly Svg[];
  readonly notes: (top: number) => readonly Svg[];
}

const lane = 21;
const note = 22;
const badge = 9;
/** From a line to its name. */
const beside = 6;
const mostLanes = 3;
const mostNotes = 5;

export function marksOf({ crossings, events }: Curves, last: number, words: CurveWords): Marks {
  const shown = (marks: readonly Mark[]) =>
    marks.filter(({ month }) => month >= 0 && month <= last).toSorted((a, b) => a.month - b.month);
  const named = shown(crossings);
  const above = named.slice(0, mostLanes);
  const below = shown([...events, ...named.slice(mostLanes)]);
  const numbered = below.slice(0, mostNotes);
  const rest = below.length - numbered.length;
  const told = [...numbered.map(({ text }) => text), ...(rest > 0 ? [words.more(rest)] : [])];
  // The first stands highest: its name runs to the right above the lines of those that follow.
  const baseline = (top: number, at: number) => top + 15 + at * lane;
  return {
    lanes: above.length * lane,
    notesHeight: told.length === 0 ? 0 : told.length * note + 10,
    lines: (x, top, bottom) => [
      ...above.map(({ month }, at) => upright(x(month), baseline(top, at) - 11, bottom, colors.ink, '4 3')),
      ...numbered.map(({ month }) => upright(x(month), top + above.length * lane + 16, bottom, colors.axis, '1.5 3')),
    ],
    signs: (x, top, bottom) => [
      ...above.map(({ month, text }, at) => nameAt(text, x(month), baseline(top, at))),
      ...badges(
        numbered.map(({ month }) => x(month)),
        [x(0), x(last) + badge],
        bottom,
      ),
    ],
    notes: (top) =>
      told.flatMap((text, at) => noteOf(text, at < numbered.length ? at + 1 : undefined, top + 22 + at * note)),
  };
}

function upright(x: number, from: number, to: number, color: string, dash: string): Svg {
  return stroke([x, from], [x, to], { stroke: color, 'stroke-width': 1.25, 'stroke-dasharray': dash });
}

/** To the right of its line or to the left; across it when neither side has the room. */
function nameAt(text: string, x: number, y: number): Svg {
  const face = faces.smallStrong;
  const fitting = fit(text, width - 2 * padding, face);
  const wide = widthOf(fitting, face);
  const look = { y, face, cased: true } as const;
  if (x + beside + wide <= width - padding) return label(fitting, { x: x + beside, ...look });
  if (x - beside - wide >= padding) return label(fitting, { x: x - beside, anchor: 'end', ...look });
  return label(fitting, { x: width - padding - wide, ...look });
}

/** Side by side, and clear of the amounts beside the axis. */
function badges(at: readonly number[], [from, to]: readonly [number, number], y: number): readonly Svg[] {
  const size = 2 * badge + 2;
  const centers = spread(
    at.map((one) => ({ at: one, size })),
    from,
    to,
  );
  return centers.flatMap((x, index) => numberAt(index + 1, x, y));
}

function numberAt(number: number, x: number, y: number): readonly Svg[] {
  return [
    el('circle', { cx: x, cy: y, r: badge, fill: colors.ink, stroke: colors.card, 'stroke-width': 1.5 }),
    label(String(number), {
      x,
      y: y + 4.2,
      face: { size: 12, weight: 'semibold' },
      fill: colors.card,
      anchor: 'middle',
    }),
  ];
}

function noteOf(text: string, number: number | undefined, y: number): readonly Svg[] {
  const x = padding + 2 * badge + 8;
  const said = label(fit(text, width - padding - x, faces.small), { x, y, face: faces.small });
  return number === undefined ? [said] : [...numberAt(number, padding + badge, y - 4.5), said];
}
