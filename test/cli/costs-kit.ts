import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CostReport, ReportOption } from '../../src/core/costs/report.ts';

const built = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const source = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** What the package runs; from source where nothing has been built. */
const program = existsSync(built) ? [built] : ['--import', 'tsx', source];

export function run(inputs: string, ...args: readonly string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [...program, 'costs', '--inputs', '-', '--at', '2026-11-21', ...args], {
    input: inputs,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** Reports of several workloads, of one run. */
export function reports(...inputs: readonly unknown[]): readonly CostReport[] {
  const { code, out, err } = run(JSON.stringify(inputs), '--json');
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as readonly CostReport[];
}

export function option({ options }: CostReport, name: string): ReportOption {
  const found = options[name];
  if (found === undefined || 'unavailable' in found) throw new Error(`no ${name}`);
  return found;
}

export const lineOf = (priced: ReportOption, id: string): number =>
  [...priced.setup.lines, ...priced.monthly.lines, ...priced.retrain.lines].find((line) => line.id === id)?.usd ??
  Number.NaN;
