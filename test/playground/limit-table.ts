import type { limits } from '../../src/playground/limits.ts';
import type { Surface } from '../../src/playground/schema/blocks.ts';
import { option, plain } from './stand-in.ts';

export type LimitName = keyof typeof limits;

export const long = (count: number) => 'x'.repeat(count);
export const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const section = (text: object) => ({ type: 'section', text });
export const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
export const text = (more: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });
export const select = (more: object) => ({ type: 'static_select', action_id: 's', ...more });
export const cell = (value: string) => ({ type: 'raw_text', text: value });
export const table = (rows: number, columns: number, value = 'x') => ({
  type: 'table',
  rows: many(rows, () => many(columns, () => cell(value))),
});
export const dataTable = (rows: number, columns: number, more: object = {}) => ({
  ...table(rows, columns),
  type: 'data_table',
  caption: 'Costs',
  ...more,
});
const labels = (count: number) => many(count, (at) => `${at}`);
const seriesOf = (categories: string[], name = 'one') => ({
  name,
  data: categories.map((label) => ({ label, value: 1 })),
});
export const chart = (more: object = {}, axis: object = {}, type = 'bar') => ({
  type: 'data_visualization',
  title: 'Costs',
  chart: { type, series: [seriesOf(['a'])], axis_config: { categories: ['a'], ...axis }, ...more },
});
const pie = (label: string, count = 1) => ({
  type: 'data_visualization',
  title: 'Costs',
  chart: { type: 'pie', segments: many(count, () => ({ label, value: 1 })) },
});
const options = (count: number) => many(count, (at) => option(`v${at}`));
const groups = (count: number) => many(count, (at) => ({ label: plain('g'), options: [option(`v${at}`)] }));
const dividers = (count: number) => many(count, () => ({ type: 'divider' }));
const image = (more: object) => ({ type: 'image', image_url: 'https://a.b/c.png', alt_text: 'c', ...more });
const confirmed = (part: object) => {
  const all = { title: plain('t'), text: plain('t'), confirm: plain('c'), deny: plain('d') };
  return [actions(button({ confirm: { ...all, ...part } }))];
};

/** A limit, blocks of that size, and what is special about this row. They pass at the limit and fail one past it. */
export const blockLimits: [name: LimitName, about: string, make: (count: number) => object[], surface?: Surface][] = [
  ['messageBlocks', '', dividers],
  ['viewBlocks', 'in a modal', dividers, 'modal'],
  ['viewBlocks', 'in App Home', dividers, 'home'],
  ['text', 'in a context', (n) => [{ type: 'context', elements: [mrkdwn(long(n))] }]],
  ['text', 'as a data table’s caption', (n) => [dataTable(2, 1, { caption: long(n) })]],
  ['sectionText', '', (n) => [section(mrkdwn(long(n)))]],
  ['sectionFields', '', (n) => [{ type: 'section', fields: many(n, () => plain('x')) }]],
  ['sectionField', '', (n) => [{ type: 'section', fields: [plain(long(n))] }]],
  ['headerText', '', (n) => [{ type: 'header', text: plain(long(n)) }]],
  ['contextElements', '', (n) => [{ type: 'context', elements: many(n, () => mrkdwn('x')) }]],
  ['actionsElements', '', (n) => [actions(...many(n, (at) => button({ action_id: `a${at}` })))]],
  ['blockId', '', (n) => [{ type: 'divider', block_id: long(n) }]],
  ['actionId', '', (n) => [actions(button({ action_id: long(n) }))]],
  ['buttonText', '', (n) => [actions(button({ text: plain(long(n)) }))]],
  ['buttonValue', '', (n) => [actions(button({ value: long(n) }))]],
  ['buttonUrl', '', (n) => [actions(button({ url: `https://${long(n - 8)}` }))]],
  ['accessibilityLabel', '', (n) => [actions(button({ accessibility_label: long(n) }))]],
  ['radioOptions', '', (n) => [actions({ type: 'radio_buttons', options: options(n) })]],
  ['checkboxOptions', '', (n) => [actions({ type: 'checkboxes', options: options(n) })]],
  ['overflowOptions', '', (n) => [actions({ type: 'overflow', options: options(n) })]],
  ['selectOptions', 'of a select', (n) => [actions(select({ options: options(n) }))]],
  ['selectOptions', 'of a multi-select', (n) => [actions({ type: 'multi_static_select', options: options(n) })]],
  [
    'inputFiles',
    '',
    (n) => [{ type: 'input', label: { type: 'plain_text', text: 'x' }, element: { type: 'file_input', max_files: n } }],
  ],
  ['maxSelected', '', (n) => [actions({ type: 'multi_static_select', options: options(1), max_selected_items: n })]],
  ['optionGroups', '', (n) => [actions(select({ option_groups: groups(n) }))]],
  ['optionGroupLabel', '', (n) => [actions(select({ option_groups: [{ ...groups(1)[0], label: plain(long(n)) }] }))]],
  ['optionsInGroup', '', (n) => [actions(select({ option_groups: [{ label: plain('g'), options: options(n) }] }))]],
  ['optionText', '', (n) => [actions(select({ options: [option('v', long(n))] }))]],
  ['optionValue', '', (n) => [actions(select({ options: [option(long(n), 'x')] }))]],
  ['optionDescription', '', (n) => [actions(select({ options: [{ ...option('v'), description: plain(long(n)) }] }))]],
  [
    'optionUrl',
    '',
    (n) => [actions({ type: 'overflow', options: [{ ...option('v'), url: `https://${long(n - 8)}` }] })],
  ],
  ['placeholder', '', (n) => [actions(select({ options: options(1), placeholder: plain(long(n)) }))]],
  ['inputLabel', '', (n) => [input(text(), { label: plain(long(n)) })], 'modal'],
  ['inputHint', '', (n) => [input(text(), { hint: plain(long(n)) })], 'modal'],
  ['inputLength', 'as initial value', (n) => [input(text({ initial_value: long(n) }))], 'modal'],
  ['inputLength', 'as max_length', (n) => [input(text({ max_length: n }))], 'modal'],
  ['minInputLength', '', (n) => [input(text({ min_length: n }))], 'modal'],
  ['focusOnLoad', '', (n) => many(n, (at) => input(text({ action_id: `t${at}`, focus_on_load: true }))), 'modal'],
  ['alertText', '', (n) => [{ type: 'alert', text: plain(long(n)) }], 'modal'],
  ['markdownText', 'in one block', (n) => [{ type: 'markdown', text: long(n) }]],
  [
    'markdownText',
    'over all blocks',
    (n) => [
      { type: 'markdown', text: long(n - 1) },
      { type: 'markdown', text: 'x' },
    ],
  ],
  ['tableRows', '', (n) => [table(n, 1)]],
  ['tableColumns', '', (n) => [table(1, n)]],
  ['tableText', '', (n) => [{ type: 'table', rows: [[cell(long(n - 1)), cell('x')]] }]],
  ['tableSettings', '', (n) => [{ ...table(1, 1), column_settings: many(n, () => null) }]],
  ['tablesInMessage', '', (n) => many(n, () => table(1, 1))],
  ['dataTableRows', '', (n) => [dataTable(n, 1)]],
  ['dataTableColumns', '', (n) => [dataTable(2, n)]],
  [
    'dataTableText',
    'over all data tables',
    (n) => [dataTable(2, 1, { rows: [[cell('x')], [cell(long(n - 3))]] }), dataTable(2, 1)],
  ],
  ['dataTablePage', '', (n) => [dataTable(2, 1, { page_size: n })]],
  ['chartTitle', '', (n) => [{ ...chart(), title: long(n) }]],
  ['chartSeries', '', (n) => [chart({ series: many(n, (at) => seriesOf(['a'], `s${at}`)) })]],
  ['chartSeries', 'as segments of a pie', (n) => [pie('a', n)]],
  ['chartPoints', '', (n) => [chart({ series: [seriesOf(labels(n))] }, { categories: labels(n) })]],
  ['chartLabel', 'of a series', (n) => [chart({ series: [seriesOf(['a'], long(n))] })]],
  ['chartLabel', 'of a segment', (n) => [pie(long(n))]],
  ['chartAxisLabel', '', (n) => [chart({}, { y_label: long(n) })]],
  ['chartsInMessage', '', (n) => many(n, () => chart())],
  ['imageAlt', '', (n) => [image({ alt_text: long(n) })]],
  ['imageTitle', '', (n) => [image({ title: plain(long(n)) })]],
  ['imageUrl', '', (n) => [image({ image_url: `https://${long(n - 8)}` })]],
  ['confirmTitle', '', (n) => confirmed({ title: plain(long(n)) })],
  ['confirmText', '', (n) => confirmed({ text: plain(long(n)) })],
  ['confirmButton', 'that confirms', (n) => confirmed({ confirm: plain(long(n)) })],
  ['confirmButton', 'that denies', (n) => confirmed({ deny: plain(long(n)) })],
];

const view = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });

/** The same for whole views. */
export const viewLimits: [name: LimitName, make: (count: number) => object][] = [
  ['viewTitle', (n) => view({ title: plain(long(n)) })],
  ['viewSubmit', (n) => view({ submit: plain(long(n)) })],
  ['viewClose', (n) => view({ close: plain(long(n)) })],
  ['privateMetadata', (n) => view({ private_metadata: long(n) })],
  ['callbackId', (n) => view({ callback_id: long(n) })],
  ['externalId', (n) => view({ external_id: long(n) })],
  ['viewBlocks', (n) => view({ blocks: dividers(n) })],
];

/** Limits of calls and clocks; each is shown to hold by a test named after it. */
export const wireLimits = [
  'viewBytes',
  'modalStack',
  'postText',
  'updateText',
  'messageBlocksText',
  'metadataBytes',
  'attachments',
  'fileAltText',
  'socketConnections',
  'ackMs',
  'triggerMs',
  'responseUrlMs',
  'responseUrlUses',
] as const satisfies LimitName[];
