import { colors } from './look.ts';
import { label } from './parts.ts';
import type { Svg } from './svg.ts';
import {
  type About,
  arrow,
  type Box,
  boxOf,
  centred,
  inks,
  inside,
  lessonPicture,
  lettering,
} from './lesson-shapes.ts';
import { wrapped } from './widths.ts';

/** The way of a question through both, and what each part was given. */
export interface HybridWords {
  readonly question: string;
  readonly search: string;
  readonly model: string;
  readonly answer: string;
  readonly documents: string;
  readonly examples: string;
  readonly facts: string;
  readonly behavior: string;
}

/** From left to right the way of a question; below, what was prepared. */
export function drawHybrid(words: HybridWords): string {
  const [small, large, gap] = [104, 122, 21.3];
  const y = 40;
  const height = 76;
  const xs = [0, small + gap, small + large + 2 * gap, small + 2 * large + 3 * gap].map((x) => inside.left + x);
  const box = (at: number, wide: number): Box => ({ x: xs[at] ?? 0, y, width: wide, height });
  const boxes = [box(0, small), box(1, large), box(2, large), box(3, small)];
  const below = boxes.slice(1, 3).map((one) => ({ ...one, y: 206, height: 66 }));
  const abouts: readonly About[] = ['plain', 'facts', 'behavior', 'plain'];
  const names = [words.question, words.search, words.model, words.answer];
  const feeds = [words.facts, words.behavior];
  const given = [words.documents, words.examples];
  return lessonPicture(
    294,
    boxes.flatMap((one, at) => [boxOf(one, abouts[at] ?? 'plain'), ...said(names[at] ?? '', one)]),
    boxes.slice(1).flatMap(({ x }) => arrow([x - gap + 2, y + height / 2], [x - 2, y + height / 2])),
    below.flatMap((one, at) => {
      const about = at === 0 ? 'facts' : 'behavior';
      const middle = one.x + one.width / 2;
      return [
        boxOf(one, about, 1.25),
        ...said(given[at] ?? '', one),
        ...arrow([middle, one.y - 2], [middle, y + height + 3], inks[about]),
        label(feeds[at] ?? '', {
          x: at === 0 ? middle - 12 : middle + 12,
          y: 166,
          face: lettering.said,
          anchor: at === 0 ? 'end' : 'start',
          fill: colors.muted,
        }),
      ];
    }),
  );
}

/** The name of a box, in its middle. */
function said(text: string, { x, y, width: wide, height }: Box): Svg[] {
  const lines = wrapped(text, wide - 10, lettering.name);
  const first = y + height / 2 + 7 - ((lines.length - 1) * 24) / 2;
  return centred(lines, { x: x + wide / 2, y: first, room: wide - 8, face: lettering.name });
}
