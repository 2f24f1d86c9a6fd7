import { colors } from './look.ts';
import { label } from './parts.ts';
import type { Svg } from './svg.ts';
import { type About, boxOf, centred, inside, lessonPicture, lettering } from './lesson-shapes.ts';
import { wrapped } from './widths.ts';

/** Two questions with two answers each, and what to do in each of the four cases. */
export interface QuestionsWords {
  readonly columns: { readonly ask: string; readonly answers: readonly [string, string] };
  readonly rows: { readonly ask: string; readonly answers: readonly [string, string] };
  /** By row, then by column: what to do, and a word on it. */
  readonly cells: readonly (readonly { readonly name: string; readonly note: string; readonly about: About }[])[];
}

const side = 112;
const gap = 10;
const height = 116;

/** A table of two by two; what lacks facts is below, what behaves wrong is to the right. */
export function drawQuestions({ columns, rows, cells }: QuestionsWords): string {
  const wide = (inside.width - side - gap) / 2;
  const left = (at: number) => inside.left + side + at * (wide + gap);
  const top = 84;
  const middle = (at: number) => left(at) + wide / 2;
  const heads = [
    ...centred([columns.ask], {
      x: left(0) + wide + gap / 2,
      y: 40,
      room: 2 * wide,
      face: lettering.name,
    }),
    ...columns.answers.flatMap((answer, at) =>
      centred([answer], { x: middle(at), y: 70, room: wide, face: lettering.said, fill: colors.muted }),
    ),
  ];
  const drawn = cells.flatMap((row, down): Svg[] => {
    const y = top + down * (height + gap);
    const asked = wrapped(down === 0 ? rows.ask : '', side - 8, lettering.name);
    const start = y + height / 2 - 6;
    const answer = rows.answers[down] ?? '';
    return [
      ...(down === 0
        ? asked.map((text, at) => label(text, { x: inside.left, y: y - 30 + at * 24, face: lettering.name }))
        : []),
      label(answer, { x: inside.left, y: start + 12, face: lettering.said, fill: colors.muted }),
      ...row.flatMap(({ name, note, about }, at): Svg[] => {
        const names = wrapped(name, wide - 16, lettering.name);
        const notes = wrapped(note, wide - 16, lettering.note);
        const tall = names.length * 24 + notes.length * 21;
        const first = y + (height - tall) / 2 + 18;
        return [
          boxOf({ x: left(at), y, width: wide, height }, about),
          ...centred(names, { x: middle(at), y: first, room: wide - 12, face: lettering.name }),
          ...centred(notes, {
            x: middle(at),
            y: first + names.length * 24 + 1,
            room: wide - 12,
            face: lettering.note,
            fill: colors.muted,
          }),
        ];
      }),
    ];
  });
  return lessonPicture(top + 2 * height + gap + 22, heads, drawn);
}
