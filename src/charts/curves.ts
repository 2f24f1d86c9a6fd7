import type { Curves, CurveWords, Line, Series } from './curve-data.ts';
import { endLabels } from './ends.ts';
import { colors, dashes, faces, padding, palette, width } from './look.ts';
import { marksOf } from './marks.ts';
import { moneyTicks, signOf } from './money.ts';
import { card, header, label, stroke } from './parts.ts';
import { finite, linear, monthTicks, niceTicks, type Scale } from './scale.ts';
import { el, pathOf, picture, type Svg } from './svg.ts';
import { widthOf } from './widths.ts';

export type * from './curve-data.ts';

const plotHeight = 250;
const yTicks = 5;
const xTicks = 9;

/**
 * Cumulative costs by month as SVG, with the names at the ends of their lines.
 * @throws RangeError naming the number that is not finite, or the series of another length
 */
export function drawCurves(curves: Curves, words: CurveWords): string {
  const last = checked(curves);
  const lines = linesOf(curves.series);
  const values = lines.flatMap(({ p50, p10 = [], p90 = [], recommended }) =>
    recommended === true ? [...p50, ...p10, ...p90] : p50,
  );
  const ticks = niceTicks(Math.min(0, ...values), Math.max(...values), yTicks);
  const sign = signOf(curves.currency);
  const amounts = moneyTicks(ticks, sign);
  const ends = endLabels(lines, words, sign);

  const top = header(curves.title, curves.subtitle);
  const marks = marksOf(curves, last, words);
  const left = padding + Math.max(...amounts.map((text) => widthOf(text, faces.small))) + 10;
  const right = width - padding - ends.width;
  const start = top.bottom + marks.lanes + 16;
  const end = start + Math.max(plotHeight, ends.height);
  const x = linear([0, last], [left, right]);
  const y = linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [end, start]);
  const muted = { face: faces.small, fill: colors.muted };
  const below = end + 44;
  const height = below + marks.notesHeight + padding - 8;

  return picture(
    width,
    height,
    card(height),
    top.drawn,
    ticks.map((tick, at) => [
      stroke([left, y(tick)], [right, y(tick)], { stroke: tick === 0 ? colors.axis : colors.grid }),
      label(amounts[at] ?? '', { x: left - 8, y: y(tick) + 4.5, anchor: 'end', ...muted }),
    ]),
    monthTicks(last, xTicks).map((month) =>
      label(String(month), { x: x(month), y: end + 22, anchor: 'middle', ...muted }),
    ),
    label(words.months, { x: (left + right) / 2, y: end + 40, anchor: 'middle', ...muted }),
    lines.map((line) => band(line, x, y)),
    marks.lines(x, top.bottom, end),
    recommendedLast(lines).map((line) => curve(line, x, y)),
    ends.draw(right, y, start, end),
    marks.signs(x, top.bottom, end),
    marks.notes(below),
  );
}

/** The last month. */
function checked({ series, events, crossings }: Curves): number {
  const length = series[0]?.p50.length ?? 0;
  if (length < 2) throw new RangeError('a cost curve needs the setup and at least one month');
  if (series.length > palette.length) throw new RangeError(`a cost chart shows at most ${palette.length} options`);
  for (const { id, p50, p10 = p50, p90 = p50 } of series) {
    for (const [name, values] of Object.entries({ p50, p10, p90 })) {
      if (values.length !== length) throw new RangeError(`${name} of ${id} has ${values.length} months, not ${length}`);
      for (const [month, value] of values.entries()) finite(value, `${name} of ${id} in month ${month}`);
    }
  }
  for (const { month, text } of [...events, ...crossings]) finite(month, `the month of “${text}”`);
  return length - 1;
}

function linesOf(series: readonly Series[]): readonly Line[] {
  return series.map((one, at) => ({
    ...one,
    color: palette[at % palette.length] ?? palette[0],
    dash: one.recommended === true ? undefined : dashes[at % dashes.length],
  }));
}

function band({ p10, p90, recommended, color }: Line, x: Scale, y: Scale): Svg[] {
  if (recommended !== true || p10 === undefined || p90 === undefined) return [];
  const upper = p90.map((value, month) => [x(month), y(value)] as const);
  const lower = p10.map((value, month) => [x(month), y(value)] as const).toReversed();
  return [el('path', { d: `${pathOf([...upper, ...lower])}Z`, fill: color, 'fill-opacity': 0.15 })];
}

function curve({ p50, recommended, color, dash }: Line, x: Scale, y: Scale): Svg[] {
  const d = pathOf(p50.map((value, month) => [x(month), y(value)]));
  const look = { d, fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': dash === undefined ? 'round' : 'butt' };
  const main = el('path', {
    ...look,
    stroke: color,
    'stroke-width': recommended === true ? 3.5 : 2.25,
    'stroke-dasharray': dash,
  });
  return recommended === true ? [el('path', { ...look, stroke: colors.card, 'stroke-width': 5.5 }), main] : [main];
}

/** What is drawn last lies on top. */
function recommendedLast(lines: readonly Line[]): readonly Line[] {
  return [...lines].sort((a, b) => Number(a.recommended ?? false) - Number(b.recommended ?? false));
}
