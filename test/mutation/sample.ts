import { createHash } from 'node:crypto';

/** What begins at the left margin, but for what closes, comments and imports, begins a declaration; so does a method. */
const begins =
  /^(?!import\b|export (?:\*|\{|type \{))[\w@]|^ {2}(?!(?:if|for|while|switch) )(?:override )?[*#]*\w+(?:<\w+>)?\([^=]*\{$/;

/**
 * Declarations of a file drawn by a seed and their own first line, as Stryker names what it changes: `file:from-to`, lines
 * counted from 1. A change of one declaration leaves the draw of all others as it was.
 */
export function drawn(
  file: string,
  text: string,
  { share, seed }: { readonly share: number; readonly seed: string },
): readonly string[] {
  if (share >= 1) return [file];
  const lines = text.split('\n');
  const starts = lines.flatMap((line, place) => (begins.test(line) ? [place] : []));
  return starts.flatMap((from, index) => {
    const to = (starts[index + 1] ?? lines.length) - 1;
    return luck(`${seed} ${file} ${lines[from]}`) < share ? [`${file}:${from + 1}-${to + 1}`] : [];
  });
}

/** A number from 0 to 1 that belongs to a text. */
function luck(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
