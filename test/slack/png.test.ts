import { expect, test } from 'vitest';
import { drawCurves } from '../../src/charts/curves.ts';
import { drawTornado } from '../../src/charts/tornado.ts';
import { pngOf } from '../../src/slack/png.ts';
import { curves, curveWords, tornado, tornadoWords } from '../charts/samples.ts';

const charts = { curves: drawCurves(curves, curveWords), tornado: drawTornado(tornado, tornadoWords) };

/** Width and height as a PNG states them. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test.each(Object.entries(charts))('a picture of %s is a PNG of twice its size, the same each time', async (_, svg) => {
  const png = await pngOf(svg);
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const size = ['width', 'height'].map((name) => Number(new RegExp(`${name}="([\\d.]+)"`).exec(svg)?.[1]));
  expect(sizeOf(png)).toEqual(size.map((units) => Math.ceil(units * 2)));
  expect((await pngOf(svg)).equals(png)).toBe(true);
});

test.each([
  ['400', 'RAG'],
  ['600', 'RAG'],
])('text of weight %s leaves ink, and other text other ink', async (weight, text) => {
  const said = (words: string) =>
    pngOf(
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="Inter"><text x="5" y="25" font-weight="${weight}">${words}</text></svg>`,
    );
  const [none, some, other] = await Promise.all([said(''), said(text), said('FT')]);
  expect(some.length).toBeGreaterThan(none.length * 1.5);
  expect(some.equals(other)).toBe(false);
});

test('the two weights are drawn by two fonts', async () => {
  const bold = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="Inter"><text x="5" y="25" font-weight="600">RAG</text></svg>`;
  expect((await pngOf(bold)).equals(await pngOf(bold.replace('600', '400')))).toBe(false);
});

test('a chart without its texts is another picture', async () => {
  const bare = charts.curves.replace(/<text[^>]*>[^<]*<\/text>/g, '');
  expect((await pngOf(bare)).length).toBeLessThan((await pngOf(charts.curves)).length / 2);
});

test('what is no SVG is refused', async () => {
  await expect(pngOf('<svg')).rejects.toThrow('SVG');
});
