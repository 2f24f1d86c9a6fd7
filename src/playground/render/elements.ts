import { type Control, initialState, textIn } from '../form.ts';
import type { Element } from '../schema/elements.ts';
import { optionsOf } from '../schema/check.ts';
import type { AnyText, Confirm, Option } from '../schema/objects.ts';
import type { StateValue } from '../world.ts';
import { type Child, group, h, type Html, safeUrl } from './html.ts';
import { mrkdwn, plainFrom } from './mrkdwn.ts';
import type { Choice, Screen } from './screen.ts';

/** A text object: plain text stays text. */
export const text = (it: AnyText, screen: Screen): Child =>
  it.type === 'plain_text' ? it.text.split('\n').map((line, at) => [at > 0 && h('br'), line]) : mrkdwn(it.text, screen);

/** How an element is told apart on the page and to people who cannot see it. */
interface Frame {
  readonly id: string;
  /** Ids of hint and error. */
  readonly describedBy?: string | undefined;
  /** Name when no label or legend stands beside it. */
  readonly label?: string | undefined;
  readonly invalid?: boolean;
  readonly required?: boolean;
}

/** Elements that are a group of inputs: their label is a legend. */
export const isGroup = (element: Element) =>
  element.type === 'radio_buttons' || element.type === 'checkboxes' || element.type === 'multi_static_select';

/** The id of a control on the page. */
export const idOf = (control: Control, screen: Screen) =>
  `${screen.place}-${control.blockId}-${control.actionId}`.replace(/\s/g, '_');

/** One element, as native inputs. The wrapper names the control and its kind to the page's script. */
export function element(control: Control, screen: Screen, frame: Omit<Frame, 'id'>): Html {
  const it = control.element;
  const id = idOf(control, screen);
  const value =
    screen.state[control.blockId]?.[control.actionId] ??
    initialState([control.block])[control.blockId]?.[control.actionId];
  const tells = control.block.type !== 'input' || control.block.dispatch_action === true;
  const framed = { ...frame, id };
  const wrap = (kind: string, inner: Child) =>
    h(
      'div',
      {
        class: 'element',
        'data-control': `${control.blockId}/${control.actionId}`,
        'data-kind': kind,
        'data-type': it.type,
        'data-tells': tells,
        ...confirmation('confirm' in it ? it.confirm : undefined),
      },
      inner,
    );
  switch (it.type) {
    case 'button':
      return wrap('button', buttonTag(it, id));
    case 'overflow':
      return wrap('overflow', overflowMenu(optionsOf(it), id));
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return wrap('text', textInput(it, framed, textIn(value, 'value')));
    case 'file_input':
      return wrap('file', [fileInput(it, framed), fileNames(value).map((name) => h('span', { class: 'about' }, name))]);
    case 'datepicker':
      return wrap('one', h('input', { type: 'date', ...common(it, framed), value: textIn(value, 'selected_date') }));
    case 'radio_buttons':
      return wrap('one', ticks('radio', it, framed, chosen(value), screen));
    case 'checkboxes':
    case 'multi_static_select':
      return wrap('many', ticks('checkbox', it, framed, chosen(value), screen));
    case 'static_select':
      return wrap('one', select(it, framed, options(it), chosen(value)));
    case 'users_select':
      return wrap('one', select(it, framed, choices(screen.users), [value?.['selected_user']]));
    case 'conversations_select':
      return wrap(
        'one',
        select(it, framed, choices([...screen.channels, ...screen.users]), [value?.['selected_conversation']]),
      );
    case 'channels_select':
      return wrap('one', select(it, framed, choices(screen.channels), [value?.['selected_channel']]));
  }
}

const fileInput = (it: Extract<Element, { type: 'file_input' }>, frame: Frame): Html =>
  h('input', { type: 'file', accept: it.filetypes?.map((type) => `.${type}`).join(','), ...common(it, frame) });

/** What was chosen before the page was drawn anew, which empties the input. */
function fileNames(value: StateValue | undefined): string[] {
  const files = value?.['files'];
  if (!Array.isArray(files)) return [];
  return files.flatMap((it: unknown) =>
    typeof it === 'object' && it !== null && 'name' in it ? [String(it.name)] : [],
  );
}

const confirmation = (it: Confirm | undefined) =>
  it === undefined
    ? {}
    : {
        'data-confirm-title': it.title.text,
        'data-confirm-text': it.text.type === 'mrkdwn' ? plainFrom(it.text.text) : it.text.text,
        'data-confirm-yes': it.confirm.text,
        'data-confirm-no': it.deny.text,
      };

function buttonTag(it: Extract<Element, { type: 'button' }>, id: string): Html {
  const look = `button ${it.style ?? 'default'}`;
  const url = it.url === undefined ? undefined : safeUrl(it.url);
  const label = it.accessibility_label;
  return url === undefined
    ? h('button', { type: 'button', id, class: look, 'aria-label': label }, it.text.text)
    : h(
        'a',
        { href: url, id, class: look, target: '_blank', rel: 'noopener noreferrer', 'aria-label': label },
        it.text.text,
      );
}

const overflowMenu = (all: readonly Option[], id: string) =>
  h(
    'details',
    { class: 'menu' },
    h('summary', { id, class: 'button default', 'aria-label': 'More options' }, '⋯'),
    h(
      'ul',
      {},
      all.map((it) => h('li', {}, h('button', { type: 'button', value: it.value }, it.text.text))),
    ),
  );

type TextElement = Extract<
  Element,
  { type: 'plain_text_input' | 'number_input' | 'email_text_input' | 'url_text_input' }
>;

function textInput(it: TextElement, frame: Frame, value: string): Html {
  const attributes = common(it, frame);
  switch (it.type) {
    case 'plain_text_input': {
      const length = { maxlength: it.max_length ?? 3000 };
      return it.multiline
        ? h('textarea', { ...attributes, ...length, rows: 5 }, value)
        : h('input', { type: 'text', ...attributes, ...length, value });
    }
    case 'number_input':
      // A text field, as in Slack: a number field would drop what it does not understand before anyone could object.
      return h('input', {
        type: 'text',
        inputmode: it.is_decimal_allowed ? 'decimal' : 'numeric',
        ...attributes,
        value,
      });
    case 'email_text_input':
      return h('input', { type: 'email', ...attributes, value });
    case 'url_text_input':
      return h('input', { type: 'url', ...attributes, value });
  }
}

function common(it: Element, frame: Frame) {
  return {
    id: frame.id,
    'aria-label': frame.label,
    'aria-describedby': frame.describedBy,
    'aria-invalid': frame.invalid ? 'true' : undefined,
    'aria-required': frame.required ? 'true' : undefined,
    'data-focus': 'focus_on_load' in it && it.focus_on_load,
    placeholder: 'placeholder' in it ? it.placeholder?.text : undefined,
  };
}

/** The values of the chosen options. */
function chosen(value: StateValue | undefined): unknown[] {
  return [value?.['selected_option'] ?? [], value?.['selected_options'] ?? []]
    .flat()
    .map((it: unknown) => (typeof it === 'object' && it !== null && 'value' in it ? it.value : undefined));
}

function ticks(type: 'radio' | 'checkbox', it: Element, frame: Frame, on: unknown[], screen: Screen): Html {
  const rows = optionsOf(it).map((option, at) => {
    const id = `${frame.id}-${at}`;
    const about = option.description && `${id}-about`;
    const described = [about, frame.describedBy].filter(Boolean).join(' ') || undefined;
    return h(
      'div',
      { class: 'tick' },
      h('input', {
        type,
        id,
        name: frame.id,
        value: option.value,
        checked: on.includes(option.value),
        'aria-describedby': described,
        'aria-invalid': frame.invalid ? 'true' : undefined,
      }),
      h('label', { for: id }, text(option.text, screen)),
      option.description && h('span', { id: about, class: 'about' }, text(option.description, screen)),
    );
  });
  const role = type === 'radio' ? 'radiogroup' : 'group';
  return frame.label === undefined ? group(rows) : h('div', { role, 'aria-label': frame.label }, rows);
}

interface SelectRow {
  readonly value: string;
  readonly name: string;
  readonly group?: string;
}

const choices = (all: readonly Choice[]): SelectRow[] => all.map((it) => ({ value: it.id, name: it.name }));

const selectRows = (all: readonly Option[], group?: string): SelectRow[] =>
  all.map((option) => ({ value: option.value, name: option.text.text, ...(group === undefined ? {} : { group }) }));

function options(it: Extract<Element, { type: 'static_select' }>): SelectRow[] {
  return it.option_groups
    ? it.option_groups.flatMap((of) => selectRows(of.options, of.label.text))
    : selectRows(it.options ?? []);
}

function select(it: Element, frame: Frame, rows: readonly SelectRow[], on: unknown[]): Html {
  const { placeholder, ...attributes } = common(it, frame);
  const tag = (row: SelectRow) => h('option', { value: row.value, selected: on.includes(row.value) }, row.name);
  const groups = [...new Set(rows.map((row) => row.group))];
  return h(
    'select',
    attributes,
    h('option', { value: '' }, placeholder ?? 'Choose…'),
    groups.map((name) => {
      const own = rows.filter((row) => row.group === name).map(tag);
      return name === undefined ? own : h('optgroup', { label: name }, own);
    }),
  );
}
