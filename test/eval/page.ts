import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { commitNow, figure } from '../bench/page.ts';
import { type Chapter, chapterForm, type Finding, holds, isThin } from './finding.ts';

// docs/evaluation.md: each chapter as it was found last, and before all of them what does not hold.

const results = new URL('../../docs/evaluation.json', import.meta.url);
const page = new URL('../../docs/evaluation.md', import.meta.url);

const keptForm = chapterForm.extend({ date: z.string(), commit: z.string() });
type Kept = z.infer<typeof keptForm>;

/** All chapters that were ever found, in the order of the page. */
export function readChapters(): readonly Kept[] {
  return existsSync(results) ? z.array(keptForm).parse(JSON.parse(readFileSync(results, 'utf8'))) : [];
}

/** Puts a chapter in the place of its earlier self, and writes the page anew. */
export function keep(chapter: Chapter, order: readonly string[]): void {
  const now: Kept = { ...chapter, date: new Date().toISOString().slice(0, 10), commit: commitNow() };
  const all = [...readChapters().filter(({ id }) => id !== now.id), now].filter(({ id }) => order.includes(id));
  const chapters = all.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  writeFileSync(results, `${JSON.stringify(chapters, null, 1)}\n`);
  writeFileSync(page, pageOf(chapters));
}

/** The page as Markdown. */
export function pageOf(chapters: readonly Kept[]): string {
  const named = chapters.flatMap(({ title, findings }) => findings.map((finding) => ({ title, finding })));
  const judged = named.filter(({ finding }) => finding.bar !== undefined);
  const missed = judged.filter(({ finding }) => holds(finding) === false);
  const thin = judged.filter(({ finding }) => isThin(finding));
  const said = ({ title, finding }: (typeof named)[number]): string =>
    `- ${title}, ${finding.what}: ${shown(finding)}, bar ${shownBar(finding)}`;
  return `${[
    '# Evaluation',
    '',
    '<!-- Written by `npm run eval` from docs/evaluation.json: do not edit. -->',
    '',
    'How well it decides, asks and reads. Speed has a page of its own: [benchmarks](benchmarks.md). Bars were set before anything was measured.',
    '',
    '## What does not hold, or only just',
    '',
    `${judged.length - missed.length} of ${judged.length} bars hold.`,
    '',
    ...missed.map((one) => `${said(one)}: **missed**`),
    ...thin.map((one) => `${said(one)}: holds by less than 2 %`),
    ...chapters.flatMap(({ faults }) => faults.map((fault) => `- ${fault}`)),
    ...chapters.flatMap(sectionOf),
  ].join('\n')}\n`;
}

function sectionOf({ title, about, findings, date, commit }: Kept): readonly string[] {
  return [
    '',
    `## ${title}`,
    '',
    ...about,
    '',
    '| | figure | made of | bar | holds |',
    '|---|---|---|---|---|',
    ...findings.map(rowOf),
    '',
    `${date}, commit ${commit}.`,
  ];
}

/** A finding as a row. */
export function rowOf(finding: Finding): string {
  const verdict = holds(finding);
  const held = verdict === undefined ? '' : verdict ? 'yes' : '**no**';
  return `| ${[finding.what, shown(finding), finding.of ?? '', shownBar(finding), held].join(' | ')} |`.replaceAll(
    '  ',
    ' ',
  );
}

function shown({ value, unit }: Finding): string {
  const digits = unit === 'ms' || (unit === '' && Number.isInteger(value)) ? figure(value) : value.toFixed(1);
  return unit === '' ? digits : `${digits} ${unit}`;
}

function shownBar({ bar, unit }: Finding): string {
  const sides = [
    ...(bar?.least === undefined ? [] : [`at least ${figure(bar.least)}`]),
    ...(bar?.most === undefined ? [] : [`at most ${figure(bar.most)}`]),
  ];
  return sides.map((side) => (unit === '' ? side : `${side} ${unit}`)).join(', ');
}
