import { clean } from './svg.ts';

export type Weight = 'regular' | 'semibold';

/** How a text is set: size in user units. */
export interface Face {
  readonly size: number;
  readonly weight: Weight;
}

/** Advance widths of Inter in thousandths of its size, for U+0020 to U+007E. */
const widths: Readonly<Record<Weight, readonly number[]>> = {
  regular: [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
    566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
    753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
    583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
    333, 426, 662,
  ],
  semibold: [
    252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640,
    576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922,
    759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624,
    591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455,
    359, 455, 673,
  ],
};
const first = 0x20;
/** In ems, for what the table has not: nearly nothing is wider. */
const square = 1;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';
/** Kerning makes most texts a little narrower than the sum, and few a little wider. */
const slack = 1.01;

/** The width of a text in user units, slightly generous. */
export function widthOf(text: string, face: Face): number {
  let sum = 0;
  for (const { segment } of segmenter.segment(text)) sum += advance(segment, face.weight);
  return sum * face.size * slack;
}

/** A run of what Inter has no letters for: it has Latin, Greek, Cyrillic and their signs. */
const strange =
  /(?: *[^\u0020-\u052F\u1E00-\u1EFF\u2010-\u2027\u2030-\u203A\u20A0-\u20BF\u2190-\u2193\u2212\u2248\u2260\u2264\u2265])+/gu;

/** The text on one line; what would be drawn as empty boxes is left out visibly. */
export function drawable(text: string): string {
  return clean(text).replace(strange, ` ${ellipsis}`).trim();
}

/** The text, cut between graphemes and ended with an ellipsis when it is wider than `room`. */
export function fit(text: string, room: number, face: Face): string {
  const whole = drawable(text);
  const ems = room / (face.size * slack);
  const beforeEllipsis = ems - advance(ellipsis, face.weight);
  let sum = 0;
  let kept = 0;
  // No further than there is room: to find all graphemes of a text takes the square of its length.
  for (const { segment, index } of segmenter.segment(whole)) {
    sum += advance(segment, face.weight);
    if (sum <= beforeEllipsis) kept = index + segment.length;
    if (sum > ems) return `${whole.slice(0, kept).trimEnd()}${ellipsis}`;
  }
  return whole;
}

/** The words on as few lines as `room` needs. */
export function wrapped(text: string, room: number, face: Face): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && widthOf(longer.trim(), face) <= room) lines[lines.length - 1] = longer.trim();
    else lines.push(word);
  }
  return lines;
}

/** The text on at most `most` lines, the last of them cut where even that is too little. */
export function fitLines(text: string, room: number, face: Face, most: number): readonly string[] {
  const lines = wrapped(drawable(text), room, face);
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
  return kept.map((line) => fit(line, room, face));
}

/** In ems. A letter with marks is as wide as without them; what else has several code points may be drawn one by one. */
function advance(grapheme: string, weight: Weight): number {
  let sum = 0;
  for (const point of grapheme.normalize('NFD').replace(/\p{M}/gu, '')) {
    const known = widths[weight][(point.codePointAt(0) ?? 0) - first];
    sum += known === undefined ? square : known / 1000;
  }
  return sum;
}
