import { z } from 'zod';

/** A figure of the evaluation, as docs/evaluation.json keeps it. */
export const findingForm = z.object({
  what: z.string(),
  value: z.number(),
  unit: z.enum(['', '%', 'ms', '×']),
  /** What the figure is made of. */
  of: z.string().optional(),
  bar: z.object({ least: z.number().optional(), most: z.number().optional() }).optional(),
});
export type Finding = z.infer<typeof findingForm>;

export const chapterForm = z.object({
  id: z.string(),
  title: z.string(),
  about: z.array(z.string()),
  findings: z.array(findingForm),
  /** What is not right, one sentence each. */
  faults: z.array(z.string()),
});

/** One thing that was evaluated. */
export type Chapter = z.infer<typeof chapterForm>;

/** Undefined where there is no bar. */
export function holds({ value, bar }: Finding): boolean | undefined {
  if (bar === undefined) return undefined;
  return value >= (bar.least ?? Number.NEGATIVE_INFINITY) && value <= (bar.most ?? Number.POSITIVE_INFINITY);
}

/** Whether a figure keeps to its bar, but by less than a fiftieth of it; one that can be no better is not near. */
export function isThin(finding: Finding): boolean {
  const { value, bar, unit } = finding;
  if (holds(finding) !== true || (unit === '%' && value === 100)) return false;
  return [bar?.least, bar?.most].some((limit) => limit !== undefined && Math.abs(value - limit) < Math.abs(limit) / 50);
}

/** A share in per cent, to a tenth as it is shown: what is shown is what is held against the bar. */
export const percent = (hits: number, trials: number): number => round((100 * hits) / Math.max(1, trials));

export const round = (value: number): number => Math.round(value * 10) / 10;
