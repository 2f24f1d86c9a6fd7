import type { Inline, RichTextPart, TextStyle } from '../schema/rich-text.ts';
import { type Child, h, type Html, link } from './html.ts';
import { mention, type Screen } from './screen.ts';

/** The parts of a rich_text block. */
export function richText(parts: readonly RichTextPart[], screen: Screen): Html {
  return h(
    'div',
    { class: 'rich' },
    parts.map((it) => part(it, screen)),
  );
}

function part(it: RichTextPart, screen: Screen): Html {
  switch (it.type) {
    case 'rich_text_section':
      return h('div', {}, inlines(it.elements, screen));
    case 'rich_text_list':
      return h(
        it.style === 'ordered' ? 'ol' : 'ul',
        { class: it.indent ? `indent-${it.indent}` : undefined, start: it.offset ? it.offset + 1 : undefined },
        it.elements.map((section) => h('li', {}, inlines(section.elements, screen))),
      );
    case 'rich_text_quote':
      return h('blockquote', {}, inlines(it.elements, screen));
    case 'rich_text_preformatted':
      return h(
        'pre',
        {},
        it.elements.map((line) =>
          line.type === 'text' ? line.text : link(line.url, line.text || line.url, screen.href),
        ),
      );
  }
}

const inlines = (all: readonly Inline[], screen: Screen) => all.map((it) => styled(inline(it, screen), it.style));

function inline(it: Inline, screen: Screen): Child {
  switch (it.type) {
    case 'text':
      return it.text.split('\n').map((line, at) => [at > 0 && h('br'), line]);
    case 'link':
      return link(it.url, it.text || it.url, screen.href);
    case 'user':
      return mention(`@${screen.userName(it.user_id)}`);
    case 'channel':
      return mention(`#${screen.channelName(it.channel_id)}`);
    case 'emoji':
      return `:${it.name}:`;
  }
}

function styled(child: Child, style: TextStyle | undefined): Child {
  const tags = [
    style?.bold && 'strong',
    style?.italic && 'em',
    style?.strike && 's',
    style?.underline && 'u',
    style?.code && 'code',
  ];
  return tags.reduce<Child>((inner, tag) => (tag ? h(tag, {}, inner) : inner), child);
}
