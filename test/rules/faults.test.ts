import { describe, expect, it } from 'vitest';
import { diagnosticText } from '../../src/rules/load.ts';
import { copyOfRules, faultsIn } from './folder.ts';
import { forms } from './planted-forms.ts';
import { references } from './planted-names.ts';
import { proven } from './planted-proofs.ts';
import { shapes } from './planted-structure.ts';
import { lists } from './planted-ticks.ts';
import type { Planted } from './planted.ts';

const shownBy = ({ example }: Planted) => (example === undefined ? {} : { example: expect.stringMatching(example) });

describe.each<[string, readonly Planted[]]>([
  ['names', references],
  ['form', forms],
  ['structure', shapes],
  ['lists to tick', lists],
  ['proofs', proven],
])('a fault of %s in the rule files', (_, planted) => {
  it.each(planted)(
    'is reported with its line, a remedy and answers that show it where it is about some: $fault',
    (one) => {
      using folder = copyOfRules();
      folder.edit(one.file, one.change);
      const file = one.reportedIn ?? one.file;
      const before = folder.read(file).split(one.line)[0];
      const line = (before ?? '').split('\n').length;

      const found = faultsIn(folder.path);
      expect(found).toContainEqual(
        expect.objectContaining({
          file,
          line,
          message: expect.stringMatching(one.says),
          remedy: expect.stringMatching(one.remedy),
          ...shownBy(one),
        }),
      );
      for (const fault of found) {
        expect(fault.severity).toBe('error');
        expect(diagnosticText(fault)).toMatch(/^.+:\d+ {2}.+\n {4}/);
      }
    },
  );
});
