import type { Rulebook } from '../../src/core/index.ts';
import { type Tried, tryMutants } from './mutants.ts';

/** How many mutants were caught, by kind and by what, and the survivors by name. */
export function mutantLines(rulebook: Rulebook, at: string): readonly string[] {
  const { tried, alike } = tryMutants(rulebook, at);
  const survivors = tried.filter(({ by }) => by === undefined);
  const kinds = [...new Set(tried.map(({ kind }) => kind))];
  return [
    `${tried.length} mutants give some answers another verdict (${alike} more change none): ${caughtOf(tried)}`,
    ...kinds.map((kind) => `  ${kind.padEnd(18)} ${caughtOf(tried.filter((one) => one.kind === kind))}`),
    ...survivors.map(({ kind, name }) => `  survives: ${kind}, ${name}`),
  ];
}

function caughtOf(tried: readonly Tried[]): string {
  const count = (by: Tried['by']): number => tried.filter((one) => one.by === by).length;
  const caught = tried.length - count(undefined);
  const share = ((100 * caught) / Math.max(1, tried.length)).toFixed(1);
  return `${share} % caught, ${caught} of ${tried.length} (names ${count('names')}, verdicts ${count('verdicts')}, cases ${count('case')}, other proofs ${count('proof')})`;
}
