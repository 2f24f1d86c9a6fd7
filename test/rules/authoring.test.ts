import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';

// docs/rules.md, done as it says: files are written, commands run, and what stands under a command must be in its output.

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const built = at('dist/cli/main.js');
/** What the package runs; from source where nothing has been built. */
const program = existsSync(built)
  ? `"${process.execPath}" "${built}"`
  : `"${process.execPath}" --import "${new URL('../../node_modules/tsx/dist/esm/index.mjs', import.meta.url).href}" "${at('src/cli/main.ts')}"`;

interface Block {
  readonly kind: string;
  readonly text: string;
  readonly chapter: string;
}

const blocks: readonly Block[] = readFileSync(at('docs/rules.md'), 'utf8')
  .split(/^## /m)
  .flatMap((part) =>
    [...part.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
      kind,
      text,
      chapter: part.split('\n')[0] ?? '',
    })),
  );

const folder = emptyFolder();
afterAll(() => folder[Symbol.dispose]());

describe('the page on changing the rules', () => {
  let output = '';
  it.each(blocks.map((block, index) => [index + 1, block.chapter, block.kind, block] as const))(
    'works as written: block %i, %s (%s)',
    (_, __, ___, { kind, text }) => {
      if (kind === 'yaml') {
        const file = /^# (\S+)\n/.exec(text)?.[1];
        expect(file).toMatch(/^[\w-]+(\/[\w-]+)?\.yml$/);
        mkdirSync(join(folder.path, 'my-rules'), { recursive: true });
        folder.write(file!, text);
      } else if (kind === 'sh') {
        // The app is started with such a folder by the tests of starts.
        if (text.includes('npm start')) return;
        expect(text).toMatch(/^(RULES_DIR=my-rules )?npx rag-or-ft /);
        const ran = spawnSync(text.replace('npx rag-or-ft', program), { shell: true, cwd: folder.path, encoding: 'utf8' });
        output = `${ran.stdout}\n${ran.stderr}`;
      } else {
        expect(kind).toBe('text');
        for (const line of text.trim().split('\n')) expect(output).toContain(line);
      }
    },
  );

  it('names every kind of block it has', () => {
    expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(['yaml', 'sh', 'text']));
  });
});
