import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { z } from 'zod';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What stands in the build itself: hundreds of small files, which take longer to find than to run. They stay dependencies, for whoever lists those. */
const inlined = ['kysely', 'zod'];

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

const common = {
  absWorkingDir: root,
  outbase: 'src',
  bundle: true,
  format: 'esm',
  logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles the script of the playground's page. */
export async function bundlePage(outdir: string): Promise<void> {
  await build({ ...common, outdir, entryPoints: ['src/playground/page/page.ts'], target: 'es2022' });
}

/** Bundles the program, the command line, the two libraries and the page into a folder, and prepares the rules. */
export async function bundle(outdir: string): Promise<void> {
  const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const entries = ['main', 'cli/main', 'cli/commands', 'cli/prepare', 'core/index', 'rules/index'];
  await Promise.all([
    build({
      ...common,
      outdir,
      entryPoints: entries.map((name) => `src/${name}.ts`),
      platform: 'node',
      target: 'node20.19',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      sourcemap: true,
      sourcesContent: false,
      external: Object.keys(dependencies).filter((name) => !inlined.includes(name)),
    }),
    bundlePage(outdir),
  ]);
  const licenses = inlined.map(
    (name) => `${name}\n\n${readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')}`,
  );
  writeFileSync(join(outdir, 'LICENSES.txt'), licenses.join('\n'));
  execFileSync(process.execPath, [join(outdir, 'cli/prepare.js')], { stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  await bundle(dist);
}
