import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Diagnostic } from '../core/index.ts';

/** Larger rule files are refused: parsing them would stall a start. */
const mostBytes = 256 * 1024;

/** A diagnostic with its place in a rule file. Lines count from 1. */
export interface Located extends Diagnostic {
  readonly file: string;
  readonly line: number;
}

export interface ParsedFile {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: readonly Located[];
  /** The line of the deepest node on a path, counted from 1, and how many steps of the path lead there. */
  readonly find: (path: Diagnostic['path']) => { readonly line: number; readonly depth: number };
}

/** Parses one YAML file. Aliases and unknown tags are refused; every problem has its line. */
export function parseFile(path: string, name: string): ParsedFile {
  const text = readFileSync(path, 'utf8');
  const fail = (line: number, message: string, remedy: string): ParsedFile => ({
    name,
    data: {},
    problems: [{ file: name, line, path: [], message, remedy, severity: 'error' }],
    find: () => ({ line: 1, depth: 0 }),
  });
  if (Buffer.byteLength(text) > mostBytes) return fail(1, 'the file is larger than 256 KB', 'split it');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined)
    return fail(
      lines.linePos(first.pos[0]).line,
      first.message,
      'correct the YAML: mind indentation, colons and quotes',
    );
  const proto = prototypeKey(document);
  if (proto !== undefined)
    return fail(lines.linePos(proto).line, 'no key may be called __proto__', 'choose another name');
  if (!isMap(document.contents)) return fail(1, 'the file holds no keys', 'start with a key such as `rules:`');
  const data = asData(() => document.toJS({ maxAliasCount: 0 }));
  if (data === undefined) return fail(1, 'anchors and aliases (& and *) are not allowed', 'write the value out');
  const contents = document.contents;
  return {
    name,
    data,
    problems: [],
    find: (at) => {
      const { offset, depth } = deepest(contents, at);
      return { line: lines.linePos(offset).line, depth };
    },
  };
}

function asData(read: () => unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = read();
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Where a key `__proto__` stands: checks further on would pass over it in silence. */
function prototypeKey(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== '__proto__') return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where in the text a path leads, as far as it goes. */
function deepest(root: Node, path: Diagnostic['path']): { readonly offset: number; readonly depth: number } {
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  let depth = 0;
  for (const step of path) {
    const next = inMap(node, step) ?? inList(node, step);
    if (next === undefined) break;
    offset = next.offset;
    node = next.node;
    depth += 1;
  }
  return { offset, depth };
}

function inMap(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one: Pair) => isScalar(one.key) && String(one.key.value) === String(step));
  if (pair === undefined) return undefined;
  return { node: pair.value, offset: isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0 };
}

function inList(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (!isSeq(node)) return undefined;
  const item: unknown = node.items[Number(step)];
  if (isMap(item) || isSeq(item) || isScalar(item)) return { node: item, offset: item.range?.[0] ?? 0 };
  return undefined;
}
