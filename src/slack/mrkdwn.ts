const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';

/** Embeddings, overrides and isolates can reorder the text around them; the plain direction marks cannot. */
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/g;
const loneSurrogates = /\p{Surrogate}/gu;
const controls = /\p{Cc}/gu;

/** Text safe to send: no lone surrogates, no control characters but line breaks, nothing that reorders what follows. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(loneSurrogates, '\uFFFD')
    .replace(controls, (char) => (char === '\n' || char === '\t' ? char : ''))
    .replace(bidiControls, '');
}

/** The text within `max` UTF-16 units, cut between graphemes and ended with an ellipsis when it is longer. */
export function cut(text: string, max: number): string {
  const whole = clean(bounded(text, max));
  return whole.length <= max ? whole : write(whole, max, (part) => part);
}

/** The text on one line. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** User text where mrkdwn is the only choice: it cannot format, mention or link, and fits `max` with its escapes. */
export function inert(text: string, max: number): string {
  const plain = clean(bounded(text, max)).replaceAll('://', ':\u2060//');
  const whole = escapeMrkdwn(disarm(plain));
  return whole.length <= max ? whole : write(plain, max, (part) => escapeMrkdwn(disarm(part)));
}

/** Escapes exactly the three characters Slack names. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * The text a person typed after a slash command: with `should_escape` Slack sends mentions, channels and links as
 * references and the three characters escaped.
 */
export function fromCommand(text: string): string {
  return text
    .replace(/<([@#!])([^<>|]*)(?:\|([^<>]*))?>/g, (_, sign: string, id: string, label?: string) =>
      label ? (sign === '#' ? `#${label}` : `@${label.replace(/^@/, '')}`) : sign === '#' ? `#${id}` : `@${id}`,
    )
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, url: string, label?: string) => label ?? url)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Look-alikes for the signs that format; a zero-width character between them would not reliably stop Slack. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ' };

function disarm(text: string): string {
  return text.replace(/[*_~`]/g, (sign) => lookAlikes[sign] ?? sign);
}

/** Cleaning only ever drops characters, so this many are enough to fill `max`, however long the text is. */
function bounded(text: string, max: number): string {
  return text.length > max * 4 + 64 ? text.slice(0, max * 4 + 64) : text;
}

/** The text up to the last grapheme that fits with an ellipsis. Only the place of the cut is looked at: making every grapheme takes long. */
function write(text: string, max: number, form: (part: string) => string): string {
  const room = max - ellipsis.length;
  let fits = 0;
  for (let left = room; fits < text.length; fits += 1) {
    left -= form(text.charAt(fits)).length;
    if (left < 0) break;
  }
  const end = segmenter.segment(text).containing(fits)?.index ?? fits;
  return (end > 0 ? form(text.slice(0, end)) : codePoints(text, room, form)) + ellipsis;
}

/** For one grapheme longer than the limit: as many code points of it as fit. */
function codePoints(text: string, max: number, form: (point: string) => string): string {
  let fitting = '';
  for (const point of text) {
    const next = fitting + form(point);
    if (next.length > max) break;
    fitting = next;
  }
  return fitting;
}
