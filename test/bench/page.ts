import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';
import { z } from 'zod';
import { type Bar, holds, type Line, type Measured, type Part, partForm } from './line.ts';

// docs/benchmarks.md: each part as it was measured last, with the day, the commit and the machine of that run.

const root = new URL('../../', import.meta.url);
const results = new URL('docs/benchmarks.json', root);
const page = new URL('docs/benchmarks.md', root);

const runForm = partForm.extend({
  date: z.string(),
  commit: z.string(),
  machine: z.string(),
  node: z.string(),
  /** Of all cores together, the percentage that others used just before. */
  others: z.number(),
});
type Run = z.infer<typeof runForm>;

/** All parts that were ever measured, in the order in which the page shows them. */
export function readRuns(): readonly Run[] {
  return existsSync(results) ? z.array(runForm).parse(JSON.parse(readFileSync(results, 'utf8'))) : [];
}

/** Where and on what a run takes place, taken before it begins; takes three seconds. */
export async function circumstances(): Promise<Omit<Run, keyof Part>> {
  const others = await usedByOthers();
  const gib = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commitNow(),
    machine: `${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${gib} GiB`,
    node: process.version,
    others,
  };
}

/** The percentage of all cores in use while we rest: a load average would still hold our part before. */
async function usedByOthers(): Promise<number> {
  const before = ticks();
  await rest(3000);
  const after = ticks();
  return Math.round(100 * (1 - (after.idle - before.idle) / (after.all - before.all)));
}

/** Time of all cores since the machine started, in milliseconds, and how much of it was idle. */
function ticks(): { readonly all: number; readonly idle: number } {
  const times = cpus().map((core) => core.times);
  return {
    all: times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0),
    idle: times.reduce((sum, { idle }) => sum + idle, 0),
  };
}

/** The commit, with a plus when what is measured differs from it. */
export function commitNow(): string {
  const changed = git('status', '--porcelain', '--', '.', ':!docs', ':!*.md');
  return git('rev-parse', '--short=9', 'HEAD') + (changed === '' ? '' : '+');
}

const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: root }).toString().trim();

/** Puts a part in the place of its earlier self, and writes the page anew. `order` names all parts. */
export function keep(run: Run, order: readonly string[]): void {
  const all = [...readRuns().filter(({ id }) => id !== run.id), run].filter(({ id }) => order.includes(id));
  const runs = all.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  writeFileSync(results, `${JSON.stringify(runs, null, 1)}\n`);
  writeFileSync(page, pageOf(runs));
}

/** The page as Markdown. */
export function pageOf(runs: readonly Run[]): string {
  const judged = runs.flatMap(({ lines, title }) =>
    lines.flatMap((line) => (line.bar === undefined ? [] : [{ title, line }])),
  );
  const missed = judged.filter(({ line }) => holds(line) === false);
  return `${[
    '# Benchmarks',
    '',
    '<!-- Written by `npm run bench` from docs/benchmarks.json: do not edit. -->',
    '',
    'Every figure is the median of all rounds, with the lowest and the highest in brackets. Ours and its peers take turns within each',
    'round, and a comparison is made within a round: machines are noisy, so the ratios tell more than the times. A bar was set before',
    'anything was measured, and the median has to keep to it: of several peers, beside each of them.',
    '',
    '`npm run bench` measures all parts but the last, `npm run bench -- decide store` some of them, `npm run bench -- soak 10` ten minutes',
    'of steady load. Each part names the day, the commit and the machine of its latest run.',
    '',
    `**${judged.length - missed.length} of ${judged.length} bars hold.**${missed.length === 0 ? '' : ' These do not:'}`,
    ...(missed.length === 0 ? [] : ['']),
    ...missed.map(({ title, line }) => `- ${title}: ${line.what}: ${shownWorst(line)}, bar ${shownBar(line)}`),
    ...runs.flatMap(sectionOf),
  ].join('\n')}\n`;
}

function sectionOf({
  title,
  about,
  lines,
  rounds,
  date,
  commit,
  machine,
  node,
  others,
  peers,
}: Run): readonly string[] {
  const busy = others > 10 ? ' (**times are too high, and ratios uncertain**)' : '';
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return [
    '',
    `## ${title}`,
    '',
    ...about,
    '',
    '| | ours | peer | theirs | ours is | bar | holds |',
    '|---|---|---|---|---|---|---|',
    ...lines.flatMap(rowsOf),
    '',
    `${date}, commit ${commit}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, others used ${others} % of the machine${busy}. Node ${node.slice(1)}, ${machine}.`,
    ...(versions.length === 0 ? [] : [`Compared with ${versions.join(', ')}.`]),
  ];
}

/** A row for each peer; the first one has our figure and the bar. */
export function rowsOf(line: Line): readonly string[] {
  const verdict = holds(line);
  const held = verdict === undefined ? '' : verdict ? 'yes' : '**no**';
  const [first, ...others] = line.peers.map(({ name, theirs, times }) => [
    name,
    shown(theirs),
    `${shown(times)} as ${line.as}`,
  ]);
  return [
    row([line.what, shown(line.ours), ...(first ?? ['none', '', '']), shownBar(line), held]),
    ...others.map((cells) => row(['', '', ...cells, '', ''])),
  ];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll('  ', ' ');

/** "2.4 µs (1.9–2.6)"; a single value has no range. */
function shown({ unit, median, low, high }: Measured): string {
  const range = low === high ? '' : ` (${figure(low)}–${figure(high)})`;
  return `${figure(median)}${unit === '' ? '' : unit === '/s' ? '/s' : ` ${unit}`}${range}`;
}

/** Three digits, as people read them. */
export function figure(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function shownBar({ bar, ours, as }: Line): string {
  if (bar === undefined) return '';
  const unit = bar.on === 'ours' ? (ours.unit === '' ? '' : ` ${ours.unit}`) : ` × as ${as}`;
  return (['least', 'most'] satisfies readonly (keyof Bar)[])
    .flatMap((side) => (bar[side] === undefined ? [] : [`at ${side} ${figure(bar[side])}${unit}`]))
    .join(', ');
}

/** The figure that misses the bar by most. */
function shownWorst({ ours, peers, bar, as }: Line): string {
  if (bar?.on !== 'times') return shown(ours);
  const sorted = peers.toSorted((a, b) => a.times.median - b.times.median);
  const worst = bar.least === undefined ? sorted.at(-1) : sorted[0];
  return worst === undefined ? '' : `${shown(worst.times)} as ${as} as ${worst.name}`;
}

/** Version of an installed package. */
export function versionOf(name: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8')));
  return version;
}

/** Versions of installed packages by name. */
export const versionsOf = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, versionOf(name)]));
