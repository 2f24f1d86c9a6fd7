import { colors, dashes } from './look.ts';
import { label, stroke } from './parts.ts';
import { el, pathOf, type Svg } from './svg.ts';
import { centred, inks, inside, lessonPicture, lettering, type Point } from './lesson-shapes.ts';

/** Two ways to pay, and where they have cost the same. */
export interface CrossingWords {
  readonly paid: string;
  readonly time: string;
  readonly lookUp: string;
  readonly training: string;
  readonly meet: string;
  readonly depends: string;
}

/** One line from low and steep, one from high and flat. No numbers: where they meet is different for each. */
export function drawCrossing(words: CrossingWords): string {
  const [top, bottom] = [58, 258];
  const [left, right] = [inside.left + 14, inside.right - 110];
  const lookUp: readonly [Point, Point] = [
    [left, bottom - 16],
    [right, top + 6],
  ];
  const training: readonly [Point, Point] = [
    [left, bottom - 104],
    [right, bottom - 134],
  ];
  const meet = crossing(lookUp, training);
  const axis = { stroke: colors.axis, 'stroke-width': 2 };
  const strong = { ...lettering.said, weight: 'semibold' } as const;
  return lessonPicture(
    bottom + 76,
    label(words.paid, { x: inside.left, y: 40, face: lettering.said, fill: colors.muted }),
    stroke([left, top - 4], [left, bottom], axis),
    stroke([left, bottom], [right + 14, bottom], axis),
    label(words.time, { x: right + 14, y: bottom + 24, face: lettering.said, fill: colors.muted, anchor: 'end' }),
    stroke(meet, [meet[0], bottom], { stroke: colors.axis, 'stroke-width': 1.5, 'stroke-dasharray': '4 4' }),
    line(lookUp, inks.facts),
    line(training, inks.behavior, dashes[0]),
    el('circle', { cx: meet[0], cy: meet[1], r: 8, fill: colors.card, stroke: colors.ink, 'stroke-width': 3 }),
    label(words.lookUp, { x: right + 10, y: lookUp[1][1] + 6, face: strong }),
    label(words.training, { x: right + 10, y: training[1][1] + 6, face: strong }),
    label(words.meet, { x: meet[0] + 10, y: bottom - 16, face: lettering.said, cased: true }),
    centred([words.depends], {
      x: inside.left + inside.width / 2,
      y: bottom + 54,
      room: inside.width,
      face: lettering.said,
    }),
  );
}

function line(points: readonly Point[], color: string, dash?: string): Svg {
  return el('path', { d: pathOf(points), fill: 'none', stroke: color, 'stroke-width': 4, 'stroke-dasharray': dash });
}

/** Where two straight lines over the same stretch meet. */
function crossing([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): Point {
  const share = (c[1] - a[1]) / (b[1] - a[1] - (d[1] - c[1]));
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}
