import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { core } from 'zod';
import { type Diagnostic, likest, type Places, type Rulebook, rulebookSchema } from '../core/index.ts';
import { type Located, parseFile, type ParsedFile } from './files.ts';
import { layOver, type Merged } from './overlay.ts';

/** A rulebook of the right form, with where everything in it is written, or every fault with its file and line. */
export type Loaded =
  | {
      readonly ok: true;
      readonly rulebook: Rulebook;
      readonly places: Places;
      readonly place: (problem: Diagnostic) => Located;
    }
  | { readonly ok: false; readonly problems: readonly Located[] };

/**
 * Reads and validates every `*.yml` of a folder into one rulebook; references are checked by core. Never throws on content.
 * @param overlay folder of a team laid over it, see `layOver`
 */
export function loadRulebook(folder: string, overlay?: string): Loaded {
  const base = readFiles(folder, (name) => name);
  const team = overlay === undefined ? [] : readFiles(overlay, (name) => join(overlay, name));
  if ('problem' in base || 'problem' in team) {
    return { ok: false, problems: [base, team].flatMap((one) => ('problem' in one ? [one.problem] : [])) };
  }
  const broken = [...[...base, ...team].flatMap(({ problems }) => problems), ...keysTwice(base), ...keysTwice(team)];
  if (broken.length > 0) return { ok: false, problems: broken };

  const merged = layOver(base, team);
  const place = (problem: Diagnostic): Located => placed(merged, team, problem);
  const parsed = rulebookSchema.safeParse(merged.data);
  if (parsed.success) {
    const places = placesIn(merged, team, parsed.data);
    return { ok: true, rulebook: parsed.data, places, place: (problem) => withLines(places, place(problem)) };
  }
  const unknown = unknownEntries(merged, base, team, parsed.error.issues);
  return {
    ok: false,
    problems: [
      ...unknown.map(({ problem }) => problem),
      ...parsed.error.issues
        .filter((issue) => !unknown.some(({ issues }) => issues.includes(issue)))
        .map((issue) => {
          const path = issue.path.filter((one) => typeof one !== 'symbol');
          const extra = issue.code === 'unrecognized_keys' ? issue.keys : [];
          const { message, remedy } = wordsFor(issue);
          const problem = { path: [...path, ...extra.slice(0, 1)], message, remedy, severity: 'error' } as const;
          const top = String(problem.path[0]);
          return problem.path.length === 0 || Object.hasOwn(merged.data, top)
            ? place(problem)
            : at(
                folder,
                1,
                problem.path,
                message,
                `${remedy}; a folder with some of the files belongs to RULES_DIR, which lays it over the rules that ship`,
              );
        }),
    ],
  };
}

interface UnknownEntry {
  /** The faults that it explains. */
  readonly issues: readonly core.$ZodIssue[];
  readonly problem: Located;
}

/**
 * Entries of a team that lack something and change none that ships: either their name is misspelt, or they are new and not whole.
 * One fault for each, whatever they lack.
 */
function unknownEntries(
  merged: Merged,
  base: readonly ParsedFile[],
  team: readonly ParsedFile[],
  issues: readonly core.$ZodIssue[],
): readonly UnknownEntry[] {
  return team.flatMap((file) =>
    Object.entries(file.data).flatMap(([top, entries]) => {
      const known = namesIn(base.find(({ data }) => Object.hasOwn(data, top))?.data[top]);
      return namesIn(entries)
        .filter((id) => !known.includes(id))
        .flatMap((id): readonly UnknownEntry[] => {
          const lacking = issues.filter(
            ({ path }) => path.length === 3 && path[0] === top && path[1] === id && !has(merged.data, path),
          );
          if (lacking.length === 0) return [];
          const near = likest(id, known);
          const problem = {
            path: [top, id],
            message: `there is no "${id}" in ${top} to change, and for a new one something is missing: ${lacking.map(({ path }) => String(path[2])).join(', ')}`,
            remedy:
              near === undefined
                ? 'add what is missing; the comment on top of the file shows the form'
                : `did you mean "${near}"? If it is new, add what is missing`,
            severity: 'error',
          } as const;
          return [{ issues: lacking, problem: placed(merged, team, problem) }];
        });
    }),
  );
}

/** The names of entries; lists and values have none. */
function namesIn(entries: unknown): readonly string[] {
  return typeof entries === 'object' && entries !== null && !Array.isArray(entries) ? Object.keys(entries) : [];
}

/** Whether something was written at a path. */
function has(data: unknown, path: readonly PropertyKey[]): boolean {
  let node = data;
  for (const step of path)
    node = typeof node === 'object' && node !== null && Object.hasOwn(node, step) ? Reflect.get(node, step) : undefined;
  return node !== undefined;
}

/** Where every rule and every threshold is written. A team's own files are told by the setting that names their folder. */
function placesIn({ locate }: Merged, team: readonly ParsedFile[], { rules, thresholds }: Rulebook): Places {
  const named = (path: readonly string[]): string => {
    const { file, line } = locate(path);
    if (file === undefined) return '';
    return `${team.includes(file) ? `RULES_DIR/${basename(file.name)}` : file.name}:${line}`;
  };
  const all = (top: string, ids: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(ids.map((id) => [id, named([top, id])]));
  return { rules: all('rules', Object.keys(rules)), thresholds: all('thresholds', Object.keys(thresholds)) };
}

/** A message with the line of every other rule it names. */
function withLines({ rules }: Places, problem: Located): Located {
  const ids = new Set(problem.message.match(/[a-z][a-z0-9]*(?:_[a-z0-9]+)+/g));
  const lines = [...ids].flatMap((id) => {
    const line = problem.path.includes(id) || !Object.hasOwn(rules, id) ? undefined : rules[id];
    return line === undefined ? [] : [`${id} is ${line}`];
  });
  return lines.length === 0 ? problem : { ...problem, message: `${problem.message} (${lines.join(', ')})` };
}

function readFiles(folder: string, named: (name: string) => string): readonly ParsedFile[] | { problem: Located } {
  const read = readFolder(folder);
  if ('problem' in read) return { problem: at(folder, 1, [], read.problem.message, read.problem.remedy) };
  return read.files.map((name) => parseFile(join(folder, name), named(name)));
}

/**
 * A problem at its place. The rules that ship are sound, so what shows in them was brought about by the folder laid over
 * them: its entry that the problem names is shown, or its only one.
 */
function placed({ locate }: Merged, team: readonly ParsedFile[], problem: Diagnostic): Located {
  const { file, line } = locate(problem.path);
  const here: Located = { ...problem, file: file?.name ?? '', line };
  if (team.length === 0 || file === undefined || team.includes(file)) return here;
  const touched = team.flatMap((one) =>
    Object.entries(one.data).flatMap(([top, entries]) =>
      typeof entries === 'object' && entries !== null && !Array.isArray(entries)
        ? Object.keys(entries).map((id) => ({ file: one, path: [top, id], id }))
        : [],
    ),
  );
  const words = new Set(`${problem.path.join(' ')} ${problem.message} ${problem.example ?? ''}`.match(/\w+/g));
  const cause = touched.find(({ id }) => words.has(id)) ?? (touched.length === 1 ? touched[0] : undefined);
  if (cause === undefined)
    return { ...here, message: `${here.message} (brought about by the folder laid over the rules)` };
  return {
    ...problem,
    file: cause.file.name,
    line: cause.file.find(cause.path).line,
    message: `${problem.message} (shows at ${here.file}:${here.line} of the rules that ship)`,
  };
}

function readFolder(folder: string): { files: readonly string[] } | { problem: { message: string; remedy: string } } {
  try {
    if (!statSync(folder).isDirectory())
      return { problem: { message: 'is not a folder', remedy: 'name the folder of the rule files' } };
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.yml'))
      .sort();
    if (files.length === 0)
      return { problem: { message: 'holds no .yml file', remedy: 'name the folder of the rule files' } };
    return { files };
  } catch {
    return { problem: { message: 'cannot be read', remedy: 'check that the folder is there and readable' } };
  }
}

function keysTwice(files: readonly ParsedFile[]): readonly Located[] {
  const seen = new Map<string, string>();
  return files.flatMap((file) =>
    Object.keys(file.data).flatMap((key) => {
      const first = seen.get(key);
      seen.set(key, first ?? file.name);
      if (first === undefined) return [];
      return [
        at(file.name, file.find([key]).line, [key], `"${key}" also stands in ${first}`, 'keep each part in one file'),
      ];
    }),
  );
}

/** What is wrong and what to do, also for people who do not program. */
function wordsFor(issue: core.$ZodIssue): { readonly message: string; readonly remedy: string } {
  const form = 'the comment on top of the file shows the form';
  if (issue.code === 'unrecognized_keys')
    return { message: issue.message, remedy: 'remove it, or correct its spelling' };
  if (issue.code === 'invalid_type') {
    // zod tells only in its message that there was no value at all.
    if (issue.message.endsWith('received undefined')) return { message: 'it is missing', remedy: `add it; ${form}` };
    return { message: issue.message, remedy: 'write a value of the kind that is expected' };
  }
  return { message: innerMessage(issue), remedy: `correct it as the message says; ${form}` };
}

/** What is wrong with a key, or with a value in the first of its forms, says more than that something is. */
function innerMessage(issue: core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.code === 'invalid_union' ? (issue.errors[0]?.[0]?.message ?? issue.message) : issue.message;
}

function at(file: string, line: number, path: Diagnostic['path'], message: string, remedy: string): Located {
  return { file, line, path, message, remedy, severity: 'error' };
}

/** One located diagnostic for people: `claims.yml:12  message`, then example and remedy. */
export function diagnosticText({ file, line, path, message, remedy, example, severity }: Located): string {
  return [
    `${file}:${line}  ${severity === 'warning' ? 'warning: ' : ''}${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`,
    ...(example === undefined ? [] : [`    for example with ${example}`]),
    ...(remedy === undefined ? [] : [`    ${remedy}`]),
  ].join('\n');
}
