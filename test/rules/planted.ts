/** One fault planted in the rule files that ship, and how it has to be reported. */
export interface Planted {
  readonly fault: string;
  readonly file: string;
  readonly change: (text: string) => string;
  /** A piece of the line that is to be named, in `file` or in `reportedIn`. */
  readonly line: string;
  readonly reportedIn?: string;
  readonly says: RegExp;
  readonly remedy: RegExp;
  /** Answers that show it. */
  readonly example?: RegExp;
}

export const under =
  (key: string, lines: string) =>
  (text: string): string =>
    text.replace(`\n${key}:\n`, `\n${key}:\n${lines}\n`);
export const swap =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

export const rule = (parts: string): ((text: string) => string) =>
  under('rules', `  planted:\n    ${parts.replaceAll('; ', '\n    ')}\n    because: Planted.\n    source: [ours]`);
export const workedCase = (parts: string): ((text: string) => string) =>
  under('cases', `  - case: Planted\n    ${parts.replaceAll('; ', '\n    ')}\n    source: [ours]`);
export const question = (id: string, parts: string): ((text: string) => string) =>
  under(
    'questions',
    `  ${id}:\n    ${parts.replaceAll('; ', '\n    ')}\n    name: n\n    ask: a\n    help: h\n    example: e\n    source: [ours]`,
  );
