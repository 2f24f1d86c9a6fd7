import { controlsOf } from '../form.ts';
import type { Block, BlockOf } from '../schema/blocks.ts';
import type { ImageElement } from '../schema/elements.ts';
import { chart, dataTable, table } from './data.ts';
import { element, idOf, isGroup, text } from './elements.ts';
import { type Child, h, type Html } from './html.ts';
import { markdown } from './markdown.ts';
import { richText } from './rich-text.ts';
import type { Screen } from './screen.ts';

/** All blocks of a message or view. */
export const blocks = (all: readonly Block[], screen: Screen): Html =>
  h(
    'div',
    { class: 'blocks' },
    all.map((it) => h('div', { class: `block ${it.type}` }, block(it, screen))),
  );

function block(it: Block, screen: Screen): Child {
  switch (it.type) {
    case 'section':
      return section(it, screen);
    case 'actions':
      return controlsOf([it]).map((control) => element(control, screen, { label: naming(control.element) }));
    case 'context':
      return it.elements.map((one) => (one.type === 'image' ? image(one, screen) : h('span', {}, text(one, screen))));
    case 'divider':
      return h('hr');
    case 'header':
      return h('p', { class: 'heading', role: 'heading', 'aria-level': 3 }, it.text.text);
    case 'image':
      return h('figure', {}, it.title && h('figcaption', {}, it.title.text), image(it, screen));
    case 'input':
      return input(it, screen);
    case 'rich_text':
      return richText(it.elements, screen);
    case 'table':
      return table(it, screen);
    case 'data_table':
      return dataTable(it, screen);
    case 'data_visualization':
      return chart(it);
    case 'markdown':
      return markdown(it.text);
    case 'alert':
      return h('div', { role: 'note', class: `alert-${it.level ?? 'default'}` }, text(it.text, screen));
  }
}

const image = (it: Pick<ImageElement, 'image_url' | 'slack_file' | 'alt_text'>, screen: Screen) =>
  h('img', { src: it.slack_file ? screen.fileUrl(it.slack_file) : it.image_url, alt: it.alt_text });

/** Elements outside input blocks have no label; what they say themselves must do. */
function naming(it: ReturnType<typeof controlsOf>[number]['element']): string | undefined {
  if (it.type === 'button' || it.type === 'overflow') return undefined;
  return ('placeholder' in it ? it.placeholder?.text : undefined) ?? 'Choose';
}

function section(it: BlockOf<'section'>, screen: Screen): Child {
  const [control] = controlsOf([it]);
  return [
    h(
      'div',
      { class: 'said' },
      it.text && h('div', {}, text(it.text, screen)),
      it.fields &&
        h(
          'div',
          { class: 'fields' },
          it.fields.map((field) => h('div', {}, text(field, screen))),
        ),
    ),
    control && h('div', { class: 'beside' }, element(control, screen, { label: naming(control.element) })),
    it.accessory?.type === 'image' && h('div', { class: 'beside' }, image(it.accessory, screen)),
  ];
}

function input(it: BlockOf<'input'>, screen: Screen): Html {
  const [control] = controlsOf([it]);
  if (!control) throw new Error('an input block has one element');
  const id = idOf(control, screen);
  const error = screen.errors[control.blockId];
  const hintId = it.hint && `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined;
  const label: Child = [it.label.text, it.optional && h('span', { class: 'optional' }, ' (optional)')];
  const field = element(control, screen, { describedBy, invalid: error !== undefined, required: !it.optional });
  const notes = [
    error !== undefined && h('p', { class: 'error', id: errorId, role: 'alert' }, error),
    it.hint && h('p', { class: 'hint', id: hintId }, it.hint.text),
  ];
  return isGroup(control.element)
    ? h('fieldset', { id, 'aria-describedby': describedBy, tabindex: -1 }, h('legend', {}, label), field, notes)
    : h('div', {}, h('label', { for: id }, label), field, notes);
}
