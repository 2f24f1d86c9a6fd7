import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

export const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

/** The files of a folder and all below it, by their paths from the root. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(fileURLToPath(new URL(folder, root)), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(fileURLToPath(root).length))
    .sort();
}

/** The files in the root itself. */
export const filesOfRoot = (): readonly string[] => readdirSync(fileURLToPath(root)).sort();
