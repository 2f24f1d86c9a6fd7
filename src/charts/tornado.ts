import { colors, faces, padding, palette, width } from './look.ts';
import { money, moneyTicks } from './money.ts';
import { card, header, label, stroke } from './parts.ts';
import { finite, linear, niceTicks, type Scale } from './scale.ts';
import { el, picture, type Svg } from './svg.ts';
import { drawable, type Face, fit, fitLines, widthOf } from './widths.ts';

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
const lineHeight = 18;
/** Between two rows, and between the words of a row and its bar. */
const rowGap = 16;
const barGap = 5;
const mostTicks = 4;
/** Lines of a name, of what it flips, of a value beside its bar. */
const mostLines = 2;
/** Of the card, for what stands beside a bar's end: what fits into the least stays on one line. */
const endRoom = { least: 140, most: 160, gap: 6 } as const;
const sides = { low: palette[0], high: palette[1] } as const;
const whole = width - 2 * padding;

/** A text on several lines, and where it is. */
interface Block {
  readonly drawn: readonly Svg[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

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
  const shown = bars.toSorted((a, b) => reach(b) - reach(a)).slice(0, mostBars);
  const values = [base, ...shown.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const ticks = niceTicks(least, most, mostTicks).filter((tick) => tick >= least && tick <= most);
  const amounts = moneyTicks(ticks);
  const room =
    Math.max(...shown.flatMap(({ lowText, highText }) => [roomOf(lowText), roomOf(highText)])) + endRoom.gap + 1;
  const x = linear([least, most > least ? most : least + 1], [padding + room, width - padding - room]);
  const top = header(title, subtitle);
  const start = top.bottom + 62;
  const rows: Row[] = [];
  for (const bar of shown) rows.push(row(bar, base, x, (rows.at(-1)?.bottom ?? start - rowGap) + rowGap));
  const end = (rows.at(-1)?.bottom ?? start) + 8;
  const height = end + 20 + padding;
  const muted = { face: faces.small, fill: colors.muted, anchor: 'middle' } as const;
  const blocks = rows.flatMap(({ texts }) => texts);
  const upright = (at: number, from: number, look: Readonly<Record<string, string | number>>) =>
    clear(at, [from, end], blocks).map(([above, below]) => stroke([at, above], [at, below], look));

  return picture(
    width,
    height,
    card(height),
    top.drawn,
    legend(top.bottom + 18, words),
    ticks.map((tick, at) => [
      upright(x(tick), start, { stroke: colors.grid }),
      label(amounts[at] ?? '', { x: x(tick), y: end + 20, ...muted }),
    ]),
    upright(x(base), start - 6, { stroke: colors.ink, 'stroke-width': 1.5 }),
    label(money(base), { x: x(base), y: start - 12, face: faces.smallStrong, anchor: 'middle' }),
    rows.map(({ drawn, texts }) => [drawn, texts.map((text) => text.drawn)]),
  );
}

function reach({ low, high }: Bar): number {
  return Math.abs(high - low);
}

/** What a value needs beside its bar, on two lines if it is long. */
function roomOf(text: string): number {
  const line = drawable(text);
  const onOne = widthOf(line, faces.small);
  if (onOne <= endRoom.least) return onOne;
  const parts = line.split(' ');
  const onTwo = parts.slice(1).map((_, at) => {
    const [first, second] = [parts.slice(0, at + 1).join(' '), parts.slice(at + 1).join(' ')];
    return Math.max(widthOf(first, faces.small), widthOf(second, faces.small));
  });
  return Math.min(endRoom.most, Math.max(endRoom.least, Math.min(onOne, ...onTwo)));
}

/** The stretches of a line from top to bottom that no text stands on. */
function clear(
  x: number,
  [from, to]: readonly [number, number],
  blocks: readonly Block[],
): (readonly [number, number])[] {
  const over = blocks.filter(({ left, right }) => left - 4 < x && x < right + 4).toSorted((a, b) => a.top - b.top);
  const stretches: (readonly [number, number])[] = [];
  let above = from;
  for (const { top, bottom } of over) {
    if (top > above) stretches.push([above, top]);
    above = Math.max(above, bottom);
  }
  return above < to ? [...stretches, [above, to]] : stretches;
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

interface Row {
  readonly drawn: readonly Svg[];
  readonly texts: readonly Block[];
  readonly bottom: number;
}

/** A name, what it flips below it, and its bar with the values beside its ends. */
function row(bar: Bar, base: number, x: Scale, top: number): Row {
  const { low, high, flips = '' } = bar;
  const name = block(fitLines(bar.label, whole, faces.smallStrong, mostLines), { x: padding, top }, faces.smallStrong);
  const flip = block(fitLines(flips, whole, faces.small, mostLines), { x: padding, top: name.bottom }, faces.small);
  const y = flip.bottom + barGap;
  // The longer one first: when both go the same way the shorter lies on it.
  const order = Math.abs(low - base) >= Math.abs(high - base) ? (['low', 'high'] as const) : (['high', 'low'] as const);
  const [longer, shorter] = order;
  const rightwards = bar[longer] >= base;
  const ends = [
    endText(bar[`${longer}Text`], x(bar[longer]), y, rightwards),
    endText(bar[`${shorter}Text`], bar[shorter] >= base === rightwards ? x(base) : x(bar[shorter]), y, !rightwards),
  ];
  return {
    drawn: order.map((side) => {
      const [from, to] = [Math.min(x(base), x(bar[side])), Math.max(x(base), x(bar[side]))];
      return el('rect', { x: from, y, width: to - from, height: barHeight, rx: 2, ...filled(side) });
    }),
    texts: [name, flip, ...ends].filter(({ drawn }) => drawn.length > 0),
    bottom: Math.max(y + barHeight, ...ends.map(({ bottom }) => bottom)),
  };
}

/** Lines below each other from a place, or up to it. */
function block(
  lines: readonly string[],
  { x, top, anchor = 'start' }: { readonly x: number; readonly top: number; readonly anchor?: 'start' | 'end' },
  face: Face,
): Block {
  const said = lines.filter((line) => line !== '');
  const wide = Math.max(0, ...said.map((line) => widthOf(line, face)));
  return {
    drawn: said.map((line, at) => label(line, { x, y: top + 13.5 + at * lineHeight, face, anchor })),
    left: anchor === 'end' ? x - wide : x,
    right: anchor === 'end' ? x : x + wide,
    top,
    bottom: top + said.length * lineHeight,
  };
}

function endText(text: string, x: number, y: number, rightwards: boolean): Block {
  const at = rightwards ? x + endRoom.gap : x - endRoom.gap;
  const room = rightwards ? width - padding - at : at - padding;
  const lines = fitLines(text, room, faces.small, mostLines);
  return block(lines, { x: at, top: y, anchor: rightwards ? 'start' : 'end' }, faces.small);
}
