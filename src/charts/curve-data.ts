/** What a line chart of cumulative costs shows. */
export interface Curves {
  readonly title: string;
  readonly subtitle?: string;
  /** Code of the currency of all amounts; dollars without one. */
  readonly currency?: string;
  /** At most six, in an order that stays: a line keeps its color by its place. */
  readonly series: readonly Series[];
  readonly events: readonly Mark[];
  /** Where two options have cost the same. */
  readonly crossings: readonly Mark[];
}

export interface Series {
  readonly id: string;
  readonly label: string;
  /** Cumulative amount at the end of month 0..n: index 0 is the setup. As long in every series, as are the bounds. */
  readonly p50: readonly number[];
  readonly p10?: readonly number[];
  readonly p90?: readonly number[];
  readonly recommended?: boolean;
}

/** Something at a month, which need not be whole. Before month 0 and after the last it is not shown. */
export interface Mark {
  readonly month: number;
  readonly text: string;
}

/** What the chart itself says. */
export interface CurveWords {
  /** Below the axis of months. */
  readonly months: string;
  /** The bounds of the recommended option: "$18K to $34K". */
  readonly range: (low: string, high: string) => string;
  readonly more: (count: number) => string;
}

/** A line with how it is drawn. */
export interface Line extends Series {
  readonly color: string;
  /** Undefined: a solid line. */
  readonly dash: string | undefined;
}
