/** An element of a parsed document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const name = '[A-Za-z][\\w-]*';
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Reads the XML that SVG needs, strictly. @throws where it is not well-formed, also for comments, CDATA and instructions */
export function parseXml(text: string): Element {
  if (forbidden.test(text)) throw new Error('a character that XML forbids');
  const open: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [
    { name: '', attributes: {}, children: [] },
  ];
  const tokens = new RegExp(`<(${name})((?:\\s+${name}(?::${name})?="[^"<]*")*)\\s*(/?)>|</(${name})>|([^<]+)`, 'gy');
  let at = 0;
  while (at < text.length) {
    tokens.lastIndex = at;
    const match = tokens.exec(text);
    if (match === null) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 40)}`);
    at = tokens.lastIndex;
    const [, tag, head = '', empty, closed, data] = match;
    if (tag !== undefined) {
      const element = { name: tag, attributes: attributesOf(head), children: [] };
      open.at(-1)!.children.push(element);
      if (empty === '') open.push(element);
    } else if (closed !== undefined) {
      if (open.length === 1 || open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    } else if (data !== undefined) open.at(-1)!.children.push(resolved(data));
  }
  const [root, ...rest] = open[0]!.children;
  if (open.length > 1 || typeof root !== 'object' || rest.length > 0) throw new Error('not one closed element');
  return root;
}

function attributesOf(head: string): Record<string, string> {
  const all = [...head.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key, resolved(value)] as const,
  );
  if (new Set(all.map(([key]) => key)).size < all.length) throw new Error(`an attribute twice in ${head}`);
  return Object.fromEntries(all);
}

function resolved(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, entity: string) => {
    const found = references[entity.replace(/;$/, '')];
    if (found === undefined || !entity.endsWith(';')) throw new Error(`&${entity} is no reference`);
    return found;
  });
}

/** All elements in the order in which they are drawn. */
export function elements(root: Element): Element[] {
  return [root, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : elements(child)))];
}

/** What the picture says, text by text. */
export function textsOf(root: Element): string[] {
  return elements(root)
    .filter((it) => it.name === 'text')
    .map(sayingOf);
}

/** The text directly in an element. */
export function sayingOf({ children }: Element): string {
  return children.filter((child) => typeof child === 'string').join('');
}
