/** One line of a message without Slack's markup. */
export interface Line {
  readonly text: string;
  /** A block quote: somebody else's words. */
  readonly quoted: boolean;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
/** Longer lines are cut at a space: the tokenizer below is not linear in the length of its text. */
const longest = 400;

/** Slack's text as lines: mentions and code gone, links as their labels, block quotes marked. Linear in its length. */
export function linesOf(text: string): readonly Line[] {
  const plain = withoutCode(text)
    // The bounds keep a text of brackets alone linear.
    .replace(/<([^<>]{1,2000})>/g, (_, inside: string) => linkText(inside))
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u201C\u201D\u00AB\u00BB]/g, '"')
    .replace(/[\u00A0\u2009\u202F\t]/g, ' ');
  return plain.split(/\r\n|\n|\r/).flatMap((raw) => {
    const quoted = /^ {0,20}(&gt;|>)/.test(raw);
    const line = raw
      .replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? entity)
      .replace(/^[ >]{0,40}/, '')
      .replace(/^(?:[•◦▪*·-]|\d{1,2}[.)]) {1,10}/, '')
      .replace(/(?<!\d)[*_~]{1,3}(?=[A-Za-z0-9$])|(?<=[A-Za-z0-9.!?%])[*_]{1,3}(?!\d)/g, (mark) =>
        mark === '~' ? '~' : '',
      );
    return pieces(line).map((piece) => ({ text: piece, quoted }));
  });
}

function withoutCode(text: string): string {
  return text
    .split('```')
    .map((part, index) => (index % 2 === 0 ? part : '\n'))
    .join('')
    .split('`')
    .join('');
}

/** `@U1`, `#C1|name`, `!here`, `https://…|label`: what a reader sees of it. */
function linkText(inside: string): string {
  const label = inside.slice(inside.indexOf('|') + 1);
  if (/^[@!]/.test(inside)) return ' ';
  return inside.includes('|') ? label : / /.test(inside) ? `<${inside}>` : ' link ';
}

function pieces(line: string): readonly string[] {
  if (line.length <= longest) return line.trim() === '' ? [] : [line];
  const found: string[] = [];
  for (let from = 0; from < line.length;) {
    let to = Math.min(line.length, from + longest);
    if (to < line.length) {
      const stop = line.lastIndexOf('. ', to);
      const space = stop > from + longest / 4 ? stop + 1 : line.lastIndexOf(' ', to);
      if (space > from) to = space;
    }
    found.push(line.slice(from, to));
    from = to;
  }
  return found.filter((piece) => piece.trim() !== '');
}
