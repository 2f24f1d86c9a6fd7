import { colors, faces, padding, palette, width } from './look.ts';
import { money, moneyTicks } from './money.ts';
import { card, header, label, stroke } from './parts.ts';
import { finite, linear, niceTicks, type Scale } from './scale.ts';
import { el, picture, type Svg } from './svg.ts';
import { fit, widthOf } from './widths.ts';

/** How far each input alone moves a cost. */
export interface Tornado {
  readonly title: string;
  readonly subtitle?: string;
  /** $ with every input at its middle. */
  readonly base: number;
  readonly bars: readonly Bar[];
}

export interface Bar {
  /** The input. */
  readonly label: string;
  /** $ with the input at its low and at its high value: the first may well be more than the second. */
  readonly low: number;
  readonly high: number;
  /** Those values: "500 a day". */
  readonly lowText: string;
  readonly highText: string;
  /** The value from which another option is cheapest. */
  readonly flips?: string;
}

/** What the chart itself says. */
export interface TornadoWords {
  readonly low: string;
  readonly high: string;
}

const mostBars = 8;
const barHeight = 18;
const rowHeight = 54;
const mostTicks = 4;
/** Of the card, for what stands beside a bar's end. */
const endRoom = 96;
const sides = { low: palette[0], high: palette[1] } as const;

/**
 * One row for each input, the one that moves the cost most on top; at most eight.
 * @throws RangeError naming the number that is not finite
 */
export function drawTornado({ title, subtitle, base, bars }: Tornado, words: TornadoWords): string {
  finite(base, 'the base of a tornado');
  for (const { label: name, low, high } of bars) {
    finite(low, `the low end of “${name}”`);
    finite(high, `the high end of “${name}”`);
  }
  const rows = bars.toSorted((a, b) => reach(b) - reach(a)).slice(0, mostBars);
  const values = [base, ...rows.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const ticks = niceTicks(least, most, mostTicks).filter((tick) => tick >= least && tick <= most);
  const amounts = moneyTicks(ticks);
  const x = linear([least, most > least ? most : least + 1], [padding + endRoom, width - padding - endRoom]);
  const top = header(title, subtitle);
  const start = top.bottom + 62;
  const end = start + rows.length * rowHeight;
  const height = end + 20 + padding;
  const muted = { face: faces.small, fill: colors.muted, anchor: 'middle' } as const;

  return picture(
    width,
    height,
    card(height),
    top.drawn,
    legend(top.bottom + 18, words),
    ticks.map((tick, at) => [
      stroke([x(tick), start], [x(tick), end], { stroke: colors.grid }),
      label(amounts[at] ?? '', { x: x(tick), y: end + 20, ...muted }),
    ]),
    stroke([x(base), start - 6], [x(base), end], { stroke: colors.ink, 'stroke-width': 1.5 }),
    label(money(base), { x: x(base), y: start - 12, face: faces.smallStrong, anchor: 'middle' }),
    rows.map((bar, at) => row(bar, base, x, start + at * rowHeight)),
  );
}

function reach({ low, high }: Bar): number {
  return Math.abs(high - low);
}

function legend(y: number, words: TornadoWords): readonly Svg[] {
  let x = padding;
  return (['low', 'high'] as const).flatMap((side) => {
    const text = fit(words[side], width / 2 - padding - 30, faces.small);
    const drawn = [
      el('rect', { x, y: y - 10, width: 16, height: 11, rx: 2, ...filled(side) }),
      label(text, { x: x + 22, y, face: faces.small, fill: colors.muted }),
    ];
    x += 22 + widthOf(text, faces.small) + 22;
    return drawn;
  });
}

/** Told apart by fill and outline too, not by color alone. */
function filled(side: 'low' | 'high') {
  return { fill: sides[side], 'fill-opacity': side === 'low' ? 0.25 : 1, stroke: sides[side], 'stroke-width': 1.5 };
}

function row(bar: Bar, base: number, x: Scale, top: number): readonly Svg[] {
  const { low, high, flips } = bar;
  const y = top + 26;
  // The longer one first: when both go the same way the shorter lies on it.
  const order = Math.abs(low - base) >= Math.abs(high - base) ? (['low', 'high'] as const) : (['high', 'low'] as const);
  const whole = width - 2 * padding;
  const name = fit(bar.label, flips === undefined ? whole : whole * 0.5, faces.smallStrong);
  const room = whole - widthOf(name, faces.smallStrong) - 10;
  const [longer, shorter] = order;
  const rightwards = bar[longer] >= base;
  return [
    label(name, { x: padding, y: top + 17, face: faces.smallStrong, cased: true }),
    ...(flips === undefined
      ? []
      : [
          label(fit(flips, room, faces.small), {
            x: width - padding,
            y: top + 17,
            face: faces.small,
            anchor: 'end',
            cased: true,
          }),
        ]),
    ...order.map((side) => {
      const [from, to] = [Math.min(x(base), x(bar[side])), Math.max(x(base), x(bar[side]))];
      return el('rect', { x: from, y, width: to - from, height: barHeight, rx: 2, ...filled(side) });
    }),
    endText(bar[`${longer}Text`], x(bar[longer]), y, rightwards),
    endText(bar[`${shorter}Text`], bar[shorter] >= base === rightwards ? x(base) : x(bar[shorter]), y, !rightwards),
  ];
}

function endText(text: string, x: number, y: number, rightwards: boolean): Svg {
  const at = rightwards ? x + 6 : x - 6;
  const room = rightwards ? width - padding - at : at - padding;
  const fitting = fit(text, room, faces.small);
  return label(fitting, { x: at, y: y + 13.5, face: faces.small, anchor: rightwards ? 'start' : 'end', cased: true });
}
