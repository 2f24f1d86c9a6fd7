import type { Case } from './case.ts';
import type { Book, CompiledClaim, CompiledRule, LeansOn, Side } from './compile.ts';
import type { Argument, Finding } from './explanation.ts';
import type { Fires } from './fires.ts';
import { maskOf } from './levels.ts';

/** A claim's outcome for one value per level, before anything is put into words. */
export interface Outcome {
  readonly claim: CompiledClaim;
  readonly holds: boolean;
  /** Per side of the claim: did it fire, does it stand. */
  readonly fires: readonly boolean[];
  readonly stands: readonly boolean[];
}

/** Evaluates every argument on a complete case: the explanation the diagram does not give. */
export function argue(book: Book, values: readonly number[]): readonly Outcome[] {
  book.fires.take(values);
  const outcomes: Outcome[] = [];
  for (const [place, claim] of book.claims.entries()) {
    const fires: boolean[] = [];
    const stands: boolean[] = [];
    const holds = weigh(book.fires, claim, book.fires.starts[place], fires, stands) && lacks(claim, outcomes) === none;
    outcomes.push({ claim, holds, fires, stands });
  }
  return outcomes;
}

/** Whether a supporting side stands and no opposing one does; notes of each side whether it fired and whether it stands. */
function weigh(all: Fires, { sides }: CompiledClaim, start = 0, fires: boolean[], stands: boolean[]): boolean {
  let pro = false;
  let con = false;
  for (let index = 0; index < sides.length; index += 1) {
    const side = all.has(start + index) ? sides[index] : undefined;
    const standing = side !== undefined && !isBeaten(side, stands);
    fires[index] = side !== undefined;
    stands[index] = standing;
    if (!standing) continue;
    if (side.side === 'supports') pro = true;
    else con = true;
  }
  return pro && !con;
}

function isBeaten({ beaters }: Side, stands: readonly boolean[]): boolean {
  for (const beater of beaters) if (stands[beater]) return true;
  return false;
}

/** The claims it needs that do not hold. */
function lacks(
  { needs }: CompiledClaim,
  held: readonly { readonly claim: string | CompiledClaim; readonly holds: boolean }[],
): readonly string[] {
  if (needs.length === 0) return none;
  const missing = needs.filter((need) => !held.some(({ claim, holds }) => holds && idOf(claim) === need));
  return missing.length === 0 ? none : missing;
}

const idOf = (claim: string | CompiledClaim): string => (typeof claim === 'string' ? claim : claim.id);

/**
 * The outcomes in words: for each claim every rule that fired, what beat it, and what it assumed.
 * @param values one per level. @param answers those given: a rule that leans on others assumes.
 */
export function findingsOf(book: Book, values: readonly number[], answers: Case): readonly Finding[] {
  book.fires.take(values);
  const known = allAnswered(book, answers) ? knownTo(book) : undefined;
  const findings: Finding[] = [];
  const weighing: Weighing = { book, earlier: findings, fired: [], stood: [], found: [] };
  for (const [place, claim] of book.claims.entries()) {
    const alike = known?.[place];
    findings.push(
      alike === undefined ? findingOf(weighing, place, claim, answers) : recalled(alike, weighing, place, claim),
    );
  }
  return findings;
}

function allAnswered({ leansOn }: Book, answers: Case): boolean {
  for (const one of leansOn) if (isOpen(one, answers)) return false;
  return true;
}

/** One look at all claims, one after the other. Its lists are filled anew for each, so that little is made on the way. */
interface Weighing {
  readonly book: Book;
  /** Of the claims before the one in hand. */
  readonly earlier: readonly Finding[];
  /** What became of the sides of the claim in hand, and its arguments. */
  readonly fired: boolean[];
  readonly stood: boolean[];
  readonly found: Argument[];
}

/** @param answers undefined where everything was answered. */
function findingOf(weighing: Weighing, place: number, claim: CompiledClaim, answers: Case | undefined): Finding {
  const { book, earlier, fired, stood } = weighing;
  const stands = weigh(book.fires, claim, book.fires.starts[place], fired, stood);
  const missing = lacks(claim, earlier);
  const holds = stands && missing === none;
  return {
    claim: claim.id,
    says: holds ? claim.says : claim.denies,
    holds,
    needs: claim.needs,
    missing,
    arguments: argumentsOf(weighing, claim, answers),
  };
}

/** Findings on a claim in complete cases, by what fired and which of the claims it needs hold: nothing else tells them apart. */
type Alike = Map<number, Finding>;

/** Of every claim, in their order. */
const remembered = new WeakMap<Book, readonly Alike[]>();
const mostSides = 32;
const mostRemembered = 5_000;

function knownTo(book: Book): readonly Alike[] {
  let all = remembered.get(book);
  if (all === undefined) remembered.set(book, (all = book.claims.map(() => new Map())));
  return all;
}

function recalled(alike: Alike, weighing: Weighing, place: number, claim: CompiledClaim): Finding {
  const { book, earlier } = weighing;
  if (claim.sides.length > mostSides) return findingOf(weighing, place, claim, undefined);
  let key = book.fires.pattern(book.fires.starts[place] ?? 0, claim.sides.length);
  for (const need of claim.needs) {
    key *= 2;
    for (const one of earlier) if (one.holds && one.claim === need) key += 1;
  }
  const known = alike.get(key);
  if (known !== undefined) return known;
  if (alike.size >= mostRemembered) alike.clear();
  const made = findingOf(weighing, place, claim, undefined);
  alike.set(key, made);
  return made;
}

/** @param answers undefined where everything was answered. */
function argumentsOf(
  { fired, stood, found }: Weighing,
  { sides }: CompiledClaim,
  answers: Case | undefined,
): readonly Argument[] {
  let count = 0;
  for (let index = 0; index < sides.length; index += 1) {
    const side = fired[index] ? sides[index] : undefined;
    if (side === undefined) continue;
    const assumed = answers === undefined ? none : assumedBy(side.rule, answers);
    // Most arguments are the same for every case: these are not made again.
    if (stood[index] && assumed === none) found[count] = side.argument;
    else found[count] = argumentWith(side.argument, assumed, stood[index] ? none : beatenBy(sides, side, stood));
    count += 1;
  }
  return found.slice(0, count);
}

// Written out: spreading takes ten times as long.
function argumentWith(
  { rule, claim, side, text, sources }: Argument,
  assumed: readonly string[],
  beaten: readonly string[],
): Argument {
  return { rule, claim, side, text, sources, stands: beaten.length === 0, beatenBy: beaten, assumed };
}

function beatenBy(sides: readonly Side[], { beaters }: Side, stands: readonly boolean[]): readonly string[] {
  let by = none;
  for (const beater of beaters) {
    const rule = stands[beater] ? sides[beater]?.rule : undefined;
    if (rule !== undefined) by = by === none ? rule.alone : [...by, rule.id];
  }
  return by;
}

const none: readonly string[] = [];

function assumedBy({ leansOn }: CompiledRule, answers: Case): readonly string[] {
  let open: string[] | undefined;
  for (const one of leansOn) if (isOpen(one, answers)) (open ??= []).push(one.question);
  return open ?? none;
}

/** Whether nobody answered, or with nothing but every value there is. */
function isOpen({ question, also, level }: LeansOn, answers: Case): boolean {
  const given = answers[question];
  if (typeof given === 'string' || typeof given === 'number') return false;
  if (given === undefined) return !also.some((other) => answers[other] !== undefined);
  return level !== undefined && level.values.length > 1 && maskOf(level, given) === level.full;
}
