import type { Diagnostic } from '../case.ts';
import { inOrder, inOrderOfNeed, sideOn } from '../compile.ts';
import type { Rulebook } from '../rulebook.ts';
import { error, type Path, unknown, whenProblems } from './problem.ts';

/** Rules argue about claims that are there, beat only what they disagree with, and nothing goes in a circle. */
export function checkRules(book: Rulebook): readonly Diagnostic[] {
  return [...ruleProblems(book), ...circles(book), ...verdictProblems(book)];
}

function ruleProblems(book: Rulebook): readonly Diagnostic[] {
  const rules = Object.keys(book.rules);
  const claims = Object.keys(book.claims);
  return [
    ...Object.entries(book.claims).flatMap(([id, { needs }]) =>
      needs
        .filter((need) => !claims.includes(need))
        .map((need) => unknown(['claims', id, 'needs'], 'claim', need, claims)),
    ),
    ...Object.entries(book.rules).flatMap(([id, rule]) => {
      const path = ['rules', id];
      const argued = [...(rule.supports ?? []), ...(rule.opposes ?? [])];
      return [
        ...whenProblems(book, [...path, 'when'], rule.when),
        ...argued.filter((one) => !claims.includes(one)).map((one) => unknown(path, 'claim', one, claims)),
        ...(argued.length === 0 ? [error(path, 'it argues for nothing', 'add `supports` or `opposes`')] : []),
        ...rule.beats.flatMap((beaten, index): readonly Diagnostic[] => {
          const at = [...path, 'beats', index];
          const other = book.rules[beaten];
          if (other === undefined) return [unknown(at, 'rule', beaten, rules)];
          if (other.limit) return [error(at, `${beaten} is a limit and cannot be beaten`, 'remove it here')];
          const meets = argued.some((claim) => {
            const [mine, theirs] = [sideOn(rule, claim), sideOn(other, claim)];
            return mine !== undefined && theirs !== undefined && mine !== theirs;
          });
          return meets ? [] : [error(at, `they never disagree on a claim`, `remove ${beaten} here`)];
        }),
      ];
    }),
  ];
}

function circles(book: Rulebook): readonly Diagnostic[] {
  return [
    ...circle(['claims'], 'needs', () => inOrderOfNeed(book.claims)),
    ...circle(['rules'], 'beats', () => inOrder(Object.keys(book.rules), (id) => book.rules[id]?.beats ?? [])),
  ];
}

function circle(path: Path, word: string, run: () => unknown): readonly Diagnostic[] {
  try {
    run();
    return [];
  } catch (cause) {
    const names = cause instanceof Error ? cause.message : '';
    const first = names.split(' → ')[0] ?? '';
    return [error([...path, first, word], `\`${word}\` goes in a circle: ${names}`, 'break it at one place')];
  }
}

function verdictProblems(book: Rulebook): readonly Diagnostic[] {
  const claims = Object.keys(book.claims);
  return book.verdicts.flatMap(({ if: row }, index) =>
    Object.keys(row)
      .filter((claim) => !claims.includes(claim))
      .map((claim) => unknown(['verdicts', index, 'if', claim], 'claim', claim, claims)),
  );
}
