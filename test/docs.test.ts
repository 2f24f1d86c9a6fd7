import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

it('gives the role of every file of src in CONTRIBUTING, and of no other', () => {
  const listed = [...read('CONTRIBUTING.md').matchAll(/^\| `([\w/-]+\.ts)` \|/gm)].map((match) => match[1]);
  const files = readdirSync(fileURLToPath(new URL('src', root)), { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'));
  expect(new Set(listed)).toEqual(new Set(files));
});

it('names only scripts that exist in README and CONTRIBUTING', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...`${read('README.md')}${read('CONTRIBUTING.md')}`.matchAll(/npm run ([\w:]+)/g)].map(
    (match) => match[1],
  );
  expect(named.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
});
