import type { Diagnostic } from '../core/index.ts';
import type { ParsedFile } from './files.ts';

/** Where an entry of the merged rules was written: in one file, or in several that lie over each other, the topmost first. */
interface Origin {
  readonly file: ParsedFile;
  readonly path: Diagnostic['path'];
}

type Entries = Readonly<Record<string, unknown>>;

/** Rule files laid over each other, and where everything in them stands. */
export interface Merged {
  readonly data: Entries;
  /** File and line of a path in the merged rules. Lines count from 1. */
  readonly locate: (path: Diagnostic['path']) => Place;
}

export interface Place {
  readonly file: ParsedFile | undefined;
  readonly line: number;
}

/**
 * Lays the files of a team over those that ship. Keys are merged all the way down: what the team writes wins, what it
 * leaves out stays, and `null` takes an entry away. A list replaces a list, except those whose entries have names (`case`,
 * `id`, `figure`): there an entry replaces its namesakes, one with nothing but its name takes them away, and others are added.
 */
export function layOver(base: readonly ParsedFile[], team: readonly ParsedFile[]): Merged {
  const origins = new WeakMap<object, readonly Origin[]>();

  function merge(low: unknown, lows: readonly Origin[], high: unknown, highs: readonly Origin[]): unknown {
    if (isEntries(low) && isEntries(high)) {
      const merged: Record<string, unknown> = {};
      for (const key of new Set([...Object.keys(low), ...Object.keys(high)])) {
        const [below, above] = [own(low, key), own(high, key)];
        if (above === null) continue;
        merged[key] = above === undefined ? below : merge(below, inside(lows, key), above, inside(highs, key));
        const written = merged[key];
        if (isObject(written) && !origins.has(written))
          origins.set(written, inside(above === undefined ? lows : highs, key));
      }
      origins.set(merged, [...highs, ...lows]);
      return merged;
    }
    if (
      Array.isArray(low) &&
      Array.isArray(high) &&
      low.length > 0 &&
      [...low, ...high].every((one) => nameOf(one) !== undefined)
    ) {
      return mergeNamed(low, lows, high, highs);
    }
    return high;
  }

  function mergeNamed(
    low: readonly unknown[],
    lows: readonly Origin[],
    high: readonly unknown[],
    highs: readonly Origin[],
  ): unknown[] {
    for (const [list, from] of [
      [low, lows],
      [high, highs],
    ] as const)
      for (const [index, one] of list.entries()) if (isObject(one)) origins.set(one, inside(from, index));
    const replaced = new Set(high.map(nameOf));
    const merged = [...low.filter((one) => !replaced.has(nameOf(one))), ...high.filter((one) => !isBareName(one))];
    origins.set(merged, [...highs, ...lows]);
    return merged;
  }

  const rootOf = (files: readonly ParsedFile[]): { data: Entries; from: readonly Origin[] } => {
    const data: Record<string, unknown> = {};
    for (const file of files)
      for (const [key, value] of Object.entries(file.data)) {
        data[key] = value;
        if (isObject(value)) origins.set(value, [{ file, path: [key] }]);
      }
    return { data, from: files.map((file) => ({ file, path: [] })) };
  };

  const [low, high] = [rootOf(base), rootOf(team)];
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(low.data), ...Object.keys(high.data)])) {
    const [below, above] = [low.data[key], high.data[key]];
    if (above === null) continue;
    const from = (value: unknown): readonly Origin[] => (isObject(value) ? (origins.get(value) ?? []) : []);
    merged[key] = above === undefined ? below : merge(below, from(below), above, from(above));
  }
  if (team.length > 0 && !Object.hasOwn(high.data, 'level_order')) {
    const order = orderOf(merged);
    const known = isObject(merged['level_order']) ? (origins.get(merged['level_order']) ?? []) : [];
    if (order !== undefined) origins.set((merged['level_order'] = order), known);
  }
  const all = [...high.from, ...low.from];

  return {
    data: merged,
    locate(path) {
      let node: unknown = merged;
      let from: readonly Origin[] = all;
      let rest: Diagnostic['path'] = [];
      for (const step of path) {
        node = isObject(node) ? Reflect.get(node, step) : undefined;
        const known = isObject(node) ? origins.get(node) : undefined;
        [from, rest] = known === undefined ? [from, [...rest, step]] : [known, []];
      }
      let best: { file: ParsedFile; line: number; depth: number } | undefined;
      for (const { file, path: to } of from) {
        const found = file.find([...to, ...rest]);
        if (best === undefined || found.depth > best.depth) best = { file, ...found };
      }
      return { file: best?.file, line: best?.line ?? 1 };
    },
  };
}

/** Without an order of its own a team's new questions come last, and those it took away go. */
function orderOf(merged: Entries): unknown[] | undefined {
  const [order, questions, derived] = [merged['level_order'], merged['questions'], merged['derived'] ?? {}];
  if (!Array.isArray(order) || !isEntries(questions) || !isEntries(derived)) return undefined;
  const finite = [
    ...Object.entries(questions).flatMap(([id, question]) =>
      isEntries(question) && (question['kind'] !== 'number' || Object.hasOwn(question, 'bands')) ? [id] : [],
    ),
    ...Object.keys(derived),
  ];
  const list: readonly unknown[] = order;
  return [...list.filter((id) => finite.some((one) => one === id)), ...finite.filter((id) => !list.includes(id))];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEntries(value: unknown): value is Entries {
  return isObject(value) && !Array.isArray(value);
}

function own(entries: Entries, key: string): unknown {
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}

function inside(from: readonly Origin[], step: string | number): readonly Origin[] {
  return from.map(({ file, path }) => ({ file, path: [...path, step] }));
}

/** What an entry of a list is called; undefined where entries have no names. */
function nameOf(one: unknown): string | undefined {
  if (!isEntries(one)) return undefined;
  const name = own(one, 'case') ?? own(one, 'id') ?? own(one, 'figure');
  return typeof name === 'string' ? JSON.stringify([own(one, 'provider') ?? null, name]) : undefined;
}

function isBareName(one: unknown): boolean {
  return isEntries(one) && Object.keys(one).every((key) => ['case', 'id', 'figure', 'provider'].includes(key));
}
