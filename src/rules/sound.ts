import { checkAtStart } from '../core/index.ts';
import { diagnosticText, loadRulebook } from './load.ts';
import type { Opened } from './open.ts';

/** Reads the rule files of a folder, a team's laid over them, and makes the checks without which nobody may decide by them. */
export function soundRulebook(folder: string, overlay?: string): Opened {
  const loaded = loadRulebook(folder, overlay);
  if (!loaded.ok) return { ok: false, problems: loaded.problems.map(diagnosticText) };
  const errors = checkAtStart(loaded.rulebook).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { ok: false, problems: errors.map((one) => diagnosticText(loaded.place(one))) };
  return { ok: true, rulebook: loaded.rulebook, places: loaded.places };
}
