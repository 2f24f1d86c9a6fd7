import type { CostReport, ReportOption } from '../../src/core/costs/report.ts';
import { type Ran, run as runCommand } from './run.ts';

export function run(inputs: string, ...args: readonly string[]): Promise<Ran> {
  return runCommand(['costs', '--inputs', '-', '--at', '2026-11-21', ...args], inputs);
}

/** Reports of several workloads, of one run. */
export async function reports(...inputs: readonly unknown[]): Promise<readonly CostReport[]> {
  const { code, out, err } = await run(JSON.stringify(inputs), '--json');
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
