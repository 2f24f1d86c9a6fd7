import { type Child, group, h, type Html, link } from './html.ts';
import { mention, type Screen } from './screen.ts';

type Names = Pick<Screen, 'userName' | 'channelName' | 'href'>;

const unescape = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** Slack's mrkdwn as HTML. The text is as stored: `&`, `<` and `>` are escaped unless they are markup. */
export function mrkdwn(text: string, names: Names): Html {
  const parts = text.split(/```([\s\S]+?)```/);
  return group(
    parts.map((part, at) => (at % 2 === 1 ? h('pre', {}, unescape(part.replace(/^\n|\n$/g, ''))) : lines(part, names))),
  );
}

/** Apps may leave the > of a quote unescaped. */
const quote = /^(?:&gt;|>)/;

/** Quoted lines become a quote; the rest keeps its line breaks. */
function lines(text: string, names: Names): Html {
  const all = text.split('\n');
  const out: Child[] = [];
  for (let at = 0; at < all.length; at++) {
    const line = all[at] ?? '';
    const open = /^(?:&gt;|>){3}/.exec(line)?.[0];
    if (open !== undefined) {
      const rest = [line.slice(open.length), ...all.slice(at + 1)].join('\n').trimStart();
      out.push(h('blockquote', {}, broken(rest, names)));
      break;
    }
    if (!quote.test(line)) {
      out.push(inline(line, names), at < all.length - 1 && h('br'));
      continue;
    }
    const end = all.findIndex((it, place) => place > at && !quote.test(it));
    const quoted = all.slice(at, end === -1 ? all.length : end).map((it) => it.replace(quote, '').trimStart());
    at += quoted.length - 1;
    out.push(h('blockquote', {}, broken(quoted.join('\n'), names)));
  }
  return group(out);
}

const broken = (text: string, names: Names) =>
  text.split('\n').map((line, at) => [at > 0 && h('br'), inline(line, names)]);

const tagOf: Record<string, string> = { '*': 'strong', _: 'em', '~': 's' };

const token =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\3(?![\w])|(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)])/;

/** Code, references, bold, italic, strike and bare links of one line. */
function inline(text: string, names: Names): Html {
  const out: Child[] = [];
  let rest = text;
  for (let found = token.exec(rest); found; found = token.exec(rest)) {
    const [whole, code, reference, mark, marked, url] = found;
    out.push(unescape(rest.slice(0, found.index)));
    if (code !== undefined) out.push(h('code', {}, unescape(code)));
    else if (reference !== undefined) out.push(referred(reference, names));
    else if (marked !== undefined && mark !== undefined) out.push(h(tagOf[mark] ?? 'span', {}, inline(marked, names)));
    else if (url !== undefined) out.push(link(unescape(url), unescape(url), names.href));
    rest = rest.slice(found.index + whole.length);
  }
  return group(out, unescape(rest));
}

/** What stands between < and >: a person, a channel, a group to alert, a date, or a link. */
function referred(reference: string, names: Names): Html {
  const [target = '', label] = reference.split(/\|(.*)/s);
  const id = target.slice(1);
  if (target.startsWith('@')) return mention(`@${names.userName(id)}`);
  if (target.startsWith('#')) return mention(`#${label || names.channelName(id)}`);
  if (target.startsWith('!date^')) return group(unescape(label ?? target));
  if (target.startsWith('!')) return h('span', { class: 'mention broadcast' }, `@${unescape(label ?? id)}`);
  return link(unescape(target), unescape(label ?? target), names.href);
}

/** mrkdwn without its marks, for places that show plain text only. */
export const plainFrom = (text: string): string =>
  unescape(text.replace(/<([^|<>]+)\|([^<>]+)>/g, '$2').replace(/[*_~`]/g, ''));
