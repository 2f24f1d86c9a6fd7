import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type Case, type Diagnostic, type Possible, rangeSchema, type Value } from './case.ts';
import { countedRange } from './intervals.ts';
import { optionsOf, unitsOf, valuesOf } from './levels.ts';
import type { NumberQuestion, Question, Rulebook } from './rulebook.ts';

/** Answers read from outside data: a case, or everything that is wrong with them. */
export type ParsedAnswers =
  | { readonly ok: true; readonly answers: Case }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

const counted = z.strictObject({ count: z.number(), of: z.number() });
/** Not a zod record: that passes over a `__proto__` key in silence. */
const raw = z.custom<Readonly<Record<string, unknown>>>(
  (it) => typeof it === 'object' && it !== null && !Array.isArray(it),
);

/**
 * Reads an object of question ids: an option id, `true`/`false` (or `yes`/`no`), a number, `{low, high}`, for a share what was
 * counted as `{count, of}`, or a list of values that are all possible. `null` is open.
 */
export function parseAnswers(rulebook: Rulebook, input: unknown): ParsedAnswers {
  const object = raw.safeParse(input);
  if (!object.success) {
    return {
      ok: false,
      problems: [problem([], 'answers must be an object of question ids', 'write {"gap": "knowledge"}')],
    };
  }
  const problems: Diagnostic[] = [];
  const answers = new Map<string, Possible>();
  for (const [id, given] of Object.entries(object.data)) {
    if (given === null) continue;
    const question = questionBy(rulebook, id);
    if (question === undefined) {
      problems.push(unknownId(rulebook, id));
      continue;
    }
    const read = readPossible(question, given);
    if (read.ok) answers.set(id, read.value);
    else problems.push(problem([id], read.message, read.remedy));
  }
  problems.push(...saidTwice(rulebook, answers));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, answers: Object.fromEntries(answers) };
}

/** A question by its own id, or the number another unit of it is given in. */
function questionBy(rulebook: Rulebook, id: string): Question | undefined {
  const own = Object.hasOwn(rulebook.questions, id) ? rulebook.questions[id] : undefined;
  if (own !== undefined) return own;
  for (const question of Object.values(rulebook.questions)) {
    if (question.kind !== 'number' || question.also === undefined || !Object.hasOwn(question.also, id)) continue;
    const unit = question.also[id];
    if (unit === undefined) continue;
    return {
      ...question,
      unit: unit.unit,
      min: question.min / unit.factor,
      max: question.max / unit.factor,
      integer: false,
    };
  }
  return undefined;
}

type Read =
  | { readonly ok: true; readonly value: Possible }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

function readPossible(question: Question, given: unknown): Read {
  if (!Array.isArray(given)) return readValue(question, given);
  const values: Value[] = [];
  for (const one of given) {
    const read = readValue(question, one);
    if (!read.ok) return read;
    values.push(...valuesOf(read.value));
  }
  if (values.length === 0)
    return {
      ok: false,
      message: 'the list of values is empty',
      remedy: 'leave the question out when nothing is known',
    };
  const different = [...new Set(values)];
  const [only] = different;
  return { ok: true, value: different.length === 1 && only !== undefined ? only : different };
}

/** Words for "nobody knows", to which no value is near. */
const saysNothing = /^(\?+|unknown|unsure|n\/?a|don.?t know|not known|undefined|null)$/i;

function readValue(question: Question, given: unknown): Read {
  if (question.kind === 'number') return readNumber(question, given);
  const allowed = optionsOf(question);
  const value = typeof given === 'boolean' && question.kind === 'yes_no' ? (given ? 'yes' : 'no') : given;
  if (typeof value === 'string' && allowed.includes(value)) return { ok: true, value };
  if (typeof given === 'string' && saysNothing.test(given)) {
    return {
      ok: false,
      message: `${shown(given)} is not one of its values`,
      remedy: 'leave the question out, or write null, when nobody knows',
    };
  }
  const near = typeof given === 'string' ? likest(given, allowed) : undefined;
  const values = question.kind === 'yes_no' ? 'true or false' : allowed.join(', ');
  return {
    ok: false,
    message: `${shown(given)} is not one of its values`,
    remedy: near === undefined ? `use ${values}` : `did you mean "${near}"? Values: ${values}`,
  };
}

function readNumber(question: NumberQuestion, given: unknown): Read {
  const bounds = `a number from ${limitsOf(question)} (${question.unit}), or {"low": …, "high": …}`;
  if (typeof given === 'number') {
    const fault = outside(question, given);
    if (fault === undefined) return { ok: true, value: given };
    const near = nearest(question, given);
    return { ok: false, message: fault, remedy: `${near === undefined ? '' : `did you mean ${near}? `}use ${bounds}` };
  }
  const sample = counted.safeParse(given);
  if (sample.success && question.max === 1) return readCounted(sample.data.count, sample.data.of);
  const read = rangeSchema.safeParse(given);
  if (!read.success) return { ok: false, message: `${shown(given)} is not a number`, remedy: `use ${bounds}` };
  const { low, high } = read.data;
  if (read.data.counted !== undefined && question.max === 1) {
    return readCounted(read.data.counted.count, read.data.counted.of);
  }
  const fault =
    outside(question, low) ?? outside(question, high) ?? (low > high ? `low ${low} is above high ${high}` : undefined);
  return fault === undefined
    ? { ok: true, value: low === high ? low : { low, high } }
    : { ok: false, message: fault, remedy: `use ${bounds}` };
}

function readCounted(count: number, of: number): Read {
  const whole = Number.isInteger(count) && Number.isInteger(of);
  if (whole && count >= 0 && of >= 1 && count <= of) return { ok: true, value: countedRange(count, of) };
  return { ok: false, message: `${count} of ${of} cannot be counted`, remedy: 'write {"count": 33, "of": 50}' };
}

/** The allowed number nearest to one that is not: a percentage as a share, else the nearer limit unless it is far off. */
function nearest({ min, max }: NumberQuestion, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  const meant = max === 1 && value > 1 ? value / 100 : value;
  const near = Math.min(inwards(max, Math.floor), Math.max(inwards(min, Math.ceil), meant));
  return Math.abs(meant - near) > 10 * (max - min) ? undefined : near;
}

function outside(question: NumberQuestion, value: number): string | undefined {
  if (!Number.isFinite(value)) return `${value} is not a finite number`;
  return value < question.min || value > question.max ? `${value} is outside ${limitsOf(question)}` : undefined;
}

/** Both limits for people: "0 to 1,538,461,538". */
function limitsOf({ min, max }: NumberQuestion): string {
  return [inwards(min, Math.ceil), inwards(max, Math.floor)].map((one) => one.toLocaleString('en')).join(' to ');
}

/** A large limit as a whole number that is still allowed: those of other units are quotients. */
function inwards(limit: number, round: (limit: number) => number): number {
  return Math.abs(limit) < 1000 ? limit : round(limit);
}

function saidTwice(rulebook: Rulebook, answers: ReadonlyMap<string, Possible>): readonly Diagnostic[] {
  return Object.entries(rulebook.questions).flatMap(([id, question]) => {
    const given = unitsOf(id, question).filter((unit) => answers.has(unit));
    if (given.length < 2) return [];
    return given
      .slice(1)
      .map((unit) => problem([unit], `says again what ${given[0]} says`, 'give it in one unit only'));
  });
}

function unknownId(rulebook: Rulebook, id: string): Diagnostic {
  if (Object.hasOwn(rulebook.derived, id)) {
    const from = rulebook.derived[id]?.from.join(', ') ?? '';
    return problem([id], `${id} is computed and cannot be answered`, `answer ${from} instead`);
  }
  const known = Object.entries(rulebook.questions).flatMap(([own, question]) => unitsOf(own, question));
  const near = likest(id, known);
  const remedy = near === undefined ? 'take one of rules/questions.yml' : `did you mean "${near}"?`;
  return problem([id], `there is no question ${shown(id)}`, remedy);
}

/** What was probably meant: the known word that begins or ends so or differs in few letters, if there is one. */
export function likest(said: string, known: readonly string[]): string | undefined {
  const word = said.slice(0, 100).toLowerCase();
  const words = known.map((one) => one.toLowerCase());
  const near = words.indexOf(words.length > 0 ? closest(word, words) : '');
  if (near >= 0 && distance(word, words[near] ?? '') <= Math.min(4, Math.ceil(word.length / 3))) return known[near];
  return word.length < 4 ? undefined : known[words.findIndex((one) => one.startsWith(word) || one.endsWith(word))];
}

function shown(value: unknown): string {
  // Direction marks and control characters would garble a terminal.
  const text = (JSON.stringify(value) ?? String(value)).replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function problem(path: readonly (string | number)[], message: string, remedy: string): Diagnostic {
  return { path, message, remedy, severity: 'error' };
}
