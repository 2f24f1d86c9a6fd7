import { describe, expect, it } from 'vitest';
import { diagnosticText } from '../../src/rules/load.ts';
import { copyOfRules, faultsIn } from './folder.ts';
import { forms } from './planted-forms.ts';
import { references } from './planted-names.ts';
import { proven } from './planted-proofs.ts';
import { shapes } from './planted-structure.ts';
import { lists } from './planted-ticks.ts';
import type { Planted } from './planted.ts';

describe.each<[string, readonly Planted[]]>([
  ['names', references],
  ['form', forms],
  ['structure', shapes],
  ['lists to tick', lists],
  ['proofs', proven],
])('a fault of %s in the rule files', (_, planted) => {
  it.each(planted)('is reported with its line and a remedy: $fault', (one) => {
    using folder = copyOfRules();
    folder.edit(one.file, one.change);
    const file = one.reportedIn ?? one.file;
    const before = folder.read(file).split(one.line)[0];
    const line = (before ?? '').split('\n').length;

    const found = faultsIn(folder.path);
    expect(found.map(({ file, line, message, remedy }) => ({ file, line, message, remedy }))).toContainEqual({
      file,
      line,
      message: expect.stringMatching(one.says),
      remedy: expect.stringMatching(one.remedy),
    });
    for (const fault of found) {
      expect(fault.severity).toBe('error');
      expect(diagnosticText(fault)).toMatch(/^.+:\d+ {2}.+\n {4}/);
    }
  });
});

describe('a fault that is proven', () => {
  it.each(proven.flatMap(({ example, ...one }) => (example === undefined ? [] : [{ ...one, example }])))(
    'comes with answers that show it: $fault',
    ({ file, change, says, example }) => {
      using folder = copyOfRules();
      folder.edit(file, change);
      expect(faultsIn(folder.path)).toContainEqual(
        expect.objectContaining({ message: expect.stringMatching(says), example: expect.stringMatching(example) }),
      );
    },
  );
});
