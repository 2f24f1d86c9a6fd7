import { dirname, relative } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';
import { z } from 'zod';

/** A fault planted in core, and what became of it. */
export type Mutant = Pick<
  Awaited<ReturnType<Stryker['runMutationTest']>>[number],
  'fileName' | 'mutatorName' | 'status'
>;

/** How many mutants became what. */
const counts = z.strictObject({
  killed: z.int(),
  /** Tests did not end: noticed as well. */
  timeout: z.int(),
  survived: z.int(),
  /** No test of the group runs the line: they count as survivors. */
  uncovered: z.int(),
  /** Only run while modules load, and so left out of the score. */
  ignored: z.int(),
});
type Counts = z.infer<typeof counts>;

/** What was measured of one group, when and of which commit. `drawn`: share and seed, or all of it. */
const measured = z.strictObject({
  date: z.string(),
  commit: z.string(),
  minutes: z.number(),
  drawn: z.union([z.literal('all'), z.strictObject({ share: z.number(), seed: z.string() })]),
  folders: z.record(z.string(), counts),
  mutators: z.record(z.string(), counts),
});
export type Measured = z.infer<typeof measured>;

const scored = counts.extend({ score: z.number() });

/** `reports/mutation/summary.json`: the latest measurement of each group, and what they come to together. */
export const summarySchema = z.strictObject({
  ...scored.shape,
  folders: z.record(z.string(), scored),
  mutators: z.record(z.string(), scored),
  groups: z.record(z.string(), measured),
});
export type Summary = z.infer<typeof summarySchema>;

/** The mutants of a group, counted by folder and by kind of fault. */
export function counted(mutants: readonly Mutant[]): Pick<Measured, 'folders' | 'mutators'> {
  const by = (key: (one: Mutant) => string): Record<string, Counts> =>
    Object.fromEntries(
      [...new Set(mutants.map(key))]
        .toSorted()
        .map((name) => [name, count(mutants.filter((one) => key(one) === name))]),
    );
  return {
    folders: by(({ fileName }) => relative('src', dirname(fileName))),
    mutators: by(({ mutatorName }) => mutatorName),
  };
}

function count(mutants: readonly Mutant[]): Counts {
  const of = (status: Mutant['status']): number => mutants.filter((one) => one.status === status).length;
  return {
    killed: of('Killed'),
    timeout: of('Timeout'),
    survived: of('Survived'),
    uncovered: of('NoCoverage'),
    ignored: of('Ignored'),
  };
}

export function summaryOf(groups: Readonly<Record<string, Measured>>): Summary {
  const folders = together(Object.values(groups).map((one) => one.folders));
  const mutators = together(Object.values(groups).map((one) => one.mutators));
  return { ...sum(Object.values(folders)), folders, mutators, groups: { ...groups } };
}

function together(several: readonly Readonly<Record<string, Counts>>[]): Summary['folders'] {
  const names = [...new Set(several.flatMap((one) => Object.keys(one)))].toSorted();
  return Object.fromEntries(names.map((name) => [name, sum(several.flatMap((one) => one[name] ?? []))]));
}

/** The score is the share of mutants that were noticed, in per cent with one digit; 100 where there are none. */
function sum(several: readonly Counts[]): z.infer<typeof scored> {
  const of = (key: keyof Counts): number => several.reduce((total, one) => total + one[key], 0);
  const [killed, timeout, survived, uncovered] = [of('killed'), of('timeout'), of('survived'), of('uncovered')];
  const all = killed + timeout + survived + uncovered;
  const score = all === 0 ? 100 : Math.round((1000 * (killed + timeout)) / all) / 10;
  return { score, killed, timeout, survived, uncovered, ignored: of('ignored') };
}

export function scoreLines(summary: Summary): readonly string[] {
  return [
    `${''.padEnd(26)}  score  noticed survived  not run  ignored`,
    ...Object.entries(summary.folders).map(([name, one]) => scoreLine(name, one)),
    scoreLine('all', summary),
    ...Object.entries(summary.mutators).map(([name, one]) => scoreLine(`  ${name}`, one)),
  ];
}

function scoreLine(name: string, one: z.infer<typeof scored>): string {
  const { score, killed, timeout, survived, uncovered, ignored } = one;
  const cells = [killed + timeout, survived, uncovered, ignored].map((each) => String(each).padStart(9));
  return `${name.padEnd(24)} ${score.toFixed(1).padStart(6)} %${cells.join('')}`;
}
