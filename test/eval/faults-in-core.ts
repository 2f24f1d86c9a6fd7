import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Chapter, Finding } from './finding.ts';

const scoreForm = z.object({
  score: z.number(),
  killed: z.number(),
  timeout: z.number(),
  survived: z.number(),
  uncovered: z.number(),
});
const summaryForm = scoreForm.extend({
  date: z.string(),
  commit: z.string(),
  drawn: z.union([z.literal('all'), z.object({ share: z.number(), seed: z.string() })]),
  folders: z.record(z.string(), scoreForm),
});

const file = new URL('../../reports/mutation/summary.json', import.meta.url);

/** How many faults planted in core some test notices, as the last run of Stryker on this machine found; undefined without one. */
export function faultsInCoreChapter(): Chapter | undefined {
  if (!existsSync(file)) return undefined;
  const { date, commit, drawn, folders, ...all } = summaryForm.parse(JSON.parse(readFileSync(file, 'utf8')));
  const part = drawn === 'all' ? 'All of core' : `${drawn.share * 100} % of core, drawn with seed ${drawn.seed}`;
  return {
    id: 'faults-in-core',
    title: 'Faults planted in core',
    about: [
      `\`npm run eval:mutation\`: Stryker changes the code of \`src/core\`, one place at a time, and some test has to fail. ${part};`,
      `measured ${date.slice(0, 10)} at commit ${commit.slice(0, 9)}. What no test runs counts as not noticed.`,
    ],
    findings: [
      found('noticed', all, { least: 80 }),
      ...Object.entries(folders).map(([name, one]) => found(`src/${name}`, one)),
    ],
    faults: [],
  };
}

function found(
  what: string,
  { score, killed, timeout, survived, uncovered }: z.infer<typeof scoreForm>,
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
