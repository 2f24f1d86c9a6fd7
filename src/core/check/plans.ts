import type { Diagnostic } from '../case.ts';
import type { Rulebook } from '../rulebook.ts';
import { error, type Path, unknown, whenProblems } from './problem.ts';

/** Plans, remarks and comparisons name stages and questions that are there, and say something for every answer. */
export function checkPlans(book: Rulebook): readonly Diagnostic[] {
  return [...planProblems(book), ...comparisonProblems(book)];
}

function planProblems(book: Rulebook): readonly Diagnostic[] {
  const stages = Object.keys(book.stages);
  return [
    ...Object.entries(book.plans).flatMap(([approach, ids]) =>
      ids.flatMap((id, index) =>
        stages.includes(id) ? [] : [unknown(['plans', approach, index], 'stage', id, stages)],
      ),
    ),
    ...Object.entries(book.stages).flatMap(([id, stage]) => {
      const path = ['stages', id];
      const last = stage.variants.length - 1;
      return [
        ...whenProblems(book, [...path, 'when'], stage.when),
        ...whenProblems(book, [...path, 'unless'], stage.unless),
        ...openProblems(book, path, stage.while_open),
        ...(stage.adds ?? []).flatMap(({ when }, index) => whenProblems(book, [...path, 'adds', index, 'when'], when)),
        ...stage.variants.flatMap((variant, index) => [
          ...whenProblems(book, [...path, 'variants', index, 'when'], variant.when),
          ...((variant.when === undefined) === (index === last)
            ? []
            : [error([...path, 'variants', index], 'just the last variant has no `when`', 'move or complete it')]),
        ]),
      ];
    }),
    ...book.refreshes.flatMap(({ when }, index) => [
      ...whenProblems(book, ['refreshes', index, 'when'], when),
      ...((when === undefined) === (index === book.refreshes.length - 1)
        ? []
        : [error(['refreshes', index], 'just the last one has no `when`', 'move or complete it')]),
    ]),
    ...remarkProblems(book, 'warnings'),
    ...remarkProblems(book, 'misconceptions'),
  ];
}

/** A row is decided by questions, derived ones included; a note has a last entry that fits every answer. */
function comparisonProblems(book: Rulebook): readonly Diagnostic[] {
  const known = [...Object.keys(book.questions), ...Object.keys(book.derived)];
  return [
    ...Object.entries(book.comparison).flatMap(([id, { decided_by: by }]) =>
      by
        .filter((one) => !known.includes(one))
        .map((one) => unknown(['comparison', id, 'decided_by'], 'question', one, known)),
    ),
    ...book.compliance.flatMap(({ when }, index) => whenProblems(book, ['compliance', index, 'when'], when)),
    ...[...new Set(book.compliance.map(({ about }) => about))].flatMap((about) => {
      const last = book.compliance.findLastIndex((one) => one.about === about);
      const { when, approaches } = book.compliance[last] ?? {};
      if (when === undefined && approaches === undefined) return [];
      return [
        error(
          ['compliance', last],
          `for some answers nothing is said about ${about}`,
          'end with an entry that always fits',
        ),
      ];
    }),
  ];
}

/** What is shown when conditions hold, outside of any stage. */
function remarkProblems(book: Rulebook, kind: 'warnings' | 'misconceptions'): readonly Diagnostic[] {
  return Object.entries(book[kind]).flatMap(([id, { when, while_open }]) => [
    ...whenProblems(book, [kind, id, 'when'], when),
    ...openProblems(book, [kind, id], while_open),
  ]);
}

function openProblems(book: Rulebook, path: Path, questions: readonly string[] | undefined): readonly Diagnostic[] {
  return (questions ?? [])
    .filter((question) => book.questions[question] === undefined)
    .map((question) => unknown([...path, 'while_open'], 'question', question, Object.keys(book.questions)));
}
