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

/** Files to write, then a command, then what its output has to hold. */
interface Step {
  readonly chapter: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly command: string;
  readonly says: readonly string[];
}

const page = readFileSync(at('docs/rules.md'), 'utf8');
const blocks = page.split(/^## /m).flatMap((part) =>
  [...part.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
    kind,
    text: text.trim(),
    chapter: part.split('\n')[0] ?? '',
  })),
);
const commands = blocks.flatMap(({ kind }, index) => (kind === 'sh' ? [index] : []));
const steps = commands.map((index, place): Step => {
  const before = blocks.slice(place === 0 ? 0 : commands[place - 1], index).filter(({ kind }) => kind === 'yaml');
  const after = blocks.slice(index + 1, index + 2).filter(({ kind }) => kind === 'text');
  return {
    chapter: blocks[index]!.chapter,
    files: before.map(({ text }) => ({ name: /^# (\S+)\n/.exec(text)?.[1] ?? '', text: `${text}\n` })),
    command: blocks[index]!.text,
    says: after.flatMap(({ text }) => text.split('\n')),
  };
});

const folder = emptyFolder();
afterAll(() => folder[Symbol.dispose]());
mkdirSync(join(folder.path, 'my-rules'));

/** The app is started with such a folder by the tests of starts. */
const start = 'RULES_DIR=my-rules npm start';

describe('the page on changing the rules', () => {
  it.each(steps.map((step, index) => [index + 1, step.chapter, step] as const))(
    'works as written: step %i, %s',
    (_, __, { files, command, says }) => {
      for (const { name, text } of files) folder.write(name, text);
      const run = command === start ? 'true' : command.replace('npx rag-or-ft', program);
      const ran = spawnSync(run, { shell: true, cwd: folder.path, encoding: 'utf8' });
      const output = `${ran.stdout}\n${ran.stderr}`;
      expect([output, says.filter((line) => !output.includes(line))]).toEqual([output, []]);
    },
  );

  it('has commands of this program only, each but the start with what it says, and files with names', () => {
    for (const { command, files, says } of steps) {
      expect(command).toMatch(/^(RULES_DIR=my-rules )?(npx rag-or-ft (check|decide) ?.*|npm start)$/);
      expect([command, says.length > 0]).toEqual([command, command !== start]);
      for (const { name } of files) expect(name).toMatch(/^(my-rules\/)?[\w-]+\.yml$/);
    }
    expect(steps.flatMap(({ files }) => files)).toHaveLength(page.match(/^```yaml$/gm)?.length ?? -1);
  });
});
