import { colors } from './look.ts';
import { label, stroke } from './parts.ts';
import { el, type Svg } from './svg.ts';
import { type About, boxOf, inks, inside, lessonPicture, lettering } from './lesson-shapes.ts';
import { wrapped } from './widths.ts';

/** Four approaches, each with what the model gets. */
export type ApproachesWords = Readonly<Record<keyof typeof looks, { readonly name: string; readonly gets: string }>>;

const gap = 12;
const height = 104;
const icon = 78;

/** A note, a whole book, one page of a book, a diploma. */
const looks = {
  prompt: { about: 'plain', draw: (x: number, y: number) => [sheet(x + 6, y + 8, 'plain', 3)] },
  longContext: { about: 'facts', draw: (x: number, y: number) => book(x, y) },
  rag: {
    about: 'facts',
    draw: (x: number, y: number) => [...book(x - 10, y + 4), sheet(x + 18, y - 4, 'facts', 3)],
  },
  fineTune: { about: 'behavior', draw: (x: number, y: number) => diploma(x, y) },
} as const satisfies Record<string, { about: About; draw: (x: number, y: number) => (Svg | Svg[])[] }>;

/** Four panels, two by two. */
export function drawApproaches(words: ApproachesWords): string {
  const wide = (inside.width - gap) / 2;
  const keys = ['prompt', 'longContext', 'rag', 'fineTune'] as const;
  return lessonPicture(
    22 + 2 * height + gap + 22,
    keys.flatMap((key, at): Svg[] => {
      const { about, draw } = looks[key];
      const [x, y] = [inside.left + (at % 2) * (wide + gap), 22 + Math.floor(at / 2) * (height + gap)];
      const lines = wrapped(words[key].gets, wide - icon - 14, lettering.note);
      const first = y + (height - 24 - lines.length * 21) / 2 + 18;
      return [
        boxOf({ x, y, width: wide, height }, about),
        ...draw(x + 20, y + 24).flat(),
        label(words[key].name, { x: x + icon + 6, y: first, face: lettering.name }),
        ...lines.map((text, down) =>
          label(text, { x: x + icon + 6, y: first + 23 + down * 21, face: lettering.note, fill: colors.muted }),
        ),
      ];
    }),
  );
}

function sheet(x: number, y: number, about: About, lines: number): Svg {
  const ink = inks[about];
  return el(
    'g',
    {},
    el('rect', { x, y, width: 34, height: 42, rx: 3, fill: colors.card, stroke: ink, 'stroke-width': 2.5 }),
    ...Array.from({ length: lines }, (_, at) =>
      stroke([x + 7, y + 12 + at * 9], [x + (at === lines - 1 ? 20 : 27), y + 12 + at * 9], {
        stroke: ink,
        'stroke-width': 2.5,
      }),
    ),
  );
}

function book(x: number, y: number): Svg[] {
  const ink = inks.facts;
  return [
    el('rect', { x, y, width: 44, height: 56, rx: 4, fill: ink }),
    el('rect', { x: x + 9, y: y + 12, width: 26, height: 9, rx: 2, fill: colors.card }),
    stroke([x + 4, y + 48], [x + 40, y + 48], { stroke: colors.card, 'stroke-width': 2.5 }),
  ];
}

function diploma(x: number, y: number): Svg[] {
  const ink = inks.behavior;
  return [
    el('rect', { x, y: y + 6, width: 50, height: 38, rx: 4, fill: colors.card, stroke: ink, 'stroke-width': 2.5 }),
    ...[0, 1].map((at) =>
      stroke([x + 9, y + 17 + at * 10], [x + 32, y + 17 + at * 10], { stroke: ink, 'stroke-width': 2.5 }),
    ),
    el('path', {
      d: `M${x + 34} ${y + 44}L${x + 34} ${y + 60}L${x + 40} ${y + 54}L${x + 46} ${y + 60}L${x + 46} ${y + 44}Z`,
      fill: ink,
    }),
    el('circle', { cx: x + 40, cy: y + 40, r: 9, fill: ink, stroke: colors.card, 'stroke-width': 2 }),
  ];
}
