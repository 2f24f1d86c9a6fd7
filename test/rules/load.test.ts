import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proofs } from '../../src/core/index.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { at, rulebook } from '../core/shipped.ts';
import { copyOfRules, emptyFolder, faultsIn } from './folder.ts';

describe('the rules that ship', () => {
  it('pass every proof: one verdict for all answers, nothing contested, nothing idle, every worked case', () => {
    expect(proofs(rulebook, at)).toEqual([]);
  });

  it('load the same from a copy, in one file or in many', () => {
    using copy = copyOfRules();
    copy.edit('thresholds.yml', (text) => text.replace(/^\n/, '').concat('\n# a remark\n'));
    copy.write('sources.yml', `${copy.read('sources.yml')}\n${copy.read('cases.yml')}`);
    copy.write('cases.yml', 'warnings: {}\n');
    copy.edit('plans.yml', (text) => text.replace(/\nwarnings:[^]*/, '\n'));
    const loaded = loadRulebook(copy.path);
    expect(loaded).toMatchObject({ ok: true, rulebook: { ...rulebook, warnings: {} } });
  });

  it('have a content hash that any change of them changes', () => {
    const text = JSON.stringify(rulebook);
    expect(contentHash(text)).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash(JSON.stringify({ ...rulebook, version: 2 }))).not.toBe(contentHash(text));
  });
});

describe('a folder of rules', () => {
  it('with one key in two files names both files', () => {
    using folder = copyOfRules();
    folder.write('more.yml', '# ours\nthresholds: {}\n');
    expect(faultsIn(folder.path)).toMatchObject([
      {
        file: 'thresholds.yml',
        message: '"thresholds" also stands in more.yml',
        remedy: 'keep each part in one file',
      },
    ]);
  });

  it('without a rule file says so', () => {
    using folder = emptyFolder();
    folder.write('notes.txt', 'nothing here');
    expect(faultsIn(folder.path)).toMatchObject([
      { file: folder.path, message: 'holds no .yml file', remedy: 'name the folder of the rule files' },
    ]);
  });

  it('that is a file says so', () => {
    using folder = copyOfRules();
    const file = join(folder.path, 'claims.yml');
    expect(faultsIn(file)).toMatchObject([{ file, message: 'is not a folder', remedy: /name the folder/ }]);
  });

  it('that is not there says so', () => {
    using folder = emptyFolder();
    const missing = join(folder.path, 'rules');
    expect(faultsIn(missing)).toMatchObject([{ file: missing, message: 'cannot be read' }]);
  });

  it('with faults in several files names them all at once', () => {
    using folder = copyOfRules();
    folder.edit('thresholds.yml', (text) =>
      text.replace('\nthresholds:\n', '\nthresholds:\n  planted: { value: x }\n'),
    );
    folder.edit('claims.yml', (text) => text.replace('\nrules:\n', '\nrules:\n  planted: 7\n'));
    expect(new Set(faultsIn(folder.path).map(({ file }) => file))).toEqual(new Set(['thresholds.yml', 'claims.yml']));
  });

  it.each(['sources.yml', 'cases.yml', 'prices.yml'])('without %s says what is missing', (file) => {
    using folder = copyOfRules();
    rmSync(join(folder.path, file));
    expect(faultsIn(folder.path)).toEqual([
      expect.objectContaining({
        file: folder.path,
        path: [file.replace('.yml', '')],
        message: 'it is missing',
        remedy: expect.stringMatching(/^add it/),
      }),
    ]);
  });
});
