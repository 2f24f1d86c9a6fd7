import { parseAnswers } from '../answers.ts';
import type { Diagnostic } from '../case.ts';
import type { Rulebook } from '../rulebook.ts';
import { error, unknown } from './problem.ts';

/** What the failure audit refers to must be there, and no two piles may go by one name. */
export function checkAudit(book: Rulebook): readonly Diagnostic[] {
  const { audit } = book;
  if (audit === undefined) return [];
  const groups = Object.keys(audit.groups);
  const taken = new Map<string, string>();
  const problems: Diagnostic[] = [];
  const fault = (path: Diagnostic['path'], message: string, remedy: string) =>
    problems.push(error(['audit', ...path], message, remedy));

  for (const [id, { group, answers }] of Object.entries(audit.kinds)) {
    if (!groups.includes(group)) problems.push(unknown(['audit', 'kinds', id, 'group'], 'group', group, groups));
    const read = parseAnswers(book, answers);
    if (!read.ok)
      for (const one of read.problems) fault(['kinds', id, 'answers', ...one.path], one.message, one.remedy ?? '');
  }
  for (const [id, { name, ask, also }] of [['right', audit.right] as const, ...Object.entries(audit.kinds)]) {
    for (const said of new Set([id, name, ask, ...also].map((one) => one.toLowerCase()))) {
      const other = taken.get(said);
      if (other !== undefined) {
        const path = id === 'right' ? ['right'] : ['kinds', id];
        fault(path, `"${said}" is what "${other}" is called too`, 'call it something else');
      }
      taken.set(said, id);
    }
  }
  return problems;
}
