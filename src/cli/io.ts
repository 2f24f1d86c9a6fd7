import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Book, type Case, compile, type Diagnostic, parseAnswers } from '../core/index.ts';
import { openRulebook, shippedRules } from '../rules/open.ts';

/** Where a command writes, and all that stands on its standard input. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly in: () => string;
}

export interface Options {
  readonly answers?: string | undefined;
  /** A workload in numbers instead of answers. */
  readonly inputs?: string | undefined;
  /** A receipt to compute again. */
  readonly receipt?: string | undefined;
  readonly json: boolean;
  readonly rules?: string | undefined;
  /** Folder laid over the rules. */
  readonly overlay?: string | undefined;
  /** Everything there is to report. */
  readonly report: boolean;
  /** Of `check`: the stored decisions. */
  readonly stored?: boolean | undefined;
  /** With their titles. */
  readonly titles?: boolean | undefined;
  /** Of `doctor`: another manifest. */
  readonly manifest?: string | undefined;
  readonly at?: string | undefined;
}

/** Something the person has to mend; one line per fault. */
export class BadInput extends Error {
  override name = 'BadInput';
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** The rule files: the option, RAG_OR_FT_RULES as for the app, or those of the package, wherever it is installed. @throws BadInput */
export function rulesFolder({ rules }: Options): string {
  if (rules === '') throw new BadInput(['--rules is empty; name a folder of rule files, or leave it out']);
  return rules ?? fromEnvironment('RAG_OR_FT_RULES') ?? shippedRules;
}

/** The team's folder laid over them: the option, or RULES_DIR as for the app. @throws BadInput */
export function overlayFolder({ overlay }: Options): string | undefined {
  if (overlay === '') throw new BadInput(['--overlay is empty; name a folder of rule files, or leave it out']);
  return overlay ?? fromEnvironment('RULES_DIR');
}

/** An empty variable counts as not set, as in the app. */
function fromEnvironment(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value.trim() === '' ? undefined : value;
}

/** The date prices are taken at. @throws BadInput */
export function priceDate({ at }: Options): string {
  if (at === undefined) return new Date().toISOString().slice(0, 10);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(at) ? Date.parse(at) : NaN;
  // Date.parse takes 2026-02-30 for the 2nd of March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(at)) return at;
  throw new BadInput([`--at ${at}: write a date as YYYY-MM-DD`]);
}

/** Opens and compiles the rulebook. @throws BadInput with file, line and remedy */
export async function openBook(options: Options): Promise<Book> {
  const read = await openRulebook(rulesFolder(options), overlayFolder(options));
  if (!read.ok) throw new BadInput(read.problems);
  return compile(read.rulebook);
}

export interface Input {
  readonly cases: readonly Case[];
  /** The file held a list: the output is one too. */
  readonly several: boolean;
}

/** Reads one object of answers or a list of them. @throws BadInput with every fault, its index and its id */
export function readAnswers(book: Book, { answers, json }: Options, streams: Streams): Input {
  if (answers === undefined) throw new BadInput(['--answers FILE is missing; - reads standard input']);
  const data = readData(answers, streams);
  const several = Array.isArray(data);
  const list: readonly unknown[] = several ? data : [data];
  // A program gets an empty list for one; a person is told.
  if (list.length === 0 && !json) throw new BadInput(['the list holds no case; write {"gap": "knowledge"}']);
  const parsed = list.map((one) => parseAnswers(book.rulebook, one));
  const faults = parsed.flatMap((one, index) =>
    one.ok ? [] : one.problems.map((problem) => faultText(problem, index)),
  );
  if (faults.length > 0) throw new BadInput(faults);
  return { cases: parsed.flatMap((one) => (one.ok ? [one.answers] : [])), several };
}

/** One fault for people, with its place in a list. */
export function faultText(
  { path, message, remedy }: Pick<Diagnostic, 'path' | 'message' | 'remedy'>,
  index: number,
): string {
  // A key is outside text.
  const id = inert(path.join('.'));
  const where = id === '' ? `[${index}]` : `[${index}] ${id}`;
  return `${where}: ${message}${remedy === undefined ? '' : `; ${remedy}`}`;
}

/** The content of a JSON or YAML file; - is standard input. @throws BadInput */
export function readData(file: string, streams: Streams): unknown {
  return parseText(readText(file, streams), file);
}

/** A file as people call it. */
export const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

/** The text of a file; - is standard input. @throws BadInput */
export function readText(file: string, streams: Streams): string {
  try {
    return file === '-' ? streams.in() : readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BadInput([inert(whyUnread(file, cause))]);
  }
}

/** Why a file cannot be read, and what to do: the system's codes say neither. */
function whyUnread(file: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const name = nameOf(file);
  if (file === '') return 'the name of the file is empty; name a file, or - for standard input';
  if (code === 'EISDIR') return `${name} is a folder; name a file`;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no file ${name}; name one, or - for standard input`;
  if (code === 'EACCES' || code === 'EPERM') return `${name} may not be read by this user; give it read access`;
  const why = cause instanceof Error ? cause.message.split(',')[0] : 'for no known reason';
  return `${name} cannot be read: ${why}`;
}

/** Outside text may not steer the terminal. */
export const inert = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');

/** JSON is YAML, so one reader serves both. */
function parseText(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, version: '1.2' });
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new BadInput([`${nameOf(file)} is neither JSON nor YAML: ${message}`]);
  }
}
