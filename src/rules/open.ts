import { fileURLToPath } from 'node:url';
import type { Places, Rulebook } from '../core/index.ts';
import { built, packageRoot } from '../package-root.ts';
import { readPrepared } from './prepared.ts';

/** The folder of the rules that ship with the package, wherever it is installed. */
export const shippedRules: string = fileURLToPath(new URL('rules/', packageRoot));

/** A rulebook that passed the checks of a start, with the places of its rules, or everything that is wrong with it. */
export type Opened =
  | { readonly ok: true; readonly rulebook: Rulebook; readonly places: Places }
  /** What is wrong, one text per fault, each with file, line and remedy. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * The sound rulebook of a folder: as the build checked it, or else read and checked now. Never throws on content.
 * @param overlay folder of a team laid over it
 */
export async function openRulebook(folder: string, overlay?: string): Promise<Opened> {
  const prepared = overlay === undefined && built ? readPrepared(folder) : undefined;
  if (prepared !== undefined) return { ok: true, ...prepared };
  // The YAML parser is not even loaded where the build did its work.
  const { soundRulebook } = await import('./sound.ts');
  return soundRulebook(folder, overlay);
}
