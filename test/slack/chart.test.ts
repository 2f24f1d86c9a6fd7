import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Curves } from '../../src/charts/curves.ts';
import { limits } from '../../src/slack/limits.ts';
import { chartOf, chartText, pictureBlock } from '../../src/slack/views/chart.ts';
import { curves, run } from '../charts/samples.ts';
import { messageProblems } from './kit.ts';

const problems = (data: Curves) => messageProblems({ text: 'Costs', blocks: [chartOf(data).block] });
const optionsOf = (count: number, months = 12): Curves => ({
  ...curves,
  series: Array.from({ length: count }, (_, at) => ({
    id: `o${at}`,
    label: `Option ${at}`,
    p50: run(1000 * (count - at), 100, months),
    recommended: at === 0,
  })),
});

describe('the block', () => {
  test('holds every month of every option', () => {
    const { block } = chartOf(curves);
    expect(block.title).toBe('Total cost so far, by month');
    expect(block.chart.series.map((one) => one.name)).toEqual(['Long context', 'RAG (recommended)']);
    expect(block.chart.series[1]?.data).toHaveLength(13);
    expect(block.chart.series[1]?.data.at(-1)).toEqual({ label: '12', value: 30_900 });
  });

  test.each([
    [12, 13, '12'],
    [19, 20, '19'],
    [24, 13, '24'],
    [36, 19, '36'],
    [37, 19, '36'],
    [60, 16, '60'],
    [240, 17, '240'],
  ])('of %d months shows %d, evenly, up to month %s', (months, shown, last) => {
    const { categories } = chartOf(optionsOf(2, months)).block.chart.axis_config;
    expect(categories).toHaveLength(shown);
    expect(categories.at(-1)).toBe(last);
    expect(problems(optionsOf(2, months))).toEqual([]);
  });

  test('of eight options shows the recommended one and the five cheapest others, in their order', () => {
    const { block, chart } = chartOf(optionsOf(8));
    expect(chart.series.map((one) => one.id)).toEqual(['o0', 'o3', 'o4', 'o5', 'o6', 'o7']);
    expect(block.chart.series).toHaveLength(6);
  });

  test('keeps names apart that begin alike', () => {
    const label = 'Self-hosted fine-tuned model';
    const alike = { ...curves, series: curves.series.map((one) => ({ ...one, label, recommended: false })) };
    const names = chartOf(alike).block.chart.series.map((one) => one.name);
    expect(names).toEqual(['Self-hosted fine-tu…', 'Self-hosted fine… 2']);
  });

  test('and its picture are within Slack’s limits whatever the texts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 2500 });
    fc.assert(
      fc.property(text, text, (some, other) => {
        const data: Curves = {
          title: some,
          subtitle: other,
          series: curves.series.map((one) => ({ ...one, label: some })),
          events: [{ month: 1, text: other }],
          crossings: [{ month: 2, text: some }],
        };
        expect(problems(data)).toEqual([]);
        expect(pictureBlock(data, 'F1').alt_text.length).toBeLessThanOrEqual(limits.imageAlt.max);
      }),
    );
  });
});

test('in words a chart says where each option ends, the cheapest first, and every mark', () => {
  expect(chartText(curves, 2000)).toBe(
    'Line chart. Total cost so far, by month (Help desk bot). After 12 months, cheapest first: ' +
      'RAG (recommended) $30.9K (likely $23K to $44.2K), of which $13.5K to set up; ' +
      'Long context $40.4K, of which $2,000 to set up. ' +
      'Break-even: month 7 (5–11). 2027-01-14: gpt-4o-mini stops.',
  );
});
