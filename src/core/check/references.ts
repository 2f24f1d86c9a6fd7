import { parseAnswers } from '../answers.ts';
import type { Diagnostic } from '../case.ts';
import { checkCosts } from '../costs/check.ts';
import { heldAgainst } from '../derived.ts';
import type { Rulebook } from '../rulebook.ts';
import { checkAudit } from './audit.ts';
import { checkLessons } from './lessons.ts';
import { checkPlans } from './plans.ts';
import { error, type Path, unknown } from './problem.ts';
import { checkQuestions } from './questions.ts';
import { checkRules } from './rules.ts';

/** Everything that names something else in the rule files must name what is there. Compilation relies on it. */
export function checkReferences(book: Rulebook): readonly Diagnostic[] {
  return [
    ...checkQuestions(book),
    ...checkRules(book),
    ...checkPlans(book),
    ...caseProblems(book),
    ...citationProblems(book, [], book),
    ...usualProblems(book),
    ...ceilingProblems(book),
    ...checkCosts(book),
    ...checkAudit(book),
    ...checkLessons(book),
  ];
}

function caseProblems(book: Rulebook): readonly Diagnostic[] {
  const stages = Object.keys(book.stages);
  return book.cases.flatMap((worked, index) => {
    const parsed = parseAnswers(book, worked.given);
    return [
      ...(parsed.ok ? [] : parsed.problems.map((one) => ({ ...one, path: ['cases', index, 'given', ...one.path] }))),
      ...(stages.includes(worked.first_stage)
        ? []
        : [unknown(['cases', index, 'first_stage'], 'stage', worked.first_stage, stages)]),
    ];
  });
}

/** A computed question may lean on a threshold by name. */
function ceilingProblems(book: Rulebook): readonly Diagnostic[] {
  return Object.entries(book.derived).flatMap(([id, derived]) => {
    const held = heldAgainst(derived);
    if (held === undefined || Object.hasOwn(book.thresholds, held.threshold)) return [];
    return [error(['derived', id, 'compute'], `it needs the threshold ${held.threshold}`, 'add it to the thresholds')];
  });
}

/** A number that feeds costs has one usual value: the verdict and the prices must assume the same. */
function usualProblems(book: Rulebook): readonly Diagnostic[] {
  return Object.entries(book.questions).flatMap(([id, question]) => {
    const assumed = book.costs[id]?.p50;
    if (question.kind !== 'number' || assumed === undefined || assumed === question.usual) return [];
    return [
      error(
        ['questions', id, 'usual'],
        `the costs assume ${assumed} and the rules ${question.usual}`,
        'write the same number in both',
      ),
    ];
  });
}

/** Every `source:` list anywhere, walked generically so that a new kind of entry cannot be forgotten. */
function citationProblems(book: Rulebook, path: Path, value: unknown): readonly Diagnostic[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => citationProblems(book, [...path, index], one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    if (key !== 'source') return citationProblems(book, at, inner);
    return [inner].flat().flatMap((citation): readonly Diagnostic[] => {
      const id = String(citation).split('#')[0] ?? '';
      return Object.hasOwn(book.sources, id) ? [] : [unknown(at, 'source', id, Object.keys(book.sources))];
    });
  });
}
