/** A part of a record under its title; nothing where it has no lines. */
export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, ...lines];
}

/** User text on one line, its Markdown and HTML made plain. */
export function plainLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/gu, String.raw`\$&`);
}
