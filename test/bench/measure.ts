import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One way to do the same work over all cases. */
export interface Kind {
  readonly name: string;
  /** Goes through the cases from an index on, and says how many it did. */
  readonly pass: () => number | Promise<number>;
}

/** Time per case in µs: one number per round, for each kind in its place. */
export type Rounds = readonly (readonly number[])[];

/** Every kind in every round, the first one another each time, so that noise meets all of them alike. */
export async function measure(kinds: readonly Kind[], { rounds, ms, by = wall }: Rules): Promise<Rounds> {
  for (const kind of kinds) await timed(kind, ms / 2, by);
  const times: number[][] = kinds.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < kinds.length; turn += 1) {
      const index = (round + turn) % kinds.length;
      const kind = kinds[index];
      if (kind !== undefined) times[index]?.push(await timed(kind, ms, by));
    }
  }
  return times;
}

const collect: unknown = (setFlagsFromString('--expose-gc'), runInNewContext('gc'));

/** Sweeps the heap, so that nobody pays for what another left behind. */
export function sweep(): void {
  if (typeof collect === 'function') collect();
}

async function timed({ pass }: Kind, ms: number, by: Clock): Promise<number> {
  sweep();
  let cases = 0;
  const start = by();
  let now = start;
  while (now - start < ms) {
    const done = pass();
    cases += typeof done === 'number' ? done : await done;
    now = by();
  }
  return ((now - start) * 1000) / cases;
}

/** Milliseconds from some moment on. */
type Clock = () => number;

const wall: Clock = () => performance.now();

/** Milliseconds of processor time: other programs on the machine make this one wait, and it does not count that. */
export const processor: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

interface Rules {
  readonly rounds: number;
  /** How long a kind goes on within a round. */
  readonly ms: number;
  readonly by?: Clock;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Milliseconds of processor time of one piece of work. */
export function took(work: () => unknown): number {
  const start = processor();
  work();
  return processor() - start;
}

/** The value that such a share of all keeps to. */
export function shareOf(share: number, values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}
