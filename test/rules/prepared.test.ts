import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadRulebook } from '../../src/rules/load.ts';
import { preparedText, readPrepared } from '../../src/rules/prepared.ts';

const shipped = fileURLToPath(new URL('../../rules/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-prepared-'));
afterAll(() => rmSync(folder, { recursive: true }));

const loaded = loadRulebook(shipped);
if (!loaded.ok) throw new Error('the shipped rules cannot be read');
const shippedBook = { rulebook: loaded.rulebook, places: loaded.places };

/** A prepared rulebook with this text. */
function prepared(name: string, text: string): URL {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path);
}

describe('the rulebook a build prepared', () => {
  it('is the one in the files', () => {
    expect(readPrepared(shipped, prepared('good.json', preparedText(shipped, shippedBook)))).toEqual(shippedBook);
  });

  it('does not hold for other files, and be it by one letter', () => {
    const copy = join(folder, 'rules');
    cpSync(shipped, copy, { recursive: true });
    const file = prepared('copy.json', preparedText(shipped, shippedBook));
    expect(readPrepared(copy, file)).toEqual(shippedBook);
    appendFileSync(join(copy, 'claims.yml'), '\n');
    expect(readPrepared(copy, file)).toBeUndefined();
  });

  it.each([
    ['not there', undefined],
    ['cut off', preparedText(shipped, shippedBook).slice(0, 1000)],
    ['of another form', JSON.stringify({ files: 'x' })],
    [
      'of another program',
      JSON.stringify({ ...JSON.parse(preparedText(shipped, shippedBook)), rulebook: { questions: 7 } }),
    ],
  ])('is left aside when it is %s', (name, text) => {
    const file = text === undefined ? pathToFileURL(join(folder, 'nothing.json')) : prepared(`${name}.json`, text);
    expect(readPrepared(shipped, file)).toBeUndefined();
  });
});
