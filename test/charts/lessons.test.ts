import { describe, expect, test } from 'vitest';
import { inks, tints } from '../../src/charts/lesson-shapes.ts';
import { colors, width } from '../../src/charts/look.ts';
import { lessonPictures } from '../../src/core/index.ts';
import { drawLesson } from '../../src/slack/lesson-pictures.ts';
import { pictureTexts } from '../../src/slack/picture-texts.ts';
import { sentencesIn } from '../newcomers/reading-ease.ts';
import { contrast, overlapping, textBoxes } from './boxes.ts';
import { elements, parseXml } from './xml.ts';

/** Every text below a value. */
const wordsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => (key === 'about' ? [] : wordsIn(one)))
      : [];

describe.each(lessonPictures)('the picture %s', (picture) => {
  const svg = parseXml(drawLesson(picture));
  const boxes = textBoxes(svg);

  test('says all its words whole, on the card, none on another', () => {
    const said = boxes.map(({ text }) => text).join(' ');
    expect(said).not.toContain('…');
    for (const words of wordsIn(pictureTexts[picture].words))
      for (const word of words.split(' ')) expect(said).toContain(word);
    for (const { left, right, top, bottom } of boxes) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
      expect(bottom).toBeLessThanOrEqual(Number(svg.attributes['height']));
    }
    expect(overlapping(boxes)).toEqual([]);
  });

  test('says the same in short sentences to those who do not see it', () => {
    expect(sentencesIn(pictureTexts[picture].alt).filter((one) => one.split(' ').length > 25)).toEqual([]);
    expect(pictureTexts[picture].alt.length).toBeLessThanOrEqual(1_000);
  });

  test('is lettered large enough for a phone, which halves it', () => {
    const sizes = elements(svg).flatMap(({ name, attributes }) =>
      name === 'text' ? [Number(attributes['font-size'])] : [],
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(17);
  });
});

test('whatever is drawn or written in a lesson stands out from what is behind it', () => {
  for (const tint of [...Object.values(tints), colors.card]) {
    for (const ink of Object.values(inks)) expect(contrast(ink, tint)).toBeGreaterThanOrEqual(3);
    for (const text of [colors.ink, colors.muted]) expect(contrast(text, tint)).toBeGreaterThanOrEqual(4.5);
  }
});
