import type { Diagnostic } from '../case.ts';
import type { Book } from '../compile.ts';
import { argue } from '../findings.ts';
import { no, yes } from '../diagram.ts';
import { exampleOf, type Path, pathText, valuesOn } from './examples.ts';
import { error } from './problem.ts';

/** Exactly one verdict for every assignment, and no claim contested: what must be true before a case is decided. */
export function checkVerdicts(book: Book): readonly Diagnostic[] {
  return [...missingVerdicts(book), ...doubleVerdicts(book), ...contested(book)];
}

function missingVerdicts(book: Book): readonly Diagnostic[] {
  const none = book.diagram.not(book.diagram.or(book.rows));
  const path = exampleOf(book, none, yes);
  if (path === undefined) return [];
  return [
    error(['verdicts'], 'no verdict for some answers', `add a row for ${claimsOn(book, path)}`, pathText(book, path)),
  ];
}

function doubleVerdicts(book: Book): readonly Diagnostic[] {
  return book.rows.flatMap((row, index) =>
    book.rows.slice(0, index).flatMap((earlier, other) => {
      const path = exampleOf(book, book.diagram.ite(row, earlier, no), yes);
      if (path === undefined) return [];
      return [
        error(
          ['verdicts', index],
          `rows ${other + 1} and ${index + 1} both match`,
          'make them exclude each other: name the claim on which they differ',
          pathText(book, path),
        ),
      ];
    }),
  );
}

function claimsOn(book: Book, path: Path): string {
  return argue(book, valuesOn(path))
    .map(({ claim, holds }) => `${claim.id}: ${holds ? 'yes' : 'no'}`)
    .join(', ');
}

/** Two sides stand on one claim: nobody said which of them wins. */
function contested(book: Book): readonly Diagnostic[] {
  return book.claims.flatMap(({ id, contested }) => {
    const path = exampleOf(book, contested, yes);
    if (path === undefined) return [];
    const outcome = argue(book, valuesOn(path)).find(({ claim }) => claim.id === id);
    const standing = (outcome?.claim.sides ?? []).filter((_, index) => outcome?.stands[index]);
    const pro = standing.find(({ side }) => side === 'supports')?.rule.id ?? '';
    const con = standing.find(({ side }) => side === 'opposes')?.rule.id ?? '';
    return [
      error(
        ['rules', con],
        `${pro} supports and ${con} opposes ${id}, and neither wins`,
        `add \`beats: [${con}]\` to ${pro}, or \`beats: [${pro}]\` to ${con}`,
        pathText(book, path),
      ),
    ];
  });
}
