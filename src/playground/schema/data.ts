import { z } from 'zod';
import { limits } from '../limits.ts';
import { chars, items } from './objects.ts';
import { richText } from './rich-text.ts';

const block = { block_id: chars(limits.blockId.max).optional() };

/** What may stand in a table; the longest text is that of the whole table. */
const cell = (max: number) =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('raw_text'), text: chars(max) }),
    z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: chars(max).optional() }),
    richText,
  ]);

export type Cell = z.infer<ReturnType<typeof cell>>;

const even = (it: { rows: readonly (readonly unknown[])[] }) =>
  it.rows.every((row) => row.length === it.rows[0]?.length);
const uneven = 'rows must have the same number of cells';

/** The one grid a message may have; its first row is the header. */
export const table = z
  .strictObject({
    type: z.literal('table'),
    ...block,
    rows: items(items(cell(limits.tableText.max), limits.tableColumns.max), limits.tableRows.max),
    column_settings: z
      .array(
        z
          .strictObject({
            align: z.enum(['left', 'center', 'right']).optional(),
            is_wrapped: z.boolean().optional(),
          })
          .nullable(),
      )
      .max(limits.tableSettings.max, `no more than ${limits.tableSettings.max} items allowed`)
      .optional(),
  })
  .refine(even, uneven);

/** A table that people can sort and leaf through. */
export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    ...block,
    caption: chars(limits.text.max),
    rows: items(items(cell(limits.dataTableText.max), limits.dataTableColumns.max), limits.dataTableRows.max, 2),
    page_size: z
      .number()
      .int()
      .min(1)
      .max(limits.dataTablePage.max, `must be less than ${limits.dataTablePage.max + 1}`)
      .optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .refine(even, uneven)
  .refine((it) => it.rows[0]?.every((one) => one.type !== 'rich_text') ?? true, 'header cells must not be rich_text')
  .refine((it) => (it.row_header_column_index ?? 0) < (it.rows[0]?.length ?? 0), 'there is no such row header column');

const label = chars(limits.chartLabel.max);
const point = z.strictObject({ label, value: z.number() });
const series = z.strictObject({ name: label, data: items(point, limits.chartPoints.max) });
const axis = z.strictObject({
  categories: items(label, limits.chartPoints.max),
  x_label: chars(limits.chartAxisLabel.max).optional(),
  y_label: chars(limits.chartAxisLabel.max).optional(),
});

const plotted = <T extends string>(type: T) =>
  z
    .strictObject({ type: z.literal(type), series: items(series, limits.chartSeries.max), axis_config: axis })
    .refine((it) => new Set(it.series.map((one) => one.name)).size === it.series.length, 'series names must be unique')
    .refine(
      (it) =>
        it.series.every(
          (one) =>
            one.data.length === it.axis_config.categories.length &&
            it.axis_config.categories.every((category) => one.data.some((at) => at.label === category)),
        ),
      'every series must have a value for every category',
    );

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: items(z.strictObject({ label, value: z.number().positive('must be more than 0') }), limits.chartSeries.max),
});

/** A chart that Slack draws itself. */
export const chart = z.strictObject({
  type: z.literal('data_visualization'),
  ...block,
  title: chars(limits.chartTitle.max),
  chart: z.discriminatedUnion('type', [pie, plotted('bar'), plotted('line'), plotted('area')]),
});
