import type { Case } from './case.ts';
import { type Book, type CompiledClaim, type CompiledRule, holdsFor, type LeansOn } from './compile.ts';
import type { Argument, Finding } from './explanation.ts';
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
  const held = new Set<string>();
  return book.claims.map((claim) => {
    const outcome = outcomeOf(claim, values, held);
    if (outcome.holds) held.add(claim.id);
    return outcome;
  });
}

function outcomeOf(claim: CompiledClaim, values: readonly number[], held: ReadonlySet<string>): Outcome {
  const fires: boolean[] = [];
  const stands: boolean[] = [];
  let pro = false;
  let con = false;
  for (const { rule, side, beaters } of claim.sides) {
    const fired = holdsFor(rule.when, values);
    let stood = fired;
    if (fired) for (const beater of beaters) if (stands[beater]) stood = false;
    fires.push(fired);
    stands.push(stood);
    if (stood && side === 'supports') pro = true;
    if (stood && side === 'opposes') con = true;
  }
  return { claim, holds: pro && !con && claim.needs.every((need) => held.has(need)), fires, stands };
}

/** The outcomes in words: for each claim every rule that fired, what beat it, and what it assumed. */
export function findingsOf(book: Book, outcomes: readonly Outcome[], answers: Case): readonly Finding[] {
  const held = new Set<string>();
  for (const { claim, holds } of outcomes) if (holds) held.add(claim.id);
  return outcomes.map((outcome) => {
    const { claim, holds } = outcome;
    const texts = book.rulebook.claims[claim.id];
    return {
      claim: claim.id,
      says: (holds ? texts?.says : texts?.denies) ?? claim.id,
      holds,
      needs: claim.needs,
      missing: claim.needs.filter((need) => !held.has(need)),
      arguments: argumentsOf(outcome, answers),
    };
  });
}

function argumentsOf({ claim, fires, stands }: Outcome, answers: Case): readonly Argument[] {
  const found: Argument[] = [];
  claim.sides.forEach(({ rule, side, beaters }, index) => {
    if (!fires[index]) return;
    const standing = stands[index] ?? false;
    found.push({
      rule: rule.id,
      claim: claim.id,
      side,
      text: rule.rule.because,
      sources: rule.sources,
      stands: standing,
      beatenBy: standing ? none : beaters.filter((one) => stands[one]).map((one) => claim.sides[one]?.rule.id ?? ''),
      assumed: assumedBy(rule, answers),
    });
  });
  return found;
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
