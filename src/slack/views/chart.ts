import type { ImageBlock, KnownBlock } from '@slack/types';
import type { Curves, CurveWords, Series } from '../../charts/curves.ts';
import { moneyIn } from '../../core/index.ts';
import { limits } from '../limits.ts';
import { cut, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';

/** The block of a chart that Slack draws itself; @slack/types lacks it. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label: string;
      readonly y_label: string;
    };
  };
}

/** What may stand in a message. */
export type MessageBlock = KnownBlock | ChartBlock;

/** What a picture of curves says itself. */
export const curveWords: CurveWords = texts.chart.words;

/**
 * A chart for a message: the block, and the curves for the picture in its place where Slack does not know the block. Of more than
 * six options the cheapest stay, and the recommended one.
 */
export function chartOf(curves: Curves): { readonly block: ChartBlock; readonly chart: Curves } {
  const chart = { ...curves, series: shown(curves.series) };
  return { block: blockOf(chart), chart };
}

function shown(series: readonly Series[]): readonly Series[] {
  const kept = new Set(series.toSorted((a, b) => rank(a) - rank(b)).slice(0, limits.chartSeries.max));
  return series.filter((one) => kept.has(one));
}

/** What comes first is kept longest. */
function rank({ recommended: best, p50 }: Series): number {
  return best === true ? -Infinity : lastOf(p50);
}

function blockOf({ title, series, currency }: Curves): ChartBlock {
  const months = monthsShown((series[0]?.p50.length ?? 1) - 1);
  const names = distinct(series.map((one) => (one.recommended === true ? recommended(one.label) : oneLine(one.label))));
  return {
    type: 'data_visualization',
    title: cut(oneLine(title), limits.chartTitle.max) || texts.chart.untitled,
    chart: {
      type: 'line',
      series: series.map(({ p50 }, at) => ({
        name: names[at] ?? '',
        data: months.map((month) => ({ label: String(month), value: Math.round(p50[month] ?? 0) })),
      })),
      axis_config: {
        categories: months.map(String),
        x_label: texts.chart.words.months,
        y_label: texts.chart.paid(currency),
      },
    },
  };
}

/** All months, or evenly some of them: Slack draws every step equally wide. */
function monthsShown(last: number): readonly number[] {
  const most = limits.chartPoints.max - 1;
  const least = Math.max(1, Math.ceil(last / most));
  const even = Array.from({ length: least + 1 }, (_, more) => least + more).find((step) => last % step === 0);
  const step = even ?? least;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step);
}

function recommended(label: string): string {
  const whole = texts.costs.recommended(oneLine(label));
  return whole.length <= limits.chartLabel.max ? whole : oneLine(label);
}

/** Within Slack's length, and no name twice: Slack tells series apart by it. */
function distinct(labels: readonly string[]): readonly string[] {
  const max = limits.chartLabel.max;
  const names: string[] = [];
  for (const label of labels) {
    const name = cut(label, max) || texts.chart.untitled;
    names.push(names.includes(name) ? `${cut(name, max - 3)} ${names.length + 1}` : name);
  }
  return names;
}

/** The picture in place of the block, with all it shows in words. */
export function pictureBlock(chart: Curves, file: string): ImageBlock {
  return {
    type: 'image',
    slack_file: { id: file },
    alt_text: chartText(chart, limits.imageAlt.max),
  };
}

/** What a chart shows, for those who do not see it: where each option ends and begins, the cheapest first, then the marks. */
export function chartText({ title, subtitle, series, crossings, events, currency }: Curves, max: number): string {
  const money = moneyIn(currency === undefined ? undefined : { code: currency, perUsd: 1, on: '' });
  const months = (series[0]?.p50.length ?? 1) - 1;
  const options = series
    .toSorted((a, b) => lastOf(a.p50) - lastOf(b.p50))
    .map(({ label, p50, p10, p90, recommended: best }) => {
      const name = best === true ? texts.costs.recommended(oneLine(label)) : oneLine(label);
      const range = p10 && p90 && texts.chart.range(money(lastOf(p10)), money(lastOf(p90)));
      return texts.chart.option(name, money(lastOf(p50)), range, money(p50[0] ?? 0));
    });
  const sentences = [
    texts.chart.kind(oneLine(subtitle === undefined ? title : `${title} (${subtitle})`)),
    texts.chart.after(months, options.join('; ')),
    ...[...crossings, ...events].map(({ text }) => `${oneLine(text).replace(/\.$/, '')}.`),
  ];
  return cut(sentences.join(' '), max);
}

const lastOf = (values: readonly number[]): number => values.at(-1) ?? 0;
