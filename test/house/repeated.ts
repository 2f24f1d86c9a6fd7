/** So many lines that read the same are one piece of code written twice. */
export const mostRepeated = 12;

/** A file by its path from the root. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** Lines that do something, with their numbers: no comments, no lone brackets, and nothing of what is imported or handed on. */
function linesOf({ text }: Source): readonly { readonly line: string; readonly number: number }[] {
  const own = text.replaceAll(/^(?:import\b|export (?:type )?(?:\*|\{))[^;]*;$/gm, (it) => it.replaceAll(/[^\n]/g, ''));
  return own.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    return /\w/.test(line) && !/^(?:\/\/|\/?\*)/.test(line) ? [{ line, number: index + 1 }] : [];
  });
}

/** Places whose lines stand somewhere else letter for letter: "b.ts:40 repeats a.ts:10", each run once. */
export function repeatedIn(sources: readonly Source[], least = mostRepeated): readonly string[] {
  const seen = new Map<string, { readonly name: string; readonly index: number; readonly number: number }>();
  return sources.flatMap((source) => {
    const lines = linesOf(source);
    const found: string[] = [];
    let last: { readonly name: string; readonly index: number } | undefined;
    for (let index = 0; index + least <= lines.length; index += 1) {
      const key = lines
        .slice(index, index + least)
        .map(({ line }) => line)
        .join('\n');
      const number = lines[index]?.number ?? 0;
      const before = seen.get(key);
      // A longer run is told once, where it begins.
      const goesOn = before !== undefined && last?.name === before.name && last.index + 1 === before.index;
      if (before === undefined) seen.set(key, { name: source.name, index, number });
      else if (!goesOn) found.push(`${source.name}:${number} repeats ${before.name}:${before.number}`);
      last = before;
    }
    return found;
  });
}
