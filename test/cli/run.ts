import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as Commands from '../../src/cli/commands.ts';

const inSource = (name: string): URL => new URL(`../../src/cli/${name}.ts`, import.meta.url);
const inBuild = (name: string): URL => new URL(`../../dist/cli/${name}.js`, import.meta.url);
const built = existsSync(inBuild('main')) && existsSync(inBuild('commands'));

/** What a command wrote and ended with. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What the package runs; from source where nothing has been built. */
const commands: typeof Commands = await import((built ? inBuild('commands') : inSource('commands')).href);

/** Runs a command in this process: as the program does, with streams of ours. */
export async function run(args: readonly string[], input = ''): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await commands.run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    in: () => input,
  });
  return { code, out, err };
}

/** Starts the program as people do, which takes a second. */
export function start(args: readonly string[], input: string): Ran {
  const program = built ? [fileURLToPath(inBuild('main'))] : ['--import', 'tsx', fileURLToPath(inSource('main'))];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { code: status, out: stdout, err: stderr };
}
