const made = Symbol('svg');

/** Finished SVG. Only {@link el} makes it, so that a text can never become an element. */
export interface Svg {
  readonly [made]: string;
}

type Child = Svg | string | false | readonly Child[];
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element. Strings among its children are text. @throws RangeError when an attribute is a number without a value */
export function el(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Svg {
  const head = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${valueOf(key, value)}"`))
    .join('');
  const body = children.map(written).join('');
  return { [made]: body === '' ? `<${name}${head}/>` : `<${name}${head}>${body}</${name}>` };
}

/** A whole picture of `width` × `height` user units. */
export function picture(width: number, height: number, ...children: readonly Child[]): string {
  const size = { width, height, viewBox: `0 0 ${rounded(width)} ${rounded(height)}` };
  return el('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': 'Inter' }, ...children)[made];
}

/** A number for an attribute: two decimals are finer than a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The points of a polyline. */
export function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
}

/** Text on one line without what XML forbids and without what reorders the text around it. */
export function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Surrogate}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}

function written(child: Child): string {
  if (child === false) return '';
  if (typeof child === 'string') return escaped(clean(child));
  return made in child ? child[made] : child.map(written).join('');
}

function valueOf(key: string, value: string | number): string {
  if (typeof value === 'string') return escaped(value);
  if (!Number.isFinite(value)) throw new RangeError(`${key} of an element is ${value}`);
  return String(rounded(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
