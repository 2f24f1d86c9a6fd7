import { widthOf } from '../../src/charts/widths.ts';
import { type Element, elements, sayingOf } from './xml.ts';

/** Where a text is drawn, in user units. */
export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where every text of a picture is. */
export function textBoxes(svg: Element): TextBox[] {
  return elements(svg)
    .filter((it) => it.name === 'text')
    .map((it) => {
      const at = it.attributes;
      const size = Number(at['font-size']);
      const text = sayingOf(it);
      const wide = widthOf(text, { size, weight: at['font-weight'] === '600' ? 'semibold' : 'regular' });
      const shift = { end: 1, middle: 0.5, start: 0 }[at['text-anchor'] ?? 'start'] ?? 0;
      const left = Number(at['x']) - wide * shift;
      return {
        text,
        left,
        right: left + wide,
        top: Number(at['y']) - size * 0.75,
        bottom: Number(at['y']) + size * 0.1,
      };
    });
}

/** Texts that another one lies on. */
export function overlapping(boxes: readonly TextBox[]): readonly TextBox[] {
  return boxes.filter((a, at) =>
    boxes.some(
      (b, other) => other > at && a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom && b.top < a.bottom,
    ),
  );
}

const luminance = (color: string) =>
  [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at]!, 0);

/** The contrast of two colors as WCAG counts it. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, two) => two - one);
  return (light + 0.05) / (dark + 0.05);
}
