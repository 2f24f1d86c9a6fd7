/** Finished HTML. Only this module makes it, so whatever is a string elsewhere is text and will be escaped. */
export class Html {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/** What may stand inside a tag: HTML, text to be escaped, or nothing. */
export type Child = Html | string | number | false | null | undefined | readonly Child[];
type Attribute = string | number | boolean | undefined;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (it) => escapes[it] ?? it);

const empty = new Set(['br', 'hr', 'img', 'input', 'col']);

/** A tag. `true` gives a bare attribute; `false` and `undefined` leave it out. */
export function h(tag: string, attributes: Record<string, Attribute> = {}, ...children: Child[]): Html {
  const written = Object.entries(attributes).map(([name, value]) => {
    if (value === undefined || value === false) return '';
    return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
  });
  const start = `<${tag}${written.join('')}>`;
  return new Html(empty.has(tag) ? start : `${start}${text(children)}</${tag}>`);
}

/** Several children without a tag around them. */
export const group = (...children: Child[]): Html => new Html(text(children));

function text(child: Child): string {
  if (child instanceof Html) return child.html;
  if (typeof child === 'string') return escape(child);
  if (typeof child === 'number') return String(child);
  return child ? child.map(text).join('') : '';
}

/** The address if it is one a page may link to, else undefined. */
export const safeUrl = (url: string): string | undefined => (/^(https?:\/\/|mailto:)/i.test(url) ? url : undefined);

/** A link, or its label as text when the address is not one a page may link to. */
export function link(url: string, label: Child, href: (url: string) => string = (it) => it): Html {
  const safe = safeUrl(url);
  if (safe === undefined) return group(label);
  const here = href(safe);
  return here === safe
    ? h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer' }, label)
    : h('a', { href: here }, label);
}
