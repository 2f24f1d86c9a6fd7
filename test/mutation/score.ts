import { dirname, relative } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';

type MutantStatus = Awaited<ReturnType<Stryker['runMutationTest']>>[number]['status'];

/** A fault planted in core, and what became of it. */
export interface Mutant {
  readonly folder: string;
  readonly mutator: string;
  readonly status: MutantStatus;
}

export interface Score {
  /** Per cent of those that count. */
  readonly score: number;
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  /** No test runs the line: they count as survivors. */
  readonly uncovered: number;
  /** Only run while modules load, and so left out. */
  readonly ignored: number;
}

export interface Summary extends Score {
  readonly folders: Readonly<Record<string, Score>>;
  readonly mutators: Readonly<Record<string, Score>>;
}

export const folderOf = (file: string): string => relative('src', dirname(file));

export function summaryOf(mutants: readonly Mutant[]): Summary {
  const by = (key: 'folder' | 'mutator'): Readonly<Record<string, Score>> =>
    Object.fromEntries(
      [...new Set(mutants.map((one) => one[key]))]
        .toSorted()
        .map((name) => [name, scoreOf(mutants.filter((one) => one[key] === name))]),
    );
  return { ...scoreOf(mutants), folders: by('folder'), mutators: by('mutator') };
}

function scoreOf(mutants: readonly Mutant[]): Score {
  const count = (status: MutantStatus): number => mutants.filter((one) => one.status === status).length;
  const [killed, timeout, survived, uncovered] = [
    count('Killed'),
    count('Timeout'),
    count('Survived'),
    count('NoCoverage'),
  ];
  const all = killed + timeout + survived + uncovered;
  const score = all === 0 ? 100 : Math.round((1000 * (killed + timeout)) / all) / 10;
  return { score, killed, timeout, survived, uncovered, ignored: count('Ignored') };
}

export function scoreLines(summary: Summary): readonly string[] {
  return [
    `${''.padEnd(22)}    score   noticed survived  not run  ignored`,
    ...Object.entries(summary.folders).map(([name, score]) => scoreLine(name, score)),
    scoreLine('all', summary),
    ...Object.entries(summary.mutators).map(([name, score]) => scoreLine(`  ${name}`, score)),
  ];
}

function scoreLine(name: string, { score, killed, timeout, survived, uncovered, ignored }: Score): string {
  const counts = [killed + timeout, survived, uncovered, ignored].map((one) => String(one).padStart(9));
  return `${name.padEnd(22)} ${score.toFixed(1).padStart(6)} % ${counts.join('')}`;
}
