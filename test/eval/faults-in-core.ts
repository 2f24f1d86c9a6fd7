import { existsSync, readFileSync } from 'node:fs';
import { groups } from '../mutation/groups.ts';
import { type Measured, type Summary, summarySchema } from '../mutation/score.ts';
import type { Chapter, Finding } from './finding.ts';

const file = new URL('../../reports/mutation/summary.json', import.meta.url);

/** How many faults planted in core some test notices, as the last runs of Stryker on this machine found; undefined without one. */
export function faultsInCoreChapter(): Chapter | undefined {
  if (!existsSync(file)) return undefined;
  const summary = summarySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const found = Object.entries(summary.groups).filter(([, { folders }]) => Object.keys(folders).length > 0);
  const missing = groups.map(({ name }) => name).filter((name) => !found.some(([one]) => one === name));
  return {
    id: 'faults-in-core',
    title: 'Faults planted in core',
    about: [
      '`npm run eval:mutation`: Stryker changes the code of `src/core`, one place at a time, and some test of those about it has to fail.',
      'What no test runs counts as not noticed. Files are measured in groups, of which a part is drawn by a seed:',
      `${drawnText(found)}.${missing.length === 0 ? '' : ` Not measured, or nothing of it drawn: ${missing.join(', ')}.`}`,
    ],
    findings: [
      findingOf('noticed', summary, { least: 80 }),
      ...Object.entries(summary.folders).map(([name, one]) => findingOf(`src/${name}`, one)),
    ],
    faults: [],
  };
}

/** Groups that were measured alike, with how: "costs, draws (4 %, seed 4, commit 0123456)". */
function drawnText(found: readonly (readonly [string, Measured])[]): string {
  const byHow = new Map<string, string[]>();
  for (const [name, { drawn, commit }] of found) {
    const part = drawn === 'all' ? 'all of it' : `${Math.round(drawn.share * 100)} %, seed ${drawn.seed}`;
    const how = `${part}, commit ${commit.slice(0, 9)}`;
    byHow.set(how, [...(byHow.get(how) ?? []), name]);
  }
  return [...byHow].map(([how, names]) => `${names.join(', ')} (${how})`).join('; ');
}

function findingOf(
  what: string,
  { score, killed, timeout, survived, uncovered }: Summary['folders'][string],
  bar?: Finding['bar'],
): Finding {
  const all = killed + timeout + survived + uncovered;
  return {
    what,
    value: score,
    unit: '%',
    of: `${killed + timeout} of ${all}, ${uncovered} of the others in code no test runs`,
    ...(bar === undefined ? {} : { bar }),
  };
}
