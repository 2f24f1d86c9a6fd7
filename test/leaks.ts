/** Texts that somebody typed in a test. */
const typed = new Set<string>();
/** What was written to the logs of the app in a test. */
const written: string[] = [];

/** Short ones are found in anything. */
const shortest = 6;

const secrets = [
  /xox[a-z]-[\w-]+/,
  /xapp-[\w-]+/,
  /Bearer /,
  /hooks\.slack\.com/,
  /v0=[0-9a-f]{64}/,
  /\btrigger-\d/,
  /the-(?:signing|client)-secret/,
];

/** A person typed this: no log may show it. */
export function typing(text: string): string {
  if (text.trim().length >= shortest) typed.add(text.trim());
  return text;
}

/** A line of a log. */
export function wrote(line: unknown): void {
  written.push(typeof line === 'string' ? line : JSON.stringify(line));
}

/** Lines with a secret or with what somebody typed; begins anew. */
export function leaks(): string[] {
  const lines = written.splice(0);
  const texts = [...typed];
  typed.clear();
  return lines.filter(
    (line) =>
      secrets.some((secret) => secret.test(line)) ||
      texts.some((text) => line.includes(JSON.stringify(text).slice(1, -1))),
  );
}
