import { z } from 'zod';
import { median } from './measure.ts';

// What a part of the benchmarks says, as it is kept in docs/benchmarks.json.

const measuredForm = z.object({ unit: z.string(), median: z.number(), low: z.number(), high: z.number() });

/** A figure over all rounds. */
export type Measured = z.infer<typeof measuredForm>;

const barForm = z.object({
  /** `times` is how we compare with a peer: of several the one that comes nearest to missing the bar counts. */
  on: z.enum(['ours', 'times']),
  least: z.number().optional(),
  most: z.number().optional(),
});

/** What a figure has to be. */
export type Bar = z.infer<typeof barForm>;

const lineForm = z.object({
  what: z.string(),
  ours: measuredForm,
  /** `fast`: theirs by ours · `long` and `much`: ours by theirs. */
  as: z.enum(['fast', 'long', 'much']),
  peers: z.array(z.object({ name: z.string(), theirs: measuredForm, times: measuredForm })),
  bar: barForm.optional(),
});

/** Our figure beside that of each peer. */
export type Line = z.infer<typeof lineForm>;

export const partForm = z.object({
  id: z.string(),
  title: z.string(),
  /** Sentences about what was done. */
  about: z.array(z.string()),
  rounds: z.number(),
  /** Name and version of what it was compared with. */
  peers: z.record(z.string(), z.string()),
  lines: z.array(lineForm),
});

/** One part of the benchmarks. */
export type Part = z.infer<typeof partForm>;

interface Rest {
  readonly peers?: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly as?: Line['as'];
  readonly bar?: Bar;
}

/** A line from one value for each round, ours and each peer's; comparisons are made within a round. */
export function lineOf(
  what: string,
  unit: string,
  ours: readonly number[],
  { peers = [], as = 'long', bar }: Rest = {},
): Line {
  const upside = as === 'fast' && unit !== '/s';
  return {
    what,
    ours: measured(ours, unit),
    as,
    peers: peers.map(({ name, values }) => ({
      name,
      theirs: measured(values, unit),
      times: measured(
        ours.map((mine, round) => (upside ? (values[round] ?? mine) / mine : mine / (values[round] ?? mine))),
        '×',
      ),
    })),
    ...(bar === undefined ? {} : { bar }),
  };
}

function measured(values: readonly number[], unit: string): Measured {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value)))
    throw new Error(`no figures: ${values.join(', ')}`);
  return { unit, median: short(median(values)), low: short(Math.min(...values)), high: short(Math.max(...values)) };
}

/** To four digits: the rest is noise. */
const short = (value: number): number => Number(value.toPrecision(4));

/** Whether the median keeps to its bar; undefined where there is none. */
export function holds({ ours, peers, bar }: Line): boolean | undefined {
  if (bar === undefined) return undefined;
  const { on, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = bar;
  const judged = on === 'ours' ? [ours] : peers.map(({ times }) => times);
  return judged.every(({ median }) => median >= least && median <= most);
}
