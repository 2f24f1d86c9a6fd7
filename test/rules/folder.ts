import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proofs } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import type { Located } from '../../src/rules/files.ts';
import { at, rulesFolder } from '../core/shipped.ts';

/** A folder of rule files that a test may spoil. */
export interface RuleFolder extends Disposable {
  readonly path: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Changes one file. @throws when that changes nothing, since the test would then prove nothing */
  edit(file: string, change: (text: string) => string): void;
}

export function emptyFolder(): RuleFolder {
  const path = mkdtempSync(join(tmpdir(), 'rules-'));
  const read = (file: string): string => readFileSync(join(path, file), 'utf8');
  const write = (file: string, text: string): void => writeFileSync(join(path, file), text);
  return {
    path,
    read,
    write,
    edit(file, change) {
      const before = read(file);
      const after = change(before);
      if (after === before) throw new Error(`nothing changed in ${file}`);
      write(file, after);
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A copy of the rule files that ship. */
export function copyOfRules(): RuleFolder {
  const folder = emptyFolder();
  cpSync(rulesFolder, folder.path, { recursive: true });
  return folder;
}

/** Everything `check` reports on a folder, each with file and line. */
export function faultsIn(folder: string): readonly Located[] {
  const loaded = loadRulebook(folder);
  if (!loaded.ok) return loaded.problems;
  return proofs(loaded.rulebook, at).map(loaded.place);
}
