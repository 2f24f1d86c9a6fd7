import { colors } from './look.ts';
import type { Svg } from './svg.ts';
import { type About, arrow, boxOf, centred, inside, lessonPicture, lettering } from './lesson-shapes.ts';
import { wrapped } from './widths.ts';

/** What the ladder says: a name and a note for each step, the cheapest first; what rises; when to stop. */
export interface LadderWords {
  readonly steps: readonly { readonly name: string; readonly note: string; readonly about: About }[];
  readonly rises: string;
  readonly stop: string;
}

const [lowest, rise] = [52, 32];
const top = 60;
const gap = 8;

/** Steps that rise to the right, each with its name above it. */
export function drawLadder({ steps, rises, stop }: LadderWords): string {
  const wide = (inside.width - gap * (steps.length - 1)) / steps.length;
  const names = steps.map(({ name }) => wrapped(name, wide, lettering.said));
  const base = top + 52 + lowest + rise * (steps.length - 1);
  const drawn = steps.flatMap(({ note, about }, at): Svg[] => {
    const height = lowest + rise * at;
    const [x, y] = [inside.left + at * (wide + gap), base - height];
    const middle = x + wide / 2;
    const lines = names[at] ?? [];
    const notes = wrapped(note, wide - 10, lettering.note);
    const named = { size: 18, weight: 'semibold' } as const;
    return [
      boxOf({ x, y, width: wide, height }, about),
      ...centred(lines, { x: middle, y: y - 10 - (lines.length - 1) * 23, room: wide + gap, face: named }),
      ...centred(notes, { x: middle, y: y + 22, room: wide - 6, face: lettering.note, fill: colors.muted }),
    ];
  });
  const under = base + 30;
  return lessonPicture(
    under + 44,
    arrow([inside.left + 4, 112], [inside.left + 190, 42]),
    centred([rises], { x: inside.left + 102, y: 36, room: 210, face: lettering.note, fill: colors.muted }),
    drawn,
    centred([stop], { x: inside.left + inside.width / 2, y: under + 12, room: inside.width, face: lettering.said }),
  );
}
