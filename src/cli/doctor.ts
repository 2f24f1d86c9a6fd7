import type { Finding } from '../operate/finding.ts';
import type { Options, Streams } from './io.ts';

/** `rag-or-ft doctor`: what is wrong, and what to do. @returns 1 when something does not work */
export async function doctor(options: Options, { out }: Streams): Promise<number> {
  // Nobody else waits for Slack's libraries and the database's.
  const { examine } = await import('../operate/doctor.ts');
  const { rules, overlay, manifest } = options;
  const findings = await examine({ env: process.env, rules, overlay, manifest });
  const well = findings.every(({ state }) => state !== 'fail');
  out(options.json ? `${JSON.stringify({ ok: well, findings }, null, 2)}\n` : findingsText(findings));
  return well ? 0 : 1;
}

function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ state, check, says, remedy }) => [
    `${state.padEnd(4)}  ${check.padEnd(width)}  ${inert(says)}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(8 + width)}${inert(remedy)}`]),
  ]);
  return `${lines.join('\n')}\n`;
}

/** Names of files and codes of servers may not steer the terminal. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? ' ' : '\u{FFFD}'));
}
