import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { lineOf, type Part } from './line.ts';
import { versionOf, versionsOf } from './page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packed = z.tuple([z.object({ filename: z.string(), size: z.number(), entryCount: z.number() })]);
const lock = z.object({ packages: z.record(z.string(), z.unknown()) });

/** What somebody gets who installs the packed file in an empty folder, beside Bolt alone. */
export async function benchInstall(): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-bench-'));
  try {
    const made = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root }).toString();
    const [{ filename, size, entryCount }] = packed.parse(JSON.parse(made.slice(made.indexOf('['))));
    const ours = installed(folder, 'ours', join(folder, filename));
    const bolt = installed(folder, 'bolt', `@slack/bolt@${versionOf('@slack/bolt')}`);
    return {
      id: 'install',
      title: 'What is installed',
      about: [
        'The packed file installed into an empty folder with all it needs at run time, playground included, and beside it Bolt alone, which every',
        'Slack app needs. No package has an install script. Counts, so that one round is enough.',
      ],
      rounds: 1,
      peers: versionsOf('@slack/bolt'),
      lines: [
        lineOf('packages', '', [ours.packages], {
          as: 'much',
          peers: [{ name: 'Bolt alone', values: [bolt.packages] }],
          bar: { on: 'ours', most: 200 },
        }),
        lineOf('on disk', 'MB', [ours.megabytes], {
          as: 'much',
          peers: [{ name: 'Bolt alone', values: [bolt.megabytes] }],
          bar: { on: 'ours', most: 95 },
        }),
        lineOf('the packed file', 'MB', [size / 1e6]),
        lineOf('files in it', '', [entryCount]),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installed(
  folder: string,
  name: string,
  what: string,
): { readonly packages: number; readonly megabytes: number } {
  const place = mkdtempSync(join(folder, name));
  writeFileSync(join(place, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', what], {
    cwd: place,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const modules = join(place, 'node_modules');
  const { packages } = lock.parse(JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')));
  const bytes = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .reduce((sum, it) => sum + lstatSync(join(it.parentPath ?? it.path, it.name)).size, 0);
  return { packages: Object.keys(packages).length, megabytes: bytes / 1e6 };
}
