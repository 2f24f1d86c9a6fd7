import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Curves, drawCurves } from '../../src/charts/curves.ts';
import { colors, dashes, palette, width } from '../../src/charts/look.ts';
import { drawTornado, type Tornado } from '../../src/charts/tornado.ts';
import { curves, curveWords, run, tornado, tornadoWords } from './samples.ts';
import { contrast, overlapping, textBoxes } from './boxes.ts';
import { elements, parseXml, sayingOf, textsOf } from './xml.ts';

const drawn = (data: Curves) => parseXml(drawCurves(data, curveWords));
const tornadoOf = (data: Tornado) => parseXml(drawTornado(data, tornadoWords));
const namesOf = (svg: string) => elements(parseXml(svg)).map((it) => it.name);

test('a chart of cumulative costs is drawn as it was looked at', async () => {
  await expect(`${drawCurves(curves, curveWords).replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot('curves.svg');
});

describe('curves', () => {
  test('say title, amounts, months, names with their last amounts, crossings and events', () => {
    const said = textsOf(drawn(curves));
    expect(said).toEqual(expect.arrayContaining(['Total cost so far, by month', 'Help desk bot', '$50K', '12']));
    expect(said).toEqual(expect.arrayContaining(['RAG', '$30.9K', '$23K to $44.2K', 'Long context', '$40.4K']));
    expect(said).toEqual(expect.arrayContaining(['Break-even: month 7 (5–11)', '1', '2027-01-14: gpt-4o-mini stops']));
  });

  test('draw the band of the recommended option alone, its line solid, strongest and on top', () => {
    const svg = drawn({
      ...curves,
      series: curves.series
        .map((one) => ({ ...one, p10: one.p50, p90: one.p50.map((value) => value * 2) }))
        .toReversed(),
    });
    const paths = elements(svg).filter((it) => it.name === 'path' && it.attributes['stroke'] !== colors.axis);
    expect(paths.filter((it) => it.attributes['fill-opacity'] !== undefined)).toHaveLength(1);
    const last = paths.at(-1)!.attributes;
    expect(last['stroke-dasharray']).toBeUndefined();
    expect(Number(last['stroke-width'])).toBe(
      Math.max(...paths.slice(0, -2).map((it) => Number(it.attributes['stroke-width'] ?? 0)), 3.5),
    );
    expect(paths.filter((it) => it.attributes['stroke-dasharray'] !== undefined)).toHaveLength(1);
  });

  test('leave out marks that are off the axis, and count what there is no room for', () => {
    const marks = Array.from({ length: 9 }, (_, at) => ({ month: at, text: `Event ${at}` }));
    const said = textsOf(drawn({ ...curves, events: [...marks, { month: 12.5, text: 'Too late' }], crossings: marks }));
    expect(said).not.toContain('Too late');
    expect(said).toContain('and 10 more');
  });

  const series = fc.record({
    label: fc.string({ unit: 'binary', maxLength: 60 }),
    p50: fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 13, maxLength: 13 }),
  });
  const mark = fc.record({
    month: fc.double({ min: -2, max: 14, noNaN: true }),
    text: fc.string({ unit: 'binary', maxLength: 200 }),
  });
  const anything: fc.Arbitrary<Curves> = fc.record({
    title: fc.string({ unit: 'binary', maxLength: 200 }),
    subtitle: fc.string({ unit: 'binary', maxLength: 200 }),
    series: fc
      .array(series, { minLength: 1, maxLength: 6 })
      .map((all) => all.map((one, at) => ({ ...one, id: `s${at}`, recommended: at === 1 }))),
    events: fc.array(mark, { maxLength: 8 }),
    crossings: fc.array(mark, { maxLength: 5 }),
  });

  test('keep every text on the card, and no name on another', () => {
    fc.assert(
      fc.property(anything, (data) => {
        const svg = drawn(data);
        const height = Number(svg.attributes['height']);
        const boxes = textBoxes(svg);
        for (const { left, right, top, bottom } of boxes) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(width);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(bottom).toBeLessThanOrEqual(height);
        }
        expect(overlapping(boxes)).toEqual([]);
      }),
    );
  });

  test('whatever the texts, the picture is well-formed XML with the same elements', () => {
    const plain = drawCurves(named('x'), curveWords);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (hostile) => {
        const svg = drawCurves(named(`x${hostile}`), curveWords);
        expect(namesOf(svg)).toEqual(namesOf(plain));
      }),
    );
  });

  test.each([
    '</text><script>alert(1)</script>',
    '"><image href="https://evil.example/x.png"/>',
    '<!DOCTYPE svg [<!ENTITY x "y">]>&x;',
    ']]>&#x202E;&amp;',
    '\u202E\u2066\u0000\uD800\uFFFE',
  ])('the text %j stays text', (hostile) => {
    const svg = drawCurves(named(`x${hostile}`), curveWords);
    expect(namesOf(svg)).toEqual(namesOf(drawCurves(named('x'), curveWords)));
    expect(svg).not.toMatch(/<script|<image|<!|[\u202A-\u202E\u2066-\u2069\uFFFE]/u);
  });

  test.each<[string, Partial<Curves>, string]>([
    ['a p50 that is none', { series: [{ id: 'rag', label: 'RAG', p50: [0, Number.NaN] }] }, 'p50 of rag in month 1'],
    [
      'an endless bound',
      { series: [{ id: 'rag', label: 'RAG', p50: [0, 1], p90: [0, Infinity] }] },
      'p90 of rag in month 1',
    ],
    [
      'bounds of another length',
      { series: [{ id: 'rag', label: 'RAG', p50: [0, 1], p10: [0] }] },
      'p10 of rag has 1 months',
    ],
    ['a mark at no month', { crossings: [{ month: Infinity, text: 'Never' }] }, 'the month of “Never”'],
    ['no month at all', { series: [{ id: 'rag', label: 'RAG', p50: [5] }] }, 'at least one month'],
    ['nothing', { series: [] }, 'at least one month'],
    ['seven options', { series: Array.from('abcdefg', (id) => ({ id, label: id, p50: run(0, 1) })) }, 'at most 6'],
  ])('refuse %s by name', (_, part, message) => {
    expect(() => drawCurves({ ...curves, ...part }, curveWords)).toThrow(message);
  });
});

describe('a tornado', () => {
  test('has the input that moves most on top, with its values and what they flip', () => {
    const said = textsOf(tornadoOf(tornado));
    expect(said.indexOf('Queries a day')).toBeLessThan(said.indexOf('Cache hit rate'));
    expect(said).toEqual(expect.arrayContaining(['$30.9K', '500', '8,000', 'Fine-tuning is cheaper above 12,000']));
  });

  test('puts the low value on the dear side where more of it is cheaper', () => {
    const ends = elements(tornadoOf({ ...tornado, bars: tornado.bars.slice(0, 1) })).filter((it) => it.name === 'text');
    const at = (text: string) => Number(ends.find((it) => sayingOf(it) === text)?.attributes['x']);
    expect(at('20 %')).toBeGreaterThan(at('90 %'));
  });

  const long: Tornado = {
    title: 'What moves the price of long context',
    base: 10_900,
    bars: [
      {
        label: 'Looking after long context while the knowledge in it changes from one week to the next one',
        low: 9000,
        high: 60_000,
        lowText: '0.25 days per month',
        highText: '20,000 dollars per 1M tokens and hour',
        flips: 'Long context is cheapest from 0.36 days per month, and retrieval with a tuned model beyond 2 of them',
      },
      {
        label: 'Work until long context with caching runs',
        low: 9500,
        high: 12_000,
        lowText: '0.3',
        highText: '1.5 weeks',
      },
    ],
  };

  test('cuts no text that fits on two lines, and lays none on another', () => {
    const boxes = textBoxes(tornadoOf(long));
    const said = boxes.map(({ text }) => text).join(' ');
    expect(said).not.toContain('…');
    for (const { label, lowText, highText, flips = '' } of long.bars)
      for (const text of [label, lowText, highText, flips]) expect(said).toContain(text);
    expect(overlapping(boxes)).toEqual([]);
    for (const { left, right } of boxes) expect([left >= 0, right <= width]).toEqual([true, true]);
  });

  test('draws no line through a text', () => {
    const svg = tornadoOf(long);
    const lines = elements(svg).filter((it) => it.name === 'line');
    expect(lines.length).toBeGreaterThan(long.bars.length);
    for (const { attributes: line } of lines) {
      const [x, from, to] = [line['x1'], line['y1'], line['y2']].map(Number);
      const crossed = textBoxes(svg).filter(
        ({ left, right, top, bottom }) => left < x! && x! < right && from! < bottom && top < to!,
      );
      expect(crossed).toEqual([]);
    }
  });

  test('is well-formed whatever its numbers and texts', () => {
    const amount = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    const bar = fc.record({ label: text, low: amount, high: amount, lowText: text, highText: text, flips: text });
    fc.assert(
      fc.property(amount, fc.array(bar, { minLength: 1, maxLength: 10 }), (base, bars) => {
        const svg = tornadoOf({ title: 'x', base, bars });
        expect(elements(svg).filter((it) => it.name === 'rect')).toHaveLength(3 + 2 * Math.min(8, bars.length));
      }),
    );
  });

  test('refuses what is no number by name', () => {
    const bars = [{ label: 'Growth', low: 1, high: Number.NaN, lowText: '', highText: '' }];
    expect(() => drawTornado({ ...tornado, bars }, tornadoWords)).toThrow('the high end of “Growth”');
    expect(() => drawTornado({ ...tornado, base: Infinity }, tornadoWords)).toThrow('the base');
  });
});

test('every line stands out from the card by at least 3 to 1, and no two share a dash', () => {
  for (const color of palette) expect(contrast(color, colors.card)).toBeGreaterThanOrEqual(3);
  for (const color of [colors.ink, colors.muted]) expect(contrast(color, colors.card)).toBeGreaterThanOrEqual(4.5);
  expect(new Set(dashes).size).toBe(palette.length);
});

/** A chart that says one text wherever it can. */
function named(text: string): Curves {
  return {
    title: text,
    subtitle: text,
    series: curves.series.map((one) => ({ ...one, label: text })),
    events: [{ month: 1, text }],
    crossings: [{ month: 2, text }],
  };
}
