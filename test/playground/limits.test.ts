import { describe, expect, test } from 'vitest';
import { limits } from '../../src/playground/limits.ts';
import { checkBlocks, checkView } from '../../src/playground/schema/check.ts';
import type { Surface } from '../../src/playground/schema/blocks.ts';
import { option, plain } from './stand-in.ts';

const long = (count: number) => 'x'.repeat(count);
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const options = (count: number) => many(count, (at) => option(`v${at}`));
const section = (text: object) => ({ type: 'section', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Label'), element, ...more });
const text = (more: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });
const select = (more: object) => ({ type: 'static_select', action_id: 's', ...more });
const cell = (value: string) => ({ type: 'raw_text', text: value });
const table = (rows: number, columns: number, value = 'x') => ({
  type: 'table',
  rows: many(rows, () => many(columns, () => cell(value))),
});

const problems = (blocks: unknown, surface: Surface) => {
  const checked = checkBlocks(blocks, surface);
  return checked.ok ? [] : checked.problems;
};

/** Each row: a limit, and blocks of that size. They pass at the limit and fail one past it. */
const sized: [name: string, max: number, make: (count: number) => object[], surface?: Surface][] = [
  ['blocks of a message', limits.messageBlocks.max, (n) => many(n, () => ({ type: 'divider' }))],
  ['blocks of a modal', limits.viewBlocks.max, (n) => many(n, () => ({ type: 'divider' })), 'modal'],
  ['section text', limits.sectionText.max, (n) => [section(mrkdwn(long(n)))]],
  ['section fields', limits.sectionFields.max, (n) => [{ type: 'section', fields: many(n, () => plain('x')) }]],
  ['text of a field', limits.sectionField.max, (n) => [{ type: 'section', fields: [plain(long(n))] }]],
  ['header text', limits.headerText.max, (n) => [{ type: 'header', text: plain(long(n)) }]],
  ['context elements', limits.contextElements.max, (n) => [{ type: 'context', elements: many(n, () => mrkdwn('x')) }]],
  [
    'elements of actions',
    limits.actionsElements.max,
    (n) => [actions(...many(n, (at) => button({ action_id: `a${at}` })))],
  ],
  ['block_id', limits.blockId.max, (n) => [{ type: 'divider', block_id: long(n) }]],
  ['action_id', limits.actionId.max, (n) => [actions(button({ action_id: long(n) }))]],
  ['button text', limits.buttonText.max, (n) => [actions(button({ text: plain(long(n)) }))]],
  ['button value', limits.buttonValue.max, (n) => [actions(button({ value: long(n) }))]],
  ['button url', limits.buttonUrl.max, (n) => [actions(button({ url: `https://${long(n - 8)}` }))]],
  ['accessibility label', limits.accessibilityLabel.max, (n) => [actions(button({ accessibility_label: long(n) }))]],
  ['radio options', limits.radioOptions.max, (n) => [actions({ type: 'radio_buttons', options: options(n) })]],
  ['checkbox options', limits.checkboxOptions.max, (n) => [actions({ type: 'checkboxes', options: options(n) })]],
  ['overflow options', limits.overflowOptions.max, (n) => [actions({ type: 'overflow', options: options(n) })]],
  ['select options', limits.selectOptions.max, (n) => [actions(select({ options: options(n) }))]],
  [
    'option groups',
    limits.optionGroups.max,
    (n) => [actions(select({ option_groups: many(n, (at) => ({ label: plain('g'), options: [option(`v${at}`)] })) }))],
  ],
  ['option text', limits.optionText.max, (n) => [actions(select({ options: [option('v', long(n))] }))]],
  ['option value', limits.optionValue.max, (n) => [actions(select({ options: [option(long(n), 'x')] }))]],
  [
    'option description',
    limits.optionDescription.max,
    (n) => [actions(select({ options: [{ ...option('v'), description: plain(long(n)) }] }))],
  ],
  [
    'placeholder',
    limits.placeholder.max,
    (n) => [actions(select({ options: options(1), placeholder: plain(long(n)) }))],
  ],
  ['input label', limits.inputLabel.max, (n) => [input(text(), { label: plain(long(n)) })], 'modal'],
  ['input hint', limits.inputHint.max, (n) => [input(text(), { hint: plain(long(n)) })], 'modal'],
  ['initial value', limits.inputLength.max, (n) => [input(text({ initial_value: long(n) }))], 'modal'],
  ['max_length', limits.inputLength.max, (n) => [input(text({ max_length: n }))], 'modal'],
  ['alert text', limits.alertText.max, (n) => [{ type: 'alert', text: plain(long(n)) }], 'modal'],
  ['markdown text', limits.markdownText.max, (n) => [{ type: 'markdown', text: long(n) }]],
  [
    'markdown text over all blocks',
    limits.markdownText.max,
    (n) => [
      { type: 'markdown', text: long(n - 1) },
      { type: 'markdown', text: 'x' },
    ],
  ],
  ['table rows', limits.tableRows.max, (n) => [table(n, 1)]],
  ['table columns', limits.tableColumns.max, (n) => [table(1, n)]],
  ['table text', limits.tableText.max, (n) => [{ type: 'table', rows: [[cell(long(n - 1)), cell('x')]] }]],
  ['tables', limits.tablesInMessage.max, (n) => many(n, () => table(1, 1))],
  ['image alt text', limits.imageAlt.max, (n) => [{ type: 'image', image_url: 'https://a.b/c', alt_text: long(n) }]],
  ...(['title', 'text', 'confirm', 'deny'] as const).map((part): (typeof sized)[number] => {
    const max = {
      title: limits.confirmTitle,
      text: limits.confirmText,
      confirm: limits.confirmButton,
      deny: limits.confirmButton,
    };
    const all = { title: plain('t'), text: plain('t'), confirm: plain('c'), deny: plain('d') };
    return [
      `confirmation ${part}`,
      max[part].max,
      (n) => [actions(button({ confirm: { ...all, [part]: plain(long(n)) } }))],
    ];
  }),
];

describe('block limits', () => {
  test.each(sized)('%s: %i pass, one more is refused', (_name, max, make, surface = 'message') => {
    expect(problems(make(max), surface)).toEqual([]);
    expect(problems(make(max + 1), surface)).not.toEqual([]);
  });

  test.each<[string, unknown, Surface, string]>([
    ['an unknown block', [{ type: 'chart' }], 'message', 'unsupported type'],
    ['an unknown element', [actions({ type: 'timepicker', action_id: 't' })], 'message', 'unsupported type'],
    ['an input element among actions', [actions(text())], 'modal', 'unsupported type'],
    ['a button as input', [input(button())], 'modal', 'unsupported type'],
    ['an unknown key', [{ type: 'divider', color: 'red' }], 'message', 'invalid additional property: color'],
    ['empty text', [section(plain(''))], 'message', 'must be more than 0 characters'],
    ['a section with neither text nor fields', [{ type: 'section' }], 'message', 'must have text or fields'],
    ['a table in a modal', [table(1, 1)], 'modal', 'table is not allowed in a modal'],
    ['a table in App Home', [table(1, 1)], 'home', 'table is not allowed in a home'],
    ['markdown in a modal', [{ type: 'markdown', text: 'x' }], 'modal', 'markdown is not allowed in a modal'],
    ['an alert in a message', [{ type: 'alert', text: plain('x') }], 'message', 'alert is not allowed in a message'],
    ['two tables', [table(1, 1), table(1, 1)], 'message', 'only_one_table_allowed'],
    [
      'rows of different length',
      [{ type: 'table', rows: [[cell('a'), cell('b')], [cell('c')]] }],
      'message',
      'rows must have the same number of cells',
    ],
    ['an empty cell', [table(1, 1, '')], 'message', 'must be more than 0 characters'],
    [
      'the same block_id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      'message',
      'block_id already exists: a',
    ],
    ['the same action_id twice in a block', [actions(button(), button())], 'message', 'action_id already exists: go'],
    [
      'two with focus_on_load',
      [input(text({ focus_on_load: true })), input(text({ focus_on_load: true }))],
      'modal',
      'only one element may have focus_on_load',
    ],
    [
      'equal option values',
      [actions(select({ options: [option('a'), option('a')] }))],
      'message',
      'static_select: option values must be unique',
    ],
    [
      'an initial option that is not offered',
      [actions(select({ options: options(1), initial_option: option('z') }))],
      'message',
      'static_select: initial option is not among the options: z',
    ],
    [
      'options and groups',
      [actions(select({}))],
      'message',
      'static_select: must have exactly one of options and option_groups',
    ],
    ['a style Slack does not have', [actions(button({ style: 'huge' }))], 'message', 'must be primary or danger'],
    ['a link that is none', [actions(button({ url: 'javascript:alert(1)' }))], 'message', 'must be a valid URL'],
    ['mrkdwn as a label', [input(text(), { label: mrkdwn('x') })], 'modal', 'Invalid input: expected "plain_text"'],
    [
      'a number input that does not say whether decimals are allowed',
      [input({ type: 'number_input', action_id: 'n' })],
      'modal',
      'must be a valid boolean, received undefined',
    ],
    [
      'min_length over max_length',
      [input(text({ min_length: 5, max_length: 4 }))],
      'modal',
      'plain_text_input: min_length must not be more than max_length',
    ],
  ])('%s is refused', (_name, blocks, surface, message) => {
    expect(problems(blocks, surface).map((it) => it.message)).toContain(message);
  });

  test('a refusal points at the place', () => {
    expect(problems([{ type: 'divider' }, { type: 'header', text: plain('') }], 'message')).toEqual([
      { pointer: '/blocks/1/text/text', message: 'must be more than 0 characters' },
    ]);
  });
});

const view = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });

const bad = (it: unknown, surface: 'modal' | 'home' = 'modal') => {
  const checked = checkView(it, surface);
  return checked.ok ? [] : checked.problems.map((one) => one.message);
};

describe('view limits', () => {
  test.each<[string, number, (count: number) => object]>([
    ['title', limits.viewTitle.max, (n) => view({ title: plain(long(n)) })],
    ['submit', limits.viewSubmit.max, (n) => view({ submit: plain(long(n)) })],
    ['close', limits.viewClose.max, (n) => view({ close: plain(long(n)) })],
    ['private_metadata', limits.privateMetadata.max, (n) => view({ private_metadata: long(n) })],
    ['callback_id', limits.callbackId.max, (n) => view({ callback_id: long(n) })],
    ['external_id', limits.externalId.max, (n) => view({ external_id: long(n) })],
    ['blocks', limits.viewBlocks.max, (n) => view({ blocks: many(n, () => ({ type: 'divider' })) })],
  ])('%s: %i pass, one more is refused', (_name, max, make) => {
    expect(bad(make(max))).toEqual([]);
    expect(bad(make(max + 1))).not.toEqual([]);
  });

  test('a modal with an input needs a submit button', () => {
    expect(bad(view({ blocks: [input(text())] }))).toEqual([
      'missing required field: submit (the view has an input block)',
    ]);
    expect(bad(view({ blocks: [input(text())], submit: plain('Go') }))).toEqual([]);
  });

  test('App Home has neither title nor submit', () => {
    expect(bad({ type: 'home', blocks: [] }, 'home')).toEqual([]);
    expect(bad({ type: 'home', blocks: [], title: plain('x') }, 'home')).toEqual([
      'invalid additional property: title',
    ]);
    expect(bad(view(), 'home')).toEqual(['must be home']);
  });
});

test('every limit names its source', () => {
  const bare = Object.entries(limits).filter(([, limit]) => !/^(docs\.slack\.dev|github\.com)\//.test(limit.source));
  expect(bare).toEqual([]);
});
