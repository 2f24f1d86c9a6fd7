import type { View, World } from '../world.ts';
import { blocks } from './blocks.ts';
import { h, type Html } from './html.ts';
import { screenOf } from './screen.ts';

/** The inside of the modal's dialog. */
export function modal(world: World, view: View): Html {
  const screen = screenOf(world, view.user, view);
  const close = view.close?.text ?? 'Cancel';
  return h(
    'form',
    { 'data-view': view.id, novalidate: true },
    h(
      'header',
      {},
      h('h2', { id: 'modal-title', tabindex: -1 }, view.title?.text ?? ''),
      h(
        'button',
        { type: 'button', class: 'close', 'data-close': true, 'aria-label': view.previousId ? 'Back' : 'Close' },
        view.previousId ? '‹' : '×',
      ),
    ),
    h('div', { class: 'scrolling', tabindex: 0, role: 'region', 'aria-label': 'Form' }, blocks(view.blocks, screen)),
    h(
      'footer',
      {},
      view.trouble !== undefined && h('p', { class: 'error', role: 'alert' }, view.trouble),
      h('button', { type: 'button', class: 'button default', 'data-close': true }, close),
      view.submit && h('button', { type: 'submit', class: 'button primary' }, view.submit.text),
    ),
  );
}

/** The App Home tab. */
export function home(world: World, view: View | undefined): Html {
  if (!view) return h('p', { class: 'nothing' }, 'The app has published no home page.');
  return h('div', { class: 'home', 'data-view': view.id }, blocks(view.blocks, screenOf(world, view.user, view)));
}
