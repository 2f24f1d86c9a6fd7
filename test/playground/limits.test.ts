import { describe, expect, test } from 'vitest';
import { limits } from '../../src/playground/limits.ts';
import { checkBlocks, checkView } from '../../src/playground/schema/check.ts';
import type { Surface } from '../../src/playground/schema/blocks.ts';
import { limits as appLimits } from '../../src/slack/limits.ts';
import {
  actions,
  blockLimits,
  button,
  cell,
  chart,
  dataTable,
  input,
  many,
  mrkdwn,
  section,
  select,
  table,
  text,
  viewLimits,
  wireLimits,
} from './limit-table.ts';
import { option, plain } from './stand-in.ts';

const options = (count: number) => many(count, (at) => option(`v${at}`));

const problems = (blocks: unknown, surface: Surface) => {
  const checked = checkBlocks(blocks, surface);
  return checked.ok ? [] : checked.problems;
};

describe('block limits', () => {
  test.each(blockLimits)('%s %s: the limit passes, one more is refused', (name, _about, make, surface = 'message') => {
    const { max } = limits[name];
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
    ['a data table in a modal', [dataTable(2, 1)], 'modal', 'data_table is not allowed in a modal'],
    ['a data table without rows', [dataTable(1, 1)], 'message', 'no fewer than 2 items allowed'],
    [
      'a data table with rich text in its header',
      [dataTable(2, 1, { rows: [[{ type: 'rich_text', elements: [] }], [cell('x')]] })],
      'message',
      'header cells must not be rich_text',
    ],
    ['a chart in App Home', [chart()], 'home', 'data_visualization is not allowed in a home'],
    [
      'a chart with two series of one name',
      [chart({ series: many(2, () => ({ name: 'a', data: [{ label: 'a', value: 1 }] })) })],
      'message',
      'series names must be unique',
    ],
    [
      'a series without a value for a category',
      [chart({}, { categories: ['b'] })],
      'message',
      'every series must have a value for every category',
    ],
    [
      'a segment of nothing',
      [{ ...chart(), chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] } }],
      'message',
      'must be more than 0',
    ],
    [
      'a picture from two places',
      [{ type: 'image', image_url: 'https://a.b', slack_file: { id: 'F1' }, alt_text: 'x' }],
      'message',
      'must have exactly one of image_url and slack_file',
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
  test.each(viewLimits)('%s: the limit passes, one more is refused', (name, make) => {
    const { max } = limits[name];
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

test('every limit has a row here or in limits-wire.test.ts', () => {
  const covered = new Set<string>([
    ...blockLimits.map(([name]) => name),
    ...viewLimits.map(([name]) => name),
    ...wireLimits,
  ]);
  expect([...covered].toSorted()).toEqual(Object.keys(limits).toSorted());
});

test('every limit names its source', () => {
  const bare = Object.entries(limits).filter(([, limit]) => !/^(docs\.slack\.dev|github\.com)\//.test(limit.source));
  expect(bare).toEqual([]);
});

/** What the app calls otherwise. */
const alias: Record<string, keyof typeof limits> = { viewButton: 'viewSubmit', messageText: 'updateText' };
/** Where the app keeps a distance of its own from a limit that nobody has written down. */
const cautious = new Set(['messageBlocksText']);

test('the app’s limits are the workspace’s', () => {
  const here = new Map(Object.entries(limits));
  const shared = Object.entries(appLimits).flatMap(([name, { max }]) => {
    const other = here.get(alias[name] ?? name);
    return other ? [{ name, app: max, workspace: other.max }] : [];
  });
  expect(shared.length).toBeGreaterThan(15);
  expect(
    shared.filter(({ name, app, workspace }) => (cautious.has(name) ? app > workspace : app !== workspace)),
  ).toEqual([]);
});
