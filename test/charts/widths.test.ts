import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawable, fit, type Weight, widthOf } from '../../src/charts/widths.ts';
import { advances } from './fonts.ts';

const files: Record<Weight, string> = { regular: 'Inter-Regular.ttf', semibold: 'Inter-SemiBold.ttf' };

test.each<Weight>(['regular', 'semibold'])('no %s letter is wider in the font than it is taken for', (weight) => {
  const font = advances(new URL(`../../assets/fonts/${files[weight]}`, import.meta.url));
  const measured = (code: number) => widthOf(String.fromCodePoint(code), { size: 1000, weight });
  for (let code = 0x20; code < 0x7f; code += 1) {
    const wide = font(code)!;
    expect(measured(code)).toBeGreaterThanOrEqual(wide - 0.5);
    expect(measured(code)).toBeLessThanOrEqual(wide * 1.02 + 1);
  }
  for (const sign of '…–—’“”·€£×≈éßñøłçœ')
    expect(measured(sign.codePointAt(0)!)).toBeGreaterThanOrEqual(font(sign.codePointAt(0)!)!);
});

test('a text is cut to its room, between graphemes, and a text that fits is left alone', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 400 }), (whole, room) => {
      const face = { size: 14, weight: 'regular' } as const;
      const cut = fit(whole, room, face);
      expect(widthOf(cut, face)).toBeLessThanOrEqual(room);
      const fits = widthOf(drawable(whole), face) <= room;
      expect(fits ? cut === drawable(whole) : cut.endsWith('…')).toBe(true);
    }),
  );
});

test.each([
  ['Hilfe für Kunden, Помощь, Βοήθεια', 'Hilfe für Kunden, Помощь, Βοήθεια'],
  ['ヘルプ bot 👩‍👩‍👧 for נתונים', '… bot … for …'],
  ['\u202Egnp.exe\u0000\nnext', 'gnp.exe next'],
])('of %j the picture says %j', (text, drawn) => {
  expect(drawable(text)).toBe(drawn);
});
