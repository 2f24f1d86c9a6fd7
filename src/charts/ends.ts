import type { CurveWords, Line } from './curve-data.ts';
import { colors, faces } from './look.ts';
import { money } from './money.ts';
import { label, stroke } from './parts.ts';
import type { Scale } from './scale.ts';
import { spread } from './spread.ts';
import { el, pathOf, type Svg } from './svg.ts';
import { type Face, fit, widthOf } from './widths.ts';

/** The names at the ends of the lines. */
export interface Ends {
  /** How much room they take to the right of the plot. */
  readonly width: number;
  /** How much they take one below the other. */
  readonly height: number;
  /** `right` is the edge of the plot. */
  readonly draw: (right: number, y: Scale, top: number, bottom: number) => readonly Svg[];
}

interface Row {
  readonly line: Line;
  readonly name: string;
  /** Below the name: the last amount, and its bounds where they are drawn. */
  readonly amounts: readonly string[];
  readonly size: number;
}

/** The name, each amount below it, and the room to the next. */
const nameHeight = 22;
const amountHeight = 17;
const leader = 14;
const sample = 26;
const gap = 7;
const widest = 150;

/** Names with the last amounts, each beside a sample of its line, so that nobody has to compare colors. */
export function endLabels(lines: readonly Line[], words: CurveWords, sign: string): Ends {
  const rows = lines.map((line) => rowOf(line, words, sign));
  const widths = rows.flatMap((row) => [
    widthOf(row.name, nameFace(row.line)),
    ...row.amounts.map((one) => widthOf(one, faces.small)),
  ]);
  return {
    width: leader + sample + gap + Math.max(...widths),
    height: rows.reduce((sum, { size }) => sum + size, 0),
    draw(right, y, top, bottom) {
      const ends = rows.map(({ line, size }) => ({ at: y(line.p50.at(-1) ?? 0), size }));
      const centers = spread(ends, top - amountHeight / 2, bottom + amountHeight / 2);
      return rows.flatMap((row, at) => drawn(row, right, ends[at]?.at ?? 0, centers[at] ?? 0));
    },
  };
}

function rowOf(line: Line, words: CurveWords, sign: string): Row {
  const { label: name, p50, p10, p90, recommended } = line;
  const [low, high] = [p10?.at(-1), p90?.at(-1)];
  const bounded = recommended === true && low !== undefined && high !== undefined;
  const amounts = [
    money(p50.at(-1) ?? 0, sign),
    ...(bounded ? [words.range(money(low, sign), money(high, sign))] : []),
  ];
  return {
    line,
    name: fit(name, widest, nameFace(line)),
    amounts: amounts.map((one) => fit(one, widest, faces.small)),
    size: nameHeight + amounts.length * amountHeight,
  };
}

function nameFace({ recommended }: Line): Face {
  return recommended === true ? faces.strong : faces.body;
}

function drawn({ line, name, amounts, size }: Row, right: number, end: number, center: number): readonly Svg[] {
  const from = right + leader;
  const x = from + sample + gap;
  const first = center - size / 2 + 18;
  const middle = first - 5;
  const leading = pathOf([
    [right + 3, end],
    [from - 3, middle],
  ]);
  const look = { stroke: line.color, 'stroke-width': line.recommended === true ? 3.5 : 2.25 };
  const dash = line.dash !== undefined && { 'stroke-dasharray': line.dash };
  return [
    el('path', { d: leading, fill: 'none', stroke: colors.axis, 'stroke-width': 1 }),
    stroke([from, middle], [from + sample, middle], { ...look, ...dash }),
    label(name, { x, y: first, face: nameFace(line) }),
    ...amounts.map((one, at) =>
      label(one, { x, y: first + (at + 1) * amountHeight, face: faces.small, fill: colors.muted }),
    ),
  ];
}
