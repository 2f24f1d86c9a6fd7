import type { BlockOf } from '../schema/blocks.ts';
import type { Cell } from '../schema/data.ts';
import { type Child, h, type Html } from './html.ts';
import { richText } from './rich-text.ts';
import type { Screen } from './screen.ts';

type Column = { readonly align?: string | undefined; readonly is_wrapped?: boolean | undefined } | null | undefined;

interface Grid {
  readonly label: string;
  readonly caption?: string | undefined;
  readonly columns: readonly Column[];
  /** The column whose cells name their row. */
  readonly header: number;
  readonly rows: readonly (readonly Child[])[];
}

/** A grid with headers for columns and rows, which scrolls sideways by itself. */
function grid({ label, caption, columns, header, rows: [head = [], ...body] }: Grid): Html {
  const look = (at: number) =>
    [columns[at]?.align && `align-${columns[at].align}`, columns[at]?.is_wrapped && 'wrapped']
      .filter(Boolean)
      .join(' ') || undefined;
  const cell = (one: Child, at: number) =>
    at === header ? h('th', { scope: 'row', class: look(at) }, one) : h('td', { class: look(at) }, one);
  const heads = head.map((one, at) => h('th', { class: look(at), scope: 'col' }, one));
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    h(
      'table',
      {},
      caption !== undefined && h('caption', {}, caption),
      h('thead', {}, h('tr', {}, heads)),
      h(
        'tbody',
        {},
        body.map((row) => h('tr', {}, row.map(cell))),
      ),
    ),
  );
}

/** A table block. */
export const table = (it: BlockOf<'table'>, screen: Screen): Html =>
  grid({
    label: 'Table',
    columns: it.column_settings ?? [],
    header: 0,
    rows: it.rows.map((row) => row.map((one) => cellText(one, screen))),
  });

/** A data table, all its pages at once. Numbers stand to the right. */
export const dataTable = (it: BlockOf<'data_table'>, screen: Screen): Html =>
  grid({
    label: it.caption,
    caption: it.caption,
    columns: (it.rows[1] ?? []).map((one) => (one.type === 'raw_number' ? { align: 'right' } : {})),
    header: it.row_header_column_index ?? 0,
    rows: it.rows.map((row) => row.map((one) => cellText(one, screen))),
  });

function cellText(it: Cell, screen: Screen): Child {
  switch (it.type) {
    case 'raw_text':
      return it.text;
    case 'raw_number':
      return it.text ?? it.value;
    case 'rich_text':
      return richText(it.elements, screen);
  }
}

type Chart = BlockOf<'data_visualization'>['chart'];
type Plotted = Exclude<Chart, { type: 'pie' }>;

const valueOf = (series: Plotted['series'][number], name: string) =>
  series.data.find((point) => point.label === name)?.value;

const size = { width: 480, height: 160, pad: 6 };

/** A chart: a drawing for the eye, and its numbers as a table for everybody. */
export function chart({ title, chart: it }: BlockOf<'data_visualization'>): Html {
  const drawing = h(
    'svg',
    { viewBox: `0 0 ${size.width} ${size.height}`, 'aria-hidden': 'true', class: 'chart' },
    it.type === 'pie' ? slices(it.segments) : plot(it),
  );
  return h('figure', {}, h('figcaption', {}, title), drawing, grid({ label: title, header: 0, ...data(it) }));
}

/** The numbers of a chart, each name beside the color it is drawn in. */
function data(it: Chart): Pick<Grid, 'rows' | 'columns'> {
  const columns = [{}, ...Array.from({ length: it.type === 'pie' ? 1 : it.series.length }, () => ({ align: 'right' }))];
  if (it.type === 'pie') {
    const rows = it.segments.map((one, at) => [[swatch(at), one.label], grouped(one.value)]);
    return { columns, rows: [['', 'Value'], ...rows] };
  }
  const { categories, x_label, y_label } = it.axis_config;
  const head = [[x_label, y_label].filter(Boolean).join(' / '), ...it.series.map((one, at) => [swatch(at), one.name])];
  const rows = categories.map((name) => [name, ...it.series.map((one) => grouped(valueOf(one, name)))]);
  return { columns, rows: [head, ...rows] };
}

const swatch = (at: number): Html => h('span', { class: `swatch series-${at}`, 'aria-hidden': 'true' });

const grouped = (value: number | undefined): string => value?.toLocaleString('en-US') ?? '';

function plot(it: Plotted): Child {
  const { categories } = it.axis_config;
  const values = it.series.map((one) => categories.map((name) => one.data.find((at) => at.label === name)?.value ?? 0));
  const top = Math.max(0, ...values.flat());
  const bottom = Math.min(0, ...values.flat());
  const room = size.height - 2 * size.pad;
  const y = (value: number) => round(size.pad + ((top - value) / (top - bottom || 1)) * room);
  const step = size.width / Math.max(1, categories.length);
  const axis = h('line', { x1: 0, x2: size.width, y1: y(0), y2: y(0), class: 'axis' });
  const drawn = values.map((series, number) => {
    const look = `series-${number}`;
    if (it.type === 'bar') {
      const width = (step * 0.8) / values.length;
      return series.map((value, at) => {
        const [from, to] = [y(Math.max(0, value)), y(Math.min(0, value))];
        const x = round(at * step + step * 0.1 + number * width);
        return h('rect', {
          x,
          y: from,
          width: round(width * 0.92),
          height: round(Math.max(1, to - from)),
          class: look,
        });
      });
    }
    const points = series.map((value, at) => `${round(at * step + step / 2)},${y(value)}`).join(' ');
    const line = h('polyline', { points, class: `line ${look}` });
    if (it.type === 'line') return line;
    const [first, last] = [round(step / 2), round((series.length - 0.5) * step)];
    return [h('polygon', { points: `${first},${y(0)} ${points} ${last},${y(0)}`, class: `area ${look}` }), line];
  });
  return [axis, drawn];
}

function slices(segments: readonly { value: number }[]): Child {
  const sum = segments.reduce((total, it) => total + it.value, 0);
  const [cx, cy, r] = [size.width / 2, size.height / 2, size.height / 2 - size.pad];
  let before = 0;
  const at = (share: number) => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${round(cx + r * Math.cos(angle))} ${round(cy + r * Math.sin(angle))}`;
  };
  return segments.map(({ value }, number) => {
    const [from, share] = [before, value / sum];
    before += share;
    const look = `series-${number}`;
    if (segments.length === 1) return h('circle', { cx, cy, r, class: look });
    const d = `M${cx} ${cy} L${at(from)} A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${at(before)} Z`;
    return h('path', { d, class: look });
  });
}

const round = (value: number) => Math.round(value * 10) / 10;
