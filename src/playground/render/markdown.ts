import { type Child, group, h, type Html, link } from './html.ts';

/** A markdown block as HTML: headings, lists, tables, quotes, code and inline marks. Enough to read it, no more. */
export function markdown(text: string): Html {
  const lines = text.split('\n');
  const out: Html[] = [];
  let at = 0;
  const take = (wanted: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && wanted(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.startsWith('```')) {
      at += 1;
      const code = take((it) => !it.startsWith('```'));
      at += 1;
      out.push(h('pre', {}, code.join('\n')));
    } else if (heading) {
      at += 1;
      out.push(h('p', { class: 'heading' }, inline(heading[2] ?? '')));
    } else if (isBullet(line)) {
      out.push(
        h(
          'ul',
          {},
          take(isBullet).map((it) => h('li', {}, inline(it.replace(bullet, '')))),
        ),
      );
    } else if (isNumbered(line)) {
      out.push(
        h(
          'ol',
          {},
          take(isNumbered).map((it) => h('li', {}, inline(it.replace(numbered, '')))),
        ),
      );
    } else if (line.startsWith('>')) {
      const quoted = take((it) => it.startsWith('>'));
      out.push(
        h(
          'blockquote',
          {},
          quoted.map((it, place) => [place > 0 && h('br'), inline(it.replace(/^>\s?/, ''))]),
        ),
      );
    } else if (isRow(line)) {
      out.push(table(take(isRow)));
    } else if (line.trim() === '') {
      at += 1;
    } else {
      const paragraph = take((it) => it.trim() !== '' && !isBlockStart(it));
      out.push(
        h(
          'p',
          {},
          paragraph.map((it, place) => [place > 0 && h('br'), inline(it)]),
        ),
      );
    }
  }
  return group(out);
}

const bullet = /^\s*[-*+]\s+/;
const numbered = /^\s*\d+[.)]\s+/;
const isBullet = (line: string) => bullet.test(line);
const isNumbered = (line: string) => numbered.test(line);
const isRow = (line: string) => line.startsWith('|');
const isBlockStart = (line: string) =>
  isBullet(line) || isNumbered(line) || isRow(line) || /^(#{1,6}\s|```|>)/.test(line);

function table(rows: string[]): Html {
  const cells = rows
    .filter((row) => !/^\|[\s:|-]+\|?$/.test(row))
    .map((row) => row.replace(/^\||\|\s*$/g, '').split('|'));
  const [head = [], ...body] = cells;
  return h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((it) => h('th', { scope: 'col' }, inline(it.trim()))),
      ),
    ),
    h(
      'tbody',
      {},
      body.map((row) =>
        h(
          'tr',
          {},
          row.map((it) => h('td', {}, inline(it.trim()))),
        ),
      ),
    ),
  );
}

const token =
  /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)/;

function inline(text: string): Html {
  const out: Child[] = [];
  let rest = text;
  for (let found = token.exec(rest); found; found = token.exec(rest)) {
    const [whole, code, bold, alsoBold, strike, italic, alsoItalic, label, url] = found;
    const strong = bold ?? alsoBold;
    const em = italic ?? alsoItalic;
    out.push(rest.slice(0, found.index));
    if (code !== undefined) out.push(h('code', {}, code));
    else if (strong !== undefined) out.push(h('strong', {}, inline(strong)));
    else if (strike !== undefined) out.push(h('s', {}, inline(strike)));
    else if (em !== undefined) out.push(h('em', {}, inline(em)));
    else if (label !== undefined && url !== undefined) out.push(link(url, label));
    rest = rest.slice(found.index + whole.length);
  }
  return group(out, rest);
}
