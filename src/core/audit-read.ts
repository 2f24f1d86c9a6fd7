import { likest } from './answers.ts';
import { auditRules, type Counts } from './audit.ts';
import type { AuditRules, Rulebook } from './rulebook.ts';

/** Something in a table that cannot be taken, by the line it begins on, counted from 1. */
export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** A table of judged answers: how many of each kind, or every line that cannot be taken. */
export type JudgedRead =
  | { readonly ok: true; readonly counts: Counts }
  | { readonly ok: false; readonly problems: readonly LineProblem[] };

/** Larger tables are no sample that somebody judged. */
export const mostCharacters = 200_000;
const mostRows = 5_000;
/** The most answers of one kind. */
export const mostCounted = 100_000;
const problemsTold = 5;
const form = 'write one kind and its count a line, as in "missing fact,12"';

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a table of judged answers: lines of `kind, count`, or one judged answer per line with its kind in one of the columns,
 * separated by commas, semicolons or tabs, with or without a header. Every line that is neither is named; nothing is guessed.
 */
export function readJudged(rulebook: Pick<Rulebook, 'audit'>, text: string): JudgedRead {
  const rules = auditRules(rulebook);
  if (text.length > mostCharacters) return refuse(1, `it is longer than ${mostCharacters} characters`);
  const table = rowsOf(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  if ('problem' in table) return { ok: false, problems: [table.problem] };
  const rows = table.rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first] = rows;
  if (first === undefined) return refuse(1, `there is nothing in it; ${form}`);
  if (rows.length > mostRows) return refuse(rows[mostRows]?.line ?? 1, `there are more than ${mostRows} lines`);
  const names = namesIn(rules);
  const header = headerOf(first, names);
  const body = header === undefined ? rows : rows.slice(1);
  if (body.length === 0) return refuse(first.line, `there is only a header; ${form}`);
  const columns = header ?? columnsOf(body, names);
  if (columns === undefined)
    return refuse(
      first.line,
      'do the numbers count answers, or number them? Put a first line such as "kind, count" or "id, kind" above',
    );
  return counted(rules, names, body, columns);
}

/** Which column holds the kind, and which the count where there is one. */
interface Columns {
  readonly kind: number;
  readonly count: number | undefined;
}

const kindHeads = new Set([
  'kind',
  'failure',
  'failurekind',
  'failuretype',
  'category',
  'pile',
  'judgement',
  'judgment',
  'verdict',
  'label',
  'type',
]);
const countHeads = new Set(['count', 'counts', 'n', 'number', 'howmany', 'answers', 'total', 'failures']);

/** The columns a header names; a first line that holds a kind or a number is none. */
function headerOf({ cells }: Row, names: ReadonlyMap<string, string>): Columns | undefined {
  const heads = cells.map(plain);
  const kind = heads.findIndex((head) => kindHeads.has(head));
  if (kind < 0 || heads.some((head, at) => at !== kind && names.has(head)) || cells.some((cell) => whole.test(cell)))
    return undefined;
  const count = heads.findIndex((head) => countHeads.has(head));
  return { kind, count: count < 0 ? undefined : count };
}

const whole = /^\d+$/;

/**
 * Without a header: the column with the most known kinds, and the other one for counts if there are only two and it holds a
 * number. Undefined when those numbers may as well number the lines.
 */
function columnsOf(rows: readonly Row[], names: ReadonlyMap<string, string>): Columns | undefined {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const known = Array.from(
    { length: width },
    (_, at) => rows.filter(({ cells }) => names.has(plain(cells[at] ?? ''))).length,
  );
  const kind = Math.max(0, known.indexOf(Math.max(...known)));
  const other = kind === 0 ? 1 : 0;
  const numbers = rows.map(({ cells }) => cells[other] ?? '').filter((cell) => whole.test(cell));
  if (width !== 2 || numbers.length === 0) return { kind, count: undefined };
  const rising = numbers.every((cell, at) => at === 0 || Number(cell) === Number(numbers[at - 1]) + 1);
  const again = new Set(rows.map(({ cells }) => names.get(plain(cells[kind] ?? '')))).size < rows.length;
  return rising && again && numbers.length > 2 ? undefined : { kind, count: other };
}

function counted(
  rules: AuditRules,
  names: ReadonlyMap<string, string>,
  rows: readonly Row[],
  { kind, count }: Columns,
): JudgedRead {
  const sums = new Map<string, number>();
  const problems: LineProblem[] = [];
  for (const { line, cells } of rows) {
    const said = cells[kind] ?? '';
    const id = names.get(plain(said));
    const number = count === undefined ? 1 : numberIn(cells[count] ?? '');
    if (id === undefined) problems.push({ line, message: notAKind(said, rules, problems.length === 0) });
    else if (number === undefined)
      problems.push({ line, message: `${shown(cells[count ?? 0] ?? '')} is not a whole number up to ${mostCounted}` });
    else sums.set(id, (sums.get(id) ?? 0) + number);
  }
  if (problems.length > 0) {
    const rest = problems.length - problemsTold;
    const last = problems[problemsTold]?.line ?? 1;
    const more =
      rest > 0 ? [{ line: last, message: `and ${rest} more such ${rest === 1 ? 'line' : 'lines'} from here on` }] : [];
    return { ok: false, problems: [...problems.slice(0, problemsTold), ...more] };
  }
  const kinds = Object.fromEntries(
    Object.keys(rules.kinds).map((id) => [id, Math.min(mostCounted, sums.get(id) ?? 0)]),
  );
  return { ok: true, counts: { right: sums.get(rightId), kinds } };
}

/** The pile of right answers, among the names of kinds. */
const rightId = 'right';

/** Every way to name a pile, without case and signs. */
function namesIn({ kinds, right }: AuditRules): ReadonlyMap<string, string> {
  return new Map(
    [[rightId, right] as const, ...Object.entries(kinds)].flatMap(([id, { name, ask, also }]) =>
      [...also, name, ask, id].map((one) => [plain(one), id] as const),
    ),
  );
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function numberIn(cell: string): number | undefined {
  const digits = cell.replace(/(?<=\d)[,_ ](?=\d{3}\b)/g, '');
  return whole.test(digits) && Number(digits) <= mostCounted ? Number(digits) : undefined;
}

/** @param listed whether it lists the kinds: once is enough where a table of another form has this fault in every line */
function notAKind(said: string, rules: AuditRules, listed: boolean): string {
  if (/^[=+@-]/.test(said)) return `${shown(said)} looks like a formula; write the kind itself`;
  const kinds = [rightId, ...Object.keys(rules.kinds)].join(', ');
  const fault = said === '' ? 'no kind is given' : `${shown(said)} is not a kind of failure`;
  const asks = [rules.right.ask, ...Object.values(rules.kinds).map(({ ask }) => ask)];
  const near = likest(said, asks);
  if (near === undefined) return listed ? `${fault}; use ${kinds}` : fault;
  return `${fault}; did you mean "${near}"?${listed ? ` Kinds: ${kinds}` : ''}`;
}

/** Outside text in a sentence: on one line and short. */
function shown(text: string): string {
  const clear = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return `"${clear.length > 40 ? `${clear.slice(0, 39)}…` : clear}"`;
}

const refuse = (line: number, message: string): JudgedRead => ({ ok: false, problems: [{ line, message }] });

/** Rows of a table by RFC 4180: quoted cells may hold separators, line breaks and doubled quotes. */
function rowsOf(text: string): { readonly rows: readonly Row[] } | { readonly problem: LineProblem } {
  const separator = separatorOf(text);
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push({ line: began, cells });
    cells = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') line += 1;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (char === separator) endCell();
    else if (char === '\n') {
      endRow();
      began = line;
    } else cell += char;
  }
  if (quoted) return { problem: { line: began, message: 'a quotation mark opens and never closes' } };
  endRow();
  return { rows };
}

/** The sign that separates most in the first line; a line of one cell has none of them. */
function separatorOf(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  const bare = first.replace(/"[^"]*"/g, '');
  const often = (sign: string): number => bare.split(sign).length;
  return ['\t', ';', ','].reduce((best, sign) => (often(sign) > often(best) ? sign : best), ',');
}
