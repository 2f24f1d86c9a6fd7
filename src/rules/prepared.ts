import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Places, type Rulebook, rulebookSchema } from '../core/index.ts';
import { packageRoot } from '../package-root.ts';
import { contentHash } from './hash.ts';

/** Where the build leaves the checked rulebook. */
export const preparedFile = new URL('dist/rules/prepared.json', packageRoot);

/** A rulebook that passed the checks of a start, and the hash of the files it was read from. */
const lines = z.record(z.string(), z.string());
const prepared = z.object({
  files: z.string(),
  rulebook: z.unknown(),
  places: z.strictObject({ rules: lines, thresholds: lines }),
});

/** A rulebook with the places of its rules. */
export interface Prepared {
  readonly rulebook: Rulebook;
  readonly places: Places;
}

/** The text of a prepared rulebook. */
export function preparedText(folder: string, { rulebook, places }: Prepared): string {
  return JSON.stringify({ files: filesHash(folder), rulebook, places });
}

/**
 * The rulebook of a folder as the build checked it: to parse and check the files again would make up most of a start.
 * @returns undefined if nothing was prepared, or the files are not those that were: then they have to be checked
 */
export function readPrepared(folder: string, file: URL = preparedFile): Prepared | undefined {
  try {
    const { files, rulebook, places } = prepared.parse(JSON.parse(readFileSync(file, 'utf8')));
    return files === filesHash(folder) ? { rulebook: rulebookSchema.parse(rulebook), places } : undefined;
  } catch {
    // Whatever is wrong here, reading the files themselves says it better.
    return undefined;
  }
}

function filesHash(folder: string): string {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort();
  return contentHash(JSON.stringify(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])));
}
