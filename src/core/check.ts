import type { Diagnostic } from './case.ts';
import { checkPairs } from './check/pairs.ts';
import { asWarnings, checkCases, checkRules, type Whose } from './check/proofs.ts';
import { checkReferences } from './check/references.ts';
import { checkVerdicts } from './check/start.ts';
import { compile } from './compile.ts';
import type { Rulebook } from './rulebook.ts';

/** The checks every start makes: references, exactly one verdict for all answers, nothing contested. Empty when sound. */
export function checkAtStart(rulebook: Rulebook): readonly Diagnostic[] {
  const broken = checkReferences(rulebook);
  return broken.some(({ severity }) => severity === 'error')
    ? broken
    : [...broken, ...checkVerdicts(compile(rulebook))];
}

/** What a rule without a pair is worth saying: see `checkPairs`. */
export function pairs(rulebook: Rulebook, at: string): readonly Diagnostic[] {
  return checkPairs(compile(rulebook), at);
}

/**
 * Everything `check:rules` proves: the checks at start and, when those pass, that no rule is idle, orders hold, an open gap
 * never tunes, every question can matter and every worked case comes out.
 * @param whose rules: in a team's overlay what is idle or has no pair is a warning.
 * @param at date of the prices, YYYY-MM-DD.
 */
export function proofs(rulebook: Rulebook, at: string, whose: Whose = 'ours'): readonly Diagnostic[] {
  const atStart = checkAtStart(rulebook);
  if (atStart.some(({ severity }) => severity === 'error')) return atStart;
  const book = compile(rulebook);
  const missing = checkPairs(book, at);
  return [
    ...atStart,
    ...checkRules(book, whose, at),
    ...checkCases(book, at, whose),
    ...(whose === 'ours' ? missing : asWarnings(missing)),
  ];
}
