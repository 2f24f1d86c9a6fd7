import type { Curves, CurveWords } from '../../src/charts/curves.ts';
import type { Tornado, TornadoWords } from '../../src/charts/tornado.ts';

export const curveWords: CurveWords = {
  months: 'Months from the start',
  range: (low, high) => `${low} to ${high}`,
  more: (count) => `and ${count} more`,
};

export const tornadoWords: TornadoWords = { low: 'at its low value', high: 'at its high value' };

/** A setup and the same amount each month. */
export const run = (setup: number, monthly: number, months = 12): number[] =>
  Array.from({ length: months + 1 }, (_, month) => setup + monthly * month);

/** RAG against long context over a year. */
export const curves: Curves = {
  title: 'Total cost so far, by month',
  subtitle: 'Help desk bot',
  series: [
    { id: 'long-context', label: 'Long context', p50: run(2000, 3200) },
    {
      id: 'rag',
      label: 'RAG',
      p50: run(13_500, 1450),
      p10: run(9800, 1100),
      p90: run(19_000, 2100),
      recommended: true,
    },
  ],
  events: [{ month: 2.2, text: '2027-01-14: gpt-4o-mini stops' }],
  crossings: [{ month: 6.6, text: 'Break-even: month 7 (5–11)' }],
};

export const tornado: Tornado = {
  title: 'What moves the price of RAG',
  base: 30_900,
  bars: [
    { label: 'Cache hit rate', low: 35_000, high: 28_500, lowText: '20 %', highText: '90 %' },
    {
      label: 'Queries a day',
      low: 18_000,
      high: 62_000,
      lowText: '500',
      highText: '8,000',
      flips: 'Fine-tuning is cheaper above 12,000',
    },
  ],
};
